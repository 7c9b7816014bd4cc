import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDate } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { type SummaryItem, SummaryList } from '../ui/summary-list.js';
import { Tag } from '../ui/tag.js';
import { describeLocation, describePeriod, placeOf, runBy, type SiteRecord } from './organisation-words.js';
import { siteQuery } from './organisations.queries.js';
import { SiteRooms } from './site-rooms.js';

/** One site: where it is, who runs it, what it was called and where it stood before, and its rooms. */
export function SitePage() {
  const { siteId = '' } = useParams();
  const query = useQuery(siteQuery, { variables: { id: siteId } });
  return <QueryState query={query}>{({ site }) => (site ? <Found site={site} /> : <NotFoundPage />)}</QueryState>;
}

function Found({ site }: { readonly site: SiteRecord }) {
  return (
    <Page
      title="Site"
      heading={site.name}
      back={{ to: '/directory/sites', label: 'Back to the sites' }}
      lead={
        <>
          Site of {site.organisationName}{' '}
          <Tag tone={site.isOpen ? 'info' : 'neutral'}>{site.isOpen ? 'Open' : 'Not\u00a0open'}</Tag>
        </>
      }
    >
      <Section heading="Details" id="details">
        <SummaryList items={facts(site)} />
      </Section>
      <Section heading="History" id="history">
        <History site={site} />
      </Section>
      <SiteRooms site={site} />
    </Page>
  );
}

function facts(site: SiteRecord): readonly SummaryItem[] {
  const items: readonly (SummaryItem | null)[] = [
    { key: 'Run by', value: <RunBy site={site} /> },
    { key: 'Address', value: placeOf(site) || 'Not known' },
    { key: 'Location', value: describeLocation(site) },
    { key: 'Opened', value: site.openedOn ? formatDate(site.openedOn) : 'Not known' },
    site.closedOn ? { key: 'Last day open', value: formatDate(site.closedOn) } : null,
    { key: 'ODS code', value: site.odsCode },
    { key: 'Name as published', value: site.publishedName },
    { key: 'Read from', value: site.source },
  ];
  return items.filter((item) => item !== null);
}

/** An open site of a closed trust keeps its code in the extracts, so who took the trust over is said beside it. */
function RunBy({ site }: { readonly site: SiteRecord }) {
  const when = runBy(site);
  const isLeftBehind = site.isOpen && !site.organisationIsOpen;
  return (
    <>
      <p>
        <Link to={`/directory/${site.organisationId}`}>{site.organisationName}</Link>
        {when ? `, ${describePeriod(when)}` : null}
        {isLeftBehind ? '. The organisation has closed; the extracts still list the site under it.' : null}
      </p>
      {!isLeftBehind
        ? null
        : site.organisationSuccessors.map(({ organisationId, name, onDate }) => (
            <p key={organisationId}>
              Succeeded by <Link to={`/directory/${organisationId}`}>{name}</Link>, {formatDate(onDate)}
            </p>
          ))}
    </>
  );
}

type Period = SiteRecord['periods'][number];

const COLUMNS: readonly Column<Period>[] = [
  { key: 'when', header: 'When', cell: (period) => sentence(describePeriod(period)) },
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  { key: 'address', header: 'Address', cell: (period) => placeOf(period) || 'Not known' },
  {
    key: 'organisation',
    header: 'Run by',
    cell: ({ organisationId, organisationName }) => <Link to={`/directory/${organisationId}`}>{organisationName}</Link>,
  },
  { key: 'source', header: 'First shown by', cell: ({ source }) => source },
];

function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function History({ site }: { readonly site: SiteRecord }) {
  if (site.periods.length === 0)
    return (
      <EmptyState heading="No dated history is known">
        <p>Names, addresses and moves appear here when an extract shows them.</p>
      </EmptyState>
    );
  return (
    <>
      <p>A change without a published day is dated by the first extract that shows it, and may be older.</p>
      <DataTable
        caption="Names, addresses and who ran it, newest first"
        captionHidden
        stack
        columns={COLUMNS}
        rows={site.periods}
        rowKey={({ from }) => from ?? 'first'}
        empty={null}
      />
    </>
  );
}
