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
