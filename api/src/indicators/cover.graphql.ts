import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'One role at one MDT: how many seats it has, and whether they are held.' })
export class CoverRole {
  @Field(() => String)
  roleCode: string;

  @Field(() => String)
  roleName: string;

  @Field(() => Boolean, { description: 'The terms of reference ask for it at every meeting.' })
  isRequired: boolean;

  @Field(() => Int)
  seats: number;

  @Field(() => Int, { description: 'Seats with a holder.' })
  held: number;

  @Field(() => Int, { description: 'Held seats with a named deputy.' })
  withDeputy: number;

  @Field(() => [String], { description: 'Providers of the seats, by name.' })
  providers: string[];
}

@ObjectType()
export class CoverMdt {
  @Field(() => ID)
  mdtId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  hostName: string;

  @Field(() => [CoverRole], { description: 'By name of the role.' })
  roles: CoverRole[];
}

@ObjectType({ description: 'A place: the part of the system, or the primary care network, that hosts belong to.' })
export class CoverPlace {
  @Field(() => String)
  name: string;

  @Field(() => [CoverMdt], { description: 'Active MDTs, by name.' })
  mdts: CoverMdt[];
}

@ObjectType({ description: 'Which roles are covered where, as terms of reference and seats stand today.' })
export class EngagementCover {
  @Field(() => String, { description: 'Whose seats these are, in words.' })
  scope: string;

  @Field(() => [CoverPlace], { description: 'By name.' })
  places: CoverPlace[];
}
