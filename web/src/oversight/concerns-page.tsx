import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { DataTable } from '../ui/data-table.js';
import { formatShortDate } from '../ui/dates.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { CONCERN_STATES, dueWords } from './concern-words.js';
import { concernsQuery } from './concerns.queries.js';
import { TenderNotice } from './tender-notice.js';

const PAGE = 20;

/** The concern file: what anybody has written, newest first. */
export function ConcernsPage() {
  const isCommissioner = useActsAs('COMMISSIONER');
  const query = useQuery(concernsQuery, {
    variables: { first: PAGE, after: null },
    notifyOnNetworkStatusChange: true,
  });
  const more = (after: string | null) =>
    void query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { concerns: next } }) => ({
        concerns: { ...next, items: [...before.concerns.items, ...next.items] },
      }),
    });
  return (
    <Page
      title="Concerns"
      lead={
        <>
          What people, staff and organisations have written by the <a href="/concern">public form</a>. A concern is no
          finding.
        </>
      }
    >
      <TenderNotice />
      <QueryState query={query} lines={6}>
        {({ concerns }) => (
          <>
            <DataTable
              caption="Concerns, newest first"
              captionHidden
              stack
              rows={concerns.items}
              rowKey={({ id }) => id}
              empty={
                <EmptyState heading="No concern has been received">
                  {isCommissioner
                    ? 'Anybody can open one without an account. You are told by mail.'
                    : 'Concerns go to organisations that commission care. None is for your organisation to see.'}
                </EmptyState>
              }
              columns={[
                {
                  key: 'about',
                  header: 'About',
                  rowHeader: true,
                  cell: ({ id, about, organisationName, reference }) => (
                    <>
                      <Link to={`/concerns/${id}`}>{organisationName ?? about}</Link>
                      <br />
                      {reference}
                    </>
                  ),
                },
                { key: 'what', header: 'What', cell: ({ behaviours }) => behaviours.join('; ') },
                { key: 'received', header: 'Received', cell: ({ receivedAt }) => formatShortDate(receivedAt) },
                {
                  key: 'state',
                  header: 'State',
                  cell: (concern) => [CONCERN_STATES[concern.state], dueWords(concern)].filter(Boolean).join('. '),
                },
              ]}
            />
            {concerns.hasMore ? (
              <ShowMore
                shown={concerns.items.length}
                hasMore
                busy={query.loading}
                onMore={() => more(concerns.endCursor)}
                noun="concerns"
              />
            ) : null}
          </>
        )}
      </QueryState>
    </Page>
  );
}
