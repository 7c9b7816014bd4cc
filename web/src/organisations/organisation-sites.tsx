import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { QueryState } from '../app/query-state.js';
import { Button } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Section } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { describeLocation, type Organisation, type Site } from './organisation-words.js';
import { sitesQuery } from './organisations.queries.js';
import { SiteRooms } from './site-rooms.js';

/** The open sites of an organisation, and the rooms of the one that is chosen. */
export function OrganisationSites({ organisation }: { readonly organisation: Organisation }) {
  const [chosen, setChosen] = useState<Site | null>(null);
  const variables = { organisationId: organisation.id, text: null, isOpen: true };
  const query = useQuery(sitesQuery, { variables });
  return (
    <>
      <Section heading="Sites" id="sites">
        <QueryState query={query}>
          {({ sites }) => (
            <>
              <DataTable
                caption="Open sites by name"
                captionHidden
                stack
                columns={columnsFor(setChosen)}
                rows={sites.items}
                rowKey={({ id }) => id}
                empty={<NoSites />}
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
      </Section>
      {chosen ? <SiteRooms key={chosen.id} site={chosen} organisationId={organisation.id} /> : null}
    </>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { ...variables, after },
      updateQuery: (before, { fetchMoreResult: { sites } }) => ({
        sites: { ...sites, items: [...before.sites.items, ...sites.items] },
      }),
    });
  }
}

function columnsFor(onChoose: (site: Site) => void): readonly Column<Site>[] {
  return [
    { key: 'name', header: 'Name', cell: ({ name }) => name },
    { key: 'code', header: 'ODS code', cell: ({ odsCode }) => odsCode },
    {
      key: 'address',
      header: 'Address',
      cell: ({ address, postcode }) => [address, postcode].filter(Boolean).join(', '),
    },
    { key: 'location', header: 'Location', cell: describeLocation },
    { key: 'rooms', header: 'Rooms', numeric: true, cell: ({ roomCount }) => roomCount },
    {
      key: 'show',
      header: 'Show rooms',
      headerHidden: true,
      cell: (site) => (
        <Button look="quiet" about={`of ${site.name}`} onClick={() => onChoose(site)}>
          Show rooms
        </Button>
      ),
    },
  ];
}

function NoSites() {
  return (
    <EmptyState heading="No open site is known">
      <p>The extracts list sites for NHS trusts and independent hospitals only.</p>
    </EmptyState>
  );
}
