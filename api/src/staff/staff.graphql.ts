import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'A role that a seat can ask for.' })
export class ProfessionalRole {
  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;
}

@ObjectType({ description: 'A role that somebody holds with an employer today.' })
export class PractitionerRole {
  @Field(() => String)
  roleCode: string;

  @Field(() => String)
  roleName: string;

  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  organisationName: string;
}

@ObjectType({ description: 'A professional, with the roles they hold today.' })
export class PractitionerListItem {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => [PractitionerRole])
  roles: PractitionerRole[];
}
