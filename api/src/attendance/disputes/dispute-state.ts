import { attendanceDisputeLifecycle, type EventOf, type StateOf } from '@quorate/libs/lifecycle';
import type { Transaction } from '../../platform/commands.js';
import { type RefusalData, Refused } from '../../platform/refusal.js';
import { EMPLOYER_AS_AT } from '../count-meeting.js';

export type DisputeState = StateOf<typeof attendanceDisputeLifecycle>;

/** What one seat's record says, and of whom: what a dispute of it is judged by. */
export interface RecordFacts {
  readonly meetingId: string;
  readonly seatId: string;
  readonly hostId: string;
  /** The employer on the day; the seat's provider where nobody held it. */
  readonly providerId: string;
  readonly practitionerId: string | null;
  readonly deputyId: string | null;
  /** Who may be said to have come as a deputy. */
  readonly deputyIds: readonly string[];
  readonly status: string;
  readonly endsAt: Date;
  readonly durationMinutes: number;
  /** 0 where nothing was ever recorded. */
  readonly version: number;
  readonly outcome: string | null;
  readonly mode: string | null;
  readonly minutes: number | null;
  readonly cameId: string | null;
  readonly reasonCode: string | null;
  readonly recordedAt: Date | null;
}

/** A mark as it can be compared: a note is no part of what is disputed. */
export interface DisputedMark {
  readonly outcome: string | null;
  readonly mode: string | null;
  readonly minutes: number | null;
  readonly cameId: string | null;
  readonly reasonCode: string | null;
}

export interface Dispute extends DisputedMark {
  readonly disputeId: string;
  readonly meetingId: string;
  readonly seatId: string;
  readonly hostId: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly practitionerId: string | null;
  readonly raisedBy: string;
  readonly raisedAs: 'providerManager' | 'clinician';
  readonly state: DisputeState;
  readonly lockVersion: number;
}

/** How many disputes of a record wait, and how many of its present version were answered. */
export interface DisputesSoFar {
  readonly waiting: number;
  readonly answered: number;
}

/** Values: tenant, meeting, seat. */
export const DISPUTES_SO_FAR = `
  select count(*) filter (where d.state = 'waiting')::int as waiting,
    count(*) filter (where d.state in ('declined','accepted') and d.disputed_version = a.version)::int as answered
  from attendance_dispute d
  join attendance_record a on a.tenant_id = d.tenant_id and a.meeting_id = d.meeting_id and a.seat_id = d.seat_id and a.is_current
  where d.tenant_id = $1 and d.meeting_id = $2 and d.seat_id = $3`;

/** The record of a seat as it stands; null where there is no such seat at the meeting. */
export async function recordFacts(tx: Transaction, meetingId: string, seatId: string): Promise<RecordFacts | null> {
  const [found] = await tx.query<RecordFacts>(
    `select i.meeting_id as "meetingId", i.seat_id as "seatId", m.host_organisation_id as "hostId",
       coalesce(employer.organisation_id, i.provider_organisation_id) as "providerId", i.practitioner_id as "practitionerId",
       i.deputy_practitioner_id as "deputyId",
       array(select d.practitioner_id from seat_deputy d where d.tenant_id = i.tenant_id and d.seat_id = i.seat_id) as "deputyIds",
       m.status, m.ends_at as "endsAt", m.duration_minutes as "durationMinutes", coalesce(a.version, 0) as version, a.outcome, a.mode,
       a.minutes, a.practitioner_id as "cameId", a.reason_code as "reasonCode", a.recorded_at as "recordedAt"
     from invitation i
     join mdt_meeting m on m.tenant_id = i.tenant_id and m.meeting_id = i.meeting_id
     join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
     left join attendance_record a on a.tenant_id = i.tenant_id and a.meeting_id = i.meeting_id and a.seat_id = i.seat_id and a.is_current
     ${EMPLOYER_AS_AT}
     where i.tenant_id = $1 and i.meeting_id = $2 and i.seat_id = $3`,
    [tx.tenantId, meetingId, seatId],
  );
  return found ?? null;
}

/** The dispute, locked until the command ends; null where the viewer's wall hides it. */
export async function lockDispute(tx: Transaction, disputeId: string): Promise<Dispute | null> {
  const [found] = await tx.query<Dispute>(
    `select d.dispute_id as "disputeId", d.meeting_id as "meetingId", d.seat_id as "seatId", d.host_organisation_id as "hostId",
       d.provider_organisation_id as "providerId", o.name as "providerName", d.practitioner_id as "practitionerId", d.outcome, d.mode, d.minutes,
       d.came_practitioner_id as "cameId", d.reason_code as "reasonCode", d.raised_by as "raisedBy", d.raised_as as "raisedAs",
       d.state, d.lock_version as "lockVersion"
     from attendance_dispute d join organisation o on o.tenant_id = d.tenant_id and o.organisation_id = d.provider_organisation_id
     where d.tenant_id = $1 and d.dispute_id = $2 for update of d`,
    [tx.tenantId, disputeId],
  );
  return found ?? null;
}

/** Whether two marks say the same of the seat. */
export function saysTheSame(a: DisputedMark, b: DisputedMark): boolean {
  return (
    a.outcome === b.outcome &&
    a.mode === b.mode &&
    a.minutes === b.minutes &&
    a.cameId === b.cameId &&
    a.reasonCode === b.reasonCode
  );
}

export interface Answer {
  readonly answeredBy: string | null;
  readonly answer: string;
  /** The version of the record that came of it; null where none did. */
  readonly version: number | null;
}

/** One step of a dispute, which ends it: asks the lifecycle, writes, records, tells who watches. */
export async function endDispute(
  tx: Transaction,
  dispute: Dispute,
  event: EventOf<typeof attendanceDisputeLifecycle>,
  { answeredBy, answer, version }: Answer,
): Promise<void> {
  const step = attendanceDisputeLifecycle.next(dispute.state, event, answer);
  if (step.refused) throw notPossible('ANSWERED_ALREADY', 'This dispute has been answered or taken back already.');
  await tx.query(
    `update attendance_dispute set state = $3, answered_by = $4, answered_at = $5, answered_version = $6, lock_version = lock_version + 1
     where tenant_id = $1 and dispute_id = $2`,
    [tx.tenantId, dispute.disputeId, step.state, answeredBy, tx.now, version],
  );
  await tx.query('update attendance_dispute_words set answer = $3 where tenant_id = $1 and dispute_id = $2', [
    tx.tenantId,
    dispute.disputeId,
    answer,
  ]);
  tx.audit({
    entity: 'AttendanceDispute',
    entityId: dispute.disputeId,
    detail: { to: step.state, meetingId: dispute.meetingId, seatId: dispute.seatId, version },
  });
  tx.notify('register', dispute.meetingId);
}

/** What the rules do not allow now, as data. */
export function notPossible(code: string, message: string): Refused {
  return new Refused({ __typename: 'DisputeNotPossible', code, message } as RefusalData);
}
