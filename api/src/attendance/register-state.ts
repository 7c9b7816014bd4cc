import {
  type AbsenceReasonCode,
  ATTENDANCE_OUTCOME_LABELS,
  type AttendanceMode,
  type AttendanceOutcome,
  isSeatFilled,
} from '@quorate/libs/attendance';
import { checkQuorum, type QuorumResult } from '@quorate/libs/quorum';
import { formatLondonTime } from '@quorate/libs/time';
import type { Transaction } from '../platform/commands.js';
import { notPermitted, type RefusalData, Refused } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { outcomeOf } from './outcomes.js';

/** The register opens so long before the meeting, for those who set up the room. */
export const REGISTER_OPENS_MINUTES_BEFORE = 30;
/** A mark of one's own that is changed so soon is a slip of the hand, not a correction. */
export const SLIP_SECONDS = 60;

/** What somebody says of a seat; 'notMarked' takes the mark back. */
export interface Mark {
  readonly seatId: string;
  /** The version the marker saw, 0 for none; null marks the seat whatever is there. */
  readonly expectedSeatVersion: number | null;
  readonly outcome: AttendanceOutcome | 'notMarked';
  readonly mode: AttendanceMode | null;
  readonly minutes: number | null;
  readonly practitionerId: string | null;
  readonly reasonCode: AbsenceReasonCode | null;
  readonly note: string | null;
}

export interface MeetingToMark {
  readonly meetingId: string;
  readonly mdtId: string;
  readonly hostOrganisationId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly durationMinutes: number;
  readonly hasSite: boolean;
  readonly status: 'booked' | 'held' | 'cancelled';
  readonly registerVersion: number;
  readonly minimumSeats: number;
  readonly requiredRoles: readonly string[];
  readonly isClosed: boolean;
}

/** A seat with its invitation and its present mark. `version` is 0 when nobody ever marked it. */
export interface SeatToMark {
  readonly seatId: string;
  readonly roleCode: string;
  readonly roleName: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly countsForQuorum: boolean;
  readonly practitionerId: string | null;
  readonly personName: string | null;
  readonly response: string;
  readonly deputyPractitionerId: string | null;
  readonly onlyDeputyId: string | null;
  readonly version: number;
  readonly outcome: string | null;
  readonly mode: string | null;
  readonly minutes: number | null;
  readonly markedPractitionerId: string | null;
  readonly reasonCode: string | null;
  readonly note: string | null;
  readonly recordedBy: string | null;
  readonly recordedByName: string | null;
  readonly recordedAt: Date | null;
}

/** The meeting, locked, if the viewer co-ordinates its host and its register may be written now; else the refusal. */
export async function lockRegister(tx: Transaction, viewer: Viewer, meetingId: string): Promise<MeetingToMark> {
  const [meeting] = await tx.query<MeetingToMark>(
    `select m.meeting_id as "meetingId", m.mdt_id as "mdtId", m.host_organisation_id as "hostOrganisationId",
       m.starts_at as "startsAt", m.ends_at as "endsAt", m.duration_minutes as "durationMinutes", m.site_id is not null as "hasSite",
       m.status, m.register_version as "registerVersion", t.minimum_seats as "minimumSeats", t.required_roles as "requiredRoles",
       exists (select 1 from register_closure c where c.tenant_id = m.tenant_id and c.meeting_id = m.meeting_id) as "isClosed"
     from mdt_meeting m join terms_of_reference t on t.tenant_id = m.tenant_id and t.terms_id = m.terms_id
     where m.tenant_id = $1 and m.meeting_id = $2 for update of m`,
    [tx.tenantId, meetingId],
  );
  if (!meeting || viewer.role !== 'careCoordinator' || meeting.hostOrganisationId !== viewer.organisationId) {
    throw notPermitted();
  }
  refuseUnlessOpen(tx, meeting);
  return meeting;
}

function refuseUnlessOpen(tx: Transaction, meeting: MeetingToMark): void {
  const opensAt = registerOpensAt(meeting.startsAt);
  if (meeting.status === 'cancelled') {
    throw notOpen(
      'MEETING_CANCELLED',
      'This meeting was cancelled. It has no register and counts against nobody.',
      null,
    );
  }
  if (tx.now < opensAt) {
    throw notOpen(
      'NOT_OPEN_YET',
      `The register opens ${REGISTER_OPENS_MINUTES_BEFORE} minutes before the meeting.`,
      opensAt,
    );
  }
}

function notOpen(code: string, message: string, opensAt: Date | null): Refused {
  return new Refused({
    __typename: 'RegisterNotOpen',
    code,
    message,
    opensAt: opensAt?.toISOString() ?? null,
  } as RefusalData);
}

/** The instant from which the register of a meeting may be written. */
export function registerOpensAt(startsAt: Date): Date {
  return new Date(startsAt.getTime() - REGISTER_OPENS_MINUTES_BEFORE * 60_000);
}

/** Every seat of the meeting with its present mark, in the order of the table. */
export function loadSeats(tx: Transaction, meetingId: string): Promise<SeatToMark[]> {
  return tx.query<SeatToMark>(
    `select i.seat_id as "seatId", s.role_code as "roleCode", pr.name as "roleName", i.provider_organisation_id as "providerId",
       o.name as "providerName", s.counts_for_quorum as "countsForQuorum", i.practitioner_id as "practitionerId",
       p.name as "personName", i.response, i.deputy_practitioner_id as "deputyPractitionerId",
       (select case when count(*) = 1 then min(d.practitioner_id::text) end from seat_deputy d where d.tenant_id = i.tenant_id and d.seat_id = i.seat_id) as "onlyDeputyId",
       coalesce(a.version, 0) as version, a.outcome, a.mode, a.minutes, a.practitioner_id as "markedPractitionerId",
       a.reason_code as "reasonCode", a.note, a.recorded_by as "recordedBy", u.name as "recordedByName", a.recorded_at as "recordedAt"
     from invitation i
     join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
     join professional_role pr on pr.tenant_id = s.tenant_id and pr.role_code = s.role_code
     join organisation o on o.tenant_id = i.tenant_id and o.organisation_id = i.provider_organisation_id
     left join practitioner p on p.tenant_id = i.tenant_id and p.practitioner_id = i.practitioner_id
     left join attendance_record a on a.tenant_id = i.tenant_id and a.meeting_id = i.meeting_id and a.seat_id = i.seat_id and a.is_current
     left join account u on u.tenant_id = a.tenant_id and u.account_id = a.recorded_by
     where i.tenant_id = $1 and i.meeting_id = $2 order by s.position, i.seat_id`,
    [tx.tenantId, meetingId],
  );
}

/** Whether the seat has a mark that stands: an undone one is none. */
export function isMarked(seat: Pick<SeatToMark, 'outcome'>): boolean {
  return seat.outcome !== null && seat.outcome !== 'notMarked';
}

/** Whether the register already says exactly this, so that there is nothing to record. */
export function saysTheSame(seat: SeatToMark, mark: Mark): boolean {
  if (mark.outcome === 'notMarked') return !isMarked(seat);
  return (
    seat.outcome === mark.outcome &&
    seat.mode === mark.mode &&
    seat.minutes === mark.minutes &&
    seat.markedPractitionerId === mark.practitionerId &&
    seat.reasonCode === mark.reasonCode &&
    seat.note === mark.note
  );
}

/** Whether changing this mark now needs a reason: after the meeting, or once the register is closed, except for slips. */
export function needsCorrectionReason(meeting: MeetingToMark, seat: SeatToMark, viewer: Viewer, now: Date): boolean {
  if (seat.recordedBy === viewer.accountId && seat.recordedAt !== null) {
    if (now.getTime() - seat.recordedAt.getTime() <= SLIP_SECONDS * 1000) return false;
  }
  return meeting.isClosed || (meeting.endsAt <= now && seat.version > 0);
}

/** Quorum as the register stands; `marks` are put in place of what the seats said. */
export function quorumOf(
  meeting: Pick<MeetingToMark, 'minimumSeats' | 'requiredRoles' | 'durationMinutes'>,
  seats: readonly SeatToMark[],
  marks: ReadonlyMap<string, Mark> = new Map(),
): QuorumResult {
  return checkQuorum(
    { minimumSeats: meeting.minimumSeats, requiredRoles: meeting.requiredRoles },
    seats.map((seat) => {
      const { outcome, minutes } = marks.get(seat.seatId) ?? seat;
      return { ...seat, filled: isSeatFilled(outcomeOf(outcome), minutes, meeting.durationMinutes) };
    }),
  );
}

/** Somebody marked these seats in between: names them, so that nobody overwrites what they did not see. */
export function registerChangedByOther(viewer: Viewer, meetingId: string, seats: readonly SeatToMark[]): Refused {
  return new Refused({
    __typename: 'RegisterChangedByOther',
    code: 'REGISTER_CHANGED_BY_OTHER',
    message: `${seats.map((seat) => sentenceOf(viewer, seat)).join(' ')} Your mark was not saved; look at theirs, then choose again.`,
    meetingId,
    changes: seats.map((seat) => ({
      seatId: seat.seatId,
      version: seat.version,
      markedBy: seat.recordedByName,
      markedAt: seat.recordedAt?.toISOString() ?? null,
    })),
  } as RefusalData);
}

function sentenceOf(viewer: Viewer, seat: SeatToMark): string {
  const who = seat.recordedBy === viewer.accountId ? 'You, in another window,' : (seat.recordedByName ?? 'Someone');
  const whom = seat.personName ?? seat.roleName;
  const at = seat.recordedAt ? ` at ${formatLondonTime(seat.recordedAt.toISOString())}` : '';
  const outcome = outcomeOf(seat.outcome);
  if (outcome === null) return `${who} took back the mark for ${whom}${at}.`;
  return `${who} marked ${whom} as “${ATTENDANCE_OUTCOME_LABELS[outcome]}”${at}.`;
}
