import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'One seat at one meeting, as the return counts it.' })
export class ProviderReturnRow {
  @Field(() => ID)
  id: string;

  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  date: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  hostName: string;

  @Field(() => String)
  roleName: string;

  @Field(() => Boolean)
  isOwnSite: boolean;

  @Field(() => String, { description: 'The most particular line that it counts in.' })
  countsAs: string;

  @Field(() => String, { nullable: true, description: 'The reason in the register; null where it has none.' })
  reason: string | null;

  @Field(() => String, { nullable: true, description: 'The member of the seat; null for an empty one.' })
  staffName: string | null;
}

@ObjectType({ description: 'The rows behind one number of a return, as they were when it was counted.' })
export class ProviderReturnRows {
  @Field(() => ID)
  returnId: string;

  @Field(() => String, { description: 'YYYY-MM' })
  month: string;

  @Field(() => Int)
  versionNo: number;

  @Field(() => String)
  lineLabel: string;

  @Field(() => Int)
  total: number;

  @Field(() => [ProviderReturnRow])
  rows: ProviderReturnRow[];

  @Field(() => String, { nullable: true, description: 'Ask for the rows after this; null at the end.' })
  endCursor: string | null;
}
