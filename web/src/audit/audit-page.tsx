import { useQuery } from '@apollo/client/react';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { Button } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDateTime } from '../ui/dates.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { auditEventsQuery } from './audit.queries.js';
import { filterOf, filtersFor, NO_FILTER } from './audit-filter.js';
import { type AuditEvent, actorOf, inWords, KIND_WORDS, OUTCOME_WORDS } from './audit-words.js';
import { ChainSummary } from './chain-summary.js';

/** Who did and saw what. What each role is shown of an act is the API's to decide; the page shows what it gets. */
export function AuditPage() {
  const [filter, setFilter] = useUrlFilter(NO_FILTER);
  const isLead = useActsAs('INFORMATION_GOVERNANCE_LEAD');
  const isManager = useActsAs('PROVIDER_MANAGER');
  const query = useQuery(auditEventsQuery, { variables: { filter: filterOf(filter), after: null } });
  const events = query.data?.auditEvents.events ?? [];
  return (
    <Page
      title="Audit trail"
      lead={isManager ? 'What your own staff did.' : 'Who did and saw what. Looking at it is recorded too.'}
      actions={
        <Button small onClick={() => void query.refetch()}>
          Refresh
        </Button>
      }
    >
      {isManager ? null : <ChainSummary />}
      <FilterPanel filters={filtersFor(events, filter)} value={filter} onChange={setFilter} />
      <QueryState query={query} lines={8}>
        {({ auditEvents }) => (
          <>
            <DataTable
              caption="Acts, newest first"
              captionHidden
              columns={columnsFor(isLead, isManager)}
              rows={auditEvents.events}
              rowKey={(event) => event.id}
              empty={
                <EmptyState heading="No acts to show">
                  <p>Nothing was recorded that fits these filters. Take one off to see more.</p>
                </EmptyState>
              }
            />
            <ShowMore
              noun="acts"
              shown={auditEvents.events.length}
              hasMore={auditEvents.hasMore}
              onMore={() => void showMore(auditEvents.events.at(-1)?.id ?? null)}
            />
          </>
        )}
      </QueryState>
    </Page>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { auditEvents } }) => ({
        auditEvents: { ...auditEvents, events: [...before.auditEvents.events, ...auditEvents.events] },
      }),
    });
  }
}

function columnsFor(isLead: boolean, isManager: boolean): readonly Column<AuditEvent>[] {
  return [
    { key: 'at', header: 'When', cell: ({ at }) => formatDateTime(at) },
    {
      key: 'who',
      header: 'Who',
      cell: (event) => (
        <>
          {actorOf(event)}
          {event.actingRoleName ? (
            <>
              <br />
              {[event.actingRoleName, event.organisationName].filter(Boolean).join(', ')}
            </>
          ) : null}
        </>
      ),
    },
    { key: 'operation', header: 'Act', cell: ({ operation, kind }) => `${KIND_WORDS[kind]}: ${inWords(operation)}` },
    {
      key: 'entity',
      header: 'Thing acted on',
      cell: ({ entity, entityId }) => (
        <>
          {inWords(entity)}
          {entityId ? (
            <>
              <br />
              <code>{entityId}</code>
            </>
          ) : null}
        </>
      ),
    },
    ...(isManager ? [] : [personColumn(isLead)]),
    { key: 'outcome', header: 'Outcome', cell: ({ outcome }) => OUTCOME_WORDS[outcome] },
  ];
}

function personColumn(isLead: boolean): Column<AuditEvent> {
  if (!isLead)
    return { key: 'person', header: 'About a person', cell: ({ aboutPerson }) => (aboutPerson ? 'Yes' : 'No') };
  return {
    key: 'person',
    header: 'Person, by reference',
    cell: ({ personReference }) => (personReference ? <code>{personReference}</code> : 'None'),
  };
}
