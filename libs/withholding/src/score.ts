import { quantile } from '@quorate/libs/statistics';
import type { Evaluation } from './detect.js';
import type { Shows } from './shows.js';

/** How a provider stands in one month. */
export interface ProviderMonth {
  readonly evaluation: Evaluation;
  /** Probability, 0 to 1, that staff are systematically held back at the end of the month. */
  readonly score: number;
  readonly isFlagged: boolean;
  /** Index of the evaluation at which the open flag was raised; -1 where none is open. */
  readonly flaggedAt: number;
}

/** What the score is made of: numbers that are comparable from one economy to another. */
export interface Standing extends Shows {
  /** Evidence of lost participation. */
  readonly evidence: number;
  /** Logarithm of how many people it is seen in, from one to five: one person is not a provider. */
  readonly breadth: number;
}

/** Log odds: a constant and a weight for each part of a standing. */
export type Weights = Readonly<Record<keyof Standing | 'constant', number>>;

/**
 * Fitted by ridge logistic regression over the provider-months of both public sets; what each set alone would choose,
 * and what that does on the other, is in docs/withholding-research.md.
 */
export const WEIGHTS: Weights = {
  constant: -4.638,
  evidence: 1.128,
  breadth: 0.774,
  refusals: 0.337,
  lateCancels: 0.496,
  shortStays: 1.16,
  coded: 0.07,
  otherApologies: -0.79,
};

export interface FlagRule {
  readonly opens: number;
  readonly closes: number;
  readonly monthsToClose: number;
  /** Lost participation since the onset that a flag needs besides its score. */
  readonly least: Evaluation['lost'];
}

/**
 * A flag opens at the first score and closes after two months below the second. It needs loss in two months, since one
 * bad spell is not a system, and from two people, since one person is not a provider.
 */
export const FLAG_RULE: FlagRule = {
  opens: 0.75,
  closes: 0.35,
  monthsToClose: 2,
  least: { rows: 6, months: 2, persons: 2 },
};

/** Months of the economy's own figures that the null's place and spread are read from. */
const NULL_MONTHS = 6;
/** Above the middle, so that what is ordinary among those who lose most is inside the null. */
const NULL_UPPER = 0.8;
const LEAST_LOG_ODDS = -6;
const MOST_LOG_ODDS = 8;
/** How many providers of an ordinary economy steady the spread: with few, one is always the most extreme. */
const STEADYING_PROVIDERS = 5;
const EVIDENCE = { leastSpread: 0.3, ordinarySpread: 1.3, least: -3, most: 10 } as const;
const SHOWN = { leastSpread: 0.6, ordinarySpread: 1.4, least: -3, most: 4 } as const;
/** From here on it is as broad as can be: more people do not make it likelier. */
const BROAD = 5;

/**
 * Where each provider-month stands within its own economy, in the order given.
 *   how    each figure is placed by the middle and the upper spread of all providers' figures of the last six months:
 *          what is ordinary here is learned here
 *   edges  rests on evaluations of its own month and before only
 */
export function standings(evaluations: readonly Evaluation[]): Standing[] {
  const byMonth = new Map<number, Evaluation[]>();
  for (const evaluation of evaluations) {
    const month = byMonth.get(evaluation.evaluation) ?? [];
    month.push(evaluation);
    byMonth.set(evaluation.evaluation, month);
  }
  const placers = new Map<number, ReturnType<typeof placersOf>>();
  for (const t of byMonth.keys()) {
    const recent = [...byMonth].filter(([at]) => at <= t && at > t - NULL_MONTHS).flatMap(([, month]) => month);
    placers.set(t, placersOf(recent, (byMonth.get(t) as Evaluation[]).length));
  }
  return evaluations.map((evaluation) => {
    const place = placers.get(evaluation.evaluation) as ReturnType<typeof placersOf>;
    return {
      evidence: place.evidence(boundedLogOdds(evaluation)),
      breadth: Math.log(Math.min(BROAD, Math.max(1, evaluation.persons))),
      refusals: place.refusals(evaluation.shows.refusals),
      lateCancels: place.lateCancels(evaluation.shows.lateCancels),
      shortStays: place.shortStays(evaluation.shows.shortStays),
      coded: place.coded(evaluation.shows.coded),
      otherApologies: place.otherApologies(evaluation.shows.otherApologies),
    };
  });
}

export function scoreOf(standing: Standing, weights: Weights = WEIGHTS): number {
  const parts = Object.entries(standing) as [keyof Standing, number][];
  const logOdds = parts.reduce((sum, [part, value]) => sum + weights[part] * value, weights.constant);
  return 1 / (1 + Math.exp(-logOdds));
}

/** Scores and flags from the evaluations of an economy, oldest first. */
export function scoreMonths(
  evaluations: readonly Evaluation[],
  weights: Weights = WEIGHTS,
  rule: FlagRule = FLAG_RULE,
): ProviderMonth[] {
  const states = new Map<number, { flaggedAt: number; below: number }>();
  return standings(evaluations).map((standing, i) => {
    const evaluation = evaluations[i] as Evaluation;
    const score = scoreOf(standing, weights);
    const state = states.get(evaluation.provider) ?? { flaggedAt: -1, below: 0 };
    states.set(evaluation.provider, state);
    state.below = score < rule.closes ? state.below + 1 : 0;
    if (state.flaggedAt < 0 && score >= rule.opens && isEnough(evaluation, rule))
      state.flaggedAt = evaluation.evaluation;
    else if (state.below >= rule.monthsToClose) state.flaggedAt = -1;
    return { evaluation, score, isFlagged: state.flaggedAt >= 0, flaggedAt: state.flaggedAt };
  });
}

function isEnough({ lost }: Evaluation, { least }: FlagRule): boolean {
  return lost.rows >= least.rows && lost.months >= least.months && lost.persons >= least.persons;
}

function placersOf(recent: readonly Evaluation[], providers: number) {
  const place = (figure: (evaluation: Evaluation) => number, bounds: Bounds) =>
    placer(recent.map(figure), providers, bounds);
  return {
    evidence: place(boundedLogOdds, EVIDENCE),
    refusals: place(({ shows }) => shows.refusals, SHOWN),
    lateCancels: place(({ shows }) => shows.lateCancels, SHOWN),
    shortStays: place(({ shows }) => shows.shortStays, SHOWN),
    coded: place(({ shows }) => shows.coded, SHOWN),
    otherApologies: place(({ shows }) => shows.otherApologies, SHOWN),
  };
}

interface Bounds {
  readonly leastSpread: number;
  readonly ordinarySpread: number;
  readonly least: number;
  readonly most: number;
}

function placer(values: readonly number[], providers: number, bounds: Bounds): (value: number) => number {
  const middle = quantile(values, 0.5);
  const seen = quantile(values, NULL_UPPER) - middle + bounds.leastSpread;
  const spread = (providers * seen + STEADYING_PROVIDERS * bounds.ordinarySpread) / (providers + STEADYING_PROVIDERS);
  return (value) => Math.max(bounds.least, Math.min(bounds.most, (value - middle) / spread));
}

function boundedLogOdds({ logOdds }: Evaluation): number {
  return Math.max(LEAST_LOG_ODDS, Math.min(MOST_LOG_ODDS, logOdds));
}
