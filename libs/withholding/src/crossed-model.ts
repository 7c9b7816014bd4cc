import { backwardSolve, choleskyInPlace, forwardSolve, inverseFromCholesky, multiply } from './dense.js';

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
  /**
   * `laplace` goes to where the Laplace approximation to the likelihood is highest, as lme4 does. `expectation` moves a
   * little at a time, which keeps a monthly refit steady; for a yes or no of few rows each it stops somewhat lower.
   */
  readonly variancesBy: 'laplace' | 'expectation';
  /** Pseudo-levels and their variance that steady a variance with few levels. */
  readonly prior?: { readonly levels: number; readonly variance: number };
}

const LARGEST_STEP = 3;
const CONVERGED = 1e-4;
const SMALLEST_VARIANCE = 1e-4;
/** A variance at most doubles or halves in a step: far from the answer the step is too long. */
const LARGEST_RATIO = 2;

export function startFit(data: CrossedData, variances: readonly number[]): CrossedFit {
  return {
    coefficients: new Float64Array(data.width),
    effects: data.factors.map((factor) => new Float64Array(factor.count)),
    variances: Float64Array.from(variances),
  };
}

/**
 * Logistic regression with crossed random intercepts: penalised likelihood by Newton steps, and their variances.
 *   source  the criterion of lme4::glmer with nAGQ = 0 (coefficients at the penalised mode) where variances are by
 *           `laplace`; checked against its tables
 *   units   log odds
 *   edges   levels without a row keep effect 0 and do not count towards a variance
 */
export function fitCrossed(data: CrossedData, fit: CrossedFit, options: FitOptions): void {
  const normal = new NormalEquations(data);
  for (let iteration = 0; iteration < options.iterations; iteration += 1) {
    const step = normal.step(fit);
    if (iteration >= options.variancesFrom) normal.updateVariances(fit, options);
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
  /** Derivative of the weight of each row by its log odds, in the order of `order`. */
  private readonly slopes: Float64Array;

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
    this.slopes = new Float64Array(data.rows.length);
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

  updateVariances(fit: CrossedFit, { variancesBy, prior }: FitOptions): void {
    const inverse = inverseFromCholesky(this.matrix, this.kept);
    if (variancesBy === 'expectation') this.expect(fit, inverse, prior);
    else this.maximiseLaplace(fit, inverse, prior);
  }

  /** One step of expectation-maximisation, with the uncertainty of the coefficients in it. */
  private expect(fit: CrossedFit, inverse: Float64Array, prior: FitOptions['prior']): void {
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

  /**
   * One step towards the variances at which the Laplace approximation to the likelihood is highest.
   *   how  where its derivative is 0, variance x (levels - tr C / variance) = u'u - b'u; C is the covariance of the
   *        effects for given coefficients, b what the curvature of the likelihood pulls the modes by. Dividing by the
   *        levels that the data speak for arrives in tens of steps where expectation-maximisation takes hundreds
   */
  private maximiseLaplace(fit: CrossedFit, inverse: Float64Array, prior: FitOptions['prior']): void {
    const laplace = this.laplaceTerms(inverse, givenCoefficients(inverse, this.kept, this.data.width));
    const levels = prior?.levels ?? 0;
    this.data.factors.forEach((factor, f) => {
      if (factor.held) return;
      const effects = fit.effects[f] as Float64Array;
      const pulls = laplace.pulls[f] as Float64Array;
      const variances = laplace.variances[f] as Float64Array;
      const seen = this.seen(factor);
      const now = fit.variances[f] as number;
      let sum = levels * (prior?.variance ?? 0);
      let spokenFor = levels;
      for (let l = 0; l < factor.count; l += 1) {
        if (!seen[l]) continue;
        sum += (effects[l] as number) * ((effects[l] as number) - (pulls[l] as number));
        spokenFor += 1 - (variances[l] as number) / now;
      }
      const next = spokenFor > 0 ? sum / spokenFor : now;
      fit.variances[f] = Math.max(SMALLEST_VARIANCE, now / LARGEST_RATIO, Math.min(now * LARGEST_RATIO, next));
    });
  }

  /** By factor and level: posterior variance for given coefficients, and the pull of the curvature on the mode. */
  private laplaceTerms(
    inverse: Float64Array,
    given: Float64Array,
  ): { variances: Float64Array[]; pulls: Float64Array[] } {
    const { data, kept } = this;
    const { width } = data;
    const [first, ...others] = data.factors as [Factor, ...Factor[]];
    const variances = data.factors.map((factor) => new Float64Array(factor.count));
    const pulls = data.factors.map((factor) => new Float64Array(factor.count));
    const pull = new Float64Array(kept);
    const firstPull = new Float64Array(first.count);
    const spread = new Float64Array(kept);
    const at = new Int32Array(others.length);
    for (let level = 0; level < first.count; level += 1) {
      const d = this.diagonal[level] as number;
      const touched = this.touched[level] as Int32Array;
      const values = this.values[level] as Float64Array;
      let own = 1 / d;
      for (let a = 0; a < touched.length; a += 1) {
        const ta = touched[a] as number;
        if (ta < width) continue;
        let inner = 0;
        for (let b = 0; b < touched.length; b += 1)
          inner += (given[ta * kept + (touched[b] as number)] as number) * (values[b] as number);
        spread[ta] = -inner / d;
        own += (inner * (values[a] as number)) / (d * d);
      }
      (variances[0] as Float64Array)[level] = own;
      for (let k = this.starts[level] as number; k < (this.starts[level + 1] as number); k += 1) {
        const i = this.order[k] as number;
        let variance = own;
        for (let f = 0; f < at.length; f += 1) {
          const a = (this.offsets[f] as number) + ((others[f] as Factor).level[i] as number);
          at[f] = a;
          variance += 2 * (spread[a] as number) + (given[a * kept + a] as number);
          for (let e = 0; e < f; e += 1) variance += 2 * (given[a * kept + (at[e] as number)] as number);
        }
        const q = variance * (this.slopes[k] as number);
        firstPull[level] = (firstPull[level] as number) + q;
        for (let c = 0; c < width; c += 1) pull[c] = (pull[c] as number) + q * (data.design[i * width + c] as number);
        for (const a of at) pull[a] = (pull[a] as number) + q;
      }
      const share = (firstPull[level] as number) / d;
      for (let a = 0; a < touched.length; a += 1) {
        const ta = touched[a] as number;
        pull[ta] = (pull[ta] as number) - (values[a] as number) * share;
      }
    }
    const solved = multiply(inverse, kept, pull);
    for (let level = 0; level < first.count; level += 1) {
      const touched = this.touched[level] as Int32Array;
      const values = this.values[level] as Float64Array;
      let sum = firstPull[level] as number;
      for (let a = 0; a < touched.length; a += 1)
        sum -= (values[a] as number) * (solved[touched[a] as number] as number);
      (pulls[0] as Float64Array)[level] = sum / (this.diagonal[level] as number);
    }
    others.forEach((factor, f) => {
      const offset = this.offsets[f] as number;
      for (let l = 0; l < factor.count; l += 1) {
        (variances[f + 1] as Float64Array)[l] = given[(offset + l) * (kept + 1)] as number;
        (pulls[f + 1] as Float64Array)[l] = solved[offset + l] as number;
      }
    });
    return { variances, pulls };
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
        this.slopes[k] = p * (1 - p) * (1 - 2 * p);
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

/** Covariance of the kept effects for given coefficients, from the joint one; 0 in the coefficients' rows and columns. */
function givenCoefficients(inverse: Float64Array, kept: number, width: number): Float64Array {
  const block = new Float64Array(width * width);
  for (let c = 0; c < width; c += 1)
    for (let e = 0; e < width; e += 1) block[c * width + e] = inverse[c * kept + e] as number;
  choleskyInPlace(block, width);
  const reduced = new Float64Array(kept * width);
  for (let a = width; a < kept; a += 1) {
    for (let c = 0; c < width; c += 1) reduced[a * width + c] = inverse[a * kept + c] as number;
    forwardSolve(block, width, reduced, a * width);
  }
  const given = new Float64Array(kept * kept);
  for (let a = width; a < kept; a += 1) {
    for (let b = width; b <= a; b += 1) {
      let value = inverse[a * kept + b] as number;
      for (let c = 0; c < width; c += 1)
        value -= (reduced[a * width + c] as number) * (reduced[b * width + c] as number);
      given[a * kept + b] = value;
      given[b * kept + a] = value;
    }
  }
  return given;
}
