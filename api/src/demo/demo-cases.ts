import { addDays } from '@quorate/libs/time';
import type { DemoDraft, DemoMeeting, DemoPerson, DemoSeat, Random } from './demo-draft.js';
import type { SeatsFilled } from './demo-registers.js';

const QUESTIONS = [
  'Can she manage safely at home after the second fall this month?',
  'Who takes the lead on medicines now that three teams prescribe?',
  'What would it take to avoid another admission this winter?',
  'Is the care package still enough, and who reviews it?',
  'How do we support her daughter, who is exhausted?',
  'Breathlessness is worse: change treatment or goals?',
  'Memory is declining: what help would he accept?',
  'He wants to stop the injections. What are the options?',
];
const WISHES = [
  'To stay in my own home',
  "To get to my grandson's wedding in June",
  'Not to go back into hospital',
  'One person to ring',
  'To sleep through the night',
  '',
];
const OUTCOMES = [
  'Home visit by the matron within a week; falls assessment at the same visit.',
  'Medicines to be led by the practice pharmacist; acute team to send changes within a day.',
  'Plan agreed; review in six weeks unless things change.',
  'Respite for the carer to be arranged; key worker named.',
];
const ACTIONS = [
  'Home visit and falls assessment',
  'Medicines review',
  'Refer to respite service',
  'Ring the family and agree the plan',
  'Send the updated plan to the ambulance service',
  'Arrange a grab rail and pendant alarm',
];

/** Who is discussed at which meeting, what came of it, and the relationships that let the right people see it. */
export function draftCases(
  draft: DemoDraft,
  meetings: readonly DemoMeeting[],
  people: readonly DemoPerson[],
  filled: SeatsFilled,
  anchor: string,
): void {
  const byMdt = new Map<string, DemoPerson[]>();
  for (const person of people) byMdt.set(person.mdtKey, [...(byMdt.get(person.mdtKey) ?? []), person]);
  const related = new Set<string>();
  const waiting = new Map<string, Record<string, unknown>>();
  for (const meeting of meetings) {
    const own = (byMdt.get(meeting.mdt.key) ?? []).filter((person) => meeting.isPast || !person.isDeceased);
    if (own.length === 0 || meeting.date > addDays(anchor, 21)) continue;
    const random = draft.random('cases', meeting.meetingId);
    const seatsFilled = filled.get(meeting.meetingId);
    if (meeting.isPast && (!seatsFilled || seatsFilled.size === 0)) continue;
    const listed = random.shuffle(own).slice(0, random.int(2, 3));
    for (const [position, person] of listed.entries()) {
      draftCase(draft, {
        meeting,
        person,
        position,
        random,
        seatsFilled: seatsFilled ?? null,
        anchor,
        related,
        waiting,
      });
    }
  }
}

interface CaseDraft {
  readonly meeting: DemoMeeting;
  readonly person: DemoPerson;
  readonly position: number;
  readonly random: Random;
  readonly seatsFilled: ReadonlySet<string> | null;
  readonly anchor: string;
  readonly related: Set<string>;
  /** By person: where they were last deferred and have not been listed again since. */
  readonly waiting: Map<string, Record<string, unknown>>;
}

function draftCase(draft: DemoDraft, given: CaseDraft): void {
  const { meeting, person, position, random, seatsFilled, waiting } = given;
  const case_id = draft.id('case', meeting.meetingId, person.patientId);
  const relevant = meeting.mdt.seats.filter((_seat, i) => i < 3 || random.chance(0.4));
  const missing = seatsFilled ? relevant.filter((seat) => !seatsFilled.has(seat.seatId)) : [];
  const state = !seatsFilled
    ? 'listed'
    : missing.length > 0 && random.chance(0.45)
      ? 'deferredSeatAbsent'
      : random.chance(0.05)
        ? 'deferred'
        : 'discussed';
  const before = waiting.get(person.patientId);
  if (before) before.state = 'carriedForward';
  const row = draft.add('case_list_item', {
    case_id,
    meeting_id: meeting.meetingId,
    mdt_id: meeting.mdt.mdtId,
    patient_id: person.patientId,
    position: position + 1,
    question: random.pick(QUESTIONS),
    wanted_by_person: random.pick(WISHES),
    state,
    outcome_text:
      state === 'discussed' ? random.pick(OUTCOMES) : state === 'listed' ? null : 'To come back to the next meeting.',
    outcome: state === 'listed' ? null : state,
    access_until: `${addDays(meeting.date, 14)}T23:00:00Z`,
    outcome_at: seatsFilled ? meeting.endsAt : null,
    outcome_by: seatsFilled ? meeting.mdt.coordinatorAccount : null,
    carried_from_case_id: before?.case_id ?? null,
    listed_by: meeting.mdt.coordinatorAccount,
    listed_at: `${addDays(meeting.date, -7)}T10:00:00Z`,
    lock_version: 1,
  });
  if (state === 'deferred' || state === 'deferredSeatAbsent') waiting.set(person.patientId, row);
  else waiting.delete(person.patientId);
  for (const seat of relevant)
    draft.add('case_relevant_seat', {
      case_id,
      seat_id: seat.seatId,
      was_present: seatsFilled ? seatsFilled.has(seat.seatId) : null,
    });
  for (const seat of meeting.mdt.seats)
    if (seatsFilled?.has(seat.seatId))
      draft.add('case_presence', {
        case_id,
        seat_id: seat.seatId,
        practitioner_id: seat.holder?.practitionerId ?? null,
      });
  const knows = meeting.mdt.seats.find((seat) => seat.holder && random.chance(0.5))?.holder;
  if (knows) draft.add('case_knows_person', { case_id, practitioner_id: knows.practitionerId });
  relate(draft, given);
  if (state === 'discussed' && random.chance(0.6)) draftAction(draft, given, case_id);
}

/** From a week before the first discussion until two months after the anchor, for everyone with a seat and the co-ordinator. */
function relate(draft: DemoDraft, { meeting, person, related, anchor }: CaseDraft): void {
  const during = `[${addDays(meeting.date, -7)}T00:00:00Z,${addDays(anchor, 60)}T00:00:00Z)`;
  const once = (party: string, row: Record<string, unknown>) => {
    if (related.has(`${party} ${person.patientId}`)) return;
    related.add(`${party} ${person.patientId}`);
    draft.add('legitimate_relationship', {
      relationship_id: draft.id('relationship', party, person.patientId),
      patient_id: person.patientId,
      practitioner_id: null,
      account_id: null,
      during,
      granted_by: meeting.mdt.coordinatorAccount,
      ...row,
    });
  };
  for (const seat of meeting.mdt.seats) {
    for (const holder of [seat.holder, seat.deputy])
      if (holder)
        once(holder.practitionerId, {
          practitioner_id: holder.practitionerId,
          basis: 'seatAtTheMeeting',
          reason: `Seat at the ${meeting.mdt.name}`,
        });
  }
  once(meeting.mdt.coordinatorAccount, {
    account_id: meeting.mdt.coordinatorAccount,
    basis: 'coordinatesTheMeeting',
    reason: `Co-ordinates the ${meeting.mdt.name}`,
  });
}

function draftAction(draft: DemoDraft, { meeting, person, random, anchor }: CaseDraft, case_id: string): void {
  const owners = meeting.mdt.seats.filter(
    (each): each is DemoSeat & { holder: NonNullable<DemoSeat['holder']> } => each.holder !== null,
  );
  const owner = owners.length > 0 ? random.pick(owners) : null;
  if (!owner) return;
  const due = addDays(meeting.date, random.pick([7, 14, 28]));
  const state =
    due < addDays(anchor, -14)
      ? random.weighted([
          ['done', 18],
          ['notDone', 1],
          ['cancelled', 1],
        ] as const)
      : due < anchor
        ? random.weighted([
            ['done', 6],
            ['open', 2],
            ['inProgress', 2],
          ] as const)
        : random.weighted([
            ['open', 3],
            ['inProgress', 1],
          ] as const);
  const isOver = state === 'done' || state === 'notDone' || state === 'cancelled';
  draft.add('case_action', {
    action_id: draft.id('action', case_id),
    case_id,
    mdt_id: meeting.mdt.mdtId,
    patient_id: person.patientId,
    description: random.pick(ACTIONS),
    owner_practitioner_id: owner.holder.practitionerId,
    organisation_id: draft.id('organisation', owner.provider),
    due_on: due,
    state,
    state_reason:
      state === 'notDone' ? 'The person changed their mind' : state === 'cancelled' ? 'No longer needed' : null,
    created_at: meeting.endsAt,
    finished_at: isOver ? `${due}T12:00:00Z` : null,
    lock_version: 1,
  });
}
