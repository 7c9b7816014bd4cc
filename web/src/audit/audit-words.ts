import type { ResultOf } from '../app/graphql.js';
import type { auditEventsQuery } from './audit.queries.js';

export type AuditEvent = ResultOf<typeof auditEventsQuery>['auditEvents']['events'][number];
export type AuditKind = AuditEvent['kind'];

export const KIND_WORDS: Readonly<Record<AuditKind, string>> = {
  READ: 'Looked',
  WRITE: 'Changed',
  REFUSAL: 'Was refused',
  SIGN_IN: 'Signed in',
  SIGN_OUT: 'Signed out',
  JOB: 'Done by Quorate itself',
};

export const OUTCOME_WORDS = { DONE: 'Done', REFUSED: 'Refused' } as const;

/** Who acted, in words: a name, somebody with a mailed link, or the product itself. */
export function actorOf({ actor, actorName, login }: AuditEvent): string {
  switch (actor) {
    case 'ACCOUNT':
      return actorName ?? login ?? 'An account that is gone';
    case 'LINK':
      return 'Somebody with a mailed link';
    case 'JOB':
      return 'Quorate itself';
  }
}

/** 'planSeries' and 'CaseListItem' as a reader says them: "Plan series", "Case list item". */
export function inWords(code: string): string {
  const words = code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
