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
 *           rows' worth of the wider kind, the widest by all rows of the two years before `asOf`; then shifted, in log odds, by how
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
  const shares = new KindShares();
  const window: Counted[] = [];
  for (const row of book.rows) {
    if (row.day >= looked.to) break;
    if (row.day < looked.from || row.providerId === providerId) continue;
    const standing = book.standing(row, looked);
    if (standing.kind === 'setAside') continue;
    const tookPart = standing.kind === 'tookPart';
    shares.addToAll(row, tookPart);
    if (row.day < from) continue;
    shares.add(row, tookPart);
    window.push({ row, tookPart });
  }
  for (const { row, tookPart } of window) shares.addToMdt(row, tookPart);
  const elsewhere = window
    .filter(({ row }) => row.isElsewhere)
    .map(({ row, tookPart }) => ({ row, tookPart, share: shares.of(row) }));
  return {
    shareOf: (row) => shares.of(row),
    betweenProviders: spreadOf(elsewhere, ({ row }) => row.providerId, null, ORDINARY_SPREAD.providers),
    betweenPeople: spreadOf(
      elsewhere,
      ({ row }) => row.practitionerId ?? row.seatId,
      ({ row }) => row.providerId,
      ORDINARY_SPREAD.people,
    ),
  };
}

interface Counted {
  readonly row: BookRow;
  readonly tookPart: boolean;
}

interface Tally {
  rows: number;
  tookPart: number;
  expected: number;
}

class KindShares {
  private readonly all = new Map<string, Tally>();
  private readonly kinds = new Map<string, Tally>();
  private readonly mdts = new Map<string, Tally>();
  private readonly known = new Map<string, number>();

  addToAll(row: BookRow, tookPart: boolean): void {
    count(this.all, '', tookPart);
    count(this.all, row.kinds[0] as string, tookPart);
  }

  add(row: BookRow, tookPart: boolean): void {
    for (const kind of row.kinds) count(this.kinds, kind, tookPart);
  }

  /** After all of `add`: what others' seats at an MDT came to, against what their kinds would give. */
  addToMdt(row: BookRow, tookPart: boolean): void {
    count(this.mdts, row.mdtId, tookPart, this.ofKind(row));
  }

  of(row: BookRow): number {
    const share = this.ofKind(row);
    const mdt = this.mdts.get(row.mdtId);
    if (!mdt) return share;
    const usual = mdt.expected / mdt.rows;
    const seen = (mdt.tookPart + STEADYING_MDT_ROWS * usual) / (mdt.rows + STEADYING_MDT_ROWS);
    return expit(logit(share) + logit(seen) - logit(usual));
  }

  private ofKind(row: BookRow): number {
    const { kinds } = row;
    const narrowest = kinds.at(-1) as string;
    const known = this.known.get(narrowest);
    if (known !== undefined) return known;
    let share = steadied(this.all.get(''), 0.5, 2);
    share = steadied(this.all.get(kinds[0] as string), share);
    for (const kind of kinds) share = steadied(this.kinds.get(kind), share);
    this.known.set(narrowest, share);
    return share;
  }
}

function count(tallies: Map<string, Tally>, key: string, tookPart: boolean, expected = 0): void {
  const tally = tallies.get(key) ?? { rows: 0, tookPart: 0, expected: 0 };
  tally.rows += 1;
  tally.tookPart += tookPart ? 1 : 0;
  tally.expected += expected;
  tallies.set(key, tally);
}

function steadied(tally: Tally | undefined, share: number, by = STEADYING_ROWS): number {
  return tally ? (tally.tookPart + by * share) / (tally.rows + by) : share;
}

interface Expected extends Counted {
  readonly share: number;
}

/**
 * Variance of the shares of groups about what is expected of them beyond chance; `within` takes the shift of a wider
 * group off first.
 */
function spreadOf(
  rows: readonly Expected[],
  groupOf: (row: Expected) => string,
  within: ((row: Expected) => string) | null,
  ordinary: number,
): number {
  const shifts = within && new Map([...sums(rows, within)].map(([key, sum]) => [key, sum.excess / sum.rows]));
  const groups = [...sums(rows, groupOf).values()].filter((sum) => sum.rows >= LEAST_ROWS_OF_ONE);
  const prior = ORDINARY_SPREAD.worth;
  if (groups.length < 2) return ordinary;
  const weights = groups.map((sum) => sum.rows ** 2 / sum.variance);
  const z = groups.map((sum) => {
    const shift = shifts && within ? (shifts.get(within(sum.first)) ?? 0) : 0;
    return (sum.excess - shift * sum.rows) / Math.sqrt(sum.variance);
  });
  const squared = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
  const dispersion =
    groups.length >= ENOUGH_TO_WINSORISE ? squared(winsorise(z, WINSORISED)) / WINSORISED_VARIANCE : squared(z);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const squares = weights.reduce((sum, w) => sum + w * w, 0);
  const freedom = groups.length - 1;
  const moments = (dispersion - freedom) / (total - squares / total);
  return (freedom * Math.max(0, moments) + prior * ordinary) / (freedom + prior);
}

function sums(rows: readonly Expected[], groupOf: (row: Expected) => string) {
  const found = new Map<string, { rows: number; excess: number; variance: number; first: Expected }>();
  for (const row of rows) {
    const key = groupOf(row);
    const sum = found.get(key) ?? { rows: 0, excess: 0, variance: 0, first: row };
    sum.rows += 1;
    sum.excess += (row.tookPart ? 1 : 0) - row.share;
    sum.variance += Math.max(0.01, row.share * (1 - row.share));
    found.set(key, sum);
  }
  return found;
}

function logit(share: number): number {
  const inside = Math.min(0.995, Math.max(0.005, share));
  return Math.log(inside / (1 - inside));
}

function expit(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Middle value; null of none. */
export function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : quantile(values, 0.5);
}
