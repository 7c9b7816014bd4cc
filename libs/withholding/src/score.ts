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
  /** Logarithm of how much of a year's registers the null was learned from: 0 from a year on, less before. */
  readonly maturity: number;
}

/** Log odds: a constant and a weight for each part of a standing. */
export type Weights = Readonly<Record<keyof Standing | 'constant', number>>;

/**
 * Fitted by ridge logistic regression over the provider-months of four simulators, each counting as much as the others;
 * what three of them choose, and what that does on the fourth, is in docs/withholding-research.md.
 */
export const WEIGHTS: Weights = {
  constant: -5.151,
  evidence: 1.731,
  breadth: 0.947,
  maturity: 1.212,
  refusals: 0.994,
  lateCancels: 0.535,
  shortStays: 1.282,
  coded: 0.545,
};

export interface FlagRule {
  readonly opens: number;
  readonly closes: number;
  readonly monthsToClose: number;
  /** Lost participation since the onset that a flag needs besides its score. */
  readonly least: Evaluation['lost'];
  /** Fortnights that it must have gone on for. */
  readonly leastFortnights: number;
  /** Evidence that must remain without any one person, and without any one host. */
  readonly leastWithout: Evaluation['without'];
  /** People who must carry the loss. */
  readonly leastCarriedBy: number;
  /** Score that must remain without what the provider's answers to release requests add to it. */
  readonly leastWithoutRefusals: number;
}

/**
 * A flag opens at the first score and closes after two months below the second. It needs loss in two months
 * and over twelve weeks, since one bad spell is not a system, and from two people who carry it alike, since one person is
 * not a provider; and what remains without any one person, or any one host, must not speak against it. Without refused
 * requests it must still be as likely as not: managers who say no in writing, and honestly, in a hard winter, with a post
 * vacant or with too many invitations, must not be worse off than those who leave nothing on record.
 */
export const FLAG_RULE: FlagRule = {
  opens: 0.75,
  closes: 1 / 3,
  monthsToClose: 2,
  least: { rows: 6, months: 2, persons: 2 },
  leastFortnights: 6,
  leastWithout: { person: -1, host: -1.5 },
  leastCarriedBy: 2,
  leastWithoutRefusals: 0.5,
};

/** Months of the economy's own figures that the null's place and spread are read from. */
const NULL_MONTHS = 6;
const LEAST_LOG_ODDS = -6;
const MOST_LOG_ODDS = 8;
/** How many providers of an ordinary economy steady the spread: with few, one is always the most extreme. */
const STEADYING_PROVIDERS = 5;
const EVIDENCE = { upper: 0.9, leastSpread: 0.3, ordinarySpread: 2, least: -3, most: 10 } as const;
const SHOWN = { upper: 0.8, leastSpread: 0.6, ordinarySpread: 1.4, least: -3, most: 3 } as const;
/** More refusals than that make nothing likelier: it is one manager's habit, however often it is written down. */
const REFUSED = { ...SHOWN, most: 1.5 } as const;
/** From here on it is as broad as can be: more people do not make it likelier. */
const BROAD = 5;
const YEAR_FORTNIGHTS = 26;

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
      maturity: Math.log(Math.min(1, evaluation.fortnights / YEAR_FORTNIGHTS)),
      refusals: place.refusals(evaluation.shows.refusals),
      lateCancels: place.lateCancels(evaluation.shows.lateCancels),
      shortStays: place.shortStays(evaluation.shows.shortStays),
      coded: place.coded(evaluation.shows.coded),
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
    const isOpening =
      score >= rule.opens &&
      isEnough(evaluation, rule) &&
      withoutRefusals(standing, weights) >= rule.leastWithoutRefusals;
    if (state.flaggedAt < 0 && isOpening) state.flaggedAt = evaluation.evaluation;
    else if (state.below >= rule.monthsToClose) state.flaggedAt = -1;
    return { evaluation, score, isFlagged: state.flaggedAt >= 0, flaggedAt: state.flaggedAt };
  });
}

/** The score of a provider whose answers to requests were as ordinary as those of others, where they are worse. */
function withoutRefusals(standing: Standing, weights: Weights): number {
  return scoreOf({ ...standing, refusals: Math.min(0, standing.refusals) }, weights);
}

function isEnough(
  { lost, fortnights, onset, without, carriedBy }: Evaluation,
  { least, leastFortnights, leastWithout, leastCarriedBy }: FlagRule,
): boolean {
  const isLost = lost.rows >= least.rows && lost.months >= least.months && lost.persons >= least.persons;
  const isLasting = fortnights - onset >= leastFortnights;
  const isShared = carriedBy >= leastCarriedBy;
  return isLost && isLasting && isShared && without.person >= leastWithout.person && without.host >= leastWithout.host;
}

function placersOf(recent: readonly Evaluation[], providers: number) {
  const place = (figure: (evaluation: Evaluation) => number, bounds: Bounds) =>
    placer(recent.map(figure), providers, bounds);
  return {
    evidence: place(boundedLogOdds, EVIDENCE),
    refusals: place(({ shows }) => shows.refusals, REFUSED),
    lateCancels: place(({ shows }) => shows.lateCancels, SHOWN),
    shortStays: place(({ shows }) => shows.shortStays, SHOWN),
    coded: place(({ shows }) => shows.coded, SHOWN),
  };
}

interface Bounds {
  /** Quantile that the spread is read from: above the middle, so that ordinary loss at its worst is inside the null. */
  readonly upper: number;
  readonly leastSpread: number;
  readonly ordinarySpread: number;
  readonly least: number;
  readonly most: number;
}

function placer(values: readonly number[], providers: number, bounds: Bounds): (value: number) => number {
  const middle = quantile(values, 0.5);
  const seen = quantile(values, bounds.upper) - middle + bounds.leastSpread;
  const spread = (providers * seen + STEADYING_PROVIDERS * bounds.ordinarySpread) / (providers + STEADYING_PROVIDERS);
  return (value) => Math.max(bounds.least, Math.min(bounds.most, (value - middle) / spread));
}

function boundedLogOdds({ logOdds }: Evaluation): number {
  return Math.max(LEAST_LOG_ODDS, Math.min(MOST_LOG_ODDS, logOdds));
}
