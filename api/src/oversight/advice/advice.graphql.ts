import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { graphqlEnum } from '../../attendance/graphql-enum.js';
import { ChangedByOther, InvalidInput, NotPermitted, Refusal } from '../../platform/refusal.js';
import { SignalActor } from '../signals/signal-parts.graphql.js';

export const ADVICE_STATES = ['proposed', 'sentBack', 'published', 'withdrawn'] as const;
export const PublishedAdviceStateEnum = graphqlEnum(ADVICE_STATES);
registerEnumType(PublishedAdviceStateEnum, { name: 'PublishedAdviceState' });
export const AdviceShownEnum = graphqlEnum(['open', 'answered']);
registerEnumType(AdviceShownEnum, { name: 'AdviceShown' });
const AdviceCheckEnum = graphqlEnum(['publish', 'sendBack']);
registerEnumType(AdviceCheckEnum, { name: 'AdviceCheck' });

@ObjectType({ description: 'A question about the rules, between who asks and the organisation that is asked.' })
export class AdviceSummary {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  reference: string;

  @Field(() => String)
  subject: string;

  @Field(() => String)
  askingOrganisationName: string;

  @Field(() => String)
  answeringOrganisationName: string;

  @Field(() => String)
  askedAt: string;

  @Field(() => String, { description: 'By when an answer is due.' })
  dueOn: string;

  @Field(() => Boolean, { description: 'Whether it has not been answered by its due date.' })
  isOverdue: boolean;

  @Field(() => String, { nullable: true })
  answeredAt: string | null;

  @Field(() => String, { nullable: true, description: 'When whoever asked took it back.' })
  withdrawnAt: string | null;

  @Field(() => PublishedAdviceStateEnum, { nullable: true, description: 'How far its version for all staff is.' })
  publication: string | null;
}

@ObjectType({ description: 'A version for all staff, as its writer and whoever checks it see it.' })
export class AdvicePublication {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  version: number;

  @Field(() => PublishedAdviceStateEnum)
  state: string;

  @Field(() => String)
  question: string;

  @Field(() => String)
  answer: string;

  @Field(() => String)
  proposedAt: string;

  @Field(() => SignalActor)
  proposedBy: SignalActor;

  @Field(() => String, { nullable: true })
  checkedAt: string | null;

  @Field(() => SignalActor, { nullable: true })
  checkedBy: SignalActor | null;

  @Field(() => String)
  checkNote: string;

  @Field(() => String)
  withdrawnBecause: string;

  @Field(() => Boolean)
  mayCheck: boolean;

  @Field(() => Boolean)
  mayWithdraw: boolean;
}

@ObjectType()
export class AdviceQuestion extends AdviceSummary {
  @Field(() => Int)
  version: number;

  @Field(() => String)
  question: string;

  @Field(() => SignalActor)
  askedBy: SignalActor;

  @Field(() => String, { nullable: true })
  answer: string | null;

  @Field(() => SignalActor, { nullable: true })
  answeredBy: SignalActor | null;

  @Field(() => String, { description: 'The part of the guidance that the answer rests on.' })
  section: string;

  @Field(() => String, { nullable: true, description: 'The rules in force when it was answered.' })
  regime: string | null;

  @Field(() => String, { description: 'Why whoever asked took it back; empty where they did not.' })
  withdrawnBecause: string;

  @Field(() => Boolean)
  mayAnswer: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer asked it and may take it back.' })
  mayWithdraw: boolean;

  @Field(() => Boolean)
  mayPropose: boolean;

  @Field(() => [AdvicePublication])
  publications: AdvicePublication[];
}

@ObjectType()
export class AdvicePage {
  @Field(() => [AdviceSummary])
  items: AdviceSummary[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType({ description: 'What of informal advice waits for the viewer.' })
export class AdviceToday {
  @Field(() => Int, { description: 'Questions that wait for an answer of the own organisation.' })
  toAnswer: number;

  @Field(() => Int)
  overdue: number;

  @Field(() => Int, { description: 'Versions for all staff that the viewer may check.' })
  toCheck: number;

  @Field(() => [AdviceSummary], { description: 'Own questions that were answered in the last two weeks.' })
  answered: AdviceSummary[];
}

@ObjectType({
  description:
    'A version for all staff that waits for the viewer: of a colleague, or of another organisation where nobody can check it.',
})
export class AdviceToCheck {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  version: number;

  @Field(() => String)
  question: string;

  @Field(() => String)
  answer: string;

  @Field(() => String)
  section: string;

  @Field(() => String)
  proposedAt: string;

  @Field(() => String, { description: 'Who wrote it.' })
  organisationName: string;

  @Field(() => ID, { nullable: true, description: 'The question it answers, for the own organisation.' })
  questionId: string | null;
}

@ObjectType({ description: 'A commissioning organisation that can be asked.' })
export class AdviceAddressee {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;
}

@ObjectType({ description: 'An answer that is out for all staff. Nothing says who asked.' })
export class PublishedAdvice {
  @Field(() => ID)
  id: string;

  @Field(() => String, { nullable: true, description: 'Null once it is withdrawn.' })
  question: string | null;

  @Field(() => String, { nullable: true, description: 'Null once it is withdrawn.' })
  answer: string | null;

  @Field(() => String)
  section: string;

  @Field(() => String, { description: 'The rules in force when it was given.' })
  regime: string;

  @Field(() => String, { description: 'Who gave it.' })
  organisationName: string;

  @Field(() => String)
  publishedOn: string;

  @Field(() => String, { nullable: true })
  withdrawnOn: string | null;

  @Field(() => String)
  withdrawnBecause: string;
}

@ObjectType()
export class PublishedAdvicePage {
  @Field(() => [PublishedAdvice])
  items: PublishedAdvice[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType()
export class AdviceChanged {
  @Field(() => ID)
  questionId: string;

  @Field(() => AdviceQuestion, { nullable: true })
  question?: AdviceQuestion | null;
}

@ObjectType({ implements: () => [Refusal] })
export class AdviceStepNotPossible extends Refusal {}

@ObjectType({
  implements: () => [Refusal],
  description: 'Words for all staff hold names of the directory; nothing was saved.',
})
export class NamesInWords extends Refusal {
  @Field(() => [String])
  names: string[];
}

const typeOf = (value: { __typename: string }) => value.__typename;

export const AskAdviceResult = createUnionType({
  name: 'AskAdviceResult',
  types: () => [AdviceChanged, NotPermitted, InvalidInput] as const,
  resolveType: typeOf,
});

export const AnswerAdviceResult = createUnionType({
  name: 'AnswerAdviceResult',
  types: () => [AdviceChanged, AdviceStepNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: typeOf,
});

export const PublishAdviceResult = createUnionType({
  name: 'PublishAdviceResult',
  types: () =>
    [AdviceChanged, NamesInWords, AdviceStepNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: typeOf,
});

@InputType()
export class AskAdviceInput {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  subject: string;

  @Field(() => String)
  question: string;
}

@InputType()
export class AnswerAdviceInput {
  @Field(() => ID)
  questionId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String)
  answer: string;

  @Field(() => String, { nullable: true })
  section?: string | null;
}

@InputType()
export class WithdrawAdviceQuestionInput {
  @Field(() => ID)
  questionId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String)
  reason: string;
}

@InputType()
export class ProposeAdviceInput {
  @Field(() => ID)
  questionId: string;

  @Field(() => String)
  question: string;

  @Field(() => String)
  answer: string;
}

@InputType()
export class CheckAdviceInput {
  @Field(() => ID)
  publicationId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => AdviceCheckEnum)
  decision: string;

  @Field(() => String, { nullable: true })
  note?: string | null;
}

@InputType()
export class WithdrawAdviceInput {
  @Field(() => ID)
  publicationId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String)
  reason: string;
}
