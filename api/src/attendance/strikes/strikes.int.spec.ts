import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { addColleague } from '../../oversight/testkit/arrange-parties.js';
import { SET_TENANT_SQL, sessionOf, tenantValues } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { StrikesReads } from './strikes.reads.js';
import { DOCTORS, LOST, OUT, SOURCE, strikeDesk } from './testkit/strike-desk.js';

jest.setTimeout(120_000);

describe('a strike', () => {
  let t: TestApp;
  let desk: ReturnType<typeof strikeDesk>;
  let reads: StrikesReads;
  let board: Viewer;
  let provider: Viewer;

  beforeAll(async () => {
    t = await startTestApp();
    desk = strikeDesk(t);
    reads = t.app.get(StrikesReads, { strict: false });
    board = t.economy.viewer('administrator', 'icb');
    provider = t.economy.viewer('administrator', 'northgate');
  });
  afterAll(() => t.stop());
  afterEach(() => desk.clear());

  it('of a provider’s own staff counts once somebody else who commissions has confirmed it', async () => {
    const m = await desk.held();
    const strikeId = await desk.recorded(provider);
    expect(await desk.countsOf(m)).toEqual(LOST);
    const alsoThere = await addColleague(t, board, { alsoAt: t.economy.organisations.northgate });
    expect(await desk.confirm(alsoThere, strikeId)).toMatchObject({ __typename: 'StrikeStepNotPossible' });
    for (const viewer of [
      provider,
      t.economy.viewer('administrator', 'riverside'),
      t.economy.stranger('administrator'),
    ])
      expect(await desk.confirm(viewer, strikeId)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await desk.confirm(t.economy.viewer('commissioner', 'icb'), strikeId)).toMatchObject({
      code: 'NOT_PERMITTED',
    });
    expect(await desk.countsOf(m)).toEqual(LOST);
    expect(await desk.confirm(board, strikeId, 9)).toMatchObject({ __typename: 'ChangedByOther' });
    expect(await desk.confirm(board, strikeId)).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await desk.countsOf(m)).toEqual(OUT);
    expect(await desk.confirm(board, strikeId, 2)).toMatchObject({ __typename: 'StrikeStepNotPossible' });
    const mails = await t.db.sql<{ kind: string; to: string }>(
      t.economy.tenantId,
      'select kind, recipient_email as to from outbox_message order by kind, recipient_email',
    );
    const kinds = mails.map(({ kind }) => kind);
    expect([kinds.includes('strikeToConfirm'), kinds.filter((kind) => kind === 'strikeConfirmed')]).toEqual([
      true,
      ['strikeConfirmed'],
    ]);
  });

  it('of a provider is for its own staff; somebody else’s it neither records, changes nor withdraws', async () => {
    const { riverside, northgate } = t.economy.organisations;
    expect(await desk.record(provider, { organisationIds: [riverside] })).toMatchObject({ __typename: 'InvalidInput' });
    const own = await desk.recorded(provider, { organisationIds: [northgate] });
    const [shown] = (await reads.strikes(t.economy.viewer('careCoordinator'))).strikes;
    expect(shown?.versions[0]?.providers?.map(({ key }) => key)).toEqual([northgate]);
    const others = await desk.recorded(board);
    for (const [viewer, strikeId] of [
      [provider, others],
      [t.economy.viewer('administrator', 'riverside'), own],
      [t.economy.stranger('administrator'), own],
    ] as const) {
      expect(await desk.withdraw(viewer, strikeId)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await desk.service.change(viewer, { ...DOCTORS, ...SOURCE, strikeId, expectedVersion: 1 })).toMatchObject({
        __typename: 'NotPermitted',
      });
    }
    // What waits is confirmed or declined; what was confirmed may turn out to be wrong.
    expect(await desk.withdraw(board, own)).toMatchObject({ __typename: 'NotPermitted' });
    await desk.confirm(board, own);
    expect(await desk.withdraw(board, own, 2)).toMatchObject({ __typename: 'StrikeChanged' });
  });

  it('of the own staff of one who commissions waits for another organisation that commissions', async () => {
    const { tenantId, organisations } = t.economy;
    const alsoThere = await addColleague(t, board, { alsoAt: organisations.northgate });
    const m = await desk.held();
    const strikeId = await desk.recorded(alsoThere, { organisationIds: [organisations.northgate] });
    expect(await desk.countsOf(m)).toEqual(LOST);
    // A colleague of the same organisation has a part in what it recorded.
    expect(await desk.confirm(board, strikeId)).toMatchObject({ __typename: 'StrikeStepNotPossible' });
    const council = '00000000-0000-4000-8000-00000000c0c0';
    await t.db.sql(
      tenantId,
      `insert into organisation (tenant_id, organisation_id, ods_code, name, kind, is_open, is_fictional, source) values ($1,$2,'XCOU','Tamewater Council','localAuthority',true,true,'test')`,
      [tenantId, council],
    );
    const councils = await addColleague(t, { ...board, organisationId: council });
    expect(await desk.confirm(councils, strikeId)).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await desk.countsOf(m)).toEqual(OUT);
  });

  it('is kept in versions: what counts goes on until the next one does', async () => {
    const m = await desk.held();
    const strikeId = await desk.recorded(provider);
    await desk.confirm(board, strikeId);
    const change = (expectedVersion: number, over: object) =>
      desk.service.change(provider, { ...DOCTORS, ...SOURCE, strikeId, expectedVersion, ...over });
    expect(await change(1, {})).toMatchObject({ __typename: 'ChangedByOther' });
    expect(await change(2, { roleCodes: ['dischargeNurse'] })).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await desk.countsOf(m)).toEqual(OUT);
    const decline = (version: number) =>
      desk.service.decline(board, { strikeId, expectedVersion: version, reason: 'The source says doctors' });
    expect(await decline(3)).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await desk.countsOf(m)).toEqual(OUT);
    await change(4, { roleCodes: ['communityNurse'] });
    await change(5, { roleCodes: ['dischargeNurse'] });
    expect(await desk.confirm(board, strikeId, 6)).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await desk.countsOf(m)).toEqual({ ...LOST, dischargeNurse: OUT.geriatrician });
    const [shown] = (await reads.strikes(provider)).strikes;
    expect(shown?.versions.map(({ version, state }) => `${version} ${state}`)).toEqual([
      '4 counts',
      '3 replaced',
      '2 declined',
      '1 replaced',
    ]);
  });

  it('that was declined can be corrected, and set nothing aside to withdraw', async () => {
    const m = await desk.held();
    const strikeId = await desk.recorded(provider, { roleCodes: ['gp'] });
    await desk.service.decline(board, { strikeId, expectedVersion: 1, reason: 'The source says doctors of hospitals' });
    expect((await reads.strikes(provider)).strikes[0]).toMatchObject({ canChange: true, canWithdraw: false });
    expect(await desk.withdraw(provider, strikeId, 2)).toMatchObject({ __typename: 'StrikeStepNotPossible' });
    await desk.service.change(provider, { ...DOCTORS, ...SOURCE, strikeId, expectedVersion: 2 });
    await desk.confirm(board, strikeId, 3);
    expect(await desk.countsOf(m)).toEqual(OUT);
  });

  it('is read by all staff of the system, with names for the own people alone', async () => {
    const strikeId = await desk.recorded(provider);
    await desk.confirm(board, strikeId);
    const namesFor = async (viewer: Viewer) => {
      const [shown] = (await reads.strikes(viewer)).strikes;
      const version = shown?.versions[0];
      expect(version?.recorded.organisationName).toMatch(/^Northgate/);
      expect(version?.decided?.organisationName).toMatch(/Integrated Care Board$/);
      return [version?.recorded.name, version?.decided?.name];
    };
    expect(await namesFor(provider)).toEqual([provider.name, null]);
    expect(await namesFor(board)).toEqual([null, board.name]);
    expect(await namesFor(t.economy.viewer('clinician'))).toEqual([null, null]);
    expect((await reads.strikes(t.economy.stranger('administrator'))).strikes).toEqual([]);
    expect((await reads.strikes(t.economy.viewer('commissioner', 'icb'))).strikes[0]).toMatchObject({
      canChange: false,
      canDecide: false,
      canWithdraw: false,
    });
  });

  it('asked twice is one strike, and asks for a public source, known roles and days of the strike', async () => {
    const twice = { ...board, idempotencyKey: 'one-press' };
    expect(await desk.recorded(twice)).toBe(await desk.recorded(twice));
    for (const wrong of [
      { roleCodes: [] },
      { roleCodes: ['astronaut'] },
      { organisationIds: [] },
      { organisationIds: [t.economy.otherOrganisationId] },
      { lastDay: '2026-11-23' },
      { lastDay: '2027-02-24' },
      { firstDay: '2026-02-30' },
      { sourceTitle: ' ' },
      { sourceUrl: 'http://www.example.org/strike' },
      { sourceUrl: 'https://localhost/strike' },
      { sourceUrl: 'https://me:secret@example.org/strike' },
      { sourceUrl: 'javascript:alert(1)' },
    ])
      expect(await desk.record(board, wrong)).toMatchObject({ __typename: 'InvalidInput' });
    expect(await desk.record(t.economy.viewer('providerManager', 'northgate'))).toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  it('is not confirmed by its own provider in the database either, nor written as counting', async () => {
    const strikeId = await desk.recorded(provider);
    const client = new pg.Client(t.db.address.application);
    await client.connect();
    const trying = async (viewer: Viewer, text: string, values: readonly unknown[]) => {
      await client.query('begin');
      try {
        await client.query(SET_TENANT_SQL, tenantValues(sessionOf(viewer), t.clock.now()));
        return (await client.query(text, [t.economy.tenantId, strikeId, ...values])).rowCount;
      } catch (cause) {
        return (cause as Error).message;
      } finally {
        await client.query('rollback');
      }
    };
    const decide = `update strike_version set state = 'counts', decided_by = $3, decided_on_behalf_of = $4, decided_at = now() where tenant_id = $1 and strike_id = $2`;
    const { northgate, icb } = t.economy.organisations;
    expect(await trying(provider, decide, [board.accountId, northgate])).toMatch(/row-level security/);
    expect(await trying(board, decide, [provider.accountId, icb])).toMatch(/two_people/);
    expect(await trying(t.economy.viewer('administrator', 'riverside'), decide, [board.accountId, icb])).toBe(0);
    expect(await trying(board, decide, [board.accountId, icb])).toBe(1);
    const add = `insert into strike_version (tenant_id, strike_id, version, role_codes, first_day, last_day, source_title, source_url, needs_confirmation, state, recorded_by, recorded_at)
      values ($1,$2,2,'{gp}','2026-11-24','2026-11-24','S','https://example.org',false,'counts',$3,now())`;
    expect(await trying(provider, add, [provider.accountId])).toMatch(/row-level security/);
    await client.end();
  });
});
