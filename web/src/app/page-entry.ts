import type { ComponentType } from 'react';
import type { Role } from './viewer.js';

/** Parts of the navigation, for the roles that have more pages than one row holds. */
export type PageGroup = 'Meetings' | 'Engagement' | 'Signals and concerns' | 'Administration';

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
