import { backwardSolve, choleskyInPlace, forwardSolve, inverseFromCholesky } from './dense.js';

/** A grouping of rows whose levels have normal effects with one variance. */
export interface Factor {
  readonly level: Int32Array;
  readonly count: number;
  /** Held as given while fitting, where true: a wide prior, not an estimate. */
  readonly held: boolean;
}

/** Which rows of the columns are fitted, what is fitted to them, and by what. */
export interface CrossedData {
  readonly rows: Int32Array;
  readonly y: Uint8Array;
  /** Row-major, `width` columns, for all rows. */
  readonly design: Float64Array;
  readonly width: number;
  /** Precision of the prior of each coefficient, 0 for none. */
  readonly ridge: Float64Array;
  /** The first is solved level by level, so it should be the one with most levels. */
  readonly factors: readonly Factor[];
}

/** Estimates, changed in place by `fitCrossed` so that the next month starts from this one. */
export interface CrossedFit {
  readonly coefficients: Float64Array;
  readonly effects: readonly Float64Array[];
  readonly variances: Float64Array;
}

export interface FitOptions {
  readonly iterations: number;
  /** Re-estimate variances from this iteration on; none where it is not below `iterations`. */
  readonly variancesFrom: number;
  /** Pseudo-levels and their variance that steady a variance with few levels. */
  readonly prior?: { readonly levels: number; readonly variance: number };
}

const LARGEST_STEP = 3;
const CONVERGED = 1e-4;
const SMALLEST_VARIANCE = 1e-4;

export function startFit(data: CrossedData, variances: readonly number[]): CrossedFit {
  return {
    coefficients: new Float64Array(data.width),
    effects: data.factors.map((factor) => new Float64Array(factor.count)),
    variances: Float64Array.from(variances),
  };
}

/**
 * Logistic regression with crossed random intercepts: penalised likelihood by Newton steps, variances by Laplace-EM.
 *   source  the criterion of lme4::glmer with nAGQ = 0 (coefficients at the penalised mode); checked against its tables
 *   units   log odds
 *   edges   levels without a row keep effect 0 and do not count towards a variance
 */
export function fitCrossed(data: CrossedData, fit: CrossedFit, options: FitOptions): void {
  const normal = new NormalEquations(data);
  for (let iteration = 0; iteration < options.iterations; iteration += 1) {
    const step = normal.step(fit);
    if (iteration >= options.variancesFrom) normal.updateVariances(fit, options.prior);
    if (step < CONVERGED && options.variancesFrom >= options.iterations) return;
  }
}

/** Log odds of a row under the fit. */
export function linearPredictor(data: CrossedData, fit: CrossedFit, row: number): number {
  let sum = 0;
  for (let c = 0; c < data.width; c += 1)
    sum += (data.design[row * data.width + c] as number) * (fit.coefficients[c] as number);
  data.factors.forEach((factor, f) => {
    sum += (fit.effects[f] as Float64Array)[factor.level[row] as number] as number;
  });
  return sum;
}

/**
 * The Newton system with the first factor eliminated.
 * Kept unknowns are the coefficients and the other factors; a level of the first factor touches few of them.
 */
class NormalEquations {
  private readonly offsets: number[] = [];
  private readonly kept: number;
  private readonly matrix: Float64Array;
  private readonly gradient: Float64Array;
  private readonly order: Int32Array;
  private readonly starts: Int32Array;
  private readonly touched: Int32Array[] = [];
  private readonly values: Float64Array[] = [];
  private readonly diagonal: Float64Array;
  private readonly firstGradient: Float64Array;

  constructor(private readonly data: CrossedData) {
    let kept = data.width;
    data.factors.slice(1).forEach((factor) => {
      this.offsets.push(kept);
      kept += factor.count;
    });
    this.kept = kept;
    this.matrix = new Float64Array(kept * kept);
    this.gradient = new Float64Array(kept);
    const first = data.factors[0] as Factor;
    this.diagonal = new Float64Array(first.count);
    this.firstGradient = new Float64Array(first.count);
    this.starts = new Int32Array(first.count + 1);
    for (const row of data.rows) {
      const at = (first.level[row] as number) + 1;
      this.starts[at] = (this.starts[at] as number) + 1;
    }
    for (let j = 0; j < first.count; j += 1)
      this.starts[j + 1] = (this.starts[j + 1] as number) + (this.starts[j] as number);
    this.order = new Int32Array(data.rows.length);
    const next = this.starts.slice();
    for (const row of data.rows) {
      const level = first.level[row] as number;
      this.order[next[level] as number] = row;
      next[level] = (next[level] as number) + 1;
    }
  }

  /** One Newton step; the largest change. */
  step(fit: CrossedFit): number {
    const { data, kept, matrix, gradient } = this;
    matrix.fill(0);
    gradient.fill(0);
    for (let c = 0; c < data.width; c += 1) {
      const ridge = data.ridge[c] as number;
      matrix[c * kept + c] = ridge;
      gradient[c] = -ridge * (fit.coefficients[c] as number);
    }
    data.factors.slice(1).forEach((factor, f) => {
      const precision = 1 / (fit.variances[f + 1] as number);
      const effects = fit.effects[f + 1] as Float64Array;
      const offset = this.offsets[f] as number;
      for (let l = 0; l < factor.count; l += 1) {
        matrix[(offset + l) * kept + offset + l] = precision;
        gradient[offset + l] = -precision * (effects[l] as number);
      }
    });
    this.accumulate(fit);
    choleskyInPlace(matrix, kept);
    forwardSolve(matrix, kept, gradient);
    backwardSolve(matrix, kept, gradient);
    return this.apply(fit);
  }

  updateVariances(fit: CrossedFit, prior: FitOptions['prior']): void {
    const inverse = inverseFromCholesky(this.matrix, this.kept);
    const levels = prior?.levels ?? 0;
    this.data.factors.forEach((factor, f) => {
      if (factor.held) return;
      const effects = fit.effects[f] as Float64Array;
      const seen = this.seen(factor);
      let sum = levels * (prior?.variance ?? 0);
      let count = levels;
      for (let l = 0; l < factor.count; l += 1) {
        if (!seen[l]) continue;
        sum += (effects[l] as number) ** 2 + this.posteriorVariance(f, l, inverse);
        count += 1;
      }
      fit.variances[f] = Math.max(SMALLEST_VARIANCE, count > 0 ? sum / count : SMALLEST_VARIANCE);
    });
  }

  private posteriorVariance(f: number, level: number, inverse: Float64Array): number {
    if (f > 0) {
      const at = (this.offsets[f - 1] as number) + level;
      return inverse[at * this.kept + at] as number;
    }
    const d = this.diagonal[level] as number;
    const touched = this.touched[level] as Int32Array;
    const values = this.values[level] as Float64Array;
    let quadratic = 0;
    for (let a = 0; a < touched.length; a += 1) {
      const base = (touched[a] as number) * this.kept;
      let inner = 0;
      for (let b = 0; b < touched.length; b += 1)
        inner += (inverse[base + (touched[b] as number)] as number) * (values[b] as number);
      quadratic += inner * (values[a] as number);
    }
    return 1 / d + quadratic / (d * d);
  }

  private seen(factor: Factor): Uint8Array {
    const seen = new Uint8Array(factor.count);
    for (const row of this.data.rows) seen[factor.level[row] as number] = 1;
    return seen;
  }

  private accumulate(fit: CrossedFit): void {
    const { data, kept, matrix, gradient } = this;
    const { width, design } = data;
    const first = data.factors[0] as Factor;
    const others = data.factors.slice(1);
    const precision = 1 / (fit.variances[0] as number);
    const row = new Float64Array(kept);
    const isTouched = new Uint8Array(kept);
    const list = new Int32Array(kept);
    const at = new Int32Array(others.length);
    for (let level = 0; level < first.count; level += 1) {
      let touches = 0;
      let d = precision;
      let g = -precision * ((fit.effects[0] as Float64Array)[level] as number);
      for (let k = this.starts[level] as number; k < (this.starts[level + 1] as number); k += 1) {
        const i = this.order[k] as number;
        const p = 1 / (1 + Math.exp(-linearPredictor(data, fit, i)));
        const w = Math.max(p * (1 - p), 1e-4);
        const r = (data.y[i] as number) - p;
        d += w;
        g += r;
        for (let f = 0; f < others.length; f += 1)
          at[f] = (this.offsets[f] as number) + ((others[f] as Factor).level[i] as number);
        for (let c = 0; c < width; c += 1) {
          const x = design[i * width + c] as number;
          if (x === 0) continue;
          const wx = w * x;
          gradient[c] = (gradient[c] as number) + r * x;
          if (!isTouched[c]) {
            isTouched[c] = 1;
            list[touches++] = c;
          }
          row[c] = (row[c] as number) + wx;
          for (let e = 0; e <= c; e += 1)
            matrix[c * kept + e] = (matrix[c * kept + e] as number) + wx * (design[i * width + e] as number);
          for (let f = 0; f < at.length; f += 1) {
            const cell = (at[f] as number) * kept + c;
            matrix[cell] = (matrix[cell] as number) + wx;
          }
        }
        for (let f = 0; f < at.length; f += 1) {
          const a = at[f] as number;
          gradient[a] = (gradient[a] as number) + r;
          if (!isTouched[a]) {
            isTouched[a] = 1;
            list[touches++] = a;
          }
          row[a] = (row[a] as number) + w;
          for (let e = 0; e <= f; e += 1) {
            const cell = a * kept + (at[e] as number);
            matrix[cell] = (matrix[cell] as number) + w;
          }
        }
      }
      const touched = list.slice(0, touches).sort();
      const values = new Float64Array(touches);
      for (let a = 0; a < touches; a += 1) {
        const ta = touched[a] as number;
        values[a] = row[ta] as number;
        row[ta] = 0;
        isTouched[ta] = 0;
      }
      for (let a = 0; a < touches; a += 1) {
        const va = (values[a] as number) / d;
        const base = (touched[a] as number) * kept;
        gradient[touched[a] as number] = (gradient[touched[a] as number] as number) - va * g;
        for (let b = 0; b <= a; b += 1) {
          const cell = base + (touched[b] as number);
          matrix[cell] = (matrix[cell] as number) - va * (values[b] as number);
        }
      }
      this.touched[level] = touched;
      this.values[level] = values;
      this.diagonal[level] = d;
      this.firstGradient[level] = g;
    }
  }

  private apply(fit: CrossedFit): number {
    const { data, gradient: change } = this;
    const first = data.factors[0] as Factor;
    const firstChange = new Float64Array(first.count);
    let largest = 0;
    for (let level = 0; level < first.count; level += 1) {
      const touched = this.touched[level] as Int32Array;
      const values = this.values[level] as Float64Array;
      let sum = this.firstGradient[level] as number;
      for (let a = 0; a < touched.length; a += 1)
        sum -= (values[a] as number) * (change[touched[a] as number] as number);
      firstChange[level] = sum / (this.diagonal[level] as number);
      largest = Math.max(largest, Math.abs(firstChange[level] as number));
    }
    for (const value of change) largest = Math.max(largest, Math.abs(value));
    const share = Math.min(1, LARGEST_STEP / largest);
    add(fit.coefficients, change, 0, share);
    add(fit.effects[0] as Float64Array, firstChange, 0, share);
    this.offsets.forEach((offset, f) => {
      add(fit.effects[f + 1] as Float64Array, change, offset, share);
    });
    return largest;
  }
}

function add(target: Float64Array, change: Float64Array, offset: number, share: number): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] as number) + share * (change[offset + i] as number);
}
