import { dateOfDay, MONTH_NAMES, timeOfMinute, WEEKDAY_NAMES, weekdayOf } from './local-date.js';
import { londonOffsetAt } from './london-zone.js';

/** The date and time a clock in London shows at an instant. RangeError when the text is not an instant. */
export function toLondon(instantIso: string): { readonly date: string; readonly time: string } {
  const epochMs = epochOf(instantIso);
  const wallMinutes = Math.floor((epochMs + londonOffsetAt(epochMs)) / 60_000);
  return { date: dateOfDay(Math.floor(wallMinutes / 1440)), time: timeOfMinute(wallMinutes) };
}

/**
 * The day of an instant as people write it, in London.
 * @example formatLondonDate('2026-11-24T13:00:00.000Z') // 'Tuesday 24 November 2026'
 */
export function formatLondonDate(instantIso: string): string {
  return formatDate(toLondon(instantIso).date);
}

/** The time of an instant on a London clock, 24 hours: '13:00'. */
export function formatLondonTime(instantIso: string): string {
  return toLondon(instantIso).time;
}

/** A local date as people write it: '2026-11-24' is 'Tuesday 24 November 2026'. */
export function formatDate(date: string): string {
  const weekday = WEEKDAY_NAMES[weekdayOf(date) - 1];
  const month = MONTH_NAMES[Number(date.slice(5, 7)) - 1];
  return `${weekday} ${Number(date.slice(8, 10))} ${month} ${Number(date.slice(0, 4))}`;
}

function epochOf(instantIso: string): number {
  const epochMs = /(Z|[+-]\d{2}:\d{2})$/.test(instantIso) ? Date.parse(instantIso) : Number.NaN;
  if (Number.isNaN(epochMs)) throw new RangeError(`Not an instant with Z or an offset: "${instantIso}"`);
  return epochMs;
}
