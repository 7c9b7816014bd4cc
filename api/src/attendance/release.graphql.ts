import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ChangedByOther, InvalidInput, NotPermitted, Refusal } from '../platform/refusal.js';
import { graphqlEnum } from './graphql-enum.js';
import { AbsenceReasonEnum, ReleaseStateEnum } from './register.graphql.js';
import { REFUSAL_REASONS } from './release-inputs.js';

export const ReleaseQueueStateEnum = graphqlEnum(['waiting', 'answered', 'missed']);
registerEnumType(ReleaseQueueStateEnum, {
  name: 'ReleaseQueueState',
  description: 'MISSED was never answered before the meeting was over.',
});

export enum ReleaseAnswer {
  GRANT = 'GRANT',
  GRANT_WITH_COVER = 'GRANT_WITH_COVER',
  REFUSE = 'REFUSE',
}
registerEnumType(ReleaseAnswer, { name: 'ReleaseAnswer' });

const ReleaseRefusalReasonEnum = graphqlEnum(REFUSAL_REASONS);
registerEnumType(ReleaseRefusalReasonEnum, {
  name: 'ReleaseRefusalReason',
  description: 'The absence reasons that a manager may refuse with.',
});

@ObjectType({ description: 'A deputy for the seat, and whether another meeting has them at that hour.' })
export class ReleaseCover {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => Boolean)
  isBooked: boolean;
}

@ObjectType('ReleaseRequest', { description: "A request to a person's employer to let them go to one meeting." })
export class ReleaseRequestInfo {
  @Field(() => ID)
  id: string;

  @Field(() => ReleaseStateEnum)
  state: string;

  @Field(() => Int)
  version: number;

  @Field(() => String)
  note: string;

  @Field(() => String, { description: 'Local date: the last day for an answer.' })
  dueOn: string;

  @Field(() => Boolean)
  isOverdue: boolean;

  @Field(() => String)
  requestedAt: string;

  @Field(() => String)
  requestedBy: string;

  @Field(() => Int, { description: 'Working days from the request to the meeting.' })
  noticeWorkingDays: number;

  @Field(() => String, { nullable: true })
  decidedAt: string | null;

  @Field(() => String, { nullable: true })
  decidedBy: string | null;

  @Field(() => AbsenceReasonEnum, { nullable: true })
  reasonCode: string | null;

  @Field(() => String, { nullable: true })
  answerNote: string | null;

  @Field(() => String, { nullable: true })
  coverName: string | null;

  @Field(() => ID)
  seatId: string;

  @Field(() => ID)
  practitionerId: string;

  @Field(() => String)
  personName: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String)
  providerName: string;

  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  hostName: string;

  @Field(() => Boolean, { description: "True for a meeting that the person's own employer hosts." })
  isOwnSite: boolean;

  @Field(() => Boolean)
  isMeetingOver: boolean;

  @Field(() => String)
  meetingDate: string;

  @Field(() => String)
  startTime: string;

  @Field(() => Int)
  durationMinutes: number;

  @Field(() => String, { nullable: true })
  siteName: string | null;

  @Field(() => Boolean)
  isOnline: boolean;

  @Field(() => [ReleaseCover])
  cover: ReleaseCover[];
}

@ObjectType()
export class ReleaseQueue {
  @Field(() => Int, { description: 'How many wait for an answer, whatever page is shown.' })
  waiting: number;

  @Field(() => Int)
  overdue: number;

  @Field(() => [ReleaseRequestInfo])
  items: ReleaseRequestInfo[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@InputType()
export class RequestReleaseInput {
  @Field(() => ID, { nullable: true })
  invitationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'With seatId, in place of the invitation.' })
  meetingId?: string | null;

  @Field(() => ID, { nullable: true })
  seatId?: string | null;

  @Field(() => String, { defaultValue: '' })
  note: string;
}

@InputType()
export class AnswerReleaseInput {
  @Field(() => ID)
  releaseRequestId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => ReleaseAnswer)
  answer: ReleaseAnswer;

  @Field(() => ID, { nullable: true, description: 'Who covers; or say it in `note`.' })
  coverPractitionerId?: string | null;

  @Field(() => ReleaseRefusalReasonEnum, { nullable: true, description: 'Needed to refuse.' })
  reasonCode?: string | null;

  @Field(() => String, { nullable: true })
  note?: string | null;
}

@InputType()
export class AnswerReleasesInput {
  @Field(() => [AnswerReleaseInput])
  answers: AnswerReleaseInput[];
}

@InputType()
export class CancelReleaseInput {
  @Field(() => ID)
  releaseRequestId: string;

  @Field(() => Int)
  expectedVersion: number;
}

@ObjectType()
export class ReleaseRequested {
  @Field(() => ID)
  releaseRequestId: string;

  @Field(() => Int, { description: '0 means that nobody at the provider is set up to answer.' })
  managersTold: number;
}

@ObjectType()
export class ReleasesAnswered {
  @Field(() => [ID])
  releaseRequestIds: string[];
}

@ObjectType()
export class ReleaseCancelled {
  @Field(() => ID)
  releaseRequestId: string;
}

@ObjectType({
  implements: () => [Refusal],
  description: 'Codes: MEETING_OVER, MEETING_CANCELLED, SEAT_EMPTY, ALREADY_ASKED, NOT_ALLOWED_NOW.',
})
export class ReleaseNotPossible extends Refusal {}

const resolveType = (value: { __typename: string }) => value.__typename;

export const RequestReleaseResult = createUnionType({
  name: 'RequestReleaseResult',
  types: () => [ReleaseRequested, ReleaseNotPossible, NotPermitted, InvalidInput] as const,
  resolveType,
});

export const AnswerReleaseResult = createUnionType({
  name: 'AnswerReleaseResult',
  types: () => [ReleasesAnswered, ReleaseNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});

export const CancelReleaseResult = createUnionType({
  name: 'CancelReleaseResult',
  types: () => [ReleaseCancelled, ReleaseNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});
