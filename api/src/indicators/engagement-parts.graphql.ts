import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'The months that the figures cover.' })
export class EngagementMonths {
  @Field(() => String)
  fromMonth: string;

  @Field(() => String)
  toMonth: string;

  @Field(() => String, { nullable: true, description: 'The month that is not over: its figures are so far.' })
  monthSoFar: string | null;

  @Field(() => Boolean, {
    description: 'True where months are shown in whole quarters only, so that small numbers stay hidden.',
  })
  wholeQuarters: boolean;
}

@ObjectType({
  description: 'The publication that figures are of: what a commissioner sees does not change between two.',
})
export class EngagementEdition {
  @Field(() => Int)
  number: number;

  @Field(() => Date)
  publishedAt: Date;

  @Field(() => String, { description: 'The last month that it holds, YYYY-MM.' })
  throughMonth: string;

  @Field(() => Boolean)
  isNewest: boolean;

  @Field(() => Int, { description: 'Of the rules of counting and of small numbers that made it.' })
  ruleVersion: number;

  @Field(() => String, { nullable: true, description: 'The newest number of evidence when it was made.' })
  dataCut: string | null;
}

@ObjectType({
  description: 'Seats where somebody took part, of those counted, with a 95 % interval (Wilson). Null where hidden.',
})
export class EngagementRate {
  @Field(() => Boolean, { description: 'Too few to show (fewer than 5).' })
  isHidden: boolean;

  @Field(() => Boolean, { description: 'Quarters with too few to show are not in the numbers.' })
  isPartlyHidden: boolean;

  @Field(() => Int, { nullable: true })
  tookPart: number | null;

  @Field(() => Int, { nullable: true })
  counted: number | null;

  @Field(() => Float, { nullable: true, description: '0 to 1; null when nothing was counted.' })
  share: number | null;

  @Field(() => Float, { nullable: true })
  lower: number | null;

  @Field(() => Float, { nullable: true })
  upper: number | null;
}

@ObjectType({ description: 'One share less another, -1 to 1, with a 95 % interval (Newcombe).' })
export class EngagementDifference {
  @Field(() => Float)
  difference: number;

  @Field(() => Float)
  lower: number;

  @Field(() => Float)
  upper: number;
}

@ObjectType()
export class EngagementCount {
  @Field(() => String)
  code: string;

  @Field(() => String)
  label: string;

  @Field(() => Int, { nullable: true, description: 'Null where hidden.' })
  seats: number | null;
}

@ObjectType()
export class EngagementChoice {
  @Field(() => String)
  value: string;

  @Field(() => String)
  label: string;
}

@ObjectType({ description: 'What engagement can be narrowed to, inside the wall of the viewer.' })
export class EngagementChoices {
  @Field(() => [EngagementChoice])
  mdts: EngagementChoice[];

  @Field(() => [EngagementChoice])
  roles: EngagementChoice[];

  @Field(() => [EngagementChoice])
  hosts: EngagementChoice[];
}
