import {
  addWorkingDays,
  type BankHoliday,
  bankHolidayOn,
  dateOfDay,
  dayNumber,
  isoOfEpoch,
  londonStartMs,
  weekdayOf,
} from '@quorate/libs/time';
import { checkRule, type SeriesRule } from './series-rule.js';

/** One meeting: its local date, and the instants at which it starts and ends. */
export type Occurrence = { readonly date: string; readonly startsAt: string; readonly endsAt: string };

/** A day on which the series would meet and does not, why, and the next working day as a proposal to move it to. */
export type SkippedDay = { readonly date: string; readonly reason: string; readonly proposedDate: string };

export type Occurrences = { readonly meetings: readonly Occurrence[]; readonly skipped: readonly SkippedDay[] };

/**
 * The meetings of a series whose local date lies in [period.from, period.to), in order, and the days left out.
 *   limit   at most so many meetings; the days skipped among them are given, later ones are not
 *   units   `startsAt` keeps the London wall time over a clock change; the length is elapsed minutes
 *   edges   a start in the skipped hour is an hour later on the clock; in the repeated hour it is the first passing
 *   errors  RangeError when checkRule has problems or a period date cannot be read; an empty period gives nothing
 */
export function occurrences(
  rule: SeriesRule,
  period: { readonly from: string; readonly to: string },
  holidays: readonly BankHoliday[],
  limit: number = Number.POSITIVE_INFINITY,
): Occurrences {
  const [problem] = checkRule(rule);
  if (problem) throw new RangeError(`${problem.field}: ${problem.message}`);
  const meetings: Occurrence[] = [];
  const skipped: SkippedDay[] = [];
  for (const date of datesOf(rule, period)) {
    if (meetings.length >= limit) break;
    const holiday = bankHolidayOn(date, holidays);
    if (holiday) skipped.push(skip(date, holiday, holidays));
    else meetings.push(meetingOn(rule, date));
  }
  return { meetings, skipped };
}

/** The meeting a rule gives on a day: also for a day the series was moved to. RangeError for a date that is none. */
export function meetingOn(rule: Pick<SeriesRule, 'startTime' | 'durationMinutes'>, date: string): Occurrence {
  const startMs = londonStartMs(date, rule.startTime);
  return { date, startsAt: isoOfEpoch(startMs), endsAt: isoOfEpoch(startMs + rule.durationMinutes * 60_000) };
}

function skip(date: string, holiday: BankHoliday, holidays: readonly BankHoliday[]): SkippedDay {
  return { date, reason: `Bank holiday: ${holiday.title}`, proposedDate: addWorkingDays(date, 1, holidays) };
}

function* datesOf(rule: SeriesRule, period: { readonly from: string; readonly to: string }): Generator<string> {
  const first = Math.max(dayNumber(rule.from), dayNumber(period.from));
  const end = Math.min(dayNumber(period.to), rule.until == null ? Number.POSITIVE_INFINITY : dayNumber(rule.until) + 1);
  const days = rule.frequency === 'monthly' ? monthlyDays(rule, first, end) : steppedDays(rule, first, end);
  for (const day of days) yield dateOfDay(day);
}

function* steppedDays(rule: SeriesRule, first: number, end: number): Generator<number> {
  const step = rule.frequency === 'weekly' ? 7 : 14;
  const anchor = dayNumber(rule.from) + ((rule.weekday - weekdayOf(rule.from) + 7) % 7);
  const steps = Math.max(0, Math.ceil((first - anchor) / step));
  for (let day = anchor + steps * step; day < end; day += step) yield day;
}

function* monthlyDays(rule: SeriesRule, first: number, end: number): Generator<number> {
  let [year, month] = [Number(dateOfDay(first).slice(0, 4)), Number(dateOfDay(first).slice(5, 7))];
  for (;;) {
    const day = dayInMonth(year, month, rule.weekday, rule.weekOfMonth ?? 1);
    if (day >= end) return;
    if (day >= first) yield day;
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year += 1;
  }
}

function dayInMonth(year: number, month: number, weekday: number, week: 1 | 2 | 3 | 4 | -1): number {
  const edge = Date.UTC(year, week === -1 ? month : month - 1, 1) / 86_400_000;
  const start = week === -1 ? edge - 7 : edge + (week - 1) * 7;
  return start + ((weekday - weekdayOf(dateOfDay(start)) + 7) % 7);
}
