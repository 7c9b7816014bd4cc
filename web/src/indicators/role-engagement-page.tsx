import { useQuery } from '@apollo/client/react';
import { monthsWords } from '@quorate/libs/engagement';
import { useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useViewer } from '../app/viewer.js';
import { TenderNotice } from '../oversight/tender-notice.js';
import { AfterHeading } from '../ui/after-heading.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page, Section } from '../ui/page.js';
import { PrintHeader } from '../ui/print-header.js';
import { EmptyState, Inset } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { ContrastSection } from './contrast-section.js';
import { EditionLine } from './edition-line.js';
import { engagementQuery } from './engagement.queries.js';
import { filterOf, NO_FILTER, overviewAddress } from './engagement-filter.js';
import { findingWords } from './engagement-words.js';
import { filtersFor } from './filter-choices.js';
import { ProviderTable } from './provider-table.js';
import { usePublished } from './use-published.js';
import { WhatCounts } from './what-counts.js';

/** One role in all providers: who takes part, at own and at other sites. */
export function RoleEngagementPage() {
  const { roleCode = '' } = useParams();
  const [address, setFilter] = useUrlFilter(NO_FILTER);
  const filter = { ...address, role: roleCode };
  const viewer = useViewer();
  const published = usePublished();
  const query = useQuery(engagementQuery, { variables: { filter: filterOf(filter) } });
  return (
    <QueryState query={query} lines={8}>
      {({ engagement, engagementChoices }) => {
        const role = engagementChoices?.roles.find(({ value }) => value === roleCode)?.label;
        if (!engagement || !role) return <NotFoundPage />;
        return (
          <Page
            title="One role in all providers"
            heading={findingWords(role, engagement.economy)}
            lead={
              <>
                <p>
                  {engagement.scope}. {monthsWords(engagement.months)}. Providers by name.
                </p>
                <EditionLine edition={engagement.edition} />
              </>
            }
            back={{ to: overviewAddress(address), label: 'Engagement of all roles' }}
          >
            <TenderNotice />
            <PrintHeader title={`Engagement, ${role}`} printedBy={viewer.name} printedAt={new Date().toISOString()} />
            <FilterPanel
              filters={filtersFor(engagementChoices, published.choices).filter(({ name }) => name !== 'role')}
              value={filter}
              onChange={setFilter}
              result={`${engagement.providers.length} ${engagement.providers.length === 1 ? 'provider' : 'providers'}`}
            />
            {engagement.disclosureNote ? <Inset>{engagement.disclosureNote}</Inset> : null}
            {engagement.providers.length === 0 ? (
              <EmptyState heading="Not enough meetings to show (0)">
                <p>No seat of this role has been counted in these months. Choose other months, or take a filter off.</p>
              </EmptyState>
            ) : (
              <AfterHeading>
                <ContrastSection overview={engagement} filter={filter} />
                <Section heading="Providers">
                  <ProviderTable providers={engagement.providers} filter={filter} />
                  <WhatCounts />
                </Section>
              </AfterHeading>
            )}
          </Page>
        );
      }}
    </QueryState>
  );
}
