import { choleskyInPlace, inverseFromCholesky, multiply } from './dense.js';
import type { ProviderCells } from './provider-cells.js';

/** Levels at which a provider's attendance ordinarily differs from what the case mix explains. */
export const SPREADS = ['provider', 'providerCross', 'person', 'personCross', 'month', 'monthCross', 'cell'] as const;
export type Spread = (typeof SPREADS)[number];
/** Variances in log odds squared. */
export type Spreads = Readonly<Record<Spread, number>>;

const GROUPS = SPREADS.length - 1;

/** How much a provider's cells say about each of its ordinary differences, and what is left over. */
export interface ProviderModel {
  readonly cells: ProviderCells;
  readonly effects: number;
  readonly group: Uint8Array;
  /** Columns that each cell loads on, 6 a cell, -1 where none. */
  readonly columns: Int32Array;
  readonly precision: Float64Array;
  /** Cholesky factor of Z'WZ + G^-1. */
  readonly factor: Float64Array;
  readonly covariance: Float64Array;
  readonly estimate: Float64Array;
}

const LOADS = 6;

export function fitProvider(cells: ProviderCells, spreads: Spreads): ProviderModel {
  const { persons, months } = cells;
  const effects = 2 + 2 * persons + 2 * months;
  const group = new Uint8Array(effects);
  group[1] = 1;
  group.fill(2, 2, 2 + persons);
  group.fill(3, 2 + persons, 2 + 2 * persons);
  group.fill(4, 2 + 2 * persons, 2 + 2 * persons + months);
  group.fill(5, 2 + 2 * persons + months);
  const columns = new Int32Array(cells.count * LOADS).fill(-1);
  const precision = new Float64Array(cells.count);
  const matrix = new Float64Array(effects * effects);
  const estimate = new Float64Array(effects);
  for (let c = 0; c < cells.count; c += 1) {
    const base = c * LOADS;
    const person = cells.person[c] as number;
    const month = cells.month[c] as number;
    columns[base] = 0;
    columns[base + 1] = 2 + person;
    columns[base + 2] = 2 + 2 * persons + month;
    if (cells.cross[c]) {
      columns[base + 3] = 1;
      columns[base + 4] = 2 + persons + person;
      columns[base + 5] = 2 + 2 * persons + months + month;
    }
    const w = 1 / (1 / (cells.weight[c] as number) + spreads.cell);
    precision[c] = w;
    const loads = cells.cross[c] ? LOADS : 3;
    for (let a = 0; a < loads; a += 1) {
      const ca = columns[base + a] as number;
      estimate[ca] = (estimate[ca] as number) + w * (cells.z[c] as number);
      for (let b = 0; b < loads; b += 1) {
        const at = ca * effects + (columns[base + b] as number);
        matrix[at] = (matrix[at] as number) + w;
      }
    }
  }
  for (let e = 0; e < effects; e += 1) {
    const at = e * effects + e;
    matrix[at] = (matrix[at] as number) + 1 / spreads[SPREADS[group[e] as number] as Spread];
  }
  choleskyInPlace(matrix, effects);
  const covariance = inverseFromCholesky(matrix, effects);
  const projected = multiply(covariance, effects, estimate);
  return { cells, effects, group, columns, precision, factor: matrix, covariance, estimate: projected };
}

/** What the estimated effects leave of a cell. */
export function residual(model: ProviderModel, cell: number): number {
  let fitted = 0;
  for (let l = 0; l < LOADS; l += 1) {
    const column = model.columns[cell * LOADS + l] as number;
    if (column >= 0) fitted += model.estimate[column] as number;
  }
  return (model.cells.z[cell] as number) - fitted;
}

/** Visits the columns that a cell loads on. */
export function forEachLoad(model: ProviderModel, cell: number, visit: (column: number) => void): void {
  for (let l = 0; l < LOADS; l += 1) {
    const column = model.columns[cell * LOADS + l] as number;
    if (column >= 0) visit(column);
  }
}

/** Starting variances of an economy nobody has looked at yet, and how many pseudo-levels they are worth. */
export const ORDINARY: Readonly<Record<Spread, { readonly variance: number; readonly levels: number }>> = {
  provider: { variance: 0.15, levels: 6 },
  providerCross: { variance: 0.1, levels: 6 },
  person: { variance: 0.3, levels: 10 },
  personCross: { variance: 0.06, levels: 6 },
  month: { variance: 0.02, levels: 6 },
  monthCross: { variance: 0.02, levels: 6 },
  cell: { variance: 0.05, levels: 10 },
};

const SMALLEST = 0.002;
/** Standardised scores beyond these are pulled in, so that one provider that withholds does not widen the null. */
const EFFECT_CAP = 2.5;
const CELL_CAP = 3;
/** Makes up for the pulling in on ordinary data. */
const CAP_CORRECTION = 1.04;

/**
 * One Fisher-scoring step of restricted likelihood for the spreads of an economy, over its providers.
 *   `weights`  how far each provider is thought ordinary, 0 to 1: the null is learned from those that are
 *   source     average information of a Gaussian mixed model by its mixed-model equations
 */
export function updateSpreads(
  models: readonly (ProviderModel | null)[],
  weights: ArrayLike<number>,
  spreads: Spreads,
): Spreads {
  const size = SPREADS.length;
  const score = new Float64Array(size);
  const information = new Float64Array(size * size);
  models.forEach((model, i) => {
    if (model) addScores(model, weights[i] as number, score, information);
  });
  SPREADS.forEach((spread, k) => {
    const { variance, levels } = ORDINARY[spread];
    const now = spreads[spread];
    score[k] = (score[k] as number) + (0.5 * levels * (variance - now)) / now ** 2;
    information[k * size + k] = (information[k * size + k] as number) + (0.5 * levels) / now ** 2;
  });
  choleskyInPlace(information, size);
  const step = multiply(inverseFromCholesky(information, size), size, score);
  const next = SPREADS.map((spread, k) => {
    const now = spreads[spread];
    return [spread, Math.max(SMALLEST, Math.min(2 * now, Math.max(0.5 * now, now + (step[k] as number))))] as const;
  });
  return Object.fromEntries(next) as Spreads;
}

function addScores(model: ProviderModel, weight: number, score: Float64Array, information: Float64Array): void {
  const { cells, effects, group, precision, covariance } = model;
  const size = SPREADS.length;
  const zwz = new Float64Array(effects * effects);
  const zw2z = new Float64Array(effects * effects);
  const zw3z = new Float64Array(effects * effects);
  const zPr = new Float64Array(effects);
  let cellScore = 0;
  let trace = 0;
  let square = 0;
  for (let c = 0; c < cells.count; c += 1) {
    const w = precision[c] as number;
    const pz = w * residual(model, c);
    const sd = Math.sqrt(w);
    cellScore += Math.max(-CELL_CAP * sd, Math.min(CELL_CAP * sd, pz)) ** 2;
    trace += w;
    square += w * w;
    forEachLoad(model, c, (a) => {
      zPr[a] = (zPr[a] as number) + pz;
      forEachLoad(model, c, (b) => {
        const at = a * effects + b;
        zwz[at] = (zwz[at] as number) + w;
        zw2z[at] = (zw2z[at] as number) + w * w;
        zw3z[at] = (zw3z[at] as number) + w * w * w;
      });
    });
  }
  const keep = product(covariance, zwz, effects);
  for (let e = 0; e < effects; e += 1) {
    for (let f = 0; f < effects; f += 1) keep[e * effects + f] = (e === f ? 1 : 0) - (keep[e * effects + f] as number);
  }
  const zpz = product(zwz, keep, effects);
  // Z'PPZ = M' Z'W W Z M with M = I - C Z'WZ
  const w2m = product(zw2z, keep, effects);
  for (let e = 0; e < effects; e += 1) {
    const g = group[e] as number;
    const variance = Math.max(zpz[e * effects + e] as number, 1e-9);
    const sd = Math.sqrt(variance) * EFFECT_CAP;
    const capped = Math.max(-sd, Math.min(sd, zPr[e] as number));
    score[g] = (score[g] as number) + 0.5 * weight * (capped * capped * CAP_CORRECTION - variance);
    for (let f = 0; f < effects; f += 1) {
      const at = g * size + (group[f] as number);
      information[at] = (information[at] as number) + 0.5 * weight * (zpz[e * effects + f] as number) ** 2;
    }
    let pp = 0;
    for (let f = 0; f < effects; f += 1) pp += (keep[f * effects + e] as number) * (w2m[f * effects + e] as number);
    const cross = 0.5 * weight * pp;
    information[g * size + GROUPS] = (information[g * size + GROUPS] as number) + cross;
    information[GROUPS * size + g] = (information[GROUPS * size + g] as number) + cross;
  }
  const cw2 = product(covariance, zw2z, effects);
  let traceCw2 = 0;
  let traceCw3 = 0;
  let traceSquare = 0;
  for (let e = 0; e < effects; e += 1) {
    traceCw2 += cw2[e * effects + e] as number;
    for (let f = 0; f < effects; f += 1) {
      traceCw3 += (covariance[e * effects + f] as number) * (zw3z[e * effects + f] as number);
      traceSquare += (cw2[e * effects + f] as number) * (cw2[f * effects + e] as number);
    }
  }
  score[GROUPS] = (score[GROUPS] as number) + 0.5 * weight * (cellScore - (trace - traceCw2));
  const own = Math.max(1e-6, square - 2 * traceCw3 + traceSquare);
  information[size * size - 1] = (information[size * size - 1] as number) + 0.5 * weight * own;
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < n; k += 1) {
      const x = a[i * n + k] as number;
      if (x === 0) continue;
      for (let j = 0; j < n; j += 1) out[i * n + j] = (out[i * n + j] as number) + x * (b[k * n + j] as number);
    }
  }
  return out;
}
