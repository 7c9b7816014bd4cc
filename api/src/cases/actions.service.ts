import { Inject, Injectable } from '@nestjs/common';
import { actionLifecycle, type StateOf } from '@quorate/libs/lifecycle';
import { formatDate, toLondon } from '@quorate/libs/time';
import { coordinatesFor } from '../meetings/mdts/mdt-scope.js';
import { giveRelationship, OWN_RELATIONSHIPS, personDeceased } from '../patients/relationships.js';
import { Commands, type Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { CaseAction } from './case-action.entity.js';
import { addActionInput, updateActionInput } from './case-inputs.js';
import { lockCase, settleRelationships, stepNotPossible } from './case-room.js';

type Added = { __typename: 'ActionAdded'; actionId: string; lockVersion: number };
type Updated = { __typename: 'ActionUpdated'; actionId: string; state: ActionState; lockVersion: number };
type ActionState = StateOf<typeof actionLifecycle>;

/** What a meeting asked somebody to do, until it is done. */
@Injectable()
export class ActionsService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /**
   * Gives somebody something to do for a person, for an organisation they work for, by a day. The owner can see the
   * person until a fortnight after it is done, and gets a mail that names nobody.
   */
  addAction(viewer: Viewer, input: unknown): Promise<Added | RefusalData> {
    return this.commands.run(viewer, 'addAction', addActionInput, input, async (tx, given) => {
      const found = await lockCase(tx, viewer, given.caseId);
      if (found.deceasedOn !== null) throw personDeceased(found.deceasedOn);
      if (found.state === 'withdrawn' || found.state === 'carriedForward')
        throw stepNotPossible('This person is no longer on this list. Add the action where they are listed now.');
      const today = toLondon(tx.now.toISOString()).date;
      if (given.dueOn < today) throw invalidInput('dueOn', 'The day it is due cannot be in the past.');
      const owner = await findOwner(tx, given.ownerPractitionerId, given.organisationId, today);
      const actionId = newId();
      await tx.manager.insert(CaseAction, {
        tenantId: tx.tenantId,
        actionId,
        ...given,
        mdtId: found.meeting.mdtId,
        patientId: found.patientId,
        state: actionLifecycle.initial,
        stateReason: null,
        createdAt: tx.now,
        finishedAt: null,
        lockVersion: 1,
      });
      await giveRelationship(tx, {
        patientId: found.patientId,
        party: { practitionerId: given.ownerPractitionerId },
        basis: 'ownsAction',
        reason: 'Was given an action for the person',
        until: null,
        grantedBy: viewer.accountId,
        caseId: given.caseId,
      });
      await settleRelationships(tx, given.caseId, found.meeting);
      tx.audit({
        entity: 'Action',
        entityId: actionId,
        patientId: found.patientId,
        detail: { caseId: given.caseId, owner: given.ownerPractitionerId, organisationId: given.organisationId },
      });
      if (given.ownerPractitionerId !== viewer.practitionerId) tellOwner(tx, owner, given);
      tx.notify('cases', found.meeting.meetingId);
      return { __typename: 'ActionAdded' as const, actionId, lockVersion: 1 };
    });
  }

  /** Moves an action on, by its owner or by a co-ordinator of the MDT's host. A dead person's actions can only be ended. */
  updateAction(viewer: Viewer, input: unknown): Promise<Updated | RefusalData> {
    return this.commands.run(viewer, 'updateAction', updateActionInput, input, async (tx, given) => {
      const found = await lockAction(tx, given.actionId);
      const isOwner = viewer.role === 'clinician' && found?.ownerPractitionerId === viewer.practitionerId;
      if (!found || !(isOwner || coordinatesFor(viewer, found.hostOrganisationId))) throw notPermitted();
      if (found.lockVersion !== given.expectedVersion) throw changedByOther(found.lockVersion);
      const step = actionLifecycle.next(found.state, given.event, given.reason);
      if (step.refused?.code === 'reasonNeeded') throw invalidInput('reason', 'Give a reason.');
      if (step.refused) throw stepNotPossible(step.refused.message);
      const isFinished = actionLifecycle.isFinal(step.state);
      if (found.deceasedOn !== null && !isFinished) throw personDeceased(found.deceasedOn);
      const lockVersion = found.lockVersion + 1;
      await tx.manager.update(
        CaseAction,
        { tenantId: tx.tenantId, actionId: given.actionId },
        {
          state: step.state,
          stateReason: given.reason?.trim() || null,
          finishedAt: isFinished ? tx.now : null,
          lockVersion,
        },
      );
      await settleRelationships(tx, found.caseId, found);
      tx.audit({
        entity: 'Action',
        entityId: given.actionId,
        patientId: found.patientId,
        detail: { state: step.state, before: found.state },
      });
      tx.notify('cases', found.meetingId);
      return { __typename: 'ActionUpdated' as const, actionId: given.actionId, state: step.state, lockVersion };
    });
  }
}

interface Owner {
  readonly name: string;
  readonly email: string;
}

async function findOwner(
  tx: Transaction,
  practitionerId: string,
  organisationId: string,
  today: string,
): Promise<Owner> {
  const [owner] = await tx.query<Owner>(
    `select p.name, p.email from practitioner p
     where p.tenant_id = $1 and p.practitioner_id = $2 and exists (select 1 from practitioner_role r
       where r.tenant_id = p.tenant_id and r.practitioner_id = p.practitioner_id and r.organisation_id = $3 and r.during @> $4::date)`,
    [tx.tenantId, practitionerId, organisationId, today],
  );
  if (!owner) throw invalidInput('ownerPractitionerId', 'Choose somebody who works for this organisation at present.');
  return owner;
}

function tellOwner(
  tx: Transaction,
  owner: Owner,
  given: { ownerPractitionerId: string; organisationId: string; dueOn: string },
): void {
  const text = `You have been given an action by a multidisciplinary team meeting. It is due on ${formatDate(given.dueOn)}. Sign in to Quorate and open "My actions" to see what it is.`;
  tx.send({
    kind: 'actionGiven',
    recipientName: owner.name,
    recipientEmail: owner.email,
    recipientPractitionerId: given.ownerPractitionerId,
    organisationId: given.organisationId,
    subject: 'You have a new action',
    text,
    html: `<p>${text.replaceAll('"', '&quot;')}</p>`,
  });
}

interface LockedAction {
  readonly caseId: string;
  readonly patientId: string;
  readonly meetingId: string;
  readonly endsAt: Date;
  readonly hostOrganisationId: string;
  readonly ownerPractitionerId: string;
  readonly state: ActionState;
  readonly lockVersion: number;
  readonly deceasedOn: string | null;
}

async function lockAction(tx: Transaction, actionId: string): Promise<LockedAction | null> {
  const [found] = await tx.query<LockedAction>(
    `select a.case_id as "caseId", a.patient_id as "patientId", m.meeting_id as "meetingId", m.ends_at as "endsAt",
       m.host_organisation_id as "hostOrganisationId", a.owner_practitioner_id as "ownerPractitionerId", a.state,
       a.lock_version as "lockVersion", p.deceased_on::text as "deceasedOn"
     from case_action a
     join patient p on p.tenant_id = a.tenant_id and p.patient_id = a.patient_id
     join case_list_item c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
     join mdt_meeting m on m.tenant_id = c.tenant_id and m.meeting_id = c.meeting_id
     where a.tenant_id = $1 and a.action_id = $2 and a.patient_id in (select o.patient_id from (${OWN_RELATIONSHIPS}) o)
     for update of a`,
    [tx.tenantId, actionId],
  );
  return found ?? null;
}
