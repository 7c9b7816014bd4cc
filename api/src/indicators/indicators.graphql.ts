import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

@InputType({
  description: 'What to narrow engagement to. Months are YYYY-MM, both included; the last twelve unless told.',
})
export class EngagementFilter {
  @Field(() => String, { nullable: true })
  fromMonth?: string | null;

  @Field(() => String, { nullable: true })
  toMonth?: string | null;

  @Field(() => ID, { nullable: true })
  mdtId?: string | null;

  @Field(() => String, { nullable: true })
  roleCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only MDTs that this organisation hosts.' })
  hostId?: string | null;

  @Field(() => Boolean, { nullable: true })
  coreOnly?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'As published in this publication; the newest unless told. For commissioners.',
  })
  publication?: number | null;
}

@InputType({ description: 'Which of the numbers was opened; what is left out is not narrowed.' })
export class EngagementCell {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String, { nullable: true, description: 'YYYY-MM' })
  month?: string | null;

  @Field(() => Boolean, { nullable: true, description: "True for the provider's own sites, false for other sites." })
  isOwnSite?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'What the seats count as: tookPart, lost, excludedLeave, ...' })
  classes?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'For lost seats: provider, host, personal, patientCare, ... or none',
  })
  lossReason?: string | null;
}

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

  @Field(() => [ProviderFigures], { description: 'By name.' })
  providers: ProviderFigures[];

  @Field(() => EngagementFunnel, { nullable: true })
  funnel: EngagementFunnel | null;

  @Field(() => String, { nullable: true, description: 'Why there is no funnel.' })
  funnelWithheld: string | null;
}

@ObjectType()
export class EngagementChoice {
  @Field(() => String)
  value: string;

  @Field(() => String)
  label: string;
}

@ObjectType({ description: "One provider's part in the seats of one role." })
export class EngagementRoleProvider {
  @Field(() => ID)
  organisationId: string;

  @Field(() => EngagementRate)
  all: EngagementRate;
}

@ObjectType()
export class EngagementRoleRow {
  @Field(() => String)
  roleCode: string;

  @Field(() => String)
  roleName: string;

  @Field(() => [EngagementRoleProvider], { description: 'Providers with a seat of the role, by name.' })
  providers: EngagementRoleProvider[];
}

@ObjectType({ description: 'Engagement by role and provider, inside the wall of the viewer.' })
export class EngagementByRole {
  @Field(() => EngagementMonths)
  months: EngagementMonths;

  @Field(() => EngagementEdition, { nullable: true })
  edition: EngagementEdition | null;

  @Field(() => String, { nullable: true })
  disclosureNote: string | null;

  @Field(() => [EngagementChoice], { description: 'The providers, by name.' })
  providers: EngagementChoice[];

  @Field(() => [EngagementRoleRow], { description: 'By name of the role.' })
  roles: EngagementRoleRow[];
}

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

@ObjectType({
  description:
    'One seat of one meeting, and what it counts as. Null stands for what is not shown because of small numbers.',
})
export class EngagementRow {
  @Field(() => ID)
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'Local date of the meeting; null where months are shown instead.',
  })
  date: string | null;

  @Field(() => String, { description: 'The first of the months that the meeting was in.' })
  fromMonth: string;

  @Field(() => String)
  toMonth: string;

  @Field(() => ID, { nullable: true })
  meetingId: string | null;

  @Field(() => String, { nullable: true })
  mdtName: string | null;

  @Field(() => String, { nullable: true })
  hostName: string | null;

  @Field(() => String, { nullable: true })
  roleName: string | null;

  @Field(() => Boolean, { nullable: true })
  isCore: boolean | null;

  @Field(() => Boolean, { nullable: true })
  isOwnSite: boolean | null;

  @Field(() => String)
  countClass: string;

  @Field(() => String)
  countLabel: string;

  @Field(() => String, {
    nullable: true,
    description: 'For a lost seat: who could have changed it, or that nobody said why.',
  })
  lossReason: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The member's name, for their own employer's manager and the host's co-ordinator only.",
  })
  staffName: string | null;
}

@ObjectType({ description: 'The rows that a number was counted from, newest first.' })
export class EngagementRows {
  @Field(() => String)
  organisationName: string;

  @Field(() => EngagementMonths)
  months: EngagementMonths;

  @Field(() => Boolean, { description: 'The number is too small to show, so there are no rows.' })
  isHidden: boolean;

  @Field(() => String, { nullable: true })
  disclosureNote: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many rows there are in all: the number that was opened. Null where hidden.',
  })
  total: number | null;

  @Field(() => [EngagementRow])
  rows: EngagementRow[];

  @Field(() => String, { nullable: true, description: 'Ask for the rows after this; null at the end.' })
  endCursor: string | null;
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
