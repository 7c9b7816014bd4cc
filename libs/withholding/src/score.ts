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
  /** Logarithm of how many people it is seen in: one person is not a provider. */
  readonly breadth: number;
}

/** Log odds: a constant and a weight for each part of a standing. */
export type Weights = Readonly<Record<keyof Standing | 'constant', number>>;

/**
 * Fitted by ridge logistic regression over the provider-months of both public sets; what each set alone would choose,
 * and what that does on the other, is in docs/withholding-research.md.
 */
export const WEIGHTS: Weights = {
  constant: -4.319,
  evidence: 1.073,
  breadth: 0.43,
  refusals: 0.313,
  lateCancels: 0.507,
  shortStays: 1.107,
  coded: 0.093,
  otherApologies: -0.744,
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
const EVIDENCE = { leastSpread: 0.3, least: -3, most: 10 } as const;
const SHOWN = { leastSpread: 0.6, least: -3, most: 4 } as const;
const SHOWS = ['refusals', 'lateCancels', 'shortStays', 'coded', 'otherApologies'] as const satisfies (keyof Shows)[];

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
    placers.set(t, placersOf(recent));
  }
  return evaluations.map((evaluation) => {
    const place = placers.get(evaluation.evaluation) as ReturnType<typeof placersOf>;
    return {
      evidence: place.evidence(boundedLogOdds(evaluation)),
      breadth: Math.log(Math.max(1, evaluation.persons)),
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

function placersOf(recent: readonly Evaluation[]) {
  const shown = (way: keyof Shows) =>
    placer(
      recent.map(({ shows }) => shows[way]),
      SHOWN,
    );
  const [refusals, lateCancels, shortStays, coded, otherApologies] = SHOWS.map(shown) as Placer[];
  return {
    evidence: placer(recent.map(boundedLogOdds), EVIDENCE),
    ...({ refusals, lateCancels, shortStays, coded, otherApologies } as Record<keyof Shows, Placer>),
  };
}

type Placer = (value: number) => number;

function placer(values: readonly number[], bounds: { leastSpread: number; least: number; most: number }): Placer {
  const middle = quantile(values, 0.5);
  const spread = quantile(values, NULL_UPPER) - middle + bounds.leastSpread;
  return (value) => Math.max(bounds.least, Math.min(bounds.most, (value - middle) / spread));
}

function boundedLogOdds({ logOdds }: Evaluation): number {
  return Math.max(LEAST_LOG_ODDS, Math.min(MOST_LOG_ODDS, logOdds));
}
