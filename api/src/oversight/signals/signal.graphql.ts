import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ScopeKindEnum } from '../../withholding/figures/figures.graphql.js';
import { SignalLevelEnum, SignalStageEnum } from './signal-codes.graphql.js';
import { NextStep, OtherBody, SignalRoute, SignalStep, SignalTest, TimetableStage } from './signal-parts.graphql.js';
import { ReplyDraft, SignalReply } from './signal-reply.graphql.js';

@ObjectType({ description: 'Where the pattern was found.' })
export class FoundScope {
  @Field(() => ScopeKindEnum)
  kind: string;

  @Field(() => String, { nullable: true })
  name: string | null;
}

@ObjectType({ description: 'A signal in the log. It is a reason to ask and not a finding.' })
export class SignalSummary {
  @Field(() => ID)
  id: string;

  @Field(() => String, { description: 'How it is called in mail and conversation.' })
  reference: string;

  @Field(() => ID)
  providerId: string;

  @Field(() => String)
  providerName: string;

  @Field(() => SignalLevelEnum)
  level: string;

  @Field(() => SignalStageEnum)
  stage: string;

  @Field(() => String, { nullable: true })
  stageDueOn: string | null;

  @Field(() => Boolean)
  isOverdue: boolean;

  @Field(() => String, { description: 'First day of the fortnight in which it most likely began.' })
  since: string;

  @Field(() => FoundScope)
  scope: FoundScope;

  @Field(() => String)
  openedAt: string;

  @Field(() => String, { nullable: true })
  closedAt: string | null;

  @Field(() => Boolean)
  hasReply: boolean;

  @Field(() => Int)
  undecidedPoints: number;
}

@ObjectType()
export class SignalPage {
  @Field(() => Int, { description: 'Open ones that the viewer sees.' })
  open: number;

  @Field(() => Boolean, { description: 'Whether months are being judged, so that signals may still come of them.' })
  isJudging: boolean;

  @Field(() => [SignalSummary])
  items: SignalSummary[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType('Signal', {
  description: 'A pattern consistent with staff not being released: a reason to ask, not a finding.',
})
export class SignalInfo extends SignalSummary {
  @Field(() => Int)
  version: number;

  @Field(() => String)
  caveat: string;

  @Field(() => String, { description: 'The rules in force when it opened.' })
  regimeName: string;

  @Field(() => Int, { description: 'Of the rules in force when it opened.' })
  regimeVersion: number;

  @Field(() => String, { description: 'Said to the provider above its reply; may be empty.' })
  replyHelp: string;

  @Field(() => String, { description: 'Said to commissioners above the tests; may be empty.' })
  concernHelp: string;

  @Field(() => String)
  latestMonth: string;

  @Field(() => String)
  providerSeesFrom: string;

  @Field(() => String, { nullable: true })
  commissionerSeesFrom: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'For the provider: from when commissioners see what the last month said. Null where they see it.',
  })
  levelSeenFrom: string | null;

  @Field(() => ID, { nullable: true })
  earlierSignalId: string | null;

  @Field(() => Boolean, { description: "Whether it is about the viewer's own organisation." })
  isOwn: boolean;

  @Field(() => Boolean, { description: 'Whether the months were judged again after an upheld point.' })
  isCorrectedAfterReply: boolean;

  @Field(() => [SignalStep], { description: 'What happened, oldest first.' })
  steps: SignalStep[];

  @Field(() => SignalReply, { nullable: true })
  reply: SignalReply | null;

  @Field(() => ReplyDraft, { nullable: true })
  draft: ReplyDraft | null;

  @Field(() => Boolean, { description: 'Whether the time to reply can still be extended by the viewer.' })
  canExtend: boolean;

  @Field(() => Int, { description: 'Working days.' })
  mostExtension: number;

  @Field(() => [SignalTest])
  tests: SignalTest[];

  @Field(() => SignalRoute)
  route: SignalRoute;

  @Field(() => [TimetableStage], { description: 'What the parties may expect if every stage takes its time.' })
  timetable: TimetableStage[];

  @Field(() => [NextStep])
  nextSteps: NextStep[];

  @Field(() => [OtherBody])
  bodies: OtherBody[];
}

@ObjectType({ description: 'A reason that every member of staff may read. It names nobody.' })
export class PublishedReason {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  kind: string;

  @Field(() => String)
  title: string;

  @Field(() => String)
  words: string;

  @Field(() => String, { description: 'The month, YYYY-MM: a day could tell which signal it was.' })
  month: string;
}
