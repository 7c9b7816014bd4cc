import type { Transaction } from '../platform/commands.js';
import { EMPLOYER_AS_AT } from './count-meeting.js';
import type { ReleaseState } from './release-request.entity.js';

/** An invitation with what asking for release needs. `practitionerId` is who is to come: the person, or their deputy. */
export interface InvitationToRelease {
  readonly meetingId: string;
  readonly seatId: string;
  readonly hostOrganisationId: string;
  readonly practitionerId: string | null;
  readonly employerId: string;
  readonly status: string;
  readonly startsAt: Date;
  readonly meetingDate: string;
}

export interface ReleaseToAnswer {
  readonly releaseRequestId: string;
  readonly meetingId: string;
  readonly seatId: string;
  readonly practitionerId: string;
  readonly providerOrganisationId: string;
  readonly hostOrganisationId: string;
  readonly requestedBy: string;
  readonly state: ReleaseState;
  readonly lockVersion: number;
  readonly endsAt: Date;
  readonly meetingDate: string;
}

type InvitationKey = {
  readonly invitationId?: string | null;
  readonly meetingId?: string | null;
  readonly seatId?: string | null;
};

/** By its id, or by meeting and seat. */
export async function findInvitation(tx: Transaction, key: InvitationKey): Promise<InvitationToRelease | null> {
  const [found] = await tx.query<InvitationToRelease>(
    `select i.meeting_id as "meetingId", i.seat_id as "seatId", m.host_organisation_id as "hostOrganisationId",
       i.practitioner_id as "practitionerId", coalesce(employer.organisation_id, i.provider_organisation_id) as "employerId",
       m.status, m.starts_at as "startsAt", m.meeting_date::text as "meetingDate"
     from (select tenant_id, invitation_id, meeting_id, seat_id, provider_organisation_id,
             coalesce(deputy_practitioner_id, practitioner_id) as practitioner_id from invitation) i
     join mdt_meeting m on m.tenant_id = i.tenant_id and m.meeting_id = i.meeting_id
     join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
     ${EMPLOYER_AS_AT}
     where i.tenant_id = $1 and (i.invitation_id = $2 or (i.meeting_id = $3 and i.seat_id = $4))`,
    [tx.tenantId, key.invitationId ?? null, key.meetingId ?? null, key.seatId ?? null],
  );
  return found ?? null;
}

/** The request, locked until the command ends; null where the viewer's wall hides it. */
export async function lockRelease(tx: Transaction, releaseRequestId: string): Promise<ReleaseToAnswer | null> {
  const [found] = await tx.query<ReleaseToAnswer>(
    `select r.release_request_id as "releaseRequestId", r.meeting_id as "meetingId", r.seat_id as "seatId",
       r.practitioner_id as "practitionerId", r.provider_organisation_id as "providerOrganisationId",
       r.host_organisation_id as "hostOrganisationId", r.requested_by as "requestedBy", r.state, r.lock_version as "lockVersion",
       m.ends_at as "endsAt", m.meeting_date::text as "meetingDate"
     from release_request r join mdt_meeting m on m.tenant_id = r.tenant_id and m.meeting_id = r.meeting_id
     where r.tenant_id = $1 and r.release_request_id = $2 for update of r`,
    [tx.tenantId, releaseRequestId],
  );
  return found ?? null;
}
