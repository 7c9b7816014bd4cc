import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ABSENCE_REASONS, type AbsenceReasonCode, absenceReason } from './absence-reason.js';
import { ATTENDANCE_OUTCOMES, type AttendanceOutcome } from './attendance-outcome.js';
import { type AttendanceEntry, countAttendance } from './count-attendance.js';
import { type AttendanceClass, DENOMINATOR_RULES } from './denominator-rules.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

const apologies: AttendanceEntry = {
  meetingStatus: 'held',
  outcome: 'apologies',
  minutes: null,
  durationMinutes: 90,
  reasonCode: null,
  wasAsked: true,
  noticeWorkingDays: 20,
  minimumNoticeWorkingDays: 10,
  isStrikeDay: false,
};

const anyEntry: fc.Arbitrary<AttendanceEntry> = fc.record({
  meetingStatus: fc.constantFrom('booked', 'held', 'cancelled'),
  outcome: fc.option(fc.constantFrom(...ATTENDANCE_OUTCOMES)),
  minutes: fc.option(fc.integer({ min: 0, max: 120 })),
  durationMinutes: fc.integer({ min: 1, max: 120 }),
  reasonCode: fc.option(fc.constantFrom(...ABSENCE_REASONS.map((reason): AbsenceReasonCode => reason.code))),
  wasAsked: fc.boolean(),
  noticeWorkingDays: fc.option(fc.integer({ min: 0, max: 30 })),
  minimumNoticeWorkingDays: fc.integer({ min: 0, max: 20 }),
  isStrikeDay: fc.boolean(),
});

describe('an entry of the register', () => {
  it.each<[string, Partial<AttendanceEntry>, AttendanceClass]>([
    ['who attended took part', { outcome: 'attended' }, 'tookPart'],
    ['who attended took part, whatever the minutes say', { outcome: 'attended', minutes: 5 }, 'tookPart'],
    ['there for 54 of 90 minutes took part', { outcome: 'attendedPart', minutes: 54 }, 'tookPart'],
    ['there for 53 of 90 minutes is lost', { outcome: 'attendedPart', minutes: 53 }, 'lost'],
    ['there for part, minutes unknown, is not recorded', { outcome: 'attendedPart' }, 'excludedNotRecorded'],
    ['a deputy counts for the seat, not for the person', { outcome: 'deputy' }, 'tookPart'],
    ['a deputy who leaves early is lost', { outcome: 'deputy', minutes: 20 }, 'lost'],
    ['written input is neither', { outcome: 'writtenInput' }, 'excludedWrittenInput'],
    ['apologies without a reason are lost', {}, 'lost'],
    ['absence without notice is lost', { outcome: 'absentNoNotice' }, 'lost'],
    ['not required is left out', { outcome: 'notRequired' }, 'excludedNotRequired'],
    ['nothing recorded is left out', { outcome: null }, 'excludedNotRecorded'],
    ['a meeting yet to come is left out', { meetingStatus: 'booked' }, 'excludedNotRecorded'],
    ['a cancelled meeting counts against nobody', { meetingStatus: 'cancelled' }, 'excludedCancelled'],
    ['a cancelled meeting counts for nobody', { meetingStatus: 'cancelled', outcome: 'attended' }, 'excludedCancelled'],
    ['who was never asked is left out, not absent', { wasAsked: false, noticeWorkingDays: null }, 'excludedNotInvited'],
    [
      'also where no notice is agreed',
      { wasAsked: false, noticeWorkingDays: null, minimumNoticeWorkingDays: 0, outcome: 'absentNoNotice' },
      'excludedNotInvited',
    ],
    ['short notice leaves out an absence', { noticeWorkingDays: 9 }, 'excludedShortNotice'],
    ['short notice leaves out those who came', { noticeWorkingDays: 0, outcome: 'attended' }, 'excludedShortNotice'],
    ['exactly the agreed notice is enough', { noticeWorkingDays: 10 }, 'lost'],
    ['unknown notice is not short', { noticeWorkingDays: null }, 'lost'],
    ['annual leave is left out', { reasonCode: 'annualLeave' }, 'excludedLeave'],
    ['sickness stated later is left out', { outcome: 'absentNoNotice', reasonCode: 'sickness' }, 'excludedLeave'],
    ['leave with a deputy there took part', { outcome: 'deputy', reasonCode: 'annualLeave' }, 'tookPart'],
    ['strike is left out', { reasonCode: 'strike' }, 'excludedStructural'],
    ['a vacancy is left out', { reasonCode: 'vacancy' }, 'excludedStructural'],
    ['a strike day leaves out an absence', { isStrikeDay: true }, 'excludedStructural'],
    ['whatever was given as the reason', { isStrikeDay: true, reasonCode: 'workload' }, 'excludedStructural'],
    ['a short stay too', { isStrikeDay: true, outcome: 'attendedPart', minutes: 10 }, 'excludedStructural'],
    ['leave on a strike day is leave', { isStrikeDay: true, reasonCode: 'annualLeave' }, 'excludedLeave'],
    ['who attended on a strike day took part', { isStrikeDay: true, outcome: 'attended' }, 'tookPart'],
    ['short notice goes before a strike day', { isStrikeDay: true, noticeWorkingDays: 1 }, 'excludedShortNotice'],
    ['release refused is lost', { reasonCode: 'releaseRefused' }, 'lost'],
    ['a clinical emergency is lost', { reasonCode: 'clinicalEmergency' }, 'lost'],
    ['"told at short notice" as a reason alone is lost', { reasonCode: 'shortNotice' }, 'lost'],
    ['another reason is lost', { reasonCode: 'other' }, 'lost'],
  ])('%s', (_name, change, expected) => {
    const count = countAttendance({ ...apologies, ...change });
    expect(count.class).toBe(expected);
    expect(count.counts).toBe(expected === 'tookPart' || expected === 'lost');
  });

  it('says why in a sentence', () => {
    expect(countAttendance({ ...apologies, reasonCode: 'releaseRefused' })).toEqual({
      class: 'lost',
      counts: true,
      because: 'Apologies were sent and nobody came for the seat; the reason given is: release was refused.',
      locus: 'provider',
      isStrikeDay: false,
    });
    expect(countAttendance({ ...apologies, outcome: 'deputy', minutes: 80 }).because).toBe(
      'A deputy attended, which counts for the seat (80 of 90 minutes).',
    );
    expect(countAttendance({ ...apologies, noticeWorkingDays: 1 }).because).toBe(
      'The notice was 1 working day; 10 are agreed.',
    );
  });

  it('carries who could have changed it only when the seat was lost and a reason given', () => {
    expect(countAttendance({ ...apologies, reasonCode: 'timing' }).locus).toBe('host');
    expect(countAttendance(apologies).locus).toBeNull();
    expect(countAttendance({ ...apologies, outcome: 'attended', reasonCode: 'workload' }).locus).toBeNull();
  });

  it('says of a strike day that it set the seat aside, and of no other', () => {
    expect(countAttendance({ ...apologies, isStrikeDay: true })).toMatchObject({ isStrikeDay: true, locus: null });
    fc.assert(
      fc.property(anyEntry, (entry) => {
        const count = countAttendance(entry);
        if (count.isStrikeDay) expect([entry.isStrikeDay, count.class]).toEqual([true, 'excludedStructural']);
        if (!entry.isStrikeDay) expect(count.isStrikeDay).toBe(false);
        if (count.class === 'lost') expect(entry.isStrikeDay).toBe(false);
      }),
    );
  });

  it('uses the threshold it is given', () => {
    const entry: AttendanceEntry = { ...apologies, outcome: 'attendedPart', minutes: 45 };
    expect(countAttendance(entry).class).toBe('lost');
    expect(countAttendance(entry, 0.5).class).toBe('tookPart');
  });

  it('always has exactly one class with a printed rule, and never counts leave or a cancelled meeting as lost', () => {
    const classes = DENOMINATOR_RULES.map((printed) => printed.class);
    expect(new Set(classes).size).toBe(classes.length);
    fc.assert(
      fc.property(anyEntry, (entry) => {
        const count = countAttendance(entry);
        expect(classes).toContain(count.class);
        expect(count.because).toMatch(/^[A-Z].*\.$/);
        if (count.class !== 'lost') return;
        expect(entry.meetingStatus).toBe('held');
        expect(['personal', 'structural']).not.toContain(absenceReason(entry.reasonCode ?? '')?.locus);
      }),
    );
  });

  it('every class can be reached', () => {
    const outcomes: (AttendanceOutcome | null)[] = [...ATTENDANCE_OUTCOMES, null];
    const reached = new Set<AttendanceClass>();
    for (const outcome of outcomes) {
      for (const reasonCode of [null, 'sickness', 'strike'] as const) {
        for (const [meetingStatus, noticeWorkingDays, wasAsked] of [
          ['held', 20, true],
          ['held', 0, true],
          ['held', null, false],
          ['cancelled', 20, true],
        ] as const) {
          const entry = { ...apologies, outcome, reasonCode, meetingStatus, noticeWorkingDays, wasAsked };
          reached.add(countAttendance(entry).class);
        }
      }
    }
    expect([...reached].sort()).toEqual(DENOMINATOR_RULES.map((printed) => printed.class).sort());
  });
});
