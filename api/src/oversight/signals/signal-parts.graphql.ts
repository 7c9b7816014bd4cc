import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Refusal } from '../../platform/refusal.js';
import { SignalEventEnum, SignalLevelEnum, SignalStageEnum, SignalStepKindEnum } from './signal-codes.graphql.js';

@ObjectType({
  description: 'Who did it: the role and organisation they acted for; a name to their own organisation only.',
})
export class SignalActor {
  @Field(() => String, { nullable: true })
  name: string | null;

  @Field(() => String)
  role: string;

  @Field(() => String)
  organisationName: string;
}

@ObjectType()
export class SignalStep {
  @Field(() => Int)
  no: number;

  @Field(() => String)
  at: string;

  @Field(() => SignalStepKindEnum)
  kind: string;

  @Field(() => SignalStageEnum, { nullable: true })
  fromStage: string | null;

  @Field(() => SignalStageEnum, { nullable: true })
  toStage: string | null;

  @Field(() => SignalLevelEnum, { nullable: true })
  toLevel: string | null;

  @Field(() => String)
  reason: string;

  @Field(() => SignalActor, { nullable: true, description: 'Null when the product did it by rule.' })
  by: SignalActor | null;

  @Field(() => String, { nullable: true, description: 'The month that was judged, its first day.' })
  month: string | null;

  @Field(() => String, { nullable: true, description: 'The due date that came of it.' })
  dueOn: string | null;

  @Field(() => String, { nullable: true, description: 'Another body that it was referred to.' })
  bodyName: string | null;

  @Field(() => Int, { nullable: true })
  pointNo: number | null;
}

@ObjectType({ description: 'A question that is answered before a concern is raised.' })
export class SignalTest {
  @Field(() => String)
  code: string;

  @Field(() => String)
  title: string;

  @Field(() => String)
  question: string;

  @Field(() => String)
  source: string;

  @Field(() => String, { description: 'What a good answer says; may be empty.' })
  help: string;

  @Field(() => String, { nullable: true })
  answer: string | null;

  @Field(() => SignalActor, { nullable: true })
  answeredBy: SignalActor | null;

  @Field(() => String, { nullable: true })
  answeredAt: string | null;
}

@ObjectType({ description: 'Who a concern would go to, by the licence status on a day.' })
export class SignalRoute {
  @Field(() => String)
  licenceStatus: string;

  @Field(() => String, { description: 'The day whose status counts: the onset.' })
  on: string;

  @Field(() => String)
  addressee: string;

  @Field(() => String)
  wording: string;
}

@ObjectType()
export class TimetableStage {
  @Field(() => SignalStageEnum)
  stage: string;

  @Field(() => String)
  dueOn: string;
}

@ObjectType({ description: 'A step that the viewer could take, and why it has to wait.' })
export class NextStep {
  @Field(() => SignalEventEnum)
  event: string;

  @Field(() => Boolean)
  needsReason: boolean;

  @Field(() => String, { nullable: true, description: 'What has to happen first; null where it can be taken.' })
  lockedBecause: string | null;
}

@ObjectType()
export class OtherBody {
  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  remit: string;

  @Field(() => String, { nullable: true, description: 'How to reach it.' })
  reach?: string | null;
}

@ObjectType({
  implements: () => [Refusal],
  description: 'The rules do not allow this step now, or not by this person.',
})
export class SignalStepNotPossible extends Refusal {}
