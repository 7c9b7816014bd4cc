import { type BankHoliday, bankHolidayOn } from './bank-holiday.js';
import { dateOfDay, dayNumber, weekdayOfDay } from './local-date.js';

/** Whether services are open in office hours: Monday to Friday and not a bank holiday in the list. */
export function isWorkingDay(date: string, holidays: readonly BankHoliday[]): boolean {
  return isWorking(dayNumber(date), holidays);
}

/**
 * The local date that is so many working days after a date, the date itself not counted; negative counts go back.
 * Nought gives the date itself when it is a working day, else the next one. RangeError when days is not whole.
 * @example addWorkingDays('2026-12-24', 1, ENGLAND_BANK_HOLIDAYS) // '2026-12-29'
 */
export function addWorkingDays(date: string, days: number, holidays: readonly BankHoliday[]): string {
  if (!Number.isInteger(days)) throw new RangeError('Working days are whole');
  let day = dayNumber(date);
  if (days === 0) while (!isWorking(day, holidays)) day += 1;
  const step = Math.sign(days);
  for (let left = Math.abs(days); left > 0; ) {
    day += step;
    if (isWorking(day, holidays)) left -= 1;
  }
  return dateOfDay(day);
}

/**
 * Working days after the first date up to and including the second: the notice one had. Negative when the second is
 * earlier. The inverse of addWorkingDays for a second date that is a working day.
 * @example workingDaysBetween('2026-12-24', '2026-12-29', ENGLAND_BANK_HOLIDAYS) // 1
 */
export function workingDaysBetween(from: string, to: string, holidays: readonly BankHoliday[]): number {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  if (end < start) return -workingDaysBetween(to, from, holidays) || 0;
  let count = 0;
  for (let day = start + 1; day <= end; day += 1) if (isWorking(day, holidays)) count += 1;
  return count;
}

function isWorking(day: number, holidays: readonly BankHoliday[]): boolean {
  return weekdayOfDay(day) <= 5 && bankHolidayOn(dateOfDay(day), holidays) === null;
}
