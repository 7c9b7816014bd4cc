import { Inject, Injectable } from '@nestjs/common';
import { isAbsenceReasonCode } from '@quorate/libs/attendance';
import { answerInvitations, lockInvitations } from '../meetings/invitations/answer-invitations.js';
import { InvitationMail } from '../meetings/invitations/invitation-mail.js';
import { MeetingChanges } from '../meetings/meeting-changes.js';
import { Commands } from '../platform/commands.js';
import { hashSecret } from '../platform/ids.js';
import { Reads } from '../platform/reads.js';
import { notPermitted, type RefusalData } from '../platform/refusal.js';
import { jobSession } from '../platform/tenant-session.js';

/** One invitation that a link opens. Nothing about anybody but the person it was sent to. */
export interface LinkedInvitation {
  readonly invitationId: string;
  readonly personName: string;
  readonly mdtName: string;
  readonly hostName: string;
  readonly date: string;
  readonly startTime: string;
  readonly durationMinutes: number;
  readonly siteName: string | null;
  readonly roomName: string | null;
  readonly joinUrl: string | null;
  readonly response: string;
  readonly isDeputy: boolean;
}

export const LINK_ANSWERS = ['accept', 'tentative', 'decline'] as const;
export type LinkAnswer = (typeof LINK_ANSWERS)[number];

export interface LinkReply {
  readonly answer: LinkAnswer;
  /** A code of the list of reasons; anything else counts as none given. */
  readonly declineReason: string | null;
  /** Which of the link's invitations it is for. */
  readonly invitationIds: readonly string[];
}

const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

// $1 tenant, $2 hash. Only what is still to come; a link whose person no longer has the seat opens nothing.
const OPENED = `
  from reply_link l
  join mdt_meeting m on m.tenant_id = l.tenant_id and (m.meeting_id = l.meeting_id or m.series_id = l.series_id)
  join invitation i on i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id
    and (i.practitioner_id = l.practitioner_id or (i.response = 'delegated' and i.deputy_practitioner_id = l.practitioner_id))
  where l.tenant_id = $1 and l.token_hash = $2 and m.status = 'booked' and m.starts_at > quorate_now()`;

/** Replies without an account: whoever holds a mailed link may answer what it was sent for, until the meeting starts. */
@Injectable()
export class ReplyLinkService {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Commands) private readonly commands: Commands,
    @Inject(InvitationMail) private readonly mail: InvitationMail,
    @Inject(MeetingChanges) private readonly changes: MeetingChanges,
  ) {}

  /** What the link opens, in order of date; empty for a link that is unknown, taken back or over. Changes nothing. */
  async open(token: string): Promise<LinkedInvitation[]> {
    const link = parse(token);
    if (!link) return [];
    return this.reads.rowsFor<LinkedInvitation>(jobSession(link.tenantId), {
      name: 'reply-link',
      text: `select i."invitationId", p.name as "personName", d.name as "mdtName", h.name as "hostName", i.date, i."startTime", i."durationMinutes",
          st.name as "siteName", rm.name as "roomName", i."joinUrl", i.response, i."isDeputy"
        from (select i.invitation_id as "invitationId", l.practitioner_id, m.mdt_id, m.host_organisation_id, m.meeting_date::text as date, m.start_time as "startTime",
            m.duration_minutes as "durationMinutes", m.site_id, m.room_id, m.join_url as "joinUrl", i.response, m.starts_at,
            i.practitioner_id is distinct from l.practitioner_id as "isDeputy" ${OPENED}) i
        join practitioner p on p.tenant_id = $1 and p.practitioner_id = i.practitioner_id
        join mdt d on d.tenant_id = $1 and d.mdt_id = i.mdt_id
        join organisation h on h.tenant_id = $1 and h.organisation_id = i.host_organisation_id
        left join site st on st.tenant_id = $1 and st.site_id = i.site_id
        left join room rm on rm.tenant_id = $1 and rm.room_id = i.room_id
        order by i.starts_at, i."invitationId"`,
      values: [link.tenantId, hashSecret(link.secret)],
    });
  }

  /** Records the answer, source 'link'. Null when the link opens nothing (any more), a refusal when the answer cannot be. */
  async answer(
    token: string,
    requestId: string,
    reply: LinkReply,
  ): Promise<{ __typename: 'Answered' } | RefusalData | null> {
    const link = parse(token);
    // Looked up first: the audit chain of a tenant that is not there could not be written.
    if (!link || (await this.open(token)).length === 0) return null;
    return this.commands.runLink(link.tenantId, 'answerByLink', requestId, async (tx) => {
      const opened = await tx.query<{ invitationId: string; practitionerId: string }>(
        `select i.invitation_id as "invitationId", l.practitioner_id as "practitionerId" ${OPENED}`,
        [tx.tenantId, hashSecret(link.secret)],
      );
      const chosen = opened.filter((row) => reply.invitationIds.includes(row.invitationId));
      const [first] = chosen;
      if (!first) throw notPermitted('Choose at least one date.');
      const invitations = await lockInvitations(tx, 'i.invitation_id = any ($2::uuid[])', [
        chosen.map((row) => row.invitationId),
      ]);
      const { mail, changes } = this;
      await answerInvitations(tx, null, { mail, changes }, invitations, {
        by: first.practitionerId,
        source: 'link',
        answer: reply.answer,
        declineReason:
          reply.answer === 'decline' && reply.declineReason !== null && isAbsenceReasonCode(reply.declineReason)
            ? reply.declineReason
            : null,
        comment: null,
      });
      return { __typename: 'Answered' as const };
    });
  }
}

function parse(token: string): { tenantId: string; secret: string } | null {
  const found = TOKEN.exec(token);
  return found?.[1] && found[2] ? { tenantId: found[1], secret: found[2] } : null;
}
