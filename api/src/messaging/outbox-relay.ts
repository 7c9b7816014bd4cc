import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction } from '../platform/commands.js';
import { Live } from '../platform/live.js';
import { Reads } from '../platform/reads.js';
import { jobSession } from '../platform/tenant-session.js';
import type { OutgoingMessage } from './mail-message.js';
import { MailSender } from './mail-sender.js';
import { failureText, isRefusedForGood, LEASE_SECONDS, waitAfter } from './outbox-attempts.js';
import { TenantPasses } from './tenant-passes.js';

const BATCH = 10;

const DUE_SQL =
  'select 1 from outbox_message where tenant_id = $1 and sent_at is null and next_attempt_at <= quorate_now() limit 1';
const CLAIM_SQL = `
  update outbox_message set attempts = attempts + 1, next_attempt_at = $2::timestamptz + make_interval(secs => $3)
  where tenant_id = $1 and message_id in (
    select message_id from outbox_message where tenant_id = $1 and sent_at is null and next_attempt_at <= $2
    order by next_attempt_at, message_id limit ${BATCH} for update skip locked)
  returning message_id as "messageId", recipient_name as "recipientName", recipient_email as "recipientEmail", subject,
    body_text as "bodyText", body_html as "bodyHtml", calendar_part as "calendarPart", calendar_method as "calendarMethod",
    created_at as "createdAt", attempts`;

/**
 * Sends what commands put in the outbox. A message is taken for five minutes, sent, and marked; several instances can
 * run. A crash between sending and marking sends it once more with the same Message-ID: at least once, never lost.
 */
@Injectable()
export class OutboxRelay {
  private readonly passes: TenantPasses;

  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Live) live: Live,
    @Inject(MailSender) private readonly sender: MailSender,
  ) {
    this.passes = new TenantPasses(reads, live, 'outbox', (tenantId) => this.sendDue(tenantId));
  }

  /** Sends from now on: at once on a hint, and every half minute whatever is due. `report` is told of passes that failed. */
  async start(report: (cause: unknown) => void): Promise<void> {
    await this.sender.start();
    this.passes.start(report);
  }

  /** Takes no more, and resolves when what was taken has been sent and marked. */
  async stop(): Promise<void> {
    await this.passes.stop();
    await this.sender.stop();
  }

  /** Sends what is due in one tenant. Resolves to how many messages were handed to the mail server. */
  async sendDue(tenantId: string): Promise<number> {
    let sent = 0;
    for (;;) {
      const due = await this.reads.rowsFor(jobSession(tenantId), {
        name: 'outbox-due',
        text: DUE_SQL,
        values: [tenantId],
      });
      if (due.length === 0) return sent;
      const claimed = await this.claim(tenantId);
      if (claimed.length === 0) return sent;
      const outcomes = await Promise.allSettled(claimed.map((message) => this.sendOne(tenantId, message)));
      const fault = outcomes.find((outcome) => outcome.status === 'rejected');
      if (fault) throw fault.reason;
      sent += outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value).length;
    }
  }

  private claim(tenantId: string): Promise<OutgoingMessage[]> {
    return this.commands.runJob(tenantId, 'sendOutbox', async (tx) => {
      const claimed = await tx.query<OutgoingMessage>(CLAIM_SQL, [tenantId, tx.now, LEASE_SECONDS]);
      tx.audit({ entity: 'Outbox', entityId: tenantId, detail: { taken: claimed.map(({ messageId }) => messageId) } });
      return claimed;
    });
  }

  private async sendOne(tenantId: string, message: OutgoingMessage): Promise<boolean> {
    try {
      await this.sender.send(tenantId, message);
    } catch (cause) {
      await this.mark(tenantId, message, cause);
      return false;
    }
    await this.mark(tenantId, message, null);
    return true;
  }

  private async mark(tenantId: string, { messageId, attempts }: OutgoingMessage, failure: unknown): Promise<void> {
    await this.commands.runJob(tenantId, 'markOutbox', async (tx) => {
      if (failure === null) await markSent(tx, messageId);
      else await markFailed(tx, messageId, waitAfter(attempts, isRefusedForGood(failure)), failureText(failure));
      tx.audit({
        entity: 'OutboxMessage',
        entityId: messageId,
        detail: { attempts, state: failure === null ? 'sent' : 'notSent' },
      });
      tx.notify('outboxMarked', messageId);
    });
  }
}

async function markSent(tx: Transaction, messageId: string): Promise<void> {
  await tx.query('update outbox_message set sent_at = $3, last_error = null where tenant_id = $1 and message_id = $2', [
    tx.tenantId,
    messageId,
    tx.now,
  ]);
}

/** A message that was given up waits for ever, until somebody sends it again by hand. */
async function markFailed(tx: Transaction, messageId: string, wait: number | null, why: string): Promise<void> {
  const next = wait === null ? 'infinity' : new Date(tx.now.getTime() + wait * 1000).toISOString();
  await tx.query(
    `update outbox_message set last_error = $3, next_attempt_at = $4 where tenant_id = $1 and message_id = $2 and sent_at is null`,
    [tx.tenantId, messageId, why, next],
  );
}
