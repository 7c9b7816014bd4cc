import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { InvalidInput, NotPermitted, Refusal } from '../../platform/refusal.js';

@ObjectType({
  description: 'Figures frozen for commissioners: every quarter up to one, as it was counted at an instant.',
})
export class EngagementPublication {
  @Field(() => Int)
  number: number;

  @Field(() => Date)
  publishedAt: Date;

  @Field(() => String, { description: 'The last month that it holds, YYYY-MM.' })
  throughMonth: string;

  @Field(() => Boolean)
  isNewest: boolean;

  @Field(() => String, { description: 'schedule or byHand' })
  cause: string;

  @Field(() => String, { description: 'Why it was published by hand; empty otherwise.' })
  reason: string;

  @Field(() => Int, { description: 'Of the rules of counting and of small numbers that made it.' })
  ruleVersion: number;

  @Field(() => String, { nullable: true, description: 'The newest number of evidence when it was made.' })
  dataCut: string | null;

  @Field(() => Int, { description: "Providers' quarters that are new in it." })
  added: number;

  @Field(() => [CorrectedQuarter], { description: "Providers' quarters that are there again with corrections." })
  corrected: CorrectedQuarter[];
}

@ObjectType({ description: "One provider's quarter that was published again." })
export class CorrectedQuarter {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  organisationName: string;

  @Field(() => String, { description: 'First month, YYYY-MM.' })
  quarter: string;

  @Field(() => Int)
  version: number;

  @Field(() => String, { description: 'all, sites or total: how far it may be cut beside the earlier version.' })
  detail: string;
}

@ObjectType()
export class EngagementPublications {
  @Field(() => [EngagementPublication], { description: 'Newest first.' })
  publications: EngagementPublication[];

  @Field(() => String, { description: 'When the next quarter is published, YYYY-MM-DD.' })
  nextOn: string;

  @Field(() => Date, { nullable: true, description: 'When the viewer was last here before this session.' })
  previousVisitAt: Date | null;

  @Field(() => Boolean, { description: 'Whether the viewer may publish by hand.' })
  mayPublish: boolean;
}

@InputType()
export class PublishEngagementInput {
  @Field(() => String, { description: 'Why now; shown beside the publication.' })
  reason: string;
}

@ObjectType({ description: 'What was published.' })
export class EngagementPublished {
  @Field(() => Int)
  number: number;

  @Field(() => Int)
  added: number;

  @Field(() => Int)
  corrected: number;
}

@ObjectType({
  implements: () => [Refusal],
  description: 'No quarter has ended since the last publication, and no correction may be told yet.',
})
export class NothingToPublish extends Refusal {}

export const PublishEngagementResult = createUnionType({
  name: 'PublishEngagementResult',
  types: () => [EngagementPublished, NothingToPublish, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});
