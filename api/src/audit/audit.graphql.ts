import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { AuditKind } from '../platform/audit.js';

const AuditKindEnum = {
  READ: 'read',
  WRITE: 'write',
  REFUSAL: 'refusal',
  SIGN_IN: 'signIn',
  SIGN_OUT: 'signOut',
  JOB: 'job',
} as const satisfies Record<string, AuditKind>;
registerEnumType(AuditKindEnum, { name: 'AuditKind', description: 'What sort of act it was.' });

const AuditActorEnum = { ACCOUNT: 'account', LINK: 'link', JOB: 'job' } as const;
registerEnumType(AuditActorEnum, {
  name: 'AuditActor',
  description: 'Somebody signed in, somebody with a mailed link, or the product itself.',
});

const AuditOutcomeEnum = { DONE: 'done', REFUSED: 'refused' } as const;
registerEnumType(AuditOutcomeEnum, { name: 'AuditOutcome' });

@InputType({ description: 'Which events to show; what is left out does not narrow.' })
export class AuditFilterInput {
  @Field(() => String, { nullable: true, description: 'First day, London.' })
  from: string | null;

  @Field(() => String, { nullable: true, description: 'The day after the last one, London.' })
  to: string | null;

  @Field(() => String, { nullable: true })
  operation: string | null;

  @Field(() => AuditKindEnum, { nullable: true })
  kind: AuditKind | null;

  @Field(() => String, { nullable: true, description: 'Whose acts.' })
  login: string | null;

  @Field(() => String, { nullable: true, description: 'The kind of thing acted on, such as Meeting.' })
  entity: string | null;

  @Field(() => AuditOutcomeEnum, { nullable: true })
  outcome: string | null;
}

@ObjectType({ description: 'One act as the audit trail holds it, without what the viewer may not see.' })
export class AuditEvent {
  @Field(() => ID, { description: 'To go on from; it says nothing of its place in the chain.' })
  id: string;

  @Field(() => String, { description: 'Instant.' })
  at: string;

  @Field(() => AuditActorEnum)
  actor: string;

  @Field(() => String, { nullable: true })
  login: string | null;

  @Field(() => String, { nullable: true })
  actorName: string | null;

  @Field(() => String, { nullable: true, description: 'What they acted as, in words.' })
  actingRoleName: string | null;

  @Field(() => String, { nullable: true, description: 'The organisation acted for.' })
  organisationName: string | null;

  @Field(() => String)
  operation: string;

  @Field(() => AuditKindEnum)
  kind: AuditKind;

  @Field(() => String)
  entity: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null where it could point to a person the viewer may not know of.',
  })
  entityId: string | null;

  @Field(() => AuditOutcomeEnum)
  outcome: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is about a person cared for. Null for a provider manager, who is not told.',
  })
  aboutPerson: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The person by reference, for the information governance lead alone.',
  })
  personReference: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Codes and ids as JSON, for the information governance lead alone.',
  })
  detail: string | null;
}

@ObjectType()
export class AuditEventPage {
  @Field(() => [AuditEvent], { description: 'Newest first.' })
  events: AuditEvent[];

  @Field(() => Boolean)
  hasMore: boolean;
}

@ObjectType({ description: 'How long the audit chain is and what of it is kept outside the database.' })
export class AuditChain {
  @Field(() => Int, { description: 'Events up to the newest checkpoint; up to now before the first.' })
  events: number;

  @Field(() => String, { description: 'Hash of the newest of them, hexadecimal.' })
  head: string;

  @Field(() => String, {
    nullable: true,
    description: 'Instant of the newest signed checkpoint of this server; null before the first.',
  })
  checkpointAt: string | null;

  @Field(() => Int, { nullable: true, description: 'Events up to that checkpoint.' })
  checkpointEvents: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the event at the checkpoint is still the one that was signed.',
  })
  agrees: boolean | null;
}
