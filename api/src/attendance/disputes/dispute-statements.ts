import { EMPLOYER_AS_AT } from '../count-meeting.js';
import { partSql } from './separation.js';

/** Sees dispute `d`: $2 is the role. Row-level security says it again, role aside. */
const PART_IN = `(case $2 when 'careCoordinator' then d.host_organisation_id = (select quorate_organisation())
  when 'providerManager' then d.provider_organisation_id = (select quorate_organisation())
  when 'clinician' then d.practitioner_id = (select quorate_practitioner()) or d.raised_by = (select quorate_account()) else false end)`;

const TODAY = `(quorate_now() at time zone 'Europe/London')::date`;

const IS_OVERDUE = `(d.state = 'waiting' and d.due_on < ${TODAY})`;

const mark = (a: string, who: string) =>
  `jsonb_build_object('outcome', nullif(${a}.outcome, 'notMarked'), 'mode', ${a}.mode, 'minutes', ${a}.minutes, 'reasonCode', ${a}.reason_code,
    'practitionerName', (select p.name from practitioner p where p.tenant_id = ${a}.tenant_id and p.practitioner_id = ${who}))`;

const recordAt = (version: string) =>
  `(select ${mark('a', 'a.practitioner_id')} from attendance_record a where a.tenant_id = d.tenant_id and a.meeting_id = d.meeting_id
     and a.seat_id = d.seat_id and ${version})`;

const actor = (account: string, role: string, organisation: string) =>
  `(select jsonb_build_object('name', u.name, 'role', ${role}, 'organisationId', ${organisation}, 'organisationName',
      (select b.name from organisation b where b.tenant_id = u.tenant_id and b.organisation_id = ${organisation}))
    from account u where u.tenant_id = d.tenant_id and u.account_id = ${account})`;

/** Whoever answered was a co-ordinator of the host; whoever took it back was on the side that raised it. */
const ANSWERED_BY = `case when d.state = 'withdrawn' then ${actor('d.answered_by', 'd.raised_as', 'd.provider_organisation_id')}
  else ${actor('d.answered_by', "'careCoordinator'", 'd.host_organisation_id')} end`;

// json_build_object takes 100 arguments at the most, so the parts are joined.
const ITEM = `jsonb_build_object('id', d.dispute_id, 'version', d.lock_version, 'state', d.state, 'isOverdue', ${IS_OVERDUE},
    'isLate', (d.raised_at at time zone 'Europe/London')::date > d.in_time_until, 'meetingId', d.meeting_id, 'seatId', d.seat_id,
    'mdtName', mdt.name, 'hostName', h.name, 'providerName', o.name, 'meetingDate', m.meeting_date, 'roleName', pr.name, 'personName', p.name)
  || jsonb_build_object('disputedVersion', d.disputed_version, 'disputed', ${recordAt('a.version = d.disputed_version')},
    'shouldSay', ${mark('d', 'd.came_practitioner_id')}, 'now', ${recordAt('a.is_current')},
    'seatVersion', (select a.version from attendance_record a where a.tenant_id = d.tenant_id and a.meeting_id = d.meeting_id and a.seat_id = d.seat_id and a.is_current),
    'whatIsWrong', w.what_is_wrong, 'evidence', w.evidence, 'whyNow', w.why_now, 'raisedAt', d.raised_at,
    'raisedBy', ${actor('d.raised_by', 'd.raised_as', 'd.provider_organisation_id')}, 'inTimeUntil', d.in_time_until, 'dueOn', d.due_on,
    'isMembers', coalesce(d.practitioner_id = (select quorate_practitioner()), false), 'answeredAt', d.answered_at, 'answeredBy', ${ANSWERED_BY}, 'answer', w.answer,
    'isAnsweredByWriter', d.state in ('accepted','declined') and exists (select 1 from attendance_record a where a.tenant_id = d.tenant_id
      and a.meeting_id = d.meeting_id and a.seat_id = d.seat_id and a.version = d.disputed_version and a.recorded_by = d.answered_by))
  || (select to_jsonb(part) from (select ${partSql('(select quorate_account())', '(select quorate_practitioner())', '(select quorate_now())')}) part)`;

const FROM = `
  from attendance_dispute d
  join attendance_dispute_words w on w.tenant_id = d.tenant_id and w.dispute_id = d.dispute_id
  join mdt_meeting m on m.tenant_id = d.tenant_id and m.meeting_id = d.meeting_id
  join mdt on mdt.tenant_id = m.tenant_id and mdt.mdt_id = m.mdt_id
  join organisation o on o.tenant_id = d.tenant_id and o.organisation_id = d.provider_organisation_id
  join organisation h on h.tenant_id = d.tenant_id and h.organisation_id = d.host_organisation_id
  join mdt_seat s on s.tenant_id = d.tenant_id and s.seat_id = d.seat_id
  join professional_role pr on pr.tenant_id = s.tenant_id and pr.role_code = s.role_code
  left join practitioner p on p.tenant_id = d.tenant_id and p.practitioner_id = d.practitioner_id`;

/** The disputes of one record, newest first. Values: tenant, role, meeting, seat. */
const DISPUTES_OF_RECORD = `coalesce((select jsonb_agg(${ITEM} order by d.raised_at desc, d.dispute_id) ${FROM}
  where d.tenant_id = $1 and d.meeting_id = $3 and d.seat_id = $4 and ${PART_IN}), '[]')`;

/** Values: tenant, role, meeting (null for all), the dispute after which the page begins, rows. */
export const LIST_SQL: Readonly<Record<'waiting' | 'answered', string>> = {
  waiting: listSql(`d.state = 'waiting'`, 'd.due_on::timestamptz', 'asc'),
  answered: listSql(`d.state <> 'waiting'`, 'd.answered_at', 'desc'),
};

function listSql(where: string, key: string, direction: 'asc' | 'desc'): string {
  const beyond = direction === 'asc' ? '>' : '<';
  const own = `d.tenant_id = $1 and ${PART_IN} and ($3::uuid is null or d.meeting_id = $3)`;
  return `
    select (select count(*)::int from attendance_dispute d where ${own} and d.state = 'waiting') as waiting,
      (select count(*)::int from attendance_dispute d where ${own} and ${IS_OVERDUE}) as overdue,
      (select jsonb_agg(page.item order by page.n) from (
        select ${ITEM} as item, row_number() over (order by ${key} ${direction}, d.dispute_id ${direction}) as n
        ${FROM}
        where ${own} and ${where} and ($4::uuid is null or (${key}, d.dispute_id) ${beyond} (
          select ${key}, d.dispute_id from attendance_dispute d where d.tenant_id = $1 and d.dispute_id = $4))
        order by n limit $5) page) as items`;
}

/** Sees the record of `i`: its host's co-ordinator, managers of the employer on the day, whoever's it is, and the deputy. $2 is the role. */
const RECORD_SHOWN = `(case $2 when 'careCoordinator' then m.host_organisation_id = (select quorate_organisation())
  when 'providerManager' then coalesce(employer.organisation_id, i.provider_organisation_id) = (select quorate_organisation())
  when 'clinician' then i.practitioner_id = (select quorate_practitioner()) or i.deputy_practitioner_id = (select quorate_practitioner())
    or exists (select 1 from attendance_record c where c.tenant_id = i.tenant_id and c.meeting_id = i.meeting_id and c.seat_id = i.seat_id
      and c.is_current and c.outcome = 'deputy' and c.practitioner_id = (select quorate_practitioner())) else false end)`;

/** Whether the record of `i` is the viewer's as the deputy alone. $2 is the role. */
const isAsDeputy = (role: string) =>
  `(${role} = 'clinician' and i.practitioner_id is distinct from (select quorate_practitioner()))`;

// The register is the host's: whoever wrote a version did so for the host, as its co-ordinator.
const VERSIONS = `coalesce((select jsonb_agg(jsonb_build_object('version', a.version, 'says', ${mark('a', 'a.practitioner_id')}, 'recordedAt', a.recorded_at,
    'correctionReason', a.correction_reason, 'recordedBy', jsonb_build_object('name', u.name, 'role', 'careCoordinator',
      'organisationId', coalesce(a.recorded_on_behalf_of, m.host_organisation_id), 'organisationName', coalesce(by.name, h.name))) order by a.version desc)
  from attendance_record a
  left join account u on u.tenant_id = a.tenant_id and u.account_id = a.recorded_by
  left join organisation by on by.tenant_id = a.tenant_id and by.organisation_id = a.recorded_on_behalf_of
  where a.tenant_id = i.tenant_id and a.meeting_id = i.meeting_id and a.seat_id = i.seat_id), '[]')`;

const DEPUTIES = `coalesce((select jsonb_agg(jsonb_build_object('id', dp.practitioner_id, 'name', dp.name) order by dp.name)
  from practitioner dp where dp.tenant_id = i.tenant_id and (dp.practitioner_id = i.deputy_practitioner_id or exists (
    select 1 from seat_deputy sd where sd.tenant_id = i.tenant_id and sd.seat_id = i.seat_id and sd.practitioner_id = dp.practitioner_id))), '[]')`;

/** Values: tenant, role, meeting, seat. The terms come with it, so that the window is worked out from the same instant. */
export const RECORD_SQL = `
  select i.meeting_id as "meetingId", i.seat_id as "seatId", mdt.name as "mdtName", h.name as "hostName", o.name as "providerName",
    to_char(m.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startsAt", to_char(m.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endsAt",
    m.duration_minutes as "durationMinutes", pr.name as "roleName", p.name as "personName", m.status = 'cancelled' as "isCancelled",
    m.ends_at <= quorate_now() as "isOver", ${isAsDeputy('$2')} as "isAsDeputy", ${TODAY}::text as today, ${VERSIONS} as versions, ${DEPUTIES} as deputies, ${DISPUTES_OF_RECORD} as disputes,
    coalesce((select jsonb_agg(jsonb_build_object('inForceFrom', t.in_force_from, 'disputeWorkingDays', t.dispute_working_days,
        'answerWorkingDays', t.answer_working_days, 'remindWorkingDays', t.remind_working_days) order by t.in_force_from desc, t.version desc)
      from dispute_terms t where t.tenant_id = i.tenant_id), '[]') as terms
  from invitation i
  join mdt_meeting m on m.tenant_id = i.tenant_id and m.meeting_id = i.meeting_id
  join mdt on mdt.tenant_id = m.tenant_id and mdt.mdt_id = m.mdt_id
  join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
  join professional_role pr on pr.tenant_id = s.tenant_id and pr.role_code = s.role_code
  join organisation h on h.tenant_id = m.tenant_id and h.organisation_id = m.host_organisation_id
  left join practitioner p on p.tenant_id = i.tenant_id and p.practitioner_id = i.practitioner_id
  ${EMPLOYER_AS_AT}
  join organisation o on o.tenant_id = i.tenant_id and o.organisation_id = coalesce(employer.organisation_id, i.provider_organisation_id)
  where i.tenant_id = $1 and i.meeting_id = $3 and i.seat_id = $4 and ${RECORD_SHOWN}`;

/** Where a list of own records begins, so that it reads the viewer's rows and no others; `i` is the invitation, `a` the record. */
const OWN_RECORDS = {
  // The count says whose staff it was on the day, and is found by provider and month.
  providerManager: `attendance_count c
    join invitation i on i.tenant_id = c.tenant_id and i.meeting_id = c.meeting_id and i.seat_id = c.seat_id
      and c.provider_organisation_id = (select quorate_organisation())`,
  clinician: 'invitation i',
} as const;

const IS_OWN = {
  providerManager: 'c.tenant_id = $1',
  clinician:
    'i.tenant_id = $1 and (i.practitioner_id = (select quorate_practitioner()) or i.deputy_practitioner_id = (select quorate_practitioner()))',
} as const;

export type Disputer = keyof typeof OWN_RECORDS;

/**
 * Records that the viewer may dispute, the last written first. Values: tenant, meeting (null for all), spans of days on which
 * a record that is still in time was written, whether to leave out who was there all the time, meeting and seat of the last row
 * of the page before, rows. Of one meeting every record comes, in time or not; else those of meetings of the last 400 days.
 */
export const TO_DISPUTE_SQL: Readonly<Record<Disputer, string>> = {
  providerManager: toDisputeSql('providerManager'),
  clinician: toDisputeSql('clinician'),
};

function toDisputeSql(role: Disputer): string {
  const writtenOn = `(a.recorded_at at time zone 'Europe/London')::date`;
  return `
    select i.meeting_id as "meetingId", i.seat_id as "seatId", mdt.name as "mdtName", h.name as "hostName", m.meeting_date::text as "meetingDate",
      pr.name as "roleName", p.name as "personName", ${mark('a', 'a.practitioner_id')} as now, a.version > 1 as "isCorrected", ${isAsDeputy(`'${role}'`)} as "isAsDeputy", ${writtenOn}::text as "writtenOn",
      (select d.state from attendance_dispute d where d.tenant_id = i.tenant_id and d.meeting_id = i.meeting_id and d.seat_id = i.seat_id
        order by d.raised_at desc limit 1) as "disputeState"
    from ${OWN_RECORDS[role]}
    join attendance_record a on a.tenant_id = i.tenant_id and a.meeting_id = i.meeting_id and a.seat_id = i.seat_id and a.is_current
    join mdt_meeting m on m.tenant_id = i.tenant_id and m.meeting_id = i.meeting_id
    join mdt on mdt.tenant_id = m.tenant_id and mdt.mdt_id = m.mdt_id
    join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
    join professional_role pr on pr.tenant_id = s.tenant_id and pr.role_code = s.role_code
    join organisation h on h.tenant_id = m.tenant_id and h.organisation_id = m.host_organisation_id
    left join practitioner p on p.tenant_id = i.tenant_id and p.practitioner_id = i.practitioner_id
    where ${IS_OWN[role]} and a.outcome <> 'notMarked' and m.status <> 'cancelled' and m.ends_at <= quorate_now()
      and case when $2::uuid is not null then i.meeting_id = $2 else m.meeting_date >= ${TODAY} - 400 and exists (
        select 1 from json_to_recordset($3) as span("from" date, until date)
        where ${writtenOn} >= span."from" and (span.until is null or ${writtenOn} < span.until)) end
      and (not $4::boolean or a.outcome in ('attendedPart','apologies','absentNoNotice'))
      and ($5::uuid is null or (a.recorded_at, a.meeting_id, a.seat_id) < (
        select b.recorded_at, b.meeting_id, b.seat_id from attendance_record b where b.tenant_id = $1 and b.meeting_id = $5 and b.seat_id = $6 and b.is_current))
    order by a.recorded_at desc, a.meeting_id desc, a.seat_id desc limit $7`;
}
