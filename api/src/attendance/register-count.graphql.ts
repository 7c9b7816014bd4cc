import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'How many came to a meeting that was held, of the seats that the viewer sees.' })
export class RegisterCount {
  @Field(() => ID)
  meetingId: string;

  @Field(() => Int, { description: 'Holders and deputies, for all of it or a part.' })
  came: number;

  @Field(() => Int)
  of: number;

  @Field(() => Int)
  notRecorded: number;

  @Field(() => Boolean, { description: "Whether only the own organisation's seats are counted." })
  isOwnStaff: boolean;
}
