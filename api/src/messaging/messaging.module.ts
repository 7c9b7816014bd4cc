import { Module } from '@nestjs/common';
import { MailSender } from './mail-sender.js';
import { OutboxReads } from './outbox.reads.js';
import { OutboxResolver } from './outbox.resolver.js';
import { OutboxService } from './outbox.service.js';
import { OutboxRelay } from './outbox-relay.js';

/** Mail: what commands put in the outbox goes out, and its state is shown. */
@Module({
  providers: [MailSender, OutboxRelay, OutboxReads, OutboxService, OutboxResolver],
  exports: [OutboxRelay],
})
export class MessagingModule {}
