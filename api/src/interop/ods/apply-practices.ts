import { addDays } from '@quorate/libs/time';
import type { OrganisationKind } from '../../organisations/organisation-kind.js';
import { once } from './apply-trusts.js';
import { ensureBoard, memberSince } from './boards.js';
import {
  BOARDS_BEGIN,
  facts,
  type ImportContext,
  inScope,
  latestDay,
  newest,
  placeOf,
  put,
  tell,
  wasInScope,
} from './import-context.js';
import type { OdsFile } from './ods-folder.js';
import type { ExtractRow, MappingRow } from './ods-rows.js';

/** The mapping's word for "in no PCN". */
const NO_PCN = 'U';

/** GP practices and other prescribing centres of the boards asked for. */
export function applyPractices(context: ImportContext): void {
  for (const file of context.folder.files.practices) {
    const outside = new Map<string, number>();
    for (const row of once(context, file)) {
      if (inScope(context, row.board) || wasInScope(context, row.code)) applyPractice(context, file, row, outside);
    }
    for (const [board, count] of [...outside].sort()) {
      tell(
        context,
        file.name,
        null,
        'unknownBoard',
        `${count} open organisations are listed under "${board}", which is not shown as an integrated care board.`,
      );
    }
  }
}

function applyPractice(
  context: ImportContext,
  file: OdsFile<ExtractRow>,
  row: ExtractRow,
  outside: Map<string, number>,
): void {
  const on = file.on ?? context.asOf;
  const isOpen = row.status === 'A';
  const place = placeOf(context, row);
  const given = facts({
    code: row.code,
    name: row.name,
    kind: kindOfSetting(row.setting),
    ...place,
    openedOn: row.openedOn,
    closedOn: row.closedOn,
    isOpen,
    telephone: row.telephone,
    prescribingSetting: row.setting,
    source: file.source,
    sourceOn: file.on,
  });
  if (!put(context, row.line, given, on)) return;
  if (isOpen && place.latitude === null)
    tell(
      context,
      file.name,
      row.line,
      'noLocation',
      `${row.code}: no location for the postcode ${row.postcode ?? '(none)'}.`,
    );
  if (!ensureBoard(context, row.board)) {
    if (isOpen) outside.set(row.board ?? '', (outside.get(row.board ?? '') ?? 0) + 1);
    return;
  }
  context.directory.putMembership(row.code, 'icb', {
    value: row.board,
    on,
    since: memberSince(context, row.board, row.openedOn),
    until: row.closedOn === null ? null : addDays(row.closedOn, 1),
    source: file.source,
  });
}

/** By the prescribing setting: 4 is a GP practice, 13 a hospice; the others are services with a prescribing code. */
function kindOfSetting(setting: string | null): OrganisationKind {
  if (setting === '4') return 'gpPractice';
  return setting === '13' ? 'hospice' : 'prescribingCentre';
}

/** PCNs, sub-ICBs, and which practices are in them. */
export function applyMapping(context: ImportContext): void {
  const practices = newest(context.folder.files.practices);
  const rowOf = new Map(practices?.rows.map((row) => [row.code, row]));
  for (const file of context.folder.files.mapping) {
    const seen = new Map<string, MappingRow>();
    for (const row of file.rows) {
      if (!inScope(context, row.board)) continue;
      const before = seen.get(row.practice);
      if (before) tellRepeated(context, file, row, before);
      else applyMappingRow(context, file, row, rowOf.get(row.practice));
      seen.set(row.practice, before ?? row);
    }
    if (file === newest(context.folder.files.mapping) && practices) tellUnmapped(context, file, practices, seen);
  }
}

function tellRepeated(context: ImportContext, file: OdsFile<MappingRow>, row: MappingRow, before: MappingRow): void {
  const isSame = row.pcn === before.pcn && row.subIcb === before.subIcb && row.board === before.board;
  if (isSame)
    tell(
      context,
      file.name,
      row.line,
      'duplicateRow',
      `${row.practice} is on line ${before.line} already (such as with another supplier); it counts once.`,
    );
  else
    tell(
      context,
      file.name,
      row.line,
      'conflictingRow',
      `${row.practice} is in another network or board on line ${before.line}; that one counts.`,
    );
}

function applyMappingRow(
  context: ImportContext,
  file: OdsFile<MappingRow>,
  row: MappingRow,
  practice: ExtractRow | undefined,
): void {
  if (!ensureBoard(context, row.board)) return;
  const on = file.on ?? context.asOf;
  const within = { on, until: null, source: file.source };
  const since = memberSince(context, row.board, null);
  putOnce(context, file, row.subIcb, row.subIcbName, 'subIcb');
  context.directory.putMembership(row.subIcb, 'icb', { ...within, value: row.board, since });
  const hasPcn = row.pcn !== NO_PCN;
  if (hasPcn) {
    putOnce(context, file, row.pcn, row.pcnName, 'pcn');
    context.directory.putMembership(row.pcn, 'icb', { ...within, value: row.board, since });
  }
  if (!isUsable(context, file, row, practice)) return;
  if (!hasPcn) tell(context, file.name, row.line, 'noPcn', `${row.practice} is in no primary care network.`);
  else
    context.directory.putMembership(row.practice, 'pcn', {
      ...within,
      value: row.pcn,
      since: latestDay(on, practice?.openedOn ?? null),
    });
  const joined = practice?.commissioner === row.subIcb ? practice.joinedOn : (practice?.openedOn ?? null);
  context.directory.putMembership(row.practice, 'subIcb', {
    ...within,
    value: row.subIcb,
    since: latestDay(joined, BOARDS_BEGIN),
  });
}

/** Whether the practice is there and open; tells why not. */
function isUsable(
  context: ImportContext,
  file: OdsFile<MappingRow>,
  row: MappingRow,
  practice: ExtractRow | undefined,
): boolean {
  const known = context.directory.organisations.get(row.practice);
  if (!known) {
    tell(
      context,
      file.name,
      row.line,
      'unknownOrganisation',
      `${row.practice} is in no extract of practices of this board; it was not added.`,
    );
    return false;
  }
  if (!known.facts.isOpen) {
    tell(
      context,
      file.name,
      row.line,
      'notActive',
      `${row.practice} is mapped and not active; it was put in no network.`,
    );
    return false;
  }
  if (practice && practice.board !== row.board) {
    tell(
      context,
      file.name,
      row.line,
      'boardDisagrees',
      `${row.practice} is in ${row.board} here and in ${practice.board ?? 'no board'} in the extract of practices, which counts.`,
    );
  }
  return true;
}

function putOnce(
  context: ImportContext,
  file: OdsFile<MappingRow>,
  code: string,
  name: string,
  kind: 'pcn' | 'subIcb',
): void {
  const stored = context.directory.organisations.get(code);
  if (stored && context.directory.touched.has(code) && stored.facts.source === file.source) return;
  put(
    context,
    null,
    facts({ code, name: name || code, kind, isOpen: true, source: file.source, sourceOn: file.on }),
    file.on,
  );
}

function tellUnmapped(
  context: ImportContext,
  mapping: OdsFile<MappingRow>,
  practices: OdsFile<ExtractRow>,
  mapped: ReadonlyMap<string, MappingRow>,
): void {
  for (const row of practices.rows) {
    if (row.status !== 'A' || row.setting !== '4' || mapped.has(row.code)) continue;
    if (!context.boards.has(row.board ?? '') || !inScope(context, row.board)) continue;
    tell(
      context,
      practices.name,
      row.line,
      'notMapped',
      `${row.code} is active and not in ${mapping.name}; its network is unknown.`,
    );
  }
}

/** Practices whose extract is older than the end of their board. Which board they are in now, no extract says. */
export function tellEndedBoards(context: ImportContext): void {
  const practices = newest(context.folder.files.practices);
  if (!practices) return;
  const left = new Map<string, number>();
  for (const row of practices.rows) {
    const board = context.directory.organisations.get(row.board ?? '');
    if (row.status !== 'A' || row.setting !== '4' || !board || board.facts.isOpen || !inScope(context, row.board))
      continue;
    left.set(board.facts.code, (left.get(board.facts.code) ?? 0) + 1);
  }
  for (const [board, count] of [...left].sort()) {
    tell(
      context,
      practices.name,
      null,
      'boardEnded',
      `${count} active practices are still listed under ${board}, which has ended; no extract says which board each is in now.`,
    );
  }
}
