import type { CrossedFit, Factor, VariancePrior } from './crossed-data.js';
import type { FrontMatrix } from './frontal-factor.js';
import type { NormalEquations } from './normal-equations.js';

const SMALLEST_VARIANCE = 1e-4;
/** A variance at most doubles or halves in a step: far from the answer the step is too long. */
const LARGEST_RATIO = 2;

/** One step of expectation-maximisation, with the uncertainty of the coefficients in it. */
export function expectVariances(normal: NormalEquations, fit: CrossedFit, prior: VariancePrior | undefined): void {
  const variances = levelVariances(normal, false);
  const levels = prior?.levels ?? 0;
  normal.data.factors.forEach((factor, f) => {
    if (factor.held) return;
    let sum = levels * (prior?.variance ?? 0);
    let count = levels;
    forEachSeen(normal, f, (level) => {
      sum += ((fit.effects[f] as Float64Array)[level] as number) ** 2 + (variances[f]?.[level] as number);
      count += 1;
    });
    fit.variances[f] = Math.max(SMALLEST_VARIANCE, count > 0 ? sum / count : SMALLEST_VARIANCE);
  });
}

/**
 * One step towards the variances at which the Laplace approximation to the likelihood is highest.
 *   how  where its derivative is 0, variance x (levels - tr C / variance) = u'u - b'u; C is the covariance of the
 *        effects for given coefficients, b what the curvature of the likelihood pulls the modes by. Dividing by the
 *        levels that the data speak for arrives in tens of steps where expectation-maximisation takes hundreds
 */
export function maximiseLaplace(normal: NormalEquations, fit: CrossedFit, prior: VariancePrior | undefined): void {
  const pulled = new Pulls(normal);
  const variances = levelVariances(normal, true, (level, own, inverse) => pulled.add(level, own, inverse));
  const pulls = pulled.solve();
  const levels = prior?.levels ?? 0;
  normal.data.factors.forEach((factor, f) => {
    if (factor.held) return;
    const now = fit.variances[f] as number;
    let sum = levels * (prior?.variance ?? 0);
    let spokenFor = levels;
    forEachSeen(normal, f, (level) => {
      const effect = (fit.effects[f] as Float64Array)[level] as number;
      sum += effect * (effect - (pulls[f]?.[level] as number));
      spokenFor += 1 - (variances[f]?.[level] as number) / now;
    });
    const next = spokenFor > 0 ? sum / spokenFor : now;
    fit.variances[f] = Math.max(SMALLEST_VARIANCE, now / LARGEST_RATIO, Math.min(now * LARGEST_RATIO, next));
  });
}

/**
 * Posterior variance by factor and level.
 *   `given`    for given coefficients
 *   `onLevel`  is shown each level of the first factor with its variance, and the part of the inverse it lies in
 */
function levelVariances(
  normal: NormalEquations,
  given: boolean,
  onLevel?: (level: number, variance: number, inverse: FrontMatrix) => void,
): Float64Array[] {
  const { data, layout, couplings, diagonal } = normal;
  const first = new Float64Array(diagonal.length);
  const kept = new Float64Array(layout.kept);
  const where = new Int32Array(layout.kept);
  normal.forEachInverse(given, (inverse) => {
    const { front, values, size, local } = inverse;
    for (let i = 0; i < front.pivots; i += 1) kept[front.members[i] as number] = values[i * size + i] as number;
    normal.forEachLevel(inverse, (level) => {
      const { from, of } = layout.touched;
      const start = from[level] as number;
      const touches = (from[level + 1] as number) - start;
      let quadratic = 0;
      for (let a = 0; a < touches; a += 1) {
        const at = local[of[start + a] as number] as number;
        where[a] = at;
        let half = 0.5 * (values[at * size + at] as number) * (couplings[start + a] as number);
        for (let b = 0; b < a; b += 1)
          half += (values[at * size + (where[b] as number)] as number) * (couplings[start + b] as number);
        quadratic += 2 * half * (couplings[start + a] as number);
      }
      const d = diagonal[level] as number;
      const variance = 1 / d + quadratic / (d * d);
      first[level] = variance;
      onLevel?.(level, variance, inverse);
    });
  });
  return [first, ...layout.offsets.map((offset, f) => levelsOf(kept, offset, data.factors[f + 1] as Factor))];
}

/** What the curvature of the likelihood pulls the mode of each level by. */
class Pulls {
  private readonly first: Float64Array;
  private readonly kept: Float64Array;
  /** Covariance of the level looked at with each member of its front. */
  private spread = new Float64Array(0);

  constructor(private readonly normal: NormalEquations) {
    this.first = new Float64Array(normal.diagonal.length);
    this.kept = new Float64Array(normal.layout.kept);
  }

  add(level: number, own: number, inverse: FrontMatrix): void {
    const { data, layout, slopes } = this.normal;
    const { values, size, local } = inverse;
    const { width, design } = data;
    this.spreadOf(level, inverse);
    const at = new Int32Array(layout.offsets.length);
    for (let k = layout.rows.from[level] as number; k < (layout.rows.from[level + 1] as number); k += 1) {
      const i = layout.rows.of[k] as number;
      let variance = own;
      for (let f = 0; f < at.length; f += 1) {
        const unknown = this.unknownOf(f, i);
        const a = local[unknown] as number;
        at[f] = a;
        variance += 2 * (this.spread[a] as number) + (values[a * size + a] as number);
        for (let e = 0; e < f; e += 1) variance += 2 * (values[a * size + (at[e] as number)] as number);
      }
      const q = variance * (slopes[k] as number);
      this.first[level] = (this.first[level] as number) + q;
      for (let c = 0; c < width; c += 1) this.addKept(c, q * (design[i * width + c] as number));
      for (let f = 0; f < at.length; f += 1) this.addKept(this.unknownOf(f, i), q);
    }
  }

  /** By factor and level. */
  solve(): Float64Array[] {
    const { data, layout } = this.normal;
    this.normal.solve(this.first, this.kept);
    return [
      this.first,
      ...layout.offsets.map((offset, f) => levelsOf(this.kept, offset, data.factors[f + 1] as Factor)),
    ];
  }

  private spreadOf(level: number, { values, size, local }: FrontMatrix): void {
    const { layout, couplings, diagonal } = this.normal;
    const { from, of } = layout.touched;
    if (this.spread.length < size) this.spread = new Float64Array(size);
    for (let k = from[level] as number; k < (from[level + 1] as number); k += 1) {
      const a = local[of[k] as number] as number;
      let sum = 0;
      for (let e = from[level] as number; e < (from[level + 1] as number); e += 1)
        sum -= (values[a * size + (local[of[e] as number] as number)] as number) * (couplings[e] as number);
      this.spread[a] = sum / (diagonal[level] as number);
    }
  }

  private unknownOf(f: number, row: number): number {
    const { data, layout } = this.normal;
    return (layout.offsets[f] as number) + ((data.factors[f + 1] as Factor).level[row] as number);
  }

  private addKept(unknown: number, value: number): void {
    this.kept[unknown] = (this.kept[unknown] as number) + value;
  }
}

function levelsOf(kept: Float64Array, offset: number, factor: Factor): Float64Array {
  return kept.subarray(offset, offset + factor.count);
}

function forEachSeen(normal: NormalEquations, factor: number, visit: (level: number) => void): void {
  (normal.layout.seen[factor] as Uint8Array).forEach((isSeen, level) => {
    if (isSeen) visit(level);
  });
}
