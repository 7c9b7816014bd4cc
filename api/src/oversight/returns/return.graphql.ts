import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ReturnStateEnum, ReturnStepKindEnum } from './return-codes.graphql.js';

@ObjectType({ description: 'A return in a list.' })
export class ReturnSummary {
  @Field(() => ID)
  id: string;

  @Field(() => ID)
  providerId: string;

  @Field(() => String)
  providerName: string;

  @Field(() => String, { description: 'YYYY-MM' })
  month: string;

  @Field(() => Int, { description: '1, or higher where the month was returned anew.' })
  versionNo: number;

  @Field(() => ReturnStateEnum)
  state: string;

  @Field(() => String, { nullable: true, description: 'Local date; null for a later version, which has none.' })
  dueOn: string | null;

  @Field(() => Boolean, { description: 'Not signed, and the day on which it was due has passed.' })
  isOverdue: boolean;

  @Field(() => String, { nullable: true, description: 'Instant.' })
  signedAt: string | null;

  @Field(() => Boolean, { description: 'Whether it waits for a signature that the viewer may give.' })
  mayBeSigned: boolean;
}

@ObjectType({ description: "The own organisation's returns, newest month first." })
export class OwnReturns {
  @Field(() => [ReturnSummary])
  items: ReturnSummary[];

  @Field(() => Boolean, { description: 'Whether older ones were left out.' })
  hasMore: boolean;

  @Field(() => Int, { description: 'How many wait for a manager to check them and hand them over.' })
  toCheck: number;

  @Field(() => Int, { description: 'How many wait for a signature that the viewer may give.' })
  toSign: number;
}

@ObjectType({ description: 'Who did something. Named to the own organisation only.' })
export class ReturnActor {
  @Field(() => String, { nullable: true })
  name: string | null;

  @Field(() => String, { description: 'The post of who signed, such as chief nurse; else the role.' })
  post: string;

  @Field(() => String)
  organisationName: string;
}

@ObjectType({ description: 'One line of a return. Null where a number is not shown.' })
export class ReturnLine {
  @Field(() => String)
  code: string;

  @Field(() => String)
  label: string;

  @Field(() => String, { nullable: true, description: 'The line that it is part of.' })
  of: string | null;

  @Field(() => Int, { nullable: true })
  all: number | null;

  @Field(() => Int, { nullable: true })
  ownSites: number | null;

  @Field(() => Int, { nullable: true })
  otherSites: number | null;

  @Field(() => Int, { nullable: true, description: 'All sites by the registers as they are now; for the provider.' })
  now: number | null;

  @Field(() => String, { description: 'What the provider says to it; empty for nothing.' })
  comment: string;
}

@ObjectType({ description: 'Seats of one role; for the provider.' })
export class ReturnRole {
  @Field(() => String)
  roleCode: string;

  @Field(() => String)
  roleName: string;

  @Field(() => Int)
  expected: number;

  @Field(() => Int)
  filled: number;

  @Field(() => Int)
  lost: number;

  @Field(() => Int)
  leftOut: number;
}

@ObjectType({ description: 'The signature under a return.' })
export class ReturnSignature {
  @Field(() => ReturnActor)
  by: ReturnActor;

  @Field(() => String, { description: 'Instant.' })
  at: string;

  @Field(() => String, { description: 'SHA-256 of what was signed, in hexadecimal.' })
  sha256: string;

  @Field(() => Boolean, { description: 'Whether one person, the only manager of the provider, checked and signed it.' })
  isByOnePerson: boolean;

  @Field(() => String, { nullable: true, description: 'The signed text itself, JSON; for the provider.' })
  content: string | null;
}

@ObjectType()
export class ReturnStep {
  @Field(() => ReturnStepKindEnum)
  kind: string;

  @Field(() => String)
  reason: string;

  @Field(() => String, { description: 'Instant.' })
  at: string;

  @Field(() => String, { nullable: true, description: 'Null when the product did it by itself.' })
  by: string | null;
}

@ObjectType()
export class ReturnVersion {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  versionNo: number;

  @Field(() => ReturnStateEnum)
  state: string;

  @Field(() => String, { nullable: true })
  signedAt: string | null;
}

@ObjectType({ description: 'Which steps the viewer may take now.' })
export class ReturnSteps {
  @Field(() => Boolean)
  edit: boolean;

  @Field(() => Boolean)
  sendBack: boolean;

  @Field(() => Boolean)
  sign: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer handed it over and signs as the only manager.' })
  signsAlone: boolean;

  @Field(() => Boolean)
  returnAnew: boolean;

  @Field(() => Boolean, { description: 'A later version that was opened by mistake.' })
  withdraw: boolean;
}

@ObjectType({ description: "A provider's return of a month: what its registers say, and what it says to that." })
export class ProviderReturn {
  @Field(() => ID)
  id: string;

  @Field(() => ID)
  providerId: string;

  @Field(() => String)
  providerName: string;

  @Field(() => String, { description: 'YYYY-MM' })
  month: string;

  @Field(() => Int)
  versionNo: number;

  @Field(() => Int, { description: 'Send it back as expectedVersion.' })
  version: number;

  @Field(() => ReturnStateEnum)
  state: string;

  @Field(() => String, { nullable: true })
  dueOn: string | null;

  @Field(() => Boolean)
  isOverdue: boolean;

  @Field(() => String, { nullable: true, description: 'Instant at which the figures were counted; for the provider.' })
  takenAt: string | null;

  @Field(() => Boolean, { description: 'Whether any number is another one by the registers as they are now.' })
  hasChangedSince: boolean;

  @Field(() => [ReturnLine])
  lines: ReturnLine[];

  @Field(() => String, { nullable: true, description: 'Why figures are not shown; null where all are.' })
  notShown: string | null;

  @Field(() => [ReturnRole], { description: 'For the provider; empty for others.' })
  byRole: ReturnRole[];

  @Field(() => String, { description: 'What the provider says to all of it; empty for nothing.' })
  overall: string;

  @Field(() => ReturnActor, { nullable: true, description: 'Who checked it and handed it over.' })
  preparedBy: ReturnActor | null;

  @Field(() => ReturnSignature, { nullable: true })
  signature: ReturnSignature | null;

  @Field(() => [ReturnStep], { description: 'For the provider, oldest first.' })
  steps: ReturnStep[];

  @Field(() => [ReturnVersion], { description: 'Every version of the month that the viewer may open, oldest first.' })
  versions: ReturnVersion[];

  @Field(() => [String], { description: 'Posts and names of those who may sign it; for the provider.' })
  signatories: string[];

  @Field(() => ReturnSteps)
  may: ReturnSteps;
}
