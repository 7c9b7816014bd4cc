import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { attendanceDisputeLifecycle } from '@quorate/libs/lifecycle';
import { ChangedByOther, InvalidInput, NotPermitted, Refusal } from '../../platform/refusal.js';
import { AttendanceEntryInput, RegisterChangedByOther, RegisterNotOpen } from '../attendance.graphql.js';
import { graphqlEnum } from '../graphql-enum.js';
import { AbsenceReasonEnum, AttendanceModeEnum, AttendanceOutcomeEnum } from '../register.graphql.js';

export const DisputeStateEnum = graphqlEnum(attendanceDisputeLifecycle.states);
registerEnumType(DisputeStateEnum, {
  name: 'DisputeState',
  description: 'SETTLED needs no answer any more: the register says what was asked, or the meeting was cancelled.',
});

export const DisputeListStateEnum = graphqlEnum(['waiting', 'answered']);
registerEnumType(DisputeListStateEnum, { name: 'DisputeListState' });

@ObjectType({
  description: 'What a record says or should say of a seat. `outcome` is null where a mark was taken back.',
})
export class RecordMark {
  @Field(() => AttendanceOutcomeEnum, { nullable: true })
  outcome: string | null;

  @Field(() => AttendanceModeEnum, { nullable: true })
  mode: string | null;

  @Field(() => Int, { nullable: true })
  minutes: number | null;

  @Field(() => String, { nullable: true, description: 'Whoever came; for an absence, whoever was expected.' })
  practitionerName: string | null;

  @Field(() => AbsenceReasonEnum, { nullable: true })
  reasonCode: string | null;
}

@ObjectType({ description: 'Who did something: by role and organisation; the name to people of the same one.' })
export class RecordActor {
  @Field(() => String, { nullable: true })
  name: string | null;

  @Field(() => String)
  role: string;

  @Field(() => String)
  organisationName: string;
}

@ObjectType({ description: 'A dispute of what a register says of one seat at one meeting.' })
export class AttendanceDispute {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  version: number;

  @Field(() => DisputeStateEnum)
  state: string;

  @Field(() => Boolean, { description: 'It waits, and an answer was due before today.' })
  isOverdue: boolean;

  @Field(() => Boolean, { description: 'It was raised after the time for it.' })
  isLate: boolean;

  @Field(() => ID)
  meetingId: string;

  @Field(() => ID)
  seatId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  hostName: string;

  @Field(() => String)
  providerName: string;

  @Field(() => String)
  meetingDate: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String, { nullable: true, description: 'Null where nobody held the seat.' })
  personName: string | null;

  @Field(() => Int)
  disputedVersion: number;

  @Field(() => RecordMark, { description: 'What the record said when it was disputed.' })
  disputed: RecordMark;

  @Field(() => RecordMark)
  shouldSay: RecordMark;

  @Field(() => RecordMark, { description: 'What the record says now.' })
  now: RecordMark;

  @Field(() => Int, { description: 'The version of the record now.' })
  seatVersion: number;

  @Field(() => String)
  whatIsWrong: string;

  @Field(() => String)
  evidence: string;

  @Field(() => String, { description: 'Why it comes late, or what is new since an earlier answer; empty for neither.' })
  whyNow: string;

  @Field(() => String)
  raisedAt: string;

  @Field(() => RecordActor)
  raisedBy: RecordActor;

  @Field(() => String, { description: 'Local date: the last day on which it was in time.' })
  inTimeUntil: string;

  @Field(() => String, { description: 'Local date: the last day for an answer.' })
  dueOn: string;

  @Field(() => String, { nullable: true })
  answeredAt: string | null;

  @Field(() => RecordActor, { nullable: true, description: 'Null while it waits, and where nobody had to answer.' })
  answeredBy: RecordActor | null;

  @Field(() => Boolean, { description: 'Whoever answered had also written the record that was disputed.' })
  isAnsweredByWriter: boolean;

  @Field(() => String)
  answer: string;

  @Field(() => Boolean)
  canDecide: boolean;

  @Field(() => String, { nullable: true, description: 'Why the viewer, who could otherwise, may not decide it.' })
  cannotDecide: string | null;

  @Field(() => Boolean)
  canWithdraw: boolean;
}

@ObjectType()
export class AttendanceDisputes {
  @Field(() => Int, { description: 'How many wait for an answer, whatever page is shown.' })
  waiting: number;

  @Field(() => Int)
  overdue: number;

  @Field(() => [AttendanceDispute])
  items: AttendanceDispute[];

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@InputType()
export class RaiseDisputeInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => AttendanceEntryInput, {
    description: 'What the record should say; expectedSeatVersion is the version that is disputed.',
  })
  shouldSay: AttendanceEntryInput;

  @Field(() => String)
  whatIsWrong: string;

  @Field(() => String)
  evidence: string;

  @Field(() => String, { defaultValue: '', description: 'Needed after the time for it, or after an earlier answer.' })
  whyNow: string;
}

@InputType()
export class WithdrawDisputeInput {
  @Field(() => ID)
  disputeId: string;

  @Field(() => Int)
  expectedVersion: number;
}

@InputType()
export class AcceptDisputeInput {
  @Field(() => ID)
  disputeId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => Int, { description: 'The version of the record that the co-ordinator saw.' })
  expectedSeatVersion: number;

  @Field(() => String, { defaultValue: '' })
  answer: string;
}

@InputType()
export class DeclineDisputeInput {
  @Field(() => ID)
  disputeId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { description: 'Why the record stands.' })
  answer: string;
}

@ObjectType()
export class DisputeSaved {
  @Field(() => ID)
  disputeId: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Of a new dispute; 0 means that nobody at the host is set up to answer.',
  })
  coordinatorsTold: number | null;
}

@ObjectType({
  implements: () => [Refusal],
  description:
    'Codes: NOT_OVER, NOT_RECORDED, MEETING_CANCELLED, RECORD_CHANGED, DISPUTED_ALREADY, ANSWERED_ALREADY, RAISED_IT, OWN_RECORD, WORKS_FOR_PROVIDER.',
})
export class DisputeNotPossible extends Refusal {}

const resolveType = (value: { __typename: string }) => value.__typename;

export const RaiseDisputeResult = createUnionType({
  name: 'RaiseDisputeResult',
  types: () => [DisputeSaved, DisputeNotPossible, NotPermitted, InvalidInput] as const,
  resolveType,
});

export const WithdrawDisputeResult = createUnionType({
  name: 'WithdrawDisputeResult',
  types: () => [DisputeSaved, DisputeNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});

export const AcceptDisputeResult = createUnionType({
  name: 'AcceptDisputeResult',
  types: () =>
    [
      DisputeSaved,
      DisputeNotPossible,
      RegisterChangedByOther,
      RegisterNotOpen,
      ChangedByOther,
      NotPermitted,
      InvalidInput,
    ] as const,
  resolveType,
});

export const DeclineDisputeResult = createUnionType({
  name: 'DeclineDisputeResult',
  types: () => [DisputeSaved, DisputeNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
