const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
const MS_PER_DAY = 86_400_000;

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Whether a text is a day that exists, as YYYY-MM-DD: 2026-02-29 is not. */
export function isLocalDate(text: string): boolean {
  const ms = parse(text);
  return ms !== null && dateOfDay(ms / MS_PER_DAY) === text;
}

/** Whether a text is a time of day as HH:MM, 00:00 to 23:59. */
export function isLocalTime(text: string): boolean {
  return TIME.test(text);
}

/** Days since 1970-01-01 of a local date. RangeError when the date does not exist. */
export function dayNumber(date: string): number {
  const ms = parse(date);
  if (ms === null || dateOfDay(ms / MS_PER_DAY) !== date) throw new RangeError(`Not a date as YYYY-MM-DD: "${date}"`);
  return ms / MS_PER_DAY;
}

/** Minutes after midnight of a time of day. RangeError when it is not HH:MM. */
export function minuteOfDay(time: string): number {
  const parts = TIME.exec(time);
  if (!parts) throw new RangeError(`Not a time as HH:MM: "${time}"`);
  return Number(parts[1]) * 60 + Number(parts[2]);
}

/** The local date of a day number, the inverse of dayNumber. */
export function dateOfDay(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The time of day of a minute count; counts beyond a day wrap: 1,470 is 00:30. */
export function timeOfMinute(minute: number): string {
  const inDay = ((minute % 1440) + 1440) % 1440;
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
}

/** The local date so many calendar days later, or earlier when negative. */
export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days);
}

/** Calendar days from one local date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day of the week of a local date, 1 Monday to 7 Sunday. */
export function weekdayOf(date: string): Weekday {
  return weekdayOfDay(dayNumber(date));
}

/** The day of the week of a day number, 1 Monday to 7 Sunday. */
export function weekdayOfDay(day: number): Weekday {
  const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
  // 1970-01-01 was a Thursday.
  return weekdays[(((day + 3) % 7) + 7) % 7] ?? 1;
}

/** The month of a local date as YYYY-MM. Give it a date, not an instant: near midnight the two differ. */
export function monthOf(date: string): string {
  dayNumber(date);
  return date.slice(0, 7);
}

function parse(text: string): number | null {
  const parts = DATE.exec(text);
  if (!parts) return null;
  const year = Number(parts[1]);
  // NOTE: Date.UTC reads 0 to 99 as 1900 to 1999.
  return year < 100 ? null : Date.UTC(year, Number(parts[2]) - 1, Number(parts[3]));
}
