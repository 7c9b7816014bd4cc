import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { InvalidInput, NotPermitted } from '../platform/refusal.js';

@ObjectType({ description: 'A professional role that somebody holds, or will hold, with the organisation asked for.' })
export class StaffRole {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  roleCode: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String, { description: 'The first day, YYYY-MM-DD.' })
  from: string;

  @Field(() => String, { nullable: true, description: 'The last day, YYYY-MM-DD; null while none is set.' })
  lastDay: string | null;
}

@ObjectType({ description: 'A member of staff of the organisation asked for.' })
export class StaffMember {
  @Field(() => ID, { description: 'The practitioner.' })
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => [StaffRole], { description: 'Roles that are not over, by name. Never empty.' })
  roles: StaffRole[];
}

@ObjectType()
export class StaffPage {
  @Field(() => [StaffMember], { description: 'By name.' })
  items: StaffMember[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@InputType()
export class AddPractitionerInput {
  @Field(() => String)
  name: string;

  @Field(() => String, { description: 'Where invitations go. Shown to nobody.' })
  email: string;

  @Field(() => ID)
  organisationId: string;

  @Field(() => String, { nullable: true, description: "One of the tenant's professional roles." })
  roleCode: string | null;

  @Field(() => String, { nullable: true, description: 'Instead of roleCode: the name of a role that may be new.' })
  newRoleName: string | null;

  @Field(() => String, { description: 'The first day in the role, YYYY-MM-DD.' })
  from: string;
}

@ObjectType()
export class PractitionerAdded {
  @Field(() => ID)
  practitionerId: string;

  @Field(() => ID)
  practitionerRoleId: string;
}

@InputType()
export class EndPractitionerRoleInput {
  @Field(() => ID)
  practitionerRoleId: string;

  @Field(() => String, { description: 'The last day in the role, YYYY-MM-DD.' })
  on: string;
}

@ObjectType()
export class PractitionerRoleEnded {
  @Field(() => ID)
  practitionerRoleId: string;

  @Field(() => String)
  lastDay: string;
}

const resolveType = (value: { __typename: string }) => value.__typename;

export const AddPractitionerResult = createUnionType({
  name: 'AddPractitionerResult',
  types: () => [PractitionerAdded, NotPermitted, InvalidInput] as const,
  resolveType,
});

export const EndPractitionerRoleResult = createUnionType({
  name: 'EndPractitionerRoleResult',
  types: () => [PractitionerRoleEnded, NotPermitted, InvalidInput] as const,
  resolveType,
});
