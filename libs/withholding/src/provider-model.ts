import { ArrowFactor } from './arrow-factor.js';
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
  /** Effects are a pair for each person, of own and other sites; then one a month; then one a month at others; then two. */
  readonly effects: number;
  readonly group: Uint8Array;
  /** Effects that each cell loads on, 6 a cell, -1 where none. */
  readonly columns: Int32Array;
  readonly precision: Float64Array;
  /** Of Z'WZ + G^-1. */
  readonly factor: ArrowFactor;
  readonly estimate: Float64Array;
}

const LOADS = 6;

export function fitProvider(cells: ProviderCells, spreads: Spreads): ProviderModel {
  const { persons, months } = cells;
  const factor = new ArrowFactor(persons, 2 * months + 2);
  const effects = factor.size;
  const group = groupsOf(cells);
  const columns = columnsOf(cells);
  const precision = new Float64Array(cells.count);
  const estimate = new Float64Array(effects);
  for (let c = 0; c < cells.count; c += 1) {
    const base = c * LOADS;
    const w = 1 / (1 / (cells.weight[c] as number) + spreads.cell);
    precision[c] = w;
    for (let a = 0; a < LOADS; a += 1) {
      const ca = columns[base + a] as number;
      if (ca < 0) break;
      estimate[ca] = (estimate[ca] as number) + w * (cells.z[c] as number);
      for (let b = 0; b < LOADS; b += 1) {
        const cb = columns[base + b] as number;
        if (cb < 0) break;
        if (cb <= ca) factor.add(ca, cb, w);
      }
    }
  }
  for (let e = 0; e < effects; e += 1) factor.add(e, e, 1 / spreads[SPREADS[group[e] as number] as Spread]);
  factor.factorise();
  factor.solve(estimate);
  return { cells, effects, group, columns, precision, factor, estimate };
}

/** Which spread each effect is of. */
function groupsOf({ persons, months }: ProviderCells): Uint8Array {
  const group = new Uint8Array(2 * persons + 2 * months + 2);
  for (let person = 0; person < persons; person += 1) group.set([2, 3], 2 * person);
  group.fill(4, 2 * persons, 2 * persons + months);
  group.fill(5, 2 * persons + months, 2 * persons + 2 * months);
  group.set([0, 1], 2 * persons + 2 * months);
  return group;
}

/** Those of own and other sites alike, then those of others only. */
function columnsOf(cells: ProviderCells): Int32Array {
  const { persons, months } = cells;
  const columns = new Int32Array(cells.count * LOADS).fill(-1);
  for (let c = 0; c < cells.count; c += 1) {
    const person = 2 * (cells.person[c] as number);
    const month = 2 * persons + (cells.month[c] as number);
    const provider = 2 * persons + 2 * months;
    columns.set([person, month, provider], c * LOADS);
    if (cells.cross[c]) columns.set([person + 1, month + months, provider + 1], c * LOADS + 3);
  }
  return columns;
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
    if (model) addScores(model, weights[i] as number, spreads, score, information);
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

function addScores(
  model: ProviderModel,
  weight: number,
  spreads: Spreads,
  score: Float64Array,
  information: Float64Array,
): void {
  const { effects, group } = model;
  const size = SPREADS.length;
  const covariance = model.factor.inverse();
  const sums = cellSums(model, covariance);
  // Z'PZ = G^-1 - G^-1 C G^-1, and Z'PPZ = G^-1 C Z'W W Z C G^-1.
  const spread = product(sums.zw2z, covariance, effects);
  let traceSquare = 0;
  for (let e = 0; e < effects; e += 1) {
    const g = group[e] as number;
    const own = 1 / spreads[SPREADS[g] as Spread];
    let pp = 0;
    for (let f = 0; f < effects; f += 1) {
      const h = group[f] as number;
      const inverse = own / spreads[SPREADS[h] as Spread];
      const zpz = (e === f ? own : 0) - (covariance[e * effects + f] as number) * inverse;
      information[g * size + h] = (information[g * size + h] as number) + 0.5 * weight * zpz ** 2;
      pp += (covariance[e * effects + f] as number) * (spread[f * effects + e] as number);
      traceSquare += (spread[e * effects + f] as number) * (spread[f * effects + e] as number);
    }
    const variance = Math.max(own - (covariance[e * effects + e] as number) * own * own, 1e-9);
    const sd = Math.sqrt(variance) * EFFECT_CAP;
    const capped = Math.max(-sd, Math.min(sd, sums.zPr[e] as number));
    score[g] = (score[g] as number) + 0.5 * weight * (capped * capped * CAP_CORRECTION - variance);
    const cross = 0.5 * weight * pp * own * own;
    information[g * size + GROUPS] = (information[g * size + GROUPS] as number) + cross;
    information[GROUPS * size + g] = (information[GROUPS * size + g] as number) + cross;
  }
  score[GROUPS] = (score[GROUPS] as number) + 0.5 * weight * (sums.capped - sums.expected);
  const own = Math.max(1e-6, sums.square + traceSquare);
  information[size * size - 1] = (information[size * size - 1] as number) + 0.5 * weight * own;
}

/** Sums over cells: Z'WWZ, Z'P times the distances, their squares pulled in, and what those would ordinarily come to. */
function cellSums(model: ProviderModel, covariance: Float64Array) {
  const { cells, effects, precision, columns } = model;
  const zw2z = new Float64Array(effects * effects);
  const zPr = new Float64Array(effects);
  let capped = 0;
  let expected = 0;
  let square = 0;
  for (let c = 0; c < cells.count; c += 1) {
    const w = precision[c] as number;
    const pz = w * residual(model, c);
    const sd = Math.sqrt(w);
    capped += Math.max(-CELL_CAP * sd, Math.min(CELL_CAP * sd, pz)) ** 2;
    let known = 0;
    for (let a = c * LOADS; a < (c + 1) * LOADS; a += 1) {
      const ca = columns[a] as number;
      if (ca < 0) break;
      zPr[ca] = (zPr[ca] as number) + pz;
      for (let b = c * LOADS; b < (c + 1) * LOADS; b += 1) {
        const cb = columns[b] as number;
        if (cb < 0) break;
        const at = ca * effects + cb;
        zw2z[at] = (zw2z[at] as number) + w * w;
        known += covariance[at] as number;
      }
    }
    expected += w - w * w * known;
    square += w * w - 2 * w * w * w * known;
  }
  return { zw2z, zPr, capped, expected, square };
}

/** A B of square matrices, of which the first has many zeros. */
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
