import { type AbsenceReasonCode, absenceReason, type ReasonLocus } from './absence-reason.js';
import type { AttendanceOutcome } from './attendance-outcome.js';
import type { AttendanceClass } from './denominator-rules.js';
import { DEFAULT_MINIMUM_SHARE, isSeatFilled } from './is-seat-filled.js';

/** One invitation of a seat to a meeting and what the register says. Null is "not recorded" or "not known", never 0. */
export type AttendanceEntry = {
  readonly meetingStatus: 'booked' | 'held' | 'cancelled';
  readonly outcome: AttendanceOutcome | null;
  /** Minutes present of whoever came, the member or the deputy. */
  readonly minutes: number | null;
  readonly durationMinutes: number;
  readonly reasonCode: AbsenceReasonCode | null;
  /** Whether the person was sent an invitation or has answered; nobody can be absent from what they were not asked to. */
  readonly wasAsked: boolean;
  /** Working days between the invitation and the meeting. */
  readonly noticeWorkingDays: number | null;
  readonly minimumNoticeWorkingDays: number;
  /** Whether a recorded strike called out the seat's role, at its provider, on the day of the meeting. */
  readonly isStrikeDay: boolean;
};

export type AttendanceCount = {
  readonly class: AttendanceClass;
  /** Whether it is in the denominator: took part or lost. */
  readonly counts: boolean;
  /** One sentence for a person who asks why. */
  readonly because: string;
  /** For a lost seat, who could have changed it; null when no reason was stated and for every other class. */
  readonly locus: ReasonLocus | null;
  /** Whether it is set aside because of a recorded strike day. */
  readonly isStrikeDay: boolean;
};

/**
 * What one entry of the register counts as. The first rule that fits decides: cancelled, not recorded, not required,
 * written input, not invited, short notice, took part, leave, strike day, structural, and only then lost.
 *   edges   a deputy counts for the seat; part attendance without minutes is not recorded; unknown notice is not short;
 *           short notice, and no invitation at all, leave out those who came as well, so that they favour nobody; a strike
 *           day sets aside whoever was not there, whatever reason was given, and whoever came counts as having come
 *   source  engagement-method 4.1; only a lost seat with locus `provider` can feed a signal
 */
export function countAttendance(entry: AttendanceEntry, minimumShare: number = DEFAULT_MINIMUM_SHARE): AttendanceCount {
  return excludedBeforeReason(entry) ?? tookPart(entry, minimumShare) ?? notThere(entry);
}

function excludedBeforeReason(entry: AttendanceEntry): AttendanceCount | null {
  if (entry.meetingStatus === 'cancelled') return excluded('excludedCancelled', 'The meeting was cancelled.');
  if (entry.meetingStatus === 'booked') return excluded('excludedNotRecorded', 'The meeting has not been held.');
  if (entry.outcome === null) return excluded('excludedNotRecorded', 'The register does not say.');
  if (entry.outcome === 'attendedPart' && entry.minutes === null) {
    return excluded('excludedNotRecorded', 'Part attendance was recorded without its minutes.');
  }
  if (entry.outcome === 'notRequired') return excluded('excludedNotRequired', 'The seat was not required.');
  if (entry.outcome === 'writtenInput') return excluded('excludedWrittenInput', 'Written input was sent.');
  if (!entry.wasAsked)
    return excluded('excludedNotInvited', 'No invitation was sent for the seat, and nobody answered.');
  return shortNotice(entry);
}

function shortNotice(entry: AttendanceEntry): AttendanceCount | null {
  const notice = entry.noticeWorkingDays;
  if (notice === null || notice >= entry.minimumNoticeWorkingDays) return null;
  const days = notice === 1 ? '1 working day' : `${notice} working days`;
  return excluded('excludedShortNotice', `The notice was ${days}; ${entry.minimumNoticeWorkingDays} are agreed.`);
}

function tookPart(entry: AttendanceEntry, minimumShare: number): AttendanceCount | null {
  if (!isSeatFilled(entry.outcome, entry.minutes, entry.durationMinutes, minimumShare)) return null;
  const who = entry.outcome === 'deputy' ? 'A deputy attended, which counts for the seat' : 'The member attended';
  const minutes = entry.minutes === null || entry.outcome === 'attended' ? '' : minutesOf(entry);
  return { class: 'tookPart', counts: true, because: `${who}${minutes}.`, locus: null, isStrikeDay: false };
}

function notThere(entry: AttendanceEntry): AttendanceCount {
  const reason = entry.reasonCode === null ? null : absenceReason(entry.reasonCode);
  if (reason?.locus === 'personal') return excluded('excludedLeave', `The reason is leave: ${lower(reason.label)}.`);
  if (entry.isStrikeDay)
    return { ...excluded('excludedStructural', 'It was a strike day of the role.'), isStrikeDay: true };
  if (reason?.locus === 'structural') {
    return excluded('excludedStructural', `The reason is in nobody's hands here: ${lower(reason.label)}.`);
  }
  const stated = reason ? `the reason given is: ${lower(reason.label)}` : 'no reason was given';
  return {
    class: 'lost',
    counts: true,
    because: `${absence(entry)}; ${stated}.`,
    locus: reason?.locus ?? null,
    isStrikeDay: false,
  };
}

function absence(entry: AttendanceEntry): string {
  if (entry.outcome === 'apologies') return 'Apologies were sent and nobody came for the seat';
  if (entry.outcome === 'absentNoNotice') return 'Nobody came for the seat and nobody said so';
  const who = entry.outcome === 'deputy' ? 'A deputy' : 'The member';
  return `${who} was there too briefly to count${minutesOf(entry)}`;
}

function minutesOf(entry: AttendanceEntry): string {
  return ` (${entry.minutes} of ${entry.durationMinutes} minutes)`;
}

function excluded(kind: AttendanceClass, because: string): AttendanceCount {
  return { class: kind, counts: false, because, locus: null, isStrikeDay: false };
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
