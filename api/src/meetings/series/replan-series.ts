import { checkRule, meetingOn, type SeriesRule } from '@quorate/libs/recurrence';
import { addDays, daysBetween, weekdayOf } from '@quorate/libs/time';
import type { Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import type { Viewer } from '../../platform/viewer.js';
import { clashes, findClashes, syncBookings } from '../bookings.js';
import type { InvitationMail } from '../invitations/invitation-mail.js';
import { type LockedMeeting, lockComing } from '../locked-meeting.js';
import { refuseInput } from '../mdts/seats.js';
import { MdtSeries } from '../meeting.entity.js';
import { holdersAsked, placeAsked, refuseUnusableStart, resetReplies } from '../move-one.js';
import type { EditInput, MeetingsMoved } from './planning-inputs.js';
import { clashingDates, termsOn } from './series.service.js';
import { pairMeetings, planDates, weekOfMonth } from './series-plan.js';
import {
  calendarUidOf,
  holdersOn,
  insertMeetings,
  insertSkips,
  type NewMeeting,
  newMeetings,
  occasionOf,
  type Place,
  refuseUnknownPlace,
} from './series-rows.js';

interface Replan {
  readonly series: MdtSeries;
  /** The one the co-ordinator started from; locked and still to come. */
  readonly meeting: LockedMeeting;
  readonly asked: EditInput;
}

interface Target {
  readonly seriesId: string;
  readonly calendarUid: string;
  readonly rule: SeriesRule;
  readonly place: Place;
}

/** "This and following" and "all": the coming meetings under a changed rule. What is past stays with the old series. */
export async function replanSeries(
  tx: Transaction,
  viewer: Viewer,
  mail: InvitationMail,
  { series, meeting, asked }: Replan,
): Promise<MeetingsMoved> {
  const from = asked.scope === 'all' ? '0001-01-01' : (meeting.seriesDate ?? meeting.meetingDate);
  const coming = (await lockComing(tx, series.seriesId)).filter((m) => (m.seriesDate ?? m.meetingDate) >= from);
  const first = coming[0] ?? meeting;
  const firstDate = first.seriesDate ?? first.meetingDate;
  const rule = ruleAfter(series, asked, firstDate);
  const problems = checkRule(rule).map(({ field, message }) => ({ path: field === 'from' ? 'date' : field, message }));
  if (problems.length > 0) throw refuseInput(problems);
  refuseUnusableStart(tx, rule.from, rule.startTime);
  const place = placeAsked(series, asked);
  await refuseUnknownPlace(tx, place);
  const weeks = Math.max(1, Math.ceil((daysBetween(rule.from, series.plannedThrough) + 1) / 7));
  const planned = planDates(rule, rule.from, weeks, tx.now);

  const calledOff = await cancelledDates(tx, series.seriesId, firstDate);
  const wanted = planned.meetings.map((m) => m.date).filter((date) => !calledOff.some((off) => sameWeek(off, date)));
  if (wanted.length === 0)
    throw refuseInput([{ path: 'date', message: 'No meeting would be left. Cancel the series instead.' }]);
  const pairing = pairMeetings(
    coming.map((m) => ({ meetingId: m.meetingId, date: m.seriesDate ?? m.meetingDate })),
    wanted,
  );
  const keptAll: NewMeeting[] = pairing.kept.map((kept) => ({
    ...kept,
    startTime: rule.startTime,
    durationMinutes: rule.durationMinutes,
  }));
  const addedAll = newMeetings(pairing.added, rule);

  const onDate = await holdersOn(tx, series.mdtId, [...new Set([...wanted])]);
  const asking = await holdersAsked(
    tx,
    keptAll.map((m) => m.meetingId),
  );
  const comingIds = coming.map((m) => m.meetingId);
  const found = await findClashes(
    tx,
    viewer,
    [
      ...keptAll.map((m) => occasionOf(m, place.roomId, asking.get(m.meetingId) ?? [])),
      ...addedAll.map((m) => occasionOf(m, place.roomId, onDate.get(m.date)?.people ?? [])),
    ],
    comingIds,
  );
  if (found.length > 0 && asked.skipClashingDates !== true) throw clashes(found);
  const taken = new Set(found.map((clash) => clash.wantedBy));
  const kept = keptAll.filter((m) => !taken.has(m.meetingId));
  const added = addedAll.filter((m) => !taken.has(m.meetingId));
  if (kept.length + added.length === 0) throw clashes(found);
  const dropped = [...pairing.dropped, ...keptAll.filter((m) => taken.has(m.meetingId)).map((m) => m.meetingId)];
  const skipped = [
    ...planned.skipped.map(({ date, reason }) => ({ date, reason })),
    ...clashingDates([...keptAll, ...addedAll], found),
  ];

  const isSplit = await hasEarlier(tx, series.seriesId, firstDate);
  const told = await mail.seriesRecipients(tx, comingIds);
  const target = isSplit
    ? await splitSeries(tx, series, rule, place, firstDate, planned.plannedThrough)
    : await changeInPlace(tx, series, rule, place, planned.plannedThrough);
  const moved = kept.filter((m) => isAtAnotherTime(m, coming));
  await resetReplies(
    tx,
    mail,
    moved.map((m) => m.meetingId),
  );
  await dropMeetings(tx, dropped);
  await placeMeetings(tx, kept, target, new Set(moved.map((m) => m.meetingId)));
  await tx.query('delete from mdt_series_skip where tenant_id = $1 and series_id = $2 and skipped_on >= $3', [
    tx.tenantId,
    series.seriesId,
    firstDate,
  ]);
  await insertSkips(tx, target.seriesId, skipped);
  await insertMeetings(
    tx,
    {
      ...place,
      mdtId: series.mdtId,
      seriesId: target.seriesId,
      hostOrganisationId: meeting.hostOrganisationId,
      calendarUid: target.calendarUid,
    },
    added,
    (date) => termsOn(onDate, date),
  );
  const meetingIds = [...kept, ...added].map((m) => m.meetingId);
  await syncBookings(tx, viewer, [...meetingIds, ...dropped]);
  if (told.length > 0) await mail.tellOfReplan(tx, series.seriesId, target.seriesId, told);
  tx.audit({
    entity: 'MdtSeries',
    entityId: series.seriesId,
    detail: {
      scope: asked.scope,
      into: target.seriesId,
      kept: kept.length,
      added: added.length,
      cancelled: dropped.length,
    },
  });
  for (const id of [...meetingIds, ...dropped]) tx.notify('meeting', id);
  tx.notify('mdt', series.mdtId);
  return {
    __typename: 'MeetingsChanged',
    mdtId: series.mdtId,
    seriesId: target.seriesId,
    meetingIds,
    cancelledMeetingIds: dropped,
    skipped,
    movedIds: moved.map((m) => m.meetingId),
  };
}

/** The rule from the first coming date on. A date that is asked for sets the weekday; for "all" it stays in its own week. */
export function ruleAfter(series: MdtSeries, asked: EditInput, firstDate: string): SeriesRule {
  const weekday = asked.date === undefined ? (series.weekday as SeriesRule['weekday']) : weekdayOf(asked.date);
  const from =
    asked.date === undefined
      ? firstDate
      : asked.scope === 'all'
        ? addDays(firstDate, weekday - series.weekday)
        : asked.date;
  const frequency = asked.frequency ?? (series.frequency as SeriesRule['frequency']);
  const week =
    asked.weekOfMonth ?? (asked.date === undefined ? (series.weekOfMonth ?? weekOfMonth(from)) : weekOfMonth(from));
  const until = asked.until === undefined ? series.untilDate : asked.until;
  return {
    frequency,
    weekday,
    ...(frequency === 'monthly' ? { weekOfMonth: week as NonNullable<SeriesRule['weekOfMonth']> } : {}),
    startTime: asked.startTime ?? series.startTime,
    durationMinutes: asked.durationMinutes ?? series.durationMinutes,
    from,
    ...(until === null ? {} : { until }),
  };
}

function sameWeek(a: string, b: string): boolean {
  return addDays(a, -weekdayOf(a)) === addDays(b, -weekdayOf(b));
}

function isAtAnotherTime(meeting: NewMeeting, coming: readonly LockedMeeting[]): boolean {
  const before = coming.find((m) => m.meetingId === meeting.meetingId);
  const after = meetingOn(meeting, meeting.date);
  return before?.startsAt.toISOString() !== after.startsAt || before.endsAt.toISOString() !== after.endsAt;
}

async function cancelledDates(tx: Transaction, seriesId: string, from: string): Promise<string[]> {
  const rows = await tx.query<{ date: string }>(
    `select series_date::text as date from mdt_meeting where tenant_id = $1 and series_id = $2 and series_date >= $3 and status = 'cancelled'`,
    [tx.tenantId, seriesId, from],
  );
  return rows.map((row) => row.date);
}

async function hasEarlier(tx: Transaction, seriesId: string, date: string): Promise<boolean> {
  const rows = await tx.query(
    'select 1 from mdt_meeting where tenant_id = $1 and series_id = $2 and series_date < $3 limit 1',
    [tx.tenantId, seriesId, date],
  );
  return rows.length > 0;
}

function columnsOf(rule: SeriesRule, place: Place, plannedThrough: string) {
  return {
    frequency: rule.frequency,
    weekday: rule.weekday,
    weekOfMonth: rule.weekOfMonth ?? null,
    startTime: rule.startTime,
    durationMinutes: rule.durationMinutes,
    fromDate: rule.from,
    untilDate: rule.until ?? null,
    plannedThrough,
    siteId: place.siteId,
    roomId: place.roomId,
    joinUrl: place.joinUrl,
  };
}

async function splitSeries(
  tx: Transaction,
  series: MdtSeries,
  rule: SeriesRule,
  place: Place,
  firstDate: string,
  plannedThrough: string,
): Promise<Target> {
  const seriesId = newId();
  const calendarUid = calendarUidOf(seriesId);
  const lastOfOld = addDays(firstDate, -1);
  await tx.manager.insert(MdtSeries, {
    ...columnsOf(rule, place, plannedThrough),
    tenantId: tx.tenantId,
    seriesId,
    mdtId: series.mdtId,
    followsSeriesId: series.seriesId,
    weeksAhead: series.weeksAhead,
    calendarUid,
    createdAt: tx.now,
  });
  await tx.manager.update(
    MdtSeries,
    { tenantId: tx.tenantId, seriesId: series.seriesId },
    {
      untilDate: lastOfOld,
      plannedThrough: lastOfOld,
      sequence: series.sequence + 1,
      lockVersion: series.lockVersion + 1,
    },
  );
  return { seriesId, calendarUid, rule, place };
}

async function changeInPlace(
  tx: Transaction,
  series: MdtSeries,
  rule: SeriesRule,
  place: Place,
  plannedThrough: string,
): Promise<Target> {
  await tx.manager.update(
    MdtSeries,
    { tenantId: tx.tenantId, seriesId: series.seriesId },
    {
      ...columnsOf(rule, place, plannedThrough),
      sequence: series.sequence + 1,
      lockVersion: series.lockVersion + 1,
    },
  );
  return { seriesId: series.seriesId, calendarUid: series.calendarUid, rule, place };
}

/** Without a series date: should the rule come back to that day, it may meet on it again. */
async function dropMeetings(tx: Transaction, meetingIds: readonly string[]): Promise<void> {
  await tx.query(
    `update mdt_meeting set status = 'cancelled', cancel_reason = 'The series was changed', series_date = null, sequence = sequence + 1, lock_version = lock_version + 1
     where tenant_id = $1 and meeting_id = any ($2::uuid[])`,
    [tx.tenantId, meetingIds],
  );
}

/** In two steps: a row on its way to a new date must not meet one that has not left it yet. */
async function placeMeetings(
  tx: Transaction,
  meetings: readonly NewMeeting[],
  target: Target,
  moved: ReadonlySet<string>,
): Promise<void> {
  const rows = meetings.map((m) => ({ ...m, ...meetingOn(m, m.date), isMoved: moved.has(m.meetingId) }));
  await tx.query(
    'update mdt_meeting set room_id = null, series_date = null where tenant_id = $1 and meeting_id = any ($2::uuid[])',
    [tx.tenantId, rows.map((row) => row.meetingId)],
  );
  await tx.query(
    `update mdt_meeting m set series_id = $2, calendar_uid = $3, series_date = n.date, meeting_date = n.date, starts_at = n."startsAt", ends_at = n."endsAt",
       start_time = n."startTime", duration_minutes = n."durationMinutes", site_id = $4, room_id = $5, join_url = $6,
       sequence = m.sequence + 1, lock_version = m.lock_version + 1,
       notice_given_at = case when m.notice_given_at is null or not n."isMoved" then m.notice_given_at else $7 end
     from json_to_recordset($8) as n("meetingId" uuid, date date, "startsAt" timestamptz, "endsAt" timestamptz, "startTime" text, "durationMinutes" int, "isMoved" boolean)
     where m.tenant_id = $1 and m.meeting_id = n."meetingId"`,
    [
      tx.tenantId,
      target.seriesId,
      target.calendarUid,
      target.place.siteId,
      target.place.roomId,
      target.place.joinUrl,
      tx.now,
      JSON.stringify(rows),
    ],
  );
}
