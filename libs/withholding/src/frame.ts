import { dateOfDay, dayNumber } from '@quorate/libs/time';
import type { Economy, InvitationRow, ReleaseRequestRow } from './economy.js';

/** What a row of the register shows, once personal leave is told apart from lost participation. */
export const Outcome = {
  tookPart: 0,
  shortSelf: 1,
  shortDeputy: 2,
  codedNotReleased: 3,
  workload: 4,
  otherApology: 5,
  lateCancel: 6,
  absent: 7,
  /** Annual leave, sickness, strike, training, vacancy: not at risk. */
  leave: 8,
  notRecorded: 9,
} as const;

const LEAVE = new Set(['annual_leave', 'sickness', 'strike', 'training', 'vacancy']);
/** Share of the meeting that counts as having taken part. */
const PART = 0.6;
const FORTNIGHT = 14;
const HOLIDAY_REACH_DAYS = 4;
const ORDINARY_SICKNESS = 0.025;

/** Case mix of a row: what makes any person at any provider more or less likely to miss a meeting. */
export const DESIGN = [
  'intercept',
  'cross',
  'travelInPerson10min',
  'travelHybrid10min',
  'remote',
  'logNotice',
  'early',
  'lunch',
  'late',
  'fridayPm',
  'monday',
  'cosYear',
  'sinYear',
  'holidayWeek',
  'strikeDay',
  'strikeRole',
  'optional',
  'coverDepth',
  'regionalSickness',
] as const;
export const WIDTH = DESIGN.length;

/**
 * An economy in columns, one entry per invitation to a held meeting.
 *   units   `day` and the like count from the economy's first day; `share` is 0 to 1; `decision` is -1 no request,
 *           0 approved, 1 partial, 2 declined, 3 never answered; `requestedDay` and `decidedDay` say when that was so
 *   edges   the case mix of a row uses nothing recorded after its meeting, so that a frame of a longer history has the
 *           same columns for the rows that both hold
 */
export interface Frame {
  readonly rows: number;
  readonly providers: readonly string[];
  readonly evaluationDays: Int32Array;
  readonly day: Int32Array;
  /** Index of the evaluation month that the meeting falls in. */
  readonly month: Int32Array;
  readonly person: Int32Array;
  readonly series: Int32Array;
  readonly role: Int32Array;
  readonly team: Int32Array;
  readonly employer: Int32Array;
  readonly host: Int32Array;
  readonly cross: Uint8Array;
  readonly outcome: Uint8Array;
  readonly deputised: Uint8Array;
  readonly onStrike: Uint8Array;
  /** Leave of the person's own: leave on a strike day says nothing of the weeks around it. */
  readonly ownLeave: Uint8Array;
  readonly decision: Int8Array;
  readonly requestedDay: Int32Array;
  /** Far in the future while nobody has answered. */
  readonly decidedDay: Int32Array;
  /** rows x WIDTH, row-major. */
  readonly design: Float64Array;
  readonly persons: number;
  readonly seriesCount: number;
  readonly roles: number;
}

/**
 * Puts an economy into columns.
 *   errors  RangeError for an invitation of an unknown meeting or person, a meeting of an unknown series, and the like
 */
export function buildFrame(economy: Economy): Frame {
  const start = dayNumber(economy.start);
  const providers = indexOf(economy.providers.map((row) => row.providerId));
  const persons = indexOf(economy.professionals.map((row) => row.professionalId));
  const series = indexOf(economy.series.map((row) => row.seriesId));
  const roles = indexOf([...new Set(economy.professionals.map((row) => row.role))].sort());
  const teams = indexOf([...new Set(economy.professionals.map((row) => row.baseSiteId))].sort());
  const meetingSeries: number[] = [];
  const meetingDay: number[] = [];
  const meetings = new Map<string, number>();
  for (const meeting of economy.meetings) {
    meetings.set(meeting.meetingId, meetingSeries.length);
    meetingSeries.push(at(series, meeting.seriesId, 'series'));
    meetingDay.push(dayNumber(meeting.date) - start);
  }
  const requests = new Map<string, ReleaseRequestRow>();
  for (const request of economy.releaseRequests) {
    const before = requests.get(request.invitationId);
    // Asked twice, the first asking counts in whatever order they come: a later one changes no month before it.
    if (!before || isEarlier(request, before)) requests.set(request.invitationId, request);
  }
  const days = calendarDays(economy, start, maximum(meetingDay) + 1);
  // Counted first, so that whoever has millions need not hold them all at once.
  const rows = countOf(economy.invitations);
  const evaluationDays = Int32Array.from(economy.evaluationDates, (date) => dayNumber(date) - start);
  const columns = {
    day: new Int32Array(rows),
    month: new Int32Array(rows),
    person: new Int32Array(rows),
    series: new Int32Array(rows),
    role: new Int32Array(rows),
    team: new Int32Array(rows),
    employer: new Int32Array(rows),
    host: new Int32Array(rows),
    cross: new Uint8Array(rows),
    outcome: new Uint8Array(rows),
    deputised: new Uint8Array(rows),
    onStrike: new Uint8Array(rows),
    ownLeave: new Uint8Array(rows),
    decision: new Int8Array(rows).fill(-1),
    requestedDay: new Int32Array(rows).fill(NEVER),
    decidedDay: new Int32Array(rows).fill(NEVER),
  };
  const sick = new Uint8Array(rows);
  const notice = new Int32Array(rows);
  const travel = new Float64Array(rows);
  const required = new Uint8Array(rows);
  let i = -1;
  for (const row of economy.invitations) {
    i += 1;
    const meeting = at(meetings, row.meetingId, 'meeting');
    const who = at(persons, row.professionalId, 'person');
    const person = economy.professionals[who] as Economy['professionals'][number];
    const which = meetingSeries[meeting] as number;
    const kept = economy.series[which] as Economy['series'][number];
    const day = meetingDay[meeting] as number;
    columns.day[i] = day;
    columns.month[i] = firstAbove(evaluationDays, day);
    columns.person[i] = who;
    columns.series[i] = which;
    columns.role[i] = roles.get(person.role) as number;
    columns.team[i] = teams.get(person.baseSiteId) as number;
    columns.employer[i] = at(providers, person.employerProviderId, 'provider');
    columns.host[i] = at(providers, kept.hostProviderId, 'provider');
    columns.cross[i] = columns.employer[i] === columns.host[i] ? 0 : 1;
    columns.outcome[i] = outcomeOf(row, row.minutesPresent / kept.durationMinutes);
    columns.deputised[i] = row.status === 'deputy' ? 1 : 0;
    columns.ownLeave[i] = columns.outcome[i] === Outcome.leave && row.absenceReason !== 'strike' ? 1 : 0;
    columns.onStrike[i] = days.strikeRoles.get(day)?.has(person.role) ? 1 : 0;
    sick[i] = row.absenceReason === 'sickness' ? 1 : 0;
    notice[i] = day - (dayNumber(row.invitedOn) - start);
    travel[i] = row.travelMinutes;
    required[i] = row.required ? 1 : 0;
    const request = requests.get(row.invitationId);
    if (!request) continue;
    columns.decision[i] = DECISIONS.indexOf(request.decision);
    columns.requestedDay[i] = dayNumber(request.requestedOn) - start;
    if (request.decidedOn) columns.decidedDay[i] = dayNumber(request.decidedOn) - start;
  }
  if (i + 1 !== rows) throw new RangeError('Invitations must be the same when they are read a second time.');
  const design = designOf(economy, { ...columns, sick, notice, travel, required, days, start });
  return {
    rows,
    providers: economy.providers.map((row) => row.providerId),
    evaluationDays,
    ...columns,
    design,
    persons: persons.size,
    seriesCount: series.size,
    roles: roles.size,
  };
}

const NEVER = 2 ** 30;
const DECISIONS = ['approved', 'partial', 'declined', 'none'];

interface CalendarDays {
  readonly holidayWeek: Uint8Array;
  readonly strikeRoles: ReadonlyMap<number, ReadonlySet<string>>;
}

function calendarDays(economy: Economy, start: number, count: number): CalendarDays {
  const holidayWeek = new Uint8Array(count);
  const strikeRoles = new Map<number, Set<string>>();
  for (const row of economy.calendar) {
    const day = dayNumber(row.date) - start;
    if (row.kind === 'bank_holiday') {
      for (let d = Math.max(0, day - HOLIDAY_REACH_DAYS); d <= day + HOLIDAY_REACH_DAYS && d < count; d += 1)
        holidayWeek[d] = 1;
    } else {
      const roles = strikeRoles.get(day) ?? new Set<string>();
      for (const role of row.roles) roles.add(role);
      strikeRoles.set(day, roles);
    }
  }
  return { holidayWeek, strikeRoles };
}

function outcomeOf(row: InvitationRow, share: number): number {
  switch (row.status) {
    case 'not_recorded':
      return Outcome.notRecorded;
    case 'attended':
    case 'attended_late':
      return share >= PART ? Outcome.tookPart : Outcome.shortSelf;
    case 'deputy':
      return share >= PART ? Outcome.tookPart : Outcome.shortDeputy;
    default:
      if (LEAVE.has(row.absenceReason)) return Outcome.leave;
      if (row.absenceReason === 'not_released') return Outcome.codedNotReleased;
      if (row.status === 'dna') return Outcome.absent;
      if (row.status === 'late_cancel') return Outcome.lateCancel;
      return row.absenceReason === 'clinical_workload' ? Outcome.workload : Outcome.otherApology;
  }
}

interface DesignInput {
  readonly day: Int32Array;
  readonly person: Int32Array;
  readonly series: Int32Array;
  readonly cross: Uint8Array;
  readonly onStrike: Uint8Array;
  readonly sick: Uint8Array;
  readonly notice: Int32Array;
  /** Minutes, door to door. */
  readonly travel: Float64Array;
  readonly required: Uint8Array;
  readonly days: CalendarDays;
  readonly start: number;
}

function designOf(economy: Economy, input: DesignInput): Float64Array {
  const rows = input.day.length;
  const design = new Float64Array(rows * WIDTH);
  const pressure = regionalSickness(input.day, input.sick);
  for (let i = 0; i < rows; i += 1) {
    const day = input.day[i] as number;
    const series = economy.series[input.series[i] as number] as Economy['series'][number];
    const person = economy.professionals[input.person[i] as number] as Economy['professionals'][number];
    const minutes = input.travel[i] as number;
    const angle = (2 * Math.PI * (dayOfYear(day + input.start) - 15)) / 365.25;
    const minute = series.startMinute;
    design.set(
      [
        1,
        input.cross[i] as number,
        series.mode === 'in_person' ? minutes / 10 : 0,
        series.mode === 'hybrid' ? minutes / 10 : 0,
        flag(series.mode === 'remote'),
        Math.min(0.4, Math.max(-2, Math.log(((input.notice[i] as number) + 1) / 15))),
        flag(minute < 510),
        flag(minute >= 720 && minute < 810),
        flag(minute >= 990),
        flag(series.weekday === 4 && minute >= 780),
        flag(series.weekday === 0),
        Math.cos(angle),
        Math.sin(angle),
        input.days.holidayWeek[day] as number,
        flag(input.days.strikeRoles.has(day)),
        input.onStrike[i] as number,
        flag(!input.required[i]),
        person.coverDepth / 2,
        ((pressure[Math.floor(day / FORTNIGHT)] as number) - ORDINARY_SICKNESS) * 20,
      ],
      i * WIDTH,
    );
  }
  return design;
}

/** Share of all invitations of the fortnight before with sickness on record: no row leans on its own fortnight. */
function regionalSickness(day: Int32Array, sick: Uint8Array): Float64Array {
  const count = Math.floor(maximum(day) / FORTNIGHT) + 1;
  const total = new Float64Array(count);
  const ill = new Float64Array(count);
  day.forEach((at, i) => {
    const f = Math.floor(at / FORTNIGHT);
    total[f] = (total[f] as number) + 1;
    ill[f] = (ill[f] as number) + (sick[i] as number);
  });
  const shares = new Float64Array(count).fill(ORDINARY_SICKNESS);
  for (let f = 1; f < count; f += 1) shares[f] = (ill[f - 1] as number) / Math.max(1, total[f - 1] as number);
  return shares;
}

function countOf(rows: Iterable<unknown>): number {
  let count = 0;
  for (const _ of rows) count += 1;
  return count;
}

function isEarlier(one: ReleaseRequestRow, other: ReleaseRequestRow): boolean {
  return orderOf(one) < orderOf(other);
}

function orderOf({ requestedOn, decidedOn, decision }: ReleaseRequestRow): string {
  return `${requestedOn} ${decidedOn} ${decision}`;
}

function dayOfYear(day: number): number {
  return day - dayNumber(`${dateOfDay(day).slice(0, 4)}-01-01`) + 1;
}

function indexOf(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, i) => [name, i]));
}

function at(index: ReadonlyMap<string, number>, name: string, what: string): number {
  const found = index.get(name);
  if (found === undefined) throw new RangeError(`There is no ${what} ${name}.`);
  return found;
}

/** Index of the first entry above a value: the evaluation that first sees a meeting of that day. */
function firstAbove(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function maximum(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i += 1) most = Math.max(most, values[i] as number);
  return most;
}

function flag(value: boolean): number {
  return value ? 1 : 0;
}
