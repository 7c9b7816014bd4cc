import type { CrossedData, CrossedFit, Factor, FitOptions } from './crossed-data.js';
import { expectVariances, maximiseLaplace } from './crossed-variances.js';
import { NormalEquations } from './normal-equations.js';

const CONVERGED = 1e-4;

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
 *   edges   levels without a row have effect 0 and do not count towards a variance
 */
export function fitCrossed(data: CrossedData, fit: CrossedFit, options: FitOptions): void {
  const normal = new NormalEquations(data);
  for (let iteration = 0; iteration < options.iterations; iteration += 1) {
    normal.factorise(fit);
    const step = normal.step(fit);
    if (iteration >= options.variancesFrom) updateVariances(normal, fit, options);
    if (step < CONVERGED && options.variancesFrom >= options.iterations) return;
  }
}

function updateVariances(normal: NormalEquations, fit: CrossedFit, { variancesBy, prior }: FitOptions): void {
  if (variancesBy === 'expectation') expectVariances(normal, fit, prior);
  else maximiseLaplace(normal, fit, prior);
}

/** Log odds of a row under the fit. */
export function linearPredictor(data: CrossedData, fit: CrossedFit, row: number): number {
  const { design, width, factors } = data;
  let sum = 0;
  for (let c = 0; c < width; c += 1) sum += (design[row * width + c] as number) * (fit.coefficients[c] as number);
  for (let f = 0; f < factors.length; f += 1)
    sum += (fit.effects[f] as Float64Array)[(factors[f] as Factor).level[row] as number] as number;
  return sum;
}
