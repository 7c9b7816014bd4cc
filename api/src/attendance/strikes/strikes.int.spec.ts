import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { addColleague } from '../../oversight/testkit/arrange-parties.js';
import { Reads } from '../../platform/reads.js';
import { jobSession, SET_TENANT_SQL, sessionOf, tenantValues } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { type ArrangedMeeting, arrangeMeeting, type SeatKey } from '../../testkit/arrange-meeting.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { evidenceAt, evidenceCut } from '../../withholding/evidence.reads.js';
import { EngagementCountsService } from '../engagement-counts.service.js';
import { RegisterReads } from '../register.reads.js';
import { RegisterService } from '../register.service.js';
import { StrikesReads } from './strikes.reads.js';
import { StrikesService } from './strikes.service.js';

jest.setTimeout(120_000);

type Answer = Record<string, unknown> & { readonly __typename: string };
const DAY = '2026-11-24';
const DOCTORS = { roleCodes: ['geriatrician'], firstDay: DAY, lastDay: DAY };
const SOURCE = { sourceTitle: 'Strike of hospital doctors', sourceUrl: 'https://www.example.org/strike' };

describe('strike days', () => {
  let t: TestApp;
  let service: StrikesService;
  let reads: StrikesReads;
  let board: Viewer;
  let provider: Viewer;

  beforeAll(async () => {
    t = await startTestApp();
    service = t.app.get(StrikesService, { strict: false });
    reads = t.app.get(StrikesReads, { strict: false });
    board = t.economy.viewer('administrator', 'icb');
    provider = t.economy.viewer('administrator', 'northgate');
  });
  afterAll(() => t.stop());
  afterEach(async () => {
    const admin = await t.db.superuser();
    await admin.query(
      'truncate strike, mdt_meeting, outbox_message, attendance_count, attendance_evidence, engagement_by_mdt, engagement_by_provider cascade',
    );
    await admin.end();
  });

  const record = async (by: Viewer, over: object = {}) =>
    (await service.record(by, { ...DOCTORS, ...SOURCE, ...over })) as unknown as Answer;
  const recorded = async (by: Viewer, over: object = {}) => {
    const answer = await record(by, over);
    expect(answer).toMatchObject({ __typename: 'StrikeChanged' });
    return String(answer.strikeId);
  };
  const confirm = (by: Viewer, strikeId: string, expectedVersion = 1) =>
    service.confirm(by, { strikeId, expectedVersion });
  const withdraw = (by: Viewer, strikeId: string, expectedVersion = 1) =>
    service.withdraw(by, { strikeId, expectedVersion, reason: 'It was called off' });

  const priya = () => t.economy.viewer('careCoordinator');
  const mark = async (m: ArrangedMeeting, marks: Partial<Record<SeatKey, object>>) => {
    const register = await t.app.get(RegisterReads).register(priya(), m.meetingId);
    const entries = Object.entries(marks).map(([key, more]) => {
      const seatId = m.seats[key as SeatKey];
      const version = register?.seats.find((seat) => seat.seatId === seatId)?.version ?? 0;
      return { seatId, expectedSeatVersion: version, ...more };
    });
    const result = await t.app
      .get(RegisterService)
      .recordAttendance(priya(), { meetingId: m.meetingId, entries, correctionReason: 'As told afterwards' });
    expect(result.__typename).toBe('RegisterSaved');
  };
  /** A meeting on the day: the geriatrician absent for a reason of Northgate's, the discharge nurse and the matron too, the GP there. */
  const held = async (startsAt?: string) => {
    const m = await arrangeMeeting(t, startsAt ? { startsAt, sentAt: '2026-05-01T09:00:00Z' } : {});
    await mark(m, {
      geriatrician: { outcome: 'apologies', reasonCode: 'noCover' },
      dischargeNurse: { outcome: 'absentNoNotice' },
      matron: { outcome: 'apologies', reasonCode: 'workload' },
      gp: { outcome: 'attended', mode: 'inPerson' },
    });
    return m;
  };
  const countsOf = async (m: ArrangedMeeting) => {
    const rows = await t.db.sql<{ seat_id: string; count_class: string; is_strike_day: boolean }>(
      t.economy.tenantId,
      'select seat_id, count_class, is_strike_day from attendance_count where meeting_id = $1',
      [m.meetingId],
    );
    const of = (key: SeatKey) => {
      const row = rows.find(({ seat_id }) => seat_id === m.seats[key]);
      return row?.is_strike_day ? `${row.count_class} by strike day` : row?.count_class;
    };
    return {
      geriatrician: of('geriatrician'),
      dischargeNurse: of('dischargeNurse'),
      matron: of('matron'),
      gp: of('gp'),
    };
  };
  const evidenceOf = (m: ArrangedMeeting, key: SeatKey) =>
    t.db.sql<{ version: number; said: string }>(
      t.economy.tenantId,
      `select version, concat_ws(' ', count_class, status, reason_code, is_strike_day) as said from attendance_evidence
       where meeting_id = $1 and seat_id = $2 order by version`,
      [m.meetingId, m.seats[key]],
    );
  const rollups = () =>
    t.db.sql(
      t.economy.tenantId,
      `select provider_organisation_id, role_code, count_class, seats from engagement_by_provider order by 1, 2, 3, 4`,
    );
  const LOST = { geriatrician: 'lost', dischargeNurse: 'lost', matron: 'lost', gp: 'tookPart' };
  const OUT = { ...LOST, geriatrician: 'excludedStructural by strike day' };

  it('sets aside absences of the role that was called out, and of nobody else; who attended has attended', async () => {
    const m = await held();
    expect(await countsOf(m)).toEqual(LOST);
    await recorded(board, { roleCodes: ['geriatrician', 'gp'] });
    expect(await countsOf(m)).toEqual(OUT);
    expect(await evidenceOf(m, 'geriatrician')).toEqual([
      { version: 1, said: 'lost apologies noCover f' },
      { version: 2, said: 'excludedStructural apologies noCover t' },
    ]);
    expect(await evidenceOf(m, 'gp')).toHaveLength(1);
    const [register] = await t.db.sql<{ n: number }>(
      t.economy.tenantId,
      'select count(*)::int as n from attendance_record where meeting_id = $1 and version > 1',
      [m.meetingId],
    );
    expect(register?.n).toBe(0);
  });

  it('covers the named providers alone, on London days, both included', async () => {
    // 23:30 in London on the day before, and half past midnight on the day itself in summer time.
    const eve = await held('2026-06-30T22:30:00.000Z');
    const day = await held('2026-06-30T23:30:00.000Z');
    await recorded(board, {
      roleCodes: ['geriatrician', 'communityMatron'],
      firstDay: '2026-07-01',
      lastDay: '2026-07-01',
      organisationIds: [t.economy.organisations.northgate],
    });
    expect(await countsOf(eve)).toEqual(LOST);
    expect(await countsOf(day)).toEqual(OUT);
  });

  it('is known when a register is kept afterwards, and says nothing of an empty seat', async () => {
    await recorded(board, { roleCodes: ['geriatrician', 'gp'] });
    const m = await arrangeMeeting(t, { vacant: ['gp'] });
    await mark(m, { geriatrician: { outcome: 'absentNoNotice' }, gp: { outcome: 'absentNoNotice' } });
    expect(await countsOf(m)).toMatchObject({ geriatrician: OUT.geriatrician });
    expect((await countsOf(m)).gp).not.toMatch(/strike/);
    await mark(m, { geriatrician: { outcome: 'attended', mode: 'remote' } });
    expect((await countsOf(m)).geriatrician).toBe('tookPart');
  });

  it('turns back when it is withdrawn, in a further version of the evidence; each cut stays as it was', async () => {
    const m = await held();
    const { tenantId } = t.economy;
    const at = (cut: string) =>
      t.app
        .get(Reads)
        .inSnapshot(jobSession(tenantId), (query) =>
          evidenceAt(query, tenantId, { cut, from: '2026-01-01', until: '2027-01-01' }),
        );
    const cut = () => t.app.get(Reads).inSnapshot(jobSession(tenantId), (query) => evidenceCut(query, tenantId));
    const cells = await rollups();
    const first = await cut();
    const before = await at(first);
    const strikeId = await recorded(board);
    const second = await cut();
    const meanwhile = await at(second);
    expect(meanwhile.filter(({ isStrikeDay }) => isStrikeDay)).toHaveLength(1);
    expect(await withdraw(board, strikeId)).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await countsOf(m)).toEqual(LOST);
    expect((await evidenceOf(m, 'geriatrician')).map(({ said }) => said.split(' ')[0])).toEqual([
      'lost',
      'excludedStructural',
      'lost',
    ]);
    expect(await rollups()).toEqual(cells);
    expect(await at(first)).toEqual(before);
    expect(await at(second)).toEqual(meanwhile);
    expect(await at(await cut())).toEqual(before);
    expect(await withdraw(board, strikeId, 2)).toMatchObject({ __typename: 'StrikeStepNotPossible' });
    const [shown] = (await reads.strikes(priya())).strikes;
    expect(shown).toMatchObject({ withdrawnBecause: 'It was called off', versions: [{ state: 'withdrawn' }] });
  });

  it('says the same as counting everything anew', async () => {
    await held();
    await recorded(board);
    const cells = await rollups();
    const evidence = await t.db.sql(t.economy.tenantId, 'select * from attendance_evidence order by evidence_no');
    await t.app.get(EngagementCountsService).rebuildEngagement(t.economy.tenantId);
    expect(await rollups()).toEqual(cells);
    expect(await t.db.sql(t.economy.tenantId, 'select * from attendance_evidence order by evidence_no')).toEqual(
      evidence,
    );
  });

  it('of a provider’s own staff counts once somebody else who commissions has confirmed it', async () => {
    const m = await held();
    const strikeId = await recorded(provider);
    expect(await countsOf(m)).toEqual(LOST);
    const alsoThere = await addColleague(t, board, { alsoAt: t.economy.organisations.northgate });
    expect(await confirm(alsoThere, strikeId)).toMatchObject({ __typename: 'StrikeStepNotPossible' });
    for (const viewer of [
      provider,
      t.economy.viewer('administrator', 'riverside'),
      t.economy.stranger('administrator'),
    ])
      expect(await confirm(viewer, strikeId)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await confirm(t.economy.viewer('commissioner', 'icb'), strikeId)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await countsOf(m)).toEqual(LOST);
    expect(await confirm(board, strikeId, 9)).toMatchObject({ __typename: 'ChangedByOther' });
    expect(await confirm(board, strikeId)).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await countsOf(m)).toEqual(OUT);
    expect(await confirm(board, strikeId, 2)).toMatchObject({ __typename: 'StrikeStepNotPossible' });
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
    expect(await record(provider, { organisationIds: [riverside] })).toMatchObject({ __typename: 'InvalidInput' });
    const own = await recorded(provider, { organisationIds: [northgate] });
    const [shown] = (await reads.strikes(priya())).strikes;
    expect(shown?.versions[0]?.providers?.map(({ key }) => key)).toEqual([northgate]);
    const others = await recorded(board);
    for (const [viewer, strikeId] of [
      [provider, others],
      [t.economy.viewer('administrator', 'riverside'), own],
      [t.economy.stranger('administrator'), own],
    ] as const) {
      expect(await withdraw(viewer, strikeId)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await service.change(viewer, { ...DOCTORS, ...SOURCE, strikeId, expectedVersion: 1 })).toMatchObject({
        __typename: 'NotPermitted',
      });
    }
    expect(await withdraw(board, own)).toMatchObject({ __typename: 'StrikeChanged' });
  });

  it('of the own staff of one who commissions waits for another organisation that commissions', async () => {
    const { tenantId, organisations } = t.economy;
    const alsoThere = await addColleague(t, board, { alsoAt: organisations.northgate });
    const m = await held();
    const strikeId = await recorded(alsoThere, { organisationIds: [organisations.northgate] });
    expect(await countsOf(m)).toEqual(LOST);
    // A colleague of the same organisation has a part in what it recorded.
    expect(await confirm(board, strikeId)).toMatchObject({ __typename: 'StrikeStepNotPossible' });
    const council = '00000000-0000-4000-8000-00000000c0c0';
    await t.db.sql(
      tenantId,
      `insert into organisation (tenant_id, organisation_id, ods_code, name, kind, is_open, is_fictional, source) values ($1,$2,'XCOU','Tamewater Council','localAuthority',true,true,'test')`,
      [tenantId, council],
    );
    const councils = await addColleague(t, { ...board, organisationId: council });
    expect(await confirm(councils, strikeId)).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await countsOf(m)).toEqual(OUT);
  });

  it('is kept in versions: what counts goes on until the next one does', async () => {
    const m = await held();
    const strikeId = await recorded(provider);
    await confirm(board, strikeId);
    const change = (expectedVersion: number, over: object) =>
      service.change(provider, { ...DOCTORS, ...SOURCE, strikeId, expectedVersion, ...over });
    expect(await change(1, {})).toMatchObject({ __typename: 'ChangedByOther' });
    expect(await change(2, { roleCodes: ['dischargeNurse'] })).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await countsOf(m)).toEqual(OUT);
    const decline = (version: number) =>
      service.decline(board, { strikeId, expectedVersion: version, reason: 'The source says doctors' });
    expect(await decline(3)).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await countsOf(m)).toEqual(OUT);
    await change(4, { roleCodes: ['communityNurse'] });
    await change(5, { roleCodes: ['dischargeNurse'] });
    expect(await confirm(board, strikeId, 6)).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await countsOf(m)).toEqual({ ...LOST, dischargeNurse: OUT.geriatrician });
    const [shown] = (await reads.strikes(provider)).strikes;
    expect(shown?.versions.map(({ version, state }) => `${version} ${state}`)).toEqual([
      '4 counts',
      '3 replaced',
      '2 declined',
      '1 replaced',
    ]);
  });

  it('is read by all staff of the system, with names for the own people alone', async () => {
    const strikeId = await recorded(provider);
    await confirm(board, strikeId);
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
    expect(await recorded(twice)).toBe(await recorded(twice));
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
      expect(await record(board, wrong)).toMatchObject({ __typename: 'InvalidInput' });
    expect(await record(t.economy.viewer('providerManager', 'northgate'))).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('is not confirmed by its own provider in the database either, nor written as counting', async () => {
    const strikeId = await recorded(provider);
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

  it('misses no seat that is counted at the same moment', async () => {
    const meetings: ArrangedMeeting[] = [];
    for (let n = 0; n < 6; n += 1) meetings.push(await arrangeMeeting(t));
    await Promise.all([
      ...meetings.map((m) => mark(m, { geriatrician: { outcome: 'absentNoNotice' } })),
      recorded(board),
    ]);
    for (const m of meetings) expect((await countsOf(m)).geriatrician).toBe(OUT.geriatrician);
  });
});
