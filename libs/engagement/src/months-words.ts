import { MONTH_NAMES } from '@quorate/libs/time';

/** The months that figures cover, as YYYY-MM, both included; the one that is not over, or null. */
export interface MonthsCovered {
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly monthSoFar: string | null;
}

/** "December 2025 to November 2026, November 2026 so far". */
export function monthsWords({ fromMonth, toMonth, monthSoFar }: MonthsCovered): string {
  const range = monthRange(fromMonth, toMonth);
  return monthSoFar === null ? range : `${range}, ${monthName(monthSoFar)} so far`;
}

/** "October 2026 to November 2026", or the one month. */
export function monthRange(fromMonth: string, toMonth: string): string {
  return fromMonth === toMonth ? monthName(fromMonth) : `${monthName(fromMonth)} to ${monthName(toMonth)}`;
}

function monthName(month: string): string {
  return `${MONTH_NAMES[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}
