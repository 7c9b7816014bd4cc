import { backwardSolve, choleskyInPlace, forwardSolve, inverseFromCholesky } from './dense.js';

/**
 * A symmetric positive definite matrix of pairs that are coupled with a tail and not with each other, and its Cholesky
 * factor: unknowns 2k and 2k + 1 are pair k, and `tail` unknowns follow the pairs.
 *   units   time and memory in proportion to the pairs, times the tail squared
 */
export class ArrowFactor {
  readonly size: number;
  /** Lower triangles of the pairs: 3 entries each. */
  private readonly blocks: Float64Array;
  /** Couplings of each unknown of the pairs with the tail: `tail` entries each. */
  private readonly couplings: Float64Array;
  private readonly corner: Float64Array;

  constructor(
    readonly pairs: number,
    readonly tail: number,
  ) {
    this.size = 2 * pairs + tail;
    this.blocks = new Float64Array(3 * pairs);
    this.couplings = new Float64Array(2 * pairs * tail);
    this.corner = new Float64Array(tail * tail);
  }

  /** Adds to an entry of the lower triangle, `row` not before `column`; an entry between two pairs is not there. */
  add(row: number, column: number, value: number): void {
    const paired = 2 * this.pairs;
    if (row < paired) {
      const at = 3 * (row >> 1) + (row & 1) + (column & 1);
      this.blocks[at] = (this.blocks[at] as number) + value;
    } else if (column < paired) {
      const at = column * this.tail + row - paired;
      this.couplings[at] = (this.couplings[at] as number) + value;
    } else {
      const at = (row - paired) * this.tail + column - paired;
      this.corner[at] = (this.corner[at] as number) + value;
    }
  }

  /**
   * Factors what was added, in its place.
   *   errors  RangeError where the matrix is not positive definite
   */
  factorise(): void {
    const { pairs, tail, blocks, couplings, corner } = this;
    for (let k = 0; k < pairs; k += 1) {
      const l00 = Math.sqrt(blocks[3 * k] as number);
      const l10 = (blocks[3 * k + 1] as number) / l00;
      const l11 = Math.sqrt((blocks[3 * k + 2] as number) - l10 * l10);
      if (!(l00 > 0 && l11 > 0)) throw new RangeError(`Pair ${k} is not positive definite.`);
      blocks[3 * k] = l00;
      blocks[3 * k + 1] = l10;
      blocks[3 * k + 2] = l11;
      const one = 2 * k * tail;
      const other = one + tail;
      for (let t = 0; t < tail; t += 1) {
        const x0 = (couplings[one + t] as number) / l00;
        const x1 = ((couplings[other + t] as number) - l10 * x0) / l11;
        couplings[one + t] = x0;
        couplings[other + t] = x1;
        if (x0 === 0 && x1 === 0) continue;
        const row = t * tail;
        for (let s = 0; s <= t; s += 1) {
          const taken = x0 * (couplings[one + s] as number) + x1 * (couplings[other + s] as number);
          corner[row + s] = (corner[row + s] as number) - taken;
        }
      }
    }
    choleskyInPlace(corner, tail);
  }

  /** x of A x = b, in place of b. */
  solve(b: Float64Array): void {
    const { pairs, tail, blocks, couplings, corner } = this;
    for (let k = 0; k < pairs; k += 1) this.whitenPair(k, b, 2 * k, 2 * pairs);
    const end = b.subarray(2 * pairs);
    forwardSolve(corner, tail, end);
    backwardSolve(corner, tail, end);
    for (let k = 0; k < pairs; k += 1) {
      let x0 = b[2 * k] as number;
      let x1 = b[2 * k + 1] as number;
      for (let t = 0; t < tail; t += 1) {
        x0 -= (couplings[2 * k * tail + t] as number) * (end[t] as number);
        x1 -= (couplings[(2 * k + 1) * tail + t] as number) * (end[t] as number);
      }
      x1 /= blocks[3 * k + 2] as number;
      b[2 * k] = (x0 - (blocks[3 * k + 1] as number) * x1) / (blocks[3 * k] as number);
      b[2 * k + 1] = x1;
    }
  }

  /**
   * x of L x = b for a b that is 0 in all pairs but some, in place: `b` has those pairs from `at`, then the tail.
   * The length of x is that of b in the metric of the inverse.
   */
  whiten(some: Int32Array, b: Float64Array, at: number): void {
    const tail = at + 2 * some.length;
    for (let k = 0; k < some.length; k += 1) this.whitenPair(some[k] as number, b, at + 2 * k, tail);
    forwardSolve(this.corner, this.tail, b, tail);
  }

  /** The inverse, whole and symmetric. */
  inverse(): Float64Array {
    const { pairs, tail, size, blocks, couplings } = this;
    const paired = 2 * pairs;
    const inverse = new Float64Array(size * size);
    const corner = inverseFromCholesky(this.corner, tail);
    for (let t = 0; t < tail; t += 1)
      inverse.set(corner.subarray(t * tail, (t + 1) * tail), (paired + t) * size + paired);
    // Couplings times the inverse of each pair's triangle: what a pair takes from the tail.
    const taken = new Float64Array(paired * tail);
    for (let k = 0; k < pairs; k += 1) {
      for (let t = 0; t < tail; t += 1) {
        const y1 = (couplings[(2 * k + 1) * tail + t] as number) / (blocks[3 * k + 2] as number);
        taken[(2 * k + 1) * tail + t] = y1;
        taken[2 * k * tail + t] =
          ((couplings[2 * k * tail + t] as number) - (blocks[3 * k + 1] as number) * y1) / (blocks[3 * k] as number);
      }
    }
    const spread = new Float64Array(tail);
    for (let i = 0; i < paired; i += 1) {
      timesSymmetric(corner, taken, i * tail, tail, spread);
      for (let t = 0; t < tail; t += 1) {
        inverse[i * size + paired + t] = -(spread[t] as number);
        inverse[(paired + t) * size + i] = -(spread[t] as number);
      }
      for (let j = 0; j <= i; j += 1) {
        let sum = (i ^ j) < 2 ? this.pairInverse(i >> 1, i & 1, j & 1) : 0;
        for (let t = 0; t < tail; t += 1) sum += (spread[t] as number) * (taken[j * tail + t] as number);
        inverse[i * size + j] = sum;
        inverse[j * size + i] = sum;
      }
    }
    return inverse;
  }

  private whitenPair(pair: number, b: Float64Array, at: number, tail: number): void {
    const { blocks, couplings } = this;
    const x0 = (b[at] as number) / (blocks[3 * pair] as number);
    const x1 = ((b[at + 1] as number) - (blocks[3 * pair + 1] as number) * x0) / (blocks[3 * pair + 2] as number);
    b[at] = x0;
    b[at + 1] = x1;
    if (x0 === 0 && x1 === 0) return;
    const one = 2 * pair * this.tail;
    const other = one + this.tail;
    for (let t = 0; t < this.tail; t += 1)
      b[tail + t] =
        (b[tail + t] as number) - (couplings[one + t] as number) * x0 - (couplings[other + t] as number) * x1;
  }

  /** An entry of the inverse of a pair's block by itself. */
  private pairInverse(pair: number, row: number, column: number): number {
    const i0 = 1 / (this.blocks[3 * pair] as number);
    const i11 = 1 / (this.blocks[3 * pair + 2] as number);
    const i10 = -(this.blocks[3 * pair + 1] as number) * i0 * i11;
    if (row + column === 2) return i11 * i11;
    return row + column === 1 ? i10 * i11 : i0 * i0 + i10 * i10;
  }
}

function timesSymmetric(matrix: Float64Array, x: Float64Array, at: number, n: number, out: Float64Array): void {
  for (let i = 0; i < n; i += 1) {
    let sum = 0;
    for (let j = 0; j < n; j += 1) sum += (matrix[i * n + j] as number) * (x[at + j] as number);
    out[i] = sum;
  }
}
