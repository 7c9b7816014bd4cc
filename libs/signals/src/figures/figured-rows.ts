import { dayNumber } from '@quorate/libs/time';
import type { SignalScope } from '../provider-figures.js';
import type { BookRow, EvidenceBook } from './evidence-book.js';
import { figuresDays } from './figures-days.js';
import type { FiguredRow, ReleaseAnswer } from './numbers.js';

/** Whose rows, where, since when and up to when (days, `asOf` itself not counted). */
export interface FiguresAbout {
  readonly providerId: string;
  readonly scope: SignalScope;
  readonly since: string;
  readonly asOf: string;
}

/** A provider's rows of the two years before `asOf`, oldest first, as its figures see them. */
export function figuredRows(book: EvidenceBook, { providerId, scope, since, asOf }: FiguresAbout): FiguredRow[] {
  const looked = figuresDays(asOf);
  const from = dayNumber(since);
  return book
    .ofProvider(providerId)
    .filter((row) => row.day >= looked.from && row.day < looked.to)
    .map((row) => {
      const isSince = row.day >= from;
      return {
        row,
        standing: book.standing(row, looked),
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
