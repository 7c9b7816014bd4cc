/**
 * Natural logarithm of the probability that a standard normal value is below x; exact enough far into both tails.
 *   errors  none; -Infinity gives -Infinity
 *   source  complementary error function by Chebyshev fit (relative error below 1.2e-7, Numerical Recipes, erfcc)
 */
export function logNormalProbability(x: number): number {
  const z = -x / Math.SQRT2;
  return z >= 0 ? logErfc(z) - Math.LN2 : Math.log1p(-Math.exp(logErfc(-z)) / 2);
}

const CHEBYSHEV = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
] as const;

/** Logarithm of erfc for z of 0 or more. */
function logErfc(z: number): number {
  const t = 1 / (1 + z / 2);
  const polynomial = CHEBYSHEV.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return Math.log(t) - z * z + polynomial;
}
