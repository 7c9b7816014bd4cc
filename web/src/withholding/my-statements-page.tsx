import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { DataTable } from '../ui/data-table.js';
import { formatShortDate } from '../ui/dates.js';
import { Page } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { myStatementsQuery } from './voice.queries.js';

/** What the viewer has said in private, for themselves alone. */
export function MyStatementsPage() {
  const query = useQuery(myStatementsQuery);
  return (
    <Page
      title="What you said in private"
      lead={<p>Meetings for which you said that you were not released. Only you read this page.</p>}
    >
      <QueryState query={query}>
        {({ myStatements }) => (
          <DataTable
            caption="Your private statements, newest meeting first"
            captionHidden
            rows={myStatements}
            rowKey={({ meetingId }) => meetingId}
            stack
            empty={
              <EmptyState heading="You have said nothing in private">
                <p>Open a meeting that has begun and to which you were invited. The way to say it is there.</p>
              </EmptyState>
            }
            columns={[
              {
                key: 'date',
                header: 'Meeting',
                cell: ({ meetingId, mdtName, date }) => (
                  <Link to={`/meetings/${meetingId}/not-released`}>
                    {formatShortDate(date)}, {mdtName}
                  </Link>
                ),
              },
              { key: 'words', header: 'Your words', cell: ({ words }) => words || 'None given' },
              { key: 'name', header: 'Your name', cell: ({ isNamed }) => (isNamed ? 'On it' : 'Not on it') },
              {
                key: 'opened',
                header: 'Opened by a legal power',
                cell: ({ openings }) =>
                  openings.length === 0
                    ? 'No'
                    : openings
                        .map(({ authority, openedAt }) => `${formatShortDate(openedAt)}, ${authority}`)
                        .join('; '),
              },
            ]}
          />
        )}
      </QueryState>
    </Page>
  );
}
