import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { concernLifecycle } from '@quorate/libs/lifecycle';
import { graphqlEnum } from '../../attendance/graphql-enum.js';
import { ChangedByOther, InvalidInput, NotPermitted } from '../../platform/refusal.js';
import { OtherBody, SignalActor, SignalStepNotPossible } from '../signals/signal-parts.graphql.js';

export const ConcernStateEnum = graphqlEnum(concernLifecycle.states);
registerEnumType(ConcernStateEnum, { name: 'ConcernState' });
const ConcernEventEnum = graphqlEnum(concernLifecycle.events);
registerEnumType(ConcernEventEnum, { name: 'ConcernEvent' });

@ObjectType({ description: 'A concern in the file.' })
export class ConcernSummary {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  reference: string;

  @Field(() => String, { description: 'The organisation, as whoever wrote it calls it.' })
  about: string;

  @Field(() => String, { nullable: true, description: "The directory's name, where it has one of that name." })
  organisationName: string | null;

  @Field(() => [String], { description: 'What it is about, in words.' })
  behaviours: string[];

  @Field(() => ConcernStateEnum)
  state: string;

  @Field(() => String)
  receivedAt: string;
}

@ObjectType()
export class ConcernStep {
  @Field(() => Int)
  no: number;

  @Field(() => String)
  at: string;

  @Field(() => ConcernStateEnum)
  toState: string;

  @Field(() => String)
  reason: string;

  @Field(() => String, { nullable: true })
  bodyName: string | null;

  @Field(() => SignalActor, { nullable: true })
  by: SignalActor | null;
}

@ObjectType({ description: 'How to reach whoever opened it.' })
export class ConcernContact {
  @Field(() => String)
  name: string;

  @Field(() => String)
  reach: string;
}

@ObjectType({ description: 'A signal of the same provider that the viewer sees, to link the concern to.' })
export class ConcernSignal {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  reference: string;

  @Field(() => String)
  since: string;
}

@ObjectType('Concern', { description: 'A concern that anybody can open. It is no finding.' })
export class ConcernInfo extends ConcernSummary {
  @Field(() => Int)
  version: number;

  @Field(() => String)
  words: string;

  @Field(() => String, { nullable: true })
  from: string | null;

  @Field(() => String, { nullable: true })
  until: string | null;

  @Field(() => String)
  sources: string;

  @Field(() => ID, { nullable: true })
  signalId: string | null;

  @Field(() => Boolean, { description: 'Whether its author said how to reach them.' })
  hasContact: boolean;

  @Field(() => ConcernContact, { nullable: true, description: 'For who looks into it alone.' })
  contact: ConcernContact | null;

  @Field(() => [ConcernStep])
  steps: ConcernStep[];

  @Field(() => [ConcernEventEnum], { description: 'Steps that the viewer may take.' })
  nextSteps: string[];

  @Field(() => [ConcernSignal])
  signals: ConcernSignal[];

  @Field(() => [OtherBody])
  bodies: OtherBody[];
}

@ObjectType()
export class ConcernPage {
  @Field(() => [ConcernSummary])
  items: ConcernSummary[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType()
export class ConcernChanged {
  @Field(() => ID)
  concernId: string;

  @Field(() => ConcernInfo, { nullable: true })
  concern?: ConcernInfo | null;
}

export const HandleConcernResult = createUnionType({
  name: 'HandleConcernResult',
  types: () => [ConcernChanged, SignalStepNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

@InputType()
export class HandleConcernInput {
  @Field(() => ID)
  concernId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => ConcernEventEnum)
  event: string;

  @Field(() => String, { nullable: true })
  reason?: string | null;

  @Field(() => String, { nullable: true })
  bodyCode?: string | null;

  @Field(() => String, { nullable: true, description: 'For stopping: what all staff may read. Name nobody in it.' })
  publishedReason?: string | null;

  @Field(() => ID, { nullable: true })
  signalId?: string | null;
}
