import { Inject, Injectable } from '@nestjs/common';
import { isAbsenceReasonCode } from '@quorate/libs/attendance';
import { toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Commands, type Transaction } from '../../platform/commands.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { syncBookings } from '../bookings.js';
import { lockOwnMeeting, refuseUnlessComing } from '../locked-meeting.js';
import { deputyCandidates } from '../mdts/deputy-candidates.js';
import { coordinatesFor, lockOwnMdt } from '../mdts/mdt-scope.js';
import { MeetingChanges } from '../meeting-changes.js';
import { lockSeries } from '../series/series-rows.js';
import { type Answer, answerInvitations, type LockedInvitation, lockInvitations } from './answer-invitations.js';
import { InvitationMail } from './invitation-mail.js';
import type { MailRow } from './invitation-rows.js';

const answer = {
  invitationId: z.uuid(),
  expectedVersion: z.int(),
  answer: z.enum(['accept', 'decline', 'tentative', 'reset']),
  declineReason: z.string().refine(isAbsenceReasonCode, 'Choose a reason from the list.').nullish(),
  comment: z.string().trim().max(500).nullish(),
};

const answerInput = z.object(answer);

const deputyInput = z.object({
  invitationId: z.uuid(),
  expectedVersion: z.int(),
  deputyPractitionerId: z.uuid(),
});

const sendInput = z
  .object({
    meetingId: z.uuid().nullish(),
    seriesId: z.uuid().nullish(),
    to: z.enum(['everyone', 'notSent', 'waiting']).default('everyone'),
  })
  .refine((input) => (input.meetingId == null) !== (input.seriesId == null), {
    message: 'Name one meeting or one series.',
  });

export interface ReplySaved {
  readonly __typename: 'ReplySaved';
  readonly invitationId: string;
  readonly meetingId: string;
}

export interface InvitationsSent {
  readonly __typename: 'InvitationsSent';
  readonly people: number;
  readonly meetings: number;
}

/** Invitations: sending them, and every way of answering but the mailed link (reply-link.service). */
@Injectable()
export class InvitationsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(InvitationMail) private readonly mail: InvitationMail,
    @Inject(MeetingChanges) private readonly changes: MeetingChanges,
  ) {}

  /** The invited person's own answer. A deputy can only hand the seat back: it counts as declined by the holder then. */
  answerInvitation(viewer: Viewer, input: unknown): Promise<ReplySaved | RefusalData> {
    return this.commands.run(viewer, 'answerInvitation', answerInput, input, async (tx, asked) => {
      const invitation = await lockOne(tx, asked.invitationId);
      const me = viewer.practitionerId;
      if (me === null || (invitation.practitionerId !== me && invitation.deputyPractitionerId !== me))
        throw notPermitted();
      return this.save(tx, viewer, invitation, asked, { by: me, source: 'person' });
    });
  }

  /** An answer given by phone or in the corridor, recorded by the host's co-ordinator and marked as such. */
  recordReply(viewer: Viewer, input: unknown): Promise<ReplySaved | RefusalData> {
    return this.commands.run(viewer, 'recordReply', answerInput, input, async (tx, asked) => {
      const invitation = await lockOne(tx, asked.invitationId);
      if (!coordinatesFor(viewer, invitation.hostOrganisationId)) throw notPermitted();
      if (invitation.practitionerId === null)
        throw invalidInput('invitationId', 'The seat is vacant: nobody was invited for it.');
      return this.save(tx, viewer, invitation, asked, { by: invitation.practitionerId, source: 'coordinator' });
    });
  }

  /** Somebody comes for the seat in the holder's place: a registered deputy, or a colleague of the same role and provider. */
  nameDeputy(viewer: Viewer, input: unknown): Promise<ReplySaved | RefusalData> {
    return this.commands.run(viewer, 'nameDeputy', deputyInput, input, async (tx, asked) => {
      const invitation = await lockOne(tx, asked.invitationId);
      const isCoordinator = coordinatesFor(viewer, invitation.hostOrganisationId);
      const isHolder = viewer.practitionerId !== null && invitation.practitionerId === viewer.practitionerId;
      if (!isCoordinator && !isHolder) throw notPermitted();
      if (invitation.lockVersion !== asked.expectedVersion) throw changedByOther(invitation.lockVersion);
      refuseUnlessComing(tx, invitation, 'answered');
      await refuseUnfitDeputy(tx, invitation, asked.deputyPractitionerId);
      await this.mail.withdraw(
        tx,
        invitation.deputyPractitionerId === asked.deputyPractitionerId ? [] : [invitation.invitationId],
        true,
      );
      await tx.query(
        `update invitation set response = 'delegated', response_source = $3, responded_at = $4, deputy_practitioner_id = $5, lock_version = lock_version + 1
         where tenant_id = $1 and invitation_id = $2`,
        [tx.tenantId, invitation.invitationId, isHolder ? 'person' : 'coordinator', tx.now, asked.deputyPractitionerId],
      );
      await syncBookings(tx, viewer, [invitation.meetingId]);
      await this.mail.tellOfMeeting(
        tx,
        invitation.meetingId,
        'invitation',
        (row) => row.isDeputy && row.invitationId === invitation.invitationId,
      );
      await tx.query(
        'update invitation set sent_at = coalesce(sent_at, $3) where tenant_id = $1 and invitation_id = $2',
        [tx.tenantId, invitation.invitationId, tx.now],
      );
      // A deputy who was named before need not be released any more.
      if (invitation.deputyPractitionerId !== null) await this.changes.announce(tx, [invitation.meetingId]);
      tx.audit({
        entity: 'Invitation',
        entityId: invitation.invitationId,
        detail: { response: 'delegated', deputy: asked.deputyPractitionerId },
      });
      tx.notify('meeting', invitation.meetingId);
      return {
        __typename: 'ReplySaved' as const,
        invitationId: invitation.invitationId,
        meetingId: invitation.meetingId,
      };
    });
  }

  /**
   * Sends or repeats invitations, one mail a person: for one meeting, or for the coming meetings of a series. The first
   * sending starts the notice; a repeated one is a reminder and does not.
   */
  sendInvitations(viewer: Viewer, input: unknown): Promise<InvitationsSent | RefusalData> {
    return this.commands.run(viewer, 'sendInvitations', sendInput, input, async (tx, asked) => {
      const wants = (row: MailRow) =>
        asked.to === 'everyone' ||
        (asked.to === 'notSent' ? !row.wasSent : ['needsAction', 'tentative'].includes(row.response) && !row.isDeputy);
      const covered = asked.meetingId
        ? await this.sendMeeting(tx, viewer, asked.meetingId, wants)
        : await this.sendSeries(tx, viewer, asked.seriesId ?? '', wants);
      await markSent(tx, covered);
      const meetingIds = [...new Set(covered.map((row) => row.meetingId))];
      for (const id of meetingIds) tx.notify('meeting', id);
      return {
        __typename: 'InvitationsSent' as const,
        people: new Set(covered.map((row) => row.practitionerId)).size,
        meetings: meetingIds.length,
      };
    });
  }

  private async sendMeeting(
    tx: Transaction,
    viewer: Viewer,
    meetingId: string,
    wants: (row: MailRow) => boolean,
  ): Promise<MailRow[]> {
    const meeting = await lockOwnMeeting(tx, viewer, meetingId);
    refuseUnlessComing(tx, meeting, 'sent out');
    const covered = await this.mail.tellOfMeeting(tx, meetingId, 'invitation', wants);
    tx.audit({ entity: 'MdtMeeting', entityId: meetingId, detail: { invitationsSent: covered.length } });
    return covered;
  }

  private async sendSeries(
    tx: Transaction,
    viewer: Viewer,
    seriesId: string,
    wants: (row: MailRow) => boolean,
  ): Promise<MailRow[]> {
    const series = await lockSeries(tx, seriesId);
    await lockOwnMdt(tx, viewer, series.mdtId);
    const covered = await this.mail.tellOfSeries(tx, seriesId, 'invitation', wants);
    tx.audit({ entity: 'MdtSeries', entityId: seriesId, detail: { invitationsSent: covered.length } });
    return covered;
  }

  private async save(
    tx: Transaction,
    viewer: Viewer,
    invitation: LockedInvitation,
    asked: z.infer<typeof answerInput>,
    how: Pick<Answer, 'by' | 'source'>,
  ): Promise<ReplySaved> {
    if (invitation.lockVersion !== asked.expectedVersion) throw changedByOther(invitation.lockVersion);
    const { mail, changes } = this;
    await answerInvitations(tx, viewer, { mail, changes }, [invitation], {
      ...how,
      answer: asked.answer,
      declineReason: asked.declineReason ?? null,
      comment: asked.comment || null,
    });
    return { __typename: 'ReplySaved', invitationId: invitation.invitationId, meetingId: invitation.meetingId };
  }
}

async function lockOne(tx: Transaction, invitationId: string): Promise<LockedInvitation> {
  const [invitation] = await lockInvitations(tx, 'i.invitation_id = $2', [invitationId]);
  if (!invitation) throw notPermitted();
  return invitation;
}

async function refuseUnfitDeputy(
  tx: Transaction,
  invitation: LockedInvitation,
  deputyPractitionerId: string,
): Promise<void> {
  const path = 'deputyPractitionerId';
  if (!invitation.deputiesAllowed) throw invalidInput(path, 'The terms of reference of this MDT allow no deputies.');
  if (invitation.practitionerId === deputyPractitionerId)
    throw invalidInput(path, 'This person holds the seat. Name somebody else.');
  const fit = await tx.query<{ id: string }>(deputyCandidates('s.seat_id = $2'), [
    tx.tenantId,
    invitation.seatId,
    toLondon(invitation.startsAt.toISOString()).date,
  ]);
  if (!fit.some((candidate) => candidate.id === deputyPractitionerId))
    throw invalidInput(path, 'Name a deputy of this seat, or a colleague of the same role and provider.');
}

async function markSent(tx: Transaction, covered: readonly MailRow[]): Promise<void> {
  await tx.query(
    `update invitation set reminded_at = case when sent_at is null then null else $3::timestamptz end, sent_at = coalesce(sent_at, $3::timestamptz)
     where tenant_id = $1 and invitation_id = any ($2::uuid[])`,
    [tx.tenantId, covered.map((row) => row.invitationId), tx.now],
  );
  await tx.query(
    `update mdt_meeting set notice_given_at = $3 where tenant_id = $1 and meeting_id = any ($2::uuid[]) and notice_given_at is null`,
    [tx.tenantId, covered.map((row) => row.meetingId), tx.now],
  );
}
