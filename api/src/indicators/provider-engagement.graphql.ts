import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import {
  EngagementDifference,
  EngagementEdition,
  EngagementMonths,
  EngagementRate,
} from './engagement-parts.graphql.js';
import { ProviderFigures } from './overview.graphql.js';

@ObjectType()
export class EngagementMonth {
  @Field(() => String)
  month: string;

  @Field(() => Boolean)
  isSoFar: boolean;

  @Field(() => EngagementRate)
  rate: EngagementRate;

  @Field(() => [String], {
    description:
      'Rules of Making Data Count that the month is part of: outsideLimits, sevenOneSide, sevenTrend, twoOfThreeNearLimit.',
  })
  specialCauses: string[];
}

@ObjectType({ description: 'Natural limits of the closed months (XmR), as shares.' })
export class MonthlyLimits {
  @Field(() => Float)
  mean: number;

  @Field(() => Float)
  lower: number;

  @Field(() => Float)
  upper: number;

  @Field(() => Boolean, { description: 'Fewer than 12 months: the limits are a trial and will move.' })
  isTrial: boolean;

  @Field(() => Int)
  basedOn: number;
}

@ObjectType()
export class EngagementPart {
  @Field(() => String)
  value: string;

  @Field(() => String)
  name: string;

  @Field(() => EngagementRate)
  rate: EngagementRate;
}

@ObjectType()
export class EngagementRolePart {
  @Field(() => String)
  value: string;

  @Field(() => String)
  name: string;

  @Field(() => EngagementRate)
  ownSites: EngagementRate;

  @Field(() => EngagementRate)
  otherSites: EngagementRate;

  @Field(() => EngagementDifference, { nullable: true })
  difference: EngagementDifference | null;
}

@ObjectType({ description: 'One provider in depth.' })
export class ProviderEngagement {
  @Field(() => EngagementMonths)
  months: EngagementMonths;

  @Field(() => EngagementEdition, {
    nullable: true,
    description: 'Null for live figures, and before anything is published.',
  })
  edition: EngagementEdition | null;

  @Field(() => String)
  scope: string;

  @Field(() => String, { nullable: true })
  disclosureNote: string | null;

  @Field(() => ProviderFigures)
  figures: ProviderFigures;

  @Field(() => [EngagementMonth], {
    description: 'Every month of the period in order; one with nothing counted has no share.',
  })
  byMonth: EngagementMonth[];

  @Field(() => MonthlyLimits, { nullable: true })
  monthlyLimits: MonthlyLimits | null;

  @Field(() => [EngagementPart])
  byMdt: EngagementPart[];

  @Field(() => [EngagementPart])
  byRole: EngagementPart[];

  @Field(() => [EngagementRolePart], { description: 'By role at own and at other sites.' })
  byRoleAndSite: EngagementRolePart[];

  @Field(() => [EngagementPart])
  byHost: EngagementPart[];

  @Field(() => String, { nullable: true, description: 'Why the figures are not split by month, MDT, role and host.' })
  splitsWithheld: string | null;
}
