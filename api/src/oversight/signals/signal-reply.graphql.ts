import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { CorrectionStateEnum, PointDecisionEnum, ReplyPointKindEnum } from './signal-codes.graphql.js';
import { SignalActor } from './signal-parts.graphql.js';

@ObjectType({ description: 'A row of the register that a point is about. Nobody is named.' })
export class ReplyPointRow {
  @Field(() => ID)
  meetingId: string;

  @Field(() => ID)
  seatId: string;

  @Field(() => String)
  date: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  roleName: string;

  @Field(() => CorrectionStateEnum, { nullable: true, description: 'Null where nothing was asked of the host.' })
  correction: string | null;
}

@ObjectType()
export class ReplyPoint {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  no: number;

  @Field(() => ReplyPointKindEnum)
  kind: string;

  @Field(() => String)
  words: string;

  @Field(() => String)
  evidence: string;

  @Field(() => [ReplyPointRow])
  rows: ReplyPointRow[];

  @Field(() => PointDecisionEnum, { nullable: true })
  decision: string | null;

  @Field(() => String, { nullable: true })
  decisionReason: string | null;

  @Field(() => String, { nullable: true })
  decidedAt: string | null;

  @Field(() => SignalActor, { nullable: true })
  decidedBy: SignalActor | null;

  @Field(() => String, { nullable: true, description: 'Why the viewer may not decide it; null where they may.' })
  lockedBecause: string | null;
}

@ObjectType({ description: 'What the provider says, beside the signal for ever.' })
export class SignalReply {
  @Field(() => String)
  summary: string;

  @Field(() => String)
  sentAt: string;

  @Field(() => SignalActor)
  sentBy: SignalActor;

  @Field(() => [ReplyPoint])
  points: ReplyPoint[];
}

@ObjectType()
export class DraftRow {
  @Field(() => ID)
  meetingId: string;

  @Field(() => ID)
  seatId: string;
}

@ObjectType()
export class DraftPoint {
  @Field(() => ReplyPointKindEnum)
  kind: string;

  @Field(() => String)
  words: string;

  @Field(() => String)
  evidence: string;

  @Field(() => [DraftRow])
  rows: DraftRow[];
}

@ObjectType({ description: "What the provider has written so far; for the provider's managers alone." })
export class ReplyDraft {
  @Field(() => Int)
  version: number;

  @Field(() => String)
  summary: string;

  @Field(() => [DraftPoint])
  points: DraftPoint[];

  @Field(() => String)
  savedAt: string;
}

@InputType()
export class ReplyRowInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => ID)
  seatId: string;
}

@InputType()
export class ReplyPointInput {
  @Field(() => ReplyPointKindEnum)
  kind: string;

  @Field(() => String)
  words: string;

  @Field(() => String, { nullable: true })
  evidence?: string | null;

  @Field(() => [ReplyRowInput], { nullable: true })
  rows?: ReplyRowInput[] | null;
}

/** What a reply says, as a draft and as it is sent. */
@InputType({ isAbstract: true })
abstract class ReplyWordsInput {
  @Field(() => ID)
  signalId: string;

  @Field(() => String)
  summary: string;

  @Field(() => [ReplyPointInput])
  points: ReplyPointInput[];
}

@InputType()
export class SaveReplyDraftInput extends ReplyWordsInput {
  @Field(() => Int, { description: '0 where there is no draft yet.' })
  expectedVersion: number;
}

@InputType()
export class SendReplyInput extends ReplyWordsInput {
  @Field(() => Int, { description: 'The version of the draft that the reply was written from; 0 where there is none.' })
  draftVersion: number;
}

@InputType()
export class DecidePointInput {
  @Field(() => ID)
  pointId: string;

  @Field(() => PointDecisionEnum)
  decision: string;

  @Field(() => String)
  reason: string;

  @Field(() => String, { nullable: true, description: 'What the register should say, where rows are named.' })
  correction?: string | null;
}
