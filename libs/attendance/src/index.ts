export {
  ABSENCE_REASONS,
  type AbsenceReason,
  type AbsenceReasonCode,
  absenceReason,
  isAbsenceReasonCode,
  isProviderControllable,
  REASON_LOCI,
  type ReasonLocus,
} from './absence-reason.js';
export {
  ATTENDANCE_MODES,
  ATTENDANCE_OUTCOME_LABELS,
  ATTENDANCE_OUTCOMES,
  type AttendanceMode,
  type AttendanceOutcome,
  isAttendanceOutcome,
} from './attendance-outcome.js';
export { type AttendanceCount, type AttendanceEntry, countAttendance } from './count-attendance.js';
export { type AttendanceClass, DENOMINATOR_RULES, type DenominatorRule } from './denominator-rules.js';
export { DEFAULT_MINIMUM_SHARE, isSeatFilled } from './is-seat-filled.js';
export {
  linesOf,
  RETURN_LINES,
  type ReturnCounts,
  type ReturnFigures,
  type ReturnLine,
  type ReturnRow,
  returnFigures,
} from './provider-return.js';
