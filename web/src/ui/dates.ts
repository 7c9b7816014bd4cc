// How dates and times are written. Two registers: staff read 24-hour times and `24-Nov-2026` in columns; people and carers read
// "Tuesday 24 November 2026 at 1pm". Months are always words. Everything is Europe/London wall time.
import { isLocalDate, MONTH_NAMES, toLondon, WEEKDAY_NAMES, weekdayOf } from '@quorate/libs/time';

interface Parts {
  readonly weekday: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  /** HH:mm; empty for a local date. */
  readonly time: string;
}

const instant = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/;

/** Reads a local date (YYYY-MM-DD) as that day and an instant (ISO with zone) in London. Null when it is neither. */
function partsOf(value: string): Parts | null {
  const isInstant = instant.test(value) && !Number.isNaN(Date.parse(value));
  if (!isInstant && !isLocalDate(value)) return null;
  const { date, time } = isInstant ? toLondon(value) : { date: value, time: '' };
  return {
    weekday: WEEKDAY_NAMES[weekdayOf(date) - 1] ?? '',
    day: String(Number(date.slice(8))),
    month: MONTH_NAMES[Number(date.slice(5, 7)) - 1] ?? '',
    year: date.slice(0, 4),
    time,
  };
}

/** "24 November 2026", for running text. Takes a local date or an instant; anything else comes back as it is. */
export function formatDate(value: string): string {
  const p = partsOf(value);
  return p ? `${p.day} ${p.month} ${p.year}` : value;
}

/** "Tuesday 24 November 2026". */
export function formatLongDate(value: string): string {
  const p = partsOf(value);
  return p ? `${p.weekday} ${p.day} ${p.month} ${p.year}` : value;
}

/** "24-Nov-2026", for banners and columns. */
export function formatShortDate(value: string): string {
  const p = partsOf(value);
  return p ? `${p.day.padStart(2, '0')}-${p.month.slice(0, 3)}-${p.year}` : value;
}

/** "Tue 24 Nov", where the year is clear. */
export function formatDay(value: string): string {
  const p = partsOf(value);
  return p ? `${p.weekday.slice(0, 3)} ${p.day} ${p.month.slice(0, 3)}` : value;
}

/** "November 2026" from YYYY-MM or a date; "Nov 26" when short. */
export function formatMonth(value: string, short = false): string {
  const p = partsOf(/^\d{4}-\d{2}$/.test(value) ? `${value}-01` : value);
  if (!p) return value;
  return short ? `${p.month.slice(0, 3)} ${p.year.slice(2)}` : `${p.month} ${p.year}`;
}

/** "14:30", 24-hour, from an instant. */
export function formatTime(value: string): string {
  const p = partsOf(value);
  return p?.time ? p.time : value;
}

/** "24 November 2026, 14:30". */
export function formatDateTime(value: string): string {
  return `${formatDate(value)}, ${formatTime(value)}`;
}

/** "Tuesday 24 November 2026, 13:00 to 14:30", or with both dates when it ends on another day. */
export function formatMeetingTime(startsAt: string, endsAt: string): string {
  const sameDay = formatDate(startsAt) === formatDate(endsAt);
  const end = sameDay ? formatTime(endsAt) : `${formatLongDate(endsAt)}, ${formatTime(endsAt)}`;
  return `${formatLongDate(startsAt)}, ${formatTime(startsAt)} to ${end}`;
}

/** "14:00 to 15:30" of two times on the clock, or "23:30 to 00:30 the next day". */
export function formatHours(startTime: string, endTime: string): string {
  return `${startTime} to ${endTime}${endTime <= startTime ? ' the next day' : ''}`;
}

/** "1pm", "1:30pm", "midday", "midnight": for people and carers. */
export function formatTimeForPeople(value: string): string {
  const p = partsOf(value);
  if (!p?.time) return value;
  const [hour, minute] = [Number(p.time.slice(0, 2)), p.time.slice(3)];
  if (p.time === '00:00') return 'midnight';
  if (p.time === '12:00') return 'midday';
  return `${hour % 12 || 12}${minute === '00' ? '' : `:${minute}`}${hour < 12 ? 'am' : 'pm'}`;
}

/** "Tuesday 24 November 2026 at 1pm": for people and carers. */
export function formatDateTimeForPeople(value: string): string {
  return `${formatLongDate(value)} at ${formatTimeForPeople(value)}`;
}

/** Whole years from one local date to another: ageOn('1941-03-04', '2026-11-24') is 85. */
export function ageOn(bornOn: string, on: string): number {
  const [bornYear, bornDay] = [Number(bornOn.slice(0, 4)), bornOn.slice(5)];
  return Number(on.slice(0, 4)) - bornYear - (on.slice(5) < bornDay ? 1 : 0);
}

/** Today's date in London as YYYY-MM-DD, from the given instant. */
export function londonDateOf(instantOfNow: Date): string {
  return toLondon(instantOfNow.toISOString()).date;
}

/** Today's date in London. */
export function todayInLondon(): string {
  return londonDateOf(new Date());
}
