import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ChangedByOther, InvalidInput, NotPermitted, Refusal } from '../../platform/refusal.js';
import { graphqlEnum } from '../graphql-enum.js';

const StrikeStateEnum = graphqlEnum(['waiting', 'counts', 'declined', 'replaced', 'withdrawn']);
registerEnumType(StrikeStateEnum, {
  name: 'StrikeState',
  description:
    'Of a version: waits to be confirmed, counts, was not confirmed, has a later one in its place, withdrawn.',
});

@ObjectType({ description: 'A role or a provider that a strike called out.' })
export class StrikeNamed {
  @Field(() => String, { description: 'The code of a role, the id of a provider.' })
  key: string;

  @Field(() => String)
  name: string;
}

@ObjectType({ description: 'Who did something: the organisation, and within it the name as well.' })
export class StrikeBy {
  @Field(() => String)
  organisationName: string;

  @Field(() => String, { nullable: true, description: 'Null for readers of other organisations.' })
  name?: string | null;

  @Field(() => String)
  at: string;
}

@ObjectType({ description: 'One version of a strike: who was called out, when, and where it can be read.' })
export class StrikeVersion {
  @Field(() => Int)
  version: number;

  @Field(() => StrikeStateEnum)
  state: string;

  @Field(() => [StrikeNamed])
  roles: StrikeNamed[];

  @Field(() => [StrikeNamed], { nullable: true, description: 'Null for all providers.' })
  providers?: StrikeNamed[] | null;

  @Field(() => String, { description: 'Local date.' })
  firstDay: string;

  @Field(() => String, { description: 'Local date, included.' })
  lastDay: string;

  @Field(() => String)
  sourceTitle: string;

  @Field(() => String)
  sourceUrl: string;

  @Field(() => Boolean, { description: 'Counts only once somebody else who commissions has confirmed it.' })
  needsConfirmation: boolean;

  @Field(() => StrikeBy)
  recorded: StrikeBy;

  @Field(() => StrikeBy, { nullable: true, description: 'Who confirmed it, or did not.' })
  decided?: StrikeBy | null;

  @Field(() => String)
  declinedBecause: string;
}

@ObjectType({
  description: 'Industrial action on given days. Absences of those called out are set aside while it counts.',
})
export class Strike {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  version: number;

  @Field(() => [StrikeVersion], { description: 'Newest first.' })
  versions: StrikeVersion[];

  @Field(() => StrikeBy, { nullable: true })
  withdrawn?: StrikeBy | null;

  @Field(() => String)
  withdrawnBecause: string;

  @Field(() => Boolean)
  canChange: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer may confirm the version that waits.' })
  canDecide: boolean;

  @Field(() => Boolean)
  canWithdraw: boolean;
}

@ObjectType()
export class StrikesView {
  @Field(() => [Strike], { description: 'Those that wait first, then by their last day, newest first.' })
  strikes: Strike[];

  @Field(() => Boolean)
  canRecord: boolean;

  @Field(() => Boolean, {
    description: 'Whether the viewer records for any provider, or for the own organisation alone.',
  })
  forAnyProvider: boolean;
}

@ObjectType()
export class StrikeChanged {
  @Field(() => ID)
  strikeId: string;

  @Field(() => Strike, { nullable: true })
  strike?: Strike | null;
}

@ObjectType({ implements: () => [Refusal] })
export class StrikeStepNotPossible extends Refusal {}

export const StrikeResult = createUnionType({
  name: 'StrikeResult',
  types: () => [StrikeChanged, StrikeStepNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

@InputType()
export class RecordStrikeInput {
  @Field(() => [String])
  roleCodes: string[];

  @Field(() => [ID], {
    nullable: true,
    description: 'Providers; null for all. An own provider’s administrator leaves it out.',
  })
  organisationIds?: string[] | null;

  @Field(() => String, { description: 'Local date.' })
  firstDay: string;

  @Field(() => String, { description: 'Local date, included.' })
  lastDay: string;

  @Field(() => String)
  sourceTitle: string;

  @Field(() => String, { description: 'A public page, https.' })
  sourceUrl: string;
}

@InputType()
export class ChangeStrikeInput extends RecordStrikeInput {
  @Field(() => ID)
  strikeId: string;

  @Field(() => Int)
  expectedVersion: number;
}

@InputType()
export class ConfirmStrikeInput {
  @Field(() => ID)
  strikeId: string;

  @Field(() => Int)
  expectedVersion: number;
}

@InputType()
export class DeclineStrikeInput {
  @Field(() => ID)
  strikeId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { description: 'Everybody of the system reads it.' })
  reason: string;
}

@InputType()
export class WithdrawStrikeInput {
  @Field(() => ID)
  strikeId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { description: 'Everybody of the system reads it.' })
  reason: string;
}
