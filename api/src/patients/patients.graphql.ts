import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ChangedByOther, InvalidInput, NotPermitted, Refusal } from '../platform/refusal.js';
import { RELATIONSHIP_BASES } from './relationship-basis.js';

export const RelationshipBasisEnum = Object.fromEntries(
  RELATIONSHIP_BASES.map((basis) => [basis.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase(), basis]),
);
registerEnumType(RelationshipBasisEnum, {
  name: 'RelationshipBasis',
  description: "What opens a person's record to somebody.",
});

@ObjectType({ description: 'Why the viewer may see a person, since when and until when.' })
export class Relationship {
  @Field(() => RelationshipBasisEnum)
  basis: string;

  @Field(() => String, { description: 'The basis in words.' })
  basisName: string;

  @Field(() => String, { description: 'As whoever gave it put it.' })
  reason: string;

  @Field(() => String, { description: 'Instant.' })
  since: string;

  @Field(() => String, { nullable: true, description: 'Instant; null while nothing ends it.' })
  until: string | null;
}

@ObjectType({ description: 'Who a person cared for is: what a banner shows.' })
export class PersonIdentity {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  familyName: string;

  @Field(() => String)
  givenName: string;

  @Field(() => String, { description: 'Local date.' })
  dateOfBirth: string;

  @Field(() => String, { nullable: true, description: 'Ten digits; null when it is not known.' })
  nhsNumber: string | null;

  @Field(() => String, { nullable: true, description: 'Local date. From then on the record is read-only.' })
  deceasedOn: string | null;
}

@ObjectType({ description: 'One of the people the viewer has a relationship with.' })
export class RelatedPerson extends PersonIdentity {
  @Field(() => [Relationship])
  relationships: Relationship[];
}

@InputType()
export class PeopleInput {
  @Field(() => String, {
    nullable: true,
    description: 'Part of a name, a date of birth, or an NHS number; empty gives everyone the viewer is related to.',
  })
  text: string | null;

  @Field(() => Int, { defaultValue: 25, description: 'At most 50.' })
  first: number;

  @Field(() => ID, { nullable: true, description: 'The id of the last person of the page before.' })
  after: string | null;
}

@ObjectType()
export class PeoplePage {
  @Field(() => [RelatedPerson], { description: 'By family name, then given name.' })
  people: RelatedPerson[];

  @Field(() => Boolean)
  hasMore: boolean;
}

@ObjectType()
export class PersonToAsk {
  @Field(() => String)
  name: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String)
  organisationName: string;
}

@ObjectType({
  implements: () => [Refusal],
  description: 'No relationship opens this record now. The same answer whether or not there is such a person.',
})
export class NoRelationship extends Refusal {
  @Field(() => [PersonToAsk], { description: "In the viewer's own organisation." })
  askWhom: PersonToAsk[];
}

@ObjectType({ implements: () => [Refusal], description: 'The person has died, so nothing of theirs changes any more.' })
export class PersonDeceased extends Refusal {
  @Field(() => String, { description: 'Local date.' })
  deceasedOn: string;
}

@ObjectType({
  implements: () => [Refusal],
  description: 'These details cannot be registered together. Does not tell whether a record exists.',
})
export class CheckTheDetails extends Refusal {}

@InputType()
export class RegisterPatientInput {
  @Field(() => String, { nullable: true })
  nhsNumber: string | null;

  @Field(() => String)
  familyName: string;

  @Field(() => String)
  givenName: string;

  @Field(() => String, { description: 'Local date, YYYY-MM-DD.' })
  dateOfBirth: string;

  @Field(() => String, { description: 'Why the person is referred; shown as why the viewer may see the record.' })
  reason: string;
}

@ObjectType()
export class PatientRegistered {
  @Field(() => ID)
  patientId: string;

  @Field(() => Boolean, { description: 'True when the person was known and the viewer was added to their record.' })
  wasKnown: boolean;
}

export const RegisterPatientResult = createUnionType({
  name: 'RegisterPatientResult',
  types: () => [PatientRegistered, CheckTheDetails, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

@InputType()
export class MarkDeceasedInput {
  @Field(() => ID)
  patientId: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, {
    nullable: true,
    description: 'Local date, YYYY-MM-DD; null takes back a mark that was made in error.',
  })
  deceasedOn: string | null;
}

@ObjectType()
export class PatientMarked {
  @Field(() => ID)
  patientId: string;

  @Field(() => String, { nullable: true })
  deceasedOn: string | null;

  @Field(() => Int)
  lockVersion: number;
}

export const MarkDeceasedResult = createUnionType({
  name: 'MarkDeceasedResult',
  types: () => [PatientMarked, NoRelationship, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

@ObjectType({ description: "Somebody who saw or changed something of a person's record." })
export class Look {
  @Field(() => String, { description: 'Instant.' })
  at: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String, { nullable: true, description: 'For whom they acted.' })
  organisationName: string | null;

  @Field(() => String, { description: 'What they did, in words.' })
  what: string;

  @Field(() => String, {
    nullable: true,
    description: 'The relationship it rested on, in words, where it was recorded.',
  })
  why: string | null;
}

@ObjectType()
export class WhoHasLooked {
  @Field(() => [Look], { description: 'Newest first, the last 200.' })
  looks: Look[];
}

export const WhoHasLookedResult = createUnionType({
  name: 'WhoHasLookedResult',
  types: () => [WhoHasLooked, NotPermitted] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});
