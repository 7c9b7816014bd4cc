import { Field, ID, InputType, Int } from '@nestjs/graphql';

@InputType({
  description: 'What to narrow engagement to. Months are YYYY-MM, both included; the last twelve unless told.',
})
export class EngagementFilter {
  @Field(() => String, { nullable: true })
  fromMonth?: string | null;

  @Field(() => String, { nullable: true })
  toMonth?: string | null;

  @Field(() => ID, { nullable: true })
  mdtId?: string | null;

  @Field(() => String, { nullable: true })
  roleCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only MDTs that this organisation hosts.' })
  hostId?: string | null;

  @Field(() => Boolean, { nullable: true })
  coreOnly?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'As published in this publication; the newest unless told. For commissioners.',
  })
  publication?: number | null;
}

@InputType({ description: 'Which of the numbers was opened; what is left out is not narrowed.' })
export class EngagementCell {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String, { nullable: true, description: 'YYYY-MM' })
  month?: string | null;

  @Field(() => Boolean, { nullable: true, description: "True for the provider's own sites, false for other sites." })
  isOwnSite?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'What the seats count as: tookPart, lost, excludedLeave, ...' })
  classes?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'For lost seats: provider, host, personal, patientCare, ... or none',
  })
  lossReason?: string | null;
}
