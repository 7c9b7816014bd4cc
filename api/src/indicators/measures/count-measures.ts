import type { MeasureCode } from './measure-list.js';

/** What an event says of one measure: whether it could have happened, whether it did, and after how many days. */
interface MeasureSql {
  readonly code: MeasureCode;
  /** Which of the records the measure is of. */
  readonly of: string;
  readonly happened: string;
  /** Days of those of which the time is known; null where the measure has none. */
  readonly days: string | null;
}

const ANSWERED = `state in ('granted','grantedWithCover','refused')`;

const OF_INVITATIONS: readonly MeasureSql[] = [
  { code: 'invitationsAnswered', of: 'true', happened: `response <> 'needsAction'`, days: 'answered_on - sent_on' },
  {
    code: 'declinesWithoutReason',
    of: `response = 'declined'`,
    happened: `coalesce(decline_reason, '') = ''`,
    days: null,
  },
];

const OF_RELEASES: readonly MeasureSql[] = [
  {
    code: 'releasesAnswered',
    of: 'true',
    happened: `${ANSWERED} and decided_on <= due_on`,
    days: `case when ${ANSWERED} then decided_on - requested_on end`,
  },
  { code: 'releasesUnanswered', of: 'true', happened: `state in ('requested','unanswered')`, days: null },
  { code: 'releasesRefused', of: ANSWERED, happened: `state = 'refused'`, days: null },
  { code: 'refusalsUnexplained', of: `state = 'refused'`, happened: `coalesce(reason_text, '') = ''`, days: null },
  {
    code: 'releasesRefusedForCover',
    of: ANSWERED,
    happened: `state = 'refused' and reason_code = 'noCover'`,
    days: null,
  },
  {
    code: 'releasesWithCover',
    of: `state in ('granted','grantedWithCover')`,
    happened: `state = 'grantedWithCover'`,
    days: null,
  },
];

const OF_LOST_SEATS: readonly MeasureSql[] = [
  { code: 'lostForProtectedTime', of: 'true', happened: `reason_code = 'noProtectedTime'`, days: null },
  { code: 'lostForCover', of: 'true', happened: `reason_code = 'noCover'`, days: null },
  { code: 'lostForTravel', of: 'true', happened: `reason_code = 'travelNotSupported'`, days: null },
];

/** One scan of the records for all measures of them. */
function countedBy(records: string, measures: readonly MeasureSql[]): string {
  const asked = measures
    .map(({ code, of, happened, days }) => `('${code}', ${of}, (${of}) and (${happened}), ${days ?? 'null::integer'})`)
    .join(', ');
  return `
    select e.measure, r.provider, r.counterpart, r.month, count(*) filter (where e.happened)::integer as numerator,
           count(*)::integer as denominator, coalesce(sum(greatest(e.days, 0)), 0)::bigint as days, count(e.days)::integer as timed
    from ${records} r
    cross join lateral (values ${asked}) as e(measure, is_of, happened, days)
    where e.is_of
    group by 1, 2, 3, 4`;
}

const LOCAL = (column: string) => `(${column} at time zone 'Europe/London')::date`;

/**
 * Measures of staff by provider, counterpart and month, from the records themselves: invitations and requests for release
 * for meetings that have begun and were not cancelled, and seats lost with a reason.
 *   values  $1 tenant, $2 first day of the months, $3 the day after them, $4 now
 */
const STAFF_MEASURES = `
  with meetings as (
    select meeting_id, host_organisation_id as counterpart, starts_at, date_trunc('month', meeting_date::timestamp)::date as month
    from mdt_meeting
    where tenant_id = $1 and meeting_date >= $2::date and meeting_date < $3::date and status <> 'cancelled' and starts_at < $4),
  invitations as (
    select i.provider_organisation_id as provider, m.counterpart, m.month, i.response, i.decline_reason,
           ${LOCAL('i.sent_at')} as sent_on, ${LOCAL('i.responded_at')} as answered_on
    from meetings m join invitation i on i.tenant_id = $1 and i.meeting_id = m.meeting_id
    where i.sent_at is not null and i.practitioner_id is not null),
  releases as (
    select r.provider_organisation_id as provider, m.counterpart, m.month, r.state, r.reason_code, r.reason_text, r.due_on,
           ${LOCAL('r.requested_at')} as requested_on, ${LOCAL('r.decided_at')} as decided_on
    from meetings m join release_request r on r.tenant_id = $1 and r.meeting_id = m.meeting_id
    where r.state <> 'cancelled'),
  lost_seats as (
    select e.provider_organisation_id as provider, e.host_organisation_id as counterpart,
           date_trunc('month', e.meeting_date::timestamp)::date as month, e.reason_code
    from attendance_evidence e
    where e.tenant_id = $1 and e.is_current and not e.is_gone and e.count_class = 'lost' and e.reason_code is not null
      and e.meeting_date >= $2::date and e.meeting_date < $3::date)
  ${countedBy('invitations', OF_INVITATIONS)}
  union all ${countedBy('releases', OF_RELEASES)}
  union all ${countedBy('lost_seats', OF_LOST_SEATS)}`;

/** The same counted and stored. */
export const STORE_STAFF_MEASURES = `
  insert into measure_count (tenant_id, measure, provider_organisation_id, counterpart_organisation_id, month, numerator,
    denominator, days, timed, counted_at)
  select $1, c.measure, c.provider, c.counterpart, c.month, c.numerator, c.denominator, c.days, c.timed, $4
  from (${STAFF_MEASURES}) c`;
