import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ROLES, type Role } from '@quorate/libs/access';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { Reads } from '../platform/reads.js';
import { readSettings } from '../platform/settings.js';
import type { Viewer } from '../platform/viewer.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js';
import { MailSender } from './mail-sender.js';
import { OutboxReads } from './outbox.reads.js';
import { OutboxService } from './outbox.service.js';

// Room for a machine that builds at the same time.
jest.setTimeout(120_000);

const NOW = '2026-11-24T09:00:00.000Z';

describe('the outbox', () => {
  let db: TestDatabase;
  let economy: SmallEconomy;
  let service: OutboxService;
  let onCatcher: OutboxReads;
  let onServer: OutboxReads;
  let toNurse: string;
  let toClinician: string;
  let elsewhere: string;
  let atNorthgate: string;

  const put = async (
    tenantId: string,
    email: string,
    practitionerId: string | null,
    organisationId: string | null,
    meetingId: string | null = null,
    kind = 'invitation',
  ) => {
    const id = newId();
    await db.sql(
      tenantId,
      `insert into outbox_message (tenant_id, message_id, kind, recipient_name, recipient_email, recipient_practitioner_id, organisation_id, meeting_id, subject, body_text, body_html, created_at, attempts, last_error, next_attempt_at)
       values ($1,$2,$9,'Somebody',$3,$4,$5,$6,'Frailty MDT','Reply: https://quorate.invalid/reply/secret','<p>secret</p>',$7,1,'EENVELOPE: 550 no',$8)`,
      [tenantId, id, email, practitionerId, organisationId, meetingId, NOW, 'infinity', kind],
    );
    return id;
  };
  /** A meeting that northgate hosts. */
  const arrangeMeeting = async () => {
    const [mdt, terms, meeting] = [newId(), newId(), newId()];
    const { tenantId, organisations } = economy;
    await db.sql(
      tenantId,
      `insert into mdt (tenant_id, mdt_id, name, host_organisation_id, status, created_at) values ($1,$2,'Falls MDT',$3,'active',$4)`,
      [tenantId, mdt, organisations.northgate, NOW],
    );
    await db.sql(
      tenantId,
      `insert into terms_of_reference (tenant_id, terms_id, mdt_id, version, purpose, population, minimum_seats, required_roles, minimum_notice_working_days, deputies_allowed, in_force_from, created_at, created_by) values ($1,$2,$3,1,'','',1,'{}',5,true,'2026-01-01',$4,$2)`,
      [tenantId, terms, mdt, NOW],
    );
    await db.sql(
      tenantId,
      `insert into mdt_meeting (tenant_id, meeting_id, mdt_id, terms_id, host_organisation_id, starts_at, ends_at, meeting_date, start_time, duration_minutes, status, calendar_uid) values ($1,$2,$3,$4,$5,'2026-12-01 09:00+00','2026-12-01 10:00+00','2026-12-01','09:00',60,'booked','x')`,
      [tenantId, meeting, mdt, terms, organisations.northgate],
    );
    return meeting;
  };

  beforeAll(async () => {
    db = await createTestDatabase();
    economy = await seedSmallEconomy(db);
    const clock = new Clock();
    clock.setNow(NOW);
    const commands = new Commands(db.database, clock);
    const reads = new Reads(db.database, clock);
    service = new OutboxService(commands);
    onCatcher = new OutboxReads(reads, new MailSender(readSettings({}), commands));
    onServer = new OutboxReads(reads, new MailSender(readSettings({ SMTP_URL: 'smtp://mail.invalid' }), commands));
    const { organisations, practitioners } = economy;
    toNurse = await put(economy.tenantId, 'nurse@example.invalid', practitioners.nurse, organisations.riverside);
    toClinician = await put(economy.tenantId, 'matron@example.invalid', practitioners.matron, organisations.riverside);
    // Sent on behalf of riverside about a meeting that northgate hosts: the host's co-ordinator is the one who sees it.
    atNorthgate = await put(
      economy.tenantId,
      'gp@example.invalid',
      practitioners.gp,
      organisations.riverside,
      await arrangeMeeting(),
    );
    elsewhere = await put(economy.otherTenantId, 'x@example.invalid', null, economy.otherOrganisationId);
  });
  afterAll(() => db.drop());

  const listed = async (viewer: Viewer) => (await onCatcher.outbox(viewer, { first: 50 })).messages;
  const ids = async (viewer: Viewer) => (await listed(viewer)).map(({ id }) => id).sort();

  it('lists to each role what is theirs', async () => {
    const expected: Record<Role, string[]> = {
      careCoordinator: [toNurse, toClinician],
      clinician: [toClinician],
      administrator: [toNurse, toClinician, atNorthgate],
      providerManager: [],
      commissioner: [],
      informationGovernanceLead: [],
      person: [],
      carer: [],
    };
    for (const role of ROLES)
      expect({ role, ids: await ids(economy.viewer(role)) }).toEqual({ role, ids: expected[role].sort() });
    expect(await ids(economy.viewer('careCoordinator', 'northgate'))).toEqual([atNorthgate]);
  });

  // Whom a signal is about, or which organisation's commissioners were left out because a concern is about it.
  it.each(['signalOpened', 'concernReceived', 'disputeRaised', 'registerCorrectionAsked'])(
    'keeps from administrators who was written to: %s',
    async (kind) => {
      const { tenantId, practitioners } = economy;
      const id = await put(tenantId, 'gp@example.invalid', practitioners.gp, null, null, kind);
      const administrator = economy.viewer('administrator');
      expect(await ids(administrator)).not.toContain(id);
      expect(await service.retryMessage(administrator, { messageId: id })).toMatchObject({ code: 'NOT_PERMITTED' });
    },
  );

  it('is not opened by a later login with the address of somebody else', async () => {
    const { tenantId, practitioners, organisations } = economy;
    const manager = economy.viewer('providerManager', 'northgate');
    const address = `${manager.login}@example.invalid`;
    const toManager = await put(tenantId, address, null, null, null, 'signalOpened');
    const toGp = await put(tenantId, 'gp@example.invalid', practitioners.gp, organisations.elmpark);
    expect(await ids(manager)).toEqual([toManager]);
    for (const email of [address, 'gp@example.invalid']) {
      const [accountId, login] = [newId(), `spy-${newId().slice(-6)}`];
      await db.sql(
        tenantId,
        `insert into account (tenant_id, account_id, login, name, email, active_from) values ($1,$2,$3,$3,$4,'2026-11-01')`,
        [tenantId, accountId, login, email],
      );
      const spy = { ...economy.viewer('providerManager', 'riverside'), accountId, login };
      expect(await ids(spy)).toEqual([]);
      for (const id of [toManager, toGp]) expect(await onCatcher.mail(spy, id)).toBeNull();
    }
    const admin = await db.superuser();
    await admin.query('delete from outbox_message where message_id = any($1)', [[toManager, toGp]]);
    await admin.end();
  });

  it('shows nothing of another tenant to any role of this one, nor the other way round', async () => {
    for (const role of ROLES) {
      expect(await ids(economy.viewer(role))).not.toContain(elsewhere);
      expect(await onCatcher.mail(economy.viewer(role), elsewhere)).toBeNull();
    }
    expect(await ids(economy.stranger('administrator'))).toEqual([elsewhere]);
    expect(await onCatcher.mail(economy.stranger('careCoordinator'), toNurse)).toBeNull();
    expect(await service.retryMessage(economy.stranger('administrator'), { messageId: toNurse })).toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  it('shows an administrator states and recipients, and not what the mail is about', async () => {
    const [message] = await listed(economy.viewer('administrator'));
    expect(message).toMatchObject({
      subject: null,
      canRead: false,
      canRetry: true,
      state: 'failed',
      lastError: 'EENVELOPE: 550 no',
    });
    expect(await onCatcher.mail(economy.viewer('administrator'), toNurse)).toBeNull();
  });

  it('opens a caught mail to its addressee and to the host co-ordinator, and to nobody else', async () => {
    const readers: string[] = [];
    for (const role of ROLES)
      for (const where of ['riverside', 'northgate', 'elmpark', 'icb'] as const) {
        if ((role === 'person' || role === 'carer') && where !== 'riverside') continue;
        if (await onCatcher.mail(economy.viewer(role, where), toClinician)) readers.push(`${role} ${where}`);
      }
    expect(readers).toEqual(['careCoordinator riverside', 'clinician riverside']);
  });

  it('opens mail that a real server delivered to its addressee alone', async () => {
    expect(await onServer.mail(economy.viewer('careCoordinator'), toClinician)).toBeNull();
    expect(await onServer.mail(economy.viewer('clinician'), toClinician)).toMatchObject({
      text: expect.stringContaining('/reply/'),
    });
    expect(
      (await onServer.outbox(economy.viewer('careCoordinator'), { first: 50 })).messages.map(({ canRead }) => canRead),
    ).toEqual([false, false]);
  });

  it('records that a mail was read', async () => {
    const viewer = economy.viewer('careCoordinator');
    await onCatcher.mail(viewer, toNurse);
    const [event] = await db.sql(
      economy.tenantId,
      'select operation, kind, entity_id, account_id from audit_event order by seq desc limit 1',
    );
    expect(event).toEqual({ operation: 'mail', kind: 'read', entity_id: toNurse, account_id: viewer.accountId });
  });

  it('pages from the newest, each message once', async () => {
    const viewer = economy.viewer('administrator');
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await onCatcher.outbox(viewer, { first: 1, after });
      seen.push(...page.messages.map(({ id }) => id));
      after = page.messages[0]?.id ?? null;
      if (!page.hasMore) break;
    }
    expect([...seen].sort()).toEqual(await ids(viewer));
    expect(await onCatcher.outbox(viewer, { first: 5, after: 'not-an-id' })).toMatchObject({
      messages: [],
      hasMore: false,
    });
    expect(await onCatcher.mail(viewer, 'not-an-id')).toBeNull();
  });

  it('takes the calendar part apart for the reader', async () => {
    const part = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20261124T090000Z\r\nDTSTART:20261201T093000Z\r\nDTEND:20261201T103000Z\r\nSUMMARY:Falls MDT\\, weekly\r\nLOCATION:Room 1\r\nSEQUENCE:3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    await db.sql(
      economy.tenantId,
      `update outbox_message set calendar_part = $2, calendar_method = 'REQUEST' where message_id = $1`,
      [toClinician, part],
    );
    expect((await onCatcher.mail(economy.viewer('clinician'), toClinician))?.calendar).toEqual({
      method: 'REQUEST',
      summary: 'Falls MDT, weekly',
      startsAt: '2026-12-01T09:30:00.000Z',
      endsAt: '2026-12-01T10:30:00.000Z',
      location: 'Room 1',
      sequence: 3,
      events: 1,
    });
  });

  it('sends a failed message again for the host co-ordinator and the administrator, and for nobody else', async () => {
    for (const role of ROLES.filter((one) => one !== 'careCoordinator' && one !== 'administrator'))
      expect(await service.retryMessage(economy.viewer(role), { messageId: toNurse })).toMatchObject({
        code: 'NOT_PERMITTED',
      });
    expect(
      await service.retryMessage(economy.viewer('careCoordinator', 'northgate'), { messageId: toNurse }),
    ).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await service.retryMessage(economy.viewer('careCoordinator'), { messageId: toNurse })).toEqual({
      __typename: 'MessageRetried',
      messageId: toNurse,
    });
    expect((await listed(economy.viewer('careCoordinator'))).find(({ id }) => id === toNurse)).toMatchObject({
      state: 'retrying',
      nextAttemptAt: NOW,
    });
    expect(await service.retryMessage(economy.viewer('administrator'), { messageId: atNorthgate })).toMatchObject({
      __typename: 'MessageRetried',
    });
  });

  it('does not send again what was sent', async () => {
    await db.sql(economy.tenantId, 'update outbox_message set sent_at = now() where message_id = $1', [toNurse]);
    expect(await service.retryMessage(economy.viewer('administrator'), { messageId: toNurse })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ path: 'messageId', message: 'This message has been sent.' }],
    });
  });
});
