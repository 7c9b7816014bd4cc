import { suppressCount, suppressRow } from '@quorate/libs/disclosure';
import { basisOf, type ClassRow, groupBy, sumClasses } from './engagement-sums.js';

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
  readonly crossing: readonly string[];
}

/** A cut's cells by key, nought included where something crosses something; and which of them are hidden. */
interface Table {
  readonly keys: ReadonlyMap<string, readonly string[]>;
  readonly hidden: ReadonlySet<string>;
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

  constructor(
    private readonly rows: readonly NarrowedRow[],
    private readonly detail: PublishedDetail,
  ) {}

  /** Whether a figure may be shown. One of a place or a value that is not in the quarter is nought, and says so. */
  isPublished(narrowing: Narrowing): boolean {
    const cut = cutOf(narrowing);
    if (cut.crossing.length > 1 || !isWithin(cut, this.detail)) return false;
    const names = dimensionsOf(cut);
    const { keys, hidden } = this.table(cut);
    if (names.every((name) => name in narrowing)) return !hidden.has(keyOf(names.map((name) => narrowing[name] ?? '')));
    return [...keys].every(
      ([key, values]) =>
        !hidden.has(key) || names.some((name, at) => name in narrowing && narrowing[name] !== values[at]),
    );
  }

  private table(cut: Cut): Table {
    const name = JSON.stringify(cut);
    const known = this.tables.get(name);
    if (known) return known;
    const made = this.tableOf(cut);
    this.tables.set(name, made);
    return made;
  }

  private tableOf(cut: Cut): Table {
    const names = dimensionsOf(cut);
    const groups = groupBy(this.rowsOf(cut), (row) => keyOf(names.map((name) => row.values[name] ?? '')));
    const sums = [...groups].map(([key, rows]) => [key, sumClasses(rows)] as const);
    const bases = new Map(sums.map(([key, sum]) => [key, basisOf(sum)]));
    const counted = new Map(sums.map(([key, sum]) => [key, sum.counted]));
    const keys = this.keysOf(cut);
    const lines = widerCuts(cut).map(({ cut: wider, dropped }) => ({
      wider: this.table(wider),
      rows: groupBy([...keys], ([, values]) => keyOf(values.filter((_, at) => at !== dropped))),
    }));
    const hidden = new Set<string>();
    for (const [key] of keys) if (isSmall(bases.get(key) ?? 0)) hidden.add(key);
    for (const { wider, rows } of lines)
      for (const [parent, row] of rows) if (wider.hidden.has(parent)) for (const [key] of row) hidden.add(key);
    const published = lines.flatMap(({ wider, rows }) =>
      [...rows].flatMap(([parent, row]) => (wider.hidden.has(parent) ? [] : [row.map(([key]) => key)])),
    );
    const placeOf = (key: string) => keyOf((keys.get(key) ?? []).slice(0, Math.max(0, cut.depth - 1)));
    const cells = groupBy([...keys.keys()], placeOf);
    for (const [place, rows] of groupBy(published, ([first]) => placeOf(first ?? '')))
      if (!settle(rows, [bases, counted], hidden) && lines.length > 1)
        for (const key of cells.get(place) ?? []) hidden.add(key);
    return { keys, hidden };
  }

  /** The rows whose place is known as far as the cut goes: of hosts beside the one asked for only sums are read. */
  private rowsOf({ depth }: Cut): readonly NarrowedRow[] {
    const last = PLACES[depth - 1];
    return last === 'mdt' ? this.rows.filter((row) => row.values[last] !== '') : this.rows;
  }

  /** Every place of the cut with every value that crosses it. */
  private keysOf({ depth, crossing }: Cut): Map<string, readonly string[]> {
    const distinct = (names: readonly string[], rows = this.rows) => {
      const seen = new Map<string, readonly string[]>();
      for (const row of rows) {
        const values = names.map((name) => row.values[name] ?? '');
        const key = keyOf(values);
        if (!seen.has(key)) seen.set(key, values);
      }
      return [...seen.values()];
    };
    let all = distinct(PLACES.slice(0, depth), this.rowsOf({ depth, crossing }));
    for (const name of crossing) {
      const values = distinct([name]);
      all = all.flatMap((place) => values.map((value) => [...place, ...value]));
    }
    // In one order whatever the order of the rows: of two equal figures every page must hide the same.
    return new Map(all.map((values) => [keyOf(values), values] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/**
 * Hides more, row by row, until no row tells a hidden cell; false where one does with all its cells hidden. By what
 * figures rest on and by what was counted alike: a cell of nothing but leave hides no counted seat beside it.
 */
function settle(
  rows: readonly (readonly string[])[],
  measures: readonly ReadonlyMap<string, number>[],
  hidden: Set<string>,
): boolean {
  let [before, tells] = [-1, false];
  while (before !== hidden.size) {
    [before, tells] = [hidden.size, false];
    for (const row of rows) for (const counts of measures) tells = guardRow(row, counts, hidden) || tells;
  }
  return !tells;
}

/** Hides what one row needs hidden; whether it tells something all the same. */
function guardRow(row: readonly string[], counts: ReadonlyMap<string, number>, hidden: Set<string>): boolean {
  if (!row.some((key) => hidden.has(key))) return false;
  const guarded = suppressRow(
    row.map((key) => counts.get(key) ?? 0),
    POLICY,
    row.map((key) => hidden.has(key)),
  );
  guarded.cells.forEach((cell, at) => {
    if (cell.kind === 'suppressed') hidden.add(row[at] ?? '');
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

function dimensionsOf({ depth, crossing }: Cut): readonly string[] {
  return [...PLACES.slice(0, depth), ...crossing];
}

/** The cuts with one narrowing less, each with the column that it lacks. */
function widerCuts({ depth, crossing }: Cut): { readonly cut: Cut; readonly dropped: number }[] {
  const place = depth > 0 ? [{ cut: { depth: depth - 1, crossing }, dropped: depth - 1 }] : [];
  return [
    ...place,
    ...crossing.map((name, at) => ({
      cut: { depth, crossing: crossing.filter((other) => other !== name) },
      dropped: depth + at,
    })),
  ];
}

/** One key of as many values; no text of PostgreSQL holds the character between them. */
function keyOf(values: readonly string[]): string {
  return values.join('\u0000');
}

/** Rows by what a filter narrows, each kind of filter worked out once: a page asks for hundreds of the same kind. */
export class RowLookup {
  private readonly kinds = new Map<string, ReadonlyMap<string, readonly NarrowedRow[]>>();

  constructor(private readonly rows: readonly NarrowedRow[]) {}

  /** The rows inside a filter. */
  matching(narrowing: Narrowing): readonly NarrowedRow[] {
    const names = Object.keys(narrowing).sort();
    const kind = keyOf(names);
    const known =
      this.kinds.get(kind) ?? groupBy(this.rows, (row) => keyOf(names.map((name) => row.values[name] ?? '')));
    this.kinds.set(kind, known);
    return known.get(keyOf(names.map((name) => narrowing[name] ?? ''))) ?? [];
  }
}

/** Whether a row is inside a filter. */
export function matches(row: NarrowedRow, narrowing: Narrowing): boolean {
  return Object.entries(narrowing).every(([dimension, value]) => row.values[dimension] === value);
}

function isSmall(count: number): boolean {
  return suppressCount(count, POLICY).kind === 'suppressed';
}
