/** Square symmetric matrices in row-major Float64Array, of the few hundred rows that one economy's effects take. */

/**
 * Cholesky factor L of A = L L', in place in the lower triangle.
 *   errors  RangeError where the matrix is not positive definite: a bug, since every effect has a prior here
 */
export function choleskyInPlace(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const ri = i * n;
    for (let j = 0; j <= i; j += 1) {
      const rj = j * n;
      let sum = a[ri + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (a[ri + k] as number) * (a[rj + k] as number);
      if (i === j) {
        if (!(sum > 0)) throw new RangeError(`Matrix of ${n} is not positive definite at ${i}.`);
        a[ri + i] = Math.sqrt(sum);
      } else a[ri + j] = sum / (a[rj + j] as number);
    }
  }
}

/** x of L x = b, in place of b. */
export function forwardSolve(l: Float64Array, n: number, b: Float64Array, offset = 0): void {
  for (let i = 0; i < n; i += 1) {
    const ri = i * n;
    let sum = b[offset + i] as number;
    for (let k = 0; k < i; k += 1) sum -= (l[ri + k] as number) * (b[offset + k] as number);
    b[offset + i] = sum / (l[ri + i] as number);
  }
}

/** x of L' x = b, in place of b. */
export function backwardSolve(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i -= 1) {
    const x = (b[i] as number) / (l[i * n + i] as number);
    b[i] = x;
    const ri = i * n;
    for (let k = 0; k < i; k += 1) b[k] = (b[k] as number) - (l[ri + k] as number) * x;
  }
}

/** The inverse of A from its Cholesky factor, whole and symmetric. */
export function inverseFromCholesky(l: Float64Array, n: number): Float64Array {
  const m = new Float64Array(n * n);
  for (let j = 0; j < n; j += 1) {
    m[j * n + j] = 1 / (l[j * n + j] as number);
    for (let i = j + 1; i < n; i += 1) {
      const ri = i * n;
      let sum = 0;
      for (let k = j; k < i; k += 1) sum -= (l[ri + k] as number) * (m[k * n + j] as number);
      m[ri + j] = sum / (l[ri + i] as number);
    }
  }
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k += 1) {
    const rk = k * n;
    for (let i = 0; i <= k; i += 1) {
      const mki = m[rk + i] as number;
      if (mki === 0) continue;
      const ri = i * n;
      for (let j = 0; j <= i; j += 1) inverse[ri + j] = (inverse[ri + j] as number) + mki * (m[rk + j] as number);
    }
  }
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) inverse[j * n + i] = inverse[i * n + j] as number;
  return inverse;
}

/** A x of a square matrix. */
export function multiply(matrix: Float64Array, n: number, vector: Float64Array): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let sum = 0;
    for (let j = 0; j < n; j += 1) sum += (matrix[i * n + j] as number) * (vector[j] as number);
    out[i] = sum;
  }
  return out;
}
