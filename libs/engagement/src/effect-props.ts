import { MONTH_NAMES } from '@quorate/libs/time';
import { causeWords, type MonthlyProps } from './chart-props.js';

/** The effect of an undertaking as its parties are shown it. Shares are 0 to 1; null is not shown. */
export interface EffectShown {
  readonly actionOn: string;
  readonly points: readonly {
    readonly month: string;
    /** 'before' is what is compared with. */
    readonly period: string;
    readonly tookPart: number | null;
    readonly atRisk: number | null;
    readonly others: number | null;
    readonly causes: readonly string[];
  }[];
  readonly mean: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly isTrial: boolean;
  readonly isBeforeSinceFall: boolean;
  readonly monthsBefore: number;
  readonly monthsAfter: number;
  readonly leastMonths: number;
  readonly change: {
    readonly own: number;
    readonly others: number;
    readonly difference: number;
    readonly low: number;
    readonly high: number;
  } | null;
}

/** Fewer months than that are no chart. */
export const LEAST_EFFECT_MONTHS = 2;

/** What changed, beside what changed for everybody: both changes, their difference and how sure it is. */
export function effectChangeWords({
  change,
  monthsBefore,
  monthsAfter,
  leastMonths,
  isBeforeSinceFall,
}: EffectShown): string {
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

/** What the mean and limits rest on. */
export function effectLimitsWords({ mean, isTrial, isBeforeSinceFall, monthsBefore, points }: EffectShown): string {
  if (mean === null) return 'There are no limits: at least two months before the action are needed.';
  const trial = isTrial ? ` They are a trial: they rest on ${monthsBefore} months, and 12 are wanted.` : '';
  const marks = points.some(({ causes }) => causes.length > 0)
    ? ' The rules of Making Data Count mark months for display only.'
    : '';
  return `Mean and limits are those of the months ${isBeforeSinceFall ? 'from the fall to the action' : 'before the action'}.${trial}${marks}`;
}

/** Taking part before and after the day of the action. */
export function effectProps({ points, mean, lower, upper, actionOn }: EffectShown, words: string): MonthlyProps {
  return {
    title: 'Taking part at other sites',
    subtitle: `From ${dayWords(actionOn)}: ${words}`,
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

/** The same seats, had they moved as those of all other providers did; null where none of that is shown. */
export function effectOthersProps({ points, actionOn }: EffectShown, words: string): MonthlyProps | null {
  if (points.every(({ others }) => others === null)) return null;
  const before = points.flatMap(({ period, others }) => (isBefore(period) && others !== null ? [others] : []));
  return {
    title: 'The same seats, had they moved as those of all other providers did',
    subtitle: 'Adjusted for the kind of seats',
    points: points.map(({ month, others }) => ({
      month,
      value: others,
      events: null,
      total: null,
      isHidden: others === null,
      signal: null,
    })),
    mean: before.length === 0 ? null : before.reduce((sum, share) => sum + share, 0) / before.length,
    meanWord: 'mean before',
    lower: null,
    upper: null,
    marks: [{ on: actionOn, words }],
  };
}

function isBefore(period: string): boolean {
  return period.toLowerCase() === 'before';
}

/** "10 November 2026". */
function dayWords(day: string): string {
  return `${Number(day.slice(8))} ${MONTH_NAMES[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}
