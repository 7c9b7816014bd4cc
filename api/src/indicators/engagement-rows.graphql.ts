import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { RowDisputeEnum } from '../attendance/disputes/row-dispute.js';
import { EngagementMonths } from './engagement-parts.graphql.js';

@ObjectType({
  description:
    'One seat of one meeting, and what it counts as. Null stands for what is not shown because of small numbers.',
})
export class EngagementRow {
  @Field(() => ID)
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'Local date of the meeting; null where months are shown instead.',
  })
  date: string | null;

  @Field(() => String, { description: 'The first of the months that the meeting was in.' })
  fromMonth: string;

  @Field(() => String)
  toMonth: string;

  @Field(() => ID, { nullable: true })
  meetingId: string | null;

  @Field(() => String, { nullable: true })
  mdtName: string | null;

  @Field(() => String, { nullable: true })
  hostName: string | null;

  @Field(() => String, { nullable: true })
  roleName: string | null;

  @Field(() => Boolean, { nullable: true })
  isCore: boolean | null;

  @Field(() => Boolean, { nullable: true })
  isOwnSite: boolean | null;

  @Field(() => String)
  countClass: string;

  @Field(() => String)
  countLabel: string;

  @Field(() => String, {
    nullable: true,
    description: 'For a lost seat: who could have changed it, or that nobody said why.',
  })
  lossReason: string | null;

  @Field(() => RowDisputeEnum, {
    nullable: true,
    description:
      'Whether what the register says of it is disputed and waits for an answer, today; not for commissioners.',
  })
  dispute: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The member's name, for their own employer's manager and the host's co-ordinator only.",
  })
  staffName: string | null;
}

@ObjectType({ description: 'The rows that a number was counted from, newest first.' })
export class EngagementRows {
  @Field(() => String)
  organisationName: string;

  @Field(() => EngagementMonths)
  months: EngagementMonths;

  @Field(() => Boolean, { description: 'The number is too small to show, so there are no rows.' })
  isHidden: boolean;

  @Field(() => String, { nullable: true })
  disclosureNote: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many rows there are in all: the number that was opened. Null where hidden.',
  })
  total: number | null;

  @Field(() => [EngagementRow])
  rows: EngagementRow[];

  @Field(() => String, { nullable: true, description: 'Ask for the rows after this; null at the end.' })
  endCursor: string | null;
}
