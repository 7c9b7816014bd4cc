import { describe, expect, it } from '@jest/globals';
import { choleskyInPlace, inverseFromCholesky, multiply } from './dense.js';
import { eliminationOf } from './elimination.js';
import { FrontalFactor } from './frontal-factor.js';
import { randomCliques, type SparseSystem, sparseSystem } from './testkit/sparse-system.js';

function factorOf(system: SparseSystem, ridge = system.ridge): FrontalFactor {
  const { cliques, unknowns, last, vectors } = system;
  const elimination = eliminationOf(cliques, unknowns, last);
  const factor = new FrontalFactor(elimination, unknowns);
  factor.factorise(({ front, index, values, size, local }) => {
    for (let i = 0; i < front.pivots; i += 1) values[i * size + i] = ridge;
    vectors.forEach((vector, q) => {
      if (elimination.frontOf[q] !== index) return;
      const own = [...cliques.members.subarray(cliques.starts[q], cliques.starts[q + 1]), ...last];
      const at = own.map((unknown) => local[unknown] as number);
      at.forEach((a, i) => {
        at.forEach((b, k) => {
          if (b <= a)
            values[a * size + b] = (values[a * size + b] as number) + (vector[i] as number) * (vector[k] as number);
        });
      });
    });
  });
  return factor;
}

function denseInverse(matrix: Float64Array, n: number): Float64Array {
  const factor = matrix.slice();
  choleskyInPlace(factor, n);
  return inverseFromCholesky(factor, n);
}

/** Largest difference of the entries shown from those of a dense inverse, and how many diagonal entries were shown. */
function differences(system: SparseSystem, given: number, expected: (a: number, b: number) => number) {
  let largest = 0;
  const diagonal = new Set<number>();
  factorOf(system).forEachInverse(given, ({ front, values, size }) => {
    for (let a = 0; a < front.pivots; a += 1) diagonal.add(front.members[a] as number);
    front.members.forEach((one, a) => {
      front.members.forEach((other, b) => {
        largest = Math.max(largest, Math.abs((values[a * size + b] as number) - expected(one, other)));
      });
    });
  });
  return { largest, diagonal: diagonal.size };
}

const SYSTEMS: [string, SparseSystem][] = [
  ['one clique', sparseSystem(5, 1, [[1, 2, 3, 4]])],
  ['nothing but what goes last', sparseSystem(3, 3, [[], []])],
  ...[1, 2, 3, 4, 5].map((seed): [string, SparseSystem] => [
    `cliques at random ${seed}`,
    sparseSystem(60, 3, [...randomCliques(60, 3, 90, seed), ...Array.from({ length: 57 }, (_, i) => [3 + i])], seed),
  ]),
  [
    'a hub',
    sparseSystem(
      303,
      2,
      Array.from({ length: 300 }, (_, i) => [2, 3 + i, 3 + ((i + 1) % 300)]),
    ),
  ],
];

describe('a sparse factor', () => {
  it.each(SYSTEMS)('of %s solves', (_, system) => {
    const { unknowns, dense } = system;
    const x = Float64Array.from({ length: unknowns }, (_, i) => Math.cos(i) * 3);
    const b = multiply(dense, unknowns, x);
    factorOf(system).solve(b);
    expect(Math.max(...b.map((value, i) => Math.abs(value - (x[i] as number))))).toBeLessThan(1e-10);
  });

  it.each(SYSTEMS)('of %s shows the entries of the inverse within its fronts, every diagonal one', (_, system) => {
    const { unknowns, dense } = system;
    const inverse = denseInverse(dense, unknowns);
    const { largest, diagonal } = differences(system, 0, (a, b) => inverse[a * unknowns + b] as number);
    expect(largest).toBeLessThan(1e-10);
    expect(diagonal).toBe(unknowns);
  });

  it.each(SYSTEMS)('of %s shows the inverse of the others alone where the last are taken as known', (_, system) => {
    const { unknowns, dense, last } = system;
    const known = last.length;
    const n = unknowns - known;
    const inverse = denseInverse(
      Float64Array.from(
        { length: n * n },
        (_, at) => dense[(known + Math.floor(at / n)) * unknowns + known + (at % n)] as number,
      ),
      n,
    );
    const { largest } = differences(system, known, (a, b) =>
      a < known || b < known ? 0 : (inverse[(a - known) * n + b - known] as number),
    );
    expect(largest).toBeLessThan(1e-10);
  });

  it('can be factored again with other numbers', () => {
    const system = sparseSystem(20, 2, randomCliques(20, 2, 30, 3));
    const elimination = eliminationOf(system.cliques, 20, system.last);
    const factor = new FrontalFactor(elimination, 20);
    const solved = [1, 5].map((ridge) => {
      factor.factorise(({ front, values, size }) => {
        for (let i = 0; i < front.pivots; i += 1) values[i * size + i] = ridge;
      });
      const b = new Float64Array(20).fill(10);
      factor.solve(b);
      return [...new Set(b.filter((_, i) => (elimination.position[i] as number) >= 0))];
    });
    expect(solved).toEqual([[10], [2]]);
  });

  it('is refused where the matrix is not positive definite', () => {
    expect(() => factorOf(sparseSystem(6, 1, [[1, 2, 3]]), -5)).toThrow(RangeError);
  });
});
