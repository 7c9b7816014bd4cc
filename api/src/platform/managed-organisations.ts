import type { Query } from './audit.js';
import { notPermitted } from './refusal.js';

/**
 * SQL: whether an administrator who acts for `quorate_organisation()` looks after the people of that organisation: their
 * own, or, for an integrated care board, any of the tenant.
 */
export const managesPeopleOf = (organisation: string): string =>
  `(${organisation} = quorate_organisation() or exists (select 1 from organisation board
     where board.tenant_id = quorate_tenant() and board.organisation_id = quorate_organisation() and board.kind = 'icb'))`;

export interface ManagedOrganisation {
  readonly kind: string;
  readonly isOpen: boolean;
}

/** The organisation, where the acting administrator looks after its people; not there and not theirs are refused alike. */
export async function requireManaged(query: Query, organisationId: string): Promise<ManagedOrganisation> {
  const [found] = await query<ManagedOrganisation>(
    `select o.kind, o.is_open as "isOpen" from organisation o
     where o.tenant_id = quorate_tenant() and o.organisation_id = $1 and ${managesPeopleOf('o.organisation_id')}`,
    [organisationId],
  );
  if (!found) throw notPermitted();
  return found;
}
