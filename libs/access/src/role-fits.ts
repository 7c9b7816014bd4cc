import type { Role } from './roles.js';

/** Roles of people who work for an organisation: all but the person's and the carer's, which are given through care. */
export const STAFF_ROLES = [
  'careCoordinator',
  'clinician',
  'providerManager',
  'commissioner',
  'informationGovernanceLead',
  'administrator',
] as const satisfies readonly Role[];

/** Whoever commissions care or watches over those who do. */
const COMMISSIONING_KINDS: ReadonlySet<string> = new Set(['icb', 'subIcb', 'localAuthority', 'region', 'regulator']);

/**
 * Whether an organisation of this kind can have somebody in this role. A commissioner sees engagement across providers,
 * so no provider can make one.
 *   example roleFits('commissioner', 'acuteTrust') is false
 */
export function roleFits(role: Role, organisationKind: string): boolean {
  if (role === 'person' || role === 'carer') return false;
  return role !== 'commissioner' || COMMISSIONING_KINDS.has(organisationKind);
}
