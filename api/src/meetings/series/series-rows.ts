import { meetingOn, type SeriesRule } from '@quorate/libs/recurrence';
import type { Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { invalidInput, notPermitted } from '../../platform/refusal.js';
import type { Occasion } from '../bookings.js';
import { inviteSeats } from '../mdts/seats.js';
import type { MdtSeries } from '../meeting.entity.js';

/** Where a meeting takes place. */
export interface Place {
  readonly siteId: string | null;
  readonly roomId: string | null;
  readonly joinUrl: string | null;
}

export interface NewMeeting {
  readonly meetingId: string;
  readonly date: string;
  readonly startTime: string;
  readonly durationMinutes: number;
}

/** The rule of a stored series. */
export function ruleOf(
  series: Pick<
    MdtSeries,
    'frequency' | 'weekday' | 'weekOfMonth' | 'startTime' | 'durationMinutes' | 'fromDate' | 'untilDate'
  >,
): SeriesRule {
  return {
    frequency: series.frequency as SeriesRule['frequency'],
    weekday: series.weekday as SeriesRule['weekday'],
    ...(series.weekOfMonth === null ? {} : { weekOfMonth: series.weekOfMonth as SeriesRule['weekOfMonth'] }),
    startTime: series.startTime,
    durationMinutes: series.durationMinutes,
    from: series.fromDate,
    ...(series.untilDate === null ? {} : { until: series.untilDate }),
  };
}

/** The series locked until the command ends, or a refusal as if it did not exist. */
export async function lockSeries(tx: Transaction, seriesId: string): Promise<MdtSeries> {
  const [series] = await tx.query<MdtSeries>(
    `select tenant_id as "tenantId", series_id as "seriesId", mdt_id as "mdtId", frequency, weekday, week_of_month as "weekOfMonth",
       start_time as "startTime", duration_minutes as "durationMinutes", from_date::text as "fromDate", until_date::text as "untilDate",
       site_id as "siteId", room_id as "roomId", join_url as "joinUrl", follows_series_id as "followsSeriesId",
       planned_through::text as "plannedThrough", weeks_ahead as "weeksAhead", calendar_uid as "calendarUid", sequence, created_at as "createdAt", lock_version as "lockVersion"
     from mdt_series where tenant_id = $1 and series_id = $2 for update`,
    [tx.tenantId, seriesId],
  );
  if (!series) throw notPermitted();
  return series;
}

/** Refuses a room that is not at the site, a site that is closed, or either that is not there. */
export async function refuseUnknownPlace(tx: Transaction, place: Place): Promise<void> {
  if (place.siteId) {
    const rows = await tx.query('select 1 from site where tenant_id = $1 and site_id = $2 and is_open', [
      tx.tenantId,
      place.siteId,
    ]);
    if (rows.length === 0) throw invalidInput('siteId', 'Choose an open site from the list.');
  }
  if (place.roomId) {
    const rows = await tx.query(
      'select 1 from room where tenant_id = $1 and room_id = $2 and site_id is not distinct from $3::uuid',
      [tx.tenantId, place.roomId, place.siteId],
    );
    if (rows.length === 0) throw invalidInput('roomId', 'Choose a room of this site.');
  }
}

/** The people who will be invited: the holders of the seats in force at each date under the terms of that date. */
export async function holdersOn(
  tx: Transaction,
  mdtId: string,
  dates: readonly string[],
): Promise<ReadonlyMap<string, { termsId: string; people: string[] }>> {
  const rows = await tx.query<{ date: string; termsId: string; people: string[] }>(
    `select d.date, t.terms_id as "termsId",
       array(select distinct s.holder_practitioner_id::text from mdt_seat s where s.tenant_id = $1 and s.mdt_id = $2 and s.holder_practitioner_id is not null
         and s.from_version <= t.version and (s.to_version is null or s.to_version >= t.version)) as people
     from unnest($3::text[]) as d(date)
     cross join lateral (
       select terms_id, version from terms_of_reference t where t.tenant_id = $1 and t.mdt_id = $2
       order by (t.in_force_from <= d.date::date) desc, case when t.in_force_from <= d.date::date then -t.version else t.version end limit 1
     ) t`,
    [tx.tenantId, mdtId, dates],
  );
  return new Map(rows.map((row) => [row.date, row]));
}

/** What the clash check asks for a new meeting. */
export function occasionOf(meeting: NewMeeting, roomId: string | null, people: readonly string[]): Occasion {
  const { startsAt, endsAt } = meetingOn(meeting, meeting.date);
  return { meetingId: meeting.meetingId, startsAt, endsAt, roomId, people };
}

/** Inserts booked meetings, with an invitation for every seat. The clash check has been made. */
export async function insertMeetings(
  tx: Transaction,
  common: Place & {
    readonly mdtId: string;
    readonly seriesId: string | null;
    readonly hostOrganisationId: string;
    /** Of the series; null for an extraordinary meeting, which gets one of its own. */
    readonly calendarUid: string | null;
  },
  meetings: readonly NewMeeting[],
  termsOn: (date: string) => string,
): Promise<void> {
  if (meetings.length === 0) return;
  const rows = meetings.map((meeting) => ({
    ...meeting,
    ...meetingOn(meeting, meeting.date),
    termsId: termsOn(meeting.date),
    calendarUid: common.calendarUid ?? calendarUidOf(meeting.meetingId),
  }));
  await tx.query(
    `insert into mdt_meeting (tenant_id, meeting_id, mdt_id, series_id, terms_id, host_organisation_id, starts_at, ends_at, meeting_date, start_time,
       duration_minutes, series_date, site_id, room_id, join_url, status, is_extraordinary, calendar_uid)
     select $1::uuid, "meetingId", $2::uuid, $3::uuid, "termsId", $4::uuid, "startsAt", "endsAt", date, "startTime", "durationMinutes",
       case when $3::uuid is null then null else date end, $5::uuid, $6::uuid, $7::text, 'booked', $3::uuid is null, "calendarUid"
     from json_to_recordset($8) as m("meetingId" uuid, "termsId" uuid, "startsAt" timestamptz, "endsAt" timestamptz, date date, "startTime" text,
       "durationMinutes" int, "calendarUid" text)`,
    [
      tx.tenantId,
      common.mdtId,
      common.seriesId,
      common.hostOrganisationId,
      common.siteId,
      common.roomId,
      common.joinUrl,
      JSON.stringify(rows),
    ],
  );
  await inviteSeats(
    tx,
    rows.map((row) => row.meetingId),
  );
}

/** Never changes for the life of the series or meeting. The domain is one that nobody can own (RFC 2606). */
export function calendarUidOf(id: string): string {
  return `${id}@quorate.invalid`;
}

/** Keeps the dates left out, with the reason that a reader sees. */
export async function insertSkips(
  tx: Transaction,
  seriesId: string,
  skips: readonly { readonly date: string; readonly reason: string }[],
): Promise<void> {
  if (skips.length === 0) return;
  await tx.query(
    `insert into mdt_series_skip (tenant_id, series_id, skipped_on, reason)
     select $1::uuid, $2::uuid, date, reason from json_to_recordset($3) as s(date date, reason text)
     on conflict (tenant_id, series_id, skipped_on) do update set reason = excluded.reason`,
    [tx.tenantId, seriesId, JSON.stringify(skips.map(({ date, reason }) => ({ date, reason })))],
  );
}

export function newMeetings(
  dates: readonly string[],
  rule: Pick<SeriesRule, 'startTime' | 'durationMinutes'>,
): NewMeeting[] {
  return dates.map((date) => ({
    meetingId: newId(),
    date,
    startTime: rule.startTime,
    durationMinutes: rule.durationMinutes,
  }));
}
