/** Square symmetric matrices in row-major Float64Array, of the few hundred rows that one economy's effects take. */

/**
 * Cholesky factor L of A = L L', in place in the lower triangle.
 *   errors  RangeError where the matrix is not positive definite: a bug, since every effect has a prior here
 */
export function choleskyInPlace(a: Float64Array, n: number): void {
  partialCholesky(a, n, n);
}

/**
 * The first columns of the Cholesky factor, in place in the lower triangle, and what they leave of the other columns.
 *   errors  RangeError where the matrix is not positive definite
 */
export function partialCholesky(a: Float64Array, n: number, columns: number): void {
  for (let i = 0; i < n; i += 1) {
    const ri = i * n;
    const end = Math.min(i, columns);
    let j = 0;
    // Four columns at once: four sums that do not wait for each other, each added up in the plain order.
    for (; j + 3 < end; j += 4) {
      const r0 = j * n;
      const r1 = r0 + n;
      const r2 = r1 + n;
      const r3 = r2 + n;
      let s0 = a[ri + j] as number;
      let s1 = a[ri + j + 1] as number;
      let s2 = a[ri + j + 2] as number;
      let s3 = a[ri + j + 3] as number;
      for (let k = 0; k < j; k += 1) {
        const x = a[ri + k] as number;
        s0 -= x * (a[r0 + k] as number);
        s1 -= x * (a[r1 + k] as number);
        s2 -= x * (a[r2 + k] as number);
        s3 -= x * (a[r3 + k] as number);
      }
      s0 /= a[r0 + j] as number;
      s1 = (s1 - s0 * (a[r1 + j] as number)) / (a[r1 + j + 1] as number);
      s2 -= s0 * (a[r2 + j] as number);
      s2 = (s2 - s1 * (a[r2 + j + 1] as number)) / (a[r2 + j + 2] as number);
      s3 -= s0 * (a[r3 + j] as number);
      s3 -= s1 * (a[r3 + j + 1] as number);
      s3 = (s3 - s2 * (a[r3 + j + 2] as number)) / (a[r3 + j + 3] as number);
      a[ri + j] = s0;
      a[ri + j + 1] = s1;
      a[ri + j + 2] = s2;
      a[ri + j + 3] = s3;
    }
    for (; j < end; j += 1) {
      const rj = j * n;
      let sum = a[ri + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (a[ri + k] as number) * (a[rj + k] as number);
      a[ri + j] = sum / (a[rj + j] as number);
    }
    if (i < columns) {
      let sum = a[ri + i] as number;
      for (let k = 0; k < i; k += 1) sum -= (a[ri + k] as number) ** 2;
      if (!(sum > 0)) throw new RangeError(`Matrix of ${n} is not positive definite at ${i}.`);
      a[ri + i] = Math.sqrt(sum);
    } else subtractProducts(a, n, columns, i);
  }
}

/** Takes from a row, from `columns` to its diagonal, the products of its first columns with those of each row above. */
function subtractProducts(a: Float64Array, n: number, columns: number, i: number): void {
  const ri = i * n;
  let j = columns;
  for (; j + 3 <= i; j += 4) {
    const r0 = j * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    let s0 = a[ri + j] as number;
    let s1 = a[ri + j + 1] as number;
    let s2 = a[ri + j + 2] as number;
    let s3 = a[ri + j + 3] as number;
    for (let k = 0; k < columns; k += 1) {
      const x = a[ri + k] as number;
      s0 -= x * (a[r0 + k] as number);
      s1 -= x * (a[r1 + k] as number);
      s2 -= x * (a[r2 + k] as number);
      s3 -= x * (a[r3 + k] as number);
    }
    a[ri + j] = s0;
    a[ri + j + 1] = s1;
    a[ri + j + 2] = s2;
    a[ri + j + 3] = s3;
  }
  for (; j <= i; j += 1) {
    const rj = j * n;
    let sum = a[ri + j] as number;
    for (let k = 0; k < columns; k += 1) sum -= (a[ri + k] as number) * (a[rj + k] as number);
    a[ri + j] = sum;
  }
}

/** x of L x = b, in place of b. */
export function forwardSolve(l: Float64Array, n: number, b: Float64Array, offset = 0): void {
  let i = 0;
  // Four rows at once: four sums that do not wait for each other, each added up in the plain order.
  for (; i + 3 < n; i += 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    const at = offset + i;
    let s0 = b[at] as number;
    let s1 = b[at + 1] as number;
    let s2 = b[at + 2] as number;
    let s3 = b[at + 3] as number;
    for (let k = 0; k < i; k += 1) {
      const x = b[offset + k] as number;
      s0 -= (l[r0 + k] as number) * x;
      s1 -= (l[r1 + k] as number) * x;
      s2 -= (l[r2 + k] as number) * x;
      s3 -= (l[r3 + k] as number) * x;
    }
    s0 /= l[r0 + i] as number;
    s1 = (s1 - (l[r1 + i] as number) * s0) / (l[r1 + i + 1] as number);
    s2 = s2 - (l[r2 + i] as number) * s0 - (l[r2 + i + 1] as number) * s1;
    s2 /= l[r2 + i + 2] as number;
    s3 = s3 - (l[r3 + i] as number) * s0 - (l[r3 + i + 1] as number) * s1 - (l[r3 + i + 2] as number) * s2;
    b[at] = s0;
    b[at + 1] = s1;
    b[at + 2] = s2;
    b[at + 3] = s3 / (l[r3 + i + 3] as number);
  }
  for (; i < n; i += 1) {
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
  const m = inverseOfLower(l, n);
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    const ri = i * n;
    // Rows of m below i, four at a time so that a sum is read and written once for four.
    let k = i;
    for (; k + 3 < n; k += 4) {
      const r0 = k * n;
      addFour(inverse, ri, i + 1, m, r0, n, m[r0 + i], m[r0 + n + i], m[r0 + 2 * n + i], m[r0 + 3 * n + i]);
    }
    for (; k < n; k += 1) {
      const x = m[k * n + i] as number;
      for (let j = 0; j <= i; j += 1) inverse[ri + j] = (inverse[ri + j] as number) + x * (m[k * n + j] as number);
    }
  }
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) inverse[j * n + i] = inverse[i * n + j] as number;
  return inverse;
}

function inverseOfLower(l: Float64Array, n: number): Float64Array {
  const m = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    const ri = i * n;
    let k = 0;
    for (; k + 3 < i; k += 4)
      addFour(m, ri, k + 4, m, k * n, n, l[ri + k], l[ri + k + 1], l[ri + k + 2], l[ri + k + 3]);
    for (; k < i; k += 1) {
      const x = l[ri + k] as number;
      for (let j = 0; j <= k; j += 1) m[ri + j] = (m[ri + j] as number) + x * (m[k * n + j] as number);
    }
    const d = l[ri + i] as number;
    for (let j = 0; j < i; j += 1) m[ri + j] = -(m[ri + j] as number) / d;
    m[ri + i] = 1 / d;
  }
  return m;
}

/** Adds four neighbouring rows, each times a number, to the first entries of a row. */
function addFour(
  to: Float64Array,
  at: number,
  length: number,
  from: Float64Array,
  row: number,
  n: number,
  ...[x0 = 0, x1 = 0, x2 = 0, x3 = 0]: (number | undefined)[]
): void {
  const r1 = row + n;
  const r2 = r1 + n;
  const r3 = r2 + n;
  for (let j = 0; j < length; j += 1) {
    let sum = (to[at + j] as number) + x0 * (from[row + j] as number);
    sum += x1 * (from[r1 + j] as number);
    sum += x2 * (from[r2 + j] as number);
    to[at + j] = sum + x3 * (from[r3 + j] as number);
  }
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
