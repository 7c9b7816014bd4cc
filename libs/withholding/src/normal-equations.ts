import type { CrossedData, CrossedFit, Factor } from './crossed-data.js';
import { type CrossedLayout, layOut } from './crossed-layout.js';
import { FrontalFactor, type FrontMatrix } from './frontal-factor.js';

const LARGEST_STEP = 3;
const SMALLEST_WEIGHT = 1e-4;

/**
 * The Newton system of a crossed model. A level of the first factor goes by itself and couples what its rows touch; what
 * is kept, the coefficients and the levels of the other factors, is factored front by front.
 */
export class NormalEquations {
  readonly layout: CrossedLayout;
  /** Coupling of each level of the first factor with what it touches, in the order of the layout. */
  readonly couplings: Float64Array;
  readonly diagonal: Float64Array;
  /** Derivative of the weight of each row by its log odds, in the layout's order of rows. */
  readonly slopes: Float64Array;

  private readonly factor: FrontalFactor;
  private readonly gradient: Float64Array;
  private readonly firstGradient: Float64Array;
  private readonly precision: Float64Array;
  /** Of one level: couplings by member of the front, and where in the front each unknown touched is. */
  private sums = new Float64Array(0);
  private readonly where: Int32Array;
  /** Levels by row of each factor but the first. */
  private readonly others: readonly Int32Array[];
  /** Of one row: the unknowns it touches, where they are in the front, and its columns that are not 0 with their values. */
  private readonly unknowns: Int32Array;
  private readonly at: Int32Array;
  private readonly columns: Int32Array;
  private readonly values: Float64Array;
  private count = 0;

  constructor(readonly data: CrossedData) {
    this.layout = layOut(data);
    const { kept, touched, elimination } = this.layout;
    const first = data.factors[0] as Factor;
    this.factor = new FrontalFactor(elimination, kept);
    this.couplings = new Float64Array(touched.of.length);
    this.diagonal = new Float64Array(first.count).fill(1);
    this.slopes = new Float64Array(data.rows.length);
    this.gradient = new Float64Array(kept);
    this.firstGradient = new Float64Array(first.count);
    this.precision = new Float64Array(kept);
    this.sums = new Float64Array(elimination.fronts.reduce((most, { members }) => Math.max(most, members.length), 0));
    this.where = new Int32Array(this.sums.length);
    this.others = data.factors.slice(1).map((factor) => factor.level);
    this.unknowns = new Int32Array(this.others.length);
    this.at = new Int32Array(this.others.length);
    this.columns = new Int32Array(data.width);
    this.values = new Float64Array(data.width);
  }

  /** Weights, gradient and factor at a fit. */
  factorise(fit: CrossedFit): void {
    this.addPriors(fit);
    this.factor.factorise((matrix) => {
      const { front, values, size } = matrix;
      for (let i = 0; i < front.pivots; i += 1)
        values[i * size + i] = this.precision[front.members[i] as number] as number;
      this.forEachLevel(matrix, (level) => {
        this.startLevel(level, matrix);
        this.addRows(level, matrix, fit);
        this.eliminate(level, matrix);
      });
    });
  }

  /** One Newton step from the fit that was factored; the largest change. */
  step(fit: CrossedFit): number {
    const { gradient: change, firstGradient: firstChange } = this;
    this.factor.solve(change);
    this.backToFirst(firstChange, change);
    let largest = 0;
    for (const value of firstChange) largest = Math.max(largest, Math.abs(value));
    for (const value of change) largest = Math.max(largest, Math.abs(value));
    const share = Math.min(1, LARGEST_STEP / largest);
    add(fit.coefficients, change, 0, share);
    add(fit.effects[0] as Float64Array, firstChange, 0, share);
    this.layout.offsets.forEach((offset, f) => {
      add(fit.effects[f + 1] as Float64Array, change, offset, share);
    });
    return largest;
  }

  /** Solves for right-hand sides by level of the first factor and by unknown kept, in place of both. */
  solve(first: Float64Array, kept: Float64Array): void {
    const { touched } = this.layout;
    for (let level = 0; level < first.length; level += 1) {
      const share = (first[level] as number) / (this.diagonal[level] as number);
      for (let k = touched.from[level] as number; k < (touched.from[level + 1] as number); k += 1) {
        const unknown = touched.of[k] as number;
        kept[unknown] = (kept[unknown] as number) - (this.couplings[k] as number) * share;
      }
    }
    this.factor.solve(kept);
    this.backToFirst(first, kept);
  }

  /**
   * Shows each front's part of the inverse of the unknowns kept.
   *   `given`  with the coefficients taken as known
   */
  forEachInverse(given: boolean, visit: (inverse: FrontMatrix) => void): void {
    this.factor.forEachInverse(given ? this.data.width : 0, visit);
  }

  /** Visits the levels of the first factor that are added to a front: all they touch is among its members. */
  forEachLevel({ index }: FrontMatrix, visit: (level: number) => void): void {
    const { from, of } = this.layout.levels;
    for (let k = from[index] as number; k < (from[index + 1] as number); k += 1) visit(of[k] as number);
  }

  private addPriors(fit: CrossedFit): void {
    const { data, layout, precision, gradient } = this;
    for (let c = 0; c < data.width; c += 1) {
      precision[c] = data.ridge[c] as number;
      gradient[c] = -(precision[c] as number) * (fit.coefficients[c] as number);
    }
    (fit.effects[0] as Float64Array).forEach((effect, level) => {
      this.firstGradient[level] = -effect;
    });
    layout.offsets.forEach((offset, f) => {
      const own = 1 / (fit.variances[f + 1] as number);
      (fit.effects[f + 1] as Float64Array).forEach((effect, level) => {
        precision[offset + level] = own;
        // A level whose rows have all dropped out is in no front: its step is back to 0.
        gradient[offset + level] = layout.seen[f + 1]?.[level] ? -own * effect : -effect;
      });
    });
    this.diagonal.fill(1);
  }

  private startLevel(level: number, { local }: FrontMatrix): void {
    const { from, of } = this.layout.touched;
    const start = from[level] as number;
    const touches = (from[level + 1] as number) - start;
    for (let a = 0; a < touches; a += 1) {
      const at = local[of[start + a] as number] as number;
      this.where[a] = at;
      this.sums[at] = 0;
    }
  }

  private addRows(level: number, matrix: FrontMatrix, fit: CrossedFit): void {
    const { from, of } = this.layout.rows;
    const own = (fit.effects[0] as Float64Array)[level] as number;
    let d = 1 / (fit.variances[0] as number);
    let g = -d * own;
    for (let k = from[level] as number; k < (from[level + 1] as number); k += 1) {
      const row = of[k] as number;
      const p = 1 / (1 + Math.exp(-own - this.read(row, fit)));
      const w = Math.max(p * (1 - p), SMALLEST_WEIGHT);
      const r = (this.data.y[row] as number) - p;
      this.slopes[k] = p * (1 - p) * (1 - 2 * p);
      d += w;
      g += r;
      this.addRow(matrix, w, r);
    }
    this.diagonal[level] = d;
    this.firstGradient[level] = g;
  }

  /** Notes which unknowns a row touches, and its values of the coefficients' columns; its log odds by them. */
  private read(row: number, fit: CrossedFit): number {
    const { design, width } = this.data;
    const { others, unknowns, columns, values } = this;
    let logOdds = 0;
    let count = 0;
    for (let c = 0; c < width; c += 1) {
      const value = design[row * width + c] as number;
      if (value === 0) continue;
      logOdds += value * (fit.coefficients[c] as number);
      columns[count] = c;
      values[count++] = value;
    }
    for (let f = 0; f < others.length; f += 1) {
      const level = (others[f] as Int32Array)[row] as number;
      logOdds += (fit.effects[f + 1] as Float64Array)[level] as number;
      unknowns[f] = (this.layout.offsets[f] as number) + level;
    }
    this.count = count;
    return logOdds;
  }

  /** Adds the row that was read to a front and to the gradient, with its weight and residual. */
  private addRow({ values: matrix, size, local }: FrontMatrix, w: number, r: number): void {
    const { gradient, sums, unknowns, columns, values, at } = this;
    for (let f = 0; f < at.length; f += 1) {
      const unknown = unknowns[f] as number;
      gradient[unknown] = (gradient[unknown] as number) + r;
      const a = local[unknown] as number;
      at[f] = a;
      sums[a] = (sums[a] as number) + w;
      for (let e = 0; e <= f; e += 1) {
        const b = at[e] as number;
        const cell = a > b ? a * size + b : b * size + a;
        matrix[cell] = (matrix[cell] as number) + w;
      }
    }
    // Coefficients are the last members of every front.
    const base = size - this.data.width;
    for (let n = 0; n < this.count; n += 1) {
      const c = columns[n] as number;
      const value = values[n] as number;
      const wx = w * value;
      gradient[c] = (gradient[c] as number) + r * value;
      sums[base + c] = (sums[base + c] as number) + wx;
      const row = (base + c) * size;
      for (let f = 0; f < at.length; f += 1) {
        const cell = row + (at[f] as number);
        matrix[cell] = (matrix[cell] as number) + wx;
      }
      for (let e = 0; e <= n; e += 1) {
        const cell = row + base + (columns[e] as number);
        matrix[cell] = (matrix[cell] as number) + wx * (values[e] as number);
      }
    }
  }

  private eliminate(level: number, { values: matrix, size }: FrontMatrix): void {
    const { where, sums, couplings, gradient } = this;
    const { from, of } = this.layout.touched;
    const start = from[level] as number;
    const touches = (from[level + 1] as number) - start;
    const d = this.diagonal[level] as number;
    const g = this.firstGradient[level] as number;
    for (let a = 0; a < touches; a += 1) {
      const value = sums[where[a] as number] as number;
      couplings[start + a] = value;
      if (value === 0) continue;
      const share = value / d;
      const unknown = of[start + a] as number;
      gradient[unknown] = (gradient[unknown] as number) - share * g;
      const row = (where[a] as number) * size;
      for (let b = 0; b <= a; b += 1) {
        const cell = row + (where[b] as number);
        matrix[cell] = (matrix[cell] as number) - share * (couplings[start + b] as number);
      }
    }
  }

  /** Values of the first factor's levels, in place of their right-hand side, from those of the unknowns kept. */
  private backToFirst(first: Float64Array, kept: Float64Array): void {
    const { from, of } = this.layout.touched;
    for (let level = 0; level < first.length; level += 1) {
      let sum = first[level] as number;
      for (let k = from[level] as number; k < (from[level + 1] as number); k += 1)
        sum -= (this.couplings[k] as number) * (kept[of[k] as number] as number);
      first[level] = sum / (this.diagonal[level] as number);
    }
  }
}

function add(target: Float64Array, change: Float64Array, offset: number, share: number): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] as number) + share * (change[offset + i] as number);
}
