import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { InvalidInput, NotPermitted } from '../platform/refusal.js';
import { RoleEnum } from './identity.graphql.js';

@ObjectType({ description: 'A role that an account may act in now, for the organisation asked for.' })
export class AccountRole {
  @Field(() => ID, { description: 'The acting role.' })
  id: string;

  @Field(() => RoleEnum)
  role: string;

  @Field(() => String)
  roleName: string;
}

@ObjectType({ description: 'An account of staff that has, or had, a role for the organisation asked for.' })
export class StaffAccount {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  login: string;

  @Field(() => String)
  name: string;

  @Field(() => ID, { nullable: true, description: 'Which member of staff it is, if any.' })
  practitionerId: string | null;

  @Field(() => Boolean)
  hasLeft: boolean;

  @Field(() => Boolean, { description: "The viewer's own, which somebody else has to change." })
  isOwn: boolean;

  @Field(() => [AccountRole], { description: 'Empty when every role here has ended.' })
  roles: AccountRole[];
}

@ObjectType()
export class StaffAccountPage {
  @Field(() => [StaffAccount], { description: 'By name.' })
  items: StaffAccount[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;

  @Field(() => Boolean, {
    description: 'True where an identity provider is set: a new account needs its identifier there.',
  })
  needsSignInSubject: boolean;
}

@InputType()
export class OpenAccountInput {
  @Field(() => String)
  login: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  email: string;

  @Field(() => RoleEnum, { description: 'Not PERSON or CARER, whose access comes with their care.' })
  role: string;

  @Field(() => ID)
  organisationId: string;

  @Field(() => ID, { nullable: true, description: 'Which member of staff it is; a clinician is always one.' })
  practitionerId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who they are at the identity provider (the subject of its tokens). Left out with the demo’s sign-in.',
  })
  signInSubject: string | null;
}

@ObjectType()
export class AccountOpened {
  @Field(() => ID)
  accountId: string;

  @Field(() => ID)
  actingRoleId: string;

  @Field(() => Boolean, { description: 'False when the account was there and got another role.' })
  isNewAccount: boolean;
}

@InputType()
export class EndActingRoleInput {
  @Field(() => ID)
  actingRoleId: string;
}

@ObjectType()
export class ActingRoleEnded {
  @Field(() => ID)
  actingRoleId: string;
}

@InputType()
export class CloseAccountInput {
  @Field(() => ID)
  accountId: string;

  @Field(() => String, {
    nullable: true,
    description:
      'YYYY-MM-DD, for somebody who has left: their professional roles end after that day, with the seats they held. Null for somebody who works on without signing in.',
  })
  lastDay: string | null;
}

@ObjectType()
export class AccountClosed {
  @Field(() => ID)
  accountId: string;
}

const resolveType = (value: { __typename: string }) => value.__typename;

export const OpenAccountResult = createUnionType({
  name: 'OpenAccountResult',
  types: () => [AccountOpened, NotPermitted, InvalidInput] as const,
  resolveType,
});

export const EndActingRoleResult = createUnionType({
  name: 'EndActingRoleResult',
  types: () => [ActingRoleEnded, NotPermitted, InvalidInput] as const,
  resolveType,
});

export const CloseAccountResult = createUnionType({
  name: 'CloseAccountResult',
  types: () => [AccountClosed, NotPermitted, InvalidInput] as const,
  resolveType,
});
