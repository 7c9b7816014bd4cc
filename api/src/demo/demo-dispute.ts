import { addDays, ENGLAND_BANK_HOLIDAYS } from '@quorate/libs/time';
import { answerDates, DISPUTE_TERMS, inTimeUntil } from '../attendance/disputes/dispute-terms.js';
import type { DemoDraft, DemoMeeting } from './demo-draft.js';

export interface DisputePlan {
  readonly host: string;
  readonly provider: string;
  /** Account of the provider's manager. */
  readonly manager: string;
  readonly now: string;
}

/** The provider's newest absence at a meeting of the host is disputed by its manager and waits for the host's answer. */
export function draftDispute(draft: DemoDraft, meetings: readonly DemoMeeting[], plan: DisputePlan): void {
  const held = new Map(
    meetings
      .filter(({ mdt, isPast }) => isPast && mdt.host === plan.host)
      .map((meeting) => [meeting.meetingId, meeting]),
  );
  const [absence] = (draft.rows.get('attendance_record') ?? [])
    .flatMap((record) => {
      const meeting = held.get(String(record.meeting_id));
      const seat = meeting?.mdt.seats.find(({ seatId }) => seatId === record.seat_id);
      const isLost = record.outcome === 'absentNoNotice' || record.outcome === 'apologies';
      const isIt = seat?.provider === plan.provider && seat.holder && record.is_current && record.version === 1;
      return meeting && seat?.holder && isIt && isLost ? [{ meeting, seat, holder: seat.holder }] : [];
    })
    .sort((a, b) => b.meeting.startsAt.localeCompare(a.meeting.startsAt));
  if (!absence) return;
  const { meeting, seat, holder } = absence;
  const nextDay = addDays(meeting.date, 1);
  const morning = `${nextDay}T10:20:00Z`;
  const raisedAt = Date.parse(morning) < Date.parse(plan.now) ? morning : plan.now;
  const disputeId = draft.id('dispute', meeting.meetingId, seat.seatId);
  const { remindOn, dueOn } = answerDates(nextDay, DISPUTE_TERMS, ENGLAND_BANK_HOLIDAYS);
  draft.add('attendance_dispute', {
    dispute_id: disputeId,
    meeting_id: meeting.meetingId,
    seat_id: seat.seatId,
    provider_organisation_id: draft.id('organisation', plan.provider),
    host_organisation_id: draft.id('organisation', plan.host),
    practitioner_id: holder.practitionerId,
    disputed_version: 1,
    outcome: 'attended',
    mode: 'remote',
    minutes: null,
    came_practitioner_id: holder.practitionerId,
    reason_code: null,
    raised_by: plan.manager,
    raised_as: 'providerManager',
    raised_at: raisedAt,
    in_time_until: inTimeUntil(meeting.date, DISPUTE_TERMS, ENGLAND_BANK_HOLIDAYS),
    remind_on: remindOn,
    due_on: dueOn,
    state: 'waiting',
    answered_by: null,
    answered_at: null,
    answered_version: null,
    reminded_at: null,
    overdue_told_at: null,
    lock_version: 1,
  });
  draft.add('attendance_dispute_words', {
    dispute_id: disputeId,
    what_is_wrong: 'Was on the line from the start, without video because the ward had no camera.',
    evidence: 'The log of the call names the number of the ward from five past to the end.',
    why_now: '',
    answer: '',
  });
}
