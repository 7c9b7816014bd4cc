import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { graphqlEnum } from '../../attendance/graphql-enum.js';
import { ChangedByOther, InvalidInput, NotPermitted, Refusal } from '../../platform/refusal.js';

const TenderStateEnum = graphqlEnum(['coming', 'open', 'ended', 'closed']);
registerEnumType(TenderStateEnum, { name: 'TenderState' });
const TenderBindsEnum = graphqlEnum(['bidder', 'conflict']);
registerEnumType(TenderBindsEnum, { name: 'TenderBinds' });

@ObjectType({ description: 'Somebody or something that a tender names.' })
export class TenderNamed {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;
}

@ObjectType({ description: 'A tender, for those of the organisation that runs it whom no tender binds.' })
export class Tender {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  version: number;

  @Field(() => String)
  title: string;

  @Field(() => String)
  reason: string;

  @Field(() => String)
  startsOn: string;

  @Field(() => String, { description: 'The last day.' })
  endsOn: string;

  @Field(() => TenderStateEnum)
  state: string;

  @Field(() => String)
  closedBecause: string;

  @Field(() => [TenderNamed], { description: 'Organisations whose staff see nobody else’s sensitive content.' })
  bidders: TenderNamed[];

  @Field(() => [TenderNamed])
  mdts: TenderNamed[];

  @Field(() => [TenderNamed], { description: 'Colleagues with a conflict of interest.' })
  conflicts: TenderNamed[];
}

@ObjectType({ description: 'An open tender that hides content from the viewer.' })
export class HidingTender {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  title: string;

  @Field(() => String)
  endsOn: string;

  @Field(() => TenderBindsEnum, { description: 'As staff of a bidder, or as named by the organisation that runs it.' })
  because: string;
}

@ObjectType()
export class TenderChanged {
  @Field(() => ID)
  tenderId: string;

  @Field(() => Tender, { nullable: true })
  tender?: Tender | null;
}

@ObjectType({ implements: () => [Refusal] })
export class TenderStepNotPossible extends Refusal {}

export const TenderResult = createUnionType({
  name: 'TenderResult',
  types: () => [TenderChanged, TenderStepNotPossible, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

@InputType()
export class OpenTenderInput {
  @Field(() => String, { description: 'Bidders read it. Name none of them in it.' })
  title: string;

  @Field(() => String)
  reason: string;

  @Field(() => String)
  startsOn: string;

  @Field(() => String)
  endsOn: string;

  @Field(() => [ID], { nullable: true })
  organisationIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'MDTs out to tender: their host and whoever has a seat bid.' })
  mdtIds?: string[] | null;

  @Field(() => [ID], { nullable: true })
  conflictAccountIds?: string[] | null;
}

@InputType()
export class ChangeTenderInput {
  @Field(() => ID)
  tenderId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String)
  endsOn: string;

  @Field(() => [ID], { nullable: true, description: 'Further bidders.' })
  organisationIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Further colleagues with a conflict of interest.' })
  conflictAccountIds?: string[] | null;
}

@InputType()
export class CloseTenderInput {
  @Field(() => ID)
  tenderId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String)
  reason: string;
}
