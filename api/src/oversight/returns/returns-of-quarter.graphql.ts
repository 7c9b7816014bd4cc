import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Figures of a signed return that are published of its month.' })
export class ReturnMonthFigures {
  @Field(() => Int)
  expected: number;

  @Field(() => Int)
  filled: number;

  @Field(() => Int)
  lost: number;

  @Field(() => Int)
  leftOut: number;
}

@ObjectType({ description: 'How the return of one provider and month stands.' })
export class ReturnMonth {
  @Field(() => String, { description: 'YYYY-MM' })
  month: string;

  @Field(() => ID, { nullable: true, description: 'The newest signed version; null while none is signed.' })
  returnId: string | null;

  @Field(() => Int, { nullable: true })
  versionNo: number | null;

  @Field(() => String, { nullable: true, description: 'Instant.' })
  signedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Local date by which it is or was due.' })
  dueOn: string | null;

  @Field(() => Boolean)
  isOverdue: boolean;

  @Field(() => Boolean, { description: 'Whether the provider has a return to make of this month.' })
  isAsked: boolean;

  @Field(() => ReturnMonthFigures, { nullable: true, description: 'Null where they are not shown.' })
  figures: ReturnMonthFigures | null;
}

@ObjectType()
export class ProviderMonths {
  @Field(() => ID)
  providerId: string;

  @Field(() => String)
  providerName: string;

  @Field(() => [ReturnMonth], { description: 'One for each month of the quarter, in order.' })
  months: ReturnMonth[];
}

@ObjectType({ description: 'The returns of a quarter, provider beside provider by name and month by month.' })
export class ReturnsOfQuarter {
  @Field(() => String, { nullable: true, description: 'First month, YYYY-MM; null while there is no return.' })
  quarter: string | null;

  @Field(() => [String], { description: 'First months of the quarters that have returns, newest first.' })
  quarters: string[];

  @Field(() => [String], { description: 'The months of the quarter that are over.' })
  months: string[];

  @Field(() => Boolean, { description: 'Whether the figures of the quarter are published.' })
  isPublished: boolean;

  @Field(() => String, { nullable: true, description: 'Local date on which they will be, where they are not yet.' })
  publishedFrom: string | null;

  @Field(() => [ProviderMonths])
  providers: ProviderMonths[];

  @Field(() => Int, { description: 'Returns of all quarters that are due and not signed yet.' })
  due: number;

  @Field(() => Int, { description: 'Those of them that are overdue.' })
  overdue: number;
}
