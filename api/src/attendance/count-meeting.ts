import { type AttendanceClass, countAttendance, isAbsenceReasonCode } from '@quorate/libs/attendance';
import { ENGLAND_BANK_HOLIDAYS, toLondon, workingDaysBetween } from '@quorate/libs/time';
import type { Transaction } from '../platform/commands.js';
import { applyDeltas, type CountRow, lockCounts, rollupDeltas, sameCount } from './engagement-rollups.js';
import { recordEvidence } from './evidence/record-evidence.js';
import { outcomeOf } from './outcomes.js';
import { strikeCovers } from './strikes/strike-covers.sql.js';

/**
 * Counts one meeting anew from its register, in the caller's transaction: what each seat counts as, the difference in
 * both rollups, and what of it is new as evidence. Call it after every write that changes the register, the status or the invitations of a meeting.
 */
export function recountMeeting(tx: Transaction, meetingId: string): Promise<void> {
  return recountMeetings(tx, [meetingId]);
}

/**
 * The same for many meetings at once. Locks the meetings in the order of their ids, then the rollups in the order of
 * their keys, so that commands which count at the same time wait for each other and lose nothing.
 */
export async function recountMeetings(tx: Transaction, meetingIds: readonly string[]): Promise<void> {
  if (meetingIds.length === 0) return;
  await tx.query(
    'select 1 from mdt_meeting where tenant_id = $1 and meeting_id = any($2) order by meeting_id for update',
    [tx.tenantId, meetingIds],
  );
  await lockCounts(tx, 'shared');
  const wanted = (await seatFacts(tx, meetingIds)).map(countRowOf);
  const stored = await tx.query<CountRow>(STORED_SQL, [tx.tenantId, meetingIds]);
  const key = (row: CountRow) => `${row.meetingId} ${row.seatId}`;
  const storedByKey = new Map(stored.map((row) => [key(row), row]));
  const wantedKeys = new Set(wanted.map(key));
  const gone = stored.filter((row) => !wantedKeys.has(key(row)));
  const written = wanted.filter((row) => {
    const old = storedByKey.get(key(row));
    return !old || !sameCount(old, row);
  });
  const replaced = written.flatMap((row) => storedByKey.get(key(row)) ?? []);
  if (gone.length > 0) await tx.query(DELETE_SQL, [tx.tenantId, JSON.stringify(gone)]);
  if (written.length > 0) await tx.query(UPSERT_SQL, [tx.tenantId, JSON.stringify(written)]);
  await applyDeltas(tx, rollupDeltas([...gone, ...replaced], written));
  await recordEvidence(tx, meetingIds);
}

/**
 * The same for the counted meetings that somebody was invited to on or after a day: where they work since then was entered
 * late, and a figure belongs to the employer on the day of the meeting. In the command itself, since one person's meetings
 * are hundreds at most and are counted in a handful of statements.
 */
export async function recountPersonSince(tx: Transaction, practitionerId: string, from: string): Promise<void> {
  const counted = await tx.query<{ id: string }>(
    `select distinct i.meeting_id as id from invitation i join mdt_meeting m on m.tenant_id = i.tenant_id and m.meeting_id = i.meeting_id
     where i.tenant_id = $1 and i.practitioner_id = $2 and m.meeting_date >= $3::date
       and exists (select 1 from attendance_count c where c.tenant_id = i.tenant_id and c.meeting_id = i.meeting_id)`,
    [tx.tenantId, practitionerId, from],
  );
  await recountMeetings(
    tx,
    counted.map((row) => row.id),
  );
}

interface SeatFacts {
  readonly meetingId: string;
  readonly seatId: string;
  readonly mdtId: string;
  readonly hostOrganisationId: string;
  readonly providerOrganisationId: string;
  readonly roleCode: string;
  readonly isCore: boolean;
  readonly practitionerId: string | null;
  readonly status: 'booked' | 'held' | 'cancelled';
  readonly meetingDate: string;
  readonly durationMinutes: number;
  readonly minimumNotice: number;
  /** When the person was told of the hour that was kept: the invitation, or the last move after it. */
  readonly noticeFrom: Date | null;
  /** An answer shows that they knew, also when no invitation was sent from here. */
  readonly hasAnswered: boolean;
  readonly outcome: string | null;
  readonly minutes: number | null;
  readonly reasonCode: string | null;
  readonly isStrikeDay: boolean;
}

/**
 * The employer as at the meeting's date of an invited person: an alias `employer` to join laterally to `i` (invitation),
 * `s` (mdt_seat) and `m` (mdt_meeting). With two employers the seat's own provider goes first; no row for an empty seat.
 */
export const EMPLOYER_AS_AT = `left join lateral (
    select r.organisation_id from practitioner_role r
    where r.tenant_id = i.tenant_id and r.practitioner_id = i.practitioner_id and r.during @> m.meeting_date
    order by (r.organisation_id = i.provider_organisation_id) desc, (r.role_code = s.role_code) desc, lower(r.during) desc nulls last, r.practitioner_role_id
    limit 1
  ) employer on true`;

// A meeting that is still to come has nothing to count; one that was cancelled counts at once, against nobody. A date that
// was dropped before anybody was told of it or answered never was a meeting, and is not counted as cancelled either.
const FACTS_SQL = `
  select m.meeting_id as "meetingId", i.seat_id as "seatId", m.mdt_id as "mdtId", m.host_organisation_id as "hostOrganisationId",
    coalesce(employer.organisation_id, i.provider_organisation_id) as "providerOrganisationId", s.role_code as "roleCode",
    s.kind = 'core' as "isCore", i.practitioner_id as "practitionerId", m.status, m.meeting_date::text as "meetingDate",
    m.duration_minutes as "durationMinutes", t.minimum_notice_working_days as "minimumNotice", case when i.sent_at is not null then greatest(i.sent_at, m.notice_given_at) end as "noticeFrom",
    i.response <> 'needsAction' as "hasAnswered",
    a.outcome, a.minutes, a.reason_code as "reasonCode",
    i.practitioner_id is not null and exists (select 1 from strike_version k where k.tenant_id = m.tenant_id and k.state = 'counts'
      and ${strikeCovers({ day: 'm.meeting_date', role: 's.role_code', provider: 'coalesce(employer.organisation_id, i.provider_organisation_id)' })}) as "isStrikeDay"
  from mdt_meeting m
  join terms_of_reference t on t.tenant_id = m.tenant_id and t.terms_id = m.terms_id
  join invitation i on i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id
  join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
  left join attendance_record a on a.tenant_id = i.tenant_id and a.meeting_id = i.meeting_id and a.seat_id = i.seat_id and a.is_current
  ${EMPLOYER_AS_AT}
  where m.tenant_id = $1 and m.meeting_id = any($2) and (m.status <> 'booked' or m.ends_at <= $3)
    and (m.status <> 'cancelled' or exists (select 1 from invitation k where k.tenant_id = m.tenant_id and k.meeting_id = m.meeting_id
      and (k.sent_at is not null or k.response <> 'needsAction')))`;

function seatFacts(tx: Transaction, meetingIds: readonly string[]): Promise<SeatFacts[]> {
  return tx.query<SeatFacts>(FACTS_SQL, [tx.tenantId, meetingIds, tx.now]);
}

function countRowOf(facts: SeatFacts): CountRow {
  const {
    class: countClass,
    locus,
    isStrikeDay,
  } = countAttendance({
    meetingStatus: facts.status,
    outcome: outcomeOf(facts.outcome),
    minutes: facts.minutes,
    durationMinutes: facts.durationMinutes,
    reasonCode: facts.reasonCode !== null && isAbsenceReasonCode(facts.reasonCode) ? facts.reasonCode : null,
    wasAsked: facts.noticeFrom !== null || facts.hasAnswered,
    noticeWorkingDays: noticeOf(facts),
    minimumNoticeWorkingDays: facts.minimumNotice,
    isStrikeDay: facts.isStrikeDay,
  });
  return {
    meetingId: facts.meetingId,
    seatId: facts.seatId,
    providerOrganisationId: facts.providerOrganisationId,
    hostOrganisationId: facts.hostOrganisationId,
    mdtId: facts.mdtId,
    roleCode: facts.roleCode,
    isCore: facts.isCore,
    isOwnSite: facts.providerOrganisationId === facts.hostOrganisationId,
    practitionerId: facts.practitionerId,
    month: `${facts.meetingDate.slice(0, 7)}-01`,
    meetingDate: facts.meetingDate,
    countClass: countClass satisfies AttendanceClass,
    reasonLocus: locus,
    isStrikeDay,
  };
}

/** Working days between the notice of the hour that was kept and the meeting; unknown where no invitation was sent from here. */
function noticeOf(facts: SeatFacts): number | null {
  if (facts.noticeFrom === null) return null;
  return workingDaysBetween(toLondon(facts.noticeFrom.toISOString()).date, facts.meetingDate, ENGLAND_BANK_HOLIDAYS);
}

const STORED_SQL = `
  select meeting_id as "meetingId", seat_id as "seatId", provider_organisation_id as "providerOrganisationId",
    host_organisation_id as "hostOrganisationId", mdt_id as "mdtId", role_code as "roleCode", is_core as "isCore",
    is_own_site as "isOwnSite", practitioner_id as "practitionerId", month::text, meeting_date::text as "meetingDate",
    count_class as "countClass", reason_locus as "reasonLocus", is_strike_day as "isStrikeDay"
  from attendance_count where tenant_id = $1 and meeting_id = any($2)`;

const DELETE_SQL = `
  delete from attendance_count c using json_to_recordset($2) as g("meetingId" uuid, "seatId" uuid)
  where c.tenant_id = $1 and c.meeting_id = g."meetingId" and c.seat_id = g."seatId"`;

const UPSERT_SQL = `
  insert into attendance_count (tenant_id, meeting_id, seat_id, provider_organisation_id, host_organisation_id, mdt_id, role_code, is_core, is_own_site, practitioner_id, month, meeting_date, count_class, reason_locus, is_strike_day)
  select $1, "meetingId", "seatId", "providerOrganisationId", "hostOrganisationId", "mdtId", "roleCode", "isCore", "isOwnSite", "practitionerId", month, "meetingDate", "countClass", "reasonLocus", "isStrikeDay"
  from json_to_recordset($2) as w("meetingId" uuid, "seatId" uuid, "providerOrganisationId" uuid, "hostOrganisationId" uuid, "mdtId" uuid, "roleCode" text, "isCore" boolean, "isOwnSite" boolean, "practitionerId" uuid, month date, "meetingDate" date, "countClass" text, "reasonLocus" text, "isStrikeDay" boolean)
  on conflict (tenant_id, meeting_id, seat_id) do update set provider_organisation_id = excluded.provider_organisation_id,
    host_organisation_id = excluded.host_organisation_id, mdt_id = excluded.mdt_id, role_code = excluded.role_code, is_core = excluded.is_core,
    is_own_site = excluded.is_own_site, practitioner_id = excluded.practitioner_id, month = excluded.month,
    meeting_date = excluded.meeting_date, count_class = excluded.count_class, reason_locus = excluded.reason_locus,
    is_strike_day = excluded.is_strike_day`;
