import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { graphqlEnum } from '../../attendance/graphql-enum.js';
import { InvalidInput, NotPermitted, Refusal } from '../../platform/refusal.js';
import { NamesInWords } from '../advice/advice.graphql.js';
import { SignalActor } from '../signals/signal-parts.graphql.js';

export const DEPARTURE_KINDS = ['stage', 'dueDate', 'default', 'addressee', 'other'] as const;
export type DepartureKind = (typeof DEPARTURE_KINDS)[number];
const DepartureKindEnum = graphqlEnum(DEPARTURE_KINDS);
registerEnumType(DepartureKindEnum, { name: 'DepartureKind' });

@ObjectType({
  description: 'A decision that departs from the guidance or from what happens by default, with its reason.',
})
export class Departure {
  @Field(() => ID, { description: 'Its own id where it was written by hand, else that of the step that made it.' })
  id: string;

  @Field(() => DepartureKindEnum)
  kind: DepartureKind;

  @Field(() => String)
  at: string;

  @Field(() => String, { description: 'What it departs from.' })
  section: string;

  @Field(() => String, { description: 'What was done in its place.' })
  words: string;

  @Field(() => String)
  reason: string;

  @Field(() => String, { nullable: true })
  fromDue: string | null;

  @Field(() => String, { nullable: true })
  toDue: string | null;

  @Field(() => SignalActor, { nullable: true })
  by: SignalActor | null;

  @Field(() => ID, { nullable: true })
  signalId: string | null;

  @Field(() => String, { nullable: true })
  signalReference: string | null;

  @Field(() => ID, { nullable: true })
  concernId: string | null;

  @Field(() => String, { nullable: true, description: 'Whom it concerns.' })
  partyName: string | null;

  @Field(() => Boolean)
  isByHand: boolean;

  @Field(() => String, { nullable: true, description: 'Since when its form without names is out for all staff.' })
  publishedOn: string | null;

  @Field(() => Boolean)
  mayPublish: boolean;
}

@ObjectType()
export class DeparturePage {
  @Field(() => [Departure])
  items: Departure[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType()
export class DepartureChanged {
  @Field(() => ID)
  departureId: string;

  @Field(() => Departure, { nullable: true })
  departure?: Departure | null;
}

@ObjectType({ implements: () => [Refusal] })
export class DeparturePublishedAlready extends Refusal {}

const typeOf = (value: { __typename: string }) => value.__typename;

export const RecordDepartureResult = createUnionType({
  name: 'RecordDepartureResult',
  types: () => [DepartureChanged, NotPermitted, InvalidInput] as const,
  resolveType: typeOf,
});

export const PublishDepartureResult = createUnionType({
  name: 'PublishDepartureResult',
  types: () => [DepartureChanged, NamesInWords, DeparturePublishedAlready, NotPermitted, InvalidInput] as const,
  resolveType: typeOf,
});

@InputType()
export class RecordDepartureInput {
  @Field(() => DepartureKindEnum)
  kind: DepartureKind;

  @Field(() => String, { description: 'What of the guidance it departs from.' })
  section: string;

  @Field(() => String, { description: 'What was done in its place.' })
  words: string;

  @Field(() => String)
  reason: string;

  @Field(() => String)
  decidedOn: string;

  @Field(() => ID, { nullable: true })
  signalId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Whom it concerns; of a signal it is its provider.' })
  organisationId?: string | null;
}

@InputType()
export class PublishDepartureInput {
  @Field(() => ID)
  departureId: string;

  @Field(() => String, { description: 'What all staff may read. Name nobody in it.' })
  words: string;
}
