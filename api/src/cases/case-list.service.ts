import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { caseLifecycle } from '@quorate/libs/lifecycle';
import { type LockedMeeting, lockMeeting } from '../meetings/locked-meeting.js';
import { coordinatesFor } from '../meetings/mdts/mdt-scope.js';
import { MeetingChanges } from '../meetings/meeting-changes.js';
import { giveRelationship, OWN_RELATIONSHIPS, personDeceased, requirePatient } from '../patients/relationships.js';
import { Commands, type Transaction } from '../platform/commands.js';
import { notPermitted, type RefusalData, Refused } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { coordinateInput, listCaseInput, reorderInput, withdrawInput } from './case-inputs.js';
import { CaseListItem } from './case-list-item.entity.js';
import { lockCase, partInMeeting, readableUntil, refuseUnlessListable, stepNotPossible } from './case-room.js';
import { knownPractitioners, placeOnList, relevantSeats, seatsOf, syncSeatRelationships } from './place-on-list.js';

type Listed = { __typename: 'CaseListed'; caseId: string; meetingId: string };
type Reordered = { __typename: 'CasesReordered'; meetingId: string };
type Withdrawn = { __typename: 'CaseWithdrawn'; caseId: string };
type Coordinated = { __typename: 'MeetingCoordinated'; meetingId: string; people: number };

/** The list of people a meeting discusses. */
@Injectable()
export class CaseListService implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(MeetingChanges) private readonly changes: MeetingChanges,
  ) {}

  /** Whoever comes to a seat after the list was made gets in, and whoever leaves it is out, in the command that changed it. */
  onModuleInit(): void {
    this.changes.observe(async (tx, meetingIds) => {
      for (const meetingId of meetingIds) await syncSeatRelationships(tx, meetingId);
    });
  }

  /**
   * Lists a person for a meeting, and opens their record until a fortnight after it to the holders and deputies of the
   * relevant seats (all core seats when none is named), to those named as knowing the person, and to the co-ordinator.
   *   errors  NotPermitted without a part in the meeting, NoRelationship without one with the person, PersonDeceased,
   *           AlreadyListed, ListClosed when it was cancelled or its day is over
   */
  listCase(viewer: Viewer, input: unknown): Promise<Listed | RefusalData> {
    return this.commands.run(viewer, 'listCase', listCaseInput, input, async (tx, given) => {
      const meeting = await lockMeeting(tx, given.meetingId);
      const part = meeting && (await partInMeeting(tx, viewer, meeting));
      if (!meeting || !part) throw notPermitted();
      const patient = await requirePatient(tx, viewer, given.patientId);
      if (patient.deceasedOn !== null) throw personDeceased(patient.deceasedOn);
      refuseUnlessListable(tx, meeting);
      await refuseIfListed(tx, meeting, given.patientId);
      const caseId = await placeOnList(tx, viewer, {
        ...given,
        meeting,
        part,
        relevantSeatIds: relevantSeats(await seatsOf(tx, meeting), given.relevantSeatIds),
        knowsPersonPractitionerIds: await knownPractitioners(tx, given.knowsPersonPractitionerIds),
        carriedFromCaseId: null,
      });
      tx.audit({
        entity: 'Case',
        entityId: caseId,
        patientId: given.patientId,
        detail: { meetingId: given.meetingId },
      });
      tx.notify('cases', given.meetingId);
      return { __typename: 'CaseListed' as const, caseId, meetingId: given.meetingId };
    });
  }

  /** Puts the people the co-ordinator sees in this order. Refuses with ListChangedByOther when the list has other people by now. */
  reorderCases(viewer: Viewer, input: unknown): Promise<Reordered | RefusalData> {
    return this.commands.run(viewer, 'reorderCases', reorderInput, input, async (tx, { meetingId, caseIds }) => {
      const meeting = await lockMeeting(tx, meetingId);
      if (!meeting || !coordinatesFor(viewer, meeting.hostOrganisationId)) throw notPermitted();
      const present = await tx.query<{ case_id: string; position: number }>(
        `select case_id, position from case_list_item where tenant_id = $1 and meeting_id = $2 and state <> 'withdrawn'
           and patient_id in (select o.patient_id from (${OWN_RELATIONSHIPS}) o) order by position, case_id for update`,
        [tx.tenantId, meetingId],
      );
      const now = present.map((row) => row.case_id);
      if (now.length !== caseIds.length || [...now].sort().join() !== [...new Set(caseIds)].sort().join())
        throw listChanged(now);
      // The places the viewer sees are dealt out anew; people they do not see keep theirs.
      const places = present.map((row) => row.position).sort((a, b) => a - b);
      await tx.query(
        `update case_list_item c set position = w.position from unnest($3::uuid[], $4::int[]) as w (case_id, position)
         where c.tenant_id = $1 and c.meeting_id = $2 and c.case_id = w.case_id`,
        [tx.tenantId, meetingId, caseIds, distinctPlaces(places)],
      );
      tx.audit({ entity: 'Meeting', entityId: meetingId, detail: { cases: caseIds.length } });
      tx.notify('cases', meetingId);
      return { __typename: 'CasesReordered' as const, meetingId };
    });
  }

  /** Takes a person off a list and ends at once whatever being on it opened. By the co-ordinator, or whoever listed them. */
  withdrawCase(viewer: Viewer, input: unknown): Promise<Withdrawn | RefusalData> {
    return this.commands.run(viewer, 'withdrawCase', withdrawInput, input, async (tx, given) => {
      const found = await lockCase(tx, viewer, given.caseId, given.expectedVersion);
      if (found.part !== 'coordinator' && found.listedBy !== viewer.accountId) throw notPermitted();
      const step = caseLifecycle.next(found.state, 'withdraw', given.reason);
      if (step.refused) throw stepNotPossible(step.refused.message);
      await tx.manager.update(
        CaseListItem,
        { tenantId: tx.tenantId, caseId: given.caseId },
        {
          state: step.state,
          outcomeText: given.reason,
          lockVersion: found.lockVersion + 1,
        },
      );
      await tx.query('select quorate_end_case_relationships($1)', [given.caseId]);
      tx.audit({ entity: 'Case', entityId: given.caseId, patientId: found.patientId, detail: { state: step.state } });
      tx.notify('cases', found.meeting.meetingId);
      return { __typename: 'CaseWithdrawn' as const, caseId: given.caseId };
    });
  }

  /**
   * A co-ordinator of the host takes over a meeting's list from a colleague: by their own claim, audited person by person.
   *   edges   once the list is closed, only people with something open (deferred, or an action) are opened
   */
  coordinateMeeting(viewer: Viewer, input: unknown): Promise<Coordinated | RefusalData> {
    return this.commands.run(viewer, 'coordinateMeeting', coordinateInput, input, async (tx, { meetingId }) => {
      const meeting = await lockMeeting(tx, meetingId);
      if (!meeting || !coordinatesFor(viewer, meeting.hostOrganisationId)) throw notPermitted();
      const cases = await tx.query<{ case_id: string; patient_id: string }>(
        'select case_id, patient_id from quorate_uncoordinated_cases($1, $2)',
        [meetingId, viewer.accountId],
      );
      for (const { case_id, patient_id } of cases) {
        const relationshipId = await giveRelationship(tx, {
          patientId: patient_id,
          party: { accountId: viewer.accountId },
          basis: 'coordinatesTheMeeting',
          reason: 'Took over co-ordinating the meeting',
          until: readableUntil(tx.now, meeting),
          grantedBy: viewer.accountId,
          caseId: case_id,
        });
        tx.audit({
          entity: 'Relationship',
          entityId: relationshipId,
          patientId: patient_id,
          detail: { basis: 'coordinatesTheMeeting', caseId: case_id, selfClaimed: true },
        });
      }
      tx.audit({ entity: 'Meeting', entityId: meetingId, detail: { people: cases.length } });
      return { __typename: 'MeetingCoordinated' as const, meetingId, people: cases.length };
    });
  }
}

async function refuseIfListed(tx: Transaction, meeting: LockedMeeting, patientId: string): Promise<void> {
  const [listed] = await tx.query<{ case_id: string }>(
    `select case_id from case_list_item where tenant_id = $1 and meeting_id = $2 and patient_id = $3 and state <> 'withdrawn'`,
    [tx.tenantId, meeting.meetingId, patientId],
  );
  if (!listed) return;
  throw new Refused({
    __typename: 'AlreadyListed',
    code: 'ALREADY_LISTED',
    message: 'This person is on the list of this meeting already.',
    caseId: listed.case_id,
  } as RefusalData);
}

function listChanged(caseIds: readonly string[]): Refused {
  return new Refused({
    __typename: 'ListChangedByOther',
    code: 'LIST_CHANGED_BY_OTHER',
    message:
      'Someone else added or took off a person while you were ordering the list. Look at it again, then order it.',
    caseIds,
  } as RefusalData);
}

/** Rising places from ones that may hold ties: two people could have been given the same by co-ordinators who see different rows. */
function distinctPlaces(sorted: readonly number[]): number[] {
  const places: number[] = [];
  for (const place of sorted) places.push(Math.max(place, (places.at(-1) ?? 0) + 1));
  return places;
}
