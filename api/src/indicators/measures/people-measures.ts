import { counterpartTypeSql } from './counterpart-type.js';

/**
 * Everybody listed in a quarter with a seat that was relevant to them, and the actions that fell due in it, as rows of
 * (provider, counterpart, person). `missed`: nobody says that the seat was there.
 *   values  $1 tenant, $2 first day of the quarter, $3 the day after it, $4 now
 */
const LISTED = `
  cases as materialized (
    select c.case_id, c.patient_id, c.mdt_id, m.meeting_id, m.meeting_date, c.outcome, m.host_organisation_id as counterpart
    from mdt_meeting m
    join case_list_item c on c.tenant_id = m.tenant_id and c.meeting_id = m.meeting_id
    where m.tenant_id = $1 and m.meeting_date >= $2::date and m.meeting_date < $3::date and m.status <> 'cancelled'
      and c.outcome is not null and c.state <> 'withdrawn'),
  listed as materialized (
    select c.*, s.provider_organisation_id as provider, bool_and(r.was_present is not true) as missed
    from cases c
    -- Case by case: the wall of this table asks of each row whether its case may be seen, so it is not read whole.
    cross join lateral (
      select r.seat_id, r.was_present from case_relevant_seat r where r.tenant_id = $1 and r.case_id = c.case_id offset 0) r
    join mdt_seat s on s.tenant_id = $1 and s.seat_id = r.seat_id
    group by c.case_id, c.patient_id, c.mdt_id, c.meeting_id, c.meeting_date, c.outcome, c.counterpart, provider)`;

/** When the same MDT next discussed the same person; asked for those alone whose seat was missed. */
const NEXT = `
  left join lateral (
    select min(m.meeting_date) as next_on
    from case_list_item n join mdt_meeting m on m.tenant_id = n.tenant_id and m.meeting_id = n.meeting_id
    where l.missed and n.tenant_id = $1 and n.patient_id = l.patient_id and n.mdt_id = l.mdt_id and n.outcome = 'discussed'
      and m.meeting_date > l.meeting_date and m.starts_at < $4) next on true`;

const ACTIONS = `
  actions as (
    select a.action_id, a.patient_id, a.organisation_id as provider, m.host_organisation_id as counterpart, mm.meeting_date,
           a.state = 'done' and (a.finished_at at time zone 'Europe/London')::date <= a.due_on as in_time,
           a.state in ('open','inProgress','notDone') as not_done
    from case_action a
    join mdt m on m.tenant_id = a.tenant_id and m.mdt_id = a.mdt_id
    join case_list_item c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    join mdt_meeting mm on mm.tenant_id = c.tenant_id and mm.meeting_id = c.meeting_id
    where a.tenant_id = $1 and a.due_on >= $2::date and a.due_on < $3::date and a.state <> 'cancelled')`;

/** Every event of a measure of people: the person, whether it happened, and after how many days. */
const EVENTS = `
  events as (
    select 'peoplePutOff' as measure, l.provider, l.counterpart, l.patient_id, l.patient_id::text as unit,
           l.outcome = 'deferredSeatAbsent' and l.missed as happened,
           case when l.outcome = 'deferredSeatAbsent' and l.missed then next.next_on - l.meeting_date end as days
    from listed l ${NEXT}
    union all
    select 'peopleDiscussedAgain', l.provider, l.counterpart, l.patient_id, l.patient_id::text, next.next_on is not null,
           next.next_on - l.meeting_date
    from listed l ${NEXT} where l.outcome = 'discussed' and l.missed
    union all
    select kind.measure, a.provider, a.counterpart, a.patient_id, a.action_id::text, kind.happened, null::integer
    from actions a cross join lateral (values ('actionsInTime', a.in_time), ('actionsNotDone', a.not_done)) as kind(measure, happened))`;

/** Ages as libs/signals has them (AGE_BANDS): on the day of the meeting. */
const BAND = (born: string, on: string) => `
  case when age(${on}, ${born}) < interval '18 years' then 'under18' when age(${on}, ${born}) < interval '65 years' then 'from18'
       when age(${on}, ${born}) < interval '80 years' then 'from65' else 'from80' end`;

/**
 * Measures of people over the whole system (provider null) and by provider: all counterparts, each type, each organisation.
 * A person (an action) counts once in each figure: that it happened to them where it did once, and the longest time.
 * Then how people of each age fare over the whole system: seats that were there, discussed when listed, actions in time.
 */
export const PEOPLE_MEASURES = `
  with ${LISTED}, ${ACTIONS}, ${EVENTS},
  placed as (
    select e.*, ${counterpartTypeSql('e.provider', 'e.counterpart', 'o.kind')} as type
    from events e join organisation o on o.tenant_id = $1 and o.organisation_id = e.counterpart),
  units as (
    select measure, provider, type, counterpart, patient_id, unit, bool_or(happened) as happened, max(days) as days,
           grouping(counterpart) as no_counterpart, grouping(type) as no_type
    from placed
    group by grouping sets ((measure, patient_id, unit), (measure, patient_id, unit, type), (measure, patient_id, unit, provider),
      (measure, patient_id, unit, provider, type), (measure, patient_id, unit, provider, type, counterpart))),
  of_people as (
    select 'seatsPresent' as measure, patient_id, meeting_date, not missed as happened from listed
    union all select 'discussedWhenListed', patient_id, meeting_date, outcome = 'discussed' from cases
    union all select 'actionsInTime', patient_id, meeting_date, in_time from actions)
  select measure, provider,
         case when no_type = 1 then 'all' when no_counterpart = 1 then 'type' else 'organisation' end as cut,
         coalesce(counterpart::text, type, '') as counterpart,
         case when no_counterpart = 0 then type else '' end as within,
         count(*) filter (where happened)::integer as numerator, count(*)::integer as denominator,
         count(distinct patient_id) filter (where happened)::integer as people_numerator,
         count(distinct patient_id)::integer as people_denominator,
         coalesce(sum(days), 0)::integer as days, count(days)::integer as timed
  from units group by measure, provider, type, counterpart, no_type, no_counterpart
  union all
  select e.measure, null::uuid, 'age', ${BAND('p.date_of_birth', 'e.meeting_date')}, '', count(*) filter (where e.happened)::integer,
         count(*)::integer, count(distinct e.patient_id) filter (where e.happened)::integer, count(distinct e.patient_id)::integer, 0, 0
  from of_people e join patient p on p.tenant_id = $1 and p.patient_id = e.patient_id
  group by 1, 4`;
