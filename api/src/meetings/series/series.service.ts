import { Inject, Injectable } from '@nestjs/common';
import { checkRule, type SeriesRule } from '@quorate/libs/recurrence';
import { addDays, ENGLAND_BANK_HOLIDAYS_COVER, toLondon, type Weekday } from '@quorate/libs/time';
import { z } from 'zod';
import { Commands, type Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { changedByOther, invalidInput, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { type Clash, clashes, clashSentence, findClashes, syncBookings } from '../bookings.js';
import { lockOwnMdt } from '../mdts/mdt-scope.js';
import { type Problem, refuseInput } from '../mdts/seats.js';
import { MdtSeries } from '../meeting.entity.js';
import { type PlanInput, planInput, type SeriesPlanned } from './planning-inputs.js';
import { DEFAULT_WEEKS_AHEAD, MAX_WEEKS_AHEAD, type PlannedDates, planDates } from './series-plan.js';
import {
  calendarUidOf,
  holdersOn,
  insertMeetings,
  insertSkips,
  lockSeries,
  newMeetings,
  occasionOf,
  type Place,
  refuseUnknownPlace,
  ruleOf,
} from './series-rows.js';

const extendInput = z.object({
  seriesId: z.uuid(),
  expectedVersion: z.int(),
  weeks: z.int().min(1).max(MAX_WEEKS_AHEAD),
  skipClashingDates: z.boolean().nullish(),
});

const BEYOND_BANK_HOLIDAYS = `Bank holidays are known up to ${ENGLAND_BANK_HOLIDAYS_COVER.until}. Plan up to then.`;

/** Planning a series and carrying it on. Changing one is in series-edit.service. */
@Injectable()
export class SeriesService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /**
   * A new series with its meetings over the window (26 weeks if nothing else is asked), an invitation for each seat, and
   * everyone's hours booked. Refuses with Clashes unless the clashing dates are to be skipped.
   */
  planSeries(viewer: Viewer, input: unknown): Promise<SeriesPlanned | RefusalData> {
    return this.commands.run(viewer, 'planSeries', planInput, input, async (tx, asked) => {
      const mdt = await lockOwnMdt(tx, viewer, asked.mdtId);
      if (mdt.status !== 'active') throw invalidInput('mdtId', 'Only an active MDT can plan meetings.');
      const rule = ruleAsked(asked);
      const problems = planProblems(rule, asked.weeksAhead ?? DEFAULT_WEEKS_AHEAD, tx.now);
      if (problems.length > 0) throw refuseInput(problems);
      const place: Place = {
        siteId: asked.siteId ?? null,
        roomId: asked.roomId ?? null,
        joinUrl: asked.joinUrl ?? null,
      };
      await refuseUnknownPlace(tx, place);
      const planned = planDates(rule, rule.from, asked.weeksAhead ?? DEFAULT_WEEKS_AHEAD, tx.now);
      const seriesId = newId();
      const calendarUid = calendarUidOf(seriesId);
      await tx.manager.insert(MdtSeries, {
        ...place,
        tenantId: tx.tenantId,
        seriesId,
        mdtId: asked.mdtId,
        frequency: rule.frequency,
        weekday: rule.weekday,
        weekOfMonth: rule.weekOfMonth ?? null,
        startTime: rule.startTime,
        durationMinutes: rule.durationMinutes,
        fromDate: rule.from,
        untilDate: rule.until ?? null,
        plannedThrough: planned.plannedThrough,
        weeksAhead: asked.weeksAhead ?? DEFAULT_WEEKS_AHEAD,
        calendarUid,
        createdAt: tx.now,
      });
      const common = {
        ...place,
        mdtId: asked.mdtId,
        seriesId,
        hostOrganisationId: mdt.hostOrganisationId,
        calendarUid,
      };
      return fillSeries(tx, viewer, common, rule, planned, asked.skipClashingDates === true);
    });
  }

  /** Makes the meetings of the next weeks after the window's end, beyond what SeriesWindow makes by itself. */
  extendSeries(viewer: Viewer, input: unknown): Promise<SeriesPlanned | RefusalData> {
    return this.commands.run(viewer, 'extendSeries', extendInput, input, async (tx, asked) => {
      const series = await lockSeries(tx, asked.seriesId);
      const mdt = await lockOwnMdt(tx, viewer, series.mdtId);
      if (series.lockVersion !== asked.expectedVersion) throw changedByOther(series.lockVersion);
      if (mdt.status !== 'active') throw invalidInput('seriesId', 'Only an active MDT can plan meetings.');
      const from = addDays(series.plannedThrough, 1);
      const limit = addDays(toLondon(tx.now.toISOString()).date, MAX_WEEKS_AHEAD * 7);
      if (series.untilDate !== null && from > series.untilDate)
        throw invalidInput('weeks', 'This series has come to its last date.');
      if (addDays(from, asked.weeks * 7) > limit)
        throw invalidInput('weeks', `Meetings are planned up to ${MAX_WEEKS_AHEAD} weeks ahead and no further.`);
      if (addDays(from, asked.weeks * 7 - 1) > ENGLAND_BANK_HOLIDAYS_COVER.until)
        throw invalidInput('weeks', BEYOND_BANK_HOLIDAYS);
      const planned = planDates(ruleOf(series), from, asked.weeks, tx.now);
      await moveWindow(tx, series, planned.plannedThrough);
      const common = { ...series, hostOrganisationId: mdt.hostOrganisationId };
      return fillSeries(tx, viewer, common, ruleOf(series), planned, asked.skipClashingDates === true);
    });
  }
}

/** The rule as the form has it; not checked yet. */
export function ruleAsked(asked: PlanInput): SeriesRule {
  return {
    frequency: asked.frequency,
    weekday: asked.weekday as Weekday,
    ...(asked.weekOfMonth == null ? {} : { weekOfMonth: asked.weekOfMonth as SeriesRule['weekOfMonth'] }),
    startTime: asked.startTime,
    durationMinutes: asked.durationMinutes,
    from: asked.from,
    ...(asked.until == null ? {} : { until: asked.until }),
  };
}

/** What keeps a series from being planned, field by field; empty when it can be. */
export function planProblems(rule: SeriesRule, weeksAhead: number, now: Date): Problem[] {
  const problems: Problem[] = checkRule(rule).map(({ field, message }) => ({ path: field, message }));
  if (problems.length > 0) return problems;
  if (rule.from < toLondon(now.toISOString()).date)
    return [{ path: 'from', message: 'Begin today or later: the past cannot be planned.' }];
  const end = rule.until ?? addDays(rule.from, weeksAhead * 7 - 1);
  if (
    addDays(rule.from, weeksAhead * 7 - 1) > ENGLAND_BANK_HOLIDAYS_COVER.until &&
    end > ENGLAND_BANK_HOLIDAYS_COVER.until
  )
    return [{ path: 'from', message: BEYOND_BANK_HOLIDAYS }];
  if (planDates(rule, rule.from, weeksAhead, now).meetings.length === 0)
    return [{ path: 'from', message: 'No meeting falls in this period. Choose other dates.' }];
  return [];
}

export interface SeriesCommon extends Place {
  readonly mdtId: string;
  readonly seriesId: string;
  readonly hostOrganisationId: string;
  readonly calendarUid: string;
}

/** What `bookDates` did: the meetings made, and the dates left out with their reasons. */
export interface BookedDates {
  readonly meetingIds: readonly string[];
  readonly skipped: readonly { readonly date: string; readonly reason: string }[];
  readonly clashes: readonly Clash[];
}

async function fillSeries(
  tx: Transaction,
  viewer: Viewer,
  common: SeriesCommon,
  rule: SeriesRule,
  planned: PlannedDates,
  skipClashingDates: boolean,
): Promise<SeriesPlanned> {
  const { meetingIds, skipped, clashes: found } = await bookDates(tx, viewer, common, rule, planned);
  if (found.length > 0 && (!skipClashingDates || meetingIds.length === 0)) throw clashes(found);
  return { __typename: 'SeriesPlanned', seriesId: common.seriesId, meetingIds, skipped };
}

/**
 * Makes the meetings of these dates, with an invitation for each seat and everyone's hours booked. A date on which a
 * person or the room is taken is left out, with its reason where readers see it. `viewer` is null for the product's own
 * work.
 */
export async function bookDates(
  tx: Transaction,
  viewer: Viewer | null,
  common: SeriesCommon,
  rule: SeriesRule,
  planned: PlannedDates,
): Promise<BookedDates> {
  const all = newMeetings(
    planned.meetings.map((meeting) => meeting.date),
    rule,
  );
  const onDate = await holdersOn(
    tx,
    common.mdtId,
    all.map((meeting) => meeting.date),
  );
  const found = await findClashes(
    tx,
    viewer,
    all.map((meeting) => occasionOf(meeting, common.roomId, onDate.get(meeting.date)?.people ?? [])),
  );
  const taken = new Set(found.map((clash) => clash.wantedBy));
  const meetings = all.filter((meeting) => !taken.has(meeting.meetingId));
  const skipped = [...planned.skipped.map(({ date, reason }) => ({ date, reason })), ...clashingDates(all, found)].sort(
    (a, b) => (a.date < b.date ? -1 : 1),
  );
  await insertSkips(tx, common.seriesId, skipped);
  await insertMeetings(tx, common, meetings, (date) => termsOn(onDate, date));
  const meetingIds = meetings.map((meeting) => meeting.meetingId);
  await syncBookings(tx, viewer, meetingIds);
  tx.audit({
    entity: 'MdtSeries',
    entityId: common.seriesId,
    detail: { mdtId: common.mdtId, meetings: meetings.length, skipped: skipped.length },
  });
  tx.notify('mdt', common.mdtId);
  return { meetingIds, skipped, clashes: found };
}

/** The series' dates have been looked at up to here; calendars and open pages learn that it changed. */
export async function moveWindow(tx: Transaction, series: MdtSeries, plannedThrough: string): Promise<void> {
  await tx.manager.update(
    MdtSeries,
    { tenantId: tx.tenantId, seriesId: series.seriesId },
    { plannedThrough, sequence: series.sequence + 1, lockVersion: series.lockVersion + 1 },
  );
}

/** The terms in force on a date, as `holdersOn` found them. */
export function termsOn(onDate: ReadonlyMap<string, { termsId: string }>, date: string): string {
  const found = onDate.get(date);
  if (!found) throw new Error('An MDT without terms of reference.');
  return found.termsId;
}

/** The dates left out for a clash, with a reason that names who or what is taken and not the other meeting. */
export function clashingDates(
  meetings: readonly { readonly meetingId: string; readonly date: string }[],
  found: readonly Clash[],
): { date: string; reason: string }[] {
  return meetings.flatMap((meeting) => {
    const clash = found.find((candidate) => candidate.wantedBy === meeting.meetingId);
    return clash ? [{ date: meeting.date, reason: `Clash: ${clashSentence({ ...clash, meetingName: null })}` }] : [];
  });
}
