import { dayNumber, isoOfEpoch, minuteOfDay } from './local-date.js';
import { londonStretches } from './london-zone.js';

/**
 * What a London wall time stands for.
 *   exact         the usual case
 *   repeated      the clocks went back over it: `instant` is the first passing, `second` the one an hour later
 *   doesNotExist  the clocks went forward over it; `movedTo` is as long after the change as the time was written after it
 */
export type LondonInstant =
  | { readonly kind: 'exact'; readonly instant: string }
  | { readonly kind: 'repeated'; readonly instant: string; readonly second: string }
  | { readonly kind: 'doesNotExist'; readonly movedTo: string };

/**
 * The instant of a wall time in London, or that there is none or two.
 * Instants are ISO with milliseconds and Z, so they sort as text. RangeError for a date or time that cannot be read.
 * Use it where a person typed the time, and ask again when it does not exist; use londonStart in a series.
 * @example londonInstant('2027-03-28', '01:30') // { kind: 'doesNotExist', movedTo: '2027-03-28T01:30:00.000Z' }
 */
export function londonInstant(date: string, time: string): LondonInstant {
  const [first, second] = instantsOf(date, time);
  if (first === undefined) return { kind: 'doesNotExist', movedTo: isoOfEpoch(afterGap(date, time)) };
  if (second === undefined) return { kind: 'exact', instant: isoOfEpoch(first) };
  return { kind: 'repeated', instant: isoOfEpoch(first), second: isoOfEpoch(second) };
}

/**
 * The one instant at which a meeting of a series starts: the wall time, the first of two when the hour repeats,
 * and an hour later on the clock when the hour is skipped (Temporal's "compatible"). A recurrence rule of RFC 5545
 * would drop that last one without a word (3.3.10); a meeting of ours is never lost in silence.
 * @example londonStart('2026-10-25', '09:00') // '2026-10-25T09:00:00.000Z', the day before it was 08:00Z
 */
export function londonStart(date: string, time: string): string {
  return isoOfEpoch(londonStartMs(date, time));
}

/** The same instant in milliseconds since 1970, for arithmetic. */
export function londonStartMs(date: string, time: string): number {
  return instantsOf(date, time)[0] ?? afterGap(date, time);
}

function wallMs(date: string, time: string): number {
  return dayNumber(date) * 86_400_000 + minuteOfDay(time) * 60_000;
}

function instantsOf(date: string, time: string): number[] {
  const wall = wallMs(date, time);
  const found: number[] = [];
  for (const stretch of londonStretches(Number(date.slice(0, 4)))) {
    const instant = wall - stretch.offset;
    if (instant >= stretch.from && instant < stretch.to) found.push(instant);
  }
  return found;
}

/** A skipped time read with the offset before the change, which lands as far behind the gap as it lay in it. */
function afterGap(date: string, time: string): number {
  const wall = wallMs(date, time);
  const before = londonStretches(Number(date.slice(0, 4))).findLast((stretch) => stretch.to + stretch.offset <= wall);
  if (!before) throw new RangeError('Not a wall time in London');
  return wall - before.offset;
}
