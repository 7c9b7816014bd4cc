import { addDays } from '@quorate/libs/time';
import { TRUST_KINDS, trustKindOf } from '../../organisations/organisation-kind.js';
import { ensureBoard, memberSince } from './boards.js';
import { facts, type ImportContext, inScope, newest, placeOf, put, tell, wasInScope } from './import-context.js';
import type { OdsFile } from './ods-folder.js';
import type { AssuranceRow, ExtractRow } from './ods-rows.js';

/** The trusts of the boards asked for, from every extract of trusts, oldest first, so that moves and renames are dated. */
export function applyTrusts(context: ImportContext): void {
  const { trusts } = context.folder.files;
  const codes = new Set(
    trusts.flatMap((file) => file.rows.filter((row) => inScope(context, row.board)).map((row) => row.code)),
  );
  const isWanted = (code: string) => codes.has(code) || wasInScope(context, code);
  for (const [at, file] of trusts.entries()) {
    for (const row of once(context, file)) if (isWanted(row.code)) applyTrust(context, file, row);
    const earlier = trusts[at - 1];
    if (earlier) tellMissing(context, earlier, file, isWanted);
  }
}

function applyTrust(context: ImportContext, file: OdsFile<ExtractRow>, row: ExtractRow): void {
  const on = file.on ?? context.asOf;
  if (!put(context, row.line, trustFacts(context, file, row), on)) return;
  if (!ensureBoard(context, row.board)) {
    if (row.board !== null)
      tell(
        context,
        file.name,
        row.line,
        'unknownBoard',
        `${row.code}: "${row.board}" is not shown as an integrated care board.`,
      );
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

function trustFacts(context: ImportContext, file: OdsFile<ExtractRow>, row: ExtractRow) {
  return facts({
    code: row.code,
    name: row.name,
    kind: trustKindOf(row.name),
    ...placeOf(context, row),
    openedOn: row.openedOn,
    closedOn: row.closedOn,
    isOpen: isOpenOn(row, context.asOf),
    telephone: row.telephone,
    source: file.source,
    sourceOn: file.on,
  });
}

/** Open on a day by its dates; the published closing date is the last day of operation. */
function isOpenOn(row: { readonly openedOn: string | null; readonly closedOn: string | null }, day: string): boolean {
  return (row.openedOn === null || row.openedOn <= day) && (row.closedOn === null || row.closedOn >= day);
}

function tellMissing(
  context: ImportContext,
  earlier: OdsFile<ExtractRow>,
  later: OdsFile<ExtractRow>,
  isWanted: (code: string) => boolean,
): void {
  const still = new Set(later.rows.map((row) => row.code));
  for (const { code, line } of earlier.rows) {
    if (still.has(code) || !isWanted(code)) continue;
    tell(
      context,
      earlier.name,
      line,
      'notInLaterExtract',
      `${code} is not in ${later.name}; what was known of it was kept.`,
    );
  }
}

/** Rows of one file, each code once: the first counts. */
export function once<R extends { readonly code: string; readonly line: number }>(
  context: ImportContext,
  file: OdsFile<R>,
): R[] {
  const seen = new Set<string>();
  return file.rows.filter(({ code, line }) => {
    if (!seen.has(code)) return Boolean(seen.add(code));
    tell(context, file.name, line, 'duplicateRow', `${code} is in the file already; this row was not used.`);
    return false;
  });
}

/** Sites of the trusts asked for. The list of sites has trusts of its own, some of which no extract of trusts has. */
export function applyTrustSites(context: ImportContext): void {
  const listed = new Set(context.folder.files.trusts.flatMap((file) => file.rows.map((row) => row.code)));
  for (const [at, file] of context.folder.files.trustSites.entries()) {
    const rows = once(context, file);
    const isTrust = (row: ExtractRow) => row.code.length === 3 || listed.has(row.code);
    const trusts = new Map(rows.filter(isTrust).map((row) => [row.code, row]));
    for (const row of trusts.values()) applySiteFileTrust(context, file, row, listed);
    for (const row of rows) if (!isTrust(row)) applySite(context, file, row, trusts);
    const earlier = context.folder.files.trustSites[at - 1];
    if (earlier) tellMissing(context, earlier, file, (code) => context.directory.touchedSites.has(code));
  }
}

/** A trust that only the list of sites has is placed by its data security record, else it is told and left out. */
function applySiteFileTrust(
  context: ImportContext,
  file: OdsFile<ExtractRow>,
  row: ExtractRow,
  listed: ReadonlySet<string>,
): void {
  const on = file.on ?? context.asOf;
  if (listed.has(row.code)) {
    // What it was called then; board codes of that time are not today's, so they are not read.
    if (context.directory.touched.has(row.code)) put(context, row.line, trustFacts(context, file, row), on);
    return;
  }
  const record = assuranceOf(context, row.code);
  const board = record?.board ?? null;
  const isPlaced = board !== null && context.boards.has(board);
  if (!isPlaced) {
    tell(
      context,
      file.name,
      row.line,
      'trustNotPlaced',
      `${row.code} is in no extract of trusts and no other file says which board it was in${context.scope === null ? '.' : '; its sites were left out.'}`,
    );
  }
  if (!inScope(context, isPlaced ? board : null) && !wasInScope(context, row.code)) return;
  const closedOn = row.closedOn ?? record?.closedOn ?? null;
  const isOpen = listed.size === 0 && isOpenOn({ openedOn: row.openedOn, closedOn }, context.asOf);
  if (!put(context, row.line, { ...trustFacts(context, file, row), closedOn, isOpen }, on)) return;
  if (isPlaced && ensureBoard(context, board) && listed.size === 0) {
    const since = memberSince(context, board, row.openedOn);
    context.directory.putMembership(row.code, 'icb', {
      value: board,
      on,
      since,
      until: closedOn === null ? null : addDays(closedOn, 1),
      source: file.source,
    });
  }
}

function assuranceOf(context: ImportContext, code: string): AssuranceRow | null {
  return newest(context.folder.files.assurance)?.rows.find((row) => row.code === code) ?? null;
}

function applySite(
  context: ImportContext,
  file: OdsFile<ExtractRow>,
  row: ExtractRow,
  trusts: ReadonlyMap<string, ExtractRow>,
): void {
  const parent = trustOf(context, row.commissioner) ?? parentOf(context, row.code);
  if (parent === null) {
    const isKnown = [...prefixes(row.code)].some((prefix) => trusts.has(prefix));
    if (!isKnown && context.scope === null)
      tell(context, file.name, row.line, 'unknownTrust', `${row.code}: no trust has a code that this one begins with.`);
    return;
  }
  const place = placeOf(context, row);
  const isOpen = isOpenOn(row, context.asOf);
  context.directory.putSite(
    {
      code: row.code,
      name: row.name,
      organisationCode: parent,
      ...place,
      openedOn: row.openedOn,
      closedOn: row.closedOn,
      isOpen,
      source: file.source,
      sourceOn: file.on,
    },
    context.asOf,
  );
  if (!isOpen) return;
  if (place.latitude === null)
    tell(
      context,
      file.name,
      row.line,
      'noLocation',
      `${row.code}: no location for the postcode ${row.postcode ?? '(none)'}.`,
    );
  if (!context.directory.organisations.get(parent)?.facts.isOpen) {
    tell(
      context,
      file.name,
      row.line,
      'parentClosed',
      `${row.code} is listed as open under ${parent}, which has closed; it keeps that code.`,
    );
  }
}

/** The trust whose code a site's code begins with; the longest, since trust codes have three or five characters. */
function parentOf(context: ImportContext, code: string): string | null {
  for (const prefix of prefixes(code)) {
    const trust = trustOf(context, prefix);
    if (trust !== null) return trust;
  }
  return null;
}

/** The code, if it is that of a trust this import is about. A site that changed hands has its trust in the row. */
function trustOf(context: ImportContext, code: string | null): string | null {
  const found = code !== null && context.directory.touched.has(code) ? context.directory.organisations.get(code) : null;
  return found && TRUST_KINDS.includes(found.facts.kind) ? found.facts.code : null;
}

function* prefixes(code: string): Generator<string> {
  for (let length = code.length - 1; length >= 3; length -= 1) yield code.slice(0, length);
}
