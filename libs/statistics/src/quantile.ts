/**
 * The value below which a share (0 to 1) of the values lies, with linear interpolation between order statistics
 * (type 7 of Hyndman and Fan 1996, the default of R, numpy and Excel's PERCENTILE.INC). RangeError for no values.
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0 || !(share >= 0 && share <= 1))
    throw new RangeError('A quantile needs values and a share 0 to 1');
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (position - below) * (high - low);
}

/** The values in their order, those beyond the lower and upper quantile pulled in to it (0.1: ten per cent each side). */
export function winsorise(values: readonly number[], share: number): number[] {
  if (values.length === 0) return [];
  if (!(share >= 0 && share < 0.5)) throw new RangeError('Winsorise less than half on each side');
  const [low, high] = [quantile(values, share), quantile(values, 1 - share)];
  return values.map((value) => Math.min(Math.max(value, low), high));
}

/** The arithmetic mean. RangeError for no values: a mean of nothing is not 0. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('A mean needs values');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
