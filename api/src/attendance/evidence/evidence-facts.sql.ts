/**
 * Columns of attendance_evidence that say what happened, as the facts give them. What changes in one of these makes a new
 * version. Not among them: cover_depth, which stays as it was when the row was first written, since who may deputise today
 * says nothing of that day; travel_km, for the same reason; and when the row was written.
 */
export const FACT_COLUMNS = [
  'practitioner_id',
  'provider_organisation_id',
  'host_organisation_id',
  'mdt_id',
  'series_id',
  'site_id',
  'role_code',
  'is_core',
  'meeting_date',
  'start_minute',
  'duration_minutes',
  'mode',
  'invited_on',
  'count_class',
  'status',
  'minutes_present',
  'reason_code',
  'is_strike_day',
  'release_requested_on',
  'release_decision',
  'release_decided_on',
  'recorded_by',
] as const;

/**
 * What the seats of the meetings $2 are as evidence now: one row a counted seat of a meeting that was not cancelled. Reads
 * what the count says (attendance_count) and what was asked before, so it comes after the count in a transaction.
 *   edges   part attendance without its minutes is not recorded, as the count has it; of two requests for a seat, such as
 *           for a person and their deputy, the person's own; a request that was taken back was never made
 */
export const FACTS = `
  select c.meeting_id, c.seat_id, c.practitioner_id, c.provider_organisation_id, c.host_organisation_id, c.mdt_id, m.series_id, m.site_id,
    c.role_code, c.is_core, c.meeting_date,
    split_part(m.start_time, ':', 1)::integer * 60 + split_part(m.start_time, ':', 2)::integer as start_minute, m.duration_minutes,
    case when m.site_id is null then 'remote' when m.join_url is null then 'inPerson' else 'hybrid' end as mode,
    case when i.sent_at is not null then (greatest(i.sent_at, m.notice_given_at) at time zone 'Europe/London')::date end as invited_on,
    c.count_class,
    case when a.outcome is null or a.outcome = 'notMarked' or (a.outcome = 'attendedPart' and a.minutes is null) then 'notRecorded'
      when a.outcome = 'apologies' and i.response = 'declined' and i.responded_at <= m.starts_at
        and (i.responded_at at time zone 'Europe/London')::date >= c.meeting_date - 1 then 'lateCancel'
      else a.outcome end as status,
    case when a.outcome in ('attended', 'attendedPart', 'deputy') then a.minutes end as minutes_present,
    a.reason_code, c.is_strike_day,
    (r.requested_at at time zone 'Europe/London')::date as release_requested_on,
    nullif(r.state, 'requested') as release_decision,
    case when r.state <> 'unanswered' then (r.decided_at at time zone 'Europe/London')::date end as release_decided_on,
    case when a.outcome <> 'notMarked' then a.recorded_by end as recorded_by
  from attendance_count c
  join mdt_meeting m on m.tenant_id = c.tenant_id and m.meeting_id = c.meeting_id
  join invitation i on i.tenant_id = c.tenant_id and i.meeting_id = c.meeting_id and i.seat_id = c.seat_id
  left join attendance_record a on a.tenant_id = c.tenant_id and a.meeting_id = c.meeting_id and a.seat_id = c.seat_id and a.is_current
  left join lateral (
    select q.requested_at, q.state, q.decided_at from release_request q
    where q.tenant_id = c.tenant_id and q.meeting_id = c.meeting_id and q.seat_id = c.seat_id and q.state <> 'cancelled'
    order by q.practitioner_id is not distinct from c.practitioner_id desc, q.requested_at, q.release_request_id limit 1
  ) r on true
  where c.tenant_id = $1 and c.meeting_id = any($2) and m.status <> 'cancelled'`;

/**
 * Kilometres in a straight line from where the directory has the employer `o` to where it has the site `g` of the meeting;
 * 0 for a wanted row `w` held remotely, null where either place is not known.
 */
export const TRAVEL_KM = `
  case when w.mode = 'remote' then 0 when o.latitude is null or g.latitude is null then null else round((2 * 6371 * asin(least(1, sqrt(
    power(sin(radians(g.latitude - o.latitude) / 2), 2)
    + cos(radians(o.latitude)) * cos(radians(g.latitude)) * power(sin(radians(g.longitude - o.longitude) / 2), 2)
  ))))::numeric, 1) end`;
