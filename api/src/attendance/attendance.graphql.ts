import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { InvalidInput, NotPermitted, Refusal } from '../platform/refusal.js';
import { AbsenceReasonEnum, AttendanceModeEnum, AttendanceOutcomeEnum } from './register.graphql.js';

@InputType()
export class AttendanceEntryInput {
  @Field(() => ID)
  seatId: string;

  @Field(() => Int, { description: 'The version of the seat that the marker saw, 0 for none.' })
  expectedSeatVersion: number;

  @Field(() => AttendanceOutcomeEnum)
  outcome: string;

  @Field(() => AttendanceModeEnum, { nullable: true })
  mode?: string | null;

  @Field(() => Int, { nullable: true })
  minutes?: number | null;

  @Field(() => ID, { nullable: true, description: 'The deputy who came; else the invited person is meant.' })
  practitionerId?: string | null;

  @Field(() => AbsenceReasonEnum, { nullable: true })
  reasonCode?: string | null;

  @Field(() => String, { nullable: true })
  note?: string | null;
}

@InputType()
export class RecordAttendanceInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => [AttendanceEntryInput])
  entries: AttendanceEntryInput[];

  @Field(() => String, { nullable: true, description: 'Needed when a mark is changed after the meeting.' })
  correctionReason?: string | null;
}

@InputType()
export class MarkAllAcceptedInput {
  @Field(() => ID)
  meetingId: string;
}

@InputType()
export class UndoSeatInput {
  @Field(() => ID)
  seatId: string;

  @Field(() => Int)
  expectedSeatVersion: number;
}

@InputType()
export class UndoAttendanceInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => [UndoSeatInput])
  seats: UndoSeatInput[];

  @Field(() => String, { nullable: true })
  correctionReason?: string | null;
}

@InputType()
export class CloseRegisterInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Close it although seats are not marked.' })
  leaveNotRecorded: boolean;
}

@ObjectType()
export class RegisterSaved {
  @Field(() => ID)
  meetingId: string;

  @Field(() => Int)
  registerVersion: number;

  @Field(() => [ID], { description: 'The seats that changed; empty when the register already said so.' })
  seatIds: string[];
}

@ObjectType()
export class OtherMark {
  @Field(() => ID)
  seatId: string;

  @Field(() => Int)
  version: number;

  @Field(() => String, { nullable: true })
  markedBy: string | null;

  @Field(() => String, { nullable: true })
  markedAt: string | null;
}

@ObjectType({
  implements: () => [Refusal],
  description:
    'Somebody marked the same seat differently since it was read. Nothing was saved; `current` says what stands.',
})
export class RegisterChangedByOther extends Refusal {
  @Field(() => ID)
  meetingId: string;

  @Field(() => [OtherMark])
  changes: OtherMark[];
}

@ObjectType({
  implements: () => [Refusal],
  description: 'Too early (opensAt says when), or the meeting was cancelled.',
})
export class RegisterNotOpen extends Refusal {
  @Field(() => String, { nullable: true })
  opensAt: string | null;
}

@ObjectType({ implements: () => [Refusal] })
export class CorrectionReasonNeeded extends Refusal {
  @Field(() => [ID])
  seatIds: string[];
}

@ObjectType({ implements: () => [Refusal], description: 'Seats are not marked yet.' })
export class RegisterHasGaps extends Refusal {
  @Field(() => [ID])
  seatIds: string[];
}

const resolveType = (value: { __typename: string }) => value.__typename;

export const RecordAttendanceResult = createUnionType({
  name: 'RecordAttendanceResult',
  types: () =>
    [
      RegisterSaved,
      RegisterChangedByOther,
      RegisterNotOpen,
      CorrectionReasonNeeded,
      NotPermitted,
      InvalidInput,
    ] as const,
  resolveType,
});

export const MarkAllAcceptedResult = createUnionType({
  name: 'MarkAllAcceptedResult',
  types: () => [RegisterSaved, RegisterNotOpen, CorrectionReasonNeeded, NotPermitted, InvalidInput] as const,
  resolveType,
});

export const UndoAttendanceResult = createUnionType({
  name: 'UndoAttendanceResult',
  types: () =>
    [
      RegisterSaved,
      RegisterChangedByOther,
      RegisterNotOpen,
      CorrectionReasonNeeded,
      NotPermitted,
      InvalidInput,
    ] as const,
  resolveType,
});

export const CloseRegisterResult = createUnionType({
  name: 'CloseRegisterResult',
  types: () => [RegisterSaved, RegisterHasGaps, RegisterNotOpen, NotPermitted, InvalidInput] as const,
  resolveType,
});
