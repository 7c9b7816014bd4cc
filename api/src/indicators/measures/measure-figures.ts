import { wilsonInterval } from '@quorate/libs/statistics';
import type { EngagementDifference } from '../engagement-parts.graphql.js';
import { shareDifference } from '../share-difference.js';
import { COUNTERPART_TYPES } from './counterpart-type.js';
import type { MeasureRule } from './measure-list.js';
import type { MeasureRow } from './measure-statements.js';
import type { MeasureFigure } from './measures.graphql.js';

type Sums = Omit<MeasureRow, 'measure' | 'provider' | 'cut' | 'counterpart'>;

const NOTHING: Sums = { numerator: 0, denominator: 0, days: 0, timed: 0, hidden: 'nothing' };

/**
 * Figures of several parts together: hidden where all of them are, partly where some are. Of people it is hidden where
 * any is: what is hidden is what happened to few, so the rest alone would say that it happens often.
 */
export function together(rows: readonly Sums[], rule: MeasureRule): Sums {
  const [first] = rows;
  if (!first) return NOTHING;
  const total = (key: 'numerator' | 'denominator' | 'days' | 'timed') => rows.reduce((sum, row) => sum + row[key], 0);
  const isAll = rows.every(({ hidden }) => hidden === 'all');
  const isSome = rows.some(({ hidden }) => hidden !== 'nothing');
  return {
    numerator: total('numerator'),
    denominator: total('denominator'),
    days: total('days'),
    timed: total('timed'),
    hidden: isAll || (isSome && rule === 'people') ? 'all' : isSome ? 'some' : 'nothing',
  };
}

/** A figure as a page shows it. A share of nothing is null, never 0. */
export function figureOf({ numerator, denominator, days, timed, hidden }: Sums): MeasureFigure {
  const isHidden = hidden === 'all';
  const interval = isHidden ? null : wilsonInterval(numerator, denominator);
  return {
    isHidden,
    isPartlyHidden: hidden === 'some',
    numerator: isHidden ? null : numerator,
    denominator: isHidden ? null : denominator,
    share: interval && numerator / denominator,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    averageDays: isHidden || timed === 0 ? null : days / timed,
  };
}

/** One figure less another; null where one is hidden or counts nothing. */
export function lessOf(first: Sums, second: Sums): EngagementDifference | null {
  if (first.hidden === 'all' || second.hidden === 'all') return null;
  const counts = ({ numerator, denominator }: Sums) => ({ events: numerator, total: denominator });
  return shareDifference(counts(first), counts(second));
}

/** NHS trusts, and every other organisation but the provider itself: what guidance 4.1 asks to be compared. */
export function trustsAndOthers(
  rows: readonly MeasureRow[],
  rule: MeasureRule,
): { readonly trusts: Sums; readonly others: Sums } {
  const types = rows.filter(({ cut }) => cut === 'type');
  return {
    trusts: together(
      types.filter(({ counterpart }) => counterpart === 'nhsTrust'),
      rule,
    ),
    others: together(
      types.filter(({ counterpart }) => counterpart !== 'nhsTrust' && counterpart !== 'own'),
      rule,
    ),
  };
}

/** The parts by type, in the order of the list of types. */
export function byType(
  rows: readonly MeasureRow[],
  rule: MeasureRule,
): { readonly code: string; readonly label: string; readonly sums: Sums }[] {
  return COUNTERPART_TYPES.flatMap(({ code, label }) => {
    const own = rows.filter(({ cut, counterpart }) => cut === 'type' && counterpart === code);
    return own.length === 0 ? [] : [{ code, label, sums: together(own, rule) }];
  });
}
