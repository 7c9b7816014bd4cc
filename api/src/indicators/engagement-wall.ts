import type { Viewer } from '../platform/viewer.js';

/**
 * Which counts a viewer reaches inside the tenant.
 *   economy   a commissioner: every provider's, small numbers hidden, nobody named
 *   provider  a provider's manager: the own provider's, and the economy's average
 *   host      a care co-ordinator: MDTs that the own organisation hosts, and the own organisation's staff
 */
export type EngagementWall =
  | { readonly kind: 'economy' }
  | { readonly kind: 'provider'; readonly organisationId: string }
  | { readonly kind: 'host'; readonly organisationId: string };

/** The viewer's wall, or null for a role that sees no engagement. */
export function engagementWall({
  role,
  organisationId,
}: Pick<Viewer, 'role' | 'organisationId'>): EngagementWall | null {
  if (role === 'commissioner') return { kind: 'economy' };
  if (organisationId === null) return null;
  if (role === 'providerManager') return { kind: 'provider', organisationId };
  if (role === 'careCoordinator') return { kind: 'host', organisationId };
  return null;
}
