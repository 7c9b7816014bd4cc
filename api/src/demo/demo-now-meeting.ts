import { addDays, formatLondonTime, toLondon } from '@quorate/libs/time';
import type { DemoDraft, DemoMdt, DemoMeeting, DemoPerson } from './demo-draft.js';
import { meetingColumns, sentAt } from './demo-meetings.js';

const HALF_HOUR = 1_800_000;
const HOUR = 3_600_000;

/**
 * An extraordinary meeting that is going on when the demo is loaded, so that a register can be taken at once, at night
 * and at weekends too. Whoever is in another meeting at that hour has declined.
 */
export function draftNowMeeting(
  draft: DemoDraft,
  mdt: DemoMdt,
  meetings: readonly DemoMeeting[],
  people: readonly DemoPerson[],
  now: string,
): void {
  const start = Math.floor(Date.parse(now) / HALF_HOUR) * HALF_HOUR;
  const startsAt = new Date(start).toISOString();
  const endsAt = new Date(start + HOUR).toISOString();
  const { date } = toLondon(startsAt);
  const meeting: DemoMeeting = {
    meetingId: draft.id('nowMeeting', mdt.key),
    mdt,
    date,
    startsAt,
    endsAt,
    isPast: false,
  };
  const isBusy = (practitionerId: string) =>
    meetings.some(
      (other) =>
        other.startsAt < endsAt &&
        other.endsAt > startsAt &&
        other.mdt.seats.some((seat) => seat.holder?.practitionerId === practitionerId),
    );
  const sent = sentAt(date, false);
  draft.add('mdt_meeting', {
    ...meetingColumns(draft, meeting),
    series_id: null,
    series_date: null,
    room_id: null,
    start_time: formatLondonTime(startsAt),
    is_extraordinary: true,
    status: 'booked',
    cancel_reason: null,
    notice_given_at: sent,
    is_quorate: null,
    register_version: 0,
  });
  mdt.seats.forEach((seat, i) => {
    const isFree = seat.holder !== null && !isBusy(seat.holder.practitionerId);
    const response = !seat.holder
      ? 'needsAction'
      : !isFree
        ? 'declined'
        : i === 5
          ? 'needsAction'
          : i === 6
            ? 'tentative'
            : 'accepted';
    const isAnswered = response !== 'needsAction';
    draft.add('invitation', {
      invitation_id: draft.id('nowInvitation', seat.seatId),
      meeting_id: meeting.meetingId,
      seat_id: seat.seatId,
      practitioner_id: seat.holder?.practitionerId ?? null,
      provider_organisation_id: draft.id('organisation', seat.provider),
      response,
      response_source: isAnswered ? 'person' : null,
      responded_at: isAnswered ? sent : null,
      decline_reason: response === 'declined' ? 'patientCareClash' : null,
      comment: null,
      deputy_practitioner_id: null,
      sent_at: sent,
      reminded_at: null,
      lock_version: 1,
    });
    if (isFree && seat.holder)
      draft.add('practitioner_booking', {
        practitioner_id: seat.holder.practitionerId,
        meeting_id: meeting.meetingId,
        during: `[${startsAt},${endsAt})`,
      });
  });
  people
    .filter((person) => person.mdtKey === mdt.key && !person.isDeceased)
    .slice(0, 3)
    .forEach((person, i) => {
      const case_id = draft.id('nowCase', person.patientId);
      draft.add('case_list_item', {
        case_id,
        meeting_id: meeting.meetingId,
        mdt_id: mdt.mdtId,
        patient_id: person.patientId,
        position: i + 1,
        question: [
          'Can she manage safely at home after the second fall this month?',
          'Who takes the lead on medicines now that three teams prescribe?',
          'What would it take to avoid another admission this winter?',
        ][i],
        wanted_by_person: ['To stay in my own home', 'One person to ring', ''][i],
        state: 'listed',
        outcome: null,
        access_until: `${addDays(date, 14)}T23:00:00Z`,
        outcome_text: null,
        outcome_at: null,
        outcome_by: null,
        carried_from_case_id: null,
        listed_by: mdt.coordinatorAccount,
        listed_at: sent,
        lock_version: 1,
      });
      for (const seat of mdt.seats.slice(0, 3))
        draft.add('case_relevant_seat', { case_id, seat_id: seat.seatId, was_present: null });
    });
}
