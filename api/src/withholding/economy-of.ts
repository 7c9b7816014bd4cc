import type { AbsenceReasonCode } from '@quorate/libs/attendance';
import type { EvidenceRow } from '@quorate/libs/signals';
import { addDays, ENGLAND_BANK_HOLIDAYS, monthOf, weekdayOf } from '@quorate/libs/time';
import type {
  AttendanceStatus,
  Economy,
  InvitationRow,
  ProfessionalRow,
  ReleaseRequestRow,
  SeriesRow,
} from '@quorate/libs/withholding';
import { monthsBetween, nextMonth } from './months.js';

/** An economy for the detector, and what its numbers stand for. */
export interface NamedEconomy {
  readonly economy: Economy;
  /** Role codes in the detector's order. */
  readonly roleCodes: readonly string[];
}

/** Where nobody knows when somebody was invited: the notice at which the detector's own term for it is nothing. */
const ORDINARY_NOTICE_DAYS = 14;
const MOST_COVER = 3;
const HOLIDAY_MARGIN_DAYS = 7;

/**
 * Attendance as the detector reads it, from evidence of meetings before the day `asOf`, the first of a month.
 *   shape   providers in the order of their ids; evaluation dates are first days of months, the last one `asOf`
 *   edges   left out because nobody could be missing there: empty seats, seats not invited, invited at short notice, not
 *           required, or served by written input. Leave, strike, vacancy and unrecorded registers are in it, since the
 *           detector sets them aside itself. A person with two employers is two persons. Null for no rows.
 *   source  docs/engagement.md, "As the detector reads it": which reason becomes which of its words
 */
export function economyOf(rows: readonly EvidenceRow[], asOf: string): NamedEconomy | null {
  const known = rows
    .filter((row) => row.practitionerId !== null && row.meetingDate < asOf && !LEFT_OUT.has(row.countClass))
    .sort(inOrder);
  const [first] = known;
  if (!first) return null;
  const providers = new Set<string>();
  const series = new Map<string, SeriesRow>();
  const meetings = new Map<string, Economy['meetings'][number]>();
  const people = new Map<string, ProfessionalRow>();
  for (const row of known) {
    providers.add(row.providerId).add(row.hostId);
    if (!series.has(seriesIdOf(row))) series.set(seriesIdOf(row), seriesOf(row));
    if (!meetings.has(row.meetingId))
      meetings.set(row.meetingId, { meetingId: row.meetingId, seriesId: seriesIdOf(row), date: row.meetingDate });
    if (!people.has(personIdOf(row))) people.set(personIdOf(row), personOf(row));
  }
  const start = first.meetingDate;
  return {
    economy: {
      start,
      evaluationDates: monthsBetween(nextMonth(`${monthOf(start)}-01`), asOf),
      providers: [...providers].sort().map((providerId) => ({ providerId })),
      series: [...series.values()],
      professionals: [...people.values()],
      meetings: [...meetings.values()],
      calendar: bankHolidays(start, asOf),
      invitations: known.map(invitationOf),
      releaseRequests: known.flatMap((row) => releaseOf(row) ?? []),
    },
    roleCodes: [...new Set([...people.values()].map(({ role }) => role))].sort(),
  };
}

const LEFT_OUT: ReadonlySet<EvidenceRow['countClass']> = new Set([
  'excludedNotInvited',
  'excludedShortNotice',
  'excludedCancelled',
  'excludedNotRequired',
  'excludedWrittenInput',
] as const);

const WORDS: Readonly<Record<AbsenceReasonCode, string>> = {
  annualLeave: 'annual_leave',
  sickness: 'sickness',
  otherLeave: 'training',
  clinicalEmergency: 'diary_clash',
  patientCareClash: 'diary_clash',
  releaseRefused: 'not_released',
  noProtectedTime: 'not_released',
  noCover: 'not_released',
  travelNotSupported: 'not_released',
  workload: 'clinical_workload',
  notNotified: 'other',
  shortNotice: 'other',
  technology: 'other',
  timing: 'diary_clash',
  strike: 'strike',
  vacancy: 'vacancy',
  noLongerInvolved: 'vacancy',
  other: 'other',
};

const STATUSES: Readonly<Record<EvidenceRow['status'], AttendanceStatus>> = {
  attended: 'attended',
  attendedPart: 'attended',
  deputy: 'deputy',
  writtenInput: 'apologies',
  apologies: 'apologies',
  lateCancel: 'late_cancel',
  absentNoNotice: 'dna',
  notRequired: 'apologies',
  notRecorded: 'not_recorded',
};

const MODES = { inPerson: 'in_person', hybrid: 'hybrid', remote: 'remote' } as const;

function inOrder(a: EvidenceRow, b: EvidenceRow): number {
  return compare(a.meetingDate, b.meetingDate) || compare(a.meetingId, b.meetingId) || compare(a.seatId, b.seatId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A meeting that was moved to another hour is of another kind than its series: hour and day are what the detector asks for. */
function seriesIdOf(row: EvidenceRow): string {
  const kept = [weekdayOf(row.meetingDate), row.startMinute, row.durationMinutes, row.mode];
  return [row.seriesId ?? row.mdtId, row.hostId, ...kept].join(' ');
}

function seriesOf(row: EvidenceRow): SeriesRow {
  return {
    seriesId: seriesIdOf(row),
    hostProviderId: row.hostId,
    weekday: weekdayOf(row.meetingDate) - 1,
    startMinute: row.startMinute,
    durationMinutes: row.durationMinutes,
    mode: MODES[row.mode],
  };
}

function personIdOf(row: EvidenceRow): string {
  return `${row.practitionerId} ${row.providerId}`;
}

/** As their first row has it, so that a longer history says the same of the months before it. */
function personOf(row: EvidenceRow): ProfessionalRow {
  return {
    professionalId: personIdOf(row),
    employerProviderId: row.providerId,
    baseSiteId: row.providerId,
    role: row.roleCode,
    coverDepth: Math.min(MOST_COVER, row.coverDepth),
  };
}

function invitationOf(row: EvidenceRow): InvitationRow {
  const isSetAside = row.countClass === 'excludedLeave' || row.countClass === 'excludedStructural';
  const status = row.countClass === 'excludedNotRecorded' ? 'not_recorded' : STATUSES[row.status];
  const isThere = status === 'attended' || status === 'deputy';
  return {
    invitationId: `${row.meetingId} ${row.seatId}`,
    meetingId: row.meetingId,
    professionalId: personIdOf(row),
    required: row.isCore,
    invitedOn: row.invitedOn ?? addDays(row.meetingDate, -ORDINARY_NOTICE_DAYS),
    // The product does not know where somebody sets out from.
    travelMinutes: row.travelMinutes ?? 0,
    status: isSetAside ? 'apologies' : status,
    minutesPresent: isThere && !isSetAside ? (row.minutesPresent ?? row.durationMinutes) : 0,
    absenceReason: reasonOf(row),
  };
}

/** Whatever was given as the reason, a strike day is what set the seat aside. */
function reasonOf({ isStrikeDay, reasonCode }: EvidenceRow): string {
  if (isStrikeDay) return WORDS.strike;
  return reasonCode === null ? '' : (WORDS[reasonCode as AbsenceReasonCode] ?? 'other');
}

const DECISIONS = {
  granted: 'approved',
  grantedWithCover: 'approved',
  refused: 'declined',
  unanswered: 'none',
} as const;

function releaseOf({ meetingId, seatId, release }: EvidenceRow): ReleaseRequestRow | null {
  if (!release) return null;
  return {
    invitationId: `${meetingId} ${seatId}`,
    requestedOn: release.requestedOn,
    decision: DECISIONS[release.decision ?? 'unanswered'],
    decidedOn: release.decidedOn ?? '',
  };
}

function bankHolidays(start: string, asOf: string): Economy['calendar'] {
  const from = addDays(start, -HOLIDAY_MARGIN_DAYS);
  const to = addDays(asOf, HOLIDAY_MARGIN_DAYS);
  return ENGLAND_BANK_HOLIDAYS.filter(({ date }) => date >= from && date < to).map(({ date }) => ({
    date,
    kind: 'bank_holiday',
    roles: [],
  }));
}
