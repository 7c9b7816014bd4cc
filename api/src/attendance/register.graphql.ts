import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ABSENCE_REASONS, ATTENDANCE_MODES, ATTENDANCE_OUTCOMES } from '@quorate/libs/attendance';
import { meetingLifecycle, releaseRequestLifecycle } from '@quorate/libs/lifecycle';
import { graphqlEnum } from './graphql-enum.js';

export const AttendanceOutcomeEnum = graphqlEnum(ATTENDANCE_OUTCOMES);
registerEnumType(AttendanceOutcomeEnum, {
  name: 'AttendanceOutcome',
  description: "How a seat's part in a meeting was recorded.",
});

export const AttendanceModeEnum = graphqlEnum(ATTENDANCE_MODES);
registerEnumType(AttendanceModeEnum, { name: 'AttendanceMode' });

export const AbsenceReasonEnum = graphqlEnum(ABSENCE_REASONS.map((reason) => reason.code));
registerEnumType(AbsenceReasonEnum, { name: 'AbsenceReason', description: 'Why somebody did not take part.' });

export const ReleaseStateEnum = graphqlEnum(releaseRequestLifecycle.states);
registerEnumType(ReleaseStateEnum, {
  name: 'ReleaseState',
  description: 'UNANSWERED is silence past the due date, which is not a refusal.',
});

const RegisterReplyEnum = graphqlEnum(['needsAction', 'accepted', 'declined', 'tentative', 'delegated']);
registerEnumType(RegisterReplyEnum, { name: 'RegisterReply', description: 'What the invited person had answered.' });

const RegisterMeetingStatusEnum = graphqlEnum(meetingLifecycle.states);
registerEnumType(RegisterMeetingStatusEnum, { name: 'RegisterMeetingStatus' });

@ObjectType({ description: 'What the register says of one seat now.' })
export class AttendanceMark {
  @Field(() => Int)
  version: number;

  @Field(() => AttendanceOutcomeEnum)
  outcome: string;

  @Field(() => AttendanceModeEnum, { nullable: true })
  mode: string | null;

  @Field(() => Int, { nullable: true, description: 'Minutes present of whoever came for part of the meeting.' })
  minutes: number | null;

  @Field(() => ID, { nullable: true })
  practitionerId: string | null;

  @Field(() => String, { nullable: true, description: 'Whoever came; for an absence, whoever was expected.' })
  practitionerName: string | null;

  @Field(() => AbsenceReasonEnum, { nullable: true, description: 'Null also where the viewer may not know why.' })
  reasonCode: string | null;

  @Field(() => String, { nullable: true })
  note: string | null;

  @Field(() => ID)
  recordedById: string;

  @Field(() => String, { nullable: true })
  recordedBy: string | null;

  @Field(() => String, { description: 'Instant.' })
  recordedAt: string;

  @Field(() => String, { nullable: true, description: 'Why it was changed after the meeting.' })
  correctionReason: string | null;
}

@ObjectType({ description: 'One version of a mark. `outcome` is null where a mark was taken back.' })
export class AttendanceVersion {
  @Field(() => Int)
  version: number;

  @Field(() => Boolean)
  isCurrent: boolean;

  @Field(() => AttendanceOutcomeEnum, { nullable: true })
  outcome: string | null;

  @Field(() => AttendanceModeEnum, { nullable: true })
  mode: string | null;

  @Field(() => Int, { nullable: true })
  minutes: number | null;

  @Field(() => String, { nullable: true })
  practitionerName: string | null;

  @Field(() => AbsenceReasonEnum, { nullable: true })
  reasonCode: string | null;

  @Field(() => String, { nullable: true })
  note: string | null;

  @Field(() => String, { nullable: true })
  recordedBy: string | null;

  @Field(() => String, { nullable: true })
  onBehalfOf: string | null;

  @Field(() => String)
  recordedAt: string;

  @Field(() => String, { nullable: true })
  correctionReason: string | null;
}

@ObjectType()
export class RegisterDeputy {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;
}

@ObjectType({ description: 'A seat (role x provider) of one meeting.' })
export class RegisterSeat {
  @Field(() => ID)
  seatId: string;

  @Field(() => ID)
  invitationId: string;

  @Field(() => String)
  roleCode: string;

  @Field(() => String)
  roleName: string;

  @Field(() => ID)
  providerId: string;

  @Field(() => String)
  providerName: string;

  @Field(() => Boolean)
  isCore: boolean;

  @Field(() => Boolean)
  countsForQuorum: boolean;

  @Field(() => ID, { nullable: true })
  practitionerId: string | null;

  @Field(() => String, { nullable: true, description: 'Null for a seat that nobody holds.' })
  personName: string | null;

  @Field(() => RegisterReplyEnum)
  response: string;

  @Field(() => AbsenceReasonEnum, { nullable: true })
  declineReasonCode: string | null;

  @Field(() => ID, { nullable: true, description: 'The deputy that the reply named.' })
  deputyPractitionerId: string | null;

  @Field(() => [RegisterDeputy], { description: "The seat's registered deputies and the one the reply named." })
  deputies: RegisterDeputy[];

  @Field(() => ReleaseStateEnum, { nullable: true, description: 'Null when nobody asked for release.' })
  releaseState: string | null;

  @Field(() => Int, { description: 'Send it back as expectedSeatVersion; 0 when nobody ever marked the seat.' })
  version: number;

  @Field(() => AttendanceMark, { nullable: true })
  mark: AttendanceMark | null;
}

@ObjectType()
export class RegisterMissingSeat {
  @Field(() => ID)
  seatId: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String)
  providerName: string;
}

@ObjectType({ description: 'Whether the people who are marked as there are enough to decide, and why not.' })
export class RegisterQuorum {
  @Field(() => Boolean)
  isQuorate: boolean;

  @Field(() => Int)
  seatsFilled: number;

  @Field(() => Int)
  seatsNeeded: number;

  @Field(() => [String], { description: 'Required roles that nobody fills, by name.' })
  rolesMissing: string[];

  @Field(() => [RegisterMissingSeat])
  seatsMissing: RegisterMissingSeat[];

  @Field(() => [String])
  sentences: string[];
}

@ObjectType()
export class Register {
  @Field(() => ID)
  meetingId: string;

  @Field(() => ID)
  mdtId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  hostName: string;

  @Field(() => String)
  startsAt: string;

  @Field(() => String)
  endsAt: string;

  @Field(() => String, { description: 'Europe/London date.' })
  meetingDate: string;

  @Field(() => String)
  startTime: string;

  @Field(() => Int)
  durationMinutes: number;

  @Field(() => String, { nullable: true })
  siteName: string | null;

  @Field(() => String, { nullable: true })
  roomName: string | null;

  @Field(() => Boolean)
  isOnline: boolean;

  @Field(() => RegisterMeetingStatusEnum)
  status: string;

  @Field(() => String, { nullable: true })
  cancelReason: string | null;

  @Field(() => Int, { description: 'Rises with each command that changes the register.' })
  registerVersion: number;

  @Field(() => String, { description: 'Instant from which it may be written.' })
  opensAt: string;

  @Field(() => Boolean)
  isOpen: boolean;

  @Field(() => Boolean, { description: 'From now on a change of a mark is a correction and needs a reason.' })
  hasEnded: boolean;

  @Field(() => Boolean)
  canRecord: boolean;

  @Field(() => String, { nullable: true })
  closedAt: string | null;

  @Field(() => String, { nullable: true })
  closedBy: string | null;

  @Field(() => RegisterQuorum, { nullable: true, description: 'Null for a manager, who sees own staff only.' })
  quorum: RegisterQuorum | null;

  @Field(() => [RegisterSeat])
  seats: RegisterSeat[];
}

@ObjectType({ description: 'A meeting whose attendance is not completely recorded.' })
export class RegisterToRecord {
  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  startsAt: string;

  @Field(() => String)
  meetingDate: string;

  @Field(() => String)
  startTime: string;

  @Field(() => Int)
  seats: number;

  @Field(() => Int)
  seatsLeft: number;
}

@ObjectType({ description: 'A hint: the register changed, read it again.' })
export class RegisterChange {
  @Field(() => ID)
  meetingId: string;

  @Field(() => Int)
  registerVersion: number;
}
