import { suppressCount, suppressRow } from '@quorate/libs/disclosure';
import { basisOf, type ClassRow, groupBy } from './engagement-sums.js';

/**
 * How far a published quarter may be cut: 'sites' by own and other sites only, 'total' not at all. A corrected quarter is
 * cut no further than its figures less those of the earlier version allow.
 */
export type PublishedDetail = 'all' | 'sites' | 'total';

/** A rollup row of one provider in one quarter, with its value in each dimension that the filter narrows. */
export interface NarrowedRow extends ClassRow {
  readonly quarter: string;
  /** Alike in all rows of a provider's quarter. */
  readonly detail: PublishedDetail;
  readonly values: Readonly<Record<string, string>>;
}

/** What a figure is narrowed to: dimension and value. */
export type Narrowing = Readonly<Record<string, string>>;

const POLICY = 'staffAttendance';

/** Where a seat was, from wide to narrow: each MDT lies in one host, each host in own or other sites. */
export const PLACES = ['site', 'host', 'mdt'] as const;

/** What is counted across places. */
export const CROSSING = ['role', 'core', 'month'] as const;

const DIMENSIONS = [...PLACES, ...CROSSING] as const;

type Dimension = (typeof DIMENSIONS)[number];

type Crossing = (typeof CROSSING)[number];

/** Rows that may be counted, and whether something of what was asked for is left out of them. */
export interface Published {
  readonly rows: readonly NarrowedRow[];
  readonly hidden: 'nothing' | 'some' | 'all';
}

/**
 * What a commissioner may count of one provider, quarter by quarter: whole quarters, so that taking one range of months
 * from another leaves published quarters. Which figures of a quarter are published is for `QuarterCells` to say.
 *   rows   with their place from the widest to the one narrowed to (a row of an MDT has its host and site too)
 */
export class ProviderCells {
  private readonly quarters: ReadonlyMap<string, { readonly lookup: RowLookup; readonly cells: QuarterCells }>;

  constructor(readonly rows: readonly NarrowedRow[]) {
    this.quarters = new Map(
      [...groupBy(rows, (row) => row.quarter)].map(([quarter, own]) => [
        quarter,
        { lookup: new RowLookup(own), cells: new QuarterCells(own, own[0]?.detail ?? 'all') },
      ]),
    );
  }

  /** The rows under a filter that may be counted. */
  publish(narrowing: Narrowing): Published {
    const open = [...this.quarters.values()].filter(({ cells }) => cells.isPublished(narrowing));
    const rows = open.flatMap((quarter) => quarter.lookup.matching(narrowing));
    if (open.length === this.quarters.size) return { rows, hidden: 'nothing' };
    return { rows, hidden: rows.length === 0 ? 'all' : 'some' };
  }

  /** Whether one quarter's figure is published. */
  isPublished(quarter: string, narrowing: Narrowing): boolean {
    return this.quarters.get(quarter)?.cells.isPublished(narrowing) ?? true;
  }
}

/** One way to cut a quarter: to a depth of places, and by some of what crosses them. */
interface Cut {
  readonly depth: number;
  readonly crossing: readonly Crossing[];
}

/** Seats that are alike in every dimension: what a figure rests on needs no class and no reason. */
interface Lot {
  /** Of all its values. */
  readonly key: number;
  counted: number;
  seats: number;
}

/** A cut's cells by key, in order, nought included where something crosses something; and which of them are hidden. */
interface Table {
  readonly keys: readonly number[];
  readonly hidden: ReadonlySet<number>;
}

/**
 * Which figures of one provider's quarter are published. A figure is hidden where
 *   it is small      it rests on 1 to 4 expected attendances
 *   a wider one is   any figure with one narrowing less is hidden, since its parts would add up to it; so is a nought
 *   its row tells    a published wider figure less the parts of it that are shown would tell a hidden part (suppressRow)
 *   it is too fine  for a corrected quarter that is published with less detail
 *   two cross      role, core seats and month are asked for one at a time, each with any place: three such cuts would
 *                  tell of each other what each of them hides
 * Where a row still tells with all of its parts hidden, the whole cut is hidden within the next wider place (rows lie
 * in one, so they tell nothing of another). Whether a figure is published depends on wider figures and on its neighbours
 * there alone, so it is the same on every page, whatever else the page asks for.
 *   example  own sites 40, other sites 3: neither, since 43 less 40 would give the 3 away
 */
class QuarterCells {
  private readonly tables = new Map<string, Table>();
  private readonly keys: CellKeys;
  private readonly lots: readonly Lot[];

  constructor(
    rows: readonly NarrowedRow[],
    private readonly detail: PublishedDetail,
  ) {
    this.keys = new CellKeys(rows);
    this.lots = summed(rows.map((row) => this.keys.lotOf(row)));
  }

  /** Whether a figure may be shown. One of a place or a value that is not in the quarter is nought, and says so. */
  isPublished(narrowing: Narrowing): boolean {
    const cut = cutOf(narrowing);
    if (cut.crossing.length > 1 || !isWithin(cut, this.detail)) return false;
    const names = dimensionsOf(cut);
    const given = names.filter((name) => name in narrowing);
    const asked = this.keys.keyOf(given, narrowing);
    if (asked === null) return true;
    const { keys, hidden } = this.table(cut);
    if (given.length === names.length) return !hidden.has(asked);
    return keys.every((key) => !hidden.has(key) || this.keys.reduced(key, given) !== asked);
  }

  private table(cut: Cut): Table {
    const name = dimensionsOf(cut).join(' ');
    const known = this.tables.get(name);
    if (known) return known;
    const made = this.tableOf(cut);
    this.tables.set(name, made);
    return made;
  }

  private tableOf(cut: Cut): Table {
    const names = dimensionsOf(cut);
    const sums = this.summedOver(this.lotsOf(cut), names);
    const bases = new Map(sums.map((lot) => [lot.key, basisOf(lot)]));
    const counted = new Map(sums.map((lot) => [lot.key, lot.counted]));
    const keys = this.keysOf(cut);
    const lines = widerCuts(cut).map((wider) => ({
      wider: this.table(wider),
      rows: Map.groupBy(keys, this.keys.reducerTo(dimensionsOf(wider))),
    }));
    const hidden = new Set<number>();
    for (const key of keys) if (isSmall(bases.get(key) ?? 0)) hidden.add(key);
    for (const { wider, rows } of lines)
      for (const [parent, row] of rows) if (wider.hidden.has(parent)) for (const key of row) hidden.add(key);
    const published = lines.flatMap(({ wider, rows }) =>
      [...rows].flatMap(([parent, row]) => (wider.hidden.has(parent) ? [] : [row])),
    );
    const placeOf = this.keys.reducerTo(PLACES.slice(0, Math.max(0, cut.depth - 1)));
    const cells = Map.groupBy(keys, placeOf);
    for (const [place, rows] of Map.groupBy(published, ([first = 0]) => placeOf(first)))
      if (!settle(rows, [bases, counted], hidden) && lines.length > 1)
        for (const key of cells.get(place) ?? []) hidden.add(key);
    return { keys, hidden };
  }

  /** The lots whose place is known as far as the cut goes: of hosts beside the one asked for only sums are read. */
  private lotsOf({ depth }: Cut): readonly Lot[] {
    if (PLACES[depth - 1] !== 'mdt') return this.lots;
    const unknown = this.keys.keyOf(['mdt'], { mdt: '' });
    return this.lots.filter(({ key }) => this.keys.reduced(key, ['mdt']) !== unknown);
  }

  /** Every place of the cut with every value that crosses it, in one order: of two equal figures every page hides the same. */
  private keysOf(cut: Cut): readonly number[] {
    const distinct = (lots: readonly Lot[], names: readonly Dimension[]) =>
      this.summedOver(lots, names).map(({ key }) => key);
    let all = distinct(this.lotsOf(cut), PLACES.slice(0, cut.depth));
    for (const name of cut.crossing) {
      const values = distinct(this.lots, [name]);
      all = all.flatMap((place) => values.map((value) => place + value));
    }
    return all.sort((a, b) => a - b);
  }

  private summedOver(lots: readonly Lot[], names: readonly Dimension[]): Lot[] {
    const reduce = this.keys.reducerTo(names);
    return summed(lots.map((lot) => ({ ...lot, key: reduce(lot.key) })));
  }
}

/**
 * Cells of one quarter as whole numbers: a digit for each dimension, the widest first, so that keys stand in the order of
 * their values, and a cell's with a dimension left out is the same with nought in its place.
 */
class CellKeys {
  private readonly digits: ReadonlyMap<Dimension, Digit>;

  constructor(rows: readonly NarrowedRow[]) {
    const digits = new Map<Dimension, Digit>();
    let weight = 1;
    for (const name of DIMENSIONS.toReversed()) {
      const values = [...new Set(rows.map((row) => row.values[name] ?? ''))].sort();
      digits.set(name, { weight, size: values.length, codes: new Map(values.map((value, code) => [value, code])) });
      weight *= Math.max(1, values.length);
    }
    this.digits = digits;
  }

  lotOf({ values, class: kind, seats }: NarrowedRow): Lot {
    return {
      key: this.keyOf(DIMENSIONS, values) ?? 0,
      counted: kind === 'tookPart' || kind === 'lost' ? seats : 0,
      seats,
    };
  }

  /** Of these dimensions; null where a value is none of the quarter's. */
  keyOf(names: readonly Dimension[], values: Readonly<Record<string, string>>): number | null {
    let key = 0;
    for (const name of names) {
      const { codes, weight } = this.digitOf(name);
      const code = codes.get(values[name] ?? '');
      if (code === undefined) return null;
      key += code * weight;
    }
    return key;
  }

  /** A key with these dimensions only. */
  reduced(key: number, names: readonly Dimension[]): number {
    return this.reducerTo(names)(key);
  }

  reducerTo(names: readonly Dimension[]): (key: number) => number {
    const kept = names.map((name) => this.digitOf(name));
    return (key) => {
      let reduced = 0;
      for (const { weight, size } of kept) reduced += (Math.floor(key / weight) % size) * weight;
      return reduced;
    };
  }

  private digitOf(name: Dimension): Digit {
    return this.digits.get(name) ?? { weight: 1, size: 1, codes: new Map() };
  }
}

interface Digit {
  readonly weight: number;
  readonly size: number;
  readonly codes: ReadonlyMap<string, number>;
}

/** Lots of one key together, in the order in which they come. */
function summed(lots: readonly Lot[]): Lot[] {
  const sums = new Map<number, Lot>();
  for (const lot of lots) {
    const sum = sums.get(lot.key);
    if (sum) {
      sum.counted += lot.counted;
      sum.seats += lot.seats;
    } else sums.set(lot.key, { ...lot });
  }
  return [...sums.values()];
}

/**
 * Hides more, row by row, until no row tells a hidden cell; false where one does with all its cells hidden. By what
 * figures rest on and by what was counted alike: a cell of nothing but leave hides no counted seat beside it.
 */
function settle(
  rows: readonly (readonly number[])[],
  measures: readonly ReadonlyMap<number, number>[],
  hidden: Set<number>,
): boolean {
  let [before, tells] = [-1, false];
  while (before !== hidden.size) {
    [before, tells] = [hidden.size, false];
    for (const row of rows) for (const counts of measures) tells = guardRow(row, counts, hidden) || tells;
  }
  return !tells;
}

/** Hides what one row needs hidden; whether it tells something all the same. */
function guardRow(row: readonly number[], counts: ReadonlyMap<number, number>, hidden: Set<number>): boolean {
  if (!row.some((key) => hidden.has(key))) return false;
  const guarded = suppressRow(
    row.map((key) => counts.get(key) ?? 0),
    POLICY,
    row.map((key) => hidden.has(key)),
  );
  guarded.cells.forEach((cell, at) => {
    const key = row[at];
    if (cell.kind === 'suppressed' && key !== undefined) hidden.add(key);
  });
  return guarded.total.kind === 'suppressed';
}

function isWithin({ depth, crossing }: Cut, detail: PublishedDetail): boolean {
  return detail === 'all' || (crossing.length === 0 && depth <= (detail === 'sites' ? 1 : 0));
}

function cutOf(narrowing: Narrowing): Cut {
  const depth = Math.max(0, ...PLACES.map((name, at) => (name in narrowing ? at + 1 : 0)));
  return { depth, crossing: CROSSING.filter((name) => name in narrowing) };
}

function dimensionsOf({ depth, crossing }: Cut): readonly Dimension[] {
  return [...PLACES.slice(0, depth), ...crossing];
}

/** The cuts with one narrowing less. */
function widerCuts({ depth, crossing }: Cut): Cut[] {
  return [
    ...(depth > 0 ? [{ depth: depth - 1, crossing }] : []),
    ...crossing.map((name) => ({ depth, crossing: crossing.filter((other) => other !== name) })),
  ];
}

/** One key of as many values; no text of PostgreSQL holds the character between them. */
function keyOf(values: readonly string[]): string {
  return values.join('\u0000');
}

/**
 * Rows by what a filter narrows. A page asks for one or two of a kind of filter, or for hundreds: from the third on those
 * of a kind are sorted once.
 */
export class RowLookup {
  private readonly kinds = new Map<string, ReadonlyMap<string, readonly NarrowedRow[]>>();
  private readonly asked = new Map<string, number>();

  constructor(private readonly rows: readonly NarrowedRow[]) {}

  /** The rows inside a filter. */
  matching(narrowing: Narrowing): readonly NarrowedRow[] {
    const names = Object.keys(narrowing).sort();
    const kind = keyOf(names);
    const times = (this.asked.get(kind) ?? 0) + 1;
    this.asked.set(kind, times);
    if (times <= 2) return this.rows.filter((row) => matches(row, narrowing));
    const known =
      this.kinds.get(kind) ?? groupBy(this.rows, (row) => keyOf(names.map((name) => row.values[name] ?? '')));
    this.kinds.set(kind, known);
    return known.get(keyOf(names.map((name) => narrowing[name] ?? ''))) ?? [];
  }
}

/** Whether a row is inside a filter. */
export function matches(row: NarrowedRow, narrowing: Narrowing): boolean {
  for (const dimension in narrowing) if ((row.values[dimension] ?? '') !== narrowing[dimension]) return false;
  return true;
}

function isSmall(count: number): boolean {
  return suppressCount(count, POLICY).kind === 'suppressed';
}
