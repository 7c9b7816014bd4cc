import { z } from 'zod';
import type { Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { type RefusalData, Refused } from '../../platform/refusal.js';
import type { InvitationMail } from '../invitations/invitation-mail.js';
import { hasLeft } from './has-left.js';

export const seatInput = z.object({
  roleCode: z.string().min(1).max(60),
  providerOrganisationId: z.uuid(),
  kind: z.enum(['core', 'extended']),
  countsForQuorum: z.boolean(),
  holderPractitionerId: z.uuid().nullish(),
  deputyPractitionerIds: z.array(z.uuid()).max(10).default([]),
});

export type SeatInput = z.infer<typeof seatInput>;

export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** Bad input with every problem at once, in the form of InvalidInput. */
export function refuseInput(problems: readonly Problem[]): Refused {
  return new Refused({
    __typename: 'InvalidInput',
    code: 'INVALID_INPUT',
    message: 'Check what you entered.',
    problems,
  } as RefusalData);
}

interface SeatFacts {
  readonly position: number;
  readonly roleKnown: boolean;
  readonly providerOpen: boolean;
  readonly holderFits: boolean;
  readonly strangers: number;
}

/**
 * What is wrong with seats as asked for, field by field: roles and providers that are not known, a holder who does not
 * have the role with the provider today, a deputy whom the provider does not employ today.
 */
export async function checkSeats(tx: Transaction, today: string, seats: readonly SeatInput[]): Promise<Problem[]> {
  const rows = await tx.query<SeatFacts>(
    `select s.position,
       exists (select 1 from professional_role r where r.tenant_id = $1 and r.role_code = s."roleCode") as "roleKnown",
       exists (select 1 from organisation o where o.tenant_id = $1 and o.organisation_id = s."providerOrganisationId" and o.is_open) as "providerOpen",
       s."holderPractitionerId" is null or exists (select 1 from practitioner_role p where p.tenant_id = $1 and p.practitioner_id = s."holderPractitionerId"
         and p.organisation_id = s."providerOrganisationId" and p.role_code = s."roleCode" and p.during @> $2::date) as "holderFits",
       (select count(*)::int from unnest(s."deputyPractitionerIds") as d(id) where not exists (select 1 from practitioner_role p
         where p.tenant_id = $1 and p.practitioner_id = d.id and p.organisation_id = s."providerOrganisationId" and p.during @> $2::date)) as strangers
     from json_to_recordset($3) as s(position int, "roleCode" text, "providerOrganisationId" uuid, "holderPractitionerId" uuid, "deputyPractitionerIds" uuid[])
     order by s.position`,
    [tx.tenantId, today, JSON.stringify(seats.map((seat, position) => ({ ...seat, position })))],
  );
  return rows.flatMap((row) => {
    const at = `seats.${row.position}`;
    const problems: Problem[] = [];
    if (!row.roleKnown) problems.push({ path: `${at}.roleCode`, message: 'Choose a role from the list.' });
    if (!row.providerOpen)
      problems.push({ path: `${at}.providerOrganisationId`, message: 'Choose an open organisation from the list.' });
    if (!row.holderFits)
      problems.push({
        path: `${at}.holderPractitionerId`,
        message: 'This person does not have the role with this provider today. Choose another, or leave it vacant.',
      });
    if (row.strangers > 0)
      problems.push({
        path: `${at}.deputyPractitionerIds`,
        message: 'A deputy has to be employed by the provider of the seat today.',
      });
    return problems;
  });
}

/** What keeps a quorum rule from ever being met by these seats. */
export function checkQuorumRule(
  rule: { readonly minimumSeats: number; readonly requiredRoles: readonly string[] },
  seats: readonly Pick<SeatInput, 'roleCode' | 'countsForQuorum'>[],
): Problem[] {
  const counting = seats.filter((seat) => seat.countsForQuorum);
  const problems: Problem[] = [];
  if (rule.minimumSeats > counting.length)
    problems.push({
      path: 'minimumSeats',
      message: `Only ${counting.length} of the seats count for quorum, so ${rule.minimumSeats} can never be there.`,
    });
  if (rule.requiredRoles.some((role) => !counting.some((seat) => seat.roleCode === role)))
    problems.push({ path: 'requiredRoles', message: 'Every required role needs a seat that counts for quorum.' });
  return problems;
}

/** Inserts seats, in force from a version of the terms on, with their deputies. Returns their ids in the order given. */
export async function insertSeats(
  tx: Transaction,
  mdtId: string,
  fromVersion: number,
  seats: readonly (SeatInput & { readonly position: number })[],
): Promise<string[]> {
  if (seats.length === 0) return [];
  const rows = seats.map((seat) => ({ ...seat, seatId: newId() }));
  await tx.query(
    `insert into mdt_seat (tenant_id, seat_id, mdt_id, role_code, provider_organisation_id, kind, counts_for_quorum, holder_practitioner_id, position, from_version)
     select $1::uuid, "seatId", $2::uuid, "roleCode", "providerOrganisationId", kind, "countsForQuorum", "holderPractitionerId", position, $3::int
     from json_to_recordset($4) as s("seatId" uuid, "roleCode" text, "providerOrganisationId" uuid, kind text, "countsForQuorum" boolean, "holderPractitionerId" uuid, position int)`,
    [tx.tenantId, mdtId, fromVersion, JSON.stringify(rows)],
  );
  await insertDeputies(
    tx,
    rows.flatMap((row) => row.deputyPractitionerIds.map((practitionerId) => ({ seatId: row.seatId, practitionerId }))),
  );
  return rows.map((row) => row.seatId);
}

export async function insertDeputies(
  tx: Transaction,
  deputies: readonly { readonly seatId: string; readonly practitionerId: string }[],
): Promise<void> {
  if (deputies.length === 0) return;
  await tx.query(
    `insert into seat_deputy (tenant_id, seat_id, practitioner_id)
     select $1::uuid, "seatId", "practitionerId" from json_to_recordset($2) as d("seatId" uuid, "practitionerId" uuid) on conflict do nothing`,
    [tx.tenantId, JSON.stringify(deputies)],
  );
}

/**
 * Asks somebody else for a seat, or nobody (null), in place of who was asked: they are told that they need not come, what
 * was answered goes, and whoever is asked now has been sent nothing.
 */
export async function askInstead(
  tx: Transaction,
  mail: InvitationMail,
  invitationIds: readonly string[],
  practitionerId: string | null,
): Promise<void> {
  await mail.withdraw(tx, invitationIds);
  await tx.query(
    `update invitation set practitioner_id = $3, response = 'needsAction', response_source = null, responded_at = null, decline_reason = null,
       comment = null, deputy_practitioner_id = null, sent_at = null, reminded_at = null, lock_version = lock_version + 1
     where tenant_id = $1 and invitation_id = any ($2::uuid[])`,
    [tx.tenantId, invitationIds, practitionerId],
  );
}

/**
 * Invites the holder of every seat in force (an empty invitation for a vacant one, or one whose holder will have left by
 * the day of the meeting), where a seat has none yet.
 */
export async function inviteSeats(tx: Transaction, meetingIds: readonly string[]): Promise<void> {
  const missing = await tx.query<object>(
    `select m.meeting_id as "meetingId", s.seat_id as "seatId", case when not ${hasLeft('holder', 's.holder_practitioner_id', 'm.meeting_date')} then s.holder_practitioner_id end as "practitionerId",
       s.provider_organisation_id as "providerId"
     from mdt_meeting m
     join terms_of_reference t on t.tenant_id = m.tenant_id and t.terms_id = m.terms_id
     join mdt_seat s on s.tenant_id = m.tenant_id and s.mdt_id = m.mdt_id and s.from_version <= t.version and (s.to_version is null or s.to_version >= t.version)
     where m.tenant_id = $1 and m.meeting_id = any ($2::uuid[])
       and not exists (select 1 from invitation i where i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id and i.seat_id = s.seat_id)
     order by m.starts_at, s.position`,
    [tx.tenantId, meetingIds],
  );
  if (missing.length === 0) return;
  await tx.query(
    `insert into invitation (tenant_id, invitation_id, meeting_id, seat_id, practitioner_id, provider_organisation_id, response)
     select $1::uuid, "invitationId", "meetingId", "seatId", "practitionerId", "providerId", 'needsAction'
     from json_to_recordset($2) as i("invitationId" uuid, "meetingId" uuid, "seatId" uuid, "practitionerId" uuid, "providerId" uuid)`,
    [tx.tenantId, JSON.stringify(missing.map((row) => ({ ...row, invitationId: newId() })))],
  );
}
