import { useQuery } from '@apollo/client/react';
import {
  causeWords,
  effectChangeWords,
  effectLimitsWords,
  effectOthersProps,
  effectProps,
  LEAST_EFFECT_MONTHS,
} from '@quorate/libs/engagement';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { ChartWithTable } from '../ui/charts/chart-with-table.js';
import { summariseMonthly } from '../ui/charts/chart-words.js';
import { MonthlyChart } from '../ui/charts/monthly-chart.js';
import { formatDate, formatMonth } from '../ui/dates.js';
import { formatOf, formatShare } from '../ui/stat.js';
import { EmptyState } from '../ui/states.js';
import type { Undertaking } from './undertaking-words.js';
import { undertakingEffectQuery } from './undertakings.queries.js';

export type Effect = NonNullable<ResultOf<typeof undertakingEffectQuery>['undertakingEffect']>;
type Point = Effect['points'][number];

const PERIODS: Readonly<Record<Point['period'], string>> = {
  EARLIER: 'Before the fall',
  BEFORE: 'Before the action',
  ACTION: 'Month of the action',
  AFTER: 'After',
};

/** The effect of an agreed undertaking. */
export function EffectOf({ undertaking }: { readonly undertaking: Undertaking }) {
  const query = useQuery(undertakingEffectQuery, { variables: { undertakingId: undertaking.id } });
  return (
    <QueryState query={query} lines={4}>
      {({ undertakingEffect }) =>
        undertakingEffect ? <UndertakingEffect effect={undertakingEffect} words={undertaking.words} /> : null
      }
    </QueryState>
  );
}

/**
 * Taking part at other sites month by month with the day of the action, and the same seats as they would have moved with all
 * other providers: in words, as charts and as a table. It judges nothing.
 */
export function UndertakingEffect({ effect, words }: { readonly effect: Effect; readonly words: string }) {
  const { points, actionOn, providerName } = effect;
  const shown = points.filter(({ atRisk }) => atRisk !== null);
  if (shown.length < LEAST_EFFECT_MONTHS)
    return (
      <EmptyState heading={`Not enough months to draw (${shown.length})`}>
        <p>A monthly chart needs at least two months with five or more expected seats at other sites.</p>
      </EmptyState>
    );
  const [own, others] = [effectProps(effect, words), effectOthersProps(effect, words)];
  return (
    <ChartWithTable
      title="Taking part before and after"
      headingLevel={3}
      subtitle={`${providerName}, seats at other sites; the upright line is ${formatDate(actionOn)}`}
      summary={[effectChangeWords(effect), summariseMonthly(own), effectLimitsWords(effect)].filter(Boolean).join(' ')}
      chart={(width) => (
        <>
          <p className="q-figure__subtitle">{providerName}</p>
          <MonthlyChart {...own} width={width} />
          {others ? (
            <>
              <p className="q-figure__subtitle">The same seats, had they moved as those of all other providers did</p>
              <MonthlyChart {...others} width={width} />
            </>
          ) : null}
        </>
      )}
      stacked
      caption="Before and after the action, by month"
      rows={points}
      rowKey={({ month }) => month}
      columns={[
        { key: 'month', header: 'Month', rowHeader: true, cell: ({ month }) => formatMonth(month) },
        { key: 'period', header: 'When', cell: ({ period }) => PERIODS[period] },
        {
          key: 'own',
          header: 'Took part',
          numeric: true,
          cell: ({ tookPart, atRisk }) =>
            tookPart === null || atRisk === null ? 'Fewer than 5' : formatOf(tookPart, atRisk, true),
        },
        {
          key: 'usual',
          header: 'Usual',
          numeric: true,
          cell: ({ usual }) => (usual === null ? 'Not shown' : formatShare(usual)),
        },
        {
          key: 'others',
          header: 'As all others',
          numeric: true,
          cell: (point) => (point.others === null ? 'Too few' : formatShare(point.others)),
        },
        {
          key: 'causes',
          header: 'Stands out',
          roomy: true,
          cell: ({ causes }) => causes.map(causeWords).join(', ') || 'No',
        },
      ]}
    />
  );
}
