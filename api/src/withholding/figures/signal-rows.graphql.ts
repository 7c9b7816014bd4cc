import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { RowDisputeEnum } from '../../attendance/disputes/row-dispute.js';
import { LossReasonEnum } from './figures.graphql.js';

@ObjectType({ description: 'One seat at one meeting, as the month that was judged had it.' })
export class SignalRow {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  date: string;

  @Field(() => ID)
  mdtId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  hostName: string;

  @Field(() => String)
  roleCode: string;

  @Field(() => String)
  roleName: string;

  @Field(() => Boolean)
  isOwnSite: boolean;

  @Field(() => Boolean)
  isCore: boolean;

  @Field(() => String, { description: 'tookPart, lost, or why the seat was set aside.' })
  countsAs: string;

  @Field(() => String)
  outcome: string;

  @Field(() => LossReasonEnum, { nullable: true, description: 'For a lost seat: who could have changed it.' })
  reason: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What came of the request for release; null where none was made.',
  })
  release: string | null;

  @Field(() => RowDisputeEnum, {
    nullable: true,
    description: 'Whether what the register says of it is disputed and waits for an answer, today.',
  })
  dispute: string | null;

  @Field(() => String, { nullable: true, description: "For the provider's own manager only." })
  staffName: string | null;
}

@ObjectType()
export class SignalRowChoice {
  @Field(() => String)
  value: string;

  @Field(() => String)
  label: string;
}

@ObjectType({ description: 'The rows behind one number of a signal, newest first.' })
export class SignalRows {
  @Field(() => ID)
  signalId: string;

  @Field(() => String)
  providerName: string;

  @Field(() => String, { description: 'Which number was opened.' })
  number: string;

  @Field(() => Int, { description: 'The number itself, before any filter.' })
  count: number;

  @Field(() => Int, { description: 'How many are left by the filter.' })
  total: number;

  @Field(() => Boolean, { description: 'Whether members of staff are named.' })
  isNamed: boolean;

  @Field(() => [SignalRowChoice], { description: 'MDTs to narrow to.' })
  mdts: SignalRowChoice[];

  @Field(() => [SignalRowChoice], { description: 'Roles to narrow to.' })
  roles: SignalRowChoice[];

  @Field(() => [String], { description: 'Months to narrow to, YYYY-MM, oldest first.' })
  months: string[];

  @Field(() => [SignalRow])
  rows: SignalRow[];

  @Field(() => String, { nullable: true, description: 'Ask for the rows after this; null at the end.' })
  endCursor: string | null;
}
