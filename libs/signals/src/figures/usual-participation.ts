import { quantile, winsorise } from '@quorate/libs/statistics';
import { dayNumber } from '@quorate/libs/time';
import type { BookRow, EvidenceBook } from './evidence-book.js';
import { figuresDays } from './figures-days.js';

/** What is ordinary for seats of one provider, learned from everybody else's. */
export interface UsualParticipation {
  /** Probability, 0 to 1, that a seat of this kind is taken part in. */
  readonly shareOf: (row: BookRow) => number;
  /** Variance of a provider's share about the expected one, between ordinary providers. */
  readonly betweenProviders: number;
  /** The same between people of one provider. */
  readonly betweenPeople: number;
}

/** So many rows of the wider kind steady the share of a kind. */
const STEADYING_ROWS = 10;
/** The same for a kind of meeting: what an MDT's own hour and place make of it. */
const STEADYING_MDT_ROWS = 20;
/** Ordinary spread of a provider's or a person's share, and how many it is worth while few are seen. */
const ORDINARY_SPREAD = { providers: 0.06 ** 2, people: 0.08 ** 2, worth: 4 } as const;
const LEAST_ROWS_OF_ONE = 4;
/** A tenth at each end is pulled in, so that whoever withholds does not make withholding usual. */
const WINSORISED = 0.1;
const ENOUGH_TO_WINSORISE = 5;
/** What pulling a tenth in at each end leaves of the variance of a normal variable. */
const WINSORISED_VARIANCE = 0.679;

/**
 * What would ordinarily be taken part in, for one provider's seats, from all other providers' seats at risk in the same
 * days [since, asOf).
 *   how     shares by own or other site, then role, then way and length of travel, then notice; each steadied by ten
 *           rows' worth of the wider kind, the widest by all rows of the two years before `asOf`; then shifted, in odds, by how
 *           others fared at the same MDT, steadied by twenty rows. So a far site, short notice or a hard hour is
 *           expected to cost what it costs everybody.
 *   spread  learned by the moments of DerSimonian and Laird (as Spiegelhalter 2012 for over-dispersed indicators), winsorised
 *           at 10 %, between other providers and between their people, each with four ordinary ones' worth of steadying
 *   edges   nobody else's rows: everybody's earlier ones, and where there are none an even share; other providers that
 *           hold staff back lower what is usual, so the comparison then errs towards finding less
 */
export function usualParticipation(
  book: EvidenceBook,
  providerId: string,
  since: string,
  asOf: string,
): UsualParticipation {
  const looked = figuresDays(asOf);
  const from = dayNumber(since);
  const standings = book.standingsIn(looked);
  const shares = new KindShares(book);
  const window: number[] = [];
  book.rows.forEach((row, i) => {
    if (standings[i] === 2 || row.providerId === providerId) return;
    shares.addToAll(row, standings[i] as number);
    if (row.day < from) return;
    shares.add(row, standings[i] as number);
    window.push(i);
  });
  for (const i of window) shares.addToMdt(book.rows[i] as BookRow, standings[i] as number);
  const elsewhere = window.flatMap((i): Expected[] => {
    const row = book.rows[i] as BookRow;
    if (!row.isElsewhere) return [];
    const share = shares.of(row);
    return [{ row, share, excess: (standings[i] as number) - share }];
  });
  const byProvider = sumsOf(elsewhere, ({ provider }) => provider);
  return {
    shareOf: (row) => shares.of(row),
    betweenProviders: spreadOf([...byProvider.values()], ORDINARY_SPREAD.providers),
    betweenPeople: spreadOf(
      [...sumsOf(elsewhere, ({ person }) => person, byProvider).values()],
      ORDINARY_SPREAD.people,
    ),
  };
}

/** How many rows of a kind there are, and how many of them were taken part in. */
class Tallies {
  readonly rows: Float64Array;
  readonly tookPart: Float64Array;

  constructor(count: number) {
    this.rows = new Float64Array(count);
    this.tookPart = new Float64Array(count);
  }

  add(at: number, tookPart: number): void {
    this.rows[at] = (this.rows[at] as number) + 1;
    this.tookPart[at] = (this.tookPart[at] as number) + tookPart;
  }

  /** The share of a kind, steadied by so many rows of another one. */
  steadied(at: number, share: number, by: number): number {
    const rows = this.rows[at] as number;
    return rows === 0 ? share : ((this.tookPart[at] as number) + by * share) / (rows + by);
  }
}

class KindShares {
  /** Everybody's rows of two years; the last one is of all kinds. */
  private readonly all: Tallies;
  private readonly kinds: Tallies;
  private readonly mdts: Tallies;
  private readonly expected: Float64Array;
  private readonly shares: Float64Array;
  private readonly odds: Float64Array;

  constructor(private readonly book: EvidenceBook) {
    this.all = new Tallies(book.kinds + 1);
    this.kinds = new Tallies(book.kinds);
    this.mdts = new Tallies(book.mdts);
    this.expected = new Float64Array(book.mdts);
    this.shares = new Float64Array(book.kinds).fill(-1);
    this.odds = new Float64Array(book.mdts);
  }

  addToAll({ kinds }: BookRow, tookPart: number): void {
    this.all.add(this.book.kinds, tookPart);
    this.all.add(kinds[0] as number, tookPart);
  }

  add({ kinds }: BookRow, tookPart: number): void {
    for (const kind of kinds) this.kinds.add(kind, tookPart);
  }

  /** After all of `add`: what others' seats at an MDT came to, against what their kinds would give. */
  addToMdt(row: BookRow, tookPart: number): void {
    this.mdts.add(row.mdt, tookPart);
    this.expected[row.mdt] = (this.expected[row.mdt] as number) + this.ofKind(row);
  }

  /** After all of `addToMdt`. */
  of(row: BookRow): number {
    const share = within(this.ofKind(row));
    return 1 / (1 + (1 - share) / (share * this.oddsAt(row.mdt)));
  }

  /** How the odds at an MDT differ from what its seats' kinds would give; 1 where nobody else was expected. */
  private oddsAt(mdt: number): number {
    const known = this.odds[mdt] as number;
    if (known > 0) return known;
    const rows = this.mdts.rows[mdt] as number;
    const usual = rows === 0 ? 0.5 : within((this.expected[mdt] as number) / rows);
    const seen = within(this.mdts.steadied(mdt, usual, STEADYING_MDT_ROWS));
    const odds = (seen / (1 - seen) / usual) * (1 - usual);
    this.odds[mdt] = odds;
    return odds;
  }

  private ofKind({ kinds }: BookRow): number {
    const narrowest = kinds.at(-1) as number;
    const known = this.shares[narrowest] as number;
    if (known >= 0) return known;
    let share = this.all.steadied(this.book.kinds, 0.5, 2);
    share = this.all.steadied(kinds[0] as number, share, STEADYING_ROWS);
    for (const kind of kinds) share = this.kinds.steadied(kind, share, STEADYING_ROWS);
    this.shares[narrowest] = share;
    return share;
  }
}

interface Expected {
  readonly row: BookRow;
  readonly share: number;
  /** Taken part in (1) or not (0), less the share. */
  readonly excess: number;
}

interface Sum {
  rows: number;
  excess: number;
  variance: number;
}

/** What groups of rows came to, less what the wider group of their provider came to where that is given. */
function sumsOf(
  rows: readonly Expected[],
  groupOf: (row: BookRow) => number,
  around: ReadonlyMap<number, Sum> | null = null,
): Map<number, Sum> {
  const found = new Map<number, Sum>();
  for (const { row, share, excess } of rows) {
    const key = groupOf(row);
    let sum = found.get(key);
    if (!sum) {
      sum = { rows: 0, excess: 0, variance: 0 };
      found.set(key, sum);
    }
    const wider = around?.get(row.provider);
    sum.rows += 1;
    sum.excess += excess - (wider ? wider.excess / wider.rows : 0);
    sum.variance += Math.max(0.01, share * (1 - share));
  }
  return found;
}

/** Variance of the shares of groups about what is expected of them, beyond chance. */
function spreadOf(sums: readonly Sum[], ordinary: number): number {
  const groups = sums.filter(({ rows }) => rows >= LEAST_ROWS_OF_ONE);
  const prior = ORDINARY_SPREAD.worth;
  if (groups.length < 2) return ordinary;
  const weights = groups.map((sum) => sum.rows ** 2 / sum.variance);
  const z = groups.map((sum) => sum.excess / Math.sqrt(sum.variance));
  const squared = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
  const dispersion =
    groups.length >= ENOUGH_TO_WINSORISE ? squared(winsorise(z, WINSORISED)) / WINSORISED_VARIANCE : squared(z);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const freedom = groups.length - 1;
  const moments = (dispersion - freedom) / (total - squared(weights) / total);
  return (freedom * Math.max(0, moments) + prior * ordinary) / (freedom + prior);
}

/** Odds have an end. */
function within(share: number): number {
  return Math.min(0.995, Math.max(0.005, share));
}

/** Middle value; null of none. */
export function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : quantile(values, 0.5);
}
