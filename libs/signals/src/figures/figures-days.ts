import { dayNumber } from '@quorate/libs/time';
import type { DaysLooked } from './evidence-book.js';

/** The first day that figures look at: two years before `asOf`, as the detector does. What was before it moves no figure. */
export function figuresFrom(asOf: string): string {
  return `${Number(asOf.slice(0, 4)) - 2}${asOf.slice(4)}`;
}

/** The two years as day numbers. */
export function figuresDays(asOf: string): DaysLooked {
  return { from: dayNumber(figuresFrom(asOf)), to: dayNumber(asOf) };
}
