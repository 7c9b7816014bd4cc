import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { actionLifecycle, caseLifecycle } from '@quorate/libs/lifecycle';
import { NoRelationship, PersonDeceased } from '../patients/patients.graphql.js';
import { ChangedByOther, InvalidInput, NotPermitted, Refusal } from '../platform/refusal.js';

const enumOf = (values: readonly string[]) =>
  Object.fromEntries(values.map((value) => [value.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase(), value]));
const byTypename = (value: { __typename: string }) => value.__typename;

export const CaseStateEnum = enumOf(caseLifecycle.states);
registerEnumType(CaseStateEnum, { name: 'CaseState', description: "A person's place on one meeting's list." });
export const CaseOutcomeEnum = enumOf(['discussed', 'deferred', 'deferredSeatAbsent']);
registerEnumType(CaseOutcomeEnum, { name: 'CaseOutcome', description: 'What a meeting recorded about a person.' });
export const ActionStateEnum = enumOf(actionLifecycle.states);
registerEnumType(ActionStateEnum, { name: 'ActionState' });
export const ActionEventEnum = enumOf(actionLifecycle.events);
registerEnumType(ActionEventEnum, {
  name: 'ActionEvent',
  description: 'A step of an action; FAIL and CANCEL need a reason.',
});

@ObjectType({ implements: () => [Refusal], description: 'The person is on this list already.' })
export class AlreadyListed extends Refusal {
  @Field(() => ID)
  caseId: string;
}

@ObjectType({
  implements: () => [Refusal],
  description: 'The meeting was cancelled, is over, or has not come, so its list takes nothing of this kind.',
})
export class ListClosed extends Refusal {}

@ObjectType({ implements: () => [Refusal], description: 'Other people are on the list by now; nothing was saved.' })
export class ListChangedByOther extends Refusal {
  @Field(() => [ID], { description: 'The places on the list now, in their order.' })
  caseIds: string[];
}

@ObjectType({ implements: () => [Refusal], description: 'The step does not follow from the present state.' })
export class StepNotPossible extends Refusal {}

@InputType()
export class ListCaseInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => ID)
  patientId: string;

  @Field(() => String, { description: 'What the meeting is asked.' })
  question: string;

  @Field(() => String, { nullable: true, description: 'What the person wants.' })
  wantedByPerson: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'The seats needed for this person; all core seats when none is named.',
  })
  relevantSeatIds: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Practitioners who know the person.' })
  knowsPersonPractitionerIds: string[] | null;
}

@ObjectType()
export class CaseListed {
  @Field(() => ID)
  caseId: string;

  @Field(() => ID)
  meetingId: string;
}

export const ListCaseResult = createUnionType({
  name: 'ListCaseResult',
  types: () =>
    [CaseListed, NoRelationship, PersonDeceased, AlreadyListed, ListClosed, NotPermitted, InvalidInput] as const,
  resolveType: byTypename,
});

@InputType()
export class ReorderCasesInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => [ID], { description: 'Every place on the list that the viewer sees, in the new order.' })
  caseIds: string[];
}

@ObjectType()
export class CasesReordered {
  @Field(() => ID)
  meetingId: string;
}

export const ReorderCasesResult = createUnionType({
  name: 'ReorderCasesResult',
  types: () => [CasesReordered, ListChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: byTypename,
});

@InputType()
export class WithdrawCaseInput {
  @Field(() => ID)
  caseId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String)
  reason: string;
}

@ObjectType({ description: 'The person is off the list, and what it had opened is closed.' })
export class CaseWithdrawn {
  @Field(() => ID)
  caseId: string;
}

export const WithdrawCaseResult = createUnionType({
  name: 'WithdrawCaseResult',
  types: () => [CaseWithdrawn, ChangedByOther, StepNotPossible, NotPermitted, InvalidInput] as const,
  resolveType: byTypename,
});

@InputType()
export class RecordOutcomeInput {
  @Field(() => ID)
  caseId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => CaseOutcomeEnum)
  state: string;

  @Field(() => String, { nullable: true, description: 'What was decided, or why the person was deferred.' })
  outcomeText: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Who was in the room; the register says it where this is not given.',
  })
  presentSeatIds: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Seats that were needed for this person and were absent.' })
  missingSeatIds: string[] | null;
}

@ObjectType()
export class OutcomeRecorded {
  @Field(() => ID)
  caseId: string;

  @Field(() => Int)
  lockVersion: number;
}

export const RecordOutcomeResult = createUnionType({
  name: 'RecordOutcomeResult',
  types: () =>
    [OutcomeRecorded, ChangedByOther, StepNotPossible, ListClosed, PersonDeceased, NotPermitted, InvalidInput] as const,
  resolveType: byTypename,
});

@InputType()
export class AddActionInput {
  @Field(() => ID)
  caseId: string;

  @Field(() => String)
  description: string;

  @Field(() => ID)
  ownerPractitionerId: string;

  @Field(() => ID, { description: 'For whom the owner acts; has to employ them at present.' })
  organisationId: string;

  @Field(() => String, { description: 'Local date, YYYY-MM-DD.' })
  dueOn: string;
}

@ObjectType()
export class ActionAdded {
  @Field(() => ID)
  actionId: string;

  @Field(() => Int)
  lockVersion: number;
}

export const AddActionResult = createUnionType({
  name: 'AddActionResult',
  types: () => [ActionAdded, StepNotPossible, PersonDeceased, NotPermitted, InvalidInput] as const,
  resolveType: byTypename,
});

@InputType()
export class UpdateActionInput {
  @Field(() => ID)
  actionId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => ActionEventEnum)
  event: string;

  @Field(() => String, { nullable: true })
  reason: string | null;
}

@ObjectType()
export class ActionUpdated {
  @Field(() => ID)
  actionId: string;

  @Field(() => ActionStateEnum)
  state: string;

  @Field(() => Int)
  lockVersion: number;
}

export const UpdateActionResult = createUnionType({
  name: 'UpdateActionResult',
  types: () => [ActionUpdated, ChangedByOther, StepNotPossible, PersonDeceased, NotPermitted, InvalidInput] as const,
  resolveType: byTypename,
});

@InputType()
export class CarryForwardInput {
  @Field(() => ID)
  fromMeetingId: string;

  @Field(() => ID)
  toMeetingId: string;
}

@ObjectType()
export class CaseNotCarried {
  @Field(() => ID)
  caseId: string;

  @Field(() => String, { description: 'Why.' })
  message: string;
}

@ObjectType()
export class CasesCarriedForward {
  @Field(() => ID)
  toMeetingId: string;

  @Field(() => Int)
  carried: number;

  @Field(() => [CaseNotCarried])
  skipped: CaseNotCarried[];
}

export const CarryForwardResult = createUnionType({
  name: 'CarryForwardResult',
  types: () => [CasesCarriedForward, ListClosed, StepNotPossible, NotPermitted, InvalidInput] as const,
  resolveType: byTypename,
});

@InputType()
export class CoordinateMeetingInput {
  @Field(() => ID)
  meetingId: string;
}

@ObjectType()
export class MeetingCoordinated {
  @Field(() => ID)
  meetingId: string;

  @Field(() => Int, { description: 'People whose record this opened.' })
  people: number;
}

export const CoordinateMeetingResult = createUnionType({
  name: 'CoordinateMeetingResult',
  types: () => [MeetingCoordinated, NotPermitted, InvalidInput] as const,
  resolveType: byTypename,
});
