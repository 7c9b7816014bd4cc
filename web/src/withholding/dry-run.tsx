import { useLazyQuery } from '@apollo/client/react';
import { FaultPanel } from '../app/query-state.js';
import { Button } from '../ui/button.js';
import { DataTable } from '../ui/data-table.js';
import { formatMonth } from '../ui/dates.js';
import { formatShare } from '../ui/stat.js';
import { EmptyState, RefusalPanel } from '../ui/states.js';
import { type DryMonth, levelWords, ruleWords } from './rule-words.js';
import { rulesDryRunQuery } from './rules.queries.js';

/** What rules would have signalled in the last twelve months. Nothing of it is stored. */
export function DryRun({ thresholds }: { readonly thresholds: readonly { code: string; value: number }[] }) {
  const [run, { data, loading, error }] = useLazyQuery(rulesDryRunQuery, { fetchPolicy: 'network-only' });
  const found = data?.rulesDryRun;
  const what = thresholds.length === 0 ? 'the rules as they are' : 'these thresholds';
  return (
    <>
      <p>Nothing is stored and nobody is told. It takes some seconds.</p>
      <Button busy={loading} onClick={() => void run({ variables: { thresholds: [...thresholds] } })}>
        {loading ? 'Trying the last twelve months' : `Try ${what} on the last twelve months`}
      </Button>
      {error ? <FaultPanel error={error} /> : null}
      {found === null ? (
        <RefusalPanel
          heading="Your organisation does not try or issue rules"
          refusal={{ code: 'NOT_PERMITTED', message: 'An administrator of a commissioning organisation can.' }}
        />
      ) : null}
      {found?.isBusy ? (
        <RefusalPanel
          heading="Somebody else tries rules just now"
          refusal={{ code: 'BUSY', message: 'Try again in a minute.' }}
        />
      ) : null}
      {found && found.problems.length > 0 ? (
        <RefusalPanel
          heading="These cannot be rules"
          refusal={{ code: 'INVALID_RULES', message: found.problems.map(problemWords).join(' ') }}
        />
      ) : null}
      {found && !found.isBusy && found.problems.length === 0 ? <DryTable months={found.months} /> : null}
    </>
  );
}

function problemWords({ path, message }: { readonly path: string; readonly message: string }): string {
  return path === '' ? message : `${ruleWords({ code: path })}: ${message}`;
}

function DryTable({ months }: { readonly months: readonly DryMonth[] }) {
  const signals = months.reduce((sum, month) => sum + month.signals, 0);
  return (
    <>
      <p>
        <strong>
          {signals === 0
            ? 'No month would have had a signal.'
            : `${months.filter((month) => month.signals > 0).length} of ${months.length} months would have had a signal.`}
        </strong>
      </p>
      <DataTable
        caption="What would have been signalled, month by month"
        rows={months}
        rowKey={({ month }) => month}
        stack
        empty={<EmptyState heading="There are no months to try">{null}</EmptyState>}
        columns={[
          { key: 'month', header: 'Month', rowHeader: true, cell: ({ month }) => formatMonth(month) },
          {
            key: 'tested',
            header: 'Providers tested',
            numeric: true,
            cell: ({ providersTested }) => String(providersTested),
          },
          { key: 'not', header: 'Not judged', numeric: true, cell: ({ notJudged }) => String(notJudged) },
          { key: 'early', header: 'Early notices', numeric: true, cell: ({ earlyNotices }) => String(earlyNotices) },
          { key: 'signals', header: 'Signals', cell: signalCell },
          { key: 'false', header: 'Expected false', numeric: true, cell: falseCell },
        ]}
      />
    </>
  );
}

function signalCell({ signals, providers }: DryMonth) {
  if (signals === 0) return 'None';
  const unnamed = signals - providers.length;
  if (providers.length === 0) return `${signals}, not named: no signal that you may see`;
  return (
    <ul className="nhsuk-list">
      {providers.map(({ providerId, providerName, level, score }) => (
        <li key={providerId}>
          {providerName}: {levelWords(level).toLowerCase()} ({scoreWords(score)})
        </li>
      ))}
      {unnamed > 0 ? <li>{unnamed} more, not named: no signal that you may see</li> : null}
    </ul>
  );
}

function scoreWords(score: number): string {
  return score > 0.99 ? 'over 99%' : formatShare(score);
}

function falseCell({ expectedFalseShare }: DryMonth): string {
  if (expectedFalseShare === null) return 'No signal';
  return expectedFalseShare < 0.01 ? 'less than 1%' : formatShare(expectedFalseShare);
}
