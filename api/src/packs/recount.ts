import type { PackCell, PackSection } from '@quorate/libs/evidence';
import {
  EvidenceBook,
  type EvidenceRow,
  type FiguredRow,
  type FiguresAbout,
  figuredRows,
  isBehind,
} from '@quorate/libs/signals';
import { PACK_NUMBERS, type PackNumber, SET_ASIDE_CLASS, SET_ASIDE_NUMBER } from './set-aside.js';

type Cells = Readonly<Record<string, PackCell>>;

/** Rows of a section with their cells by name. */
export function namedCells(
  columns: readonly { readonly name: string }[],
  rows: readonly (readonly PackCell[])[],
): Cells[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
}

/** A register as a pack has it: columns and rows. */
export type Register = Pick<PackSection, 'columns' | 'rows'>;

/** A run whose numbers are counted again: what it is called in a pack, and up to which row it read. */
export interface RecountedRun {
  readonly run: string;
  readonly cut: number;
}

/** What a pack calls the run of a month. */
export function runName({ month, version }: { readonly month: string; readonly version: number }): string {
  return `${month.slice(0, 7)} version ${version}`;
}

export type About = Omit<FiguresAbout, 'providerId'>;
type CellOf = (row: readonly PackCell[], column: string) => PackCell;

/**
 * Counts again, from a pack's register alone, every figure that is a number of rows, as the records stood at a cut: by
 * figure, the numbers of the rows that it counts. Anyone with the pack can do the same.
 *   shape   `about.scope.code` of a host is the host's ODS code, as the register names it
 */
export function recount(register: Register, run: RecountedRun, about: About): Record<PackNumber, number[]> {
  const numbered = numberedRows(register, run, about);
  return Object.fromEntries(
    PACK_NUMBERS.map((figure) => [
      figure,
      numbered
        // All that is set aside is one class in a pack, and is read as `SET_ASIDE_AS`.
        .filter(({ row }) => isBehind(figure === SET_ASIDE_NUMBER ? `setAside.${SET_ASIDE_AS}` : figure, row))
        .map(({ number }) => number)
        .sort((a, b) => a - b),
    ]),
  ) as Record<PackNumber, number[]>;
}

/** Of a register that still says leave as leave: what a run set aside for standing in the middle of it, and what it counted as lost. */
export function rowsInsideLeave(
  register: Register,
  run: RecountedRun,
  about: About,
): { readonly inside: readonly number[]; readonly lost: readonly number[] } {
  const inside: number[] = [];
  const lost: number[] = [];
  for (const { row, number } of numberedRows(register, run, about)) {
    if (row.standing.kind === 'lost') lost.push(number);
    if (row.standing.kind === 'setAside' && row.standing.why === 'insideLeave') inside.push(number);
  }
  return { inside, lost };
}

function numberedRows(
  register: Register,
  { run, cut }: RecountedRun,
  about: About,
): { readonly row: FiguredRow; readonly number: number }[] {
  const cellOf = cellsOf(register);
  const numbers = new Map<string, number>();
  const rows: EvidenceRow[] = [];
  for (const cells of register.rows) {
    if (!stoodAt(cells, cellOf, cut)) continue;
    const row = evidenceRowOf(cells, cellOf, run);
    rows.push(row);
    numbers.set(keyOf(row), Number(cellOf(cells, 'row')));
  }
  const figured = figuredRows(new EvidenceBook(rows), { ...about, providerId: PROVIDER });
  return figured.map((row) => ({ row, number: numbers.get(keyOf(row.row)) ?? 0 }));
}

const PROVIDER = 'the provider';
// Not as leave, which would set aside what stands between two of them as well: that is marked row by row.
const SET_ASIDE_AS = 'excludedStructural';

function keyOf({ meetingId, seatId }: Pick<EvidenceRow, 'meetingId' | 'seatId'>): string {
  return `${meetingId} ${seatId}`;
}

/** By place and not as objects: of 100,000 rows that would be most of the work. */
function cellsOf({ columns }: Register): CellOf {
  const places = new Map(columns.map(({ name }, at) => [name, at]));
  return (row, column) => row[places.get(column) ?? -1] ?? null;
}

function stoodAt(row: readonly PackCell[], cellOf: CellOf, cut: number): boolean {
  const replacedBy = cellOf(row, 'replacedBy');
  const isReplaced = replacedBy !== null && Number(replacedBy) <= cut;
  return Number(cellOf(row, 'row')) <= cut && cellOf(row, 'isWithdrawn') !== true && !isReplaced;
}

/** What the detector reads, with the pack's own words for ids: the figures ask only which are the same. */
function evidenceRowOf(row: readonly PackCell[], cellOf: CellOf, run: string): EvidenceRow {
  const text = (name: string) => String(cellOf(row, name));
  const number = (name: string) => Number(cellOf(row, name));
  const textOrNull = (name: string) => (cellOf(row, name) === null ? null : text(name));
  const numberOrNull = (name: string) => (cellOf(row, name) === null ? null : number(name));
  const mdtId = `${text('hostCode')} ${text('mdt')}`;
  const setAsideIn = cellOf(row, 'setAsideIn');
  const isSetAside = text('countsAs') === SET_ASIDE_CLASS || (Array.isArray(setAsideIn) && setAsideIn.includes(run));
  const askedOn = textOrNull('releaseAskedOn');
  return {
    meetingId: `${text('day')} ${text('startMinute')} ${mdtId}`,
    seatId: `${mdtId} ${text('roleCode')} ${text('seatNo')}`,
    practitionerId: textOrNull('person'),
    providerId: PROVIDER,
    hostId: cellOf(row, 'isOwnSite') === true ? PROVIDER : text('hostCode'),
    mdtId,
    seriesId: null,
    siteId: null,
    roleCode: text('roleCode'),
    isCore: cellOf(row, 'isCore') === true,
    meetingDate: text('day'),
    startMinute: number('startMinute'),
    durationMinutes: number('durationMinutes'),
    mode: text('mode') as EvidenceRow['mode'],
    invitedOn: textOrNull('invitedOn'),
    travelMinutes: numberOrNull('travelMinutes'),
    coverDepth: number('coverDepth'),
    countClass: isSetAside ? SET_ASIDE_AS : (text('countsAs') as EvidenceRow['countClass']),
    status: text('status') as EvidenceRow['status'],
    minutesPresent: numberOrNull('minutesPresent'),
    reasonCode: textOrNull('reasonCode'),
    recordedBy: textOrNull('recorder'),
    release:
      askedOn === null
        ? null
        : {
            requestedOn: askedOn,
            decision: textOrNull('releaseAnswer') as NonNullable<EvidenceRow['release']>['decision'],
            decidedOn: textOrNull('releaseAnsweredOn'),
          },
  };
}
