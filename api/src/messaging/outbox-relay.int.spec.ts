import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { Clock } from '../platform/clock.js';
import { Commands, type NewMessage } from '../platform/commands.js';
import { Live } from '../platform/live.js';
import { Reads } from '../platform/reads.js';
import { readSettings } from '../platform/settings.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js';
import { MailSender } from './mail-sender.js';
import { OutboxRelay } from './outbox-relay.js';

// Room for a machine that builds at the same time.
jest.setTimeout(120_000);

const NOW = '2026-11-24T09:00:00.000Z';
const CALENDAR = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Quorate//EN',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:one@quorate.invalid',
  'DTSTAMP:20261124T090000Z',
  'DTSTART:20261201T090000Z',
  'DTEND:20261201T100000Z',
  'SUMMARY:Frailty MDT – Tuesday',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

interface OutboxRow {
  readonly message_id: string;
  readonly sent_at: Date | null;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly next_attempt_at: Date | number;
}
interface CaughtRow {
  readonly message_id: string;
  readonly envelope_to: string;
  readonly subject: string;
  readonly body_text: string;
  readonly calendar_part: string;
  readonly raw: string;
}

/** A mail server that answers each message as the test says: undefined takes it, a number is the reply code. */
async function startServer(answer: () => number | undefined): Promise<{ url: string; taken: string[]; stop(): void }> {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const responseCode = answer();
        if (responseCode) return done(Object.assign(new Error('Not taken'), { responseCode }));
        taken.push(Buffer.concat(chunks).toString());
        done(null);
      });
    },
  });
  const port = await new Promise<number>((done) => {
    const listening = server.listen(0, '127.0.0.1', () => done((listening.address() as AddressInfo).port));
  });
  return { url: `smtp://127.0.0.1:${port}`, taken, stop: () => server.close() };
}

describe('OutboxRelay', () => {
  let db: TestDatabase;
  let economy: SmallEconomy;
  let clock: Clock;
  let commands: Commands;
  let running: MailSender[] = [];

  beforeAll(async () => {
    db = await createTestDatabase();
    economy = await seedSmallEconomy(db);
    clock = new Clock();
    commands = new Commands(db.database, clock);
  });
  beforeEach(async () => {
    clock.setNow(NOW);
    const admin = await db.superuser();
    await admin.query('delete from outbox_message; delete from caught_mail');
    await admin.end();
  });
  afterEach(async () => {
    for (const sender of running) await sender.stop();
    running = [];
  });
  afterAll(() => db.drop());

  const relay = async (environment: NodeJS.ProcessEnv = {}) => {
    const sender = new MailSender(readSettings(environment), commands);
    running.push(sender);
    await sender.start();
    return new OutboxRelay(commands, new Reads(db.database, clock), new Live(db.database), sender);
  };
  const put = (message: Partial<NewMessage> = {}, tenantId = economy.tenantId) =>
    commands.runJob(tenantId, 'testJob', async (tx) => {
      tx.audit({ entity: 'Thing', entityId: '1' });
      tx.send({
        kind: 'invitation',
        recipientName: 'Jo Begum, RN',
        recipientEmail: 'nurse@example.invalid',
        subject: 'Invitation: Frailty MDT – 1 December',
        text: 'Reply at https://quorate.invalid/reply/abc – thank you.\n',
        html: '<p>Reply</p>',
        ...message,
      });
    });
  const outbox = () => db.sql<OutboxRow>(economy.tenantId, 'select * from outbox_message order by message_id');
  const caught = (tenantId = economy.tenantId) =>
    db.sql<CaughtRow>(tenantId, 'select * from caught_mail order by received_at, mail_id');
  const later = (seconds: number) => clock.setNow(new Date(clock.now().getTime() + seconds * 1000).toISOString());

  it('delivers text, HTML and a calendar part with an attachment, and marks the message sent', async () => {
    await put({ calendarPart: CALENDAR, calendarMethod: 'REQUEST' });
    expect(await (await relay()).sendDue(economy.tenantId)).toBe(1);
    const [row] = await outbox();
    expect(row).toMatchObject({ attempts: 1, last_error: null, sent_at: new Date(NOW) });
    const [mail] = await caught();
    expect(mail).toMatchObject({
      message_id: row?.message_id,
      envelope_to: 'nurse@example.invalid',
      subject: 'Invitation: Frailty MDT – 1 December',
      body_text: expect.stringContaining('https://quorate.invalid/reply/abc – thank you.'),
      calendar_part: expect.stringContaining('SUMMARY:Frailty MDT – Tuesday'),
    });
    expect(mail?.raw).toMatch(/Content-Type: multipart\/alternative/);
    expect(mail?.raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
    expect(mail?.raw).toMatch(/Content-Disposition: attachment; filename=invite\.ics/);
    expect(mail?.raw).toMatch(new RegExp(`Message-ID: <${row?.message_id}@quorate\\.invalid>`));
  });

  it('sends each message once when two relays start at the same moment', async () => {
    for (let n = 0; n < 30; n += 1) await put({ subject: `Message ${n}` });
    const two = await Promise.all([relay(), relay()]);
    const sent = await Promise.all(two.map((one) => one.sendDue(economy.tenantId)));
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(30);
    const subjects = (await caught()).map(({ subject }) => subject);
    expect(subjects.length).toBe(30);
    expect(new Set(subjects).size).toBe(30);
  });

  it('sends again, with the same Message-ID, what it sent and could not mark before a crash', async () => {
    await put();
    const first = await relay();
    // The crash: the connection is lost after the mail server took the message.
    const admin = await db.superuser();
    await admin.query(
      `create function crash() returns trigger language plpgsql as $$ begin raise 'crash'; end $$;
       create trigger crash before update on outbox_message for each row when (new.sent_at is not null) execute function crash()`,
    );
    await expect(first.sendDue(economy.tenantId)).rejects.toThrow('crash');
    await admin.query('drop trigger crash on outbox_message; drop function crash');
    await admin.end();

    const second = await relay();
    expect(await second.sendDue(economy.tenantId)).toBe(0);
    later(301);
    expect(await second.sendDue(economy.tenantId)).toBe(1);
    later(3600);
    expect(await second.sendDue(economy.tenantId)).toBe(0);
    const mails = await caught();
    expect(mails.length).toBe(2);
    expect(new Set(mails.map(({ message_id }) => message_id)).size).toBe(1);
  });

  it('waits longer after each attempt when the server cannot take it now, and then delivers', async () => {
    const answers: (number | undefined)[] = [451, 451, undefined];
    const server = await startServer(() => answers.shift());
    await put();
    const one = await relay({ SMTP_URL: server.url });
    await one.sendDue(economy.tenantId);
    expect(await outbox()).toMatchObject([
      {
        attempts: 1,
        sent_at: null,
        last_error: expect.stringContaining('451'),
        next_attempt_at: new Date('2026-11-24T09:00:30Z'),
      },
    ]);
    expect(await one.sendDue(economy.tenantId)).toBe(0);
    later(30);
    await one.sendDue(economy.tenantId);
    expect(await outbox()).toMatchObject([{ attempts: 2, next_attempt_at: new Date('2026-11-24T09:01:30Z') }]);
    later(60);
    expect(await one.sendDue(economy.tenantId)).toBe(1);
    expect(await outbox()).toMatchObject([{ attempts: 3, last_error: null }]);
    expect(server.taken.length).toBe(1);
    // A server of one's own is not told whose mail it is.
    expect(server.taken[0]).not.toContain('X-Quorate-Tenant');
    server.stop();
  });

  it('gives up at once on a refusal for good, and keeps the reason', async () => {
    const server = await startServer(() => 554);
    await put();
    const one = await relay({ SMTP_URL: server.url });
    await one.sendDue(economy.tenantId);
    later(86_400 * 30);
    expect(await one.sendDue(economy.tenantId)).toBe(0);
    expect(await outbox()).toMatchObject([
      {
        attempts: 1,
        sent_at: null,
        last_error: expect.stringContaining('554'),
        next_attempt_at: Number.POSITIVE_INFINITY,
      },
    ]);
    server.stop();
  });

  it('keeps the message when no mail server answers', async () => {
    await put();
    await (await relay({ SMTP_URL: 'smtp://127.0.0.1:1' })).sendDue(economy.tenantId);
    expect(await outbox()).toMatchObject([
      { attempts: 1, sent_at: null, last_error: expect.stringContaining('ECONN') },
    ]);
  });

  it('keeps the mail of one tenant from another', async () => {
    await put({}, economy.otherTenantId);
    const one = await relay();
    expect(await one.sendDue(economy.tenantId)).toBe(0);
    expect(await one.sendDue(economy.otherTenantId)).toBe(1);
    expect(await caught()).toEqual([]);
    expect((await caught(economy.otherTenantId)).length).toBe(1);
  });

  it('puts no header of its own making into a mail, whatever a name or subject holds', async () => {
    await put({ subject: 'Hello\r\nBcc: thief@example.invalid', recipientName: 'A\r\nX-Evil: 1' });
    await (await relay()).sendDue(economy.tenantId);
    const [mail] = await caught();
    const headers = mail?.raw.slice(0, mail.raw.indexOf('\r\n\r\n'));
    expect(headers).not.toMatch(/^(Bcc|X-Evil):/im);
    expect(mail?.envelope_to).toBe('nurse@example.invalid');
  });

  it('is woken by a commit, and stops with what it took sent and marked', async () => {
    const live = new Live(db.database);
    await live.start();
    const sender = new MailSender(readSettings({}), commands);
    const one = new OutboxRelay(commands, new Reads(db.database, clock), live, sender);
    const faults: unknown[] = [];
    await one.start((cause) => faults.push(cause));
    const marked = new Promise<void>((done) => live.onAnyHint(({ topic }) => topic === 'outboxMarked' && done()));
    await put();
    await marked;
    await one.stop();
    await live.stop();
    expect(faults).toEqual([]);
    expect(await outbox()).toMatchObject([{ sent_at: new Date(NOW) }]);
  });
});
