import { DataTable } from '../ui/data-table.js';
import { SummaryList } from '../ui/summary-list.js';
import { licenceWords, TEXT_WORDS, type TextChange, type Texts } from './rule-texts.js';

/** The words of a version: what people read, what is asked before a concern, and who it goes to. */
export function RuleTexts({ texts }: { readonly texts: Texts }) {
  return (
    <>
      <SummaryList
        items={(['caveat', 'replyHelp', 'concernHelp'] as const).map((key) => ({
          key: TEXT_WORDS[key],
          value: texts[key] || 'Nothing',
        }))}
      />
      <DataTable
        caption="Tests before a concern"
        rows={texts.tests}
        rowKey={({ code, title }) => code || title}
        empty={null}
        stack
        columns={[
          { key: 'title', header: 'Test', rowHeader: true, cell: ({ title }) => title },
          { key: 'question', header: 'Question', cell: ({ question }) => question },
          { key: 'source', header: 'Comes from', cell: ({ source }) => source },
          { key: 'help', header: 'Help for the answer', cell: ({ help }) => help || 'None' },
        ]}
      />
      <DataTable
        caption="Who a concern goes to, by licence on the day when the pattern began"
        rows={texts.routes}
        rowKey={({ licenceStatus }) => licenceStatus}
        empty={null}
        stack
        columns={[
          {
            key: 'licence',
            header: 'The provider',
            rowHeader: true,
            cell: ({ licenceStatus }) => licenceWords(licenceStatus),
          },
          { key: 'addressee', header: 'Goes to', cell: ({ addressee }) => addressee },
          { key: 'wording', header: 'Kind of concern', cell: ({ wording }) => wording },
        ]}
      />
      <DataTable
        caption="Bodies to refer to"
        rows={texts.bodies}
        rowKey={({ code, name }) => code || name}
        empty={null}
        stack
        columns={[
          { key: 'name', header: 'Body', rowHeader: true, cell: ({ name }) => name },
          { key: 'remit', header: 'For', cell: ({ remit }) => remit },
          { key: 'reach', header: 'How to reach it', cell: ({ reach }) => reach || 'Not written down' },
        ]}
      />
    </>
  );
}

/** Texts that differ, each with what it was before. */
export function TextChanges({
  caption,
  changes,
}: {
  readonly caption: string;
  readonly changes: readonly TextChange[];
}) {
  return (
    <DataTable
      caption={caption}
      rows={changes}
      rowKey={({ what, after }) => `${what} ${after}`}
      empty={null}
      stack
      columns={[
        { key: 'what', header: 'What', rowHeader: true, cell: ({ what }) => what },
        { key: 'before', header: 'Before', cell: ({ before }) => before },
        { key: 'after', header: 'Then', cell: ({ after }) => after },
      ]}
    />
  );
}
