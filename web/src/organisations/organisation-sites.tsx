import { FilterPanel } from '../ui/filter-panel.js';
import { Section } from '../ui/page.js';
import { formatCount } from '../ui/stat.js';
import { EmptyState } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { isOpenAsked, STATUS_FILTER } from './directory-search.js';
import { SiteList, useSites } from './site-list.js';

/** The sites that an organisation runs, open or closed. */
export function OrganisationSites({ organisationId }: { readonly organisationId: string }) {
  const [filter, setFilter] = useUrlFilter({ status: 'open' });
  const asked = { organisationId, isOpen: isOpenAsked(filter.status) };
  const query = useSites(asked);
  const total = (query.data ?? query.previousData)?.sites.total;
  return (
    <Section heading="Sites" id="sites">
      <FilterPanel
        filters={[STATUS_FILTER]}
        value={{ status: filter.status }}
        onChange={setFilter}
        result={total === undefined ? undefined : `${formatCount(total)} sites`}
      />
      <SiteList
        asked={asked}
        empty={
          <EmptyState heading={filter.status === 'open' ? 'No open site is known' : 'No such site is known'}>
            <p>The extracts list sites for NHS trusts and independent hospitals only.</p>
          </EmptyState>
        }
      />
    </Section>
  );
}
