import { useQuery } from '@apollo/client/react';
import { funnelProps, monthsWords } from '@quorate/libs/engagement';
import { Link, Navigate, useNavigate } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useViewer } from '../app/viewer.js';
import { TenderNotice } from '../oversight/tender-notice.js';
import { AfterHeading } from '../ui/after-heading.js';
import { ChartWithTable } from '../ui/charts/chart-with-table.js';
import { describeZone, summariseFunnel } from '../ui/charts/chart-words.js';
import { FunnelChart } from '../ui/charts/funnel-chart.js';
import { formatDate } from '../ui/dates.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page, Section } from '../ui/page.js';
import { PrintHeader } from '../ui/print-header.js';
import { formatCount, formatShare } from '../ui/stat.js';
import { EmptyState, Inset } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { ContrastSection } from './contrast-section.js';
import { EditionLine } from './edition-line.js';
import { engagementQuery } from './engagement.queries.js';
import {
  type EngagementFilterValues,
  filterOf,
  NO_FILTER,
  providerAddress,
  rowsAddress,
  svgAddress,
} from './engagement-filter.js';
import { type Overview, overviewFinding, type Publications, rateWords } from './engagement-words.js';
import { filtersFor } from './filter-choices.js';
import { Findings } from './findings.js';
import { MeasuresLink } from './measures-link.js';
import { CountLink } from './number-link.js';
import { ProviderTable } from './provider-table.js';
import { RoleHeatTable } from './role-heat-table.js';
import { SinceLastVisit } from './since-last-visit.js';
import { usePublished } from './use-published.js';
import { WhatCounts } from './what-counts.js';

/** Where "Engagement" leads: a provider's manager to the own provider first, everybody else to the overview. */
export function EngagementLandingPage() {
  const { acting } = useViewer();
  if (acting.role === 'PROVIDER_MANAGER' && acting.organisation)
    return <Navigate to={providerAddress(acting.organisation.id, NO_FILTER)} replace />;
  return <EngagementPage />;
}

/** Engagement by provider: the finding, the funnel and the table, every number with its rows behind it. */
export function EngagementPage() {
  const [filter, setFilter] = useUrlFilter(NO_FILTER);
  const viewer = useViewer();
  const published = usePublished();
  const query = useQuery(engagementQuery, { variables: { filter: filterOf(filter) } });
  return (
    <QueryState query={query} lines={8}>
      {({ engagement, engagementChoices }) =>
        engagement ? (
          <Page title="Engagement" heading={overviewFinding(engagement)} lead={leadOf(engagement)}>
            <TenderNotice />
            <PrintHeader
              title={`Engagement, ${monthsWords(engagement.months)}`}
              printedBy={viewer.name}
              printedAt={new Date().toISOString()}
            />
            <FilterPanel
              filters={filtersFor(engagementChoices, published.choices)}
              value={filter}
              onChange={setFilter}
              result={`${engagement.providers.length} ${engagement.providers.length === 1 ? 'provider' : 'providers'}`}
            />
            <Figures overview={engagement} filter={filter} known={published.known} />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );
}

function leadOf({ scope, months, economy, economyMonths, edition }: Overview) {
  return (
    <>
      <p>
        {scope}. {monthsWords(months)}.{months.wholeQuarters ? ' Counted by quarter.' : ''}
        {economy && !economy.isHidden
          ? ` All providers together took part in ${rateWords(economy)} of counted seats${economyMonths ? `, ${monthsWords(economyMonths)} as published` : ''}.`
          : ''}
      </p>
      <EditionLine edition={edition} />
      <p>
        <Link to="/engagement/cover">Which roles are covered where</Link>
      </p>
      <MeasuresLink />
    </>
  );
}

interface FiguresProps {
  readonly overview: Overview;
  readonly filter: EngagementFilterValues;
  readonly known: Publications | null;
}

function Figures({ overview, filter, known }: FiguresProps) {
  if (overview.months.wholeQuarters && !overview.edition)
    return (
      <EmptyState heading="Nothing has been published yet">
        <p>
          Commissioners see whole quarters, four weeks after their end.
          {known ? ` The next is published on ${formatDate(known.nextOn)}.` : ''}
        </p>
      </EmptyState>
    );
  if (overview.providers.length === 0)
    return (
      <EmptyState heading="Not enough meetings to show (0)">
        <p>No meeting in these months has been counted. Choose other months, or take a filter off.</p>
      </EmptyState>
    );
  return (
    <>
      <Findings overview={overview} filter={filter} />
      <SinceLastVisit known={known} />
      {overview.disclosureNote ? <Inset>{overview.disclosureNote}</Inset> : null}
      <AfterHeading>
        <Funnel overview={overview} filter={filter} />
        {overview.providers.length > 1 ? <ContrastSection overview={overview} filter={filter} /> : null}
        <RoleHeatTable filter={filter} />
        <Section heading="Providers">
          <ProviderTable providers={overview.providers} filter={filter} />
          <WhatCounts />
        </Section>
      </AfterHeading>
    </>
  );
}

function Funnel({ overview, filter }: { readonly overview: Overview; readonly filter: EngagementFilterValues }) {
  const navigate = useNavigate();
  const props = funnelProps(overview);
  if (!props || !overview.funnel)
    return (
      <EmptyState heading="No funnel chart">
        <p>{overview.funnelWithheld}</p>
      </EmptyState>
    );
  const { economyMonths: average } = overview;
  const ofChart = average ? { ...filter, from: average.fromMonth, to: average.toMonth } : filter;
  const points = [...overview.funnel.points].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  return (
    <>
      <ChartWithTable
        title={props.title}
        subtitle={props.subtitle}
        summary={summariseFunnel(props)}
        chart={(width) => (
          <FunnelChart
            {...props}
            width={width}
            hrefOf={(id) => providerAddress(id, filter)}
            onOpen={(id) => void navigate(providerAddress(id, filter))}
          />
        )}
        stacked
        caption="The numbers of the chart, by name"
        rows={points}
        rowKey={(point) => point.organisationId}
        columns={[
          { key: 'name', header: 'Provider', cell: (point) => point.name },
          {
            key: 'lost',
            header: 'Not taken part in',
            numeric: true,
            cell: (point) => (
              <>
                {formatShare(point.share)} ({overview.funnel?.isAdjusted ? 'adjusted, ' : ''}
                <CountLink
                  count={point.lost}
                  to={rowsAddress(point.organisationId, { classes: ['lost'] }, ofChart)}
                  about={`of ${point.name} not taken part in, open the rows`}
                />{' '}
                of {formatCount(point.counted)}
                {overview.funnel?.isAdjusted ? ' as counted' : ''})
              </>
            ),
          },
          {
            key: 'zone',
            header: 'Against the limits',
            cell: (point) => describeZone(props.units.find(({ id }) => id === point.organisationId)?.zone ?? 'within'),
          },
        ]}
      />
      <p className="q-no-print">
        <a href={svgAddress('funnel', filter)}>This chart as an SVG file</a>
      </p>
    </>
  );
}
