import type { PackSection } from '@quorate/libs/evidence';
import { instant, londonDay, type PackSource } from '../pack-ask.js';
import type { Pseudonyms } from '../pseudonyms.js';
import { toldAnswerReason } from '../set-aside.js';
import { tableInTurns, tableOf } from './table.js';

/** One invitation of a seat of the provider, and what was answered. */
export interface InvitationRow {
  /** Of the seat's row in force; null where the register says nothing of that meeting. */
  readonly evidenceNo: number | null;
  readonly practitionerId: string | null;
  readonly day: string;
  readonly mdt: string;
  readonly host: string;
  readonly role: string;
  readonly sentAt: string | null;
  readonly remindedAt: string | null;
  readonly response: string;
  readonly respondedAt: string | null;
  readonly declineReason: string | null;
  readonly isCancelled: boolean;
}

const evidenceOf = (
  of: string,
) => `left join attendance_evidence e on e.tenant_id = ${of}.tenant_id and e.meeting_id = ${of}.meeting_id
    and e.seat_id = ${of}.seat_id and e.is_current and not e.is_gone`;

const INVITATIONS_SQL = `
  select e.evidence_no::float8 as "evidenceNo", i.practitioner_id as "practitionerId", g.meeting_date::text as day, m.name as mdt, h.name as host,
    coalesce(r.name, s.role_code) as role, ${instant('i.sent_at')} as "sentAt", ${instant('i.reminded_at')} as "remindedAt",
    i.response, ${instant('i.responded_at')} as "respondedAt", i.decline_reason as "declineReason", g.status = 'cancelled' as "isCancelled"
  from invitation i
  join mdt_meeting g on g.tenant_id = i.tenant_id and g.meeting_id = i.meeting_id
  join mdt m on m.tenant_id = g.tenant_id and m.mdt_id = g.mdt_id
  join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
  join organisation h on h.tenant_id = g.tenant_id and h.organisation_id = g.host_organisation_id
  left join professional_role r on r.tenant_id = s.tenant_id and r.role_code = s.role_code
  ${evidenceOf('i')}
  where i.tenant_id = $1 and i.provider_organisation_id = $2 and g.starts_at <= quorate_now()
    and g.meeting_date between $3::date and $4::date
  order by g.starts_at, m.name, s.role_code, i.invitation_id`;

/** Every invitation of the provider's seats to meetings that have begun, cancelled ones too. */
export function readInvitations(source: PackSource): Promise<InvitationRow[]> {
  return source.rowsOf<InvitationRow>(INVITATIONS_SQL);
}

/** Invitations and reminders sent. */
export function invitationsSection(rows: readonly InvitationRow[], people: Pseudonyms): Promise<PackSection> {
  return tableInTurns(
    {
      name: 'invitations',
      title: 'Invitations and reminders',
      about:
        'One row a seat of the provider and meeting that counts as taken part in or as lost: when the invitation and the last reminder were sent, and what was answered. Empty under "sent" means that nothing was sent. Of seats that are set aside there is none, whatever the reason. "Not told" stands for every other reason, somebody’s own affair, and none, all alike.',
    },
    {
      day: { title: 'Day of the meeting', cell: (row) => row.day },
      mdt: { title: 'MDT', cell: (row) => row.mdt },
      host: { title: 'Host', cell: (row) => row.host },
      role: { title: 'Role', cell: (row) => row.role },
      person: { title: 'Person', cell: (row) => people.of(row.practitionerId) },
      sentAt: { title: 'Invitation sent', cell: (row) => row.sentAt },
      remindedAt: { title: 'Last reminder', cell: (row) => row.remindedAt },
      response: { title: 'Answer', cell: (row) => row.response },
      respondedAt: { title: 'Answered', cell: (row) => row.respondedAt },
      declineReason: {
        title: 'Reason given',
        cell: (row) => (row.response === 'declined' ? toldAnswerReason(row.declineReason) : null),
      },
      isCancelled: { title: 'Meeting was cancelled', cell: (row) => row.isCancelled },
    },
    rows,
  );
}

/** One request that the provider release somebody. */
export interface ReleaseRow {
  readonly evidenceNo: number | null;
  readonly practitionerId: string;
  readonly askedAt: string;
  readonly day: string;
  readonly mdt: string;
  readonly host: string;
  readonly role: string;
  readonly dueOn: string;
  readonly state: string;
  readonly reasonCode: string | null;
  readonly decidedAt: string | null;
  readonly daysToAnswer: number | null;
}

const RELEASES_SQL = `
  select e.evidence_no::float8 as "evidenceNo", q.practitioner_id as "practitionerId", ${instant('q.requested_at')} as "askedAt", g.meeting_date::text as day, m.name as mdt,
    h.name as host, coalesce(r.name, s.role_code) as role, q.due_on::text as "dueOn", q.state, q.reason_code as "reasonCode",
    ${instant('q.decided_at')} as "decidedAt",
    case when q.state not in ('requested','unanswered','cancelled') then ${londonDay('q.decided_at')}::date - ${londonDay('q.requested_at')}::date end as "daysToAnswer"
  from release_request q
  join mdt_meeting g on g.tenant_id = q.tenant_id and g.meeting_id = q.meeting_id
  join mdt m on m.tenant_id = g.tenant_id and m.mdt_id = g.mdt_id
  join mdt_seat s on s.tenant_id = q.tenant_id and s.seat_id = q.seat_id
  join organisation h on h.tenant_id = q.tenant_id and h.organisation_id = q.host_organisation_id
  left join professional_role r on r.tenant_id = s.tenant_id and r.role_code = s.role_code
  ${evidenceOf('q')}
  where q.tenant_id = $1 and q.provider_organisation_id = $2 and g.meeting_date between $3::date and $4::date
  order by q.requested_at, q.release_request_id`;

/** Every request of release that the provider was sent. */
export function readReleases(source: PackSource): Promise<ReleaseRow[]> {
  return source.rowsOf<ReleaseRow>(RELEASES_SQL);
}

/** Requests of release and what was answered. */
export function releasesSection(rows: readonly ReleaseRow[], people: Pseudonyms): PackSection {
  return tableOf(
    {
      name: 'releases',
      title: 'Requests to release staff',
      about:
        'One row a request sent to the provider for a seat that counts as taken part in or as lost, with its answer, the reason by its code, unless it is another one or somebody’s own affair ("not told"), and the days from asking to answering. What was written beside a request or answer in somebody’s own words is not in it.',
    },
    {
      askedAt: { title: 'Asked', cell: (row) => row.askedAt },
      day: { title: 'Day of the meeting', cell: (row) => row.day },
      mdt: { title: 'MDT', cell: (row) => row.mdt },
      host: { title: 'Host', cell: (row) => row.host },
      role: { title: 'Role', cell: (row) => row.role },
      person: { title: 'Person', cell: (row) => people.of(row.practitionerId) },
      dueOn: { title: 'Answer due', cell: (row) => row.dueOn },
      state: { title: 'Answer', cell: (row) => row.state },
      reasonCode: {
        title: 'Reason',
        cell: (row) => (row.reasonCode === null ? null : toldAnswerReason(row.reasonCode)),
      },
      answeredAt: { title: 'Answered', cell: (row) => row.decidedAt },
      daysToAnswer: { title: 'Days to answer', cell: (row) => row.daysToAnswer },
    },
    rows,
  );
}
