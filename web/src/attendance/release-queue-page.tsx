import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState, type Refusal, RefusalPanel } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { answerReleasesMutation, releaseQueueQuery } from './release.queries.js';
import { ReleaseCard } from './release-card.js';
import type { Release } from './release-words.js';
import { useAnswerRelease } from './use-answer-release.js';

const PAGE = 20;
const STATES = ['WAITING', 'ANSWERED', 'MISSED'] as const;
type State = (typeof STATES)[number];
type Queue = ResultOf<typeof releaseQueueQuery>['releaseQueue'];

/** What the manager's organisation is asked for. Overdue first; each request takes one click, or two with a reason. */
export function ReleaseQueuePage() {
  const [filter, setFilter] = useUrlFilter({ state: 'WAITING' });
  const [params] = useSearchParams();
  const state = STATES.find((known) => known === filter.state) ?? 'WAITING';
  const query = useQuery(releaseQueueQuery, {
    variables: { state, first: PAGE, after: null },
    fetchPolicy: 'network-only',
    notifyOnNetworkStatusChange: true,
  });
  const answering = useAnswerRelease(() => void query.refetch());
  const more = (after: string | null) =>
    void query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { releaseQueue: next } }) => ({
        releaseQueue: { ...next, items: [...before.releaseQueue.items, ...next.items] },
      }),
    });
  return (
    <Page title="Release requests" lead="Who is asked for, for which meeting, and who could cover.">
      <FilterPanel
        filters={[
          {
            name: 'state',
            label: 'Show',
            kind: 'one',
            all: 'Waiting for an answer',
            options: [
              { value: 'ANSWERED', label: 'Answered' },
              { value: 'MISSED', label: 'Never answered' },
            ],
          },
        ]}
        value={{ state: state === 'WAITING' ? '' : state }}
        onChange={(change) => setFilter({ state: String(change.state || 'WAITING') })}
        result={query.data ? resultWords(query.data.releaseQueue, state) : ''}
      />
      <QueryState query={query}>
        {({ releaseQueue }) => (
          <>
            {state === 'WAITING' ? <ReleaseAll items={releaseQueue.items} onDone={() => void query.refetch()} /> : null}
            {releaseQueue.items.length === 0 ? <Nothing state={state} /> : null}
            {firstAsked(releaseQueue.items, params.get('request')).map((release) => (
              <ReleaseCard
                key={release.id}
                release={release}
                level={2}
                busy={answering.busyId === release.id}
                refusal={answering.refusals.get(release.id) ?? null}
                onAnswer={(input) => void answering.answer(release, input)}
              />
            ))}
            {releaseQueue.items.length > 0 ? (
              <ShowMore
                shown={releaseQueue.items.length}
                hasMore={releaseQueue.hasMore}
                busy={query.loading}
                onMore={() => more(releaseQueue.endCursor)}
                noun="requests"
              />
            ) : null}
          </>
        )}
      </QueryState>
    </Page>
  );
}

/** Empty where nobody waits: the empty queue says so itself. */
function resultWords({ waiting, overdue }: Queue, state: State): string {
  if (waiting === 0 && state === 'WAITING') return '';
  const late = overdue > 0 ? `, ${overdue} overdue` : '';
  return `${waiting} waiting for an answer${late}`;
}

/** The request that a mail links to goes first; the rest keep their order. */
function firstAsked(items: readonly Release[], id: string | null): readonly Release[] {
  const asked = items.filter((release) => release.id === id);
  return asked.length === 0 ? items : [...asked, ...items.filter((release) => release.id !== id)];
}

function Nothing({ state }: { readonly state: State }) {
  switch (state) {
    case 'WAITING':
      return (
        <EmptyState heading="Nobody is waiting for an answer">
          When a team asks to have one of your staff at a meeting, the request comes here and by mail.
        </EmptyState>
      );
    case 'ANSWERED':
      return <EmptyState heading="Nothing has been answered yet">Answers you give are listed here.</EmptyState>;
    case 'MISSED':
      return (
        <EmptyState heading="Every request was answered in time">
          A request that nobody answers before its meeting is listed here.
        </EmptyState>
      );
  }
}

const FAULT = { code: 'FAULT', message: 'Nothing was sent. Check your connection, then try again.' };

/** Grants all that is shown, at once: all of them or none, and not by a single slip of the hand. */
function ReleaseAll({ items, onDone }: { readonly items: readonly Release[]; readonly onDone: () => void }) {
  const [send, { loading }] = useMutation(answerReleasesMutation);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isAsking, setAsking] = useState(false);
  const undo = useUndo();
  async function releaseAll() {
    const answers = items.map(({ id, version }) => ({
      releaseRequestId: id,
      expectedVersion: version,
      answer: 'GRANT' as const,
    }));
    try {
      const { data } = await send({ variables: { input: { answers } } });
      const result = data?.answerReleases;
      const isDone = result?.__typename === 'ReleasesAnswered';
      setRefusal(isDone ? null : (result ?? FAULT));
      if (isDone) undo.say(`${answers.length} people released`);
      onDone();
    } catch {
      setRefusal(FAULT);
    }
    setAsking(false);
  }
  return (
    <>
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      {items.length >= 2 ? (
        <ButtonGroup>
          <Button small onClick={() => setAsking(true)}>
            Release all {items.length} shown
          </Button>
        </ButtonGroup>
      ) : null}
      <Dialog
        open={isAsking}
        heading={`Release all ${items.length}?`}
        onClose={() => setAsking(false)}
        closeLabel="Go back"
        actions={
          <Button look="primary" busy={loading} onClick={() => void releaseAll()}>
            Release all {items.length}
          </Button>
        }
      >
        <p>Whoever asked and the people themselves are told by mail.</p>
      </Dialog>
    </>
  );
}
