import { absenceReason, countAttendance, isSeatFilled } from '@quorate/libs/attendance';
import { checkQuorum } from '@quorate/libs/quorum';
import { addDays, ENGLAND_BANK_HOLIDAYS, toLondon, workingDaysBetween } from '@quorate/libs/time';
import { behaviourOf, type DemoMark, drawMark, drawRelease, WITHHOLDER } from './demo-behaviour.js';
import type { DemoDraft, DemoMeeting, DemoSeat, Random } from './demo-draft.js';
import { meetingColumns, roleName, sentAt } from './demo-meetings.js';
import { type DemoStrike, isCalledOut } from './demo-strike.js';

export interface RegisterPlan {
  readonly anchor: string;
  readonly now: string;
  readonly illPractitioner: string | null;
  readonly strike: DemoStrike | null;
  /** Account of the manager who answers for a provider, where the demo has one. */
  readonly managers: ReadonlyMap<string, string>;
}

/** Which seats were filled at each past meeting: what the case list needs to know. */
export type SeatsFilled = ReadonlyMap<string, ReadonlySet<string>>;

/** Meetings as they went: invitations and replies, releases, registers and what each seat counts as. */
export function draftRegisters(draft: DemoDraft, meetings: readonly DemoMeeting[], plan: RegisterPlan): SeatsFilled {
  const filled = new Map<string, ReadonlySet<string>>();
  for (const meeting of meetings) {
    const random = draft.random('register', meeting.meetingId);
    if (meeting.isPast) filled.set(meeting.meetingId, draftPast(draft, meeting, plan, random));
    else draftComing(draft, meeting, plan, random);
  }
  return filled;
}

function draftPast(draft: DemoDraft, meeting: DemoMeeting, plan: RegisterPlan, random: Random): ReadonlySet<string> {
  const { mdt } = meeting;
  const isLate = random.chance(mdt.host === 'cobbleLane' ? 0.25 : 0.04);
  const sent = sentAt(meeting.date, isLate);
  const isCancelled = random.chance(0.04);
  // Two of the latest registers wait for the co-ordinator who opens the demo; Old Mill forgets some.
  const isUnrecorded =
    !isCancelled &&
    (random.chance(mdt.host === 'oldMill' ? 0.12 : 0.02) ||
      (mdt.host === 'merrow' && meeting.date >= addDays(plan.anchor, -4) && random.chance(0.5)));
  const status = isCancelled ? 'cancelled' : isUnrecorded ? 'booked' : 'held';
  const marks = new Map<string, DemoMark>();
  for (const seat of mdt.seats) {
    const behaviour = behaviourOf(seat, meeting, plan.anchor, plan.illPractitioner);
    const mark = drawMark(random, seat, seat.provider === mdt.host, behaviour);
    draftReply(draft, meeting, seat, mark, sent, random);
    const tookPart = ['attended', 'attendedPart', 'deputy'].includes(mark.outcome);
    if (seat.holder && seat.provider !== mdt.host && !isCancelled && random.chance(behaviour.isWithheld ? 0.5 : 0.25)) {
      draftRelease(draft, meeting, seat, {
        state: drawRelease(random, tookPart, behaviour.isWithheld),
        sent,
        random,
        plan,
      });
    }
    if (status === 'held') {
      marks.set(seat.seatId, mark);
      draftRecord(draft, meeting, seat, mark, random);
    }
    draftCount(draft, meeting, seat, status, marks.get(seat.seatId) ?? null, { sent, strike: plan.strike });
  }
  const filled = new Set(
    [...marks].filter(([, mark]) => isSeatFilled(mark.outcome, mark.minutes, 60)).map(([seatId]) => seatId),
  );
  draft.add('mdt_meeting', {
    ...meetingColumns(draft, meeting),
    status,
    cancel_reason: isCancelled
      ? random.pick(['Bank holiday week: too few could come', 'Co-ordinator unwell', 'No people to discuss'])
      : null,
    notice_given_at: sent,
    is_quorate: status === 'held' ? isQuorate(meeting, filled) : null,
    register_version: status === 'held' ? 1 : 0,
  });
  return filled;
}

function draftComing(draft: DemoDraft, meeting: DemoMeeting, plan: RegisterPlan, random: Random): void {
  const sent = sentAt(meeting.date, false);
  const isSent = sent <= plan.now;
  draft.add('mdt_meeting', {
    ...meetingColumns(draft, meeting),
    status: 'booked',
    cancel_reason: null,
    notice_given_at: isSent ? sent : null,
    is_quorate: null,
    register_version: 0,
  });
  for (const seat of meeting.mdt.seats) {
    const response =
      isSent && seat.holder
        ? random.weighted([
            ['accepted', 12],
            ['needsAction', 6],
            ['tentative', 1],
            ['declined', 1],
          ] as const)
        : 'needsAction';
    addInvitation(draft, meeting, seat, {
      response,
      sent: isSent ? sent : null,
      reason: response === 'declined' ? random.pick(['annualLeave', 'noProtectedTime', 'patientCareClash']) : null,
      deputy: null,
    });
    if (seat.holder && response !== 'declined')
      draft.add('practitioner_booking', {
        practitioner_id: seat.holder.practitionerId,
        meeting_id: meeting.meetingId,
        during: `[${meeting.startsAt},${meeting.endsAt})`,
      });
    const share = seat.provider === WITHHOLDER ? 0.6 : 0.25;
    if (isSent && seat.holder && seat.provider !== meeting.mdt.host && random.chance(share))
      draftRelease(draft, meeting, seat, { state: 'requested', sent, random, plan });
  }
}

function draftReply(
  draft: DemoDraft,
  meeting: DemoMeeting,
  seat: DemoSeat,
  mark: DemoMark,
  sent: string,
  random: Random,
): void {
  const tookPart = mark.outcome === 'attended' || mark.outcome === 'attendedPart';
  const response =
    mark.outcome === 'deputy' && seat.deputy
      ? 'delegated'
      : tookPart
        ? random.weighted([
            ['accepted', 18],
            ['needsAction', 1],
            ['tentative', 1],
          ] as const)
        : random.weighted([
            ['declined', 3],
            ['accepted', 1],
            ['needsAction', 1],
          ] as const);
  addInvitation(draft, meeting, seat, {
    response: seat.holder ? response : 'needsAction',
    sent,
    reason: response === 'declined' ? mark.reasonCode : null,
    deputy: response === 'delegated' ? (seat.deputy?.practitionerId ?? null) : null,
  });
}

function addInvitation(
  draft: DemoDraft,
  meeting: DemoMeeting,
  seat: DemoSeat,
  reply: { response: string; sent: string | null; reason: string | null; deputy: string | null },
): void {
  const isAnswered = reply.response !== 'needsAction';
  draft.add('invitation', {
    invitation_id: draft.id('invitation', meeting.meetingId, seat.seatId),
    meeting_id: meeting.meetingId,
    seat_id: seat.seatId,
    practitioner_id: seat.holder?.practitionerId ?? null,
    provider_organisation_id: draft.id('organisation', seat.provider),
    response: reply.response,
    response_source: isAnswered ? 'person' : null,
    responded_at: isAnswered && reply.sent ? `${addDays(toLondon(reply.sent).date, 2)}T11:20:00Z` : null,
    decline_reason: reply.reason,
    comment: null,
    deputy_practitioner_id: reply.deputy,
    sent_at: reply.sent,
    reminded_at: null,
    lock_version: 1,
  });
}

interface ReleaseDraft {
  readonly state: 'requested' | 'granted' | 'grantedWithCover' | 'refused' | 'unanswered';
  readonly sent: string;
  readonly random: Random;
  readonly plan: RegisterPlan;
}

function draftRelease(
  draft: DemoDraft,
  meeting: DemoMeeting,
  seat: DemoSeat,
  { state, sent, random, plan }: ReleaseDraft,
): void {
  if (!seat.holder) return;
  const asked = addDays(toLondon(sent).date, 1);
  const decidedOn = addDays(asked, random.int(1, 8));
  const decider = plan.managers.get(seat.provider) ?? null;
  const isDecided = state !== 'requested' && state !== 'unanswered';
  const reason = state === 'refused' ? random.pick(['noCover', 'workload', 'noProtectedTime']) : null;
  const due = addDays(meeting.date, -5);
  draft.add('release_request', {
    release_request_id: draft.id('release', meeting.meetingId, seat.seatId),
    meeting_id: meeting.meetingId,
    seat_id: seat.seatId,
    practitioner_id: seat.holder.practitionerId,
    provider_organisation_id: draft.id('organisation', seat.provider),
    host_organisation_id: draft.id('organisation', meeting.mdt.host),
    requested_by: meeting.mdt.coordinatorAccount,
    requested_at: `${asked}T09:30:00Z`,
    note: '',
    due_on: due > asked ? due : asked,
    state,
    reason_code: reason,
    reason_text: state === 'grantedWithCover' ? 'Clinic covered by a colleague' : null,
    cover_practitioner_id: null,
    decided_by: isDecided ? decider : null,
    decided_at: isDecided ? `${decidedOn}T15:00:00Z` : null,
    lock_version: 1,
  });
}

function draftRecord(draft: DemoDraft, meeting: DemoMeeting, seat: DemoSeat, mark: DemoMark, random: Random): void {
  const row = (version: number, isCurrent: boolean, given: DemoMark, correction: string | null) =>
    draft.add('attendance_record', {
      attendance_id: draft.id('attendance', meeting.meetingId, seat.seatId, version),
      meeting_id: meeting.meetingId,
      seat_id: seat.seatId,
      version,
      is_current: isCurrent,
      outcome: given.outcome,
      mode: given.mode,
      minutes: given.minutes,
      practitioner_id: given.practitionerId,
      reason_code: given.reasonCode,
      note: null,
      source: 'register',
      recorded_by: meeting.mdt.coordinatorAccount,
      recorded_on_behalf_of: draft.id('organisation', meeting.mdt.host),
      recorded_at: version === 1 ? meeting.endsAt : `${addDays(meeting.date, 2)}T10:00:00Z`,
      correction_reason: correction,
    });
  if (mark.outcome === 'attended' && mark.mode === 'remote' && random.chance(0.02)) {
    row(
      1,
      false,
      { outcome: 'absentNoNotice', mode: null, minutes: null, practitionerId: null, reasonCode: null },
      null,
    );
    row(2, true, mark, 'Was on the line without video; the chair confirmed it');
  } else {
    row(1, true, mark, null);
  }
}

function draftCount(
  draft: DemoDraft,
  meeting: DemoMeeting,
  seat: DemoSeat,
  meetingStatus: 'booked' | 'held' | 'cancelled',
  mark: DemoMark | null,
  { sent, strike }: { readonly sent: string; readonly strike: DemoStrike | null },
): void {
  const notice = workingDaysBetween(toLondon(sent).date, meeting.date, ENGLAND_BANK_HOLIDAYS);
  const reason = mark?.reasonCode ? absenceReason(mark.reasonCode) : null;
  const count = countAttendance({
    meetingStatus,
    outcome: mark?.outcome ?? null,
    minutes: mark?.minutes ?? null,
    durationMinutes: 60,
    reasonCode: reason?.code ?? null,
    wasAsked: true,
    noticeWorkingDays: notice,
    minimumNoticeWorkingDays: meeting.mdt.minimumNotice,
    isStrikeDay: strike !== null && isCalledOut(strike, seat, meeting.date),
  });
  draft.add('attendance_count', {
    meeting_id: meeting.meetingId,
    seat_id: seat.seatId,
    provider_organisation_id: draft.id('organisation', seat.provider),
    host_organisation_id: draft.id('organisation', meeting.mdt.host),
    mdt_id: meeting.mdt.mdtId,
    role_code: seat.roleCode,
    is_core: seat.isCore,
    is_own_site: seat.provider === meeting.mdt.host,
    practitioner_id: seat.holder?.practitionerId ?? null,
    month: `${meeting.date.slice(0, 7)}-01`,
    meeting_date: meeting.date,
    count_class: count.class,
    reason_locus: count.locus,
    is_strike_day: count.isStrikeDay,
  });
}

function isQuorate(meeting: DemoMeeting, filled: ReadonlySet<string>): boolean {
  const seats = meeting.mdt.seats.map((seat) => ({
    seatId: seat.seatId,
    roleCode: seat.roleCode,
    roleName: roleName(seat.roleCode),
    providerId: seat.provider,
    providerName: seat.provider,
    countsForQuorum: seat.countsForQuorum,
    filled: filled.has(seat.seatId),
  }));
  const required = meeting.mdt.seats[0]?.roleCode;
  return checkQuorum({ minimumSeats: meeting.mdt.minimumSeats, requiredRoles: required ? [required] : [] }, seats)
    .isQuorate;
}
