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
 *   units   time in proportion to the cells, and to people and hosts times months squared
 *   edges   0 where there is only one, so that a scope of one host is not judged by its host
 */
export function withoutOne(model: ProviderModel, scope: Scope, onset: number): WithoutOne {
  const { cells } = model;
  const within: number[] = [];
  for (let c = 0; c < cells.count; c += 1)
    if (cells.cross[c] && (cells.fortnight[c] as number) >= onset && isInScope(model, scope, c)) within.push(c);
  const all = partOf(model, within);
  return { person: leastWithout(model, within, all, cells.person), host: leastWithout(model, within, all, cells.host) };
}

/** What some cells say of a shift common to them. */
interface Part {
  readonly weight: number;
  readonly score: number;
  /** Those whose effects the cells load on, in ascending order. */
  readonly people: Int32Array;
  /** What they load on the effects of these people, then on the tail, times the inverse of the Cholesky factor. */
  readonly whitened: Float64Array;
}

function partOf(model: ProviderModel, within: readonly number[]): Part {
  const { cells, factor } = model;
  const people = Int32Array.from(new Set(within.map((c) => cells.person[c] as number))).sort();
  const at = new Map(Array.from(people, (person, k) => [person, k]));
  const whitened = new Float64Array(2 * people.length + factor.tail);
  let weight = 0;
  let score = 0;
  for (const c of within) {
    const w = model.precision[c] as number;
    weight += w;
    score += w * residual(model, c);
    const shift = 2 * ((at.get(cells.person[c] as number) as number) - (cells.person[c] as number));
    const shiftTail = 2 * (people.length - factor.pairs);
    forEachLoad(model, c, (column) => {
      const to = column + (column < 2 * factor.pairs ? shift : shiftTail);
      whitened[to] = (whitened[to] as number) + w;
    });
  }
  factor.whiten(people, whitened, 0);
  return { weight, score, people, whitened };
}

function leastWithout(model: ProviderModel, within: readonly number[], all: Part, column: Int32Array): number {
  const groups = Map.groupBy(within, (c) => column[c] as number);
  if (groups.size < 2) return 0;
  const at = new Map(Array.from(all.people, (person, k) => [person, k]));
  const length = squareOf(all.whitened);
  let least = logBayesOfWithholding(all.score, informationOf(all.weight, length));
  for (const [, own] of groups) {
    const part = partOf(model, own);
    const left = length - 2 * product(all, part, at) + squareOf(part.whitened);
    const information = informationOf(all.weight - part.weight, left);
    least = Math.min(least, logBayesOfWithholding(all.score - part.score, information));
  }
  return least;
}

/** Of the whitened loads of all and of a part of them, whose people lie elsewhere in it. */
function product(all: Part, part: Part, at: ReadonlyMap<number, number>): number {
  let sum = 0;
  part.people.forEach((person, k) => {
    const to = 2 * (at.get(person) as number);
    sum += (all.whitened[to] as number) * (part.whitened[2 * k] as number);
    sum += (all.whitened[to + 1] as number) * (part.whitened[2 * k + 1] as number);
  });
  const tail = 2 * part.people.length;
  const shift = 2 * all.people.length - tail;
  for (let t = tail; t < part.whitened.length; t += 1)
    sum += (all.whitened[t + shift] as number) * (part.whitened[t] as number);
  return sum;
}

function informationOf(weight: number, explained: number): number {
  return Math.max(1e-9, weight - explained);
}

function squareOf(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x * x, 0);
}
