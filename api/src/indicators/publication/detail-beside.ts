import { groupBy } from '../engagement-sums.js';
import {
  CROSSING,
  type NarrowedRow,
  type Narrowing,
  PLACES,
  ProviderCells,
  type PublishedDetail,
} from '../publish-cells.js';

/** From this many seats on a difference between two versions may be told. */
const LEAST_CHANGE = 5;

/** From fine to coarse, with what a figure of it may be cut by. */
const DETAILS: readonly { readonly detail: PublishedDetail; readonly cuts: readonly (readonly string[])[] }[] = [
  {
    detail: 'all',
    cuts: [0, 1, 2, 3].flatMap((depth) =>
      [[], ...CROSSING.map((name) => [name])].map((crossing) => [...PLACES.slice(0, depth), ...crossing]),
    ),
  },
  { detail: 'sites', cuts: [[], ['site']] },
  { detail: 'total', cuts: [[]] },
];

/**
 * How far a corrected quarter of one provider may be cut when it is published beside its earlier versions, or null where
 * it may not be published at all yet. Whoever has both takes one from the other, so at every cut that both are published
 * by, each figure, hidden or shown, has to differ in each of its counts by 0 or by 5 and more, and be hidden in both or
 * in neither. A version of which nothing is shown tells nothing and is passed over.
 *   earlier  every version there is, each all rows of the quarter, with their place, role, core and month
 *   example  three seats of one MDT recorded late, and no others: null; six seats over three MDTs: 'total' or 'sites'
 */
export function detailBeside(
  earlier: readonly (readonly NarrowedRow[])[],
  next: readonly NarrowedRow[],
): PublishedDetail | null {
  const telling = earlier.filter((rows) => rows[0] && new ProviderCells(rows).isPublished(rows[0].quarter, {}));
  const fits = DETAILS.find(({ detail, cuts }) => {
    const made = next.map((row) => ({ ...row, detail }));
    return telling.every((rows) => cutsOfBoth(rows, cuts).every((names) => isSafe(rows, made, names)));
  });
  return fits?.detail ?? null;
}

/** The cuts of the coarser of the two. */
function cutsOfBoth(earlier: readonly NarrowedRow[], cuts: readonly (readonly string[])[]) {
  const known = DETAILS.find(({ detail }) => detail === earlier[0]?.detail)?.cuts ?? [];
  return cuts.length < known.length ? cuts : known;
}

function isSafe(before: readonly NarrowedRow[], after: readonly NarrowedRow[], names: readonly string[]): boolean {
  const [cellsBefore, cellsAfter] = [new ProviderCells(before), new ProviderCells(after)];
  const [sumsBefore, sumsAfter] = [countsBy(before, names), countsBy(after, names)];
  const quarter = before[0]?.quarter ?? '';
  return everyKey([...before, ...after], names).every((narrowing) => {
    const key = keyOf(names, narrowing);
    return (
      cellsBefore.isPublished(quarter, narrowing) === cellsAfter.isPublished(quarter, narrowing) &&
      isLargeOrNothing(sumsBefore.get(key), sumsAfter.get(key))
    );
  });
}

function isLargeOrNothing(before: Counts | undefined, after: Counts | undefined): boolean {
  const kinds = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...kinds].every((kind) => {
    const change = Math.abs((after?.get(kind) ?? 0) - (before?.get(kind) ?? 0));
    return change === 0 || change >= LEAST_CHANGE;
  });
}

/** Everything that a figure says of its seats: all, counted, each class, and each reason of those lost. */
type Counts = Map<string, number>;

function countsBy(rows: readonly NarrowedRow[], names: readonly string[]): Map<string, Counts> {
  const groups = groupBy(rows, (row) => keyOf(names, row.values));
  return new Map(
    [...groups].map(([key, group]) => {
      const counts: Counts = new Map();
      const add = (kind: string, seats: number) => counts.set(kind, (counts.get(kind) ?? 0) + seats);
      for (const { class: kind, locus, seats } of group) {
        add('all', seats);
        add(kind, seats);
        if (kind === 'tookPart' || kind === 'lost') add('counted', seats);
        if (kind === 'lost') add(`lost ${locus}`, seats);
      }
      return [key, counts] as const;
    }),
  );
}

/** Every place of the cut with every value that crosses it, as they are judged. */
function everyKey(rows: readonly NarrowedRow[], names: readonly string[]): Narrowing[] {
  const places = names.filter((name) => PLACES.some((place) => place === name));
  const crossing = names.filter((name) => !places.includes(name));
  return crossing.reduce<Narrowing[]>(
    (all, name) => all.flatMap((one) => distinct(rows, [name]).map((value) => ({ ...one, ...value }))),
    distinct(rows, places),
  );
}

function distinct(rows: readonly NarrowedRow[], names: readonly string[]): Narrowing[] {
  return [...groupBy(rows, (row) => keyOf(names, row.values)).values()].flatMap(([first]) =>
    first ? [Object.fromEntries(names.map((name) => [name, first.values[name] ?? '']))] : [],
  );
}

function keyOf(names: readonly string[], values: Narrowing): string {
  return JSON.stringify(names.map((name) => values[name] ?? ''));
}
