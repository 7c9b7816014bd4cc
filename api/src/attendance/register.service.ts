import { Inject, Injectable } from '@nestjs/common';
import { meetingLifecycle } from '@quorate/libs/lifecycle';
import { Commands, type Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { invalidInput, type RefusalData, Refused } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { AttendanceRecord } from './attendance-record.entity.js';
import { recountMeeting } from './count-meeting.js';
import { closeInput, type EntryInput, markAllInput, recordInput, undoInput } from './register-inputs.js';
import {
  isMarked,
  loadSeats,
  lockRegister,
  type Mark,
  type MeetingToMark,
  needsCorrectionReason,
  quorumOf,
  registerChangedByOther,
  type SeatToMark,
  saysTheSame,
} from './register-state.js';

/** What every command on the register answers; the register itself is read again after it. */
export interface RegisterSaved {
  readonly __typename: 'RegisterSaved';
  readonly meetingId: string;
  readonly registerVersion: number;
  /** The seats that got a new version; empty when the register already said so. */
  readonly seatIds: readonly string[];
}

/**
 * The register of a meeting, written by its host's co-ordinator. A conflict is one of a seat: two people who mark
 * different seats never meet, and nobody overwrites a mark they have not seen.
 */
@Injectable()
export class RegisterService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /**
   * Marks seats, all of them or none. Refuses with RegisterChangedByOther when somebody marked one of them differently
   * since `expectedSeatVersion`, and with CorrectionReasonNeeded when a mark changes after the meeting without a reason.
   */
  recordAttendance(viewer: Viewer, input: unknown): Promise<RegisterSaved | RefusalData> {
    return this.commands.run(viewer, 'recordAttendance', recordInput, input, async (tx, { meetingId, ...given }) => {
      const meeting = await lockRegister(tx, viewer, meetingId);
      const seats = await loadSeats(tx, meetingId);
      const marks: Mark[] = [];
      for (const [index, entry] of given.entries.entries()) marks.push(await markOf(tx, meeting, seats, entry, index));
      return saveMarks(tx, viewer, meeting, seats, marks, given.correctionReason ?? null);
    });
  }

  /** "All who accepted are here": marks only the seats that nobody has marked, a deputy where one was sent. */
  markAllAccepted(viewer: Viewer, input: unknown): Promise<RegisterSaved | RefusalData> {
    return this.commands.run(viewer, 'markAllAccepted', markAllInput, input, async (tx, { meetingId }) => {
      const meeting = await lockRegister(tx, viewer, meetingId);
      const seats = await loadSeats(tx, meetingId);
      const marks = seats.filter((seat) => !isMarked(seat)).flatMap((seat) => acceptedMark(meeting, seat) ?? []);
      return saveMarks(tx, viewer, meeting, seats, marks, null);
    });
  }

  /** Takes marks back: the seat is not marked again, and the versions stay. */
  undoAttendance(viewer: Viewer, input: unknown): Promise<RegisterSaved | RefusalData> {
    return this.commands.run(viewer, 'undoAttendance', undoInput, input, async (tx, { meetingId, ...given }) => {
      const meeting = await lockRegister(tx, viewer, meetingId);
      const seats = await loadSeats(tx, meetingId);
      const marks = given.seats.map((seat, index): Mark => {
        seatOf(seats, seat.seatId, `seats.${index}.seatId`);
        return { ...NOTHING, ...seat, outcome: 'notMarked' };
      });
      return saveMarks(tx, viewer, meeting, seats, marks, given.correctionReason ?? null);
    });
  }

  /**
   * Ends the register. Refuses with RegisterHasGaps while a seat is not marked, unless `leaveNotRecorded` says to leave
   * it so: those seats then count as not recorded, which is neither attendance nor absence.
   */
  closeRegister(viewer: Viewer, input: unknown): Promise<RegisterSaved | RefusalData> {
    return this.commands.run(
      viewer,
      'closeRegister',
      closeInput,
      input,
      async (tx, { meetingId, leaveNotRecorded }) => {
        const meeting = await lockRegister(tx, viewer, meetingId);
        const seats = await loadSeats(tx, meetingId);
        const missing = seats.filter((seat) => !isMarked(seat));
        if (missing.length > 0 && !leaveNotRecorded) throw registerHasGaps(missing);
        tx.audit({ entity: 'Register', entityId: meetingId, detail: { closed: true, notRecorded: missing.length } });
        if (meeting.isClosed) return saved(meeting, []);
        await tx.query(
          'insert into register_closure (tenant_id, meeting_id, closed_at, closed_by, seats_not_recorded) values ($1,$2,$3,$4,$5)',
          [tx.tenantId, meetingId, tx.now, viewer.accountId, missing.length],
        );
        return bumpRegister(tx, meeting, seats, []);
      },
    );
  }
}

/**
 * Corrects one seat in the caller's command, whatever the time: what comes of a dispute. Returns the version that says so.
 * Refuses as recordAttendance does.
 */
export async function correctSeat(
  tx: Transaction,
  viewer: Viewer,
  meetingId: string,
  mark: Mark,
  reason: string,
): Promise<number> {
  const meeting = await lockRegister(tx, viewer, meetingId);
  const seats = await loadSeats(tx, meetingId);
  const before = seatOf(seats, mark.seatId, 'seatId');
  const { seatIds } = await saveMarks(tx, viewer, meeting, seats, [mark], reason, true);
  return before.version + seatIds.length;
}

const NOTHING = { mode: null, minutes: null, practitionerId: null, reasonCode: null, note: null } as const;

async function saveMarks(
  tx: Transaction,
  viewer: Viewer,
  meeting: MeetingToMark,
  seats: readonly SeatToMark[],
  marks: readonly Mark[],
  correctionReason: string | null,
  isCorrection = false,
): Promise<RegisterSaved> {
  const bySeat = new Map(seats.map((seat) => [seat.seatId, seat]));
  const changed = marks.flatMap((mark) => {
    const seat = bySeat.get(mark.seatId);
    return seat && !saysTheSame(seat, mark) ? [{ mark, seat }] : [];
  });
  const overtaken = changed.filter(({ mark, seat }) => isOvertaken(mark, seat)).map(({ seat }) => seat);
  if (overtaken.length > 0) throw registerChangedByOther(viewer, meeting.meetingId, overtaken);
  const late = changed.filter(({ seat }) => isCorrection || needsCorrectionReason(meeting, seat, viewer, tx.now));
  if (late.length > 0 && !correctionReason) throw correctionReasonNeeded(late.map(({ seat }) => seat.seatId));
  const isLate = new Set(late.map(({ seat }) => seat.seatId));
  const records = changed.map(({ mark, seat }) =>
    recordOf(tx, viewer, meeting, mark, seat.version + 1, isLate.has(seat.seatId) ? correctionReason : null),
  );
  tx.audit({
    entity: 'Register',
    entityId: meeting.meetingId,
    detail: {
      seats: records.map(({ seatId, version, outcome, reasonCode }) => ({ seatId, version, outcome, reasonCode })),
    },
  });
  if (records.length === 0) return saved(meeting, []);
  await tx.query(
    'update attendance_record set is_current = false where tenant_id = $1 and meeting_id = $2 and seat_id = any($3) and is_current',
    [tx.tenantId, meeting.meetingId, records.map((record) => record.seatId)],
  );
  await tx.manager.insert(AttendanceRecord, records);
  return bumpRegister(
    tx,
    meeting,
    seats,
    changed.map(({ mark }) => mark),
  );
}

function isOvertaken(mark: Mark, seat: SeatToMark): boolean {
  return mark.expectedSeatVersion !== null && mark.expectedSeatVersion !== seat.version;
}

function recordOf(
  tx: Transaction,
  viewer: Viewer,
  meeting: MeetingToMark,
  mark: Mark,
  version: number,
  correctionReason: string | null,
): AttendanceRecord {
  return {
    tenantId: tx.tenantId,
    attendanceId: newId(),
    meetingId: meeting.meetingId,
    seatId: mark.seatId,
    version,
    isCurrent: true,
    outcome: mark.outcome,
    mode: mark.mode,
    minutes: mark.minutes,
    practitionerId: mark.practitionerId,
    reasonCode: mark.reasonCode,
    note: mark.note,
    source: 'register',
    recordedBy: viewer.accountId,
    recordedOnBehalfOf: viewer.organisationId,
    recordedAt: tx.now,
    correctionReason,
  };
}

/** After any change: the meeting is held from its first mark on, quorum and counts follow, and those who watch are told. */
async function bumpRegister(
  tx: Transaction,
  meeting: MeetingToMark,
  seats: readonly SeatToMark[],
  marks: readonly Mark[],
): Promise<RegisterSaved> {
  const bySeat = new Map(marks.map((mark) => [mark.seatId, mark]));
  const status = marks.length > 0 && meeting.status === 'booked' ? meetingLifecycle.next('booked', 'hold').state : null;
  const { isQuorate } = quorumOf(meeting, seats, bySeat);
  await tx.query(
    `update mdt_meeting set register_version = register_version + 1, is_quorate = $3, status = coalesce($4, status)
     where tenant_id = $1 and meeting_id = $2`,
    [tx.tenantId, meeting.meetingId, isQuorate, status ?? null],
  );
  await recountMeeting(tx, meeting.meetingId);
  tx.notify('register', meeting.meetingId);
  return { ...saved(meeting, marks), registerVersion: meeting.registerVersion + 1 };
}

function saved(meeting: MeetingToMark, marks: readonly Mark[]): RegisterSaved {
  return {
    __typename: 'RegisterSaved',
    meetingId: meeting.meetingId,
    registerVersion: meeting.registerVersion,
    seatIds: marks.map((mark) => mark.seatId),
  };
}

/** The mark that an accepted invitation stands for, or null when there is none. */
function acceptedMark(meeting: MeetingToMark, seat: SeatToMark): Mark | null {
  const common = { ...NOTHING, seatId: seat.seatId, expectedSeatVersion: null, mode: usualMode(meeting) };
  if (seat.response === 'accepted' && seat.practitionerId !== null) {
    return { ...common, outcome: 'attended', practitionerId: seat.practitionerId };
  }
  if (seat.response === 'delegated' && seat.deputyPractitionerId !== null) {
    return { ...common, outcome: 'deputy', practitionerId: seat.deputyPractitionerId };
  }
  return null;
}

/** In person where the meeting has a place; a meeting without one is met online. */
function usualMode(meeting: MeetingToMark): 'inPerson' | 'remote' {
  return meeting.hasSite ? 'inPerson' : 'remote';
}

async function markOf(
  tx: Transaction,
  meeting: MeetingToMark,
  seats: readonly SeatToMark[],
  entry: EntryInput,
  index: number,
): Promise<Mark> {
  const seat = seatOf(seats, entry.seatId, `entries.${index}.seatId`);
  if (entry.minutes != null && entry.minutes > meeting.durationMinutes) {
    throw invalidInput(
      `entries.${index}.minutes`,
      `The meeting lasted ${meeting.durationMinutes} minutes. Enter no more than that.`,
    );
  }
  const practitionerId = whoCame(seat, entry);
  if (practitionerId === null && (entry.outcome === 'attended' || entry.outcome === 'attendedPart')) {
    throw invalidInput(`entries.${index}.practitionerId`, 'Nobody holds this seat. Say who came, or mark a deputy.');
  }
  if (practitionerId !== null && practitionerId !== seat.practitionerId) {
    const [known] = await tx.query(
      'select 1 as found from practitioner where tenant_id = $1 and practitioner_id = $2',
      [tx.tenantId, practitionerId],
    );
    if (!known) throw invalidInput(`entries.${index}.practitionerId`, 'Choose a person from the list.');
  }
  return {
    seatId: entry.seatId,
    expectedSeatVersion: entry.expectedSeatVersion,
    outcome: entry.outcome,
    mode: entry.mode ?? null,
    minutes: entry.minutes ?? null,
    practitionerId,
    reasonCode: entry.reasonCode ?? null,
    note: entry.note || null,
  };
}

/** A deputy that nobody named is the one the reply named, or the seat's only one; else it stays unknown. */
function whoCame(seat: SeatToMark, entry: EntryInput): string | null {
  if (entry.outcome === 'deputy') return entry.practitionerId ?? seat.deputyPractitionerId ?? seat.onlyDeputyId;
  return seat.practitionerId ?? entry.practitionerId ?? null;
}

function seatOf(seats: readonly SeatToMark[], seatId: string, path: string): SeatToMark {
  const seat = seats.find((candidate) => candidate.seatId === seatId);
  if (!seat) throw invalidInput(path, 'This seat does not belong to the meeting.');
  return seat;
}

function correctionReasonNeeded(seatIds: readonly string[]): Refused {
  return new Refused({
    __typename: 'CorrectionReasonNeeded',
    code: 'CORRECTION_REASON_NEEDED',
    message: 'The meeting is over, so a change is a correction. Say why; both versions are kept.',
    seatIds,
  } as RefusalData);
}

function registerHasGaps(seats: readonly SeatToMark[]): Refused {
  const who = seats.map((seat) => seat.personName ?? seat.roleName).join(', ');
  return new Refused({
    __typename: 'RegisterHasGaps',
    code: 'REGISTER_HAS_GAPS',
    message: `Nothing is recorded yet for ${who}. Record them, or close the register and leave them as not recorded.`,
    seatIds: seats.map((seat) => seat.seatId),
  } as RefusalData);
}
