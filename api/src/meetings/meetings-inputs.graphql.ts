import { Field, ID, InputType, Int } from '@nestjs/graphql';
import {
  AnswerEnum,
  EditScopeEnum,
  FrequencyEnum,
  MdtEventEnum,
  SeatKindEnum,
  SendToEnum,
} from './meetings-enums.graphql.js';

@InputType()
export class SeatInput {
  @Field(() => ID, { nullable: true, description: 'An existing seat that is to stay; left out for a new one.' })
  seatId?: string | null;

  @Field(() => String)
  roleCode: string;

  @Field(() => ID)
  providerOrganisationId: string;

  @Field(() => SeatKindEnum)
  kind: string;

  @Field(() => Boolean)
  countsForQuorum: boolean;

  @Field(() => ID, { nullable: true, description: 'Left out for a vacant seat.' })
  holderPractitionerId?: string | null;

  @Field(() => [ID], { nullable: true })
  deputyPractitionerIds?: string[];
}

@InputType()
class TermsInput {
  @Field(() => String)
  purpose: string;

  @Field(() => String, { nullable: true })
  population?: string;

  @Field(() => Int)
  minimumSeats: number;

  @Field(() => [String], { nullable: true, description: 'Role codes needed at least once.' })
  requiredRoles?: string[];

  @Field(() => Int, { nullable: true, description: 'Ten when left out.' })
  minimumNoticeWorkingDays?: number;

  @Field(() => Boolean, { nullable: true, description: 'True when left out.' })
  deputiesAllowed?: boolean;

  @Field(() => String, { nullable: true, description: 'Local date.' })
  reviewOn?: string | null;

  @Field(() => [SeatInput])
  seats: SeatInput[];
}

@InputType()
export class CreateMdtInput extends TermsInput {
  @Field(() => String)
  name: string;
}

@InputType()
export class ReviseTermsInput extends TermsInput {
  @Field(() => ID)
  mdtId: string;

  @Field(() => Int, { description: "The MDT's lockVersion." })
  expectedVersion: number;

  @Field(() => String, { description: 'Local date, today or later.' })
  inForceFrom: string;
}

@InputType()
export class ChangeMdtStatusInput {
  @Field(() => ID)
  mdtId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => MdtEventEnum)
  event: string;

  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@InputType()
export class SetSeatHolderInput {
  @Field(() => ID)
  seatId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => ID, { nullable: true, description: 'Null makes the seat vacant.' })
  practitionerId: string | null;
}

@InputType()
export class DeputyInput {
  @Field(() => ID)
  practitionerId: string;

  @Field(() => String, { nullable: true })
  trainedOn?: string | null;
}

@InputType()
export class SetSeatDeputiesInput {
  @Field(() => ID)
  seatId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => [DeputyInput])
  deputies: DeputyInput[];
}

@InputType()
class PlaceInput {
  @Field(() => ID, { nullable: true })
  siteId?: string | null;

  @Field(() => ID, { nullable: true })
  roomId?: string | null;

  @Field(() => String, { nullable: true })
  joinUrl?: string | null;
}

@InputType()
export class PlanSeriesInput extends PlaceInput {
  @Field(() => ID)
  mdtId: string;

  @Field(() => FrequencyEnum)
  frequency: string;

  @Field(() => Int, { description: '1 Monday to 7 Sunday.' })
  weekday: number;

  @Field(() => Int, { nullable: true, description: 'Monthly only: 1 to 4, or -1 for the last.' })
  weekOfMonth?: number | null;

  @Field(() => String, { description: 'HH:MM on a London clock.' })
  startTime: string;

  @Field(() => Int)
  durationMinutes: number;

  @Field(() => String, { description: 'Local date.' })
  from: string;

  @Field(() => String, { nullable: true, description: 'Local date, the last on which it may meet.' })
  until?: string | null;

  @Field(() => Int, { nullable: true, description: '26 when left out, at most 104.' })
  weeksAhead?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Leave clashing dates out, with the reason, instead of refusing.',
  })
  skipClashingDates?: boolean | null;
}

@InputType()
export class ExtendSeriesInput {
  @Field(() => ID)
  seriesId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => Int)
  weeks: number;

  @Field(() => Boolean, { nullable: true })
  skipClashingDates?: boolean | null;
}

@InputType({ description: 'What is left out stays; null takes it away.' })
export class EditMeetingInput extends PlaceInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => EditScopeEnum)
  scope: string;

  @Field(() => Int, { description: "The meeting's lockVersion for ONE, else its series'." })
  expectedVersion: number;

  @Field(() => String, { nullable: true })
  date?: string;

  @Field(() => String, { nullable: true })
  startTime?: string;

  @Field(() => Int, { nullable: true })
  durationMinutes?: number;

  @Field(() => FrequencyEnum, { nullable: true })
  frequency?: string;

  @Field(() => Int, { nullable: true })
  weekOfMonth?: number;

  @Field(() => String, { nullable: true })
  until?: string | null;

  @Field(() => Boolean, { nullable: true })
  skipClashingDates?: boolean | null;
}

@InputType()
export class CancelMeetingInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => Int, { description: "The meeting's lockVersion for ONE, else its series'." })
  expectedVersion: number;

  @Field(() => EditScopeEnum, { nullable: true, description: 'ONE when left out; ALL is not offered.' })
  scope?: string;

  @Field(() => String)
  reason: string;
}

@InputType()
export class AddExtraordinaryMeetingInput extends PlaceInput {
  @Field(() => ID)
  mdtId: string;

  @Field(() => String)
  date: string;

  @Field(() => String)
  startTime: string;

  @Field(() => Int)
  durationMinutes: number;
}

@InputType()
export class AnswerInvitationInput {
  @Field(() => ID)
  invitationId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => AnswerEnum)
  answer: string;

  @Field(() => String, { nullable: true, description: 'A code of the list of reasons, when declining.' })
  declineReason?: string | null;

  @Field(() => String, { nullable: true })
  comment?: string | null;
}

@InputType()
export class NameDeputyInput {
  @Field(() => ID)
  invitationId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => ID)
  deputyPractitionerId: string;
}

@InputType({ description: 'For one meeting or for one series.' })
export class SendInvitationsInput {
  @Field(() => ID, { nullable: true })
  meetingId?: string | null;

  @Field(() => ID, { nullable: true })
  seriesId?: string | null;

  @Field(() => SendToEnum, { nullable: true, description: 'EVERYONE when left out.' })
  to?: string;
}
