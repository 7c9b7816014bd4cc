import { addDays } from '@quorate/libs/time';

/** Days after a quarter's end until it is published: registers are closed and disputes of the last meetings decided. */
export const SETTLES_IN_DAYS = 28;

/** The last quarter, by its first day, that had ended `days` days before; `today` is a local date. */
export function quarterEndedBefore(today: string, days: number): string {
  const [year = 0, month = 1] = addDays(today, -days).split('-').map(Number);
  const quarters = year * 4 + Math.floor((month - 1) / 3) - 1;
  return firstDay(quarters);
}

/** When the quarter after this one is published: the local date on which it has settled. */
export function nextPublicationOn(throughQuarter: string): string {
  return addDays(followingQuarter(followingQuarter(throughQuarter)), SETTLES_IN_DAYS);
}

/** The first day of the quarter after. */
export function followingQuarter(quarter: string): string {
  const [year = 0, month = 1] = quarter.split('-').map(Number);
  return firstDay(year * 4 + Math.floor((month - 1) / 3) + 1);
}

function firstDay(quarters: number): string {
  return `${String(Math.floor(quarters / 4)).padStart(4, '0')}-${String((quarters % 4) * 3 + 1).padStart(2, '0')}-01`;
}
