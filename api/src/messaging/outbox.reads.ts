import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import { calendarFacts } from './calendar-facts.js';
import { MailSender } from './mail-sender.js';
import type { Mail, MessageState, OutboxMessage, OutboxPage } from './outbox.graphql.js';
import { IS_HOSTED, IS_OWN, IS_TENANTS, STATE } from './outbox-visibility.js';

const MOST = 100;

const LIST = `
  select m.message_id as id, m.kind, m.recipient_name as "recipientName", m.recipient_email as "recipientEmail", m.subject,
    m.meeting_id as "meetingId", m.created_at as "createdAt", m.sent_at as "sentAt", m.attempts, m.last_error as "lastError",
    nullif(m.next_attempt_at, 'infinity') as "nextAttemptAt", ${STATE} as state, ${IS_OWN} as "isOwn", ${IS_HOSTED} as "isHosted"
  from outbox_message m
  where m.tenant_id = $1 and (${IS_OWN} or ${IS_HOSTED} or ${IS_TENANTS})
    and ($3::text is null or ${STATE} = $3)
    and ($4::uuid is null or (m.created_at, m.message_id) < (select a.created_at, a.message_id from outbox_message a where a.tenant_id = $1 and a.message_id = $4))
  order by m.created_at desc, m.message_id desc limit $5`;

const ONE = `
  select m.message_id as id, m.recipient_name as "recipientName", m.recipient_email as "recipientEmail", m.subject,
    m.body_text as text, m.calendar_part as "calendarPart", m.calendar_method as "calendarMethod", m.sent_at as "sentAt",
    (select count(*)::int from caught_mail c where c.tenant_id = $1 and c.message_id = m.message_id) as deliveries
  from outbox_message m
  where m.tenant_id = $1 and m.message_id = $3 and (${IS_OWN} or ($4 and ${IS_HOSTED}))`;

interface ListRow {
  readonly id: string;
  readonly kind: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly subject: string;
  readonly meetingId: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly nextAttemptAt: Date | null;
  readonly state: MessageState;
  readonly isOwn: boolean | null;
  readonly isHosted: boolean | null;
}

interface MailRow {
  readonly id: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly subject: string;
  readonly text: string;
  readonly calendarPart: string | null;
  readonly calendarMethod: string | null;
  readonly sentAt: Date | null;
  readonly deliveries: number;
}

export interface OutboxFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: MessageState | null;
}

/** What was sent to whom, and what became of it. */
@Injectable()
export class OutboxReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(MailSender) private readonly sender: MailSender,
  ) {}

  /** Newest first, from the message after `after`. */
  async outbox(viewer: Viewer, filter: OutboxFilter): Promise<OutboxPage> {
    const first = Math.min(Math.max(Math.trunc(filter.first), 1), MOST);
    const rows = await this.reads.rows<ListRow>(viewer, {
      name: 'outbox',
      text: LIST,
      values: [
        viewer.tenantId,
        viewer.role,
        filter.state ?? null,
        filter.after ? knownId(filter.after) : null,
        first + 1,
      ],
    });
    return {
      messages: rows.slice(0, first).map((row) => this.messageOf(viewer, row)),
      hasMore: rows.length > first,
      isCaught: this.sender.isCatching,
    };
  }

  /**
   * One mail in full, or null. A mail can hold a link that replies for its addressee, so only they read it; where mail
   * is caught and reaches nobody, the host's co-ordinator reads it too. Each reading is an audit event.
   */
  async mail(viewer: Viewer, messageId: string): Promise<Mail | null> {
    const [row] = await this.reads.audited<MailRow>(
      viewer,
      {
        name: 'outbox-mail',
        text: ONE,
        values: [viewer.tenantId, viewer.role, knownId(messageId), this.sender.isCatching],
      },
      (found) => found.map(({ id }) => ({ operation: 'mail', kind: 'read', entity: 'OutboxMessage', entityId: id })),
    );
    if (!row) return null;
    const { calendarPart, calendarMethod, sentAt, ...mail } = row;
    return {
      ...mail,
      sentAt: sentAt?.toISOString() ?? null,
      calendar: calendarPart === null ? null : calendarFacts(calendarPart, calendarMethod),
    };
  }

  private messageOf(viewer: Viewer, { isOwn, isHosted, ...row }: ListRow): OutboxMessage {
    const mayRetry = viewer.role === 'administrator' || isHosted === true;
    return {
      ...row,
      subject: isOwn || isHosted ? row.subject : null,
      createdAt: row.createdAt.toISOString(),
      sentAt: row.sentAt?.toISOString() ?? null,
      nextAttemptAt: row.sentAt ? null : (row.nextAttemptAt?.toISOString() ?? null),
      canRead: isOwn === true || (isHosted === true && this.sender.isCatching),
      canRetry: mayRetry && (row.state === 'failed' || row.state === 'retrying'),
    };
  }
}

/** A text that is no id finds what an unknown id finds: nothing. */
function knownId(id: string): string {
  return z.uuid().safeParse(id).success ? id : '00000000-0000-0000-0000-000000000000';
}
