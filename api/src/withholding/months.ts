import { addDays, monthOf } from '@quorate/libs/time';

/** The first day of the month after the one that a first day begins. */
export function nextMonth(firstDay: string): string {
  return `${monthOf(addDays(firstDay, 31))}-01`;
}

/** The first day of the month before the one that a first day begins. */
export function previousMonth(firstDay: string): string {
  return `${monthOf(addDays(firstDay, -1))}-01`;
}

/** First days of months, oldest first, from one to another, both with it; empty when the second is earlier. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

/** The first day of the month so many months before. */
export function monthsBack(firstDay: string, count: number): string {
  return count === 0 ? firstDay : monthsBack(previousMonth(firstDay), count - 1);
}

/** The first day of the month so many months after. */
export function monthsAhead(firstDay: string, count: number): string {
  return count === 0 ? firstDay : monthsAhead(nextMonth(firstDay), count - 1);
}
