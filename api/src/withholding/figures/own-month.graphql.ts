import { Field, Int, ObjectType } from '@nestjs/graphql';
import { PowerView } from './figures.graphql.js';

@ObjectType({ description: 'What has to be put right before a month is judged: so many of so many.' })
export class DataToMend {
  @Field(() => String, { description: 'registersNotRecorded, reasonsMissing, minutesMissing or oneRecorder.' })
  kind: string;

  @Field(() => Int)
  count: number;

  @Field(() => Int)
  of: number;
}

@ObjectType({ description: "How the viewer's own provider stands at the end of a month. A score is not told." })
export class OwnMonth {
  @Field(() => String, { description: 'YYYY-MM' })
  month: string;

  @Field(() => String, { description: 'judged, notEnough or dataFirst.' })
  standing: string;

  @Field(() => String, { description: 'none, earlyNotice, watch, alert or alarm.' })
  level: string;

  @Field(() => Int, { description: 'Expected seats at other sites in the two years before.' })
  crossRows: number;

  @Field(() => Int)
  leastCrossRows: number;

  @Field(() => PowerView, { nullable: true, description: 'Null where nothing was at risk in the last year.' })
  power: PowerView | null;

  @Field(() => [DataToMend])
  toMend: DataToMend[];
}
