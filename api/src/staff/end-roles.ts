import { addDays } from '@quorate/libs/time';
import type { Transaction } from '../platform/commands.js';
import { managesPeopleOf } from '../platform/managed-organisations.js';
import type { Viewer } from '../platform/viewer.js';
import type { StaffChanges } from './staff-changes.js';

/**
 * Somebody has left: their open roles with the organisations that the acting administrator looks after end after a last
 * day, inside the caller's transaction, and what they held in them ends too. A role that was to begin later never was.
 * Returns how many ended. Roles with other organisations stay.
 */
export async function endRolesOf(
  tx: Transaction,
  viewer: Viewer,
  changes: StaffChanges,
  { practitionerId, lastDay }: { readonly practitionerId: string; readonly lastDay: string },
): Promise<number> {
  const ended = await tx.query<{ id: string }>(
    `update practitioner_role r set during = daterange(lower(during), greatest(lower(during), $3::date))
     where r.tenant_id = $1 and r.practitioner_id = $2 and (upper_inf(during) or upper(during) > $3::date) and ${managesPeopleOf('r.organisation_id')}
     returning practitioner_role_id as id`,
    [tx.tenantId, practitionerId, addDays(lastDay, 1)],
  );
  for (const { id } of ended)
    tx.audit({ entity: 'Practitioner', entityId: practitionerId, detail: { practitionerRoleId: id, lastDay } });
  if (ended.length > 0) await changes.announce(tx, viewer, { practitionerId, from: addDays(lastDay, 1) });
  return ended.length;
}
