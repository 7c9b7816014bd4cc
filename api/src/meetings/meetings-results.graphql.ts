import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ChangedByOther, InvalidInput, NotPermitted, Refusal } from '../platform/refusal.js';
import { SkippedDate } from './mdts/mdt.graphql.js';
import { Clash } from './meetings.graphql.js';

@ObjectType({ implements: () => [Refusal], description: 'People or a room are taken; nothing was saved.' })
export class Clashes extends Refusal {
  @Field(() => [Clash], { description: 'At most 20.' })
  clashes: Clash[];
}

@ObjectType({
  implements: () => [Refusal],
  description: 'The meeting has begun, is over or was cancelled, and can no longer change.',
})
export class MeetingClosed extends Refusal {}

@ObjectType()
export class MdtSaved {
  @Field(() => ID)
  mdtId: string;
}

@ObjectType()
export class SeriesPlanned {
  @Field(() => ID)
  seriesId: string;

  @Field(() => [ID], { description: 'In date order.' })
  meetingIds: string[];

  @Field(() => [SkippedDate])
  skipped: SkippedDate[];
}

@ObjectType()
export class MeetingsChanged {
  @Field(() => ID)
  mdtId: string;

  @Field(() => ID, { nullable: true, description: 'Another one than before when the series was split.' })
  seriesId: string | null;

  @Field(() => [ID])
  meetingIds: string[];

  @Field(() => [ID])
  cancelledMeetingIds: string[];

  @Field(() => [SkippedDate])
  skipped: SkippedDate[];
}

@ObjectType()
export class ReplySaved {
  @Field(() => ID)
  invitationId: string;

  @Field(() => ID)
  meetingId: string;
}

@ObjectType()
export class InvitationsSent {
  @Field(() => Int, { description: 'People who got a mail.' })
  people: number;

  @Field(() => Int, { description: 'Meetings that the mails are about.' })
  meetings: number;
}

const resolveType = (value: { __typename: string }) => value.__typename;

export const CreateMdtResult = createUnionType({
  name: 'CreateMdtResult',
  types: () => [MdtSaved, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const ReviseTermsResult = createUnionType({
  name: 'ReviseTermsResult',
  types: () => [MdtSaved, Clashes, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const ChangeMdtStatusResult = createUnionType({
  name: 'ChangeMdtStatusResult',
  types: () => [MdtSaved, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const SetSeatHolderResult = createUnionType({
  name: 'SetSeatHolderResult',
  types: () => [MdtSaved, Clashes, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const SetSeatDeputiesResult = createUnionType({
  name: 'SetSeatDeputiesResult',
  types: () => [MdtSaved, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const PlanSeriesResult = createUnionType({
  name: 'PlanSeriesResult',
  types: () => [SeriesPlanned, Clashes, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const ExtendSeriesResult = createUnionType({
  name: 'ExtendSeriesResult',
  types: () => [SeriesPlanned, Clashes, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const EditMeetingResult = createUnionType({
  name: 'EditMeetingResult',
  types: () => [MeetingsChanged, Clashes, MeetingClosed, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const CancelMeetingResult = createUnionType({
  name: 'CancelMeetingResult',
  types: () => [MeetingsChanged, MeetingClosed, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const AddExtraordinaryMeetingResult = createUnionType({
  name: 'AddExtraordinaryMeetingResult',
  types: () => [MeetingsChanged, Clashes, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const AnswerInvitationResult = createUnionType({
  name: 'AnswerInvitationResult',
  types: () => [ReplySaved, Clashes, MeetingClosed, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const RecordReplyResult = createUnionType({
  name: 'RecordReplyResult',
  types: () => [ReplySaved, Clashes, MeetingClosed, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const NameDeputyResult = createUnionType({
  name: 'NameDeputyResult',
  types: () => [ReplySaved, Clashes, MeetingClosed, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
export const SendInvitationsResult = createUnionType({
  name: 'SendInvitationsResult',
  types: () => [InvitationsSent, MeetingClosed, NotPermitted, InvalidInput] as const,
  resolveType,
});
