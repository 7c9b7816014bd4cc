import { Field, ID, ObjectType } from '@nestjs/graphql';
import { EngagementChoice, EngagementEdition, EngagementMonths, EngagementRate } from './engagement-parts.graphql.js';

@ObjectType({ description: "One provider's part in the seats of one role." })
export class EngagementRoleProvider {
  @Field(() => ID)
  organisationId: string;

  @Field(() => EngagementRate)
  all: EngagementRate;
}

@ObjectType()
export class EngagementRoleRow {
  @Field(() => String)
  roleCode: string;

  @Field(() => String)
  roleName: string;

  @Field(() => [EngagementRoleProvider], { description: 'Providers with a seat of the role, by name.' })
  providers: EngagementRoleProvider[];
}

@ObjectType({ description: 'Engagement by role and provider, inside the wall of the viewer.' })
export class EngagementByRole {
  @Field(() => EngagementMonths)
  months: EngagementMonths;

  @Field(() => EngagementEdition, { nullable: true })
  edition: EngagementEdition | null;

  @Field(() => String, { nullable: true })
  disclosureNote: string | null;

  @Field(() => [EngagementChoice], { description: 'The providers, by name.' })
  providers: EngagementChoice[];

  @Field(() => [EngagementRoleRow], { description: 'By name of the role.' })
  roles: EngagementRoleRow[];
}
