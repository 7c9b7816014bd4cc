import { describe, expect, it } from '@jest/globals';
import { createRandom } from '@quorate/libs/random';
import {
  backwardSolve,
  choleskyInPlace,
  forwardSolve,
  inverseFromCholesky,
  multiply,
  partialCholesky,
} from './dense.js';

/** A positive definite matrix: B B' + I of a random B. */
function positiveDefinite(n: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const b = Float64Array.from({ length: n * n }, () => random.next() - 0.5);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < n; k += 1) sum += (b[i * n + k] as number) * (b[j * n + k] as number);
      a[i * n + j] = sum;
    }
  }
  return a;
}

function expectAllClose(actual: Float64Array, expected: ArrayLike<number>): void {
  expect(actual).toHaveLength(expected.length);
  const worst = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] as number))), 0);
  expect(worst).toBeLessThan(1e-12);
}

describe('dense symmetric matrices', () => {
  it('have the Cholesky factor of the textbook', () => {
    // [[4, 12, -16], [12, 37, -43], [-16, -43, 98]] = L L' with L = [[2], [6, 1], [-8, 5, 3]].
    const a = Float64Array.from([4, 12, -16, 12, 37, -43, -16, -43, 98]);
    choleskyInPlace(a, 3);
    expect([a[0], a[3], a[4], a[6], a[7], a[8]]).toEqual([2, 6, 1, -8, 5, 3]);
  });

  it.each([1, 2, 7, 40])('are solved, forward then backward, of size %i', (n) => {
    const a = positiveDefinite(n, n);
    const x = Float64Array.from({ length: n }, (_, i) => i - n / 3);
    const b = multiply(a, n, x);
    choleskyInPlace(a, n);
    forwardSolve(a, n, b);
    backwardSolve(a, n, b);
    expectAllClose(b, x);
  });

  it.each([
    [7, 1],
    [7, 3],
    [40, 9],
    [40, 40],
  ])('of size %i are factored for %i columns, and leave the Schur complement of the rest', (n, columns) => {
    const a = positiveDefinite(n, n + 7);
    const whole = a.slice();
    choleskyInPlace(whole, n);
    partialCholesky(a, n, columns);
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        let expected = whole[i * n + j] as number;
        if (j >= columns) {
          expected = 0;
          for (let k = columns; k <= j; k += 1) expected += (whole[i * n + k] as number) * (whole[j * n + k] as number);
        }
        expect(Math.abs((a[i * n + j] as number) - expected)).toBeLessThan(1e-11);
      }
    }
  });

  it.each([1, 2, 7, 40])('have an inverse that is whole and symmetric, of size %i', (n) => {
    const a = positiveDefinite(n, n + 100);
    const factor = a.slice();
    choleskyInPlace(factor, n);
    const inverse = inverseFromCholesky(factor, n);
    for (let j = 0; j < n; j += 1) {
      const unit = Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0));
      const column = Float64Array.from({ length: n }, (_, i) => inverse[i * n + j] as number);
      expectAllClose(multiply(a, n, column), unit);
      expectAllClose(column, inverse.subarray(j * n, (j + 1) * n));
    }
  });

  it('solve a part of a longer vector and leave the rest', () => {
    const a = positiveDefinite(3, 5);
    choleskyInPlace(a, 3);
    const alone = Float64Array.from([1, 2, 3]);
    forwardSolve(a, 3, alone);
    const within = Float64Array.from([9, 9, 1, 2, 3, 9]);
    forwardSolve(a, 3, within, 2);
    expect([...within]).toEqual([9, 9, ...alone, 9]);
  });

  it.each([
    ['not positive definite', [1, 2, 2, 1]],
    ['singular', [1, 1, 1, 1]],
    ['not a number', [1, 0, 0, Number.NaN]],
  ])('are refused where %s', (_, values) => {
    expect(() => choleskyInPlace(Float64Array.from(values), 2)).toThrow(RangeError);
  });
});
