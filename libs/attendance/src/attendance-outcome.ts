/** How a person's part in one meeting was recorded. A cancelled meeting is a state of the meeting, not an outcome. */
export const ATTENDANCE_OUTCOMES = [
  'attended',
  'attendedPart',
  'deputy',
  'writtenInput',
  'apologies',
  'absentNoNotice',
  'notRequired',
] as const;

export type AttendanceOutcome = (typeof ATTENDANCE_OUTCOMES)[number];

/** How somebody who took part was there; recorded beside the outcome. */
export const ATTENDANCE_MODES = ['inPerson', 'remote'] as const;

export type AttendanceMode = (typeof ATTENDANCE_MODES)[number];

/** The words for each outcome on pages and in exports. */
export const ATTENDANCE_OUTCOME_LABELS: Readonly<Record<AttendanceOutcome, string>> = {
  attended: 'Attended',
  attendedPart: 'Attended part',
  deputy: 'Deputy attended',
  writtenInput: 'Sent written input',
  apologies: 'Sent apologies',
  absentNoNotice: 'Absent without notice',
  notRequired: 'Not required',
};

/** Whether a text is one of the outcomes; narrows what came over the wire. */
export function isAttendanceOutcome(text: string): text is AttendanceOutcome {
  return ATTENDANCE_OUTCOMES.some((outcome) => outcome === text);
}
