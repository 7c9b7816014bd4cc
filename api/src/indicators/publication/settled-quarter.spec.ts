import { describe, expect, it } from '@jest/globals';
import { followingQuarter, nextPublicationOn, quarterEndedBefore, SETTLES_IN_DAYS } from './settled-quarter.js';

describe('a quarter', () => {
  it.each([
    ['2026-11-22', '2026-07-01'],
    ['2026-10-28', '2026-04-01'],
    ['2026-10-29', '2026-07-01'],
    ['2027-01-28', '2026-07-01'],
    ['2027-01-29', '2026-10-01'],
  ])('has settled on %s through %s', (today, quarter) => {
    expect(quarterEndedBefore(today, SETTLES_IN_DAYS)).toBe(quarter);
  });

  it.each([
    ['2026-09-30', '2026-04-01'],
    ['2026-10-01', '2026-07-01'],
    ['2027-01-01', '2026-10-01'],
  ])('is over on %s through %s', (today, quarter) => {
    expect(quarterEndedBefore(today, 0)).toBe(quarter);
  });

  it('is published on the first day on which it has settled', () => {
    expect(followingQuarter('2026-10-01')).toBe('2027-01-01');
    const on = nextPublicationOn('2026-07-01');
    expect(on).toBe('2027-01-29');
    expect(quarterEndedBefore(on, SETTLES_IN_DAYS)).toBe('2026-10-01');
  });
});
