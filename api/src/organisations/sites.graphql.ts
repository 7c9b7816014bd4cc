import { createUnionType, Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { InvalidInput, NotPermitted } from '../platform/refusal.js';
import { Succession } from './organisations.graphql.js';

@ObjectType({ description: 'A place that an organisation works from.' })
export class Site {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  odsCode: string;

  @Field(() => String)
  name: string;

  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  organisationName: string;

  @Field(() => String)
  address: string;

  @Field(() => String, { nullable: true })
  postcode: string | null;

  @Field(() => Float, { nullable: true, description: 'Null where no list has the postcode: "no location".' })
  latitude: number | null;

  @Field(() => Float, { nullable: true })
  longitude: number | null;

  @Field(() => Boolean)
  isOpen: boolean;

  @Field(() => String, { nullable: true })
  openedOn: string | null;

  @Field(() => String, { nullable: true, description: 'The last day on which it was open.' })
  closedOn: string | null;

  @Field(() => Int)
  roomCount: number;
}

@ObjectType({ description: 'What a site was for a time: its name, where it stood, who ran it; half-open local dates.' })
export class SitePeriod {
  @Field(() => String)
  name: string;

  @Field(() => ID)
  organisationId: string;

  @Field(() => String, { description: 'The name it has now.' })
  organisationName: string;

  @Field(() => String)
  address: string;

  @Field(() => String, { nullable: true })
  postcode: string | null;

  @Field(() => String, { nullable: true, description: 'Null: since before anybody knows.' })
  from: string | null;

  @Field(() => String, { nullable: true, description: 'The first day on which it was so no more; null while it is.' })
  to: string | null;

  @Field(() => String, { nullable: true, description: 'The first extract that shows it; before that it is assumed.' })
  firstSeen: string | null;

  @Field(() => String)
  source: string;
}

@ObjectType({ description: 'One site with its dated history.' })
export class SiteRecord extends Site {
  @Field(() => String, { description: 'As the extract prints it, often in capitals.' })
  publishedName: string;

  @Field(() => String, { description: 'The extract it was last read from.' })
  source: string;

  @Field(() => Boolean, { description: 'Sites of a closed or merged trust keep its code in the extracts.' })
  organisationIsOpen: boolean;

  @Field(() => [Succession], { description: 'Who took over from the organisation that runs it.' })
  organisationSuccessors: Succession[];

  @Field(() => [SitePeriod], { description: 'Newest first. A time in which it was closed lies in none.' })
  periods: SitePeriod[];
}

@ObjectType()
export class SitePage {
  @Field(() => [Site], { description: 'By name.' })
  items: Site[];

  @Field(() => Int)
  total: number;

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType()
export class Room {
  @Field(() => ID)
  id: string;

  @Field(() => ID)
  siteId: string;

  @Field(() => String)
  name: string;

  @Field(() => Int)
  seats: number;
}

@InputType()
export class AddRoomInput {
  @Field(() => ID)
  siteId: string;

  @Field(() => String)
  name: string;

  @Field(() => Int)
  seats: number;
}

export const AddRoomResult = createUnionType({
  name: 'AddRoomResult',
  types: () => [Room, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});
