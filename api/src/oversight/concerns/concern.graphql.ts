import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { concernLifecycle } from '@quorate/libs/lifecycle';
import { SLIP_REASONS, type SlipReason } from '@quorate/libs/signals';
import { graphqlEnum } from '../../attendance/graphql-enum.js';
import { ChangedByOther, InvalidInput, NotPermitted } from '../../platform/refusal.js';
import { OtherBody, SignalActor, SignalStepNotPossible } from '../signals/signal-parts.graphql.js';
import { CONCERN_STEP_KINDS } from './concern-state.js';

export const ConcernStateEnum = graphqlEnum(concernLifecycle.states);
registerEnumType(ConcernStateEnum, { name: 'ConcernState' });
const ConcernEventEnum = graphqlEnum(concernLifecycle.events);
registerEnumType(ConcernEventEnum, { name: 'ConcernEvent' });
const ConcernStepKindEnum = graphqlEnum(CONCERN_STEP_KINDS);
registerEnumType(ConcernStepKindEnum, { name: 'ConcernStepKind' });
const SlipReasonEnum = graphqlEnum(Object.keys(SLIP_REASONS) as SlipReason[]);
registerEnumType(SlipReasonEnum, {
  name: 'ConcernSlipReason',
  description: 'Why a stage takes longer, as the author reads it too.',
});

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

  @Field(() => String, {
    nullable: true,
    description: 'Until when the stage should be over; null where it waits for something else.',
  })
  dueOn: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'By how many working days the due date has passed; null where it has not.',
  })
  overdueWorkingDays: number | null;
}

@ObjectType()
export class ConcernStep {
  @Field(() => Int)
  no: number;

  @Field(() => String)
  at: string;

  @Field(() => ConcernStepKindEnum)
  kind: string;

  @Field(() => ConcernStateEnum)
  toState: string;

  @Field(() => String)
  reason: string;

  @Field(() => String, { nullable: true })
  bodyName: string | null;

  @Field(() => String, { nullable: true, description: 'The due date that a reminder or a delay is about.' })
  dueOn: string | null;

  @Field(() => String, { nullable: true, description: 'The due date that it was moved to.' })
  toDue: string | null;

  @Field(() => String, { nullable: true, description: 'Why it takes longer, as the author reads it too.' })
  slipReason: string | null;

  @Field(() => String, { nullable: true, description: 'The organisation that somebody said, confirmed or declined.' })
  organisationName: string | null;

  @Field(() => Boolean, { description: 'Whether it was decided by a colleague of who said it: nobody else could.' })
  isWithin: boolean;

  @Field(() => SignalActor, { nullable: true })
  by: SignalActor | null;
}

@ObjectType({
  description: 'Which organisation it is about, as one has said and nobody has confirmed yet.',
})
export class ConcernNaming {
  @Field(() => String)
  organisationName: string;

  @Field(() => String)
  reason: string;

  @Field(() => String)
  at: string;

  @Field(() => SignalActor)
  by: SignalActor;

  @Field(() => Boolean, {
    description: 'Whether a colleague of who said it has to confirm it, because nobody of another organisation can.',
  })
  isWithin: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer may confirm or decline it.' })
  canDecide: boolean;
}

@ObjectType({ description: 'A stage with the day on which it would be over if all take their time.' })
export class ConcernTime {
  @Field(() => ConcernStateEnum)
  state: string;

  @Field(() => String)
  dueOn: string;
}

@ObjectType()
export class ConcernSlipWords {
  @Field(() => SlipReasonEnum)
  code: string;

  @Field(() => String)
  words: string;
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

  @Field(() => [ConcernTime], {
    description: 'What is to be expected; its author reads it too. Empty while it waits for something else.',
  })
  timetable: ConcernTime[];

  @Field(() => [ConcernSlipWords])
  slipReasons: ConcernSlipWords[];

  @Field(() => ConcernNaming, { nullable: true })
  naming: ConcernNaming | null;

  @Field(() => Boolean, { description: 'Whether the viewer may say which organisation it is about.' })
  canName: boolean;

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

@ObjectType({ description: 'Open concerns that the viewer may read.' })
export class ConcernsDue {
  @Field(() => Int)
  open: number;

  @Field(() => Int)
  overdue: number;

  @Field(() => Int, {
    description: 'Those whose organisation somebody of another one has said and the viewer may confirm.',
  })
  toConfirm: number;

  @Field(() => [ConcernSummary], { description: 'Those due first at the head.' })
  items: ConcernSummary[];
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

@InputType()
export class MoveConcernDateInput {
  @Field(() => ID)
  concernId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { description: 'The new due date.' })
  dueOn: string;

  @Field(() => SlipReasonEnum)
  slipReason: string;

  @Field(() => String, { description: 'What else is to be said of it, for the file alone.' })
  reason: string;
}

@InputType()
export class NameConcernOrganisationInput {
  @Field(() => ID)
  concernId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  reason: string;
}

@InputType()
export class DecideConcernOrganisationInput {
  @Field(() => ID)
  concernId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => Boolean)
  isConfirmed: boolean;

  @Field(() => String)
  reason: string;
}
