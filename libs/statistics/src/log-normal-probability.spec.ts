import { describe, expect, it } from '@jest/globals';
import { logNormalProbability } from './log-normal-probability.js';

describe('logNormalProbability', () => {
  // R: pnorm(x, log.p = TRUE)
  it.each([
    [0, -Math.LN2],
    [-1, -1.8410216],
    [1, -0.1727538],
    [2, -0.0230129],
    [-5, -15.0649984],
    [-10, -53.2312852],
    [-40, -804.6084],
  ])('of %d agrees with R', (x, expected) => {
    expect(logNormalProbability(x)).toBeCloseTo(expected, 4);
  });

  it('of a value far above is no more than certainty', () => {
    expect(logNormalProbability(9)).toBeLessThanOrEqual(0);
    expect(logNormalProbability(9)).toBeGreaterThan(-1e-15);
  });
});
