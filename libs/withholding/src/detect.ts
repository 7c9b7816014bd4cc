import { type AtRisk, atRisk } from './at-risk.js';
import { carriedBy } from './carried-by.js';
import type { CrossedData, CrossedFit } from './crossed-data.js';
import { fitCrossed, linearPredictor, startFit } from './crossed-model.js';
import { type Frame, WIDTH } from './frame.js';
import { cellsOf, type ProviderCells } from './provider-cells.js';
import { fitProvider, ORDINARY, type ProviderModel, SPREADS, type Spreads, updateSpreads } from './provider-model.js';
import { isInScope, type ScanResult, type Scope, scan } from './scan.js';
import { type Shows, ShowsOfEconomy } from './shows.js';
import { type WithoutOne, withoutOne } from './without-one.js';

/** What is known of one provider at one evaluation. */
export interface Evaluation {
  readonly provider: number;
  /** Index of the evaluation date. */
  readonly evaluation: number;
  readonly crossRows: number;
  /** Log odds of withholding now against everything else. */
  readonly logOdds: number;
  readonly scope: Scope;
  readonly onset: number;
  /** Fortnights from the economy's first day to the evaluation. */
  readonly fortnights: number;
  /** People with rows in the scope since the onset. */
  readonly persons: number;
  /** Lost participation in the scope since the onset. */
  readonly lost: { readonly rows: number; readonly months: number; readonly persons: number };
  /** What remains of the evidence in the scope since the onset without any one person, and without any one host. */
  readonly without: WithoutOne;
  /** How many people carry the loss in the scope since the onset. */
  readonly carriedBy: number;
  readonly shows: Shows;
}

/** Factors of the null model, in the order fitted; the first has most levels. */
const PERSON = 1;
const EMPLOYER = 4;
const EMPLOYER_CROSS = 5;
const STARTING_VARIANCES = [0.05, 0.3, 0.1, 0.1, 2.25, 2.25];
const VARIANCE_PRIOR = { levels: 4, variance: 0.1 };
/** Evaluations start with the third month: before, a null cannot be learned. */
export const FIRST_EVALUATION = 2;
const FIRST_ITERATIONS = 6;
const ITERATIONS = 3;
const FIRST_SPREAD_STEPS = 5;
const SPREAD_STEPS = 2;
/** The window looked at where the scan found nothing, in fortnights. */
const HALF_A_YEAR = 13;

/**
 * Evaluates every provider at every evaluation date, oldest first, each from what was known by then.
 *   edges   a provider without cross-provider rows at risk has no entry; nothing is evaluated before the third month
 */
export function evaluate(frame: Frame, onMonth?: (done: number, of: number) => void): Evaluation[] {
  const factors = factorsOf(frame);
  const ridge = new Float64Array(WIDTH).fill(0.04);
  ridge[0] = 1e-4;
  let fit: CrossedFit | null = null;
  let spreads = Object.fromEntries(SPREADS.map((spread) => [spread, ORDINARY[spread].variance])) as Spreads;
  const ordinary = new Float64Array(frame.providers.length).fill(1);
  const found: Evaluation[] = [];
  for (let t = FIRST_EVALUATION; t < frame.evaluationDays.length; t += 1) {
    const day = frame.evaluationDays[t] as number;
    const risk = atRisk(frame, day);
    const data: CrossedData = { rows: risk.rows, y: risk.lost, design: frame.design, width: WIDTH, ridge, factors };
    const isFirst = fit === null;
    fit ??= startFit(data, STARTING_VARIANCES);
    fitCrossed(data, fit, {
      iterations: isFirst ? FIRST_ITERATIONS : ITERATIONS,
      variancesFrom: 2,
      variancesBy: 'expectation',
      prior: VARIANCE_PRIOR,
    });
    const cells = providerCells(frame, risk, day, data, fit);
    for (let step = 0; step < (isFirst ? FIRST_SPREAD_STEPS : SPREAD_STEPS); step += 1) {
      const models: (ProviderModel | null)[] = cells.map((of) => of && fitProvider(of, spreads));
      spreads = updateSpreads(models, ordinary, spreads);
    }
    const shows = new ShowsOfEconomy(frame, risk, day);
    cells.forEach((of, provider) => {
      if (!of || of.crossRows === 0) return;
      const model = fitProvider(of, spreads);
      const result = scan(model);
      ordinary[provider] = 1 / (1 + Math.exp(result.active - result.otherwise));
      found.push(evaluationOf(provider, t, model, result, shows));
    });
    onMonth?.(t + 1 - FIRST_EVALUATION, frame.evaluationDays.length - FIRST_EVALUATION);
  }
  return found;
}

function evaluationOf(
  provider: number,
  evaluation: number,
  model: ProviderModel,
  result: ScanResult,
  shows: ShowsOfEconomy,
): Evaluation {
  const { scope, onset } = result.best ?? {
    scope: { kind: 'all', value: 0 } as Scope,
    onset: Math.max(0, model.cells.fortnights - HALF_A_YEAR),
  };
  const { cells } = model;
  const persons = new Set<number>();
  const lost = { rows: 0, months: new Set<number>(), persons: new Set<number>() };
  for (let c = 0; c < cells.count; c += 1) {
    if (!cells.cross[c] || (cells.fortnight[c] as number) < onset || !isInScope(model, scope, c)) continue;
    persons.add(cells.person[c] as number);
    if (!cells.lost[c]) continue;
    lost.rows += cells.lost[c] as number;
    lost.months.add(cells.month[c] as number);
    lost.persons.add(cells.person[c] as number);
  }
  return {
    provider,
    evaluation,
    crossRows: cells.crossRows,
    logOdds: result.active - result.otherwise,
    scope,
    onset,
    fortnights: cells.fortnights,
    persons: persons.size,
    lost: { rows: lost.rows, months: lost.months.size, persons: lost.persons.size },
    without: withoutOne(model, scope, onset),
    carriedBy: carriedBy(model, scope, onset),
    shows: shows.of(provider),
  };
}

function providerCells(
  frame: Frame,
  risk: AtRisk,
  day: number,
  data: CrossedData,
  fit: CrossedFit,
): (ProviderCells | null)[] {
  const caseMix = new Float64Array(frame.rows);
  const whole = new Float64Array(frame.rows);
  for (const row of risk.rows) {
    const all = linearPredictor(data, fit, row);
    const own = [PERSON, EMPLOYER, EMPLOYER_CROSS].reduce((sum, f) => sum + effectOf(data, fit, f, row), 0);
    whole[row] = all;
    caseMix[row] = all - own;
  }
  return cellsOf(frame, risk, day, caseMix, whole);
}

function effectOf(data: CrossedData, fit: CrossedFit, factor: number, row: number): number {
  const level = (data.factors[factor] as CrossedData['factors'][number]).level[row] as number;
  return (fit.effects[factor] as Float64Array)[level] as number;
}

function factorsOf(frame: Frame): CrossedData['factors'] {
  const months = frame.evaluationDays.length + 1;
  const providers = frame.providers.length;
  const hostMonth = Int32Array.from(frame.host, (host, i) => host * months + (frame.month[i] as number));
  const employerCross = Int32Array.from(frame.employer, (employer, i) => employer * 2 + (frame.cross[i] as number));
  return [
    { level: hostMonth, count: providers * months, held: false },
    { level: frame.person, count: frame.persons, held: false },
    { level: frame.series, count: frame.seriesCount, held: false },
    { level: frame.role, count: frame.roles, held: false },
    { level: frame.employer, count: providers, held: true },
    { level: employerCross, count: providers * 2, held: true },
  ];
}
