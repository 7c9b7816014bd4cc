import { type SpecialCause, specialCauses, studentQuantile, type XmrLimits, xmrLimits } from '@quorate/libs/statistics';

/** Seats at risk and taken part in at other sites in one month, and how many are usual for seats of these kinds. */
export interface EffectSeats {
  readonly atRisk: number;
  readonly tookPart: number;
  readonly expected: number;
}

export interface EffectMonth {
  /** First day. */
  readonly month: string;
  /** Null where there is nothing, or where the numbers are too small to be shown: such a month counts for nothing here. */
  readonly own: EffectSeats | null;
  /** All other providers together; null where they are too few to be told from each other. */
  readonly others: EffectSeats | null;
}

export interface EffectAsk {
  /** Oldest first, none left out between the first and the last. */
  readonly months: readonly EffectMonth[];
  /** The day from which it is done. */
  readonly actionOn: string;
  /** The day on which the fall began. */
  readonly since: string;
}

/** 'earlier' is before the fall, 'before' what is compared with, 'action' the month in which it began. */
export type EffectPeriod = 'earlier' | 'before' | 'action' | 'after';

export interface EffectPoint extends EffectMonth {
  readonly period: EffectPeriod;
  /** The rules of Making Data Count, for display only. */
  readonly causes: readonly SpecialCause[];
}

/** Change in shares taken part in, adjusted for kinds of seats: 0.1 is ten points more. */
export interface EffectChange {
  readonly own: number;
  readonly others: number;
  /** The own change less that of all others, and its 95 % interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

export interface UndertakingEffect {
  readonly points: readonly EffectPoint[];
  /** Of the months before the action; null for fewer than two. */
  readonly limits: XmrLimits | null;
  /** Whether the months before are those since the fall began, or all there are because the action came first. */
  readonly isBeforeSinceFall: boolean;
  readonly monthsBefore: number;
  readonly monthsAfter: number;
  /** Null while there are fewer than `LEAST_MONTHS` whole months before or after. */
  readonly change: EffectChange | null;
}

/** So many months before and after are compared at least. */
export const LEAST_MONTHS = 3;

/**
 * What changed with an undertaking, beside what changed for everybody in the same months.
 *   how     months before are those since the fall began: with ordinary ones among them, a mean would be that of no
 *           month, and limits about it would mark every one. The month of the action is in neither. Each month's share less what is usual for its seats, own less others', is averaged before and after
 *           by seats; the difference has a t interval from how the months scatter about the two averages, never less
 *           than chance alone makes them scatter
 *   edges   a fall that was partly chance rises by itself: the interval does not know that
 *   source  difference in differences; limits as Making Data Count
 */
export function undertakingEffect(ask: EffectAsk): UndertakingEffect {
  const action = monthOf(ask.actionOn);
  const known = ask.months.filter(({ own }) => own !== null);
  const earlier = known.filter(({ month }) => month < action);
  const sinceFall = earlier.filter(({ month }) => month >= monthOf(ask.since));
  const isBeforeSinceFall = monthOf(ask.since) < action;
  const before = isBeforeSinceFall ? sinceFall : earlier;
  const after = known.filter(({ month }) => month > action);
  const first = before[0]?.month ?? action;
  const limits = xmrLimits(before.map(({ own }) => shareOf(own)));
  const marked = known.filter(({ month }) => month >= first);
  const causes = limits
    ? specialCauses(
        marked.map(({ own }) => shareOf(own)),
        limits,
      )
    : [];
  const causesOf = new Map(marked.map(({ month }, i) => [month, causes[i] ?? []]));
  return {
    points: ask.months.map((month) => ({
      ...month,
      period: periodOf(month.month, first, action),
      causes: causesOf.get(month.month) ?? [],
    })),
    limits,
    isBeforeSinceFall,
    monthsBefore: before.length,
    monthsAfter: after.length,
    change: changeOf(before, after),
  };
}

function periodOf(month: string, first: string, action: string): EffectPeriod {
  if (month === action) return 'action';
  if (month > action) return 'after';
  return month < first ? 'earlier' : 'before';
}

interface Weighed {
  readonly seats: number;
  readonly own: number;
  readonly others: number;
}

function changeOf(before: readonly EffectMonth[], after: readonly EffectMonth[]): EffectChange | null {
  const [was, is] = [before.flatMap(weighed), after.flatMap(weighed)];
  if (was.length < LEAST_MONTHS || is.length < LEAST_MONTHS) return null;
  const change = (of: (one: Weighed) => number) => average(is, of) - average(was, of);
  const apart = ({ own, others }: Weighed) => own - others;
  const difference = change(apart);
  const degrees = was.length + is.length - 2;
  const scatter = (scattered(was, apart) + scattered(is, apart)) / degrees;
  const perSeat = Math.max(scatter, chanceAlone([...before, ...after]));
  const reach = studentQuantile(0.975, degrees) * Math.sqrt(perSeat * (1 / seatsOf(was) + 1 / seatsOf(is)));
  return {
    own: change(({ own }) => own),
    others: change(({ others }) => others),
    difference,
    low: difference - reach,
    high: difference + reach,
  };
}

function weighed({ own, others }: EffectMonth): Weighed[] {
  if (own === null || others === null) return [];
  return [{ seats: own.atRisk, own: beyondUsual(own), others: beyondUsual(others) }];
}

function beyondUsual({ atRisk, tookPart, expected }: EffectSeats): number {
  return (tookPart - expected) / atRisk;
}

function shareOf(seats: EffectSeats | null): number {
  return seats === null ? 0 : seats.tookPart / seats.atRisk;
}

function seatsOf(months: readonly Weighed[]): number {
  return months.reduce((sum, { seats }) => sum + seats, 0);
}

function average(months: readonly Weighed[], of: (one: Weighed) => number): number {
  return months.reduce((sum, one) => sum + one.seats * of(one), 0) / seatsOf(months);
}

/** How far months lie from their average, squared, by seats: so many times the variance of one seat. */
function scattered(months: readonly Weighed[], of: (one: Weighed) => number): number {
  const centre = average(months, of);
  return months.reduce((sum, one) => sum + one.seats * (of(one) - centre) ** 2, 0);
}

/** The variance of one seat that is taken part in or not. */
function chanceAlone(months: readonly EffectMonth[]): number {
  const own = months.flatMap(({ own: seats }) => seats ?? []);
  const share = own.reduce((sum, { tookPart }) => sum + tookPart, 0) / own.reduce((sum, { atRisk }) => sum + atRisk, 0);
  return share * (1 - share);
}

function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}
