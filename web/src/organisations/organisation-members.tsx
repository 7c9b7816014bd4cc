import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Section } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { KIND_NAMES, type OrganisationEntry } from './organisation-words.js';
import { directoryQuery } from './organisations.queries.js';

const COLUMNS: readonly Column<OrganisationEntry>[] = [
  { key: 'name', header: 'Name', cell: ({ id, name }) => <Link to={`/directory/${id}`}>{name}</Link> },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => KIND_NAMES[kind] },
  { key: 'code', header: 'ODS code', cell: ({ odsCode }) => odsCode ?? 'None' },
];

/** The open organisations that are part of a board, sub-ICB, network or region today. */
export function OrganisationMembers({ organisationId }: { readonly organisationId: string }) {
  const variables = { filter: { partOfId: organisationId, isOpen: true } };
  const query = useQuery(directoryQuery, { variables });
  return (
    <Section heading="Members today" id="members">
      <QueryState query={query}>
        {({ organisations }) => (
          <>
            <DataTable
              caption="Members by name"
              captionHidden
              stack
              columns={COLUMNS}
              rows={organisations.items}
              rowKey={({ id }) => id}
              empty={<p>No open organisation is part of it today.</p>}
            />
            <ShowMore
              noun="members"
              shown={organisations.items.length}
              total={organisations.total}
              hasMore={organisations.hasMore}
              onMore={() => void showMore(organisations.endCursor)}
            />
          </>
        )}
      </QueryState>
    </Section>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { ...variables, after },
      updateQuery: (before, { fetchMoreResult: { organisations } }) => ({
        organisations: { ...organisations, items: [...before.organisations.items, ...organisations.items] },
      }),
    });
  }
}
