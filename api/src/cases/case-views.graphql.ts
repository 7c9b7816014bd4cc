import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { NoRelationship, PersonIdentity, Relationship } from '../patients/patients.graphql.js';
import { NotPermitted } from '../platform/refusal.js';
import { ActionEventEnum, ActionStateEnum, CaseOutcomeEnum, CaseStateEnum } from './cases.graphql.js';

const byTypename = (value: { __typename: string }) => value.__typename;

@ObjectType()
export class NamedPractitioner {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;
}

@ObjectType({ description: 'What a meeting asked somebody to do for a person.' })
export class CaseAction {
  @Field(() => ID)
  id: string;

  @Field(() => ID)
  caseId: string;

  @Field(() => String)
  description: string;

  @Field(() => NamedPractitioner)
  owner: NamedPractitioner;

  @Field(() => String)
  organisationName: string;

  @Field(() => String, { description: 'Local date.' })
  dueOn: string;

  @Field(() => Boolean, { description: 'Not finished, and its day has passed.' })
  isOverdue: boolean;

  @Field(() => ActionStateEnum)
  state: string;

  @Field(() => String, { nullable: true })
  stateReason: string | null;

  @Field(() => [ActionEventEnum], { description: 'The steps this viewer may take now; empty when it is not theirs.' })
  steps: string[];

  @Field(() => Int)
  lockVersion: number;
}

@ObjectType({ description: 'An action with whom it is for.' })
export class ActionForPerson extends CaseAction {
  @Field(() => PersonIdentity)
  person: PersonIdentity;

  @Field(() => String)
  mdtName: string;

  @Field(() => ID)
  meetingId: string;

  @Field(() => String, { description: 'Local date of the meeting that asked for it.' })
  meetingDate: string;

  @Field(() => Boolean)
  isMine: boolean;
}

@ObjectType({ description: 'A seat of the meeting, and whether it is covered.' })
export class CaseSeat {
  @Field(() => ID)
  seatId: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String)
  providerName: string;

  @Field(() => Boolean)
  isCore: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Who is expected: the deputy where one stands in. Null for a vacant seat.',
  })
  practitionerName: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'needsAction, accepted, declined, tentative or delegated; null without an invitation.',
  })
  response: string | null;

  @Field(() => Boolean, { nullable: true, description: 'As the register has it; null while it is not marked.' })
  isPresent: boolean | null;
}

@ObjectType({ description: "One person's place on the list." })
export class ListedCase {
  @Field(() => ID)
  id: string;

  @Field(() => PersonIdentity)
  person: PersonIdentity;

  @Field(() => [Relationship])
  relationships: Relationship[];

  @Field(() => String, { description: 'What the meeting is asked.' })
  question: string;

  @Field(() => String, { description: 'What the person wants; empty when nobody wrote it down.' })
  wantedByPerson: string;

  @Field(() => CaseStateEnum)
  state: string;

  @Field(() => CaseOutcomeEnum, { nullable: true })
  outcome: string | null;

  @Field(() => String, { nullable: true })
  outcomeText: string | null;

  @Field(() => String, { nullable: true, description: 'Instant.' })
  outcomeAt: string | null;

  @Field(() => String, { nullable: true })
  outcomeByName: string | null;

  @Field(() => [ID], { description: 'Seats needed for this person.' })
  relevantSeatIds: string[];

  @Field(() => [ID], { description: 'Relevant seats that were absent when the person was discussed.' })
  missingSeatIds: string[];

  @Field(() => [ID], { description: 'Seats in the room for this person.' })
  presentSeatIds: string[];

  @Field(() => [NamedPractitioner])
  knowsPerson: NamedPractitioner[];

  @Field(() => [CaseAction])
  actions: CaseAction[];

  @Field(() => String, { nullable: true, description: 'Local date of the meeting the person was carried over from.' })
  carriedFromDate: string | null;

  @Field(() => Boolean)
  mayWithdraw: boolean;

  @Field(() => Int)
  lockVersion: number;
}

@ObjectType({
  description: 'A person an earlier meeting left over: deferred or not reached, and not listed again yet.',
})
export class WaitingPerson {
  @Field(() => ID)
  caseId: string;

  @Field(() => PersonIdentity)
  person: PersonIdentity;

  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String, { description: 'Local date of that meeting.' })
  meetingDate: string;

  @Field(() => CaseStateEnum)
  state: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  outcomeText: string | null;
}

@ObjectType()
export class NextCaseMeeting {
  @Field(() => ID)
  meetingId: string;

  @Field(() => String, { description: 'Local date.' })
  meetingDate: string;
}

@ObjectType({ description: 'The people a meeting discusses, as far as the viewer has a relationship with them.' })
export class CaseList {
  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String, { description: 'Local date.' })
  meetingDate: string;

  @Field(() => String, { description: 'Instant.' })
  startsAt: string;

  @Field(() => String)
  status: string;

  @Field(() => Boolean, { description: 'Whether the viewer co-ordinates the meeting.' })
  isCoordinator: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer may list people for it now.' })
  mayList: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer may record what is decided now.' })
  mayRecord: boolean;

  @Field(() => [CaseSeat])
  seats: CaseSeat[];

  @Field(() => [ListedCase])
  cases: ListedCase[];

  @Field(() => Int, {
    description: 'People on the list with whom the viewer has no relationship. A number and nothing else.',
  })
  notInvolvedCount: number;

  @Field(() => [WaitingPerson], {
    description: 'Open from last time: people earlier meetings of this MDT deferred or did not reach.',
  })
  waiting: WaitingPerson[];

  @Field(() => [ActionForPerson], { description: 'Open from last time: actions of earlier meetings of this MDT.' })
  openActions: ActionForPerson[];

  @Field(() => NextCaseMeeting, {
    nullable: true,
    description: 'The next meeting of this MDT, for carrying people over.',
  })
  nextMeeting: NextCaseMeeting | null;
}

export const CaseListResult = createUnionType({
  name: 'CaseListResult',
  types: () => [CaseList, NotPermitted] as const,
  resolveType: byTypename,
});

@ObjectType({ description: 'A meeting at which a person was or will be discussed.' })
export class PersonDiscussion {
  @Field(() => ID)
  caseId: string;

  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String, { description: 'Local date.' })
  meetingDate: string;

  @Field(() => String)
  question: string;

  @Field(() => CaseStateEnum)
  state: string;

  @Field(() => String, { nullable: true })
  outcomeText: string | null;
}

@ObjectType({ description: 'A person cared for, with why the viewer may see them.' })
export class Person extends PersonIdentity {
  @Field(() => Int)
  lockVersion: number;

  @Field(() => [Relationship], { description: 'Why the viewer may see this person, oldest first.' })
  relationships: Relationship[];

  @Field(() => [PersonDiscussion], { description: 'Newest first.' })
  discussions: PersonDiscussion[];

  @Field(() => [ActionForPerson], { description: 'Not finished, soonest due first.' })
  openActions: ActionForPerson[];
}

export const PersonResult = createUnionType({
  name: 'PersonResult',
  types: () => [Person, NoRelationship, NotPermitted] as const,
  resolveType: byTypename,
});

@InputType()
export class MyActionsInput {
  @Field(() => Int, { defaultValue: 50, description: 'At most 100.' })
  first: number;

  @Field(() => ID, { nullable: true, description: 'The id of the last action of the page before.' })
  after: string | null;
}

@ObjectType()
export class ActionsPage {
  @Field(() => [ActionForPerson], { description: 'Not finished, soonest due first.' })
  actions: ActionForPerson[];

  @Field(() => Boolean)
  hasMore: boolean;
}

@ObjectType({ description: 'What Today shows of people and actions.' })
export class CasesToday {
  @Field(() => [WaitingPerson], {
    description: 'Deferred or not reached, and not listed again, for who co-ordinates. The first 20.',
  })
  waiting: WaitingPerson[];

  @Field(() => [ActionForPerson], { description: 'Due within seven days or overdue. The first 20.' })
  actionsDue: ActionForPerson[];
}

@ObjectType({ description: "A hint that a meeting's list of people changed: read it again." })
export class CaseListChange {
  @Field(() => ID)
  meetingId: string;
}
