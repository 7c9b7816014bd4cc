import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { graphqlEnum } from '../../attendance/graphql-enum.js';

const PeriodEnum = graphqlEnum(['earlier', 'before', 'action', 'after']);
registerEnumType(PeriodEnum, {
  name: 'EffectPeriod',
  description: 'EARLIER is before the fall, BEFORE what is compared with, ACTION the month in which it began.',
});

@ObjectType({ description: 'One month of taking part at other sites; null where the numbers are too small to show.' })
export class EffectPointView {
  @Field(() => String, { description: 'YYYY-MM' })
  month: string;

  @Field(() => PeriodEnum)
  period: string;

  @Field(() => Int, { nullable: true })
  tookPart: number | null;

  @Field(() => Int, { nullable: true })
  atRisk: number | null;

  @Field(() => Float, { nullable: true, description: 'Share that is usual for these seats.' })
  usual: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Share of these seats that would be taken part in if it moved as all other providers' seats did; null where they are too few to be told from each other.",
  })
  others: number | null;

  @Field(() => [String], { description: 'The rules of Making Data Count, for display only.' })
  causes: string[];
}

@ObjectType({ description: 'Change in shares taken part in, adjusted for kinds of seats; 0.1 is ten points more.' })
export class EffectChangeView {
  @Field(() => Float)
  own: number;

  @Field(() => Float)
  others: number;

  @Field(() => Float, { description: 'The own change less that of all others.' })
  difference: number;

  @Field(() => Float, { description: 'Of its 95 % interval.' })
  low: number;

  @Field(() => Float)
  high: number;
}

@ObjectType('UndertakingEffect', {
  description: 'What changed from the day of an undertaking, beside what changed for everybody. No verdict.',
})
export class UndertakingEffectView {
  @Field(() => ID)
  undertakingId: string;

  @Field(() => String)
  actionOn: string;

  @Field(() => String)
  providerName: string;

  @Field(() => [EffectPointView], { description: 'Oldest first, every month of the time looked at.' })
  points: EffectPointView[];

  @Field(() => Float, { nullable: true, description: 'Of the months before.' })
  mean: number | null;

  @Field(() => Float, { nullable: true })
  lower: number | null;

  @Field(() => Float, { nullable: true })
  upper: number | null;

  @Field(() => Boolean, { description: 'Limits that rest on fewer than 12 months.' })
  isTrial: boolean;

  @Field(() => Boolean, { description: 'Whether the months before are those since the fall began, or all there are.' })
  isBeforeSinceFall: boolean;

  @Field(() => Int)
  monthsBefore: number;

  @Field(() => Int)
  monthsAfter: number;

  @Field(() => Int, { description: 'So many months before and after are compared at least.' })
  leastMonths: number;

  @Field(() => EffectChangeView, { nullable: true })
  change: EffectChangeView | null;
}
