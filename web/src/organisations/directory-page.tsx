import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { type Filter, FilterPanel } from '../ui/filter-panel.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { formatCount } from '../ui/stat.js';
import { EmptyState } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { DAY_FILTER, DirectoryNav, isOpenAsked, kindFilter, SearchForm, STATUS_FILTER } from './directory-search.js';
import { KIND_NAMES, type OrganisationEntry, type OrganisationKind } from './organisation-words.js';
import { directoryBoardsQuery, directoryQuery } from './organisations.queries.js';

const KINDS = Object.keys(KIND_NAMES) as OrganisationKind[];
const NO_FILTER = { text: '', kind: '', status: 'open', board: '', on: '' };

const COLUMNS: readonly Column<OrganisationEntry>[] = [
  { key: 'name', header: 'Name', cell: ({ id, name }) => <Link to={`/directory/${id}`}>{name}</Link> },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => KIND_NAMES[kind] },
  { key: 'code', header: 'ODS code', cell: ({ odsCode }) => odsCode ?? 'None' },
  { key: 'postcode', header: 'Postcode', cell: ({ postcode }) => postcode ?? 'Not known' },
  {
    key: 'status',
    header: 'Status',
    cell: ({ isOpen }) => <Tag tone={isOpen ? 'info' : 'neutral'}>{isOpen ? 'Open' : 'Not\u00a0open'}</Tag>,
  },
];

/** The organisations of the integrated care system, found by name or code, as they are or as they were on a day. */
export function DirectoryPage() {
  const [filter, setFilter] = useUrlFilter(NO_FILTER);
  const variables = {
    filter: {
      text: filter.text || null,
      kind: KINDS.find((known) => known === filter.kind) ?? null,
      isOpen: isOpenAsked(filter.status),
      partOfId: filter.board || null,
      asOf: filter.on || null,
    },
  };
  const query = useQuery(directoryQuery, { variables });
  const result = (query.data ?? query.previousData)?.organisations;
  return (
    <Page title="Directory" lead="Organisations of your integrated care system, with what is known of their past.">
      <DirectoryNav />
      <SearchForm
        key={filter.text}
        label="Name, former name, ODS code or postcode"
        text={filter.text}
        onSearch={(text) => setFilter({ text })}
      />
      <FilterPanel
        filters={useFilters()}
        value={{ kind: filter.kind, status: filter.status, board: filter.board, on: filter.on }}
        onChange={setFilter}
        result={result ? `${formatCount(result.total)} organisations` : undefined}
      />
      <QueryState query={query}>
        {({ organisations }) => (
          <>
            <DataTable
              caption="Organisations by name"
              captionHidden
              stack
              columns={COLUMNS}
              rows={organisations.items}
              rowKey={({ id }) => id}
              empty={<NothingFound isFiltered={JSON.stringify(filter) !== JSON.stringify(NO_FILTER)} />}
            />
            <ShowMore
              noun="organisations"
              shown={organisations.items.length}
              total={organisations.total}
              hasMore={organisations.hasMore}
              onMore={() => void showMore(organisations.endCursor)}
            />
          </>
        )}
      </QueryState>
    </Page>
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

/** The board is offered only where there is a choice of one. */
function useFilters(): readonly Filter[] {
  const boards = useQuery(directoryBoardsQuery).data?.organisations.items ?? [];
  const board: Filter = {
    name: 'board',
    label: 'Integrated care board',
    kind: 'one',
    options: boards.map(({ id, name }) => ({ value: id, label: name })),
    all: 'All boards',
  };
  return [kindFilter('Kind', KINDS), STATUS_FILTER, ...(boards.length > 1 ? [board] : []), DAY_FILTER];
}

function NothingFound({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState heading="No organisation fits">
        <p>Try fewer words, or take a filter off.</p>
      </EmptyState>
    );
  return (
    <EmptyState heading="The directory is empty">
      <p>An administrator fills it with the command: quorate import ods.</p>
    </EmptyState>
  );
}
