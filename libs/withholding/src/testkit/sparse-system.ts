import { createRandom } from '@quorate/libs/random';
import type { Cliques } from '../elimination.js';

/** A made-up symmetric positive definite system that is a sum of cliques, with `last` in each of them. */
export interface SparseSystem {
  readonly unknowns: number;
  readonly cliques: Cliques;
  readonly last: Int32Array;
  /** What each clique adds: the outer product of this vector over its members, then `last`. */
  readonly vectors: readonly Float64Array[];
  /** Added to the diagonal. */
  readonly ridge: number;
  /** The sum, dense and whole, over `last`, then the other unknowns. */
  readonly dense: Float64Array;
}

/** `members` lists the unknowns of each clique; the first `tail` unknowns are coupled with all. */
export function sparseSystem(
  unknowns: number,
  tail: number,
  members: readonly (readonly number[])[],
  seed = 1,
): SparseSystem {
  const random = createRandom(seed);
  const last = Int32Array.from({ length: tail }, (_, i) => i);
  const vectors = members.map((own) => Float64Array.from({ length: own.length + tail }, () => random.next() * 2 - 1));
  const ridge = 0.3;
  const dense = new Float64Array(unknowns * unknowns);
  for (let i = 0; i < unknowns; i += 1) dense[i * unknowns + i] = ridge;
  members.forEach((own, q) => {
    const all = [...own, ...last];
    const vector = vectors[q] as Float64Array;
    all.forEach((a, i) => {
      all.forEach((b, k) => {
        dense[a * unknowns + b] = (dense[a * unknowns + b] as number) + (vector[i] as number) * (vector[k] as number);
      });
    });
  });
  const starts = [0];
  for (const own of members) starts.push((starts.at(-1) as number) + own.length);
  return {
    unknowns,
    cliques: { starts: Int32Array.from(starts), members: Int32Array.from(members.flat()) },
    last,
    vectors,
    ridge,
    dense,
  };
}

/** Cliques of a few neighbours each along a line, some with a far one. */
export function randomCliques(unknowns: number, tail: number, count: number, seed: number): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const middle = random.next() * (unknowns - tail);
    const own = Array.from({ length: 4 }, () => Math.floor(middle + (random.next() - 0.5) * 8));
    if (random.next() < 0.2) own.push(Math.floor(random.next() * (unknowns - tail)));
    return [...new Set(own)].filter((at) => at >= 0 && at < unknowns - tail).map((at) => at + tail);
  });
}
