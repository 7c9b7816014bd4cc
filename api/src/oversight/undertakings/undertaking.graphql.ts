import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { undertakingLifecycle } from '@quorate/libs/lifecycle';
import { graphqlEnum } from '../../attendance/graphql-enum.js';
import { ChangedByOther, InvalidInput, NotPermitted } from '../../platform/refusal.js';
import { SignalActor, SignalStepNotPossible } from '../signals/signal-parts.graphql.js';
import { MOVES, REMEDIES, UNDERTAKING_KINDS } from './undertaking-inputs.js';
import { UNDERTAKING_STEP_KINDS } from './undertaking-state.js';

const KindEnum = graphqlEnum(UNDERTAKING_KINDS);
registerEnumType(KindEnum, {
  name: 'UndertakingKind',
  description: 'To end what holds staff back, to put right what was missed, or something else.',
});
const StateEnum = graphqlEnum(undertakingLifecycle.states);
registerEnumType(StateEnum, { name: 'UndertakingState' });
const EventEnum = graphqlEnum(undertakingLifecycle.events);
registerEnumType(EventEnum, { name: 'UndertakingEvent' });
const MoveEnum = graphqlEnum(MOVES);
registerEnumType(MoveEnum, { name: 'UndertakingMove', description: 'Steps that are one press and a reason.' });
const StepKindEnum = graphqlEnum(UNDERTAKING_STEP_KINDS);
registerEnumType(StepKindEnum, { name: 'UndertakingStepKind' });
const RemedyEnum = graphqlEnum(REMEDIES);
registerEnumType(RemedyEnum, {
  name: 'UndertakingRemedy',
  description: 'What follows where it was not done: a new undertaking, steps to end it, to put it right, or a penalty.',
});
const PartyEnum = graphqlEnum(['provider', 'commissioner']);
registerEnumType(PartyEnum, { name: 'UndertakingParty' });

@ObjectType({
  description: 'What is undertaken, by which post, from when and by when, and how both will see that it works.',
})
export class UndertakingTerms {
  @Field(() => KindEnum)
  kind: string;

  @Field(() => String)
  words: string;

  @Field(() => String, { description: 'The post that sees to it.' })
  owner: string;

  @Field(() => String)
  actionOn: string;

  @Field(() => String)
  doneBy: string;

  @Field(() => String)
  seenBy: string;
}

@ObjectType({ description: 'What happened to an undertaking; terms where they were written with it.' })
export class UndertakingStep {
  @Field(() => Int)
  no: number;

  @Field(() => String)
  at: string;

  @Field(() => StepKindEnum)
  kind: string;

  @Field(() => String)
  words: string;

  @Field(() => UndertakingTerms, { nullable: true })
  terms: UndertakingTerms | null;

  @Field(() => RemedyEnum, { nullable: true })
  remedy: string | null;

  @Field(() => String, { nullable: true, description: 'The day that a reminder was about.' })
  dueOn: string | null;

  @Field(() => SignalActor, { nullable: true, description: 'Null when the product did it by rule.' })
  by: SignalActor | null;
}

@ObjectType()
export class UndertakingNextStep {
  @Field(() => EventEnum)
  event: string;

  @Field(() => Boolean)
  needsReason: boolean;

  @Field(() => String, { nullable: true, description: 'What has to happen first; null where it can be taken.' })
  lockedBecause: string | null;
}

@ObjectType({ description: 'What a provider undertakes because of a signal, agreed by it and a commissioner.' })
export class Undertaking extends UndertakingTerms {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  version: number;

  @Field(() => StateEnum)
  state: string;

  @Field(() => PartyEnum, { description: 'Who wrote the present terms.' })
  writtenBy: string;

  @Field(() => PartyEnum, { nullable: true, description: 'Whose step is waited for.' })
  waitsFor: string | null;

  @Field(() => Boolean)
  waitsForViewer: boolean;

  @Field(() => String, { nullable: true, description: 'By when an answer is asked for.' })
  answerDueOn: string | null;

  @Field(() => Boolean, {
    description: 'Agreed, not reported done, and the day by which it was to be done has passed.',
  })
  isOverdue: boolean;

  @Field(() => String, { nullable: true })
  agreedAt: string | null;

  @Field(() => SignalActor, { nullable: true, description: 'Who accepted the terms.' })
  agreedBy: SignalActor | null;

  @Field(() => RemedyEnum, { nullable: true })
  remedy: string | null;

  @Field(() => [UndertakingStep], { description: 'Its history, oldest first.' })
  steps: UndertakingStep[];

  @Field(() => [UndertakingNextStep])
  nextSteps: UndertakingNextStep[];

  @Field(() => Boolean, { description: 'Whether the viewer may note progress.' })
  canNote: boolean;
}

@ObjectType({ description: 'What was undertaken because of a signal.' })
export class SignalUndertakings {
  @Field(() => ID)
  signalId: string;

  @Field(() => Boolean)
  canPropose: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why the viewer may take no step with them; null where they may.',
  })
  lockedBecause: string | null;

  @Field(() => [Undertaking], { description: 'By the day from which they begin.' })
  items: Undertaking[];
}

@ObjectType({ description: 'An undertaking for which something is waited for, by whom and until when.' })
export class UndertakingToDo {
  @Field(() => ID)
  id: string;

  @Field(() => ID)
  signalId: string;

  @Field(() => String)
  signalReference: string;

  @Field(() => String)
  providerName: string;

  @Field(() => StateEnum)
  state: string;

  @Field(() => String)
  words: string;

  @Field(() => String, { nullable: true })
  dueOn: string | null;

  @Field(() => Boolean)
  isOverdue: boolean;

  @Field(() => Boolean, { description: 'Whether it is the viewer whose step is waited for.' })
  waitsForViewer: boolean;
}

@ObjectType()
export class UndertakingChanged {
  @Field(() => ID)
  signalId: string;
}

export const ChangeUndertakingResult = createUnionType({
  name: 'ChangeUndertakingResult',
  types: () => [UndertakingChanged, SignalStepNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

@InputType()
class UndertakingTermsInput {
  @Field(() => KindEnum)
  kind: string;

  @Field(() => String)
  words: string;

  @Field(() => String)
  owner: string;

  @Field(() => String)
  actionOn: string;

  @Field(() => String)
  doneBy: string;

  @Field(() => String)
  seenBy: string;
}

@InputType()
export class ProposeUndertakingInput extends UndertakingTermsInput {
  @Field(() => ID)
  signalId: string;
}

@InputType()
export class RewriteUndertakingInput extends UndertakingTermsInput {
  @Field(() => ID)
  undertakingId: string;

  @Field(() => Int)
  expectedVersion: number;
}

@InputType()
export class MoveUndertakingInput {
  @Field(() => ID)
  undertakingId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => MoveEnum)
  event: string;

  @Field(() => String, { nullable: true, description: 'The reason, or what was done and what shows it.' })
  reason?: string | null;

  @Field(() => RemedyEnum, { nullable: true, description: 'For what was not done: what follows.' })
  remedy?: string | null;
}

@InputType()
export class NoteUndertakingProgressInput {
  @Field(() => ID)
  undertakingId: string;

  @Field(() => String)
  words: string;
}
