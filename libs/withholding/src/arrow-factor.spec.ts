import { describe, expect, it } from '@jest/globals';
import { createRandom } from '@quorate/libs/random';
import { ArrowFactor } from './arrow-factor.js';
import { choleskyInPlace, forwardSolve, inverseFromCholesky, multiply } from './dense.js';

/** The same matrix dense and whole, and as what it is. */
function made(pairs: number, tail: number, ridge = 0.5): { readonly dense: Float64Array; readonly arrow: ArrowFactor } {
  const random = createRandom(pairs * 100 + tail);
  const arrow = new ArrowFactor(pairs, tail);
  const n = arrow.size;
  const dense = new Float64Array(n * n);
  for (let row = 0; row < 4 * n; row += 1) {
    const pair = 2 * Math.floor(random.next() * pairs);
    const inTail = Array.from({ length: Math.min(tail, 3) }, () => 2 * pairs + Math.floor(random.next() * tail));
    const touched = [...new Set([...(pairs > 0 ? [pair, pair + 1] : []), ...inTail])];
    const vector = touched.map(() => random.next() - 0.5);
    touched.forEach((a, i) => {
      touched.forEach((b, k) => {
        const value = (vector[i] as number) * (vector[k] as number);
        dense[a * n + b] = (dense[a * n + b] as number) + value;
        if (b <= a) arrow.add(a, b, value);
      });
    });
  }
  for (let i = 0; i < n; i += 1) {
    dense[i * n + i] = (dense[i * n + i] as number) + ridge;
    arrow.add(i, i, ridge);
  }
  arrow.factorise();
  return { dense, arrow };
}

function largestDifference(one: Float64Array, other: Float64Array): number {
  expect(one).toHaveLength(other.length);
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - (other[i] as number))), 0);
}

const SHAPES = [
  [1, 1],
  [5, 4],
  [12, 20],
  [3, 0],
  [0, 5],
] as const;

describe('a matrix of pairs with a tail', () => {
  it.each(SHAPES)('of %i pairs and a tail of %i is solved', (pairs, tail) => {
    const { dense, arrow } = made(pairs, tail);
    const x = Float64Array.from({ length: arrow.size }, (_, i) => Math.sin(i) + 2);
    const b = multiply(dense, arrow.size, x);
    arrow.solve(b);
    expect(largestDifference(b, x)).toBeLessThan(1e-11);
  });

  it.each(SHAPES)('of %i pairs and a tail of %i is inverted', (pairs, tail) => {
    const { dense, arrow } = made(pairs, tail);
    choleskyInPlace(dense, arrow.size);
    expect(largestDifference(arrow.inverse(), inverseFromCholesky(dense, arrow.size))).toBeLessThan(1e-11);
  });

  it('measures what touches some of the pairs by those and the tail alone', () => {
    const [pairs, tail] = [6, 4];
    const { dense, arrow } = made(pairs, tail);
    const some = Int32Array.of(1, 4);
    const short = Float64Array.from([9, ...Array.from({ length: 2 * some.length + tail }, (_, i) => i - 2.5), 9]);
    const whole = new Float64Array(arrow.size);
    some.forEach((pair, k) => {
      whole.set(short.subarray(1 + 2 * k, 3 + 2 * k), 2 * pair);
    });
    whole.set(short.subarray(1 + 2 * some.length, -1), 2 * pairs);
    choleskyInPlace(dense, arrow.size);
    forwardSolve(dense, arrow.size, whole);
    arrow.whiten(some, short, 1);
    expect([short[0], short.at(-1)]).toEqual([9, 9]);
    const length = (of: Float64Array) => of.reduce((sum, value) => sum + value * value, 0);
    expect(length(short.subarray(1, -1))).toBeCloseTo(length(whole), 11);
  });

  it.each([
    [2, 2, -3],
    [0, 2, -3],
  ])('of %i pairs and a tail of %i is refused where it is not positive definite', (pairs, tail, ridge) => {
    expect(() => made(pairs, tail, ridge)).toThrow(RangeError);
  });
});
