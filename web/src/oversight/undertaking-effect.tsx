import { ChartWithTable } from '../ui/charts/chart-with-table.js';
import { MonthlyChart } from '../ui/charts/monthly-chart.js';
import { formatDate, formatMonth } from '../ui/dates.js';
import { formatOf, formatShare } from '../ui/stat.js';
import type { Signal } from './signal-words.js';

interface Month {
  readonly month: string;
  readonly elsewhereAtRisk: number | null;
  readonly elsewhereTookPart: number | null;
}

/** Taking part at other sites with a mark on the day of each undertaking, and before and after the first of them in words. */
export function UndertakingEffect({
  months,
  undertakings,
}: {
  readonly months: readonly Month[];
  readonly undertakings: Signal['undertakings'];
}) {
  const first = undertakings[0];
  const known = months.filter(({ elsewhereAtRisk }) => elsewhereAtRisk !== null);
  if (!first || known.length < 2) return null;
  const start = first.actionOn.slice(0, 7);
  const before = shareOf(known.filter(({ month }) => month < start));
  return (
    <ChartWithTable
      title="Taking part before and after"
      headingLevel={3}
      subtitle={`At other sites; the mark is ${formatDate(first.actionOn)}`}
      summary={summaryOf(known, first.actionOn, before)}
      chart={(width) => (
        <MonthlyChart
          width={width}
          title="Taking part at other sites"
          subtitle={`From ${formatDate(first.actionOn)}: ${first.words}`}
          points={months.map(({ month, elsewhereAtRisk: total, elsewhereTookPart: events }) => ({
            month,
            events,
            total,
            value: events === null || !total ? null : events / total,
            isHidden: events === null,
          }))}
          mean={before}
          lower={null}
          upper={null}
          marks={undertakings.map(({ actionOn, words }) => ({ on: actionOn, words }))}
        />
      )}
      caption="Taking part by month"
      rows={months}
      rowKey={({ month }) => month}
      columns={[
        { key: 'month', header: 'Month', rowHeader: true, cell: ({ month }) => formatMonth(month) },
        {
          key: 'when',
          header: 'When',
          cell: ({ month }) => (month < start ? 'Before' : month === start ? 'Month of the action' : 'After'),
        },
        {
          key: 'part',
          header: 'Took part',
          numeric: true,
          cell: ({ elsewhereTookPart: part, elsewhereAtRisk: of }) =>
            part === null || of === null ? 'Fewer than 5' : formatOf(part, of, true),
        },
      ]}
    />
  );
}

function summaryOf(known: readonly Month[], actionOn: string, before: number | null): string {
  const after = known.filter(({ month }) => month > actionOn.slice(0, 7));
  const share = shareOf(after);
  const was =
    before === null ? 'Before there is nothing to compare with.' : `Before, ${formatShare(before)} took part.`;
  if (share === null) return `${was} No full month has passed since ${formatDate(actionOn)}.`;
  return `${was} Since then, over ${after.length} full ${after.length === 1 ? 'month' : 'months'}, ${formatShare(share)}.`;
}

function shareOf(months: readonly Month[]): number | null {
  const of = months.reduce((sum, { elsewhereAtRisk }) => sum + (elsewhereAtRisk ?? 0), 0);
  const part = months.reduce((sum, { elsewhereTookPart }) => sum + (elsewhereTookPart ?? 0), 0);
  return of === 0 ? null : part / of;
}
