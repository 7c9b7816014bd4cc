import { useQuery } from '@apollo/client/react';
import { QueryState } from '../app/query-state.js';
import { LinkButton } from '../ui/button.js';
import { Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { releaseQueueQuery } from './release.queries.js';
import { ReleaseCard } from './release-card.js';
import { useAnswerRelease } from './use-answer-release.js';

const SHOWN = 3;

/** For a manager's Today: what waits, overdue first, to be answered right here. */
export function TodayReleases() {
  const query = useQuery(releaseQueueQuery, {
    variables: { state: 'WAITING', first: SHOWN, after: null },
    fetchPolicy: 'network-only',
  });
  const answering = useAnswerRelease(() => void query.refetch());
  return (
    <Section heading="Release requests">
      <QueryState query={query} lines={3}>
        {({ releaseQueue: { items, waiting } }) =>
          items.length === 0 ? (
            <EmptyState heading="Nobody is waiting for an answer" />
          ) : (
            <>
              {items.map((release) => (
                <ReleaseCard
                  key={release.id}
                  release={release}
                  level={3}
                  busy={answering.busyId === release.id}
                  refusal={answering.refusals.get(release.id) ?? null}
                  onAnswer={(input) => void answering.answer(release, input)}
                />
              ))}
              <LinkButton to="/releases" small>
                {waiting > items.length ? `All ${waiting} release requests` : 'Release requests'}
              </LinkButton>
            </>
          )
        }
      </QueryState>
    </Section>
  );
}
