import { addDays, daysBetween, weekdayOf } from '@quorate/libs/time';
import type { ResultOf, VariablesOf } from '../app/graphql.js';
import type { editMeetingMutation, seriesToMoveQuery } from './meeting.queries.js';
import type { Meeting } from './meeting-words.js';
import { type Place, placeInput } from './place-fields.js';
import type { PlanInput } from './series-form.js';

export type SeriesToMove = NonNullable<ResultOf<typeof seriesToMoveQuery>['series']>;
type EditInput = VariablesOf<typeof editMeetingMutation>['input'];
export type Scope = EditInput['scope'];

export interface MoveForm extends Place {
  readonly scope: Scope;
  readonly date: string;
  readonly startTime: string;
  readonly minutes: string;
}

export type MoveField = 'scope' | 'date' | 'startTime' | 'durationMinutes' | 'siteId' | 'roomId' | 'joinUrl';

const FIELDS: readonly string[] = ['scope', 'date', 'startTime', 'durationMinutes', 'siteId', 'roomId', 'joinUrl'];

export function moveFieldOf(path: string): string {
  return FIELDS.includes(path) ? path : '';
}

/** The meeting as it is now. */
export function moveFormOf(meeting: Meeting): MoveForm {
  return {
    scope: 'ONE',
    date: meeting.date,
    startTime: meeting.startTime,
    minutes: String(meeting.durationMinutes),
    site: meeting.site,
    roomId: meeting.room?.id ?? '',
    joinUrl: meeting.joinUrl ?? '',
  };
}

export function checkMoveForm(form: MoveForm, initial: MoveForm): Partial<Record<MoveField | '', string>> {
  const isSame = JSON.stringify({ ...form, scope: initial.scope }) === JSON.stringify(initial);
  return {
    ...(form.date === '' ? { date: 'Enter the new date.' } : {}),
    ...(form.startTime === '' ? { startTime: 'Enter when it starts, for example 13:00.' } : {}),
    ...(/^\d+$/.test(form.minutes.trim()) ? {} : { durationMinutes: 'Enter how many minutes it lasts.' }),
    ...(isSame ? { date: 'Nothing is different yet. Enter another date, time or place.' } : {}),
  };
}

export interface MoveAsked {
  readonly meeting: Meeting;
  readonly series: SeriesToMove | null;
  readonly form: MoveForm;
  readonly initial: MoveForm;
}

/** Only what is different is sent: what is left out stays as it is at each meeting. */
export function editInput({
  meeting,
  series,
  form,
  initial,
  skipClashingDates,
}: MoveAsked & { readonly skipClashingDates: boolean }): EditInput {
  const [place, before] = [placeInput(form), placeInput(initial)];
  return {
    meetingId: meeting.id,
    scope: form.scope,
    expectedVersion: form.scope === 'ONE' ? meeting.lockVersion : (series?.lockVersion ?? meeting.lockVersion),
    skipClashingDates,
    ...(form.date === initial.date ? {} : { date: form.date }),
    ...(form.startTime === initial.startTime ? {} : { startTime: form.startTime }),
    ...(form.minutes === initial.minutes ? {} : { durationMinutes: Number(form.minutes) }),
    ...(place.siteId === before.siteId ? {} : { siteId: place.siteId }),
    ...(place.roomId === before.roomId ? {} : { roomId: place.roomId }),
    ...(place.joinUrl === before.joinUrl ? {} : { joinUrl: place.joinUrl }),
  };
}

/** The dates that the changed rule would give, as a plan: this one and those after it, or all to come. */
export function planAfterMove({ meeting, series, form, initial }: MoveAsked): PlanInput | null {
  if (!series || form.scope === 'ONE' || Object.keys(checkMoveForm(form, initial)).length > 0) return null;
  const isMoved = form.date !== initial.date;
  const first = form.scope === 'ALL' ? (series.comingMeetings[0]?.date ?? meeting.date) : meeting.date;
  const weekday = isMoved ? weekdayOf(form.date) : series.weekday;
  const ofFirst = addDays(first, weekday - weekdayOf(first));
  const from = form.scope === 'ALL' ? ofFirst : form.date;
  return {
    mdtId: meeting.mdt.id,
    frequency: series.frequency,
    weekday,
    weekOfMonth: series.frequency === 'MONTHLY' ? (isMoved ? weekOfMonth(from) : series.weekOfMonth) : null,
    startTime: form.startTime,
    durationMinutes: Number(form.minutes),
    from,
    until: series.untilDate,
    weeksAhead: Math.min(104, Math.max(1, Math.ceil((daysBetween(from, series.plannedThrough) + 1) / 7))),
    ...placeInput(form),
  };
}

/** Which weekday of its month a date is; a fifth one can only mean the last. */
function weekOfMonth(date: string): number {
  const week = Math.ceil(Number(date.slice(8, 10)) / 7);
  return week > 4 ? -1 : week;
}
