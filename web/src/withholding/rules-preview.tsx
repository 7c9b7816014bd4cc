import { DataTable } from '../ui/data-table.js';
import { Details, Section } from '../ui/page.js';
import type { TextChange, Texts } from './rule-texts.js';
import { RuleTexts, TextChanges } from './rule-texts-view.js';
import { type RuleVersion, ruleWords, valueWords } from './rule-words.js';

/** What the next version would change, beside the newest one, before anybody issues it. */
export function RulesPreview({
  newest,
  values,
  texts,
  changes,
}: {
  readonly newest: RuleVersion;
  readonly values: readonly { readonly code: string; readonly value: number }[];
  readonly texts: Texts;
  readonly changes: readonly TextChange[];
}) {
  const numbers = [...newest.thresholds, ...newest.times].flatMap((rule) => {
    const given = values.find(({ code }) => code === rule.code);
    return given ? [{ rule, changed: { ...rule, value: given.value } }] : [];
  });
  return (
    <Section heading={`What differs from version ${newest.version}`} level={3}>
      {numbers.length + changes.length === 0 ? <p>Nothing yet. Change a field above.</p> : null}
      {numbers.length > 0 ? (
        <DataTable
          caption="Numbers that differ"
          rows={numbers}
          rowKey={({ rule }) => rule.code}
          empty={null}
          stack
          columns={[
            { key: 'rule', header: 'Rule', rowHeader: true, cell: ({ rule }) => ruleWords(rule) },
            { key: 'before', header: 'Before', cell: ({ rule }) => valueWords(rule) },
            { key: 'after', header: 'Then', cell: ({ changed }) => valueWords(changed) },
          ]}
        />
      ) : null}
      {changes.length > 0 ? <TextChanges caption="Texts that differ" changes={changes} /> : null}
      <Details summary="The texts as people will read them">
        <RuleTexts texts={texts} />
      </Details>
    </Section>
  );
}
