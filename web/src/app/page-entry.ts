import type { ComponentType } from 'react';
import type { Acting } from './acting-role.js';
import type { VariablesOf } from './graphql.js';
import type { Role } from './viewer.js';

/** Parts of the navigation, for the roles that have more pages than one row holds. */
type PageGroup = 'Meetings' | 'Engagement' | 'Signals and concerns' | 'Administration';

/** A query by its name: its document is in the page's own file. */
export interface FirstQuery {
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Where a page is opened, and by whom. */
export interface PageAddress {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly search: URLSearchParams;
  readonly acting: Acting;
}

/** `asks<typeof signalQuery>('Signal', { id })`: the build finds the document by the name. */
export function asks<Query>(operationName: string, variables: VariablesOf<Query>): FirstQuery {
  return { operationName, variables: variables as FirstQuery['variables'] };
}

/** One page of the app. */
export interface PageEntry {
  /** As react-router writes it: "meetings/:meetingId/attendance". No leading slash; ids only, nothing about a person. */
  readonly path: string;
  /** What it is for, as in the browser tab. */
  readonly title: string;
  /** Shown in the navigation under this name; leave out for pages reached from others. */
  readonly navLabel?: string;
  /** The part of the navigation that it stands in. */
  readonly group?: PageGroup;
  /** Who sees it in the navigation and may open it. The server decides on the data; this is only so that nobody meets a dead end. */
  readonly roles: readonly Role[] | 'everyone' | 'public';
  /**
   * What the page asks as soon as it is drawn, with the same variables: it is asked while the page's files are still on their
   * way, and the page finds the answer under way. tests/browser says so when the page asks something else.
   */
  readonly first?: (at: PageAddress) => readonly FirstQuery[];
  /** Loads the page when it is first opened. */
  readonly load: () => Promise<{ readonly Component: ComponentType }>;
}

/** Whether a role sees a page. */
export function mayOpen(entry: Pick<PageEntry, 'roles'>, role: Role): boolean {
  return typeof entry.roles === 'string' || entry.roles.includes(role);
}

/** Who may read MDTs and meetings; which ones, the server decides. */
export const MEETING_READERS = [
  'CARE_COORDINATOR',
  'CLINICIAN',
  'PROVIDER_MANAGER',
  'COMMISSIONER',
  'INFORMATION_GOVERNANCE_LEAD',
  'ADMINISTRATOR',
] as const satisfies readonly Role[];
