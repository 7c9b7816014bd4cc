import { Inject, Injectable } from '@nestjs/common';
import { caseLifecycle } from '@quorate/libs/lifecycle';
import { type LockedMeeting, lockMeeting } from '../meetings/locked-meeting.js';
import { coordinatesFor } from '../meetings/mdts/mdt-scope.js';
import { OWN_RELATIONSHIPS, personDeceased } from '../patients/relationships.js';
import { Commands, type Transaction } from '../platform/commands.js';
import { invalidInput, notPermitted, type RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { carryForwardInput, type OutcomeInput, outcomeInput } from './case-inputs.js';
import { CaseListItem, type CaseOutcome, type CaseState } from './case-list-item.entity.js';
import { decidePresence, type Presence, type SeatMark } from './case-presence.js';
import {
  type LockedCase,
  listClosed,
  lockCase,
  refuseUnlessListable,
  refuseUnlessMet,
  settleRelationships,
  stepNotPossible,
} from './case-room.js';
import { placeOnList, relevantSeats, seatsOf } from './place-on-list.js';

type Recorded = { __typename: 'OutcomeRecorded'; caseId: string; lockVersion: number };
type Skipped = { caseId: string; message: string };
type Carried = { __typename: 'CasesCarriedForward'; toMeetingId: string; carried: number; skipped: Skipped[] };

const EVENTS = { discussed: 'discuss', deferred: 'defer', deferredSeatAbsent: 'deferSeatAbsent' } as const;
const OUTCOMES: readonly CaseState[] = ['discussed', 'deferred', 'deferredSeatAbsent'];

/** What a meeting decided about a person, and what it leaves to the next one. */
@Injectable()
export class OutcomesService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /**
   * Records, or corrects, what was decided about one person and who was in the room for them.
   *   edges   without presentSeatIds the register's marks say who was there; a seat named as missing becomes relevant
   *   errors  ChangedByOther with nothing saved; StepNotPossible once withdrawn or carried over; ListClosed before the
   *           day and for a cancelled meeting; PersonDeceased for a meeting after the person's death
   */
  recordOutcome(viewer: Viewer, input: unknown): Promise<Recorded | RefusalData> {
    return this.commands.run(viewer, 'recordOutcome', outcomeInput, input, async (tx, given) => {
      const found = await lockCase(tx, viewer, given.caseId, given.expectedVersion);
      refuseUnlessMet(tx, found.meeting);
      if (found.deceasedOn !== null && found.deceasedOn < found.meeting.meetingDate)
        throw personDeceased(found.deceasedOn);
      const state = nextState(found.state, given);
      const presence = await presenceFor(tx, found, given);
      if (given.state === 'deferredSeatAbsent' && !presence.relevant.some((seat) => seat.wasPresent === false))
        throw invalidInput('missingSeatIds', 'Choose the seat that was needed and was absent.');
      const lockVersion = found.lockVersion + 1;
      await tx.manager.update(
        CaseListItem,
        { tenantId: tx.tenantId, caseId: given.caseId },
        {
          state,
          outcome: given.state,
          outcomeText: given.outcomeText,
          outcomeAt: tx.now,
          outcomeBy: viewer.accountId,
          lockVersion,
        },
      );
      await savePresence(tx, found, presence);
      await settleRelationships(tx, given.caseId, found.meeting);
      tx.audit({
        entity: 'Case',
        entityId: given.caseId,
        patientId: found.patientId,
        detail: { state, before: found.state },
      });
      tx.notify('cases', found.meeting.meetingId);
      return { __typename: 'OutcomeRecorded' as const, caseId: given.caseId, lockVersion };
    });
  }

  /**
   * Puts on the next meeting's list whom this one left over: deferred, or not reached before it ended or was cancelled.
   * Run by the co-ordinator. Open actions need no carrying: they stay open and are shown until they are done.
   *   edges   a person who has died is skipped and named by case; one who is listed there already is linked, not doubled
   */
  carryForward(viewer: Viewer, input: unknown): Promise<Carried | RefusalData> {
    return this.commands.run(viewer, 'carryForward', carryForwardInput, input, async (tx, given) => {
      const { from, to } = await lockBoth(tx, viewer, given);
      refuseUnlessListable(tx, to);
      const isOver = from.status === 'cancelled' || from.endsAt <= tx.now;
      const waiting = await waitingCases(tx, from, isOver);
      const skipped: Skipped[] = [];
      for (const item of waiting) {
        if (item.deceasedOn !== null)
          skipped.push({ caseId: item.caseId, message: 'This person has died, so they were not listed again.' });
        else await carry(tx, viewer, item, from, to);
      }
      tx.audit({ entity: 'Meeting', entityId: to.meetingId, detail: { from: from.meetingId, cases: waiting.length } });
      tx.notify('cases', from.meetingId);
      tx.notify('cases', to.meetingId);
      return {
        __typename: 'CasesCarriedForward' as const,
        toMeetingId: to.meetingId,
        carried: waiting.length - skipped.length,
        skipped,
      };
    });
  }
}

/** A correction is recorded from the start again, since what was recorded first may have been wrong. */
function nextState(state: CaseState, given: OutcomeInput): CaseState {
  const from = OUTCOMES.includes(state) ? caseLifecycle.initial : state;
  if (given.state === 'discussed' && given.outcomeText === '')
    throw invalidInput('outcomeText', 'Enter what was decided.');
  const step = caseLifecycle.next(from, EVENTS[given.state], given.outcomeText);
  if (step.refused?.code === 'reasonNeeded') throw invalidInput('outcomeText', 'Enter why the person was deferred.');
  if (step.refused) throw stepNotPossible(step.refused.message);
  return step.state;
}

async function presenceFor(
  tx: Transaction,
  found: LockedCase,
  given: OutcomeInput,
): Promise<Extract<Presence, { kind: 'known' }>> {
  const seats = await tx.query<SeatMark & { isRelevant: boolean }>(
    `select s.seat_id as "seatId", r.outcome, r.minutes, rs.seat_id is not null as "isRelevant"
     from mdt_seat s
     left join invitation i on i.tenant_id = s.tenant_id and i.seat_id = s.seat_id and i.meeting_id = $2
     left join attendance_record r on r.tenant_id = s.tenant_id and r.meeting_id = $2 and r.seat_id = s.seat_id and r.is_current
     left join case_relevant_seat rs on rs.tenant_id = s.tenant_id and rs.case_id = $4 and rs.seat_id = s.seat_id
     where s.tenant_id = $1 and s.mdt_id = $3 and (i.invitation_id is not null or s.to_version is null)
     order by s.position, s.seat_id`,
    [tx.tenantId, found.meeting.meetingId, found.meeting.mdtId, found.caseId],
  );
  const presence = decidePresence({
    seats,
    durationMinutes: found.meeting.durationMinutes,
    relevantSeatIds: seats.filter((seat) => seat.isRelevant).map((seat) => seat.seatId),
    presentSeatIds: given.presentSeatIds,
    missingSeatIds: given.missingSeatIds,
  });
  if (presence.kind === 'refused') throw invalidInput(presence.path, presence.message);
  return presence;
}

async function savePresence(
  tx: Transaction,
  found: LockedCase,
  presence: Extract<Presence, { kind: 'known' }>,
): Promise<void> {
  await tx.query('delete from case_presence where tenant_id = $1 and case_id = $2', [tx.tenantId, found.caseId]);
  await tx.query(
    `insert into case_presence (tenant_id, case_id, seat_id, practitioner_id)
     select s.tenant_id, $2, s.seat_id, coalesce(r.practitioner_id, i.deputy_practitioner_id, i.practitioner_id, s.holder_practitioner_id)
     from mdt_seat s
     left join invitation i on i.tenant_id = s.tenant_id and i.seat_id = s.seat_id and i.meeting_id = $3
     left join attendance_record r on r.tenant_id = s.tenant_id and r.meeting_id = $3 and r.seat_id = s.seat_id and r.is_current
     where s.tenant_id = $1 and s.seat_id = any ($4::uuid[])`,
    [tx.tenantId, found.caseId, found.meeting.meetingId, presence.present ?? []],
  );
  await tx.query(
    `insert into case_relevant_seat (tenant_id, case_id, seat_id, was_present)
     select $1, $2, w.seat_id, w.was_present from unnest($3::uuid[], $4::boolean[]) as w (seat_id, was_present)
     on conflict (tenant_id, case_id, seat_id) do update set was_present = excluded.was_present`,
    [
      tx.tenantId,
      found.caseId,
      presence.relevant.map((seat) => seat.seatId),
      presence.relevant.map((seat) => seat.wasPresent),
    ],
  );
}

async function lockBoth(
  tx: Transaction,
  viewer: Viewer,
  given: { fromMeetingId: string; toMeetingId: string },
): Promise<{ from: LockedMeeting; to: LockedMeeting }> {
  const locked = new Map<string, LockedMeeting | null>();
  // In the order of their ids, so that two who carry in opposite directions do not wait for each other.
  for (const id of [given.fromMeetingId, given.toMeetingId].sort()) locked.set(id, await lockMeeting(tx, id));
  const from = locked.get(given.fromMeetingId);
  const to = locked.get(given.toMeetingId);
  if (!from || !to || ![from, to].every((meeting) => coordinatesFor(viewer, meeting.hostOrganisationId)))
    throw notPermitted();
  if (from.mdtId !== to.mdtId) throw invalidInput('toMeetingId', 'Choose a meeting of the same MDT.');
  if (to.startsAt <= from.startsAt) throw listClosed('Choose a meeting after the one the people come from.');
  return { from, to };
}

interface WaitingCase {
  readonly caseId: string;
  readonly patientId: string;
  readonly state: CaseState;
  readonly outcome: CaseOutcome | null;
  readonly question: string;
  readonly wantedByPerson: string;
  readonly lockVersion: number;
  readonly deceasedOn: string | null;
  readonly seatIds: readonly string[];
  readonly knows: readonly string[];
}

function waitingCases(tx: Transaction, from: LockedMeeting, isOver: boolean): Promise<WaitingCase[]> {
  return tx.query<WaitingCase>(
    `select c.case_id as "caseId", c.patient_id as "patientId", c.state, c.outcome, c.question, c.wanted_by_person as "wantedByPerson",
       c.lock_version as "lockVersion", p.deceased_on::text as "deceasedOn",
       array(select s.seat_id::text from case_relevant_seat s where s.tenant_id = c.tenant_id and s.case_id = c.case_id) as "seatIds",
       array(select k.practitioner_id::text from case_knows_person k where k.tenant_id = c.tenant_id and k.case_id = c.case_id) as knows
     from case_list_item c join patient p on p.tenant_id = c.tenant_id and p.patient_id = c.patient_id
     where c.tenant_id = $1 and c.meeting_id = $2 and (c.state in ('deferred','deferredSeatAbsent') or (c.state = 'listed' and $3))
       and c.patient_id in (select o.patient_id from (${OWN_RELATIONSHIPS}) o)
     order by c.position, c.case_id for update of c`,
    [tx.tenantId, from.meetingId, isOver],
  );
}

async function carry(
  tx: Transaction,
  viewer: Viewer,
  item: WaitingCase,
  from: LockedMeeting,
  to: LockedMeeting,
): Promise<void> {
  const step = caseLifecycle.next(item.state, 'carryForward');
  if (step.refused) throw stepNotPossible(step.refused.message);
  const linked = await tx.query<{ case_id: string }>(
    `update case_list_item set carried_from_case_id = $4 where tenant_id = $1 and meeting_id = $2 and patient_id = $3 and state <> 'withdrawn'
     returning case_id`,
    [tx.tenantId, to.meetingId, item.patientId, item.caseId],
  );
  const seats = await seatsOf(tx, to);
  const caseId =
    linked[0]?.case_id ??
    (await placeOnList(tx, viewer, {
      meeting: to,
      part: 'coordinator',
      patientId: item.patientId,
      question: item.question,
      wantedByPerson: item.wantedByPerson,
      relevantSeatIds: relevantSeats(
        seats,
        item.seatIds.filter((id) => seats.some((seat) => seat.seatId === id)),
      ),
      knowsPersonPractitionerIds: item.knows,
      carriedFromCaseId: item.caseId,
    }));
  await tx.manager.update(
    CaseListItem,
    { tenantId: tx.tenantId, caseId: item.caseId },
    { state: step.state, lockVersion: item.lockVersion + 1 },
  );
  await settleRelationships(tx, item.caseId, from);
  tx.audit({
    entity: 'Case',
    entityId: item.caseId,
    patientId: item.patientId,
    detail: { state: step.state, to: caseId },
  });
}
