import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { LicenceStatus } from './licence-status.js';
import { ORGANISATION_KINDS, type OrganisationKind } from './organisation-kind.js';

/** 'acuteTrust' is ACUTE_TRUST outside and 'acuteTrust' inside. */
function enumOf<T extends string>(codes: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(codes.map((code) => [code.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase(), code]));
}

export const OrganisationKindEnum = enumOf(ORGANISATION_KINDS);
registerEnumType(OrganisationKindEnum, { name: 'OrganisationKind' });

const LicenceStatusEnum = enumOf<LicenceStatus>(['licensed', 'nhsTrustShadow', 'exempt', 'notApplicable', 'unknown']);
registerEnumType(LicenceStatusEnum, {
  name: 'LicenceStatus',
  description:
    'NHS_TRUST_SHADOW: not licensed but expected to meet the same conditions (NHS trusts before April 2023).',
});

const MembershipKindEnum = enumOf(['icb', 'subIcb', 'pcn', 'region'] as const);
registerEnumType(MembershipKindEnum, { name: 'MembershipKind' });

@ObjectType({
  description: 'An organisation as a list shows it. Names are in readable case; `publishedName` has them as published.',
})
export class OrganisationEntry {
  @Field(() => ID)
  id: string;

  @Field(() => String, { nullable: true, description: 'Null for a care home, which has no ODS code in the lists.' })
  odsCode: string | null;

  @Field(() => String)
  name: string;

  @Field(() => OrganisationKindEnum)
  kind: OrganisationKind;

  @Field(() => Boolean)
  isOpen: boolean;

  @Field(() => String, { nullable: true })
  postcode: string | null;

  @Field(() => Boolean, { description: 'True for the made-up organisations of the demo.' })
  isFictional: boolean;
}

@ObjectType()
export class OrganisationPage {
  @Field(() => [OrganisationEntry], { description: 'By name.' })
  items: OrganisationEntry[];

  @Field(() => Int, { description: 'How many fit the filter, on all pages.' })
  total: number;

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page.' })
  endCursor: string | null;
}

@InputType()
export class OrganisationFilterInput {
  @Field(() => String, { nullable: true, description: 'Words of the present or a former name, or of the ODS code.' })
  text?: string | null;

  @Field(() => OrganisationKindEnum, { nullable: true })
  kind?: OrganisationKind | null;

  @Field(() => ID, { nullable: true, description: 'Members of this board, sub-ICB, network or region on the day.' })
  partOfId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Open on the day; all when left out.' })
  isOpen?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'The day as YYYY-MM-DD: names, status and members as they were. Today when left out.',
  })
  asOf?: string | null;
}

@ObjectType({ description: 'A name and when it was borne; half-open local dates.' })
export class NamePeriod {
  @Field(() => String)
  name: string;

  @Field(() => String, { description: 'As the extract prints it, often in capitals.' })
  publishedName: string;

  @Field(() => String, { nullable: true, description: 'Null: since before anybody knows.' })
  from: string | null;

  @Field(() => String, { nullable: true, description: 'The first day without it; null while it lasts.' })
  to: string | null;

  @Field(() => String, { nullable: true, description: 'The first extract that shows it; before that it is assumed.' })
  firstSeen: string | null;

  @Field(() => String)
  source: string;
}

@ObjectType({ description: 'What an organisation is part of, and when; half-open local dates.' })
export class Membership {
  @Field(() => MembershipKindEnum)
  kind: string;

  @Field(() => ID)
  organisationId: string;

  @Field(() => String, { nullable: true })
  odsCode: string | null;

  @Field(() => String, { description: 'Its name now.' })
  name: string;

  @Field(() => String, { nullable: true })
  from: string | null;

  @Field(() => String, { nullable: true })
  to: string | null;

  @Field(() => String, { nullable: true, description: 'The first extract that shows it; before that it is assumed.' })
  firstSeen: string | null;

  @Field(() => String)
  source: string;
}

@ObjectType()
export class LicencePeriod {
  @Field(() => LicenceStatusEnum)
  status: string;

  @Field(() => String, { nullable: true })
  from: string | null;

  @Field(() => String, { nullable: true })
  to: string | null;

  @Field(() => String, { description: 'What the status rests on, in words.' })
  basis: string;
}

@ObjectType({ description: 'An organisation that came before or after this one.' })
export class Succession {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  onDate: string;

  @Field(() => String)
  source: string;
}

@ObjectType({ description: 'The published status of a scheme such as the Data Security and Protection Toolkit.' })
export class AssuranceStatus {
  @Field(() => String)
  scheme: string;

  @Field(() => String)
  publishedOn: string;

  @Field(() => String)
  status: string;
}

@ObjectType({ description: 'One change that an import found.' })
export class OrganisationChange {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  changedOn: string;

  @Field(() => String, { description: 'name, icb, subIcb, pcn, region, postcode, closed or reopened.' })
  field: string;

  @Field(() => String, { nullable: true, description: 'A membership is told by its name.' })
  oldValue: string | null;

  @Field(() => String, { nullable: true })
  newValue: string | null;

  @Field(() => String)
  source: string;
}

@ObjectType({ description: 'One organisation with its dated history.' })
export class Organisation extends OrganisationEntry {
  @Field(() => String, { description: 'As the extract prints it, often in capitals.' })
  publishedName: string;

  @Field(() => String, { nullable: true })
  openedOn: string | null;

  @Field(() => String, { nullable: true, description: 'The last day on which it was open.' })
  closedOn: string | null;

  @Field(() => String)
  address: string;

  @Field(() => Float, { nullable: true })
  latitude: number | null;

  @Field(() => Float, { nullable: true })
  longitude: number | null;

  @Field(() => String, { nullable: true })
  telephone: string | null;

  @Field(() => String, { nullable: true })
  cqcLocationId: string | null;

  @Field(() => String, { description: 'The extract it was last read from.' })
  source: string;

  @Field(() => [NamePeriod], { description: 'Newest first.' })
  names: NamePeriod[];

  @Field(() => [Membership], { description: 'Newest first.' })
  memberships: Membership[];

  @Field(() => [LicencePeriod], { description: 'Newest first.' })
  licence: LicencePeriod[];

  @Field(() => [Succession])
  successors: Succession[];

  @Field(() => [Succession])
  predecessors: Succession[];

  @Field(() => [AssuranceStatus], { description: 'Newest first.' })
  assurance: AssuranceStatus[];

  @Field(() => [OrganisationChange], { description: 'Newest first, at most 100.' })
  changes: OrganisationChange[];

  @Field(() => Int, { description: 'Open ones.' })
  siteCount: number;

  @Field(() => Int, { description: 'Open organisations that are members of it today.' })
  memberCount: number;
}
