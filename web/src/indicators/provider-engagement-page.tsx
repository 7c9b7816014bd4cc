import { useQuery } from '@apollo/client/react';
import { causeWords, monthlyProps, monthsWords } from '@quorate/libs/engagement';
import { Link, useNavigate, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useActsAs, useViewer } from '../app/viewer.js';
import { TenderNotice } from '../oversight/tender-notice.js';
import { AfterHeading } from '../ui/after-heading.js';
import { ChartWithTable } from '../ui/charts/chart-with-table.js';
import { summariseMonthly } from '../ui/charts/chart-words.js';
import { MonthlyChart } from '../ui/charts/monthly-chart.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatMonth } from '../ui/dates.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page, Section } from '../ui/page.js';
import { PrintHeader } from '../ui/print-header.js';
import { EmptyState, Inset } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { EditionLine } from './edition-line.js';
import { providerEngagementQuery } from './engagement.queries.js';
import {
  type CellAddress,
  COUNTED,
  type EngagementFilterValues,
  filterOf,
  NO_FILTER,
  overviewAddress,
  roleAddress,
  rowsAddress,
  svgAddress,
} from './engagement-filter.js';
import {
  differenceWords,
  findingWords,
  HIDDEN,
  intervalWords,
  type ProviderReport,
  type Rate,
} from './engagement-words.js';
import { filtersFor } from './filter-choices.js';
import { MeasuresLink } from './measures-link.js';
import { CountLink, RateLink } from './number-link.js';
import { PowerOfProvider } from './provider-power.js';
import { useOpenSignals } from './use-open-signals.js';
import { usePublished } from './use-published.js';
import { WhatCounts } from './what-counts.js';

/** One provider: month by month, own against other sites, by MDT, role and host, and what was left out. */
export function ProviderEngagementPage() {
  const { organisationId = '' } = useParams();
  const [filter, setFilter] = useUrlFilter(NO_FILTER);
  const viewer = useViewer();
  const published = usePublished();
  const query = useQuery(providerEngagementQuery, { variables: { organisationId, filter: filterOf(filter) } });
  return (
    <QueryState query={query} lines={8}>
      {({ providerEngagement: report, engagementChoices }) =>
        report ? (
          <Page
            title="Engagement of a provider"
            heading={findingWords(report.figures.organisationName, report.figures.all)}
            lead={<Lead report={report} />}
            back={{ to: overviewAddress(filter), label: 'Engagement of all providers' }}
          >
            <TenderNotice />
            <PrintHeader
              title={`Engagement, ${report.figures.organisationName}`}
              printedBy={viewer.name}
              printedAt={new Date().toISOString()}
            />
            <FilterPanel
              filters={filtersFor(engagementChoices, published.choices)}
              value={filter}
              onChange={setFilter}
            />
            {report.disclosureNote ? <Inset>{report.disclosureNote}</Inset> : null}
            <AfterHeading>
              <Report report={report} filter={filter} />
              <PowerOfProvider organisationId={report.figures.organisationId} name={report.figures.organisationName} />
            </AfterHeading>
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );
}

function Lead({ report: { months, figures, edition } }: { readonly report: ProviderReport }) {
  const interval = intervalWords(figures.all);
  const difference = differenceWords(figures.difference);
  return (
    <>
      <p>
        {monthsWords(months)}.{months.wholeQuarters ? ' Counted by quarter.' : ''}
        {interval ? ` 95% interval ${interval}.` : ''}
        {difference ? ` ${difference}.` : ''}
      </p>
      <EditionLine edition={edition} />
      <OpenSignal organisationId={figures.organisationId} />
      <MeasuresLink organisationId={figures.organisationId} />
    </>
  );
}

function OpenSignal({ organisationId }: { readonly organisationId: string }) {
  const signal = useOpenSignals().find(({ providerId }) => providerId === organisationId);
  if (!signal) return null;
  return (
    <p>
      A signal about this provider is open. A signal is not a finding.{' '}
      <Link to={`/signals/${signal.id}`}>Why it was raised, and what the provider says</Link>
    </p>
  );
}

interface Shown {
  readonly report: ProviderReport;
  readonly filter: EngagementFilterValues;
}

function Report({ report, filter }: Shown) {
  const { figures } = report;
  const nothing = figures.all.counted === 0 && figures.exclusions.every(({ seats }) => seats === 0);
  if (nothing)
    return (
      <EmptyState heading="Not enough meetings to show (0)">
        <p>No seat of this provider has been counted in these months. Choose other months, or take a filter off.</p>
      </EmptyState>
    );
  return (
    <>
      <Months report={report} filter={filter} />
      <Sites report={report} filter={filter} />
      <Split heading="By MDT" parts={report.byMdt} cell={(mdt) => ({ mdt })} report={report} filter={filter} />
      <Split heading="By role" parts={report.byRole} cell={(role) => ({ role })} report={report} filter={filter} />
      <RolesAndSites report={report} filter={filter} />
      <Split heading="By host" parts={report.byHost} cell={(host) => ({ host })} report={report} filter={filter} />
      <LeftOut report={report} filter={filter} />
    </>
  );
}

function Months({ report, filter }: Shown) {
  const navigate = useNavigate();
  if (report.splitsWithheld)
    return (
      <EmptyState heading="Not split by month, MDT, role and host">
        <p>{report.splitsWithheld}</p>
      </EmptyState>
    );
  const counted = report.byMonth.filter(({ rate }) => rate.share !== null).length;
  const props = monthlyProps(report);
  const { organisationId, organisationName } = report.figures;
  const to = (month: string) => rowsAddress(organisationId, { month, classes: COUNTED }, filter);
  if (counted < 2)
    return (
      <EmptyState heading={`Not enough months to draw (${counted})`}>
        <p>A monthly chart needs at least two months with counted seats.</p>
      </EmptyState>
    );
  const trial = report.monthlyLimits?.isTrial
    ? ` Limits are a trial: they rest on ${report.monthlyLimits.basedOn} months.`
    : '';
  const marked = report.byMonth.filter(({ specialCauses }) => specialCauses.length > 0).length;
  const rules = marked > 0 ? ' The rules of Making Data Count mark them for display; no signal opens by them.' : '';
  return (
    <>
      <ChartWithTable
        title={props.title}
        subtitle={props.subtitle}
        summary={`${summariseMonthly(props)}${rules}${trial}`}
        chart={(width) => (
          <MonthlyChart {...props} width={width} hrefOf={to} onOpen={(month) => void navigate(to(month))} />
        )}
        caption="The numbers of the chart, by month"
        rows={report.byMonth}
        rowKey={({ month }) => month}
        columns={[
          {
            key: 'month',
            header: 'Month',
            cell: ({ month, isSoFar }) => `${formatMonth(month)}${isSoFar ? ', so far' : ''}`,
          },
          {
            key: 'rate',
            header: 'Took part',
            numeric: true,
            cell: ({ month, rate }) => (
              <RateLink
                rate={rate}
                to={to(month)}
                about={`of ${organisationName} in ${formatMonth(month)}, open the rows`}
              />
            ),
          },
          {
            key: 'causes',
            header: 'Stands out',
            cell: ({ specialCauses }) => (specialCauses.length > 0 ? specialCauses.map(causeWords).join(', ') : 'No'),
          },
        ]}
      />
      <p className="q-no-print">
        <a href={svgAddress('monthly', filter, organisationId)}>This chart as an SVG file</a>
      </p>
    </>
  );
}

function Sites({ report: { figures }, filter }: Shown) {
  const { organisationId, organisationName } = figures;
  const sites = [
    { key: 'own' as const, name: 'Own sites', rate: figures.ownSites },
    { key: 'other' as const, name: 'Other sites', rate: figures.otherSites },
  ];
  return (
    <Section heading="Own sites and other sites">
      <DataTable
        caption={`${differenceWords(figures.difference) ?? 'No difference can be worked out'}`}
        rows={sites}
        rowKey={({ key }) => key}
        empty="No data"
        columns={[
          { key: 'name', header: 'Where', cell: ({ name }) => name },
          {
            key: 'rate',
            header: 'Took part',
            numeric: true,
            cell: ({ key, name, rate }) => (
              <RateLink
                rate={rate}
                to={rowsAddress(organisationId, { site: key, classes: COUNTED }, filter)}
                about={`of ${organisationName}, ${name}, open the rows`}
              />
            ),
          },
          { key: 'interval', header: '95% interval', cell: ({ rate }) => intervalWords(rate) ?? 'None' },
        ]}
      />
    </Section>
  );
}

interface SplitProps extends Shown {
  readonly heading: string;
  readonly parts: readonly { readonly value: string; readonly name: string; readonly rate: Rate }[];
  readonly cell: (value: string) => CellAddress;
}

function Split({ heading, parts, cell, report, filter }: SplitProps) {
  if (parts.length === 0) return null;
  const { organisationId } = report.figures;
  const shown = parts.filter(({ rate }) => !rate.isHidden);
  const left = parts.length - shown.length;
  return (
    <Section heading={heading}>
      <DataTable
        caption={`${heading}, in the order of the names`}
        captionHidden
        rows={shown}
        rowKey={({ value }) => value}
        empty={`${HIDDEN}, all ${parts.length}`}
        columns={[
          {
            key: 'name',
            header: heading.replace('By ', '').replace(/^./, (c) => c.toUpperCase()),
            cell: ({ name }) => name,
          },
          {
            key: 'rate',
            header: 'Took part',
            numeric: true,
            cell: ({ value, name, rate }) => (
              <RateLink
                rate={rate}
                to={rowsAddress(organisationId, { ...cell(value), classes: COUNTED }, filter)}
                about={`${name}, open the rows`}
              />
            ),
          },
          { key: 'interval', header: '95% interval', cell: ({ rate }) => intervalWords(rate) ?? 'None' },
        ]}
      />
      {left > 0 && shown.length > 0 ? (
        <p>
          {left} more of {parts.length}, hidden because of small numbers.
        </p>
      ) : null}
    </Section>
  );
}

function RolesAndSites({ report, filter }: Shown) {
  const { organisationId } = report.figures;
  const rows = report.byRoleAndSite.filter(({ ownSites, otherSites }) => !ownSites.isHidden || !otherSites.isHidden);
  const left = report.byRoleAndSite.length - rows.length;
  if (report.byRoleAndSite.length === 0) return null;
  const rate = (side: 'own' | 'other', header: string): Column<(typeof rows)[number]> => ({
    key: side,
    header,
    numeric: true,
    cell: ({ value, name, ownSites, otherSites }) => (
      <RateLink
        rate={side === 'own' ? ownSites : otherSites}
        to={rowsAddress(organisationId, { role: value, site: side, classes: COUNTED }, filter)}
        about={`${name}, ${header.toLowerCase()}, open the rows`}
      />
    ),
  });
  return (
    <Section heading="By role at own and at other sites">
      <DataTable
        caption="By role at own and at other sites, in the order of the names"
        captionHidden
        rows={rows}
        rowKey={({ value }) => value}
        empty="Hidden for every role: small numbers"
        columns={[
          {
            key: 'name',
            header: 'Role',
            cell: ({ value, name }) => <Link to={roleAddress(value, filter)}>{name}</Link>,
          },
          rate('own', 'Own sites'),
          rate('other', 'Other sites'),
          {
            key: 'difference',
            header: 'Difference',
            roomy: true,
            cell: ({ difference }) => differenceWords(difference) ?? 'Nothing to compare',
          },
        ]}
      />
      {left > 0 && rows.length > 0 ? (
        <p>
          {left} more {left === 1 ? 'role is' : 'roles are'} hidden because of small numbers.
        </p>
      ) : null}
    </Section>
  );
}

function LeftOut({ report: { figures }, filter }: Shown) {
  // One seat left out for leave is one person's absence: its rows are for the provider and the MDT's co-ordinator.
  const isCommissioner = useActsAs('COMMISSIONER');
  const { organisationId, exclusions, lostByReason } = figures;
  return (
    <>
      <Section heading="Seats left out of the rate">
        <SeatCounts
          caption="Seats left out of the rate, by why"
          counts={exclusions}
          to={(code) => (isCommissioner ? null : rowsAddress(organisationId, { classes: [code] }, filter))}
        />
      </Section>
      <Section heading="Seats not taken part in, by who could have changed it">
        <SeatCounts
          caption="Seats not taken part in, by who could have changed it"
          counts={lostByReason}
          to={(code) => rowsAddress(organisationId, { classes: ['lost'], reason: code }, filter)}
        />
        <WhatCounts />
      </Section>
    </>
  );
}

interface SeatCountsProps {
  readonly caption: string;
  readonly counts: ProviderReport['figures']['exclusions'];
  readonly to: (code: string) => string | null;
}

function SeatCounts({ caption, counts, to }: SeatCountsProps) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={counts}
      rowKey={({ code }) => code}
      empty="No data"
      columns={[
        { key: 'reason', header: 'Reason', cell: ({ label }) => label },
        {
          key: 'seats',
          header: 'Seats',
          numeric: true,
          cell: ({ code, label, seats }) => (
            <CountLink count={seats} to={to(code)} about={`of this kind, ${label}, open the rows`} />
          ),
        },
      ]}
    />
  );
}
