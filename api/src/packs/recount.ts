import type { PackCell } from '@quorate/libs/evidence';
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

/**
 * Counts again, from a pack's register alone, every figure that is a number of rows, as the records stood at a cut: by
 * figure, the numbers of the rows that it counts. Anyone with the pack can do the same.
 *   shape   `about.scope.code` of a host is the host's ODS code, as the register names it
 */
export function recount(
  register: readonly Cells[],
  cut: number,
  about: Omit<FiguresAbout, 'providerId'>,
): Record<FigureNumber, number[]> {
  const standing = register.filter((cells) => stoodAt(cells, cut));
  const numbers = new Map<EvidenceRow, number>();
  for (const cells of standing) numbers.set(evidenceRowOf(cells), Number(cells.row));
  const byKey = new Map([...numbers].map(([row, number]) => [`${row.meetingId} ${row.seatId}`, number]));
  const figured = figuredRows(new EvidenceBook(numbers.keys()), { ...about, providerId: PROVIDER });
  return Object.fromEntries(
    FIGURE_NUMBERS.map((number) => [
      number,
      figured
        .filter((row) => isBehind(number, row))
        .map(({ row }) => byKey.get(`${row.meetingId} ${row.seatId}`) ?? 0)
        .sort((a, b) => a - b),
    ]),
  ) as Record<FigureNumber, number[]>;
}

const PROVIDER = 'the provider';

function stoodAt({ row, replacedBy, isWithdrawn }: Cells, cut: number): boolean {
  return Number(row) <= cut && isWithdrawn !== true && (replacedBy === null || Number(replacedBy) > cut);
}

/** What the detector reads, with the pack's own words for ids: the figures ask only which are the same. */
function evidenceRowOf(cells: Cells): EvidenceRow {
  const text = (name: string) => String(cells[name]);
  const textOrNull = (name: string) => (cells[name] === null ? null : text(name));
  const numberOrNull = (name: string) => (cells[name] === null ? null : Number(cells[name]));
  const mdtId = `${text('hostCode')} ${text('mdt')}`;
  const askedOn = textOrNull('releaseAskedOn');
  return {
    meetingId: `${text('day')} ${text('startMinute')} ${mdtId}`,
    seatId: `${mdtId} ${text('roleCode')} ${text('seatNo')}`,
    practitionerId: textOrNull('person'),
    providerId: PROVIDER,
    hostId: cells.isOwnSite === true ? PROVIDER : text('hostCode'),
    mdtId,
    seriesId: null,
    siteId: null,
    roleCode: text('roleCode'),
    isCore: cells.isCore === true,
    meetingDate: text('day'),
    startMinute: Number(cells.startMinute),
    durationMinutes: Number(cells.durationMinutes),
    mode: text('mode') as EvidenceRow['mode'],
    invitedOn: textOrNull('invitedOn'),
    travelMinutes: numberOrNull('travelMinutes'),
    coverDepth: Number(cells.coverDepth),
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
