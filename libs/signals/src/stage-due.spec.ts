import { describe, expect, it } from '@jest/globals';
import { ENGLAND_BANK_HOLIDAYS } from '@quorate/libs/time';
import { REGIME_2015 } from './regime.js';
import { indicativeTimetable, stageDueOn } from './stage-due.js';

const { times } = REGIME_2015;
const due = (stage: string, begunOn: string, level: 'earlyNotice' | 'alert' = 'alert') =>
  stageDueOn(stage, level, begunOn, times, ENGLAND_BANK_HOLIDAYS);

describe('the due date of a stage', () => {
  it.each([
    // 25 and 28 December 2026 (Christmas and Boxing Day) and 1 January 2027 are bank holidays.
    ['withProvider', '2026-12-18', '2027-01-06'],
    ['signal', '2026-12-24', '2027-01-05'],
    ['withProvider', '2026-11-24', '2026-12-08'],
    // Begun on a Saturday: Monday is the first working day.
    ['dataCheck', '2026-11-28', '2026-12-04'],
  ])('%s begun on %s is %s', (stage, begunOn, dueOn) => {
    expect(due(stage, begunOn)).toBe(dueOn);
  });

  it('is none for an early notice, another body and a closed signal', () => {
    expect(due('signal', '2026-11-24', 'earlyNotice')).toBeNull();
    expect(due('referred', '2026-11-24')).toBeNull();
    expect(due('closed', '2026-11-24')).toBeNull();
  });
});

describe('the indicative timetable', () => {
  it('goes on from the day the present stage ends', () => {
    const stages = indicativeTimetable({ stage: 'withProvider', dueOn: '2026-12-08' }, times, ENGLAND_BANK_HOLIDAYS);
    expect(stages.map(({ stage }) => stage)).toEqual([
      'withProvider',
      'localResolution',
      'improvementAgreed',
      'withCommissioner',
    ]);
    expect(stages[1]?.dueOn).toBe('2027-01-08');
  });

  it('is the stage alone where none follows by itself', () => {
    expect(indicativeTimetable({ stage: 'concern', dueOn: '2026-12-08' }, times, ENGLAND_BANK_HOLIDAYS)).toHaveLength(
      1,
    );
  });
});
