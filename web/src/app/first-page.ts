import { type Acting, actingRole, noteActingRole } from './acting-role.js';
import { askFirst, forgetFirst } from './first-answers.js';
import type { ResultOf } from './graphql.js';
import { pageAt } from './page-address.js';
import { asks, type FirstQuery, mayOpen, type PageEntry } from './page-entry.js';
import { pages } from './pages.js';
import type { viewerQuery } from './viewer.queries.js';

const whoIsThere = asks<typeof viewerQuery>('Viewer', {});

/**
 * Begins what the page of this address needs, while the app itself is still being opened: its files, who is signed in,
 * and what it asks first. Of the acting role, what this browser last saw is taken until the server has said.
 */
export async function beginPage(address: Pick<URL, 'pathname' | 'search'>): Promise<void> {
  const found = pageAt(pages, address.pathname);
  // The router loads it again, from memory, and shows what went wrong.
  found?.entry.load().catch(() => undefined);
  if (found?.entry.roles === 'public') return;
  const expected = actingRole();
  const begin = (acting: Acting) =>
    found ? askPage(found.entry, found.params, new URLSearchParams(address.search), acting) : [];
  const viewer = askFirst(whoIsThere);
  const begun = expected ? begin(expected) : [];
  const acting = actingIn(await viewer);
  if (acting && acting.id === expected?.id) return;
  begun.forEach(forgetFirst);
  noteActingRole(acting);
  if (acting) begin(acting);
}

/** Asks what a page asks first, where this role may open it. */
export function askPage(
  entry: PageEntry,
  params: Readonly<Record<string, string | undefined>>,
  search: URLSearchParams,
  acting: Acting,
): readonly FirstQuery[] {
  const queries = mayOpen(entry, acting.role) ? (entry.first?.({ params, search, acting }) ?? []) : [];
  for (const query of queries) void askFirst(query);
  return queries;
}

interface ViewerAnswer {
  readonly data?: ResultOf<typeof viewerQuery> | null;
}

function actingIn(text: string | null): Acting | null {
  const acting = text === null ? null : (JSON.parse(text) as ViewerAnswer).data?.viewer.acting;
  return acting ? { id: acting.id, role: acting.role, organisationId: acting.organisation?.id ?? null } : null;
}
