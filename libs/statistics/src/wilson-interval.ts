import { normalQuantile } from './normal-quantile.js';

/** Events as a share (0 to 1) of a total, or null when the total is 0: nothing expected is not nought per cent. */
export function proportion(events: number, total: number): number | null {
  checkCounts(events, total);
  return total === 0 ? null : events / total;
}

/**
 * The range (shares 0 to 1) that a count is compatible with; null when the total is 0.
 * Wilson's score method without continuity correction (Newcombe 1998, method 3), sound for small totals and for 0.
 */
export function wilsonInterval(
  events: number,
  total: number,
  confidence: number = 0.95,
): { readonly lower: number; readonly upper: number } | null {
  checkCounts(events, total);
  if (total === 0) return null;
  const z = normalQuantile(0.5 + confidence / 2);
  const [share, z2] = [events / total, z * z];
  const centre = (share + z2 / (2 * total)) / (1 + z2 / total);
  const half = (z / (1 + z2 / total)) * Math.sqrt((share * (1 - share)) / total + z2 / (4 * total * total));
  // At the ends the bound is exact; the subtraction would leave a rounding error.
  return { lower: events === 0 ? 0 : centre - half, upper: events === total ? 1 : centre + half };
}

function checkCounts(events: number, total: number): void {
  if (!(events >= 0 && total >= events && Number.isFinite(total)))
    throw new RangeError('Counts must be 0 <= events <= total');
}
