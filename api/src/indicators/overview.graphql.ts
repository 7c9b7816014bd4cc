import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  EngagementCount,
  EngagementDifference,
  EngagementEdition,
  EngagementMonths,
  EngagementRate,
} from './engagement-parts.graphql.js';

@ObjectType({ description: "One provider's part in MDTs: what counts, and beside it everything that was left out." })
export class ProviderFigures {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  organisationName: string;

  @Field(() => EngagementRate)
  all: EngagementRate;

  @Field(() => EngagementRate)
  ownSites: EngagementRate;

  @Field(() => EngagementRate)
  otherSites: EngagementRate;

  @Field(() => EngagementDifference, { nullable: true, description: 'Own sites less other sites.' })
  difference: EngagementDifference | null;

  @Field(() => EngagementDifference, {
    nullable: true,
    description: 'These months less as many before them, as published; null where not both are shown whole.',
  })
  change: EngagementDifference | null;

  @Field(() => Int, { nullable: true })
  lost: number | null;

  @Field(() => [EngagementCount])
  exclusions: EngagementCount[];

  @Field(() => [EngagementCount], { description: 'Lost seats by who could have changed it; they sum to lost.' })
  lostByReason: EngagementCount[];
}

@ObjectType({ description: 'Limits of a funnel at one number of seats, as shares.' })
export class FunnelCurvePoint {
  @Field(() => Float)
  total: number;

  @Field(() => Float)
  lower95: number;

  @Field(() => Float)
  upper95: number;

  @Field(() => Float)
  lower998: number;

  @Field(() => Float)
  upper998: number;
}

@ObjectType()
export class FunnelPoint {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  name: string;

  @Field(() => Int)
  lost: number;

  @Field(() => Int)
  counted: number;

  @Field(() => Float, { nullable: true, description: 'Lost seats expected of its case mix; null where not known.' })
  expected: number | null;

  @Field(() => Float, { description: 'Lost of counted; adjusted for case mix where the funnel is.' })
  share: number;

  @Field(() => Float)
  lower95: number;

  @Field(() => Float)
  upper95: number;

  @Field(() => Float)
  lower998: number;

  @Field(() => Float)
  upper998: number;

  @Field(() => String, { description: 'within, above95, above998, below95 or below998' })
  zone: string;
}

@ObjectType({ description: 'Seats lost by provider, with limits adjusted for the spread between providers.' })
export class EngagementFunnel {
  @Field(() => Int)
  basedOn: number;

  @Field(() => Float, { description: 'Seats lost of those counted, over all providers.' })
  lostShare: number;

  @Field(() => Float)
  phi: number;

  @Field(() => Float)
  tau2: number;

  @Field(() => Boolean, { description: 'Shares are adjusted for role, own or other site, notice, travel and hour.' })
  isAdjusted: boolean;

  @Field(() => [FunnelCurvePoint])
  curve: FunnelCurvePoint[];

  @Field(() => [FunnelPoint])
  points: FunnelPoint[];
}

@ObjectType({ description: 'Engagement by provider, inside the wall of the viewer.' })
export class EngagementOverview {
  @Field(() => EngagementMonths)
  months: EngagementMonths;

  @Field(() => EngagementEdition, {
    nullable: true,
    description: 'Null for live figures, and before anything is published.',
  })
  edition: EngagementEdition | null;

  @Field(() => String, { description: 'Whose figures these are, in words.' })
  scope: string;

  @Field(() => String, { nullable: true, description: 'What is hidden, in words; null when nothing is.' })
  disclosureNote: string | null;

  @Field(() => EngagementRate, {
    nullable: true,
    description: 'All providers together; null where it would give one away.',
  })
  economy: EngagementRate | null;

  @Field(() => EngagementMonths, {
    nullable: true,
    description: "The published quarters that `economy` and the funnel cover; null where they are the page's months.",
  })
  economyMonths: EngagementMonths | null;

  @Field(() => [ProviderFigures], { description: 'By name.' })
  providers: ProviderFigures[];

  @Field(() => EngagementFunnel, { nullable: true })
  funnel: EngagementFunnel | null;

  @Field(() => String, { nullable: true, description: 'Why there is no funnel.' })
  funnelWithheld: string | null;
}
