import { addDays } from '@quorate/libs/time';
import { BOARDS_BEGIN, type Board, facts, type ImportContext, latestDay, put, tell } from './import-context.js';
import type { OdsFile, OdsFolder } from './ods-folder.js';
import type { ExtractRow } from './ods-rows.js';

const ENGLISH_REGION = /^Y\d\d$/;

/**
 * The integrated care boards that the folder's extracts show: the health geography of trusts in an English region, and
 * the boards of the mapping. Old geographies and the code for Wales are none. Without either file, that of practices.
 */
export function boardsOf(folder: OdsFolder): ReadonlyMap<string, Board> {
  const boards = new Map<string, Board>();
  const { trusts, mapping, practices } = folder.files;
  const first = trusts[0];
  for (const file of trusts) addBoards(boards, file, file === first ? null : file.on);
  for (const file of mapping) {
    for (const row of file.rows) {
      boards.set(row.board, {
        code: row.board,
        name: row.boardName || null,
        region: row.region,
        regionName: row.regionName,
        firstShown: boards.get(row.board)?.firstShown ?? null,
        source: file.source,
        on: file.on,
      });
    }
  }
  if (boards.size === 0) for (const file of practices) addBoards(boards, file, null);
  return boards;
}

function addBoards(boards: Map<string, Board>, file: OdsFile<ExtractRow>, firstShown: string | null): void {
  for (const { board, grouping } of file.rows) {
    if (board === null || grouping === null || !ENGLISH_REGION.test(grouping) || boards.has(board)) continue;
    boards.set(board, {
      code: board,
      name: null,
      region: grouping,
      regionName: null,
      firstShown,
      source: file.source,
      on: file.on,
    });
  }
}

/** Puts a board and its region into the directory, once. False when the code is no board that the extracts show. */
export function ensureBoard(context: ImportContext, code: string | null): code is string {
  const board = code === null ? undefined : context.boards.get(code);
  if (!board) return false;
  const { directory } = context;
  if (directory.touched.has(board.code)) return true;
  const stored = directory.organisations.get(board.code);
  // A board first met by its code alone gets its name when an extract brings it; that is no renaming.
  if (stored && board.name !== null && stored.facts.name === board.code) stored.names = [];
  const name = board.name ?? stored?.facts.name ?? board.code;
  if (name === board.code)
    tell(
      context,
      board.source,
      null,
      'boardNameUnknown',
      `No extract names the board ${board.code}; it is listed by its code.`,
    );
  const on = board.on ?? context.asOf;
  const lasting = stored
    ? { isOpen: stored.facts.isOpen, closedOn: stored.facts.closedOn }
    : { isOpen: true, closedOn: null };
  const given = facts({ code: board.code, name, kind: 'icb', ...lasting, source: board.source, sourceOn: board.on });
  if (!put(context, null, given, on)) return false;
  if (board.region !== null && ensureRegion(context, board.region, board)) {
    const until = lasting.closedOn === null ? null : addDays(lasting.closedOn, 1);
    const since = latestDay(BOARDS_BEGIN, board.firstShown);
    directory.putMembership(board.code, 'region', { value: board.region, on, since, until, source: board.source });
  }
  return true;
}

function ensureRegion(context: ImportContext, code: string, board: Board): boolean {
  const stored = context.directory.organisations.get(code);
  if (context.directory.touched.has(code) && stored && stored.facts.name !== code) return true;
  if (stored && board.regionName !== null && stored.facts.name === code) stored.names = [];
  const name = board.regionName ?? stored?.facts.name ?? code;
  return put(
    context,
    null,
    facts({ code, name, kind: 'region', isOpen: true, source: board.source, sourceOn: board.on }),
    board.on,
  );
}

/** From when an organisation is taken to have been in a board, if no earlier extract says. */
export function memberSince(context: ImportContext, board: string, openedOn: string | null): string | null {
  return latestDay(openedOn, BOARDS_BEGIN, context.boards.get(board)?.firstShown ?? null);
}

/**
 * A board that an extract of trusts no longer shows, and whose trusts are in other boards there, has been merged or
 * divided: it closes the day before that extract, and each board that took trusts of it succeeds it.
 */
export function endMergedBoards(context: ImportContext): void {
  const { trusts, mapping } = context.folder.files;
  for (const [at, later] of trusts.entries()) {
    const earlier = trusts[at - 1];
    if (!earlier || later.on === null) continue;
    const nowIn = new Map(later.rows.map((row) => [row.code, row.board]));
    const stillShown = new Set([
      ...nowIn.values(),
      ...mapping.flatMap((file) => ((file.on ?? '') >= (later.on ?? '') ? file.rows.map((row) => row.board) : [])),
    ]);
    for (const [board, heirs] of heirsOf(earlier.rows, nowIn)) {
      if (stillShown.has(board) || !context.directory.touched.has(board)) continue;
      const known = [...heirs].filter((heir) => ensureBoard(context, heir));
      if (known.length === 0) continue;
      context.directory.close(board, addDays(later.on, -1), later.source, later.on);
      for (const heir of known)
        context.directory.putSuccessor(board, { code: heir, onDate: later.on, source: later.source });
    }
  }
}

function heirsOf(
  rows: readonly ExtractRow[],
  nowIn: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, Set<string>> {
  const heirs = new Map<string, Set<string>>();
  for (const { code, board } of rows) {
    const now = nowIn.get(code) ?? null;
    if (board === null || now === null || now === board) continue;
    heirs.set(board, (heirs.get(board) ?? new Set<string>()).add(now));
  }
  return heirs;
}
