import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InvalidInput, NotPermitted } from '../platform/refusal.js';

/** What has become of a message. 'retrying' failed and is tried again; 'failed' waits for somebody to send it again. */
export type MessageState = 'waiting' | 'retrying' | 'sent' | 'failed';

export const MessageStateEnum = { WAITING: 'waiting', RETRYING: 'retrying', SENT: 'sent', FAILED: 'failed' } as const;
registerEnumType(MessageStateEnum, {
  name: 'MessageState',
  description: 'RETRYING failed and is tried again by itself; FAILED was given up and waits to be sent again by hand.',
});

@ObjectType({ description: 'A mail that a command sent. Its text is in `mail`, for those who may read it.' })
export class OutboxMessage {
  @Field(() => ID)
  id: string;

  @Field(() => String, { description: 'What it is for: invitation, releaseRequested, and so on.' })
  kind: string;

  @Field(() => String)
  recipientName: string;

  @Field(() => String)
  recipientEmail: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null for an administrator, who sees that mail goes out and not what about.',
  })
  subject: string | null;

  @Field(() => ID, { nullable: true })
  meetingId: string | null;

  @Field(() => String, { description: 'Instant.' })
  createdAt: string;

  @Field(() => String, { nullable: true, description: 'Instant at which the mail server took it.' })
  sentAt: string | null;

  @Field(() => MessageStateEnum)
  state: MessageState;

  @Field(() => Int)
  attempts: number;

  @Field(() => String, { nullable: true, description: 'What the mail server said at the last attempt that failed.' })
  lastError: string | null;

  @Field(() => String, { nullable: true, description: 'Instant of the next attempt; null when there will be none.' })
  nextAttemptAt: string | null;

  @Field(() => Boolean, { description: 'Whether `mail` shows its text to the viewer.' })
  canRead: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer may have it sent again.' })
  canRetry: boolean;
}

@ObjectType()
export class OutboxPage {
  @Field(() => [OutboxMessage], { description: 'Newest first.' })
  messages: OutboxMessage[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => Boolean, {
    description: 'True where mail stays on this machine and is shown here; false where a mail server delivers it.',
  })
  isCaught: boolean;
}

@ObjectType({ description: 'What the calendar part of a mail puts into the diary.' })
export class MailCalendar {
  @Field(() => String, { description: 'REQUEST or CANCEL.' })
  method: string;

  @Field(() => String)
  summary: string;

  @Field(() => String, { description: 'Instant.' })
  startsAt: string;

  @Field(() => String, { description: 'Instant.' })
  endsAt: string;

  @Field(() => String, { nullable: true })
  location: string | null;

  @Field(() => Int, { description: 'Counts the versions of the meeting that have been sent.' })
  sequence: number;

  @Field(() => Int, { description: 'How many events the part holds; the others are of the same series.' })
  events: number;
}

@ObjectType({ description: 'A mail as its addressee reads it.' })
export class Mail {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  recipientName: string;

  @Field(() => String)
  recipientEmail: string;

  @Field(() => String)
  subject: string;

  @Field(() => String)
  text: string;

  @Field(() => MailCalendar, { nullable: true })
  calendar: MailCalendar | null;

  @Field(() => String, { nullable: true, description: 'Instant.' })
  sentAt: string | null;

  @Field(() => Int, {
    description: 'How often it arrived at the mail catcher: more than once after a crash. 0 where mail is not caught.',
  })
  deliveries: number;
}

@InputType()
export class RetryMessageInput {
  @Field(() => ID)
  messageId: string;
}

@ObjectType({ description: 'The message goes out now.' })
export class MessageRetried {
  @Field(() => ID)
  messageId: string;
}

export const RetryMessageResult = createUnionType({
  name: 'RetryMessageResult',
  types: () => [MessageRetried, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});
