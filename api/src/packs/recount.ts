import type { PackCell, PackSection } from '@quorate/libs/evidence';
import {
  EvidenceBook,
  type EvidenceRow,
  FIGURE_NUMBERS,
  type FigureNumber,
  type FiguresAbout,
  figuredRows,
  isBehind,
} from '@quorate/libs/signals';

type Cells = Readonly<Record<string, PackCell>>;

/** Rows of a section with their cells by name. */
export function namedCells(
  columns: readonly { readonly name: string }[],
  rows: readonly (readonly PackCell[])[],
): Cells[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
}

/** A register as a pack has it: columns and rows. */
type Register = Pick<PackSection, 'columns' | 'rows'>;
type CellOf = (row: readonly PackCell[], column: string) => PackCell;

/**
 * Counts again, from a pack's register alone, every figure that is a number of rows, as the records stood at a cut: by
 * figure, the numbers of the rows that it counts. Anyone with the pack can do the same.
 *   shape   `about.scope.code` of a host is the host's ODS code, as the register names it
 */
export function recount(
  register: Register,
  cut: number,
  about: Omit<FiguresAbout, 'providerId'>,
): Record<FigureNumber, number[]> {
  const cellOf = cellsOf(register);
  const numbers = new Map<string, number>();
  const rows: EvidenceRow[] = [];
  for (const cells of register.rows) {
    if (!stoodAt(cells, cellOf, cut)) continue;
    const row = evidenceRowOf(cells, cellOf);
    rows.push(row);
    numbers.set(keyOf(row), Number(cellOf(cells, 'row')));
  }
  const figured = figuredRows(new EvidenceBook(rows), { ...about, providerId: PROVIDER });
  const numbered = figured.map((row) => ({ row, number: numbers.get(keyOf(row.row)) ?? 0 }));
  return Object.fromEntries(
    FIGURE_NUMBERS.map((figure) => [
      figure,
      numbered
        .filter(({ row }) => isBehind(figure, row))
        .map(({ number }) => number)
        .sort((a, b) => a - b),
    ]),
  ) as Record<FigureNumber, number[]>;
}

const PROVIDER = 'the provider';

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
function evidenceRowOf(row: readonly PackCell[], cellOf: CellOf): EvidenceRow {
  const text = (name: string) => String(cellOf(row, name));
  const number = (name: string) => Number(cellOf(row, name));
  const textOrNull = (name: string) => (cellOf(row, name) === null ? null : text(name));
  const numberOrNull = (name: string) => (cellOf(row, name) === null ? null : number(name));
  const mdtId = `${text('hostCode')} ${text('mdt')}`;
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
    countClass: text('countsAs') as EvidenceRow['countClass'],
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
