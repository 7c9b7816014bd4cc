import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { InvalidInput, NotPermitted } from '../../platform/refusal.js';

@ObjectType({ description: 'That a legal power opened a statement, told to its author.' })
export class StatementOpening {
  @Field(() => String, { description: 'Who asked.' })
  authority: string;

  @Field(() => String, { description: 'By which law.' })
  power: string;

  @Field(() => String, { description: 'Instant.' })
  openedAt: string;
}

@ObjectType({ description: 'What a member of staff said in private: that they were not released for a meeting.' })
export class StaffStatement {
  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String, { description: 'Local date of the meeting.' })
  date: string;

  @Field(() => String, { description: 'In their own words; empty where they gave none.' })
  words: string;

  @Field(() => String, { description: 'Instant.' })
  statedAt: string;

  @Field(() => Boolean, { description: 'Whether they have put their name to it.' })
  isNamed: boolean;

  @Field(() => [StatementOpening])
  openings: StatementOpening[];
}

@ObjectType({ description: 'Whether the viewer can state something of a meeting, and what they stated.' })
export class StaffVoice {
  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  date: string;

  @Field(() => String, { description: 'The employer on the day.' })
  employerName: string;

  @Field(() => Boolean, { description: 'Once the meeting has begun.' })
  mayState: boolean;

  @Field(() => Int, { description: 'The employer and commissioners are told a number from so many people on.' })
  toldFrom: number;

  @Field(() => StaffStatement, { nullable: true })
  statement: StaffStatement | null;
}

@ObjectType({ description: 'A statement to which its author has put their name.' })
export class NamedStatement {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  staffName: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  date: string;

  @Field(() => String)
  words: string;
}

@ObjectType({ description: 'The statement stands as asked; null once withdrawn.' })
export class StatementSaved {
  @Field(() => StaffStatement, { nullable: true })
  statement: StaffStatement | null;
}

@ObjectType({ description: 'The statements that a legal power opens, for whoever opened them.' })
export class StatementsOpened {
  @Field(() => [NamedStatement])
  statements: NamedStatement[];
}

@InputType()
export class StateNotReleasedInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => String, { nullable: true, description: 'In your own words; at most 1,000 characters.' })
  words?: string | null;
}

@InputType()
export class WithdrawStatementInput {
  @Field(() => ID)
  meetingId: string;
}

@InputType()
export class NameStatementInput {
  @Field(() => ID)
  meetingId: string;

  @Field(() => Boolean, { description: 'True puts your name to it, false takes it off.' })
  isNamed: boolean;
}

@InputType()
export class OpenStatementsInput {
  @Field(() => ID)
  providerId: string;

  @Field(() => String, { description: 'First day of the meetings.' })
  from: string;

  @Field(() => String, { description: 'Last day of the meetings.' })
  to: string;

  @Field(() => String, { description: 'The law, with its section.' })
  power: string;

  @Field(() => String, { description: 'Who asks by it.' })
  authority: string;

  @Field(() => String, { nullable: true, description: 'What forbids to tell the authors; leave out to tell them.' })
  notToldBecause?: string | null;
}

export const StatementResult = createUnionType({
  name: 'StatementResult',
  types: () => [StatementSaved, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

export const OpenStatementsResult = createUnionType({
  name: 'OpenStatementsResult',
  types: () => [StatementsOpened, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});
