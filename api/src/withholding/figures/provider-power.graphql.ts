import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PowerView } from './figures.graphql.js';

@ObjectType({
  description:
    'Whether a provider could be judged at the end of the newest month, and how far a fall would stand out; the same whatever was found. To others than the provider itself, numbers of seats are rounded to the nearest 5.',
})
export class ProviderPower {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String, { description: 'YYYY-MM' })
  month: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Expected seats at other sites in the two years before; null where they are too few to be told.',
  })
  crossRows: number | null;

  @Field(() => Int, { description: 'Below so many nothing is judged.' })
  leastCrossRows: number;

  @Field(() => Boolean)
  isEnough: boolean;

  @Field(() => Boolean, { description: 'Whether registers have to be completed before anything is judged.' })
  isDataFirst: boolean;

  @Field(() => Boolean, { description: 'Whether numbers of seats are rounded.' })
  isRounded: boolean;

  @Field(() => PowerView, { nullable: true, description: 'Null where too few seats were at risk in the last year.' })
  power: PowerView | null;
}
