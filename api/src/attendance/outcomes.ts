import { type AttendanceOutcome, isAttendanceOutcome } from '@quorate/libs/attendance';

/** The outcome that a stored or shown text stands for; null for none and for a mark that was taken back. */
export function outcomeOf(text: string | null): AttendanceOutcome | null {
  return text !== null && isAttendanceOutcome(text) ? text : null;
}
