import { describe, expect, it } from '@jest/globals';
import { fallProbability } from './fall-probability.js';

describe('how likely a fall would be seen', () => {
  // Exact binomial sums in rational arithmetic (Python fractions): the largest k with P(X <= k | usual) <= 1/40, then
  // P(X <= k | fallTo).
  it.each([
    [26, 0.85, 0.6, 0.774460436010883],
    [10, 0.9, 0.5, 0.828125],
    [52, 0.8, 0.6, 0.8893337571903752],
    [100, 0.85, 0.75, 0.713629885603893],
    [5, 0.8, 0.5, 0.1875],
    [3, 0.8, 0.2, 0.512],
    [26, 0.85, 0.85, 0.01059707674380125],
  ])('with %i seats, from %d to %d', (rows, usual, fallTo, probability) => {
    expect(fallProbability({ rows, usual, fallTo, clumping: 0 })).toBeCloseTo(probability, 10);
  });

  it('is less where seats of one provider go together', () => {
    const of = (clumping: number) => fallProbability({ rows: 60, usual: 0.85, fallTo: 0.6, clumping });
    expect(of(0)).toBeGreaterThan(of(0.02));
    expect(of(0.02)).toBeGreaterThan(of(0.2));
    // 60 seats at 0.1 are worth 60 / 6.9 = 9, of which at most 4 would be below the usual range.
    expect(of(0.1)).toBeCloseTo(fallProbability({ rows: 9, usual: 0.85, fallTo: 0.6, clumping: 0 }), 10);
  });

  it('is nought where so few seats can never be below the usual range', () => {
    expect(fallProbability({ rows: 1, usual: 0.85, fallTo: 0.1, clumping: 0 })).toBe(0);
    expect(fallProbability({ rows: 0, usual: 0.85, fallTo: 0.1, clumping: 0 })).toBe(0);
  });

  it('refuses what is not a share', () => {
    expect(() => fallProbability({ rows: 9, usual: 85, fallTo: 0.6, clumping: 0 })).toThrow(RangeError);
  });
});
