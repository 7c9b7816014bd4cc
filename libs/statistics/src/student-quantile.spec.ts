import { describe, expect, it } from '@jest/globals';
import { studentQuantile } from './student-quantile.js';

describe("the quantile of Student's t", () => {
  // Table of the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
  it.each([
    [0.975, 1, 12.706, 0.001],
    [0.975, 2, 4.303, 0.001],
    [0.975, 4, 2.776, 0.005],
    [0.975, 5, 2.571, 0.002],
    [0.975, 10, 2.228, 0.001],
    [0.975, 22, 2.074, 0.001],
    [0.95, 8, 1.86, 0.001],
    [0.025, 10, -2.228, 0.001],
  ])('of %d with %d degrees of freedom is %d', (probability, degrees, expected, within) => {
    expect(Math.abs(studentQuantile(probability, degrees) - expected)).toBeLessThan(within);
  });

  it('is refused for what is no probability and for no freedom', () => {
    expect(() => studentQuantile(1, 4)).toThrow(RangeError);
    expect(() => studentQuantile(0.5, 0)).toThrow(RangeError);
  });
});
