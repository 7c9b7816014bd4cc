import { useQuery } from '@apollo/client/react';
import { useSearchParams } from 'react-router';
import { QueryState } from '../../app/query-state.js';
import { useActsAs } from '../../app/viewer.js';
import { FilterPanel } from '../../ui/filter-panel.js';
import { Page, Section } from '../../ui/page.js';
import { ShowMore } from '../../ui/show-more.js';
import { EmptyState } from '../../ui/states.js';
import { useUrlFilter } from '../../ui/use-url-filter.js';
import { DisputeCard } from './dispute-card.js';
import type { Dispute } from './dispute-words.js';
import { attendanceDisputesQuery } from './disputes.queries.js';
import { RecordsToDispute } from './records-to-dispute.js';

const PAGE = 20;

/** Disputed records: a host's co-ordinator answers them; managers and members of staff follow theirs and find what to dispute. */
export function DisputesPage() {
  const isCoordinator = useActsAs('CARE_COORDINATOR');
  const isManager = useActsAs('PROVIDER_MANAGER');
  return (
    <Page title="Disputed records" lead={leadWords(isCoordinator, isManager)}>
      <Disputes isCoordinator={isCoordinator} />
      {isCoordinator ? null : <RecordsToDispute isManager={isManager} />}
    </Page>
  );
}

function leadWords(isCoordinator: boolean, isManager: boolean): string {
  if (isCoordinator)
    return 'What your registers say was disputed by those it is about. Correct it, or say why it stands; both versions are kept.';
  return isManager
    ? 'What registers say of your staff, and what you or they said is wrong. The host’s co-ordinator answers.'
    : 'What registers say of you, and what was said to be wrong. The host’s co-ordinator answers.';
}

function Disputes({ isCoordinator }: { readonly isCoordinator: boolean }) {
  const [filter, setFilter] = useUrlFilter({ state: '' });
  const [params] = useSearchParams();
  const state = filter.state === 'ANSWERED' ? 'ANSWERED' : 'WAITING';
  const query = useQuery(attendanceDisputesQuery, {
    variables: { state, first: PAGE, after: null },
    fetchPolicy: 'network-only',
    notifyOnNetworkStatusChange: true,
  });
  const more = (after: string | null) =>
    void query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { attendanceDisputes: next } }) => ({
        attendanceDisputes: { ...next, items: [...before.attendanceDisputes.items, ...next.items] },
      }),
    });
  return (
    <Section heading={state === 'WAITING' ? 'Waiting for an answer' : 'Answered or taken back'}>
      <FilterPanel
        filters={[
          {
            name: 'state',
            label: 'Show',
            kind: 'one',
            all: 'Waiting for an answer',
            options: [{ value: 'ANSWERED', label: 'Answered or taken back' }],
          },
        ]}
        value={filter}
        onChange={setFilter}
        result={query.data ? countWords(query.data.attendanceDisputes) : ''}
      />
      <QueryState query={query} lines={5}>
        {({ attendanceDisputes: { items, endCursor } }) => (
          <>
            {items.length === 0 ? <Nothing isWaiting={state === 'WAITING'} isCoordinator={isCoordinator} /> : null}
            {firstAsked(items, params.get('dispute')).map((dispute) => (
              <DisputeCard key={dispute.id} dispute={dispute} level={3} onDone={() => void query.refetch()} />
            ))}
            {items.length > 1 || endCursor !== null ? (
              <ShowMore
                shown={items.length}
                hasMore={endCursor !== null}
                busy={query.loading}
                onMore={() => more(endCursor)}
                noun="disputes"
              />
            ) : null}
          </>
        )}
      </QueryState>
    </Section>
  );
}

function countWords({ waiting, overdue }: { readonly waiting: number; readonly overdue: number }): string {
  if (waiting === 0) return '';
  return `${waiting} waiting for an answer${overdue > 0 ? `, ${overdue} past the day it was due` : ''}`;
}

/** The dispute that a mail links to goes first; the rest keep their order. */
function firstAsked(items: readonly Dispute[], id: string | null): readonly Dispute[] {
  const asked = items.filter((dispute) => dispute.id === id);
  return asked.length === 0 ? items : [...asked, ...items.filter((dispute) => dispute.id !== id)];
}

function Nothing({ isWaiting, isCoordinator }: { readonly isWaiting: boolean; readonly isCoordinator: boolean }) {
  if (!isWaiting) return <EmptyState heading="Nothing has been answered yet">Answers are listed here.</EmptyState>;
  return (
    <EmptyState heading="No record is disputed">
      {isCoordinator
        ? 'When somebody disputes what a register of yours says, you are told by mail and find it here and in Today.'
        : 'Open a record, say what is wrong and what shows it, and follow the answer here.'}
    </EmptyState>
  );
}
