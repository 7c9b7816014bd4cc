import type { AtRisk } from './at-risk.js';
import { type Frame, Outcome } from './frame.js';

/**
 * Ways in which the employer's hand shows in lost participation of the last half year, each as standard deviations above
 * what other providers' rows show; pulled in to -3 and 4, since reasons on record mislead both ways. Each asks for loss: a
 * request that is turned down on paper while people go is nothing.
 */
export interface Shows {
  /** Lost with a release request declined or never answered, of requests made. */
  readonly refusals: number;
  /** Withdrawn within a day, of all invitations. */
  readonly lateCancels: number;
  /** Left early or a deputy who did, of those who came. */
  readonly shortStays: number;
  /** "Not released" on record, of all invitations. */
  readonly coded: number;
}

/** Correlation of two rows of one provider: reasons are written by the same few hands. */
const CLUMPING = 0.03;
const LEAST = -3;
const MOST = 4;
const HALF_A_YEAR_DAYS = 182;
/** Own-site rows from which a provider's habit at home counts as much as what others do. */
const HABIT_ROWS = 30;

interface Way {
  readonly isOne: (frame: Frame, row: number, day: number) => boolean;
  readonly isCounted: (frame: Frame, row: number, day: number) => boolean;
}

const WAYS: Readonly<Record<keyof Shows, Way>> = {
  refusals: {
    isOne: (frame, row, day) => isRefused(frame, row, day) && frame.outcome[row] !== Outcome.tookPart,
    isCounted: (frame, row, day) => (frame.requestedDay[row] as number) < day,
  },
  lateCancels: { isOne: (frame, row) => frame.outcome[row] === Outcome.lateCancel, isCounted: () => true },
  shortStays: {
    isOne: (frame, row) => frame.outcome[row] !== Outcome.tookPart,
    isCounted: (frame, row) => (frame.outcome[row] as number) <= Outcome.shortDeputy,
  },
  coded: { isOne: (frame, row) => frame.outcome[row] === Outcome.codedNotReleased, isCounted: () => true },
};

const NAMES = Object.keys(WAYS) as readonly (keyof Shows)[];

/** Rows that show a way, and rows that could. */
type Count = [number, number];
type Counts = readonly Count[];

function noCounts(): Counts {
  return NAMES.map(() => [0, 0]);
}

/** Counts of each way: of all rows at risk, of each provider's, of its own sites' and of its latest at others' meetings. */
export class ShowsOfEconomy {
  private readonly total = noCounts();
  private readonly byProvider: readonly Counts[];
  private readonly atHome: readonly Counts[];
  private readonly elsewhere: readonly Counts[];

  constructor(
    private readonly frame: Frame,
    risk: AtRisk,
    private readonly day: number,
  ) {
    this.byProvider = frame.providers.map(noCounts);
    this.atHome = frame.providers.map(noCounts);
    this.elsewhere = frame.providers.map(noCounts);
    for (const row of risk.rows) {
      const provider = frame.employer[row] as number;
      this.count(row, this.total);
      this.count(row, this.byProvider[provider] as Counts);
      if (!frame.cross[row]) this.count(row, this.atHome[provider] as Counts);
      else if ((frame.day[row] as number) >= day - HALF_A_YEAR_DAYS)
        this.count(row, this.elsewhere[provider] as Counts);
    }
  }

  /**
   * How a provider's latest rows at other organisations' meetings differ from other providers' rows, or from its own at
   * home where those show more: a provider whose people leave every meeting early holds nobody back.
   * Of all its rows elsewhere, not of the scope and onset that the scan likes best: looking where the loss is largest
   * finds there whatever goes with loss, and an innocent provider's worst corner then looks like withholding.
   */
  of(provider: number): Shows {
    const entries = NAMES.map((name, w) => {
      const [ones, all] = this.total[w] as Count;
      const [ownOnes, ownAll] = (this.byProvider[provider] as Counts)[w] as Count;
      const [homeOnes, homeAll] = (this.atHome[provider] as Counts)[w] as Count;
      const others = (ones - ownOnes) / Math.max(1, all - ownAll);
      const habit = (HABIT_ROWS * others + homeOnes) / (HABIT_ROWS + homeAll);
      const rate = Math.min(0.995, Math.max(0.005, others, habit));
      const [k, n] = (this.elsewhere[provider] as Counts)[w] as Count;
      const variance = (n * rate * (1 - rate) + 0.5) * (1 + Math.max(0, n - 1) * CLUMPING);
      return [name, Math.max(LEAST, Math.min(MOST, (k - n * rate) / Math.sqrt(variance)))] as const;
    });
    return Object.fromEntries(entries) as Record<keyof Shows, number>;
  }

  private count(row: number, counts: Counts): void {
    NAMES.forEach((name, w) => {
      const way = WAYS[name];
      if (!way.isCounted(this.frame, row, this.day)) return;
      const pair = counts[w] as Count;
      pair[1] += 1;
      if (way.isOne(this.frame, row, this.day)) pair[0] += 1;
    });
  }
}

/** Refused, or not answered by the evaluation day. */
function isRefused(frame: Frame, row: number, day: number): boolean {
  if ((frame.decidedDay[row] as number) >= day) return true;
  return (frame.decision[row] as number) >= 2;
}
