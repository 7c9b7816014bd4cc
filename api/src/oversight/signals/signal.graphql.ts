import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { signalLifecycle } from '@quorate/libs/lifecycle';
import { MONTH_LEVELS } from '@quorate/libs/signals';
import { graphqlEnum } from '../../attendance/graphql-enum.js';
import { ChangedByOther, InvalidInput, NotPermitted, Refusal } from '../../platform/refusal.js';
import { ScopeKindEnum } from '../../withholding/figures/figures.graphql.js';
import { PEOPLES_EVENTS, TEST_CODES } from './signal-inputs.js';
import { SIGNAL_STEP_KINDS } from './signal-state.js';

export const SignalLevelEnum = graphqlEnum(MONTH_LEVELS.filter((level) => level !== 'none'));
registerEnumType(SignalLevelEnum, { name: 'SignalLevel', description: 'EARLY_NOTICE is for the provider alone.' });
export const SignalStageEnum = graphqlEnum(signalLifecycle.states);
registerEnumType(SignalStageEnum, { name: 'SignalStage' });
export const SignalEventEnum = graphqlEnum(PEOPLES_EVENTS);
registerEnumType(SignalEventEnum, { name: 'SignalEvent', description: 'Steps that people take.' });
export const SignalStepKindEnum = graphqlEnum(SIGNAL_STEP_KINDS);
registerEnumType(SignalStepKindEnum, { name: 'SignalStepKind' });
export const SignalTestEnum = graphqlEnum(TEST_CODES);
registerEnumType(SignalTestEnum, { name: 'SignalTestCode' });
export const ReplyPointKindEnum = graphqlEnum(['slip', 'fact', 'context']);
registerEnumType(ReplyPointKindEnum, {
  name: 'ReplyPointKind',
  description: 'A slip of typing or a number, a fact disputed with evidence, context to be known.',
});
export const PointDecisionEnum = graphqlEnum(['upheld', 'partlyUpheld', 'notUpheld']);
registerEnumType(PointDecisionEnum, { name: 'PointDecisionCode' });
export const UndertakingKindEnum = graphqlEnum(['stop', 'restore', 'other']);
registerEnumType(UndertakingKindEnum, { name: 'UndertakingKind' });
export const SignalFilterEnum = graphqlEnum(['open', 'closed']);
registerEnumType(SignalFilterEnum, { name: 'SignalFilter' });
export const CorrectionStateEnum = graphqlEnum(['asked', 'corrected', 'stands']);
registerEnumType(CorrectionStateEnum, { name: 'CorrectionState' });
const CorrectionAnswerEnum = graphqlEnum(['corrected', 'stands']);
registerEnumType(CorrectionAnswerEnum, { name: 'CorrectionAnswer' });

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

  @Field(() => [SignalSummary])
  items: SignalSummary[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType({
  description: 'Who did it: the role and organisation they acted for; a name to their own organisation only.',
})
export class SignalActor {
  @Field(() => String, { nullable: true })
  name: string | null;

  @Field(() => String)
  role: string;

  @Field(() => String)
  organisationName: string;
}

@ObjectType()
export class SignalStep {
  @Field(() => Int)
  no: number;

  @Field(() => String)
  at: string;

  @Field(() => SignalStepKindEnum)
  kind: string;

  @Field(() => SignalStageEnum, { nullable: true })
  fromStage: string | null;

  @Field(() => SignalStageEnum, { nullable: true })
  toStage: string | null;

  @Field(() => SignalLevelEnum, { nullable: true })
  toLevel: string | null;

  @Field(() => String)
  reason: string;

  @Field(() => SignalActor, { nullable: true, description: 'Null when the product did it by rule.' })
  by: SignalActor | null;

  @Field(() => String, { nullable: true, description: 'The month that was judged, its first day.' })
  month: string | null;

  @Field(() => String, { nullable: true, description: 'The due date that came of it.' })
  dueOn: string | null;

  @Field(() => String, { nullable: true, description: 'Another body that it was referred to.' })
  bodyName: string | null;

  @Field(() => Int, { nullable: true })
  pointNo: number | null;
}

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

@ObjectType({ description: 'A question that is answered before a concern is raised.' })
export class SignalTest {
  @Field(() => SignalTestEnum)
  code: string;

  @Field(() => String)
  title: string;

  @Field(() => String)
  question: string;

  @Field(() => String)
  source: string;

  @Field(() => String, { nullable: true })
  answer: string | null;

  @Field(() => SignalActor, { nullable: true })
  answeredBy: SignalActor | null;

  @Field(() => String, { nullable: true })
  answeredAt: string | null;
}

@ObjectType({ description: 'Who a concern would go to, by the licence status on a day.' })
export class SignalRoute {
  @Field(() => String)
  licenceStatus: string;

  @Field(() => String, { description: 'The day whose status counts: the onset.' })
  on: string;

  @Field(() => String)
  addressee: string;

  @Field(() => String)
  wording: string;
}

@ObjectType()
export class Undertaking {
  @Field(() => ID)
  id: string;

  @Field(() => UndertakingKindEnum)
  kind: string;

  @Field(() => String)
  words: string;

  @Field(() => String, { description: 'The post that sees to it.' })
  owner: string;

  @Field(() => String)
  actionOn: string;

  @Field(() => String)
  agreedAt: string;

  @Field(() => SignalActor)
  agreedBy: SignalActor;
}

@ObjectType()
export class TimetableStage {
  @Field(() => SignalStageEnum)
  stage: string;

  @Field(() => String)
  dueOn: string;
}

@ObjectType({ description: 'A step that the viewer could take, and why it has to wait.' })
export class NextStep {
  @Field(() => SignalEventEnum)
  event: string;

  @Field(() => Boolean)
  needsReason: boolean;

  @Field(() => String, { nullable: true, description: 'What has to happen first; null where it can be taken.' })
  lockedBecause: string | null;
}

@ObjectType()
export class OtherBody {
  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  remit: string;
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

  @Field(() => String)
  latestMonth: string;

  @Field(() => String)
  providerSeesFrom: string;

  @Field(() => String, { nullable: true })
  commissionerSeesFrom: string | null;

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

  @Field(() => [Undertaking])
  undertakings: Undertaking[];

  @Field(() => [TimetableStage], { description: 'What the parties may expect if every stage takes its time.' })
  timetable: TimetableStage[];

  @Field(() => [NextStep])
  nextSteps: NextStep[];

  @Field(() => [OtherBody])
  bodies: OtherBody[];
}

@ObjectType({ description: "A register that the viewer's organisation is asked to look at again." })
export class RegisterCorrection {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  version: number;

  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  date: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String)
  instruction: string;

  @Field(() => String)
  askedAt: string;

  @Field(() => Boolean, { description: 'Whether the register has changed since.' })
  isCorrected: boolean;
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

@ObjectType()
export class SignalChanged {
  @Field(() => ID)
  signalId: string;

  @Field(() => SignalInfo, { nullable: true })
  signal?: SignalInfo | null;
}

@ObjectType()
export class CorrectionAnswered {
  @Field(() => ID)
  correctionId: string;
}

@ObjectType({
  implements: () => [Refusal],
  description: 'The rules do not allow this step now, or not by this person.',
})
export class SignalStepNotPossible extends Refusal {}

const resolveType = (value: { __typename: string }) => value.__typename;

export const ChangeSignalResult = createUnionType({
  name: 'ChangeSignalResult',
  types: () => [SignalChanged, SignalStepNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});

export const AnswerCorrectionResult = createUnionType({
  name: 'AnswerCorrectionResult',
  types: () => [CorrectionAnswered, SignalStepNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType,
});

@InputType()
export class MoveSignalInput {
  @Field(() => ID)
  signalId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => SignalEventEnum)
  event: string;

  @Field(() => String, { nullable: true })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: 'For a referral: who to.' })
  bodyCode?: string | null;

  @Field(() => String, { nullable: true, description: 'For stopping: what all staff may read. Name nobody in it.' })
  publishedReason?: string | null;
}

@InputType()
export class ExtendReplyInput {
  @Field(() => ID)
  signalId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => Int)
  workingDays: number;

  @Field(() => String)
  reason: string;
}

@InputType()
export class ExplainSlippageInput {
  @Field(() => ID)
  signalId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String)
  dueOn: string;

  @Field(() => String)
  reason: string;
}

@InputType()
export class AnswerSignalTestInput {
  @Field(() => ID)
  signalId: string;

  @Field(() => SignalTestEnum)
  testCode: string;

  @Field(() => String)
  answer: string;
}

@InputType()
export class AgreeUndertakingInput {
  @Field(() => ID)
  signalId: string;

  @Field(() => UndertakingKindEnum)
  kind: string;

  @Field(() => String)
  words: string;

  @Field(() => String)
  owner: string;

  @Field(() => String)
  actionOn: string;
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

@InputType()
export class SaveReplyDraftInput {
  @Field(() => ID)
  signalId: string;

  @Field(() => Int, { description: '0 where there is no draft yet.' })
  expectedVersion: number;

  @Field(() => String)
  summary: string;

  @Field(() => [ReplyPointInput])
  points: ReplyPointInput[];
}

@InputType()
export class SendReplyInput {
  @Field(() => ID)
  signalId: string;

  @Field(() => Int, { description: 'The version of the draft that the reply was written from; 0 where there is none.' })
  draftVersion: number;

  @Field(() => String)
  summary: string;

  @Field(() => [ReplyPointInput])
  points: ReplyPointInput[];
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

@InputType()
export class AnswerCorrectionInput {
  @Field(() => ID)
  correctionId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => CorrectionAnswerEnum)
  answer: string;

  @Field(() => String, { nullable: true })
  reason?: string | null;
}
