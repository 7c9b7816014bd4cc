import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { FrequencyEnum, MdtStatusEnum, MeetingStatusEnum, SeatKindEnum } from '../meetings-enums.graphql.js';

@ObjectType({ description: 'Something with a name: an organisation, a person, a role, an MDT.' })
export class Named {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;
}

@ObjectType({ description: 'One version of what an MDT is for and when it may decide.' })
export class Terms {
  @Field(() => Int)
  version: number;

  @Field(() => String)
  purpose: string;

  @Field(() => String, { description: 'Whom the MDT looks after.' })
  population: string;

  @Field(() => Int)
  minimumSeats: number;

  @Field(() => [Named], { description: 'Roles needed at least once; the id is the role code.' })
  requiredRoles: Named[];

  @Field(() => Int)
  minimumNoticeWorkingDays: number;

  @Field(() => Boolean)
  deputiesAllowed: boolean;

  @Field(() => String, { description: 'Local date.' })
  inForceFrom: string;

  @Field(() => String, { nullable: true, description: 'Local date.' })
  reviewOn: string | null;
}

@ObjectType({ description: 'A deputy on the register of a seat.' })
export class SeatDeputyEntry extends Named {
  @Field(() => String, { nullable: true, description: 'Local date of the induction to the MDT.' })
  trainedOn: string | null;
}

@ObjectType({ description: 'Role x provider: the unit that an MDT expects, whoever holds it.' })
export class Seat {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  roleCode: string;

  @Field(() => String)
  roleName: string;

  @Field(() => Named)
  provider: Named;

  @Field(() => SeatKindEnum)
  kind: string;

  @Field(() => Boolean)
  countsForQuorum: boolean;

  @Field(() => Named, { nullable: true, description: 'Null while the seat is vacant.' })
  holder: Named | null;

  @Field(() => [SeatDeputyEntry])
  deputies: SeatDeputyEntry[];

  @Field(() => Int)
  lockVersion: number;
}

@ObjectType({ description: 'A date of the rule on which a series does not meet, and why.' })
export class SkippedDate {
  @Field(() => String, { description: 'Local date.' })
  date: string;

  @Field(() => String)
  reason: string;
}

@ObjectType({ description: 'A meeting in a short list.' })
export class MeetingBrief {
  @Field(() => ID)
  id: string;

  @Field(() => String, { description: 'Local date.' })
  date: string;

  @Field(() => String, { description: 'HH:MM on a London clock.' })
  startTime: string;

  @Field(() => String)
  endTime: string;

  @Field(() => MeetingStatusEnum)
  status: string;

  @Field(() => Boolean)
  isExtraordinary: boolean;

  @Field(() => Int, { description: 'Seats whose holder or deputy has said yes.' })
  seatsFilled: number;

  @Field(() => Int, { description: 'Seats invited, vacant ones included.' })
  seats: number;
}

@ObjectType({ description: 'When an MDT meets, again and again.' })
export class Series {
  @Field(() => ID)
  id: string;

  @Field(() => Named)
  mdt: Named;

  @Field(() => String, { description: 'The rule in words: "Every second Tuesday, 13:00 to 14:00".' })
  description: string;

  @Field(() => FrequencyEnum)
  frequency: string;

  @Field(() => Int, { description: '1 Monday to 7 Sunday.' })
  weekday: number;

  @Field(() => Int, { nullable: true })
  weekOfMonth: number | null;

  @Field(() => String)
  startTime: string;

  @Field(() => Int)
  durationMinutes: number;

  @Field(() => String)
  fromDate: string;

  @Field(() => String, { nullable: true })
  untilDate: string | null;

  @Field(() => String, { description: 'The last local date up to which meetings have been made.' })
  plannedThrough: string;

  @Field(() => Named, { nullable: true })
  site: Named | null;

  @Field(() => Named, { nullable: true })
  room: Named | null;

  @Field(() => String, { nullable: true })
  joinUrl: string | null;

  @Field(() => ID, { nullable: true, description: 'The series that this one took over from.' })
  followsSeriesId: string | null;

  @Field(() => [SkippedDate])
  skipped: SkippedDate[];

  @Field(() => [MeetingBrief], { description: 'Meetings that are still to come, in order.' })
  comingMeetings: MeetingBrief[];

  @Field(() => Int)
  lockVersion: number;

  @Field(() => Boolean)
  mayEdit: boolean;
}

@ObjectType({ description: 'An MDT with everything that its page shows.' })
export class Mdt {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => Named)
  host: Named;

  @Field(() => MdtStatusEnum)
  status: string;

  @Field(() => Terms, { description: 'In force today; before the first day, the version that begins first.' })
  terms: Terms;

  @Field(() => [Terms], { description: 'Every version, newest first.' })
  termsHistory: Terms[];

  @Field(() => [Seat], { description: 'The seats of the newest version, in order.' })
  seats: Seat[];

  @Field(() => [Series], { description: 'Series that have meetings to come or may get some.' })
  series: Series[];

  @Field(() => [MeetingBrief], { description: 'The next meetings, at most 30, cancelled ones included.' })
  comingMeetings: MeetingBrief[];

  @Field(() => Int)
  lockVersion: number;

  @Field(() => Boolean, { description: 'Whether the viewer may change it.' })
  mayEdit: boolean;
}

@ObjectType({ description: 'An MDT in the list.' })
export class MdtListItem {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => Named)
  host: Named;

  @Field(() => MdtStatusEnum)
  status: string;

  @Field(() => Int)
  seats: number;

  @Field(() => Int)
  vacantSeats: number;

  @Field(() => ID, { nullable: true })
  nextMeetingId: string | null;

  @Field(() => String, { nullable: true, description: 'Local date.' })
  nextMeetingDate: string | null;

  @Field(() => String, { nullable: true })
  nextMeetingTime: string | null;
}

@ObjectType()
export class MdtPage {
  @Field(() => [MdtListItem])
  items: MdtListItem[];

  @Field(() => String, { nullable: true, description: 'Ask for what comes after it; null when that was all.' })
  endCursor: string | null;
}
