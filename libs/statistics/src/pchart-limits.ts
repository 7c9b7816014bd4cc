import { mean } from './quantile.js';

/** Events out of a total in one month (or other step), in the order of time. */
export type PchartPoint = { readonly period: string; readonly events: number; readonly total: number };

export type PchartLimit = PchartPoint & {
  /** Null for a period with a total of 0: a gap, not nought. */
  readonly rate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
};

export type Pchart = {
  readonly centre: number;
  /** How many times wider than binomial the months vary (Laney's sigma z); 1 on a plain p-chart. */
  readonly sigmaZ: number;
  readonly points: readonly PchartLimit[];
};

/**
 * A monthly chart of a share: common rate and three-sigma limits that follow each month's total, clamped to 0 and 1.
 *   prime   Laney's p': limits widened by the month-to-month spread (mean moving range of z / 1.128), never narrowed
 *   errors  null when no period has a total
 *   source  Laney 2002; qicharts2
 */
export function pchartLimits(
  points: readonly PchartPoint[],
  options: { readonly prime?: boolean } = {},
): Pchart | null {
  const counted = points.filter((point) => point.total > 0);
  if (counted.length === 0) return null;
  const total = counted.reduce((sum, point) => sum + point.total, 0);
  const centre = counted.reduce((sum, point) => sum + point.events, 0) / total;
  const sigmaZ = options.prime ? Math.max(1, laneySigma(counted, centre)) : 1;
  return { centre, sigmaZ, points: points.map((point) => limitOf(point, centre, sigmaZ)) };
}

function limitOf(point: PchartPoint, centre: number, sigmaZ: number): PchartLimit {
  const { period, events, total } = point;
  if (total === 0) return { period, events, total, rate: null, lower: null, upper: null };
  const half = 3 * sigmaZ * Math.sqrt((centre * (1 - centre)) / total);
  return {
    period,
    events,
    total,
    rate: events / total,
    lower: Math.max(0, centre - half),
    upper: Math.min(1, centre + half),
  };
}

function laneySigma(points: readonly PchartPoint[], centre: number): number {
  if (points.length < 2 || centre === 0 || centre === 1) return 1;
  const zScores = points.map((p) => (p.events / p.total - centre) / Math.sqrt((centre * (1 - centre)) / p.total));
  return mean(zScores.slice(1).map((z, index) => Math.abs(z - (zScores[index] ?? z)))) / 1.128;
}
