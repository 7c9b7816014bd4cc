import { FilterPanel } from '../ui/filter-panel.js';
import { Page } from '../ui/page.js';
import { formatCount } from '../ui/stat.js';
import { EmptyState } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { DAY_FILTER, DirectoryNav, isOpenAsked, kindFilter, SearchForm, STATUS_FILTER } from './directory-search.js';
import { KIND_NAMES, type OrganisationKind } from './organisation-words.js';
import { SiteList, useSites } from './site-list.js';

/** The boards and networks have no sites. */
const WITHOUT_SITES: readonly OrganisationKind[] = [
  'PCN',
  'ICB',
  'SUB_ICB',
  'REGION',
  'REGULATOR',
  'PRESCRIBING_CENTRE',
];
const KINDS = (Object.keys(KIND_NAMES) as OrganisationKind[]).filter((kind) => !WITHOUT_SITES.includes(kind));
const NO_FILTER = { text: '', kind: '', status: 'open', on: '' };

/** The sites of the integrated care system, found by present and former names and postcodes. */
export function SitesPage() {
  const [filter, setFilter] = useUrlFilter(NO_FILTER);
  const asked = {
    text: filter.text || null,
    organisationKind: KINDS.find((known) => known === filter.kind) ?? null,
    isOpen: isOpenAsked(filter.status),
    asOf: filter.on || null,
  };
  const query = useSites(asked);
  const total = (query.data ?? query.previousData)?.sites.total;
  return (
    <Page
      title="Sites"
      heading="Directory"
      lead="Where the organisations of your integrated care system work, now and before."
    >
      <DirectoryNav />
      <SearchForm
        key={filter.text}
        label="Name, former name, ODS code, postcode or organisation"
        text={filter.text}
        onSearch={(text) => setFilter({ text })}
      />
      <FilterPanel
        filters={[kindFilter('Run by', KINDS), STATUS_FILTER, DAY_FILTER]}
        value={{ kind: filter.kind, status: filter.status, on: filter.on }}
        onChange={setFilter}
        result={total === undefined ? undefined : `${formatCount(total)} sites`}
      />
      <SiteList
        asked={asked}
        showsOrganisation
        empty={
          <EmptyState heading="No site fits">
            <p>
              Try fewer words, or take a filter off. The extracts list sites for NHS trusts and independent hospitals
              only; look for a practice, pharmacy or care home among the organisations.
            </p>
          </EmptyState>
        }
      />
    </Page>
  );
}
