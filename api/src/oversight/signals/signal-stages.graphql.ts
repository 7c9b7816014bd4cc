import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ChangedByOther, InvalidInput, NotPermitted } from '../../platform/refusal.js';
import { SignalInfo } from './signal.graphql.js';
import { SignalEventEnum } from './signal-codes.graphql.js';
import { SignalStepNotPossible } from './signal-parts.graphql.js';

@ObjectType()
export class SignalChanged {
  @Field(() => ID)
  signalId: string;

  @Field(() => SignalInfo, { nullable: true })
  signal?: SignalInfo | null;
}

export const ChangeSignalResult = createUnionType({
  name: 'ChangeSignalResult',
  types: () => [SignalChanged, SignalStepNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
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

  @Field(() => String, { description: 'One of the tests of the rules that the signal was opened under.' })
  testCode: string;

  @Field(() => String)
  answer: string;
}
