import { describe, expect, it } from '@jest/globals';
import { mean, quantile, winsorise } from './quantile.js';

describe('a quantile', () => {
  // numpy.quantile([7, 15, 36, 39, 40, 41], share, method='linear'); the quartiles are those of R's type 7.
  it.each([
    [0, 7],
    [0.1, 11],
    [0.25, 20.25],
    [0.5, 37.5],
    [0.75, 39.75],
    [1, 41],
  ])('%d lies at %d, between two values by linear interpolation', (share, value) => {
    expect(quantile([41, 7, 39, 15, 40, 36], share)).toBeCloseTo(value, 12);
  });

  it('of one value is that value, and of none does not exist', () => {
    expect(quantile([4], 0.1)).toBe(4);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1, 2], 1.1)).toThrow(RangeError);
  });

  it('orders numbers as numbers', () => {
    expect(quantile([10, 9, -1, 100], 0)).toBe(-1);
    expect(quantile([10, 9, -1, 100], 1)).toBe(100);
  });
});

describe('winsorising', () => {
  it('pulls the ends in, keeps the order and the middle', () => {
    expect(winsorise([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 0.1)).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]);
    expect(winsorise([3, 1, 2], 0)).toEqual([3, 1, 2]);
    expect(winsorise([], 0.1)).toEqual([]);
  });

  it('by half or more would leave nothing', () => {
    expect(() => winsorise([1, 2], 0.5)).toThrow(RangeError);
  });
});

describe('a mean', () => {
  it('of nothing does not exist', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(() => mean([])).toThrow(RangeError);
  });
});
