import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { InvalidInput, NotPermitted } from '../../platform/refusal.js';

@ObjectType({ description: 'An appointment: may sign monthly returns for an organisation, from day to day.' })
export class ReturnSignatory {
  @Field(() => ID)
  id: string;

  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  organisationName: string;

  @Field(() => String)
  name: string;

  @Field(() => String, { description: 'Such as chief nurse: shown to commissioners in place of the name.' })
  post: string;

  @Field(() => String)
  firstDay: string;

  @Field(() => String, { nullable: true })
  lastDay: string | null;

  @Field(() => Boolean, { description: 'Whether they may sign today.' })
  isStanding: boolean;

  @Field(() => String, { nullable: true, description: 'Instant at which it was ended before its last day.' })
  endedAt: string | null;
}

@ObjectType({ description: 'Somebody who can be appointed: a manager of an organisation.' })
export class SignatoryCandidate {
  @Field(() => ID)
  accountId: string;

  @Field(() => String)
  name: string;

  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  organisationName: string;
}

@ObjectType({ description: 'Who may sign monthly returns.' })
export class ReturnSignatories {
  @Field(() => [ReturnSignatory], { description: 'Standing ones first, then what is over.' })
  signatories: ReturnSignatory[];

  @Field(() => [SignatoryCandidate], { description: 'For an administrator; empty for others.' })
  candidates: SignatoryCandidate[];
}

@ObjectType()
export class SignatoryChanged {
  @Field(() => ID)
  signatoryId: string;
}

export const ChangeSignatoryResult = createUnionType({
  name: 'ChangeSignatoryResult',
  types: () => [SignatoryChanged, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

@InputType()
export class AppointSignatoryInput {
  @Field(() => ID)
  organisationId: string;

  @Field(() => ID)
  accountId: string;

  @Field(() => String)
  post: string;

  @Field(() => String, { description: 'Local date, today or later.' })
  firstDay: string;

  @Field(() => String, { nullable: true, description: 'Local date; leave out for until it is ended.' })
  lastDay?: string | null;
}

@InputType()
export class EndSignatoryInput {
  @Field(() => ID)
  signatoryId: string;
}
