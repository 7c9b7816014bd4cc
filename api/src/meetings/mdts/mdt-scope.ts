import type { Role } from '@quorate/libs/access';
import type { Transaction } from '../../platform/commands.js';
import { changedByOther, notPermitted } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';

/** "offset 0" looks meetings up one by one: as a join, every meeting of the tenant is read, and by workers that cost 6 ms to start. */
const MDT_OF_MEETING =
  'select m2.mdt_id from mdt_meeting m2 where m2.tenant_id = $1 and m2.meeting_id = i.meeting_id offset 0';

/**
 * The inner wall of MDTs, as SQL: the MDTs of `$1` (the tenant) that the session's organisation hosts or has a seat in,
 * or in which the session's practitioner holds a seat, deputises, or was invited; one may come several times. One part for
 * each column: an "or" of the two of an invitation is served by no index, and every list then read all invitations of the
 * tenant.
 */
const VISIBLE_MDTS = `
  select v.mdt_id from mdt v where v.tenant_id = $1 and v.host_organisation_id = (select quorate_organisation())
  union all select s.mdt_id from mdt_seat s where s.tenant_id = $1 and s.provider_organisation_id = (select quorate_organisation())
  union all select s.mdt_id from mdt_seat s where s.tenant_id = $1 and s.holder_practitioner_id = (select quorate_practitioner())
  union all select s.mdt_id from seat_deputy d join mdt_seat s on s.tenant_id = d.tenant_id and s.seat_id = d.seat_id
    where d.tenant_id = $1 and d.practitioner_id = (select quorate_practitioner())
  union all select x.mdt_id from invitation i cross join lateral (${MDT_OF_MEETING}) x
    where i.tenant_id = $1 and i.practitioner_id = (select quorate_practitioner())
  union all select x.mdt_id from invitation i cross join lateral (${MDT_OF_MEETING}) x
    where i.tenant_id = $1 and i.deputy_practitioner_id = (select quorate_practitioner())`;

/** Commissioners and administrators see every MDT of their tenant; everyone else those of VISIBLE_MDTS. */
export function seesEveryMdt(role: Role): boolean {
  return role === 'commissioner' || role === 'administrator';
}

/**
 * The wall as a condition on a column that holds an MDT's id. `$1` has to be the tenant.
 * "is true" keeps it a condition that is asked row by row of a set hashed once. A bare "in" becomes a join, and then a
 * page of twenty meetings reads and sorts all meetings of its weeks.
 */
export function mdtWall(role: Role, column: string): string {
  return seesEveryMdt(role) ? 'true' : `(${column} in (${VISIBLE_MDTS})) is true`;
}

/** The link to join online is for who may have a seat: not for roles that see a meeting only because they see them all. */
export function joinUrlFor(viewer: Viewer, joinUrl: string | null): string | null {
  return seesEveryMdt(viewer.role) ? null : joinUrl;
}

/** Who is asked and what they said is for those who take part: the others that see every meeting see counts. */
export function seesParticipants(viewer: Viewer): boolean {
  return !seesEveryMdt(viewer.role);
}

/** Part of a prepared statement's name: the two walls are two texts. */
export function wallName(role: Role): string {
  return seesEveryMdt(role) ? 'every' : 'own';
}

/** Whether the viewer may change what this organisation hosts. */
export function coordinatesFor(viewer: Viewer, hostOrganisationId: string): boolean {
  return viewer.role === 'careCoordinator' && viewer.organisationId === hostOrganisationId;
}

export interface LockedMdt {
  readonly mdtId: string;
  readonly name: string;
  readonly hostOrganisationId: string;
  readonly status: string;
  readonly lockVersion: number;
}

/**
 * The MDT, locked until the command ends, if the viewer co-ordinates it; else refuses as if it did not exist.
 * Every change of an MDT, its seats or its series takes this lock first.
 */
export async function lockOwnMdt(
  tx: Transaction,
  viewer: Viewer,
  mdtId: string,
  expectedVersion?: number,
): Promise<LockedMdt> {
  const [mdt] = await tx.query<LockedMdt>(
    `select mdt_id as "mdtId", name, host_organisation_id as "hostOrganisationId", status, lock_version as "lockVersion"
     from mdt where tenant_id = $1 and mdt_id = $2 for update`,
    [tx.tenantId, mdtId],
  );
  if (!mdt || !coordinatesFor(viewer, mdt.hostOrganisationId)) throw notPermitted();
  if (expectedVersion !== undefined && mdt.lockVersion !== expectedVersion) throw changedByOther(mdt.lockVersion);
  return mdt;
}
