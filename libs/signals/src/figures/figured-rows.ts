import { addDays, dayNumber } from '@quorate/libs/time';
import type { SignalScope } from '../provider-figures.js';
import { type BookRow, type EvidenceBook, SPELL_DAYS } from './evidence-book.js';
import type { FiguredRow, ReleaseAnswer } from './numbers.js';

/** Whose rows, where, since when and up to when (days, `asOf` itself not counted). */
export interface FiguresAbout {
  readonly providerId: string;
  readonly scope: SignalScope;
  readonly since: string;
  readonly asOf: string;
}

/** Figures look back so far from `asOf`. */
const WINDOW_DAYS = 730;

/** The first day that figures look at, and the first whose leave they have to know: rows from there on are enough. */
export function figuresWindow(asOf: string): { readonly from: string; readonly leaveFrom: string } {
  return { from: addDays(asOf, -WINDOW_DAYS), leaveFrom: addDays(asOf, -WINDOW_DAYS - SPELL_DAYS) };
}

/** A provider's rows of the two years before `asOf`, oldest first, as its figures see them. */
export function figuredRows(book: EvidenceBook, { providerId, scope, since, asOf }: FiguresAbout): FiguredRow[] {
  const [first, from, to] = [figuresWindow(asOf).from, since, asOf].map(dayNumber) as [number, number, number];
  return book
    .ofProvider(providerId)
    .filter((row) => row.day >= first && row.day < to)
    .map((row) => {
      const isSince = row.day >= from;
      return {
        row,
        standing: book.standing(row, to),
        isInScope: isSince && row.isElsewhere && isIn(scope, row),
        isContrast: isSince && !row.isElsewhere && (scope.kind !== 'role' || isIn(scope, row)),
        release: answerOf(row, asOf),
      };
    });
}

function isIn({ kind, code }: SignalScope, row: BookRow): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'role':
      return row.roleCode === code;
    case 'host':
      return row.hostId === code;
  }
}

/** What had come of a request by the day. */
function answerOf({ release }: BookRow, asOf: string): ReleaseAnswer | null {
  if (release === null || release.requestedOn >= asOf) return null;
  if (release.decision === null || release.decision === 'unanswered') return 'unanswered';
  return release.decidedOn !== null && release.decidedOn >= asOf ? 'unanswered' : release.decision;
}
