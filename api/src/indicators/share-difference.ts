import { wilsonInterval } from '@quorate/libs/statistics';

export interface ShareDifference {
  /** First share minus second, -1 to 1. */
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
}

type Counts = { readonly events: number; readonly total: number };

/**
 * How far one share lies above another, with its 95 % interval; null when either has no total.
 * Newcombe's hybrid of two Wilson intervals without continuity correction, sound for small totals and for 0.
 *   source  Newcombe 1998, Statistics in Medicine 17:873, method 10
 *   example shareDifference({ events: 56, total: 70 }, { events: 48, total: 80 }) is 0.2, from 0.0524 to 0.3339
 */
export function shareDifference(first: Counts, second: Counts): ShareDifference | null {
  const [a, b] = [wilsonInterval(first.events, first.total), wilsonInterval(second.events, second.total)];
  if (!a || !b) return null;
  const [p, q] = [first.events / first.total, second.events / second.total];
  return {
    difference: p - q,
    lower: p - q - Math.hypot(p - a.lower, b.upper - q),
    upper: p - q + Math.hypot(a.upper - p, q - b.lower),
  };
}
