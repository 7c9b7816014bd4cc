import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { UndertakingKindEnum } from './signal-codes.graphql.js';
import { SignalActor } from './signal-parts.graphql.js';

@ObjectType()
export class Undertaking {
  @Field(() => ID)
  id: string;

  @Field(() => UndertakingKindEnum)
  kind: string;

  @Field(() => String)
  words: string;

  @Field(() => String, { description: 'The post that sees to it.' })
  owner: string;

  @Field(() => String)
  actionOn: string;

  @Field(() => String)
  agreedAt: string;

  @Field(() => SignalActor)
  agreedBy: SignalActor;
}

@InputType()
export class AgreeUndertakingInput {
  @Field(() => ID)
  signalId: string;

  @Field(() => UndertakingKindEnum)
  kind: string;

  @Field(() => String)
  words: string;

  @Field(() => String)
  owner: string;

  @Field(() => String)
  actionOn: string;
}
