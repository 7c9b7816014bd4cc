import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import type { ResultOf } from '../../app/graphql.js';
import { NotFoundPage } from '../../app/not-found-page.js';
import { QueryState } from '../../app/query-state.js';
import { DataTable } from '../../ui/data-table.js';
import { formatShortDate } from '../../ui/dates.js';
import { Page } from '../../ui/page.js';
import { ShowMore } from '../../ui/show-more.js';
import { formatCount } from '../../ui/stat.js';
import { EmptyState } from '../../ui/states.js';
import { useUrlFilter } from '../../ui/use-url-filter.js';
import { returnName } from './return-words.js';
import { providerReturnRowsQuery } from './returns.queries.js';

type Row = NonNullable<ResultOf<typeof providerReturnRowsQuery>['providerReturnRows']>['rows'][number];

/** The rows that one number of a return was counted from. */
export function ReturnRowsPage() {
  const { returnId = '' } = useParams();
  const [{ line, site, role }] = useUrlFilter({ line: '', site: '', role: '' });
  const variables = {
    id: returnId,
    line,
    isOwnSite: site === '' ? null : site === 'own',
    roleCode: role || null,
    after: null,
  };
  const query = useQuery(providerReturnRowsQuery, { variables });
  return (
    <QueryState query={query} lines={8}>
      {({ providerReturnRows: found }) =>
        found ? (
          <Page
            title="Rows behind a number"
            heading={`${found.lineLabel}: ${formatCount(found.total)} ${found.total === 1 ? 'seat' : 'seats'}`}
            lead={`${returnName(found)}${site ? `, ${site === 'own' ? 'own sites' : 'other sites'}` : ''}. These are the rows that the number was counted from; a later correction of a register is not in them.`}
            back={{ to: `/returns/${found.returnId}`, label: returnName(found) }}
          >
            <DataTable
              caption="Seats, newest first"
              captionHidden
              rows={found.rows}
              rowKey={({ id }) => id}
              stack
              empty={
                <EmptyState heading="No rows">
                  <p>Nothing was counted here. Go back and open another number.</p>
                </EmptyState>
              }
              columns={[
                { key: 'date', header: 'Date', rowHeader: true, cell: ({ date }) => formatShortDate(date) },
                { key: 'mdt', header: 'MDT', cell: mdtCell },
                { key: 'host', header: 'Host', cell: hostWords },
                { key: 'role', header: 'Role', cell: ({ roleName }) => roleName },
                { key: 'staff', header: 'Member', cell: ({ staffName }) => staffName ?? 'Empty seat' },
                { key: 'counts', header: 'Counts as', cell: ({ countsAs }) => countsAs },
                { key: 'reason', header: 'Reason', cell: ({ reason }) => reason ?? 'None given' },
              ]}
            />
            <ShowMore
              noun="rows"
              shown={found.rows.length}
              total={found.total}
              hasMore={found.endCursor !== null}
              busy={query.loading}
              onMore={() => void showMore(found.endCursor)}
            />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { providerReturnRows: more } }) => ({
        providerReturnRows:
          more && before.providerReturnRows
            ? { ...more, rows: [...before.providerReturnRows.rows, ...more.rows] }
            : more,
      }),
    });
  }
}

function mdtCell({ meetingId, mdtName }: Row) {
  return <Link to={`/meetings/${meetingId}/register`}>{mdtName}</Link>;
}

function hostWords({ hostName, isOwnSite }: Row): string {
  return isOwnSite ? `${hostName} (own site)` : hostName;
}
