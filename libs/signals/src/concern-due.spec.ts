import { describe, expect, it } from '@jest/globals';
import { ENGLAND_BANK_HOLIDAYS } from '@quorate/libs/time';
import { concernDueOn, concernTimetable } from './concern-due.js';
import { REGIME_2015 } from './regime.js';

const { times } = REGIME_2015;

describe('the due date of a stage of a concern', () => {
  it.each([
    // 25 and 28 December 2026 and 1 January 2027 are bank holidays.
    ['received', '2026-12-24', '2027-01-05'],
    // Sent on a Saturday: Monday is the first working day.
    ['received', '2026-11-28', '2026-12-04'],
    ['lookedInto', '2026-12-01', '2026-12-31'],
  ])('%s begun on %s is %s', (state, begunOn, dueOn) => {
    expect(concernDueOn(state, begunOn, times, ENGLAND_BANK_HOLIDAYS)).toBe(dueOn);
  });

  it('is none while it waits for its signal and when it is over', () => {
    for (const state of ['linked', 'stopped'])
      expect(concernDueOn(state, '2026-12-01', times, ENGLAND_BANK_HOLIDAYS)).toBeNull();
  });
});

describe('the timetable of a concern', () => {
  const of = (state: string, dueOn: string | null, today: string) =>
    concernTimetable({ state, dueOn, today }, times, ENGLAND_BANK_HOLIDAYS);

  it('goes on from the day the present stage ends', () => {
    expect(of('received', '2026-12-01', '2026-11-24')).toEqual([
      { state: 'received', dueOn: '2026-12-01' },
      { state: 'lookedInto', dueOn: '2026-12-31' },
    ]);
  });

  it('promises no day that has passed already for what comes after a late stage', () => {
    expect(of('received', '2026-10-01', '2026-12-01')[1]?.dueOn).toBe('2026-12-31');
  });

  it('is the stage alone where none follows by itself, and nothing where nothing is due', () => {
    expect(of('referred', '2026-12-01', '2026-11-24')).toHaveLength(1);
    expect(of('linked', null, '2026-11-24')).toEqual([]);
  });
});
