const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
const DAYS_BEFORE_MARCH_1970 = 719_468;
const DAYS_IN_400_YEARS = 146_097;

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

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
  return dayOf(text) !== null;
}

/** Whether a text is a time of day as HH:MM, 00:00 to 23:59. */
export function isLocalTime(text: string): boolean {
  return TIME.test(text);
}

/** Days since 1970-01-01 of a local date. RangeError when the date does not exist. */
export function dayNumber(date: string): number {
  const day = dayOf(date);
  if (day === null) throw new RangeError(`Not a date as YYYY-MM-DD: "${date}"`);
  return day;
}

/** Minutes after midnight of a time of day. RangeError when it is not HH:MM. */
export function minuteOfDay(time: string): number {
  if (!TIME.test(time)) throw new RangeError(`Not a time as HH:MM: "${time}"`);
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** The local date of a day number, the inverse of dayNumber, for the years 1 to 9999. */
export function dateOfDay(day: number): string {
  // Years are counted from 1 March, so that a leap day is the last of its year (Hinnant, civil_from_days).
  const shifted = day + DAYS_BEFORE_MARCH_1970;
  const era = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${twoDigits(Math.floor(year / 100))}${twoDigits(year % 100)}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
}

/** The time of day of a minute count; counts beyond a day wrap: 1,470 is 00:30. */
export function timeOfMinute(minute: number): string {
  const inDay = ((minute % 1440) + 1440) % 1440;
  return `${twoDigits(Math.floor(inDay / 60))}:${twoDigits(inDay % 60)}`;
}

/** An instant as ISO text with milliseconds and Z, the form in which instants sort as text. */
export function isoOfEpoch(epochMs: number): string {
  const day = Math.floor(epochMs / 86_400_000);
  const inDay = epochMs - day * 86_400_000;
  if (inDay % 60_000 !== 0) return new Date(epochMs).toISOString();
  return `${dateOfDay(day)}T${timeOfMinute(inDay / 60_000)}:00.000Z`;
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
  // 1970-01-01 was a Thursday.
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7] ?? 1;
}

/** The month of a local date as YYYY-MM. Give it a date, not an instant: near midnight the two differ. */
export function monthOf(date: string): string {
  dayNumber(date);
  return date.slice(0, 7);
}

function dayOf(text: string): number | null {
  if (!DATE.test(text)) return null;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  if (year < 1 || month < 1 || month > 12 || day < 1) return null;
  const number = dayOfParts(year, month, day);
  // Only from the 29th on can a day be missing from its month.
  return day <= 28 || dateOfDay(number) === text ? number : null;
}

function dayOfParts(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_400_YEARS + dayOfEra - DAYS_BEFORE_MARCH_1970;
}

function twoDigits(number: number): string {
  return TWO_DIGITS[number] ?? '';
}
