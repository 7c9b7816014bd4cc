import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { RegisterDeputy } from '../register.graphql.js';
import { AttendanceDispute, DisputeStateEnum, RecordActor, RecordMark } from './dispute.graphql.js';

@ObjectType({ description: 'One version of a record: what it says, who wrote it, when and why.' })
export class RecordVersion {
  @Field(() => Int)
  version: number;

  @Field(() => RecordMark)
  says: RecordMark;

  @Field(() => RecordActor)
  recordedBy: RecordActor;

  @Field(() => String)
  recordedAt: string;

  @Field(() => String, { nullable: true, description: 'Why it was changed after the meeting.' })
  correctionReason: string | null;
}

@ObjectType({ description: "One seat's record at one meeting, in all its versions, with what is disputed of it." })
export class AttendanceRecord {
  @Field(() => ID)
  meetingId: string;

  @Field(() => ID)
  seatId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  hostName: string;

  @Field(() => String, { description: 'The employer on the day of the meeting.' })
  providerName: string;

  @Field(() => String)
  startsAt: string;

  @Field(() => String)
  endsAt: string;

  @Field(() => Int)
  durationMinutes: number;

  @Field(() => String)
  roleName: string;

  @Field(() => String, { nullable: true, description: 'Null where nobody held the seat.' })
  personName: string | null;

  @Field(() => Boolean, {
    description: 'The viewer is not its member but the deputy, and reads nothing of why the member was away.',
  })
  isAsDeputy: boolean;

  @Field(() => Boolean)
  isCancelled: boolean;

  @Field(() => Int, { description: 'The version of the record now, 0 where nothing was ever recorded.' })
  seatVersion: number;

  @Field(() => RecordMark)
  now: RecordMark;

  @Field(() => [RecordVersion], { description: 'Newest first.' })
  versions: RecordVersion[];

  @Field(() => [RegisterDeputy], { description: 'Who may be said to have come as a deputy.' })
  deputies: RegisterDeputy[];

  @Field(() => Boolean, { description: 'Whether the viewer may dispute it now, in time or not.' })
  canDispute: boolean;

  @Field(() => Boolean, { description: 'It was disputed before and answered: a further dispute says what is new.' })
  wasAnswered: boolean;

  @Field(() => String, { nullable: true, description: 'Local date: the last day on which it is disputed in time.' })
  inTimeUntil: string | null;

  @Field(() => Boolean)
  isInTime: boolean;

  @Field(() => Int, { description: 'How many working days there are to dispute a record.' })
  disputeWorkingDays: number;

  @Field(() => [AttendanceDispute], { description: 'Newest first.' })
  disputes: AttendanceDispute[];
}

@ObjectType({ description: 'A record that can be disputed, as a line of a list.' })
export class DisputableRecord {
  @Field(() => ID)
  meetingId: string;

  @Field(() => ID)
  seatId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  hostName: string;

  @Field(() => String)
  meetingDate: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String, { nullable: true })
  personName: string | null;

  @Field(() => RecordMark)
  now: RecordMark;

  @Field(() => Boolean, { description: 'The viewer was to come as the deputy.' })
  isAsDeputy: boolean;

  @Field(() => Boolean)
  isCorrected: boolean;

  @Field(() => String, { description: 'Local date: the last day on which it is disputed in time.' })
  inTimeUntil: string;

  @Field(() => DisputeStateEnum, { nullable: true, description: 'Of its newest dispute.' })
  disputeState: string | null;
}

@ObjectType()
export class RecordsToDispute {
  @Field(() => [DisputableRecord])
  items: DisputableRecord[];

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}
