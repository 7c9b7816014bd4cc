import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { newSecret } from '../platform/ids.js';
import { TENANT_HEADER } from './mail-message.js';

/** One mail as it was delivered. */
export interface CaughtMail {
  readonly tenantId: string;
  /** The outbox row it came from; null for a Message-ID that is none of ours. */
  readonly messageId: string | null;
  readonly envelopeFrom: string;
  readonly envelopeTo: string;
  readonly subject: string;
  readonly bodyText: string;
  readonly bodyHtml: string;
  readonly calendarPart: string | null;
  readonly raw: string;
}

/** A mail server that keeps what it is given. Only the process that started it can hand mail in. */
export interface MailCatcher {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  stop(): Promise<void>;
}

const MOST_BYTES = 2 * 1024 * 1024;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** Starts one on loopback at a free port. `keep` stores a mail; when it throws, the sender is told to try again later. */
export async function startMailCatcher(keep: (mail: CaughtMail) => Promise<void>): Promise<MailCatcher> {
  const [user, password] = ['quorate', newSecret()];
  const server = new SMTPServer({
    banner: 'Quorate mail catcher',
    size: MOST_BYTES,
    // Loopback and this process only, so there is nobody to hide the password from on the wire.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 2_000,
    logger: false,
    onAuth: (auth, _session, done) =>
      auth.username === user && auth.password === password ? done(null, { user }) : done(new Error('Not this process')),
    onData: (stream, session, done) => {
      receive(stream, session)
        .then(keep)
        .then(
          () => done(null),
          (cause: Error) => done(Object.assign(cause, { responseCode: stream.sizeExceeded ? 552 : 451 })),
        );
    },
  });
  server.on('error', () => undefined);
  const port = await new Promise<number>((done, fail) => {
    server.once('error', fail);
    const listening = server.listen(0, '127.0.0.1', () => done((listening.address() as AddressInfo).port));
  });
  return { port, user, password, stop: () => new Promise((done) => server.close(() => done())) };
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<CaughtMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw new Error('The message is larger than the catcher keeps.');
  return parseMail(Buffer.concat(chunks), session.envelope);
}

/** Takes a delivered mail apart. Throws when it does not say whose it is. */
async function parseMail(raw: Buffer, envelope: SMTPServerSession['envelope']): Promise<CaughtMail> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' });
  const tenantId = mail.headers.find(({ key }) => key === TENANT_HEADER.toLowerCase())?.value;
  if (!tenantId || !UUID.test(tenantId)) throw new Error('The message does not say whose it is.');
  const calendar = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  return {
    tenantId,
    messageId: UUID.exec(mail.messageId ?? '')?.[0] ?? null,
    envelopeFrom: envelope.mailFrom ? envelope.mailFrom.address : '',
    envelopeTo: envelope.rcptTo.map(({ address }) => address).join(', '),
    subject: storable(mail.subject ?? ''),
    bodyText: storable(mail.text ?? ''),
    bodyHtml: storable(mail.html ?? ''),
    calendarPart: typeof calendar?.content === 'string' ? storable(calendar.content) : null,
    raw: storable(raw.toString('utf8')),
  };
}

/** PostgreSQL's text holds every character but this one. */
function storable(text: string): string {
  return text.replaceAll('\0', '');
}
