import { useMutation, useQuery } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { QueryState } from '../app/query-state.js';
import { useSettle } from '../app/use-settle.js';
import { Button, LinkButton } from '../ui/button.js';
import { DataTable } from '../ui/data-table.js';
import { formatMonth, formatShortDate, formatTime } from '../ui/dates.js';
import { useAnnounce } from '../ui/live-region.js';
import { Details, Page, Section } from '../ui/page.js';
import { Progress } from '../ui/progress.js';
import { SelectField } from '../ui/select-field.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState, Inset, RefusalPanel } from '../ui/states.js';
import { causeWords, falseWords, periodWords, type Run, type Runs, testingWords } from './run-words.js';
import { detectionRunsQuery, requestRunsMutation } from './runs.queries.js';

const POLL_MS = 2_000;

/** Months that were judged, how far those under way are, and asking for a period by hand. */
export function RunsPage() {
  const query = useQuery(detectionRunsQuery, { variables: { after: null } });
  const isUnderWay = (query.data?.detectionRuns.underWay.length ?? 0) > 0;
  const { startPolling, stopPolling } = query;
  const announce = useAnnounce();
  useEffect(() => {
    if (!isUnderWay) return;
    startPolling(POLL_MS);
    return () => {
      stopPolling();
      announce('The months that were asked for are judged');
    };
  }, [isUnderWay, startPolling, stopPolling, announce]);
  return (
    <Page
      title="Months judged"
      lead={
        <p>
          Once a month, on the second, the attendance of the month before is judged for every provider. A run is written
          once. What is corrected later is judged again beside it.
        </p>
      }
      actions={
        <>
          <LinkButton to="/engagement/method">How a signal arises</LinkButton>
          <LinkButton to="/administration/signal-rules">Rules of signals</LinkButton>
        </>
      }
    >
      <QueryState query={query} lines={8}>
        {({ detectionRuns: runs }) => (
          <>
            <Testing runs={runs} />
            <UnderWay runs={runs} />
            <AskForRuns runs={runs} onAsked={() => void query.refetch()} />
            <RunTable runs={runs} busy={query.loading} onMore={(after) => void query.fetchMore(nextPage(after))} />
          </>
        )}
      </QueryState>
    </Page>
  );
}

interface Answer {
  readonly detectionRuns: Runs;
}

function nextPage(after: string) {
  return {
    variables: { after },
    updateQuery: (before: Answer, { fetchMoreResult }: { fetchMoreResult?: Answer }): Answer =>
      fetchMoreResult
        ? {
            detectionRuns: {
              ...fetchMoreResult.detectionRuns,
              items: [...before.detectionRuns.items, ...fetchMoreResult.detectionRuns.items],
            },
          }
        : before,
  };
}

function Testing({ runs }: { readonly runs: Runs }) {
  if (!runs.testing) return null;
  return (
    <Inset>
      <p>{testingWords(runs.testing)}</p>
      <p>The more providers are tested, the more signals are expected by chance alone. A signal is not a finding.</p>
    </Inset>
  );
}

function UnderWay({ runs }: { readonly runs: Runs }) {
  return (
    <>
      {runs.underWay.map((request) => (
        <Progress
          key={request.id}
          label={`Judging ${periodWords(request)} (${request.monthsDone} of ${request.months} done)`}
          share={request.share}
        />
      ))}
      {runs.hasFailed && runs.underWay.length === 0 ? (
        <RefusalPanel
          heading="The last months that were asked for could not be judged"
          refusal={{
            code: 'RUNS_FAILED',
            message: 'Nothing was changed. Ask for them again; if it fails once more, tell whoever runs the system.',
          }}
        />
      ) : null}
    </>
  );
}

function AskForRuns({ runs, onAsked }: { readonly runs: Runs; readonly onAsked: () => void }) {
  const [send] = useMutation(requestRunsMutation);
  const { refusal, busy, settle } = useSettle();
  const last = runs.months.at(-1) ?? '';
  const [period, setPeriod] = useState({ from: last, to: last });
  if (runs.months.length === 0) return null;
  const options = runs.months.toReversed().map((month) => ({ value: month, label: formatMonth(month) }));
  async function ask() {
    const isDone = await settle(async () => {
      const input = { fromMonth: period.from, toMonth: period.to };
      const { data } = await send({ variables: { input } });
      return data?.requestRuns;
    });
    if (isDone) onAsked();
  }
  return (
    <Details summary="Judge a period now">
      <p>
        Use this after registers were corrected and you do not want to wait for the night. The runs there are stay as
        they are; new ones stand beside them.
      </p>
      {refusal ? <RefusalPanel refusal={refusal} heading="Nothing was started" /> : null}
      <SelectField
        name="fromMonth"
        label="First month"
        options={options}
        value={period.from}
        onChange={(from) => setPeriod({ from, to: period.to < from ? from : period.to })}
      />
      <SelectField
        name="toMonth"
        label="Last month"
        options={options.filter(({ value }) => value >= period.from)}
        value={period.to}
        onChange={(to) => setPeriod({ ...period, to })}
      />
      <Button look="primary" busy={busy} onClick={() => void ask()}>
        Judge these months
      </Button>
    </Details>
  );
}

function RunTable({
  runs,
  busy,
  onMore,
}: {
  readonly runs: Runs;
  readonly busy: boolean;
  readonly onMore: (after: string) => void;
}) {
  return (
    <Section heading="Runs, newest month first">
      <DataTable
        caption="Runs, newest month first"
        captionHidden
        rows={runs.items}
        rowKey={({ id }) => id}
        stack
        empty={
          <EmptyState heading="No month has been judged yet">
            <p>
              {runs.underWay.length > 0
                ? 'The months there are registers of are being judged now.'
                : 'The first month that can be judged is the third after the first registers.'}
            </p>
          </EmptyState>
        }
        columns={[
          { key: 'month', header: 'Month', rowHeader: true, cell: monthCell },
          { key: 'cause', header: 'Why', cell: causeWords },
          {
            key: 'tested',
            header: 'Providers tested',
            numeric: true,
            cell: ({ providersTested }) => String(providersTested),
          },
          { key: 'false', header: 'Expected false among its signals', numeric: true, cell: falseWords },
          { key: 'corrected', header: 'Changed since', cell: correctedCell },
          {
            key: 'made',
            header: 'Made',
            cell: ({ finishedAt }) => `${formatShortDate(finishedAt)}, ${formatTime(finishedAt)}`,
          },
          { key: 'how', header: 'How it was made', cell: howCell },
        ]}
      />
      {runs.hasMore || runs.items.length > 24 ? (
        <ShowMore
          shown={runs.items.length}
          hasMore={runs.hasMore}
          busy={busy}
          noun="runs"
          onMore={() => runs.endCursor && onMore(runs.endCursor)}
        />
      ) : null}
    </Section>
  );
}

function monthCell({ month, version, isNewest }: Run) {
  const again = version > 1 ? `, version ${version}` : '';
  return `${formatMonth(month)}${again}${isNewest ? '' : ' (judged again since)'}`;
}

function correctedCell({ correctedSeats, isNewest }: Run) {
  if (!isNewest) return '';
  if (correctedSeats === 0) return 'Nothing';
  return `${correctedSeats} ${correctedSeats === 1 ? 'seat' : 'seats'}: judged again tonight`;
}

function howCell({ modelVersion, rulesVersion, dataCut, rowsRead, rowsHash }: Run) {
  return (
    <>
      Method {modelVersion}, rules {rulesVersion}
      <Details summary="For auditors">
        <p>
          {rowsRead.toLocaleString('en-GB')} rows of evidence, up to number {Number(dataCut).toLocaleString('en-GB')}.
        </p>
        <p>
          Fingerprint of the rows (SHA-256): <span className="q-hash">{rowsHash}</span>
        </p>
      </Details>
    </>
  );
}
