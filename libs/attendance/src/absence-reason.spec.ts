import { describe, expect, it } from '@jest/globals';
import { ABSENCE_REASONS, absenceReason, isAbsenceReasonCode, isProviderControllable } from './absence-reason.js';
import { ATTENDANCE_OUTCOME_LABELS, ATTENDANCE_OUTCOMES, isAttendanceOutcome } from './attendance-outcome.js';

describe('reasons for absence', () => {
  it('are a closed list of different codes', () => {
    const codes = ABSENCE_REASONS.map((reason) => reason.code);
    expect(new Set(codes).size).toBe(18);
    expect(codes.every(isAbsenceReasonCode)).toBe(true);
    expect(isAbsenceReasonCode('toString')).toBe(false);
    expect(absenceReason('constructor')).toBeNull();
  });

  it('count towards a signal only where the provider could have changed it', () => {
    const codes = ABSENCE_REASONS.map((reason) => reason.code).filter(isProviderControllable);
    expect(codes).toEqual(['releaseRefused', 'noProtectedTime', 'noCover', 'travelNotSupported', 'workload']);
  });

  it('have one in the words of the person that is nobody else’s doing', () => {
    expect(absenceReason('other')?.locus).toBe('unclassified');
  });
});

describe('attendance outcomes', () => {
  it('each have a label', () => {
    expect(Object.keys(ATTENDANCE_OUTCOME_LABELS)).toEqual([...ATTENDANCE_OUTCOMES]);
    expect(isAttendanceOutcome('deputy')).toBe(true);
    expect(isAttendanceOutcome('meetingCancelled')).toBe(false);
  });
});
