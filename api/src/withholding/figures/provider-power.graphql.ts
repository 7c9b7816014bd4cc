import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { graphqlEnum } from '../../attendance/graphql-enum.js';
import { PowerView } from './figures.graphql.js';

const ChanceEnum = graphqlEnum(['hardlyEver', 'seldom', 'aboutHalf', 'mostly', 'almostAlways']);
registerEnumType(ChanceEnum, { name: 'Chance', description: 'Below 5 in 100, 35, 65, 95, and above.' });

@ObjectType({
  description:
    'Whether a provider could be judged at the end of the newest month, and how far a fall would stand out; the same whatever was found. Numbers of seats are for the provider itself: beside published figures they would tell the hidden ones.',
})
export class ProviderPower {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String, { description: 'YYYY-MM' })
  month: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Expected seats at other sites in the two years before; for the provider itself alone.',
  })
  crossRows: number | null;

  @Field(() => Int, { description: 'Below so many nothing is judged.' })
  leastCrossRows: number;

  @Field(() => Boolean)
  isEnough: boolean;

  @Field(() => Boolean, { description: 'Whether registers have to be completed before anything is judged.' })
  isDataFirst: boolean;

  @Field(() => Float, { nullable: true, description: 'Share to which taking part is imagined to fall.' })
  fallTo: number | null;

  @Field(() => ChanceEnum, {
    nullable: true,
    description:
      'How often such a fall lies below the usual range; null where fewer than 5 seats were at risk in the last year.',
  })
  chance: string | null;

  @Field(() => Boolean, { description: 'Whether there were 100 seats at risk or more in the last year.' })
  hasManySeats: boolean;

  @Field(() => PowerView, { nullable: true, description: 'For the provider itself alone.' })
  power: PowerView | null;
}
