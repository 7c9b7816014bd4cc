import { describe, expect, it } from '@jest/globals';
import { shareDifference } from './share-difference.js';

describe('the difference of two shares', () => {
  // Newcombe 1998, Statistics in Medicine 17:873, table II, method 10: cases (a) to (h).
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %i of %i and %i of %i has the published interval', (a, m, b, n, lower, upper) => {
    const found = shareDifference({ events: a, total: m }, { events: b, total: n });
    expect(found?.difference).toBeCloseTo(a / m - b / n, 12);
    expect(found?.lower).toBeCloseTo(lower, 4);
    expect(found?.upper).toBeCloseTo(upper, 4);
  });

  it('does not exist where one of them is of nothing', () => {
    expect(shareDifference({ events: 0, total: 0 }, { events: 1, total: 2 })).toBeNull();
  });
});
