import { useQuery } from '@apollo/client/react';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { ActionsTable } from './actions-table.js';
import { myActionsQuery } from './cases.queries.js';

const FIRST = 50;

/** What the viewer has to do for people; for a co-ordinator also what their meetings left open with others. */
export function MyActionsPage() {
  const isCoordinator = useActsAs('CARE_COORDINATOR');
  const query = useQuery(myActionsQuery, { variables: { input: { first: FIRST, after: null } } });
  return (
    <Page
      title="My actions"
      lead={
        isCoordinator
          ? 'Open actions of the meetings you co-ordinate, soonest due first.'
          : 'Open actions, soonest due first.'
      }
    >
      <QueryState query={query} lines={6}>
        {({ myActions }) => (
          <>
            <ActionsTable
              caption="Open actions"
              actions={myActions.actions}
              onChanged={() => void query.refetch()}
              withPerson
              empty={
                <EmptyState heading="Nothing to do">
                  <p>An action appears here as soon as a meeting gives it to you.</p>
                </EmptyState>
              }
            />
            <ShowMore
              noun="actions"
              shown={myActions.actions.length}
              hasMore={myActions.hasMore}
              onMore={() => void showMore(myActions.actions.at(-1)?.id ?? null)}
            />
          </>
        )}
      </QueryState>
    </Page>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { input: { first: FIRST, after } },
      updateQuery: (before, { fetchMoreResult: { myActions } }) => ({
        myActions: { ...myActions, actions: [...before.myActions.actions, ...myActions.actions] },
      }),
    });
  }
}
