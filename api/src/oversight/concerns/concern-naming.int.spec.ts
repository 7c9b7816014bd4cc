import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { addRole, arrangeBorough, arrangeConcern } from '../testkit/arrange-concern.js';
import { addColleague } from '../testkit/arrange-parties.js';
import { ConcernNamingService } from './concern-naming.service.js';
import { ConcernsReads } from './concerns.reads.js';
import { ConcernsService } from './concerns.service.js';

jest.setTimeout(120_000);

type Answer = Record<string, unknown> & { readonly __typename: string };

describe('a concern under a name that nobody has', () => {
  let t: TestApp;
  let board: Viewer;
  let borough: Awaited<ReturnType<typeof arrangeBorough>>;
  let councillor: Viewer;
  let concernId: string;

  beforeAll(async () => {
    t = await startTestApp();
    board = t.economy.viewer('commissioner', 'icb');
    borough = await arrangeBorough(t);
    councillor = await borough.viewer('commissioner');
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    const admin = await t.db.superuser();
    await admin.query('truncate concern cascade');
    await admin.end();
    ({ concernId } = await arrangeConcern(t, { about: 'the acute hospital' }));
  });

  const read = (viewer: Viewer) => t.app.get(ConcernsReads, { strict: false }).concern(viewer, concernId);
  const versionOf = async () =>
    (
      await t.db.sql<{ v: number }>(t.economy.tenantId, 'select lock_version as v from concern where concern_id = $1', [
        concernId,
      ])
    )[0]?.v;
  const naming = () => t.app.get(ConcernNamingService, { strict: false });
  const name = async (viewer: Viewer, organisationId = t.economy.organisations.northgate, over: object = {}) =>
    (await naming().name(viewer, {
      concernId,
      expectedVersion: await versionOf(),
      organisationId,
      reason: 'It is the only acute hospital here.',
      ...over,
    })) as unknown as Answer;
  const decide = async (viewer: Viewer, isConfirmed = true, over: object = {}) =>
    (await naming().decide(viewer, {
      concernId,
      expectedVersion: await versionOf(),
      isConfirmed,
      reason: 'So I read it too.',
      ...over,
    })) as unknown as Answer;
  const lookInto = async (viewer: Viewer) =>
    (await t.app.get(ConcernsService, { strict: false }).handle(viewer, {
      concernId,
      expectedVersion: await versionOf(),
      event: 'lookInto',
    })) as unknown as Answer;

  it('is led to its organisation by one person, and by a second one of another organisation', async () => {
    await lookInto(board);
    expect(await name(board)).toMatchObject({ __typename: 'ConcernChanged' });
    expect(await read(board)).toMatchObject({
      organisationName: null,
      contact: null,
      canName: false,
      naming: { organisationName: 'Northgate Acute NHS Trust', canDecide: false },
    });
    expect(await read(councillor)).toMatchObject({ naming: { canDecide: true, by: { name: null } } });
    expect(await decide(councillor)).toMatchObject({ __typename: 'ConcernChanged' });
    expect(await read(board)).toMatchObject({
      organisationName: 'Northgate Acute NHS Trust',
      contact: { name: 'Ada Writer', reach: 'ada@example.invalid' },
      naming: null,
    });
    expect((await read(councillor))?.contact).toBeNull();
    expect((await read(board))?.steps.map(({ kind, organisationName }) => [kind, organisationName])).toEqual([
      ['received', null],
      ['lookInto', null],
      ['named', 'Northgate Acute NHS Trust'],
      ['nameConfirmed', 'Northgate Acute NHS Trust'],
    ]);
  });

  it('opens its author to nobody who complained-about colleagues could put up to it', async () => {
    // The board is what was meant. Somebody of the board looks into it and says that it is the trust.
    const attacker = await addColleague(t, board);
    await lookInto(attacker);
    await name(attacker);
    const accomplices = [
      attacker,
      await addColleague(t, attacker),
      t.economy.viewer('informationGovernanceLead', 'icb'),
      // Works for the borough today, and for the board as well.
      await borough.viewer('commissioner'),
    ];
    await addRole(t, accomplices[3] as Viewer, 'clinician', t.economy.organisations.icb);
    for (const accomplice of accomplices) {
      expect(await decide(accomplice)).toMatchObject({ code: 'SAME_ORGANISATION' });
      expect((await read(attacker))?.contact).toBeNull();
    }
    // A provider's people do not even read that there is one.
    for (const outsider of [
      t.economy.viewer('commissioner', 'northgate'),
      t.economy.stranger('commissioner'),
      t.economy.viewer('providerManager', 'northgate'),
    ])
      expect(await decide(outsider)).toMatchObject({ __typename: 'NotPermitted' });
    // Nor does it help to act for the borough while one's colleagues of the board confirm.
    expect(await decide(councillor, false)).toMatchObject({ __typename: 'ConcernChanged' });
    const twoHats = accomplices[3] as Viewer;
    await name(twoHats);
    expect(await decide(attacker)).toMatchObject({ code: 'SAME_ORGANISATION' });
    expect(
      await t.db.sql(t.economy.tenantId, 'select 1 from concern where provider_organisation_id is not null'),
    ).toEqual([]);
    // Nor does the database take it from behind the commands.
    await expect(
      t.db.sql(
        t.economy.tenantId,
        `update concern_naming set state = 'confirmed', decided_by = named_by, decided_on_behalf_of = $1, decided_at = '2026-11-24' where state = 'waiting'`,
        [t.economy.organisations.icb],
      ),
    ).rejects.toThrow('concern_naming_by_two');
  });

  it('is said by nobody who works for the organisation, nor confirmed by them', async () => {
    expect(await name(board, t.economy.organisations.icb)).toMatchObject({ code: 'IS_PARTY' });
    const both = await addColleague(t, board, { alsoAt: t.economy.organisations.northgate });
    expect(await name(both)).toMatchObject({ code: 'IS_PARTY' });
    await name(board);
    const other = await borough.viewer('commissioner');
    await addRole(t, other, 'clinician', t.economy.organisations.northgate);
    for (const isConfirmed of [true, false])
      expect(await decide(other, isConfirmed)).toMatchObject({ code: 'IS_PARTY' });
    expect((await read(other))?.naming?.canDecide).toBe(false);
  });

  it('is closed to the staff of the organisation from then on, also where they commission or looked into it', async () => {
    await lookInto(board);
    await name(councillor, t.economy.organisations.icb);
    // Who would confirm works for neither: of a third organisation that commissions.
    const region = await arrangeRegion();
    expect(await decide(region)).toMatchObject({ __typename: 'ConcernChanged' });
    expect(await read(board)).toBeNull();
    expect(await read(t.economy.viewer('informationGovernanceLead', 'icb'))).toBeNull();
    const twoHats = await borough.viewer('commissioner');
    await addRole(t, twoHats, 'clinician', t.economy.organisations.icb);
    expect(await read(twoHats)).toBeNull();
    // It waits for somebody else, who then reads how to reach the author.
    expect(await read(councillor)).toMatchObject({
      state: 'received',
      contact: null,
      nextSteps: expect.arrayContaining(['lookInto']),
    });
    await lookInto(councillor);
    expect((await read(councillor))?.contact).toMatchObject({ name: 'Ada Writer' });
  });

  it('takes another name after one was declined, and none after one was confirmed', async () => {
    await name(board, t.economy.organisations.riverside);
    expect(await name(councillor)).toMatchObject({ code: 'NAME_WAITS' });
    expect(await decide(councillor, false)).toMatchObject({ __typename: 'ConcernChanged' });
    expect(await read(board)).toMatchObject({ canName: true, naming: null });
    await name(board);
    expect(await decide(councillor)).toMatchObject({ __typename: 'ConcernChanged' });
    expect(await name(board, t.economy.organisations.riverside)).toMatchObject({ code: 'NAMED_ALREADY' });
    expect(await decide(councillor)).toMatchObject({ code: 'NOTHING_TO_CONFIRM' });
  });

  it('is named once by two at once, with a reason, and from the own directory alone', async () => {
    const version = await versionOf();
    const both = await Promise.all([
      name(board, undefined, { expectedVersion: version }),
      name(councillor, undefined, { expectedVersion: version }),
    ]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['ChangedByOther', 'ConcernChanged']);
    await decide(both[0]?.__typename === 'ConcernChanged' ? councillor : board, false);
    expect(await name(board, undefined, { reason: ' ' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await name(board, t.economy.otherOrganisationId)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await name(t.economy.viewer('informationGovernanceLead', 'icb'))).toMatchObject({
      __typename: 'NotPermitted',
    });
  });

  it('tells who could confirm it, and says nothing of it to administrators or in mail', async () => {
    const before = await mails();
    await name(board);
    const sent = (await mails()).slice(before.length);
    expect(sent.length).toBeGreaterThan(0);
    for (const { text, to } of sent) {
      expect(text).not.toMatch(/Northgate|hospital|Ada/);
      expect(to).toMatch(/^(borough|region)/);
    }
    const [event] = await t.db.sql<{ detail: object }>(
      t.economy.tenantId,
      `select detail from audit_event where operation = 'nameConcernOrganisation' order by seq desc limit 1`,
    );
    expect(event?.detail).toEqual({ step: 'named', state: 'received' });
  });

  const mails = () =>
    t.db.sql<{ text: string; to: string }>(
      t.economy.tenantId,
      `select subject || body_text as text, recipient_email as to from outbox_message where kind like 'concern%' order by created_at, message_id`,
    );

  async function arrangeRegion(): Promise<Viewer> {
    const { tenantId } = t.economy;
    const [organisationId, accountId] = [crypto.randomUUID(), crypto.randomUUID()];
    await t.db.sql(
      tenantId,
      `insert into organisation (tenant_id, organisation_id, ods_code, name, kind, is_open, is_fictional, source) values ($1,$2,'XREG','The region','region',true,true,'test')`,
      [tenantId, organisationId],
    );
    await t.db.sql(
      tenantId,
      `insert into account (tenant_id, account_id, login, name, email, active_from) values ($1,$2,'region','region','region@example.invalid','2020-01-01')`,
      [tenantId, accountId],
    );
    const viewer = { ...board, accountId, organisationId, login: 'region', name: 'region' };
    await addRole(t, viewer, 'commissioner', organisationId);
    return viewer;
  }

  it('is closed to whoever is employed where it is about, and not theirs to lead there', async () => {
    const doctor = await addColleague(t, board, { as: t.economy.practitioners.geriatrician });
    expect(await name(doctor)).toMatchObject({ code: 'IS_PARTY' });
    await name(board);
    expect(await read(doctor)).toMatchObject({ naming: { canDecide: false } });
    await decide(councillor);
    const told = await t.db.sql<{ email: string }>(
      t.economy.tenantId,
      `select recipient_email as email from outbox_message where kind = 'concernNameDecided'`,
    );
    expect(await read(board)).not.toBeNull();
    expect(await read(doctor)).toBeNull();
    expect(told.map(({ email }) => email)).not.toContain(`${doctor.login}@example.invalid`);
  });
});
