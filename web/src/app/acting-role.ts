import type { ResultOf } from './graphql.js';
import type { viewerQuery } from './viewer.queries.js';

/** As whom somebody acts. */
export interface Acting {
  readonly id: string;
  readonly role: ResultOf<typeof viewerQuery>['viewer']['acting']['role'];
  readonly organisationId: string | null;
}

// Kept in this browser, so that a page's first questions need not wait for the answer to who is signed in. It decides
// nothing: the server answers by the session, and what was asked for another role than it names is dropped.
const KEY = 'quorate.acting-role';
let known: Acting | null = null;

/** The role last acted in here, as far as this browser knows. */
export function actingRole(): Acting | null {
  try {
    known ??= JSON.parse(localStorage.getItem(KEY) ?? 'null') as Acting | null;
  } catch {
    // A browser may forbid storage; then the page asks who is there before anything else.
  }
  return known;
}

export function noteActingRole(acting: Acting | null): void {
  known = acting;
  try {
    if (acting) localStorage.setItem(KEY, JSON.stringify(acting));
    else localStorage.removeItem(KEY);
  } catch {
    // It holds until the page is left.
  }
}
