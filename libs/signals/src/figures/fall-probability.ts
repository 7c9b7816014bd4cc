/** How sure the look is: at most 1 in 40 ordinary years would fall below the line. */
const FALSE_ALARM = 0.025;

/** What a fall is looked for with. Shares are 0 to 1. */
export interface FallAsked {
  /** Seats at risk in the time looked at. */
  readonly rows: number;
  readonly usual: number;
  readonly fallTo: number;
  /** Correlation of two seats of one provider, 0 to 1: what happens together is one piece of evidence, not several. */
  readonly clumping: number;
}

/**
 * How likely participation that falls to a share would lie below the usual range: exact binomial probabilities, one-sided
 * at 2.5 %, with as many seats as are worth one each after the design effect 1 + (n - 1) x clumping (Kish 1965).
 *   edges    0 where no count of so few seats could be below the usual range; a fall to the usual share or above is
 *            no fall, and its probability is that of a false alarm
 *   errors   RangeError for shares outside 0 to 1
 *   example  fallProbability({ rows: 26, usual: 0.85, fallTo: 0.6, clumping: 0 }) is 0.774
 */
export function fallProbability({ rows, usual, fallTo, clumping }: FallAsked): number {
  for (const share of [usual, fallTo, clumping]) {
    if (!(share >= 0 && share <= 1)) throw new RangeError('A share is 0 to 1');
  }
  const worth = Math.round(rows / (1 + Math.max(0, rows - 1) * clumping));
  let line = -1;
  for (let sum = 0, k = 0; k < worth; k += 1) {
    sum += binomial(k, worth, usual);
    if (sum > FALSE_ALARM) break;
    line = k;
  }
  let probability = 0;
  for (let k = 0; k <= line; k += 1) probability += binomial(k, worth, fallTo);
  return Math.min(1, probability);
}

/** Probability of exactly k of n. */
function binomial(k: number, n: number, share: number): number {
  if (share <= 0) return k === 0 ? 1 : 0;
  if (share >= 1) return k === n ? 1 : 0;
  let log = k * Math.log(share) + (n - k) * Math.log1p(-share);
  for (let i = 1; i <= k; i += 1) log += Math.log((n - k + i) / i);
  return Math.exp(log);
}
