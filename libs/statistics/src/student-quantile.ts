import { normalQuantile } from './normal-quantile.js';

/**
 * The quantile of Student's t: from the normal one by the expansion of Cornish and Fisher, exact for one and two degrees
 * of freedom.
 *   errors   RangeError for a probability outside 0 to 1 or fewer than one degree of freedom
 *   source   Abramowitz and Stegun 26.7.5; within 0.005 of the tables for 97.5 % from four degrees on
 *   example  studentQuantile(0.975, 10) is 2.228
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError('A probability lies between 0 and 1');
  if (!(degrees >= 1)) throw new RangeError('There is at least one degree of freedom');
  if (degrees === 1) return Math.tan(Math.PI * (probability - 0.5));
  if (degrees === 2) return (2 * probability - 1) / Math.sqrt(2 * probability * (1 - probability));
  const x = normalQuantile(probability);
  const [x2, n] = [x * x, degrees];
  const terms = [
    (x * (x2 + 1)) / 4,
    (x * ((5 * x2 + 16) * x2 + 3)) / 96,
    (x * (((3 * x2 + 19) * x2 + 17) * x2 - 15)) / 384,
    (x * ((((79 * x2 + 776) * x2 + 1482) * x2 - 1920) * x2 - 945)) / 92_160,
  ];
  return terms.reduce((sum, term, i) => sum + term / n ** (i + 1), x);
}
