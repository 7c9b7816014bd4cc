import { ChartWithTable } from '../ui/charts/chart-with-table.js';
import { summariseMonthly } from '../ui/charts/chart-words.js';
import { MonthlyChart } from '../ui/charts/monthly-chart.js';
import type { MonthlyProps } from '../ui/charts/monthly-layout.js';
import { formatDate, formatMonth } from '../ui/dates.js';
import { formatOf, formatShare } from '../ui/stat.js';
import { EmptyState } from '../ui/states.js';
import type { Figures } from './figures-words.js';

type Month = Figures['months'][number];

/** Month by month at other sites and at own sites: a fall at one and not at the other is what the signal rests on. */
export function ParticipationCharts({ figures }: { readonly figures: Figures }) {
  const months = everyMonth(figures.months);
  const shown = months.filter(({ elsewhereAtRisk }) => elsewhereAtRisk !== null);
  if (shown.length < 2)
    return (
      <EmptyState heading={`Not enough months to draw (${shown.length})`}>
        <p>A monthly chart needs at least two months with five or more expected seats.</p>
      </EmptyState>
    );
  const elsewhere = elsewhereProps(figures, months);
  const own = ownProps(months);
  return (
    <ChartWithTable
      title="Taking part, month by month"
      subtitle={`${figures.providerName}: all seats at other sites, and at its own`}
      summary={`At other sites: ${summariseMonthly(elsewhere)} At its own sites: ${summariseMonthly(own)}`}
      chart={(width) => (
        <>
          <p className="q-figure__subtitle">At other sites, beside what is usual for these seats</p>
          <MonthlyChart {...elsewhere} width={width} />
          <p className="q-figure__subtitle">At its own sites</p>
          <MonthlyChart {...own} width={width} />
        </>
      )}
      caption="The numbers of the charts, by month"
      rows={months}
      rowKey={({ month }) => month}
      columns={[
        { key: 'month', header: 'Month', cell: ({ month }) => formatMonth(month), rowHeader: true },
        {
          key: 'elsewhere',
          header: 'Other sites',
          numeric: true,
          cell: ({ elsewhereTookPart, elsewhereAtRisk }) => ofWords(elsewhereTookPart, elsewhereAtRisk),
        },
        {
          key: 'usual',
          header: 'Usual',
          numeric: true,
          cell: ({ elsewhereExpected, elsewhereAtRisk }) =>
            elsewhereExpected === null || !elsewhereAtRisk
              ? 'Not shown'
              : formatShare(elsewhereExpected / elsewhereAtRisk),
        },
        {
          key: 'own',
          header: 'Own sites',
          numeric: true,
          cell: ({ ownTookPart, ownAtRisk }) => ofWords(ownTookPart, ownAtRisk),
        },
      ]}
    />
  );
}

function ofWords(tookPart: number | null, atRisk: number | null): string {
  return tookPart === null || atRisk === null ? 'Fewer than 5' : formatOf(tookPart, atRisk, true);
}

function elsewhereProps(figures: Figures, months: readonly Month[]): MonthlyProps {
  const known = months.filter((month) => month.elsewhereExpected !== null && month.elsewhereAtRisk !== null);
  const total = known.reduce((sum, { elsewhereAtRisk }) => sum + (elsewhereAtRisk ?? 0), 0);
  const expected = known.reduce((sum, { elsewhereExpected }) => sum + (elsewhereExpected ?? 0), 0);
  return {
    title: 'Taking part at other sites',
    subtitle: `Since ${formatDate(figures.since)} less`,
    points: months.map(({ month, elsewhereTookPart: events, elsewhereAtRisk: of }) => point(month, events, of)),
    mean: total === 0 ? null : expected / total,
    meanWord: 'usual',
    lower: null,
    upper: null,
  };
}

function ownProps(months: readonly Month[]): MonthlyProps {
  return {
    title: 'Taking part at its own sites',
    subtitle: '',
    points: months.map(({ month, ownTookPart: events, ownAtRisk: of }) => point(month, events, of)),
    mean: null,
    lower: null,
    upper: null,
  };
}

function point(month: string, events: number | null, total: number | null): MonthlyProps['points'][number] {
  return {
    month,
    events,
    total,
    value: events === null || !total ? null : events / total,
    isHidden: events === null,
  };
}

/** Months without a seat stand as gaps, so that the line is not drawn through them. */
function everyMonth(months: readonly Month[]): readonly Month[] {
  const [first] = months;
  const last = months.at(-1);
  if (!first || !last) return [];
  const found = new Map(months.map((month) => [month.month, month]));
  const all: Month[] = [];
  for (let month = first.month; month <= last.month; month = next(month)) all.push(found.get(month) ?? nothing(month));
  return all;
}

function next(month: string): string {
  const [year, of] = month.split('-').map(Number) as [number, number];
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`;
}

function nothing(month: string): Month {
  return {
    month,
    elsewhereAtRisk: null,
    elsewhereTookPart: null,
    elsewhereExpected: null,
    ownAtRisk: null,
    ownTookPart: null,
  };
}
