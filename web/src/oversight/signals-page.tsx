import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatShortDate } from '../ui/dates.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState, Inset } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { LEVELS, type SignalItem, STAGES, scopeWords } from './signal-words.js';
import { signalsQuery } from './signals.queries.js';
import { TenderNotice } from './tender-notice.js';

const PAGE = 20;
const POLL_MS = 10_000;

/** The signals log: a manager's own provider, a commissioner's after the provider has seen them first. */
export function SignalsPage() {
  const isCommissioner = useActsAs('COMMISSIONER');
  const [filter, setFilter] = useUrlFilter({ show: 'open' });
  const show = filter.show === 'closed' ? 'CLOSED' : filter.show === 'all' ? null : 'OPEN';
  const query = useQuery(signalsQuery, {
    variables: { show, first: PAGE, after: null },
    notifyOnNetworkStatusChange: true,
  });
  const isJudging = query.data?.signals.isJudging ?? false;
  const { startPolling, stopPolling } = query;
  useEffect(() => {
    if (!isJudging) return;
    startPolling(POLL_MS);
    return stopPolling;
  }, [isJudging, startPolling, stopPolling]);
  const more = (after: string | null) =>
    void query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { signals: next } }) => ({
        signals: { ...next, items: [...before.signals.items, ...next.items] },
      }),
    });
  return (
    <Page
      title="Signals"
      lead={
        isCommissioner
          ? 'Patterns consistent with staff not being released. The provider sees each new one first, and each month of it.'
          : 'Patterns in your organisation’s part in meetings elsewhere. You see a new one, and each month of it, before commissioners do, and can reply.'
      }
    >
      <TenderNotice />
      <Inset>
        A signal is a reason to ask. It is not a finding, and says nothing about any one person.{' '}
        <Link to="/engagement/method">How a signal arises and what it cannot say</Link>
      </Inset>
      <FilterPanel
        filters={[
          {
            name: 'show',
            label: 'Show',
            kind: 'one',
            all: 'Open',
            options: [
              { value: 'closed', label: 'Closed' },
              { value: 'all', label: 'All' },
            ],
          },
        ]}
        value={{ show: filter.show === 'open' ? '' : filter.show }}
        onChange={(change) => setFilter({ show: String(change.show || 'open') })}
        result={query.data ? openWords(query.data.signals.open) : ''}
      />
      <QueryState query={query} lines={6}>
        {({ signals }) => (
          <>
            <DataTable
              caption="Signals, newest first"
              captionHidden
              columns={columnsOf(isCommissioner)}
              rows={signals.items}
              rowKey={({ id }) => id}
              stack
              empty={<Nothing isCommissioner={isCommissioner} isJudging={signals.isJudging} show={filter.show} />}
            />
            {signals.hasMore ? (
              <ShowMore
                shown={signals.items.length}
                hasMore={signals.hasMore}
                busy={query.loading}
                onMore={() => more(signals.endCursor)}
                noun="signals"
              />
            ) : null}
          </>
        )}
      </QueryState>
      {isCommissioner ? null : (
        <p>
          <Link to="/signals/months">Your organisation, month by month</Link>
        </p>
      )}
      <p>
        <Link to="/published-reasons">Published reasons for stopping</Link>
      </p>
    </Page>
  );
}

function openWords(open: number): string {
  return open === 1 ? '1 open signal' : `${open} open signals`;
}

function columnsOf(isCommissioner: boolean): readonly Column<SignalItem>[] {
  return [
    {
      key: 'signal',
      header: isCommissioner ? 'Provider' : 'Signal',
      rowHeader: true,
      cell: ({ id, providerName, reference, scope }) => (
        <>
          <Link to={`/signals/${id}`}>{isCommissioner ? providerName : capital(scopeWords(scope))}</Link>
          <br />
          {isCommissioner ? `${capital(scopeWords(scope))}, ${reference}` : reference}
        </>
      ),
    },
    { key: 'level', header: 'Level', cell: ({ level }) => <Tag tone={LEVELS[level].tone}>{LEVELS[level].word}</Tag> },
    { key: 'since', header: 'Since', cell: ({ since }) => formatShortDate(since) },
    { key: 'stage', header: 'Stage', cell: stageOf },
    { key: 'due', header: 'Due', cell: dueOf },
    { key: 'reply', header: 'Reply', cell: replyOf },
  ];
}

function stageOf({ stage, closedAt }: SignalItem): string {
  return closedAt ? `Closed ${formatShortDate(closedAt)}` : STAGES[stage];
}

function dueOf({ stageDueOn, isOverdue }: SignalItem): string {
  if (!stageDueOn) return 'Nothing due';
  return isOverdue ? `${formatShortDate(stageDueOn)}, overdue` : formatShortDate(stageDueOn);
}

function replyOf({ hasReply, undecidedPoints }: SignalItem): string {
  if (!hasReply) return 'None yet';
  if (undecidedPoints === 0) return 'Sent, decided';
  return undecidedPoints === 1 ? 'Sent, 1 point to decide' : `Sent, ${undecidedPoints} points to decide`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function Nothing({
  isCommissioner,
  isJudging,
  show,
}: {
  readonly isCommissioner: boolean;
  readonly isJudging: boolean;
  readonly show: string;
}) {
  if (isJudging)
    return (
      <EmptyState heading="Months are being judged">
        Whether anything stands out is not known yet. It takes some minutes; this page looks again by itself.
      </EmptyState>
    );
  if (show === 'closed') return <EmptyState heading="No signal has been closed" />;
  return (
    <EmptyState heading="No signals are open">
      {isCommissioner
        ? 'A provider sees a new signal first. It comes here after that time, with the reply if there is one.'
        : 'When a pattern stands out you are told by mail, before anybody else.'}
    </EmptyState>
  );
}
