import type { SendMailOptions } from 'nodemailer';

/** A row of the outbox as the relay sends it. */
export interface OutgoingMessage {
  readonly messageId: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly subject: string;
  readonly bodyText: string;
  readonly bodyHtml: string;
  readonly calendarPart: string | null;
  readonly calendarMethod: string | null;
  readonly createdAt: Date;
  readonly attempts: number;
}

/** The header that tells the mail catcher whose mail it is. Not set towards a mail server of one's own. */
export const TENANT_HEADER = 'X-Quorate-Tenant';

/**
 * The mail as nodemailer takes it: text and HTML, and a calendar part both as an alternative (mail programs show
 * buttons for it) and as an .ics attachment (for those that do not), as CalConnect's iMIP guidance has it.
 * The Message-ID is the outbox row's, so a second delivery after a crash is known as the same message.
 */
export function mailOf(message: OutgoingMessage, from: string, tenantForCatcher: string | null): SendMailOptions {
  return {
    from,
    to: { name: message.recipientName, address: message.recipientEmail },
    subject: message.subject,
    text: message.bodyText,
    html: message.bodyHtml,
    messageId: messageIdHeader(message.messageId, from),
    date: message.createdAt,
    headers: { 'Auto-Submitted': 'auto-generated', ...(tenantForCatcher ? { [TENANT_HEADER]: tenantForCatcher } : {}) },
    ...(message.calendarPart
      ? {
          icalEvent: {
            method: message.calendarMethod ?? 'REQUEST',
            content: message.calendarPart,
            filename: message.calendarMethod === 'CANCEL' ? 'cancelled.ics' : 'invite.ics',
          },
        }
      : {}),
    // Nothing in a message can make the relay read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** `<id@domain of the sender>`. */
function messageIdHeader(messageId: string, from: string): string {
  return `<${messageId}@${/@([\w.-]+)/.exec(from)?.[1] ?? 'quorate.invalid'}>`;
}
