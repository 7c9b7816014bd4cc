import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Commands } from '../platform/commands.js';
import { invalidInput, notPermitted, type RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import type { MessageRetried } from './outbox.graphql.js';
import { IS_HOSTED, IS_TENANTS } from './outbox-visibility.js';

const retryInput = z.object({ messageId: z.uuid() });

const LOCK = `select m.sent_at as "sentAt" from outbox_message m
  where m.tenant_id = $1 and m.message_id = $3 and (${IS_HOSTED} or ${IS_TENANTS}) for update of m`;

@Injectable()
export class OutboxService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /** Has a message that could not be delivered sent now. Refused once it was sent: a repeat would only confuse. */
  retryMessage(viewer: Viewer, input: unknown): Promise<(MessageRetried & { __typename: string }) | RefusalData> {
    return this.commands.run(viewer, 'retryMessage', retryInput, input, async (tx, { messageId }) => {
      const [found] = await tx.query<{ sentAt: Date | null }>(LOCK, [tx.tenantId, viewer.role, messageId]);
      if (!found) throw notPermitted();
      if (found.sentAt) throw invalidInput('messageId', 'This message has been sent.');
      await tx.query(
        'update outbox_message set next_attempt_at = $3, attempts = 0 where tenant_id = $1 and message_id = $2',
        [tx.tenantId, messageId, tx.now],
      );
      tx.audit({ entity: 'OutboxMessage', entityId: messageId });
      tx.notify('outbox', tx.tenantId);
      return { __typename: 'MessageRetried', messageId };
    });
  }
}
