import { occurrences, type SeriesRule, type SkippedDay } from '@quorate/libs/recurrence';
import { addDays, dayNumber, ENGLAND_BANK_HOLIDAYS, weekdayOf } from '@quorate/libs/time';

/** How far ahead the meetings of a series are made when nothing else is asked, in weeks. */
export const DEFAULT_WEEKS_AHEAD = 26;
export const MAX_WEEKS_AHEAD = 104;

export interface PlannedDates {
  /** The dates of the rule that are met on, in order. */
  readonly meetings: readonly { readonly date: string; readonly startsAt: string; readonly endsAt: string }[];
  readonly skipped: readonly SkippedDay[];
  /** The last day that was looked at. */
  readonly plannedThrough: string;
}

/**
 * The meetings of a rule over a window of weeks, England's bank holidays left out with their reason, none that has
 * begun at `now`. The window begins at the rule's first date, or where an earlier window ended.
 */
export function planDates(rule: SeriesRule, from: string, weeksAhead: number, now: Date): PlannedDates {
  return planDatesUpTo(rule, from, addDays(from, weeksAhead * 7), now);
}

/** The same over any days: `to` is the first that is not looked at. */
export function planDatesUpTo(rule: SeriesRule, from: string, to: string, now: Date): PlannedDates {
  const found = occurrences(rule, { from, to }, ENGLAND_BANK_HOLIDAYS);
  const nowIso = now.toISOString();
  return {
    meetings: found.meetings.filter((meeting) => meeting.startsAt > nowIso),
    skipped: found.skipped,
    plannedThrough: rule.until !== undefined && rule.until < addDays(to, -1) ? rule.until : addDays(to, -1),
  };
}

export interface Pairing {
  /** Meetings that go on under another date: what is listed for them, and who was asked, goes with them. */
  readonly kept: readonly { readonly meetingId: string; readonly date: string }[];
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

/**
 * Which of the coming meetings becomes which date of a changed rule: the same day first, then the same week; what is
 * left on either side is dropped or added. `existing` and `dates` are in date order.
 */
export function pairMeetings(
  existing: readonly { readonly meetingId: string; readonly date: string }[],
  dates: readonly string[],
): Pairing {
  const kept: { meetingId: string; date: string }[] = [];
  const free = new Set(dates);
  let left = [...existing];
  for (const key of [(date: string) => date, weekOf]) {
    const unmatched: typeof left = [];
    for (const meeting of left) {
      const date = [...free].find((candidate) => key(candidate) === key(meeting.date));
      if (date === undefined) unmatched.push(meeting);
      else {
        free.delete(date);
        kept.push({ meetingId: meeting.meetingId, date });
      }
    }
    left = unmatched;
  }
  return {
    kept: kept.sort((a, b) => (a.date < b.date ? -1 : 1)),
    added: [...free],
    dropped: left.map((meeting) => meeting.meetingId),
  };
}

/** Which weekday of its month a date is, 1 to 4, or -1 for a fifth one, which only "last" can mean. */
export function weekOfMonth(date: string): 1 | 2 | 3 | 4 | -1 {
  const week = Math.ceil(Number(date.slice(8, 10)) / 7);
  return week === 1 || week === 2 || week === 3 || week === 4 ? week : -1;
}

function weekOf(date: string): string {
  return String(dayNumber(date) - weekdayOf(date));
}
