import { createUnionType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ChangedByOther, InvalidInput, NotPermitted } from '../../platform/refusal.js';

@ObjectType({ description: 'One version of the terms: how long records may be disputed, all in working days.' })
export class DisputeTermsVersion {
  @Field(() => Int)
  version: number;

  @Field(() => String, { description: 'Local date: records written from then on go by it.' })
  inForceFrom: string;

  @Field(() => Int)
  disputeWorkingDays: number;

  @Field(() => Int)
  answerWorkingDays: number;

  @Field(() => Int)
  remindWorkingDays: number;

  @Field(() => String)
  reason: string;

  @Field(() => String)
  issuedAt: string;
}

@ObjectType({ description: 'How long a record written today may be disputed, all in working days.' })
export class DisputeTermsView {
  @Field(() => Int, { description: 'The newest version, in force or not yet; 0 for the terms that the product ships.' })
  version: number;

  @Field(() => Int)
  disputeWorkingDays: number;

  @Field(() => Int)
  answerWorkingDays: number;

  @Field(() => Int, { description: 'How long before an answer is due the host is reminded.' })
  remindWorkingDays: number;

  @Field(() => Boolean)
  canIssue: boolean;

  @Field(() => [DisputeTermsVersion], { description: 'Newest first.' })
  versions: DisputeTermsVersion[];
}

@InputType()
export class IssueDisputeTermsInput {
  @Field(() => Int)
  disputeWorkingDays: number;

  @Field(() => Int)
  answerWorkingDays: number;

  @Field(() => Int)
  remindWorkingDays: number;

  @Field(() => String, { description: 'Local date, today or later.' })
  inForceFrom: string;

  @Field(() => String)
  reason: string;

  @Field(() => Int, { description: 'The newest version that was seen, 0 for none.' })
  expectedVersion: number;
}

@ObjectType()
export class DisputeTermsIssued {
  @Field(() => Int)
  version: number;
}

export const IssueDisputeTermsResult = createUnionType({
  name: 'IssueDisputeTermsResult',
  types: () => [DisputeTermsIssued, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});
