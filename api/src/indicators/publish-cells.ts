import { suppressCount, suppressRow } from '@quorate/libs/disclosure';
import { basisOf, type ClassRow, groupBy, sumClasses } from './engagement-sums.js';

/** A rollup row of one provider in one quarter, with its value in each dimension that the filter narrows. */
export interface NarrowedRow extends ClassRow {
  readonly quarter: string;
  readonly values: Readonly<Record<string, string>>;
}

const POLICY = 'staffAttendance';

/**
 * The rows of one provider that a commissioner may count under a filter, quarter by quarter. A quarter is left out
 * where the figure, or what is left when it is taken from a wider one, rests on 1 to 4 expected attendances:
 *   itself      the figure of the quarter is small
 *   its row     another value of one narrowed dimension is small and this one would give it away (suppressRow)
 *   remainders  the seats outside some of the narrowed dimensions and inside the others are few
 *   example     own sites 40, other sites 3: neither, since 40 of 43 would give the 3 away
 * Sums over quarters hold whole published quarters only, so taking one range from another leaves published quarters.
 */
export function publishedRows(
  rows: readonly NarrowedRow[],
  narrowing: Readonly<Record<string, string>>,
): NarrowedRow[] {
  const quarters = [...groupBy(rows, (row) => row.quarter).values()];
  return quarters.flatMap((quarter) =>
    isPublished(quarter, narrowing) ? quarter.filter((row) => matches(row, narrowing)) : [],
  );
}

/** The quarters that `publishedRows` keeps: what the rows behind a published figure are taken from. */
export function publishedQuarters(
  rows: readonly NarrowedRow[],
  narrowing: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set(publishedRows(rows, narrowing).map((row) => row.quarter))];
}

function isPublished(quarter: readonly NarrowedRow[], narrowing: Readonly<Record<string, string>>): boolean {
  const dimensions = Object.keys(narrowing);
  const own = quarter.filter((row) => matches(row, narrowing));
  if (isSmall(own)) return false;
  const rowsAreSafe = dimensions.every((dimension) => {
    const { [dimension]: value, ...others } = narrowing;
    const siblings = quarter.filter((row) => matches(row, others));
    const values = [...groupBy(siblings, (row) => row.values[dimension] ?? '')];
    const at = values.findIndex(([name]) => name === value);
    const { cells } = suppressRow(
      values.map(([, group]) => basis(group)),
      POLICY,
    );
    return at < 0 || cells[at]?.kind === 'shown';
  });
  return rowsAreSafe && subsets(dimensions).every((outside) => !isSmall(remainder(quarter, narrowing, outside)));
}

/** Rows outside the filter in each of some dimensions and inside it in all others. */
function remainder(
  quarter: readonly NarrowedRow[],
  narrowing: Readonly<Record<string, string>>,
  outside: readonly string[],
): NarrowedRow[] {
  return quarter.filter((row) =>
    Object.entries(narrowing).every(([dimension, value]) =>
      outside.includes(dimension) ? row.values[dimension] !== value : row.values[dimension] === value,
    ),
  );
}

function subsets(names: readonly string[]): string[][] {
  const found: string[][] = [[]];
  for (const name of names) found.push(...found.map((subset) => [...subset, name]));
  return found.filter((subset) => subset.length > 0);
}

function matches(row: NarrowedRow, narrowing: Readonly<Record<string, string>>): boolean {
  return Object.entries(narrowing).every(([dimension, value]) => row.values[dimension] === value);
}

function isSmall(rows: readonly ClassRow[]): boolean {
  return suppressCount(basis(rows), POLICY).kind === 'suppressed';
}

function basis(rows: readonly ClassRow[]): number {
  return basisOf(sumClasses(rows));
}
