import { describe, expect, it } from '@jest/globals';
import { buildFrame, DESIGN, type Frame, Outcome, WIDTH } from './frame.js';
import { type SmallInvitation, smallEconomy } from './testkit/small-economy.js';

type Change = Parameters<typeof smallEconomy>[1];

function frameOf(invitations: readonly SmallInvitation[], change: Change = {}): Frame {
  return buildFrame(smallEconomy(invitations, change));
}

/** A column of the case mix by name, of one row. */
function column(frame: Frame, name: (typeof DESIGN)[number], row = 0): number {
  return frame.design[row * WIDTH + DESIGN.indexOf(name)] as number;
}

function columnOf(name: (typeof DESIGN)[number], invitation: Partial<SmallInvitation>, change: Change = {}): number {
  return column(frameOf([{ date: '2025-01-15', ...invitation }], change), name);
}

describe('the outcome of an invitation', () => {
  it.each([
    ['attended', 60, '', Outcome.tookPart],
    ['attended', 36, '', Outcome.tookPart],
    ['attended', 35, '', Outcome.shortSelf],
    ['attended_late', 40, '', Outcome.tookPart],
    ['attended_late', 20, '', Outcome.shortSelf],
    ['deputy', 50, '', Outcome.tookPart],
    ['deputy', 10, '', Outcome.shortDeputy],
    ['apologies', 0, '', Outcome.otherApology],
    ['apologies', 0, 'diary_clash', Outcome.otherApology],
    ['apologies', 0, 'clinical_workload', Outcome.workload],
    ['apologies', 0, 'not_released', Outcome.codedNotReleased],
    ['late_cancel', 0, 'not_released', Outcome.codedNotReleased],
    ['dna', 0, 'not_released', Outcome.codedNotReleased],
    ['late_cancel', 0, 'clinical_workload', Outcome.lateCancel],
    ['dna', 0, '', Outcome.absent],
    ['apologies', 0, 'annual_leave', Outcome.leave],
    ['late_cancel', 0, 'sickness', Outcome.leave],
    ['dna', 0, 'vacancy', Outcome.leave],
    ['not_recorded', 0, '', Outcome.notRecorded],
  ] as const)('%s, %i of 60 minutes, reason "%s"', (status, minutesPresent, absenceReason, outcome) => {
    expect(frameOf([{ date: '2025-01-15', status, minutesPresent, absenceReason }]).outcome[0]).toBe(outcome);
  });
});

// Each definition as the reference design gives it: a row's value does not depend on who computes it.
describe('the case mix of an invitation', () => {
  it('tells own site from others', () => {
    expect(columnOf('cross', {})).toBe(1);
    expect(columnOf('cross', { series: 'home' })).toBe(0);
  });

  it.each([
    ['in_person', 2.5, 0, 0],
    ['hybrid', 0, 2.5, 0],
    ['remote', 0, 0, 1],
  ] as const)('counts travel to a meeting held %s in units of ten minutes', (mode, inPerson, hybrid, remote) => {
    const frame = frameOf([{ date: '2025-01-15', travelMinutes: 25 }], { away: { mode } });
    expect(column(frame, 'travelInPerson10min')).toBe(inPerson);
    expect(column(frame, 'travelHybrid10min')).toBe(hybrid);
    expect(column(frame, 'remote')).toBe(remote);
  });

  it.each([
    ['2025-01-01', 0],
    ['2025-01-10', Math.log(6 / 15)],
    ['2025-01-15', -2],
    ['2024-11-01', 0.4],
  ])('takes the notice of an invitation of %s', (invitedOn, expected) => {
    expect(columnOf('logNotice', { invitedOn })).toBeCloseTo(expected, 12);
  });

  it.each([
    [509, 1, 0, 0],
    [510, 0, 0, 0],
    [719, 0, 0, 0],
    [720, 0, 1, 0],
    [809, 0, 1, 0],
    [810, 0, 0, 0],
    [989, 0, 0, 0],
    [990, 0, 0, 1],
  ])('knows early, lunch and late at minute %i of the day', (startMinute, early, lunch, late) => {
    const frame = frameOf([{ date: '2025-01-15' }], { away: { startMinute } });
    expect([column(frame, 'early'), column(frame, 'lunch'), column(frame, 'late')]).toEqual([early, lunch, late]);
  });

  it.each([
    [4, 780, 1, 0],
    [4, 779, 0, 0],
    [3, 780, 0, 0],
    [0, 780, 0, 1],
  ])('knows Friday afternoon and Monday: weekday %i, minute %i', (weekday, startMinute, fridayPm, monday) => {
    const frame = frameOf([{ date: '2025-01-15' }], { away: { weekday, startMinute } });
    expect([column(frame, 'fridayPm'), column(frame, 'monday')]).toEqual([fridayPm, monday]);
  });

  it('has the season turn about the fifteenth day of the year', () => {
    expect(columnOf('cosYear', { date: '2025-01-15' })).toBeCloseTo(1, 12);
    expect(columnOf('sinYear', { date: '2025-01-15' })).toBeCloseTo(0, 12);
    // 15 April is day 105 of the year.
    expect(columnOf('sinYear', { date: '2025-04-15' })).toBeCloseTo(Math.sin((2 * Math.PI * 90) / 365.25), 12);
  });

  it.each([
    ['2025-01-11', 1],
    ['2025-01-19', 1],
    ['2025-01-10', 0],
    ['2025-01-20', 0],
  ])('knows the four days on both sides of a bank holiday: %s', (date, expected) => {
    const calendar = [{ date: '2025-01-15', kind: 'bank_holiday' as const, roles: [] }];
    expect(columnOf('holidayWeek', { date }, { calendar })).toBe(expected);
  });

  it('tells a strike day from being of the role on strike', () => {
    const calendar = [{ date: '2025-01-15', kind: 'strike' as const, roles: ['doctor'] }];
    const frame = frameOf([{ date: '2025-01-15' }, { date: '2025-01-15', person: 'doctor' }], { calendar });
    expect([0, 1].map((row) => column(frame, 'strikeDay', row))).toEqual([1, 1]);
    expect([0, 1].map((row) => column(frame, 'strikeRole', row))).toEqual([0, 1]);
  });

  it('knows who is optional and how deep their cover is', () => {
    expect(columnOf('optional', { required: false })).toBe(1);
    expect(columnOf('optional', {})).toBe(0);
    expect(columnOf('coverDepth', { person: 'doctor' })).toBe(1);
  });

  it('takes the sickness of the fortnight before: 1 of 4 is 20 x (0.25 - 0.025)', () => {
    const sick = { status: 'apologies', minutesPresent: 0, absenceReason: 'sickness' } as const;
    const frame = frameOf([
      { date: '2025-01-08', ...sick },
      ...['2025-01-08', '2025-01-15', '2025-01-19'].map((date) => ({ date, person: 'doctor' })),
      { date: '2025-01-20', ...sick },
      { date: '2025-02-05' },
    ]);
    expect(column(frame, 'regionalSickness', 0)).toBe(0);
    expect(column(frame, 'regionalSickness', 4)).toBeCloseTo(20 * (0.25 - 0.025), 12);
    expect(column(frame, 'regionalSickness', 5)).toBeCloseTo(20 * (1 - 0.025), 12);
  });

  it('uses nothing recorded later: later rows, whatever they say, change no earlier one', () => {
    const early: SmallInvitation[] = ['2025-01-08', '2025-01-15', '2025-01-29', '2025-02-12'].map((date) => ({ date }));
    const later: SmallInvitation[] = ['2025-02-26', '2025-03-05'].map((date) => ({
      date,
      status: 'apologies',
      minutesPresent: 0,
      absenceReason: 'sickness',
    }));
    const short = frameOf(early);
    const long = frameOf([...early, ...later]);
    expect(long.design.subarray(0, short.design.length)).toEqual(short.design);
    expect(long.outcome.subarray(0, short.rows)).toEqual(short.outcome);
    expect(long.month.subarray(0, short.rows)).toEqual(short.month);
  });
});

describe('the columns of an economy', () => {
  it('say which evaluation first sees a meeting', () => {
    const frame = frameOf([
      { date: '2025-01-31' },
      { date: '2025-02-01' },
      { date: '2025-03-31' },
      { date: '2025-04-01' },
    ]);
    expect([...frame.month]).toEqual([0, 1, 2, 3]);
  });

  it('say what was asked and answered, and when', () => {
    const frame = frameOf([
      { date: '2025-01-15', request: { requestedOn: '2025-01-07', decision: 'declined', decidedOn: '2025-01-09' } },
      { date: '2025-01-15', person: 'doctor', request: { requestedOn: '2025-01-08', decision: 'none', decidedOn: '' } },
      { date: '2025-01-22' },
    ]);
    expect([...frame.decision]).toEqual([2, 3, -1]);
    expect([...frame.requestedDay].slice(0, 2)).toEqual([1, 2]);
    expect(frame.decidedDay[0]).toBe(3);
    expect(frame.decidedDay[1]).toBeGreaterThan(1e6);
  });

  it('keep the first of two requests, in whatever order they come', () => {
    const invitation = {
      date: '2025-01-15',
      request: { requestedOn: '2025-01-07', decision: 'declined' as const, decidedOn: '' },
    };
    const economy = smallEconomy([invitation]);
    const [first] = economy.releaseRequests;
    if (!first) throw new Error('No request.');
    const second = { ...first, requestedOn: '2025-01-09', decision: 'approved' as const };
    for (const releaseRequests of [
      [first, second],
      [second, first],
    ])
      expect([...buildFrame({ ...economy, releaseRequests }).decision]).toEqual([2]);
  });

  it.each([
    ['meeting', { meetingId: 'nowhere' }],
    ['person', { person: 'nobody' }],
  ])('are refused for an invitation of an unknown %s', (what, row) => {
    expect(() => frameOf([{ date: '2025-01-15', ...row }])).toThrow(`There is no ${what} no`);
  });

  it('are the same of invitations that are made as they are read, and refused of those that are gone the second time', () => {
    const economy = smallEconomy([{ date: '2025-01-15' }, { date: '2025-02-12' }]);
    const again = {
      *[Symbol.iterator]() {
        yield* economy.invitations;
      },
    };
    expect(buildFrame({ ...economy, invitations: again })).toEqual(buildFrame(economy));
    expect(() => buildFrame({ ...economy, invitations: again[Symbol.iterator]() })).toThrow('read a second time');
  });

  it('are empty for an economy without invitations', () => {
    expect(frameOf([])).toMatchObject({ rows: 0, persons: 2, roles: 2 });
  });
});
