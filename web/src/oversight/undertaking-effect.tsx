import { useQuery } from '@apollo/client/react';
import { causeWords } from '@quorate/libs/engagement';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { ChartWithTable } from '../ui/charts/chart-with-table.js';
import { summariseMonthly } from '../ui/charts/chart-words.js';
import { MonthlyChart } from '../ui/charts/monthly-chart.js';
import type { MonthlyProps } from '../ui/charts/monthly-layout.js';
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
  if (shown.length < 2)
    return (
      <EmptyState heading={`Not enough months to draw (${shown.length})`}>
        <p>A monthly chart needs at least two months with five or more expected seats at other sites.</p>
      </EmptyState>
    );
  const [own, others] = [ownProps(effect, words), othersProps(effect, words)];
  const hasOthers = points.some((point) => point.others !== null);
  return (
    <ChartWithTable
      title="Taking part before and after"
      headingLevel={3}
      subtitle={`${providerName}, seats at other sites; the upright line is ${formatDate(actionOn)}`}
      summary={[changeWords(effect), summariseMonthly(own), limitsWords(effect)].filter(Boolean).join(' ')}
      chart={(width) => (
        <>
          <p className="q-figure__subtitle">{providerName}</p>
          <MonthlyChart {...own} width={width} />
          {hasOthers ? (
            <>
              <p className="q-figure__subtitle">The same seats, had they moved as those of all other providers did</p>
              <MonthlyChart {...others} width={width} />
            </>
          ) : null}
        </>
      )}
      stacked
      caption="The numbers of the charts, by month"
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

/** What changed, beside what changed for everybody: both changes, their difference and how sure it is. */
export function changeWords({ change, monthsBefore, monthsAfter, leastMonths, isBeforeSinceFall }: Effect): string {
  if (monthsBefore < leastMonths || monthsAfter < leastMonths)
    return `Not enough months to compare: ${monthsBefore} before and ${monthsAfter} after the month of the action, and ${leastMonths} of each are needed.`;
  if (!change) return 'There are too few other providers to compare with.';
  const compared = isBeforeSinceFall
    ? `the ${monthsBefore} months since the fall began`
    : `the ${monthsBefore} months before the action`;
  return [
    `Compared with ${compared}, taking part ${movedWords(change.own)} in the ${monthsAfter} months after the month of the action.`,
    `Over the same months, with all other providers, it ${movedWords(change.others)}.`,
    `The difference is ${pointsOf(change.difference)} (95% interval ${Math.round(change.low * 100)} to ${Math.round(change.high * 100)}).`,
    change.low <= 0 && change.high >= 0 ? 'That can be chance.' : 'That is more than chance alone explains.',
    'A fall that was partly chance goes back by itself, so the difference is not all due to what was done.',
  ].join(' ');
}

function movedWords(share: number): string {
  const points = Math.round(share * 100);
  if (points === 0) return 'stayed the same';
  return `${points > 0 ? 'rose' : 'fell'} by ${pointsOf(Math.abs(share))}`;
}

function pointsOf(share: number): string {
  const points = Math.round(share * 100);
  return `${points} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
}

function limitsWords({ mean, isTrial, isBeforeSinceFall, monthsBefore, points }: Effect): string {
  if (mean === null) return 'There are no limits: at least two months before the action are needed.';
  const trial = isTrial ? ` They are a trial: they rest on ${monthsBefore} months, and 12 are wanted.` : '';
  const marks = points.some(({ causes }) => causes.length > 0)
    ? ' The rules of Making Data Count mark months for display only.'
    : '';
  return `Mean and limits are those of the months ${isBeforeSinceFall ? 'from the fall to the action' : 'before the action'}.${trial}${marks}`;
}

function ownProps({ points, mean, lower, upper, actionOn }: Effect, words: string): MonthlyProps {
  return {
    title: 'Taking part at other sites',
    subtitle: `From ${formatDate(actionOn)}: ${words}`,
    points: points.map(({ month, tookPart: events, atRisk: total, causes }) => ({
      month,
      events,
      total,
      value: events === null || !total ? null : events / total,
      isHidden: events === null,
      signal: causes.map(causeWords).join(', ') || null,
    })),
    mean,
    meanWord: 'mean before',
    lower,
    upper,
    marks: [{ on: actionOn, words }],
  };
}

function othersProps({ points, actionOn }: Effect, words: string): MonthlyProps {
  const before = points.flatMap(({ period, others }) => (period === 'BEFORE' && others !== null ? [others] : []));
  return {
    title: 'The same seats, had they moved as those of all other providers did',
    subtitle: 'Adjusted for the kind of seats',
    points: points.map(({ month, others }) => ({
      month,
      value: others,
      events: null,
      total: null,
      isHidden: others === null,
    })),
    mean: before.length === 0 ? null : before.reduce((sum, share) => sum + share, 0) / before.length,
    meanWord: 'mean before',
    lower: null,
    upper: null,
    marks: [{ on: actionOn, words }],
  };
}
