import type { SignalThresholds } from './regime.js';

/** What one month shows, from nothing to the gravest. */
export const MONTH_LEVELS = ['none', 'earlyNotice', 'watch', 'alert', 'alarm'] as const;

export type MonthLevel = (typeof MONTH_LEVELS)[number];

/** Levels that a signal can have. An early notice is for the provider alone. */
export type SignalLevel = Exclude<MonthLevel, 'none'>;

/** How a provider stood at the end of one month, by the newest run of that month. */
export interface MonthStanding {
  /** First day. */
  readonly month: string;
  readonly standing: 'judged' | 'notEnough' | 'dataFirst';
  readonly level: MonthLevel;
  /** Null where it was not judged. */
  readonly score: number | null;
}

/** A signal that has ended, as far as it decides whether another may open. */
export interface EndedSignal {
  readonly level: SignalLevel;
  readonly endedBy: 'rule' | 'people';
  /** Whether a month has been judged below a watch since it ended. */
  readonly hasComeDown: boolean;
}

export type SignalDecision =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'open'; readonly level: SignalLevel }
  | { readonly kind: 'keep' }
  | { readonly kind: 'changeLevel'; readonly level: SignalLevel }
  /** `quiet`: so many months below the bar. `withdrawn`: judged again, no month since it opened would have opened it. */
  | { readonly kind: 'close'; readonly because: 'quiet' | 'withdrawn' };

/**
 * What the newest month does to a provider that has no open signal: opens one at the level it shows, or nothing.
 *   edges   a month that could not be judged opens nothing; after people stopped a signal, the same pattern going on opens
 *           no other one until a month was judged below a watch, unless it has become graver
 */
export function decideOpening(month: MonthStanding, ended: EndedSignal | null): SignalDecision {
  const level = levelOf(month);
  if (level === 'none') return NOTHING;
  if (ended?.endedBy === 'people' && !ended.hasComeDown && rank(level) <= rank(ended.level)) return NOTHING;
  return { kind: 'open', level };
}

/**
 * What the months since it opened do to an open signal. `months` oldest first, the one in which it opened included.
 *   edges   between `closes` and `opens` it stays as it is, so that a score at the bar does not open and close in turns;
 *           months that could not be judged neither close it nor break a row of quiet ones
 */
export function decideOpen(
  level: SignalLevel,
  months: readonly MonthStanding[],
  thresholds: Pick<SignalThresholds, 'closes' | 'monthsToClose'>,
): SignalDecision {
  const [first] = months;
  const last = months.at(-1);
  if (!first || !last) return KEEP;
  const judged = months.filter((month) => month.standing === 'judged');
  const bar = rank(level === 'earlyNotice' ? 'earlyNotice' : 'watch');
  if (first.standing === 'judged' && judged.every((month) => rank(month.level) < bar))
    return { kind: 'close', because: 'withdrawn' };
  const latest = judged.slice(-thresholds.monthsToClose);
  // What staff say keeps an early notice open whatever the score.
  const isKept = level === 'earlyNotice' && latest.some((month) => rank(month.level) >= bar);
  const isLow = latest.length === thresholds.monthsToClose && latest.every(({ score }) => isBelow(score, thresholds));
  const isQuiet = isLow && !isKept;
  if (isQuiet && last.standing === 'judged') return { kind: 'close', because: 'quiet' };
  const shown = levelOf(last);
  return rank(shown) >= rank('watch') && shown !== level && shown !== 'none'
    ? { kind: 'changeLevel', level: shown }
    : KEEP;
}

/** Whether a level is seen by the provider alone. */
export function isForProviderAlone(level: SignalLevel): boolean {
  return level === 'earlyNotice';
}

const NOTHING: SignalDecision = { kind: 'nothing' };
const KEEP: SignalDecision = { kind: 'keep' };

function levelOf({ standing, level }: MonthStanding): MonthLevel {
  return standing === 'judged' ? level : 'none';
}

function rank(level: MonthLevel): number {
  return MONTH_LEVELS.indexOf(level);
}

function isBelow(score: number | null, { closes }: Pick<SignalThresholds, 'closes'>): boolean {
  return score !== null && score < closes;
}
