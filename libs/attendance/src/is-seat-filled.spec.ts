import { describe, expect, it } from '@jest/globals';
import type { AttendanceOutcome } from './attendance-outcome.js';
import { isSeatFilled } from './is-seat-filled.js';

describe('a seat', () => {
  it.each<[AttendanceOutcome | null, number | null, boolean]>([
    ['attended', null, true],
    ['attended', 1, true],
    ['attendedPart', null, false],
    ['attendedPart', 0, false],
    ['attendedPart', 35, false],
    ['attendedPart', 36, true],
    ['deputy', null, true],
    ['deputy', 35, false],
    ['deputy', 60, true],
    ['writtenInput', 60, false],
    ['apologies', 60, false],
    ['absentNoNotice', null, false],
    ['notRequired', null, false],
    [null, 60, false],
  ])('with outcome %s and %s of 60 minutes is filled: %s', (outcome, minutes, expected) => {
    expect(isSeatFilled(outcome, minutes, 60)).toBe(expected);
  });

  it('is filled at exactly the threshold for any length, whatever division rounds to', () => {
    for (let duration = 5; duration <= 600; duration += 5) {
      expect(isSeatFilled('attendedPart', (duration * 3) / 5, duration)).toBe(true);
    }
  });

  it('is not filled in part of a meeting that has no length', () => {
    expect(isSeatFilled('attendedPart', 0, 0)).toBe(false);
  });
});
