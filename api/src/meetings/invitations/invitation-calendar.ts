import { occurrences } from '@quorate/libs/recurrence';
import { addDays } from '@quorate/libs/time';
import type { CalendarEvent, ParticipationStatus } from '../../messaging/calendar/write-calendar.js';
import type { MailRow } from './invitation-rows.js';

/** "Riverside house, Room 1", or how to join where there is no place. */
export function placeOf(row: Pick<MailRow, 'siteName' | 'roomName' | 'joinUrl'>): string {
  const place = [row.siteName, row.roomName].filter(Boolean).join(', ');
  return place || (row.joinUrl ? 'Online' : '');
}

/** The reply as iCalendar has it, for whoever the row is about. */
export function participation(row: MailRow): ParticipationStatus {
  if (row.isDeputy) return 'NEEDS-ACTION';
  switch (row.response) {
    case 'accepted':
      return 'ACCEPTED';
    case 'declined':
      return 'DECLINED';
    case 'tentative':
      return 'TENTATIVE';
    case 'delegated':
      return 'DELEGATED';
    default:
      return 'NEEDS-ACTION';
  }
}

/** One meeting as an event: an exception of its series, or an event of its own. */
export function occurrenceEvent(row: MailRow): CalendarEvent {
  return {
    start: { date: row.date, time: row.startTime },
    durationMinutes: row.durationMinutes,
    location: placeOf(row),
    sequence: row.sequence + row.seriesSequence,
    ...(row.seriesDate && row.seriesStartTime
      ? { occurrenceOf: { date: row.seriesDate, time: row.seriesStartTime } }
      : {}),
  };
}

/**
 * A whole series for one person: the rule from the first to the last meeting they are invited to, without the dates of
 * the rule on which they are not, and an exception for each meeting that was moved. `rows` are all of that person's
 * meetings of one series that are not cancelled, past ones included, so that a new mail never takes the past out of
 * their calendar.
 */
export function seriesEvents(
  rows: readonly MailRow[],
  standardPlace: string,
  standardMinutes: number,
): CalendarEvent[] {
  const dated = rows.filter((row) => row.seriesDate !== null).sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : 1));
  const [first] = dated;
  const last = dated.at(-1);
  if (!first || !last || !first.frequency || !first.weekday || !first.seriesStartTime) return [];
  const rule = {
    frequency: first.frequency,
    weekday: first.weekday,
    ...(first.weekOfMonth ? { weekOfMonth: first.weekOfMonth } : {}),
    startTime: first.seriesStartTime,
    durationMinutes: standardMinutes,
    from: dateOf(first),
  };
  const met = new Set(dated.map(dateOf));
  const expanded = occurrences(rule, { from: dateOf(first), to: addDays(dateOf(last), 1) }, []);
  const master: CalendarEvent = {
    start: { date: dateOf(first), time: first.seriesStartTime },
    durationMinutes: standardMinutes,
    location: standardPlace,
    sequence: first.seriesSequence,
    series: {
      rule,
      lastDate: dateOf(last),
      without: expanded.meetings.map((meeting) => meeting.date).filter((date) => !met.has(date)),
    },
  };
  const differs = (row: MailRow) =>
    row.date !== row.seriesDate ||
    row.startTime !== row.seriesStartTime ||
    row.durationMinutes !== standardMinutes ||
    placeOf(row) !== standardPlace;
  return [master, ...dated.filter(differs).map(occurrenceEvent)];
}

function dateOf(row: MailRow): string {
  return row.seriesDate ?? row.date;
}
