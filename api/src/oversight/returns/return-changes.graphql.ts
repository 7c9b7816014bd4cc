import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ChangedByOther, InvalidInput, NotPermitted, Refusal } from '../../platform/refusal.js';
import { ProviderReturn } from './return.graphql.js';

@ObjectType()
export class ReturnChanged {
  @Field(() => ID)
  returnId: string;

  // Resolved when it is asked for.
  @Field(() => ProviderReturn, { nullable: true })
  return?: ProviderReturn | null;
}

@ObjectType({ implements: () => [Refusal], description: 'The step cannot be taken now; the message says what can.' })
export class ReturnNotPossible extends Refusal {}

export const ChangeReturnResult = createUnionType({
  name: 'ChangeReturnResult',
  types: () => [ReturnChanged, ReturnNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

@InputType()
export class ReturnCommentInput {
  @Field(() => String, { description: 'Code of the line.' })
  line: string;

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters; empty takes it away.' })
  words?: string | null;
}

@InputType()
export class SaveReturnCommentsInput {
  @Field(() => ID)
  returnId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { nullable: true })
  overall?: string | null;

  @Field(() => [ReturnCommentInput], { description: 'All comments on lines; one that is left out is taken away.' })
  lines: ReturnCommentInput[];
}

@InputType()
export class ReturnAsReadInput {
  @Field(() => ID)
  returnId: string;

  @Field(() => Int)
  expectedVersion: number;
}

@InputType()
export class SendBackReturnInput extends ReturnAsReadInput {
  @Field(() => String)
  reason: string;
}

@InputType()
export class WithdrawReturnInput extends ReturnAsReadInput {
  @Field(() => String)
  reason: string;
}

@InputType()
export class SignReturnInput extends ReturnAsReadInput {
  @Field(() => Boolean, { description: 'That the signer has read it.' })
  hasRead: boolean;
}

@InputType()
export class ReturnAnewInput {
  @Field(() => ID, { description: 'The signed version.' })
  returnId: string;
}
