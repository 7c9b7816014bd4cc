import { useQuery } from '@apollo/client/react';
import { methodText } from '@quorate/libs/signals';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { DataTable } from '../ui/data-table.js';
import { formatDate } from '../ui/dates.js';
import { Card, Columns, Page, Section } from '../ui/page.js';
import { formatShare } from '../ui/stat.js';
import { Inset } from '../ui/states.js';
import { SummaryList } from '../ui/summary-list.js';
import { signalRulesQuery } from './figures.queries.js';
import { counted } from './figures-words.js';
import { MEASURED, MEASURED_AT, type Measured } from './measured.js';

type Rules = ResultOf<typeof signalRulesQuery>['signalRules'];

/** How a signal arises and what it cannot say, for somebody who has one minute and no statistics. */
export function MethodPage() {
  const query = useQuery(signalRulesQuery);
  return (
    <Page
      title="How a signal arises"
      heading="How a signal arises, and what it cannot say"
      lead={
        <p>
          A signal is a pattern consistent with staff not being released for meetings at other sites. It is a reason to
          ask. It is not a finding.
        </p>
      }
    >
      <QueryState query={query} lines={8}>
        {({ signalRules: rules }) => (
          <>
            <Columns main={<Arises rules={rules} />} aside={<CannotSay rules={rules} />} />
            <RulesNow rules={rules} />
            <HowRight />
          </>
        )}
      </QueryState>
    </Page>
  );
}

function Arises({ rules }: { readonly rules: Rules }) {
  return (
    <Card heading="How it arises, each month">
      <ol>
        {methodText(rules).arises.map(({ lead, text }) => (
          <li key={lead}>
            <strong>{lead}</strong> {text}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function CannotSay({ rules }: { readonly rules: Rules }) {
  return (
    <Card heading="What it cannot say">
      <ul>
        {methodText(rules).cannotSay.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Card>
  );
}

function RulesNow({ rules }: { readonly rules: Rules }) {
  return (
    <Section heading="The rules now">
      <p>
        {rules.name}, version {rules.version}, in force from {formatDate(rules.inForceFrom)}. Source: {rules.source}.
      </p>
      <SummaryList
        compact
        items={[
          {
            key: 'Not enough meetings to judge',
            value: `Fewer than ${rules.leastCrossRows} expected seats at other sites. This is said as it is, and is never taken for all being well.`,
          },
          {
            key: 'Data first',
            value: `More than ${formatShare(rules.mostUnrecorded)} of registers not kept, for one: a list to put right, and no signal.`,
          },
          {
            key: 'Early notice',
            value: `From a score of ${formatShare(rules.earlyNotice)}. Only the provider itself sees it.`,
          },
          {
            key: 'Signal',
            value: `From ${formatShare(rules.opens)}, if two people or more carry the loss, and if it would be as likely as not without requests refused in writing: an honest no opens nothing by itself. It stays at watch while nobody cared for is known to be affected; otherwise it is an alert.`,
          },
          {
            key: 'Alarm',
            value: `From ${formatShare(rules.alarm)}, once it has been open for ${counted(rules.alarmMonths, 'month')}.`,
          },
          {
            key: 'Closes',
            value: `After ${counted(rules.monthsToClose, 'month')} in a row below ${formatShare(rules.closes)}.`,
          },
          {
            key: 'What staff say in private',
            value: `Told as a number, from ${rules.staffStatementsFrom} people of one provider on, and never who. It moves no score. It can bear out registers that one person alone wrote, and brings the provider an early notice that nobody else sees.`,
          },
        ]}
      />
      <Inset>{rules.caveat}</Inset>
    </Section>
  );
}

interface MeasuredRow extends Measured {
  readonly kind: string;
}

const ROWS: readonly MeasuredRow[] = [
  { kind: 'Absence drawn from rates, kind seen before', ...MEASURED.public.oneLeftOut },
  { kind: 'Absence out of diaries, kind seen before', ...MEASURED.diaries.oneLeftOut },
  { kind: 'Absence out of workloads, kind seen before', ...MEASURED.workloads.oneLeftOut },
  { kind: 'Absence out of habit and cover, kind seen before', ...MEASURED.exchanges.oneLeftOut },
  { kind: 'Absence drawn from rates, kind never seen', ...MEASURED.public.simulatorLeftOut },
  { kind: 'Absence out of diaries, kind never seen', ...MEASURED.diaries.simulatorLeftOut },
  { kind: 'Absence out of workloads, kind never seen', ...MEASURED.workloads.simulatorLeftOut },
  { kind: 'Absence out of habit and cover, kind never seen', ...MEASURED.exchanges.simulatorLeftOut },
];

function HowRight() {
  const right = ROWS.map(({ precision }) => precision);
  const found = ROWS.map(({ recall }) => recall);
  return (
    <Section heading="How often it is right">
      <p>
        Nobody knows for real providers. On made-up health economies, where it is known who holds staff back,{' '}
        {formatShare(Math.min(...right))} to {formatShare(Math.max(...right))} of signals were right, depending on how
        absence came about. {formatShare(Math.min(...found))} to {formatShare(Math.max(...found))} of those who hold
        staff back were found, so no signal does not mean that all is well. Signals opened from a score of{' '}
        {formatShare(MEASURED_AT)}; with a higher score fewer are found and fewer are false.
      </p>
      <DataTable
        caption="Measured on made-up health economies"
        rows={ROWS}
        rowKey={({ kind }) => kind}
        empty="No data"
        stack
        columns={[
          { key: 'kind', header: 'Kind of economy', cell: ({ kind }) => kind, rowHeader: true },
          {
            key: 'right',
            header: 'Signals that were right',
            numeric: true,
            cell: ({ precision }) => formatShare(precision),
          },
          {
            key: 'found',
            header: 'Found, of those who hold back',
            numeric: true,
            cell: ({ recall }) => formatShare(recall),
          },
          {
            key: 'false',
            header: 'False signals, 100 providers in a year',
            numeric: true,
            cell: ({ falseAYear }) => (falseAYear * 100).toFixed(1),
          },
          { key: 'delay', header: 'Half found within', numeric: true, cell: ({ delayDays }) => `${delayDays} days` },
        ]}
      />
    </Section>
  );
}
