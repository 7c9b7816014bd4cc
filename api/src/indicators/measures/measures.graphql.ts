import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { EngagementChoice, EngagementDifference, EngagementMonths } from '../engagement-parts.graphql.js';
import { EngagementFunnel } from '../overview.graphql.js';

@InputType({
  description: 'What to narrow measures to. Months are YYYY-MM, both included; the last twelve unless told.',
})
export class MeasuresFilter {
  @Field(() => String, { nullable: true })
  fromMonth?: string | null;

  @Field(() => String, { nullable: true })
  toMonth?: string | null;

  @Field(() => ID, { nullable: true, description: 'One provider; a manager sees the own one whatever is asked.' })
  organisationId?: string | null;
}

@ObjectType({ description: 'How often something happened, of how often it could, with a 95 % interval (Wilson).' })
export class MeasureFigure {
  @Field(() => Boolean, { description: 'Hidden because of small numbers.' })
  isHidden: boolean;

  @Field(() => Boolean, { description: 'Figures that are hidden are not in the numbers.' })
  isPartlyHidden: boolean;

  @Field(() => Int, { nullable: true })
  numerator: number | null;

  @Field(() => Int, { nullable: true })
  denominator: number | null;

  @Field(() => Float, { nullable: true, description: '0 to 1; null where hidden, or where there was nothing.' })
  share: number | null;

  @Field(() => Float, { nullable: true })
  lower: number | null;

  @Field(() => Float, { nullable: true })
  upper: number | null;

  @Field(() => Float, { nullable: true, description: 'Days on average, of those of which the time is known.' })
  averageDays: number | null;
}

@ObjectType({ description: 'What a measure is of; it reads "share of `of` `happened`".' })
export class MeasureInfo {
  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  of: string;

  @Field(() => String)
  happened: string;

  @Field(() => String, { nullable: true, description: 'Words for the days, with {days} in them.' })
  timed: string | null;

  @Field(() => String, { description: 'Who counts as provider and counterpart, and what is left out.' })
  counts: string;

  @Field(() => Boolean, { description: 'About people cared for: rounded to the nearest 5, 1 to 7 hidden.' })
  isOfPeople: boolean;
}

@ObjectType({ description: 'One part of a measure: a type of counterpart, or one organisation.' })
export class MeasurePart {
  @Field(() => String)
  value: string;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true, description: "An organisation's licence as it stands today." })
  licenceStatus: string | null;

  @Field(() => MeasureFigure)
  figure: MeasureFigure;
}

@ObjectType({ description: 'One measure over all counterparts, and by what kind of organisation they are.' })
export class MeasureSummary {
  @Field(() => MeasureInfo)
  measure: MeasureInfo;

  @Field(() => MeasureFigure)
  all: MeasureFigure;

  @Field(() => [MeasurePart], { description: 'In a fixed order.' })
  byType: MeasurePart[];

  @Field(() => EngagementDifference, {
    nullable: true,
    description: 'NHS trusts less all other organisations, own sites in neither; null where not both are shown.',
  })
  trustsLessOthers: EngagementDifference | null;
}

@ObjectType({ description: 'A measure that is not shown yet, and the record that it needs.' })
export class MeasureToCome {
  @Field(() => String)
  name: string;

  @Field(() => String)
  needs: string;
}

@ObjectType()
export class MeasureGroup {
  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => [MeasureSummary])
  measures: MeasureSummary[];

  @Field(() => [MeasureToCome])
  toCome: MeasureToCome[];
}

@ObjectType({ description: 'People of one age, beside everybody else whose figures are shown.' })
export class EquityBand {
  @Field(() => String)
  band: string;

  @Field(() => MeasureFigure)
  figure: MeasureFigure;

  @Field(() => EngagementDifference, { nullable: true, description: 'This age less all others that are shown.' })
  lessOthers: EngagementDifference | null;
}

@ObjectType({ description: 'How people of different ages fare, over all providers.' })
export class EquityMeasure {
  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => [EquityBand], { description: 'From young to old.' })
  bands: EquityBand[];
}

@ObjectType({ description: 'When and from what measures were made.' })
export class MeasuresAsOf {
  @Field(() => EngagementMonths, { description: 'Months of measures that are of staff.' })
  months: EngagementMonths;

  @Field(() => EngagementMonths, { nullable: true, description: 'Quarters of people; null before one is published.' })
  peopleMonths: EngagementMonths | null;

  @Field(() => Date, { nullable: true, description: 'When the newest of those quarters was published.' })
  publishedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When a provider's own were counted; null for a commissioner." })
  countedAt: Date | null;
}

@ObjectType({ description: 'Measures of engagement beside attendance, inside the wall of the viewer.' })
export class EngagementMeasures {
  @Field(() => String, { description: 'Whose figures these are, in words.' })
  scope: string;

  @Field(() => MeasuresAsOf)
  asOf: MeasuresAsOf;

  @Field(() => String, { nullable: true, description: 'What is hidden, in words; null when nothing is.' })
  disclosureNote: string | null;

  @Field(() => [EngagementChoice], { description: 'Providers to narrow to, by name; none for a manager.' })
  providers: EngagementChoice[];

  @Field(() => [MeasureGroup])
  groups: MeasureGroup[];

  @Field(() => [EquityMeasure], { description: 'For commissioners, over all providers.' })
  equity: EquityMeasure[];
}

@ObjectType({ description: 'One provider in one measure.' })
export class MeasureProvider {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  organisationName: string;

  @Field(() => MeasureFigure)
  all: MeasureFigure;

  @Field(() => MeasureFigure)
  trusts: MeasureFigure;

  @Field(() => MeasureFigure, { description: 'All other organisations together, without its own sites.' })
  others: MeasureFigure;

  @Field(() => EngagementDifference, { nullable: true })
  trustsLessOthers: EngagementDifference | null;
}

@ObjectType({ description: 'One measure by provider, by type of counterpart, and by organisation.' })
export class EngagementMeasure {
  @Field(() => String)
  scope: string;

  @Field(() => MeasuresAsOf)
  asOf: MeasuresAsOf;

  @Field(() => String, { nullable: true, description: 'What is hidden, in words; null when nothing is.' })
  disclosureNote: string | null;

  @Field(() => [EngagementChoice])
  choices: EngagementChoice[];

  @Field(() => MeasureSummary)
  summary: MeasureSummary;

  @Field(() => [MeasureProvider], { description: 'By name.' })
  providers: MeasureProvider[];

  @Field(() => EngagementFunnel, { nullable: true, description: 'From three providers on, for a commissioner.' })
  funnel: EngagementFunnel | null;

  @Field(() => [MeasurePart], { nullable: true, description: 'By organisation, where one provider was asked for.' })
  byOrganisation: MeasurePart[] | null;
}
