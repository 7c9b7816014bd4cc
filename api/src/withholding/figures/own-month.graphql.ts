import { Field, Int, ObjectType } from '@nestjs/graphql';

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

  @Field(() => [DataToMend])
  toMend: DataToMend[];
}
