import { forEachLoad, type ProviderModel, residual } from './provider-model.js';
import { isInScope, logBayesOfWithholding, type Scope } from './scan.js';

/** What is left of the evidence where it is least, in logarithms of how much better withholding explains it. */
export interface WithoutOne {
  /** Without any one person. */
  readonly person: number;
  /** Without any one host. */
  readonly host: number;
}

/**
 * How much of the evidence since an onset in a scope remains when any one person, or any one host, is left out: what
 * rests on one of them is not a provider's conduct.
 *   edges   0 where there is only one, so that a scope of one host is not judged by its host
 */
export function withoutOne(model: ProviderModel, scope: Scope, onset: number): WithoutOne {
  const { cells } = model;
  const within = Int32Array.from({ length: cells.count }, (_, c) => c).filter(
    (c) => cells.cross[c] === 1 && (cells.fortnight[c] as number) >= onset && isInScope(model, scope, c),
  );
  return { person: leastWithout(model, within, cells.person), host: leastWithout(model, within, cells.host) };
}

function leastWithout(model: ProviderModel, within: Int32Array, column: Int32Array): number {
  const groups = [...new Set(within.map((c) => column[c] as number))];
  if (groups.length < 2) return 0;
  const all = evidenceOf(model, within);
  const without = groups.map((group) =>
    evidenceOf(
      model,
      within.filter((c) => column[c] !== group),
    ),
  );
  return Math.min(all, ...without);
}

function evidenceOf(model: ProviderModel, within: Int32Array): number {
  const { factor, effects } = model;
  const loads = new Float64Array(effects);
  let weight = 0;
  let score = 0;
  for (const c of within) {
    const w = model.precision[c] as number;
    weight += w;
    score += w * residual(model, c);
    forEachLoad(model, c, (column) => {
      loads[column] = (loads[column] as number) + w;
    });
  }
  const everybody = Int32Array.from({ length: factor.pairs }, (_, pair) => pair);
  factor.whiten(everybody, loads, 0);
  const explained = loads.reduce((sum, x) => sum + x * x, 0);
  return logBayesOfWithholding(score, Math.max(1e-9, weight - explained));
}
