import { setImmediate as turn } from 'node:timers/promises';
import type { PackCell, PackSection } from '@quorate/libs/evidence';

/** One column: its title, and what a row says in it. */
interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => PackCell;
}

/** A section made of rows: columns in the order of `columns`, whose keys are their names. */
export function tableOf<Row>(
  { name, title, about }: Pick<PackSection, 'name' | 'title' | 'about'>,
  columns: Readonly<Record<string, Column<Row>>>,
  rows: readonly Row[],
): PackSection {
  const entries = Object.entries(columns);
  return {
    name,
    title,
    about,
    columns: entries.map(([key, column]) => ({ name: key, title: column.title })),
    rows: rows.map((row) => entries.map(([, column]) => column.cell(row))),
  };
}

/** The same for very many rows: others have a turn between any thousand and the next. */
export async function tableInTurns<Row>(
  of: Pick<PackSection, 'name' | 'title' | 'about'>,
  columns: Readonly<Record<string, Column<Row>>>,
  rows: readonly Row[],
): Promise<PackSection> {
  const entries = Object.entries(columns);
  const cells = (row: Row) => entries.map(([, column]) => column.cell(row));
  return { ...tableOf(of, columns, []), rows: await inTurns(rows, cells) };
}

const AT_A_TIME = 1_000;

/** What a function makes of each, others having a turn between any thousand and the next. */
export async function inTurns<From, To>(all: readonly From[], make: (one: From) => To): Promise<To[]> {
  const made: To[] = [];
  for (let from = 0; from < all.length; from += AT_A_TIME) {
    for (const one of all.slice(from, from + AT_A_TIME)) made.push(make(one));
    await turn();
  }
  return made;
}

/** A value of JSON as rows of what it says: "times.reply", 10. Arrays count from 1; an empty one, or object, is not there. */
export function flattened(value: unknown, path = ''): { readonly path: string; readonly value: PackCell }[] {
  if (value === null || typeof value !== 'object') return [{ path, value: leaf(value) }];
  const entries = Array.isArray(value)
    ? value.map((item: unknown, at) => [String(at + 1), item] as const)
    : Object.entries(value);
  return entries.flatMap(([key, item]) => flattened(item, path === '' ? key : `${path}.${key}`));
}

function leaf(value: unknown): PackCell {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
