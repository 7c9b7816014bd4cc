import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { PersonIdentity } from '../patients/patients.graphql.js';
import { NotPermitted } from '../platform/refusal.js';
import { ActionStateEnum, CaseStateEnum } from './cases.graphql.js';

@ObjectType({ description: 'A meeting that will discuss the person.' })
export class MyComingMeeting {
  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String, { description: 'Instant.' })
  startsAt: string;
}

@ObjectType()
export class MyAction {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  description: string;

  @Field(() => String)
  ownerName: string;

  @Field(() => String)
  organisationName: string;

  @Field(() => String, { description: 'Local date.' })
  dueOn: string;

  @Field(() => ActionStateEnum)
  state: string;
}

@ObjectType({ description: 'A meeting that was to discuss the person.' })
export class MyPastMeeting {
  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String, { description: 'Instant.' })
  startsAt: string;

  @Field(() => CaseStateEnum)
  state: string;

  @Field(() => String, { nullable: true })
  outcomeText: string | null;

  @Field(() => [String], { description: 'Professions in the room for the person.' })
  professionsPresent: string[];

  @Field(() => [MyAction])
  actions: MyAction[];
}

@ObjectType({ description: "A person's own meetings, for them or for who cares for them." })
export class MyMeetings {
  @Field(() => PersonIdentity)
  person: PersonIdentity;

  @Field(() => [MyComingMeeting], { description: 'Soonest first.' })
  coming: MyComingMeeting[];

  @Field(() => [MyPastMeeting], { description: 'Newest first.' })
  past: MyPastMeeting[];
}

export const MyMeetingsResult = createUnionType({
  name: 'MyMeetingsResult',
  types: () => [MyMeetings, NotPermitted] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});
