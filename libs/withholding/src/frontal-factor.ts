import { inverseFromCholesky, partialCholesky } from './dense.js';
import type { Elimination, Front } from './elimination.js';

/** A front's dense matrix while it is worked on: `size` rows of `size`, one for each member. */
export interface FrontMatrix {
  readonly front: Front;
  readonly index: number;
  readonly values: Float64Array;
  readonly size: number;
  /** Row of each unknown that is a member; of others it says nothing. */
  readonly local: Int32Array;
}

/**
 * Cholesky factor of a sparse symmetric positive definite matrix, front by front (multifrontal; Duff and Reid 1983), and
 * the entries of its inverse that lie in a front (Takahashi 1973).
 *   units   time and memory grow with the squares and sizes of the fronts, not with the number of unknowns
 */
export class FrontalFactor {
  private readonly factors: Float64Array;
  private readonly starts: Float64Array;
  private readonly local: Int32Array;
  private work = new Float64Array(0);
  private stack = new Float64Array(0);

  constructor(
    private readonly elimination: Elimination,
    unknowns: number,
  ) {
    const { fronts } = elimination;
    this.starts = new Float64Array(fronts.length + 1);
    fronts.forEach(({ members, pivots }, i) => {
      this.starts[i + 1] = (this.starts[i] as number) + members.length * pivots;
    });
    this.factors = new Float64Array(this.starts[fronts.length] as number);
    this.local = new Int32Array(unknowns);
  }

  /**
   * Factors the sum of what `addTo` adds to the lower triangle of each front.
   *   errors  RangeError where the matrix is not positive definite
   */
  factorise(addTo: (matrix: FrontMatrix) => void): void {
    const { fronts } = this.elimination;
    const children = new Int32Array(fronts.length);
    const waiting: number[] = [];
    let top = 0;
    fronts.forEach((front, index) => {
      const { members, pivots, parent } = front;
      const size = members.length;
      this.work = atLeast(this.work, size * size);
      const values = this.work;
      values.fill(0, 0, size * size);
      this.locate(front);
      addTo({ front, index, values, size, local: this.local });
      for (let left = children[index] as number; left > 0; left -= 1) {
        const child = fronts[waiting.pop() as number] as Front;
        top -= child.inParent.length ** 2;
        addChild(values, size, this.stack, top, child.inParent);
      }
      partialCholesky(values, size, pivots);
      this.keep(values, size, pivots, this.starts[index] as number);
      if (parent < 0) return;
      const rest = size - pivots;
      this.stack = atLeast(this.stack, top + rest * rest);
      for (let i = 0; i < rest; i += 1) {
        const from = (pivots + i) * size + pivots;
        this.stack.set(values.subarray(from, from + i + 1), top + i * rest);
      }
      top += rest * rest;
      waiting.push(index);
      children[parent] = (children[parent] as number) + 1;
    });
  }

  /** x of A x = b, in place of b; entries of unknowns that are in no front are left as they are. */
  solve(b: Float64Array): void {
    const { fronts } = this.elimination;
    const l = this.factors;
    fronts.forEach(({ members, pivots }, index) => {
      let at = this.starts[index] as number;
      for (let i = 0; i < members.length; i += 1, at += pivots) {
        const own = members[i] as number;
        let sum = b[own] as number;
        const end = Math.min(i, pivots);
        for (let k = 0; k < end; k += 1) sum -= (l[at + k] as number) * (b[members[k] as number] as number);
        b[own] = i < pivots ? sum / (l[at + i] as number) : sum;
      }
    });
    for (let index = fronts.length - 1; index >= 0; index -= 1) {
      const { members, pivots } = fronts[index] as Front;
      for (let i = members.length - 1; i >= 0; i -= 1) {
        const at = (this.starts[index] as number) + i * pivots;
        const own = members[i] as number;
        if (i < pivots) b[own] = (b[own] as number) / (l[at + i] as number);
        const x = b[own] as number;
        const end = Math.min(i, pivots);
        for (let k = 0; k < end; k += 1) {
          const other = members[k] as number;
          b[other] = (b[other] as number) - (l[at + k] as number) * x;
        }
      }
    }
  }

  /**
   * Shows each front's part of the inverse, whole and symmetric, parents first.
   *   `given`  so many of the last unknowns are taken as known: the inverse is that of the others alone, 0 in theirs
   */
  forEachInverse(given: number, visit: (inverse: FrontMatrix) => void): void {
    const { fronts } = this.elimination;
    const starts = new Float64Array(fronts.length);
    for (let index = fronts.length - 1; index >= 0; index -= 1) {
      const front = fronts[index] as Front;
      const size = front.members.length;
      const parent = fronts[front.parent];
      // Whatever lies behind the parent belongs to subtrees that are done.
      const start = parent ? (starts[front.parent] as number) + parent.members.length ** 2 : 0;
      starts[index] = start;
      this.stack = atLeast(this.stack, start + size * size);
      const inverse = this.stack.subarray(start, start + size * size);
      if (parent) {
        const from = starts[front.parent] as number;
        this.extendInverse(front, index, this.stack.subarray(from, start), parent.members.length, inverse);
      } else this.lastInverse(front, index, given, inverse);
      this.locate(front);
      visit({ front, index, values: inverse, size, local: this.local });
    }
  }

  private lastInverse({ members, pivots }: Front, index: number, given: number, inverse: Float64Array): void {
    const size = members.length - given;
    const factor = new Float64Array(size * size);
    for (let i = 0; i < size; i += 1)
      for (let k = 0; k <= i; k += 1)
        factor[i * size + k] = this.factors[(this.starts[index] as number) + i * pivots + k] as number;
    const own = inverseFromCholesky(factor, size);
    inverse.fill(0);
    for (let i = 0; i < size; i += 1) inverse.set(own.subarray(i * size, (i + 1) * size), i * members.length);
  }

  /** With y = L21 L11^-1: the rest's entries are the parent's, those between are -rest y, those of the pivots follow. */
  private extendInverse(
    { members, pivots, inParent }: Front,
    index: number,
    parent: Float64Array,
    parentSize: number,
    inverse: Float64Array,
  ): void {
    const size = members.length;
    const rest = size - pivots;
    const l = this.factors.subarray(this.starts[index] as number, this.starts[index + 1] as number);
    const y = new Float64Array(rest * pivots);
    for (let i = 0; i < rest; i += 1) {
      for (let k = pivots - 1; k >= 0; k -= 1) {
        let sum = l[(pivots + i) * pivots + k] as number;
        for (let e = k + 1; e < pivots; e += 1) sum -= (y[e * rest + i] as number) * (l[e * pivots + k] as number);
        y[k * rest + i] = sum / (l[k * pivots + k] as number);
      }
    }
    for (let i = 0; i < rest; i += 1) {
      const from = (inParent[i] as number) * parentSize;
      const to = (pivots + i) * size + pivots;
      for (let j = 0; j < rest; j += 1) inverse[to + j] = parent[from + (inParent[j] as number)] as number;
    }
    for (let k = 0; k < pivots; k += 1) {
      const between = inverse.subarray(k * size + pivots, (k + 1) * size);
      timesRest(inverse, size, pivots, y.subarray(k * rest, (k + 1) * rest), between);
      for (let i = 0; i < rest; i += 1) inverse[(pivots + i) * size + k] = between[i] as number;
    }
    const factor = new Float64Array(pivots * pivots);
    for (let i = 0; i < pivots; i += 1) factor.set(l.subarray(i * pivots, i * pivots + i + 1), i * pivots);
    const own = inverseFromCholesky(factor, pivots);
    for (let i = 0; i < pivots; i += 1) {
      for (let k = 0; k < pivots; k += 1) {
        let sum = own[i * pivots + k] as number;
        for (let j = 0; j < rest; j += 1)
          sum -= (y[i * rest + j] as number) * (inverse[k * size + pivots + j] as number);
        inverse[i * size + k] = sum;
      }
    }
  }

  private keep(values: Float64Array, size: number, pivots: number, start: number): void {
    for (let i = 0; i < size; i += 1)
      this.factors.set(values.subarray(i * size, i * size + Math.min(i + 1, pivots)), start + i * pivots);
  }

  private locate({ members }: Front): void {
    for (let i = 0; i < members.length; i += 1) this.local[members[i] as number] = i;
  }
}

/** Minus the block behind the pivots, times y. */
function timesRest(inverse: Float64Array, size: number, pivots: number, y: Float64Array, out: Float64Array): void {
  const rest = y.length;
  let i = 0;
  // Four rows at once: four sums that do not wait for each other.
  for (; i + 3 < rest; i += 4) {
    const r0 = (pivots + i) * size + pivots;
    const r1 = r0 + size;
    const r2 = r1 + size;
    const r3 = r2 + size;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < rest; j += 1) {
      const x = y[j] as number;
      s0 -= (inverse[r0 + j] as number) * x;
      s1 -= (inverse[r1 + j] as number) * x;
      s2 -= (inverse[r2 + j] as number) * x;
      s3 -= (inverse[r3 + j] as number) * x;
    }
    out[i] = s0;
    out[i + 1] = s1;
    out[i + 2] = s2;
    out[i + 3] = s3;
  }
  for (; i < rest; i += 1) {
    let sum = 0;
    for (let j = 0; j < rest; j += 1) sum -= (inverse[(pivots + i) * size + pivots + j] as number) * (y[j] as number);
    out[i] = sum;
  }
}

/** Adds what a child has left to its parent's front; the members of both are in the order in which they will go. */
function addChild(values: Float64Array, size: number, from: Float64Array, start: number, at: Int32Array): void {
  const rest = at.length;
  for (let i = 0; i < rest; i += 1) {
    const row = (at[i] as number) * size;
    const own = start + i * rest;
    for (let j = 0; j <= i; j += 1) {
      const cell = row + (at[j] as number);
      values[cell] = (values[cell] as number) + (from[own + j] as number);
    }
  }
}

/** A buffer of at least so many entries, with what is in it. */
function atLeast(buffer: Float64Array<ArrayBuffer>, entries: number): Float64Array<ArrayBuffer> {
  if (buffer.length >= entries) return buffer;
  const larger = new Float64Array(Math.max(entries, buffer.length * 2));
  larger.set(buffer);
  return larger;
}
