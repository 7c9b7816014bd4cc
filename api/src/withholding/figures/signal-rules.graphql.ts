import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({
  description: 'The rules by which signals open and close now. Shares are 0 to 1, times are working days.',
})
export class SignalRules {
  @Field(() => String)
  name: string;

  @Field(() => String)
  source: string;

  @Field(() => Int)
  version: number;

  @Field(() => String)
  inForceFrom: string;

  @Field(() => Float)
  earlyNotice: number;

  @Field(() => Float)
  opens: number;

  @Field(() => Float)
  closes: number;

  @Field(() => Int)
  monthsToClose: number;

  @Field(() => Float)
  alarm: number;

  @Field(() => Int)
  alarmMonths: number;

  @Field(() => Int, { description: 'Below so many expected seats at other sites nothing is judged.' })
  leastCrossRows: number;

  @Field(() => Int)
  leastLostRows: number;

  @Field(() => Int)
  leastLostMonths: number;

  @Field(() => Int)
  leastLostPeople: number;

  @Field(() => Float)
  mostUnrecorded: number;

  @Field(() => Int)
  staffStatementsFrom: number;

  @Field(() => Int)
  providerFirst: number;

  @Field(() => Int)
  reply: number;

  @Field(() => String)
  caveat: string;
}
