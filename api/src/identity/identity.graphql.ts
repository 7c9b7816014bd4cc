import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ROLES } from '@quorate/libs/access';
import { InvalidInput, NotPermitted } from '../platform/refusal.js';

/** ROLES as a GraphQL enum: 'careCoordinator' is CARE_COORDINATOR. */
export const RoleEnum = Object.fromEntries(
  ROLES.map((role) => [role.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase(), role]),
);
registerEnumType(RoleEnum, { name: 'Role', description: 'What an account may act as.' });

@ObjectType({ description: 'An integrated care system: the outer wall around everything.' })
export class Tenant {
  @Field(() => String)
  key: string;

  @Field(() => String)
  name: string;

  @Field(() => Boolean, { description: 'True for the made-up systems of the demo.' })
  isDemo: boolean;
}

@ObjectType()
export class ActingOrganisation {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;
}

@ObjectType({ description: 'One role in one organisation that the viewer may act in.' })
export class ActingRole {
  @Field(() => ID)
  id: string;

  @Field(() => RoleEnum)
  role: string;

  @Field(() => String)
  roleName: string;

  @Field(() => ActingOrganisation, {
    nullable: true,
    description: 'Null for a person or carer, who acts for nobody but themselves or the person.',
  })
  organisation: ActingOrganisation | null;
}

@ObjectType('Viewer', { description: 'Who is signed in, and what they act as now.' })
export class ViewerInfo {
  @Field(() => String)
  name: string;

  @Field(() => String)
  login: string;

  @Field(() => Tenant)
  tenant: Tenant;

  @Field(() => ActingRole)
  acting: ActingRole;

  @Field(() => [ActingRole])
  actingRoles: ActingRole[];

  @Field(() => String, { description: 'Instant at which the session ends whatever happens.' })
  sessionExpiresAt: string;

  @Field(() => Number, { description: 'Minutes without activity after which the page locks.' })
  idleLockMinutes: number;
}

@InputType()
export class SwitchActingRoleInput {
  @Field(() => ID)
  actingRoleId: string;
}

@ObjectType()
export class ActingRoleSwitched {
  @Field(() => ID)
  actingRoleId: string;
}

export const SwitchActingRoleResult = createUnionType({
  name: 'SwitchActingRoleResult',
  types: () => [ActingRoleSwitched, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});
