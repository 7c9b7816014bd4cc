import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { InputProblem } from '../platform/refusal.js';
import { Named, SkippedDate } from './mdts/mdt.graphql.js';
import {
  ClashKindEnum,
  MeetingStatusEnum,
  ResponseEnum,
  ResponseSourceEnum,
  SeatKindEnum,
} from './meetings-enums.graphql.js';

@ObjectType({ description: 'Somebody asked to a meeting, as a list shows them.' })
export class Participant {
  @Field(() => ID)
  invitationId: string;

  @Field(() => ID)
  seatId: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String)
  providerName: string;

  @Field(() => String, { nullable: true, description: 'Null for a vacant seat.' })
  personName: string | null;

  @Field(() => String, { nullable: true, description: 'Who comes in their place.' })
  deputyName: string | null;

  @Field(() => ResponseEnum)
  response: string;
}

@ObjectType({ description: 'A meeting in the list.' })
export class MeetingListItem {
  @Field(() => ID)
  id: string;

  @Field(() => Named)
  mdt: Named;

  @Field(() => String)
  hostName: string;

  @Field(() => String, { description: 'Local date.' })
  date: string;

  @Field(() => String, { description: 'HH:MM on a London clock.' })
  startTime: string;

  @Field(() => String)
  endTime: string;

  @Field(() => String, { description: 'Instant.' })
  startsAt: string;

  @Field(() => String, { nullable: true })
  siteName: string | null;

  @Field(() => String, { nullable: true })
  roomName: string | null;

  @Field(() => String, { nullable: true })
  joinUrl: string | null;

  @Field(() => MeetingStatusEnum)
  status: string;

  @Field(() => Boolean)
  isExtraordinary: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Null until the register was taken.' })
  isQuorate: boolean | null;

  @Field(() => [Participant], { description: 'Empty for a commissioner or administrator.' })
  participants: Participant[];
}

@ObjectType()
export class MeetingPage {
  @Field(() => [MeetingListItem])
  items: MeetingListItem[];

  @Field(() => String, { nullable: true, description: 'Ask for what comes after it; null when that was all.' })
  endCursor: string | null;
}

@ObjectType({ description: "A seat's invitation to one meeting, with its answer." })
export class Reply {
  @Field(() => ID)
  id: string;

  @Field(() => ID)
  seatId: string;

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

  @Field(() => Named, { nullable: true, description: 'Whoever is invited for the seat; null when it is vacant.' })
  person: Named | null;

  @Field(() => Named, { nullable: true })
  deputy: Named | null;

  @Field(() => ResponseEnum)
  response: string;

  @Field(() => ResponseSourceEnum, { nullable: true })
  source: string | null;

  @Field(() => String, { nullable: true, description: 'Instant.' })
  respondedAt: string | null;

  @Field(() => String, {
    nullable: true,
    description: "A code of the list of reasons. Only for the invited person and the host's co-ordinators.",
  })
  declineReason: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Only for the invited person and the host's co-ordinators.",
  })
  comment: string | null;

  @Field(() => String, { nullable: true, description: 'Instant of the first mail; null while none was sent.' })
  sentAt: string | null;

  @Field(() => String, { nullable: true, description: 'Instant of the last reminder.' })
  remindedAt: string | null;

  @Field(() => Boolean, { description: 'Whether it is the viewer who is invited, or who stands in.' })
  isMine: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer may record an answer or name a deputy now.' })
  mayAnswer: boolean;

  @Field(() => Int)
  lockVersion: number;
}

@ObjectType({ description: 'Whether the meeting would have the people it needs, going by the answers so far.' })
export class QuorumForecast {
  @Field(() => Boolean)
  isQuorate: boolean;

  @Field(() => Int)
  seatsFilled: number;

  @Field(() => Int)
  seatsNeeded: number;

  @Field(() => [String], { description: 'Why or why not, in words.' })
  sentences: readonly string[];
}

@ObjectType({ description: 'A meeting with everything that its page shows.' })
export class Meeting {
  @Field(() => ID)
  id: string;

  @Field(() => Named)
  mdt: Named;

  @Field(() => Named)
  host: Named;

  @Field(() => String)
  date: string;

  @Field(() => String)
  startTime: string;

  @Field(() => String)
  endTime: string;

  @Field(() => String)
  startsAt: string;

  @Field(() => Int)
  durationMinutes: number;

  @Field(() => Named, { nullable: true })
  site: Named | null;

  @Field(() => Named, { nullable: true })
  room: Named | null;

  @Field(() => String, { nullable: true })
  joinUrl: string | null;

  @Field(() => MeetingStatusEnum)
  status: string;

  @Field(() => String, { nullable: true })
  cancelReason: string | null;

  @Field(() => Boolean)
  isExtraordinary: boolean;

  @Field(() => ID, { nullable: true })
  seriesId: string | null;

  @Field(() => String, { nullable: true, description: "The series' rule in words." })
  seriesDescription: string | null;

  @Field(() => Int, { nullable: true })
  seriesLockVersion: number | null;

  @Field(() => Int, { description: 'The version of the terms of reference it is held under.' })
  termsVersion: number;

  @Field(() => Boolean)
  deputiesAllowed: boolean;

  @Field(() => String, { nullable: true, description: 'Instant at which the seats were told of this date and time.' })
  noticeGivenAt: string | null;

  @Field(() => Boolean, { nullable: true })
  isQuorate: boolean | null;

  @Field(() => Int)
  registerVersion: number;

  @Field(() => [Reply], { description: 'Empty for a commissioner or administrator, who see the forecast only.' })
  replies: Reply[];

  @Field(() => QuorumForecast)
  forecast: QuorumForecast;

  @Field(() => [SkippedDate], { description: 'Dates of its series that are not met on, from today on.' })
  skipped: SkippedDate[];

  @Field(() => Boolean, { description: 'Whether it is still to come, so that it can be moved and answered.' })
  isComing: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer may change it.' })
  mayEdit: boolean;

  @Field(() => Boolean, {
    description: 'Whether the viewer may call it off: until a week after its day, while nobody is marked.',
  })
  mayCancel: boolean;

  @Field(() => Int)
  lockVersion: number;
}

@ObjectType({ description: 'Somebody who may stand in for a seat.' })
export class DeputyCandidate extends Named {
  @Field(() => Boolean, { description: 'On the register of deputies of the seat.' })
  isRegistered: boolean;
}

@ObjectType({ description: 'A person or a room that is taken at that time.' })
export class Clash {
  @Field(() => ClashKindEnum)
  kind: string;

  @Field(() => String)
  name: string;

  @Field(() => String, { description: 'Local date of the meeting that has them.' })
  date: string;

  @Field(() => String)
  startTime: string;

  @Field(() => String)
  endTime: string;

  @Field(() => String, { nullable: true, description: 'Null where the viewer may not see that meeting.' })
  meetingName: string | null;
}

@ObjectType()
export class PreviewedMeeting {
  @Field(() => String)
  date: string;

  @Field(() => String)
  startTime: string;

  @Field(() => String)
  endTime: string;

  @Field(() => [Clash])
  clashes: Clash[];
}

@ObjectType({ description: 'What planning a series would give, before anything is saved.' })
export class SeriesPreview {
  @Field(() => String, { description: 'The rule in words; empty while it has problems.' })
  description: string;

  @Field(() => [InputProblem])
  problems: InputProblem[];

  @Field(() => [PreviewedMeeting])
  meetings: PreviewedMeeting[];

  @Field(() => [SkippedDate])
  skipped: SkippedDate[];
}

@ObjectType({ description: 'A meeting on the Today page.' })
export class TodayMeeting {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  date: string;

  @Field(() => String)
  startTime: string;

  @Field(() => String)
  endTime: string;

  @Field(() => String, { description: 'Site and room, or "Online"; empty when neither is known.' })
  place: string;

  @Field(() => MeetingStatusEnum)
  status: string;

  @Field(() => String, { description: '"5 of 6 seats; missing: geriatrician".' })
  cover: string;

  @Field(() => Boolean)
  isForecastQuorate: boolean;

  @Field(() => Int)
  repliesWaiting: number;

  @Field(() => Boolean, { description: 'Whether any invitation has not been sent.' })
  isUnsent: boolean;

  @Field(() => ID, { nullable: true, description: "The viewer's own invitation." })
  myInvitationId: string | null;

  @Field(() => ResponseEnum, { nullable: true })
  myResponse: string | null;

  @Field(() => Int, { nullable: true })
  myLockVersion: number | null;

  @Field(() => Boolean, { description: 'By the terms of reference of the MDT.' })
  deputiesAllowed: boolean;
}

@ObjectType({ description: 'Meetings for the Today page of the acting role.' })
export class TodayMeetings {
  @Field(() => String, { description: 'The local date.' })
  date: string;

  @Field(() => [TodayMeeting], {
    description: 'Today: hosted by the acting organisation, or that the viewer is invited to.',
  })
  today: TodayMeeting[];

  @Field(() => [TodayMeeting], { description: 'The next 14 days with answers missing, for co-ordinators.' })
  waiting: TodayMeeting[];

  @Field(() => [TodayMeeting], { description: 'The next 28 days to which the viewer is invited, today left out.' })
  mine: TodayMeeting[];
}

@ObjectType({ description: 'Something about the meeting changed; read it again.' })
export class MeetingChanged {
  @Field(() => ID)
  meetingId: string;
}
