import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ChangedByOther, InvalidInput, NotPermitted } from '../../platform/refusal.js';
import { CorrectionAnswerEnum } from './signal-codes.graphql.js';
import { SignalStepNotPossible } from './signal-parts.graphql.js';

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

@ObjectType()
export class CorrectionAnswered {
  @Field(() => ID)
  correctionId: string;
}

export const AnswerCorrectionResult = createUnionType({
  name: 'AnswerCorrectionResult',
  types: () => [CorrectionAnswered, SignalStepNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

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
