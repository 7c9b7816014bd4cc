import { invitationLifecycle } from '@quorate/libs/lifecycle';
import type { Transaction } from '../../platform/commands.js';
import { invalidInput } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { syncBookings } from '../bookings.js';
import { refuseUnlessComing } from '../locked-meeting.js';
import type { MeetingChanges } from '../meeting-changes.js';
import type { InvitationMail } from './invitation-mail.js';

export interface LockedInvitation {
  readonly invitationId: string;
  readonly meetingId: string;
  readonly mdtId: string;
  readonly seatId: string;
  readonly practitionerId: string | null;
  readonly deputyPractitionerId: string | null;
  readonly response: string;
  readonly lockVersion: number;
  /** Of the meeting. */
  readonly status: string;
  readonly startsAt: Date;
  readonly hostOrganisationId: string;
  readonly deputiesAllowed: boolean;
}

export interface Answer {
  /** The practitioner whose answer it is: the holder, or the deputy who hands the seat back. */
  readonly by: string;
  readonly source: 'person' | 'link' | 'coordinator' | 'calendar';
  readonly answer: 'accept' | 'decline' | 'tentative' | 'reset';
  readonly declineReason: string | null;
  readonly comment: string | null;
}

/** Invitations with what an answer depends on; they and their meetings are locked, in one order. */
export function lockInvitations(
  tx: Transaction,
  where: string,
  values: readonly unknown[],
): Promise<LockedInvitation[]> {
  return tx.query<LockedInvitation>(
    `select i.invitation_id as "invitationId", i.meeting_id as "meetingId", m.mdt_id as "mdtId", i.seat_id as "seatId",
       i.practitioner_id as "practitionerId", i.deputy_practitioner_id as "deputyPractitionerId", i.response, i.lock_version as "lockVersion",
       m.status, m.starts_at as "startsAt", m.host_organisation_id as "hostOrganisationId", t.deputies_allowed as "deputiesAllowed"
     from mdt_meeting m
     join invitation i on i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id
     join terms_of_reference t on t.tenant_id = m.tenant_id and t.terms_id = m.terms_id
     where i.tenant_id = $1 and ${where} order by m.starts_at, m.meeting_id, i.invitation_id
     for share of m for update of i`,
    [tx.tenantId, ...values],
  );
}

/**
 * One answer to one or several invitations. Declining frees the hour, accepting again takes it again and refuses with
 * Clashes when it is gone. A deputy who was to come is let go. Refuses once a meeting has begun, was held or was cancelled.
 */
export async function answerInvitations(
  tx: Transaction,
  viewer: Viewer | null,
  { mail, changes }: { readonly mail: InvitationMail; readonly changes: MeetingChanges },
  invitations: readonly LockedInvitation[],
  given: Answer,
): Promise<void> {
  for (const invitation of invitations) refuseUnlessComing(tx, invitation, 'answered');
  const rows = invitations.map((invitation) => ({
    invitationId: invitation.invitationId,
    response: responseAfter(invitation, given),
  }));
  const deputised = invitations.filter((invitation) => invitation.deputyPractitionerId !== null);
  await mail.withdraw(
    tx,
    deputised.map((invitation) => invitation.invitationId),
    true,
  );
  const isAnswered = given.answer !== 'reset';
  await tx.query(
    `update invitation i set response = r.response, response_source = $3, responded_at = $4, decline_reason = case when r.response = 'declined' then $5 end,
       comment = $6, deputy_practitioner_id = null, lock_version = i.lock_version + 1
     from json_to_recordset($2) as r("invitationId" uuid, response text)
     where i.tenant_id = $1 and i.invitation_id = r."invitationId"`,
    [
      tx.tenantId,
      JSON.stringify(rows),
      isAnswered ? given.source : null,
      isAnswered ? tx.now : null,
      given.declineReason,
      given.comment,
    ],
  );
  const meetingIds = [...new Set(invitations.map((invitation) => invitation.meetingId))];
  await syncBookings(tx, viewer, meetingIds);
  // Whoever stood in is not invited any more, and need not be released.
  await changes.announce(tx, [...new Set(deputised.map((invitation) => invitation.meetingId))]);
  for (const row of rows)
    tx.audit({
      entity: 'Invitation',
      entityId: row.invitationId,
      detail: { response: row.response, source: given.source, reason: given.declineReason },
    });
  for (const id of meetingIds) tx.notify('meeting', id);
}

function responseAfter(invitation: LockedInvitation, given: Answer): string {
  if (given.by === invitation.deputyPractitionerId && given.by !== invitation.practitionerId) {
    if (given.answer === 'decline') return 'declined';
    throw invalidInput(
      'answer',
      'You were named as deputy, so you are expected already. You can only say that you cannot come.',
    );
  }
  // A holder who had sent a deputy starts again from no answer.
  const from = invitationLifecycle.isState(invitation.response) ? invitation.response : invitationLifecycle.initial;
  const step = invitationLifecycle.next(from, given.answer);
  if (step.refused) throw invalidInput('answer', step.refused.message);
  return step.state;
}
