import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import {
  Mail,
  type MessageState,
  MessageStateEnum,
  OutboxPage,
  RetryMessageInput,
  RetryMessageResult,
} from './outbox.graphql.js';
import { OutboxReads } from './outbox.reads.js';
import { OutboxService } from './outbox.service.js';

@Resolver()
export class OutboxResolver {
  constructor(
    @Inject(OutboxReads) private readonly reads: OutboxReads,
    @Inject(OutboxService) private readonly service: OutboxService,
  ) {}

  @Query(() => OutboxPage, {
    description:
      'Mail that was sent or is waiting: to the viewer, for meetings they host, or (administrator) of the whole system without its text.',
  })
  outbox(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, defaultValue: 25, description: 'At most 100.' }) first: number,
    @Args('after', { type: () => ID, nullable: true, description: 'The id of the last message of the page before.' })
    after: string | null,
    @Args('state', { type: () => MessageStateEnum, nullable: true }) state: MessageState | null,
  ): Promise<OutboxPage> {
    return this.reads.outbox(viewer, { first, after, state });
  }

  @Query(() => Mail, {
    nullable: true,
    description: "One mail with its text; null where it is not the viewer's to read.",
  })
  mail(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<Mail | null> {
    return this.reads.mail(viewer, id);
  }

  @Mutation(() => RetryMessageResult)
  retryMessage(@CurrentViewer() viewer: Viewer, @Args('input') input: RetryMessageInput): Promise<object> {
    return this.service.retryMessage(viewer, input);
  }
}
