import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { type CaughtMail, type MailCatcher, startMailCatcher } from './mail-catcher.js';
import { mailOf, type OutgoingMessage } from './mail-message.js';

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** The way out for mail: the server of SMTP_URL, else a catcher on loopback that stores it for the Outbox page. */
@Injectable()
export class MailSender {
  private transport: Transporter | null = null;
  private catcher: MailCatcher | null = null;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Commands) private readonly commands: Commands,
  ) {}

  /** True where mail stays on this machine and the Outbox page shows it. */
  get isCatching(): boolean {
    return !this.settings.SMTP_URL;
  }

  async start(): Promise<void> {
    if (this.settings.SMTP_URL) {
      this.transport = createTransport({ url: this.settings.SMTP_URL, pool: true, maxConnections: 3, ...TIMEOUTS });
      return;
    }
    this.catcher = await startMailCatcher((mail) => this.keep(mail));
    const { port, user, password } = this.catcher;
    this.transport = createTransport({
      host: '127.0.0.1',
      port,
      auth: { user, pass: password },
      ignoreTLS: true,
      pool: true,
      maxConnections: 3,
      ...TIMEOUTS,
    });
  }

  async stop(): Promise<void> {
    this.transport?.close();
    this.transport = null;
    await this.catcher?.stop();
    this.catcher = null;
  }

  /** Hands one message to the mail server. Throws what nodemailer throws when it was not taken. */
  async send(tenantId: string, message: OutgoingMessage): Promise<void> {
    if (!this.transport) throw new Error('Mail is not being sent by this process.');
    await this.transport.sendMail(mailOf(message, this.settings.MAIL_FROM, this.isCatching ? tenantId : null));
  }

  private async keep(mail: CaughtMail): Promise<void> {
    await this.commands.runJob(mail.tenantId, 'catchMail', async (tx) => {
      const mailId = newId();
      await tx.query(
        `insert into caught_mail (tenant_id, mail_id, message_id, received_at, envelope_from, envelope_to, subject, body_text, body_html, calendar_part, raw)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`,
        [
          tx.tenantId,
          mailId,
          mail.messageId,
          tx.now,
          mail.envelopeFrom,
          mail.envelopeTo,
          mail.subject,
          mail.bodyText,
          mail.bodyHtml,
          mail.calendarPart,
          mail.raw,
        ],
      );
      tx.audit({ entity: 'CaughtMail', entityId: mailId, detail: { messageId: mail.messageId } });
    });
  }
}
