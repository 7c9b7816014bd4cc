import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { VariablesOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { ShowMore } from '../ui/show-more.js';
import { Tag } from '../ui/tag.js';
import { placeOf, type Site } from './organisation-words.js';
import { sitesQuery } from './organisations.queries.js';

interface SiteListProps {
  readonly asked: VariablesOf<typeof sitesQuery>;
  /** Left out where all are of one organisation. */
  readonly showsOrganisation?: boolean;
  readonly empty: ReactNode;
}

/** Sites by name, as many as were asked for so far. */
export function SiteList({ asked, showsOrganisation = false, empty }: SiteListProps) {
  const query = useSites(asked);
  return (
    <QueryState query={query}>
      {({ sites }) => (
        <>
          <DataTable
            caption="Sites by name"
            captionHidden
            stack
            columns={COLUMNS.filter(({ key }) => key !== 'organisation' || showsOrganisation)}
            rows={sites.items}
            rowKey={({ id }) => id}
            empty={empty}
          />
          {sites.total > 0 ? (
            <ShowMore
              noun="sites"
              shown={sites.items.length}
              total={sites.total}
              hasMore={sites.hasMore}
              onMore={() => void showMore(sites.endCursor)}
            />
          ) : null}
        </>
      )}
    </QueryState>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { ...asked, after },
      updateQuery: (before, { fetchMoreResult: { sites } }) => ({
        sites: { ...sites, items: [...before.sites.items, ...sites.items] },
      }),
    });
  }
}

/** The list and its total are asked for once, wherever both are shown. */
export function useSites(asked: VariablesOf<typeof sitesQuery>) {
  return useQuery(sitesQuery, { variables: asked });
}

const COLUMNS: readonly Column<Site>[] = [
  { key: 'name', header: 'Name', cell: ({ id, name }) => <Link to={`/directory/sites/${id}`}>{name}</Link> },
  {
    key: 'organisation',
    header: 'Run by',
    cell: ({ organisationId, organisationName }) => <Link to={`/directory/${organisationId}`}>{organisationName}</Link>,
  },
  { key: 'code', header: 'ODS code', cell: ({ odsCode }) => odsCode },
  { key: 'address', header: 'Address', cell: (site) => placeOf(site) || 'Not known' },
  { key: 'rooms', header: 'Rooms', numeric: true, cell: ({ roomCount }) => roomCount },
  {
    key: 'status',
    header: 'Status',
    cell: ({ isOpen }) => <Tag tone={isOpen ? 'info' : 'neutral'}>{isOpen ? 'Open' : 'Not\u00a0open'}</Tag>,
  },
];
