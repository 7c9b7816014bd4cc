import { mean } from './quantile.js';

export type XmrOptions = {
  /** Take the mean and limits from so many first points only; all of them unless told. */
  readonly baselinePoints?: number;
  /** Leave moving ranges of 3.267 times their mean and more out of the limits, once. On unless told; the Excel tools do not. */
  readonly screenRanges?: boolean;
};

export type XmrLimits = {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  readonly meanMovingRange: number;
  /** Fewer than 12 points: the limits are a trial and will move. */
  readonly isTrial: boolean;
};

/**
 * The natural limits of a monthly series, as Making Data Count draws them: mean +/- 2.66 x mean moving range.
 *   units   those of the values; limits are not clamped, a share's lower limit may be negative
 *   errors  null for fewer than two points, which have no moving range
 *   source  Making Data Count; NHSRplotthedots (screened ranges, 12 points)
 */
export function xmrLimits(values: readonly number[], options: XmrOptions = {}): XmrLimits | null {
  const baseline = values.slice(0, options.baselinePoints ?? values.length);
  if (baseline.length < 2) return null;
  const meanMovingRange = averageRange(movingRanges(baseline), options.screenRanges ?? true);
  const centre = mean(baseline);
  return {
    mean: centre,
    lower: centre - 2.66 * meanMovingRange,
    upper: centre + 2.66 * meanMovingRange,
    meanMovingRange,
    isTrial: baseline.length < 12,
  };
}

export type SpecialCause = 'outsideLimits' | 'sevenOneSide' | 'sevenTrend' | 'twoOfThreeNearLimit';

/**
 * For each point the rules of Making Data Count that it is part of, none for ordinary variation; same order and length.
 *   edges   a point on the mean breaks a run on one side; equal neighbours break a trend; near a limit is beyond two
 *           thirds of it and still inside, and all three points must lie on one side of the mean
 *   source  the rules as NHSRplotthedots 0.2.2 applies them, except that limits here may come from a baseline
 */
export function specialCauses(values: readonly number[], limits: XmrLimits): SpecialCause[][] {
  const side = (value: number) => Math.sign(value - limits.mean);
  const isOutside = (value: number) => value > limits.upper || value < limits.lower;
  const isNear = (value: number) =>
    !isOutside(value) && Math.abs(value - limits.mean) > ((limits.upper - limits.mean) * 2) / 3;
  const steps = values.slice(1).map((value, index) => Math.sign(value - (values[index] ?? value)));
  const causes = values.map((value): Set<SpecialCause> => (isOutside(value) ? new Set(['outsideLimits']) : new Set()));
  for (const index of markRuns(values.map(side), 7, 0)) causes[index]?.add('sevenOneSide');
  for (const index of markRuns(steps, 6, 1)) causes[index]?.add('sevenTrend');
  for (const index of markTwoOfThree(values.map(side), values.map(isNear))) causes[index]?.add('twoOfThreeNearLimit');
  return causes.map((set) => [...set]);
}

/** Indexes in runs of at least `length` equal signs; `extra` points after the run belong to it (steps join points). */
function markRuns(signs: readonly number[], length: number, extra: number): Set<number> {
  const marked = new Set<number>();
  let start = 0;
  for (let index = 0; index <= signs.length; index += 1) {
    if (index < signs.length && signs[index] === signs[start]) continue;
    if (signs[start] !== 0 && index - start >= length) {
      for (let inRun = start; inRun < index + extra; inRun += 1) marked.add(inRun);
    }
    start = index;
  }
  return marked;
}

function markTwoOfThree(sides: readonly number[], near: readonly boolean[]): Set<number> {
  const marked = new Set<number>();
  for (let start = 0; start + 3 <= sides.length; start += 1) {
    const three = [start, start + 1, start + 2];
    const sameSide = sides[start] !== 0 && three.every((index) => sides[index] === sides[start]);
    const hits = three.filter((index) => near[index]);
    if (sameSide && hits.length >= 2) for (const index of hits) marked.add(index);
  }
  return marked;
}

function movingRanges(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
}

function averageRange(ranges: readonly number[], screen: boolean): number {
  const average = mean(ranges);
  if (!screen) return average;
  const kept = ranges.filter((range) => range < 3.267 * average);
  return kept.length === 0 ? average : mean(kept);
}
