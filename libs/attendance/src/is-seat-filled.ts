import type { AttendanceOutcome } from './attendance-outcome.js';

/** The least share (0 to 1) of a meeting's minutes that counts as taking part. */
export const DEFAULT_MINIMUM_SHARE = 0.6;

/**
 * Whether a seat was filled for quorum: by its member, by a deputy, or by either for enough of the meeting.
 *   units   minutes present of whoever came, or null when not recorded; length of the meeting in minutes
 *   edges   `attended` is taken at its word; part attendance without minutes fills nothing, because nobody can tell;
 *           a deputy without minutes fills the seat, one who left early is measured like anyone else
 */
export function isSeatFilled(
  outcome: AttendanceOutcome | null,
  minutes: number | null,
  durationMinutes: number,
  minimumShare: number = DEFAULT_MINIMUM_SHARE,
): boolean {
  switch (outcome) {
    case 'attended':
      return true;
    case 'deputy':
      return minutes === null || isLongEnough(minutes, durationMinutes, minimumShare);
    case 'attendedPart':
      return minutes !== null && isLongEnough(minutes, durationMinutes, minimumShare);
    case 'writtenInput':
    case 'apologies':
    case 'absentNoNotice':
    case 'notRequired':
    case null:
      return false;
  }
}

function isLongEnough(minutes: number, durationMinutes: number, minimumShare: number): boolean {
  // Multiplied out, so that 54 of 90 minutes is exactly 0.6 whatever the division rounds to.
  return durationMinutes > 0 && minutes + 1e-9 >= minimumShare * durationMinutes;
}
