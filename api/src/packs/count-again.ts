import type { PackCell } from '@quorate/libs/evidence';
import { type About, type RecountedRun, type Register, recount, rowsInsideLeave } from './recount.js';
import { type PackNumber, SET_ASIDE_CLASS, toldClass, toldReason } from './set-aside.js';

/** A run whose numbers are counted again, by its id, and what they are about. */
export interface AskedRun {
  readonly runId: string;
  readonly run: RecountedRun;
  readonly about: About;
}

/** By run, by figure, the numbers of the rows that it counts. */
export type Recounted = ReadonlyMap<string, Readonly<Record<PackNumber, readonly number[]>>>;

/**
 * What runs set aside for standing in the middle of somebody's leave, by row: by every run that counts it at all, or by some
 * of them, which are named.
 */
export interface InsideLeave {
  readonly inAll: ReadonlySet<number>;
  readonly inSome: ReadonlyMap<number, readonly string[]>;
}

/** What a pack needs to know of its register, which still says leave as leave. Takes long: `countInWorker` has a thread of its own for it. */
export function countAgain(
  exact: Register,
  runs: readonly AskedRun[],
): { insideLeave: InsideLeave; recounted: Recounted } {
  const insideLeave = insideLeaveOf(exact, runs);
  // From what the pack itself will say, so that whoever has it counts the same.
  const told = { ...exact, rows: exact.rows.map(toldRow(exact, insideLeave)) };
  return { insideLeave, recounted: new Map(runs.map(({ runId, run, about }) => [runId, recount(told, run, about)])) };
}

function insideLeaveOf(exact: Register, runs: readonly AskedRun[]): InsideLeave {
  const inSome = new Map<number, string[]>();
  const lost = new Set<number>();
  for (const { run, about } of runs) {
    const found = rowsInsideLeave(exact, run, about);
    for (const row of found.lost) lost.add(row);
    for (const row of found.inside) inSome.set(row, [...(inSome.get(row) ?? []), run.run]);
  }
  const inAll = new Set([...inSome.keys()].filter((row) => !lost.has(row)));
  for (const row of inAll) inSome.delete(row);
  return { inAll, inSome };
}

/** What a pack says of a seat that is set aside: which seat at which meeting, and nothing that comes of who held it or what was recorded. */
const SAID_OF_SET_ASIDE: ReadonlySet<string> = new Set([
  ...['row', 'replacedBy', 'isWithdrawn', 'countsAs'],
  ...['day', 'startMinute', 'durationMinutes', 'mode', 'mdt', 'host', 'hostCode', 'isOwnSite'],
  ...['role', 'roleCode', 'seatNo', 'isCore'],
]);

/** How a row of the register stands in a pack: what is set aside says neither why nor what would tell it. */
export function toldRow(
  { columns }: Register,
  { inAll, inSome }: InsideLeave,
): (row: readonly PackCell[]) => readonly PackCell[] {
  const place = (name: string) => columns.findIndex((column) => column.name === name);
  const [row, countsAs, setAsideIn, reason] = [
    place('row'),
    place('countsAs'),
    place('setAsideIn'),
    place('reasonCode'),
  ];
  const isSaid = columns.map(({ name }) => SAID_OF_SET_ASIDE.has(name));
  return (cells) => {
    const number = Number(cells[row]);
    const told = inAll.has(number) ? SET_ASIDE_CLASS : toldClass(String(cells[countsAs]));
    const isSetAside = told === SET_ASIDE_CLASS;
    const kept = isSetAside ? cells.map((cell, at) => (isSaid[at] ? cell : null)) : [...cells];
    kept[countsAs] = told;
    if (!isSetAside) {
      kept[reason] = toldReason((cells[reason] ?? null) as string | null);
      kept[setAsideIn] = inSome.get(number) ?? null;
    }
    return kept;
  };
}
