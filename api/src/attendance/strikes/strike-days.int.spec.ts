import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RunPlanService } from '../../oversight/runs/run-plan.service.js';
import { arrangeRun } from '../../oversight/testkit/arrange-run.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { type ArrangedMeeting, arrangeMeeting, type SeatKey } from '../../testkit/arrange-meeting.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { evidenceAt, evidenceCut } from '../../withholding/evidence.reads.js';
import { EngagementCountsService } from '../engagement-counts.service.js';
import { StrikesReads } from './strikes.reads.js';
import { LOST, OUT, strikeDesk } from './testkit/strike-desk.js';

jest.setTimeout(120_000);

describe('absences on strike days', () => {
  let t: TestApp;
  let desk: ReturnType<typeof strikeDesk>;
  let board: Viewer;

  beforeAll(async () => {
    t = await startTestApp();
    desk = strikeDesk(t);
    board = t.economy.viewer('administrator', 'icb');
  });
  afterAll(() => t.stop());
  afterEach(() => desk.clear());

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

  it('sets aside absences of the role that was called out, and of nobody else; who attended has attended', async () => {
    const m = await desk.held();
    expect(await desk.countsOf(m)).toEqual(LOST);
    await desk.recorded(board, { roleCodes: ['geriatrician', 'gp'] });
    expect(await desk.countsOf(m)).toEqual(OUT);
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
    const eve = await desk.held('2026-06-30T22:30:00.000Z');
    const day = await desk.held('2026-06-30T23:30:00.000Z');
    await desk.recorded(board, {
      roleCodes: ['geriatrician', 'communityMatron'],
      firstDay: '2026-07-01',
      lastDay: '2026-07-01',
      organisationIds: [t.economy.organisations.northgate],
    });
    expect(await desk.countsOf(eve)).toEqual(LOST);
    expect(await desk.countsOf(day)).toEqual(OUT);
  });

  it('is known when a register is kept afterwards, and says nothing of an empty seat', async () => {
    await desk.recorded(board, { roleCodes: ['geriatrician', 'gp'] });
    const m = await arrangeMeeting(t, { vacant: ['gp'] });
    await desk.mark(m, { geriatrician: { outcome: 'absentNoNotice' }, gp: { outcome: 'absentNoNotice' } });
    expect(await desk.countsOf(m)).toMatchObject({ geriatrician: OUT.geriatrician });
    expect((await desk.countsOf(m)).gp).not.toMatch(/strike/);
    await desk.mark(m, { geriatrician: { outcome: 'attended', mode: 'remote' } });
    expect((await desk.countsOf(m)).geriatrician).toBe('tookPart');
  });

  it('turns back when it is withdrawn, in a further version of the evidence; each cut stays as it was', async () => {
    const m = await desk.held();
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
    const strikeId = await desk.recorded(board);
    const second = await cut();
    const meanwhile = await at(second);
    expect(meanwhile.filter(({ isStrikeDay }) => isStrikeDay)).toHaveLength(1);
    expect(await desk.withdraw(board, strikeId)).toMatchObject({ __typename: 'StrikeChanged' });
    expect(await desk.countsOf(m)).toEqual(LOST);
    expect((await evidenceOf(m, 'geriatrician')).map(({ said }) => said.split(' ')[0])).toEqual([
      'lost',
      'excludedStructural',
      'lost',
    ]);
    expect(await rollups()).toEqual(cells);
    expect(await at(first)).toEqual(before);
    expect(await at(second)).toEqual(meanwhile);
    expect(await at(await cut())).toEqual(before);
    expect(await desk.withdraw(board, strikeId, 2)).toMatchObject({ __typename: 'StrikeStepNotPossible' });
    const [shown] = (await t.app.get(StrikesReads, { strict: false }).strikes(t.economy.viewer('careCoordinator')))
      .strikes;
    expect(shown).toMatchObject({ withdrawnBecause: 'It was called off', versions: [{ state: 'withdrawn' }] });
  });

  it('has a closed month judged again, and none in which nothing changed', async () => {
    const { tenantId } = t.economy;
    await desk.held('2026-10-13T08:00:00.000Z');
    await arrangeRun(t, '2026-10-01', [], { follow: false });
    const admin = await t.db.superuser();
    await admin.query(
      'update detection_run set data_cut = (select evidence_no from evidence_head where tenant_id = $1)',
      [tenantId],
    );
    await admin.end();
    const asked = async () => {
      await t.app.get(RunPlanService, { strict: false }).plan(tenantId);
      return t.db.sql(tenantId, 'select from_month::text, cause from detection_request');
    };
    await desk.recorded(board, { roleCodes: ['gp'], firstDay: '2026-10-13', lastDay: '2026-10-13' });
    expect(await asked()).toEqual([]);
    await desk.recorded(board, { firstDay: '2026-10-13', lastDay: '2026-10-13' });
    expect(await asked()).toEqual([{ from_month: '2026-10-01', cause: 'correction' }]);
  });

  it('says the same as counting everything anew', async () => {
    await desk.held();
    await desk.recorded(board);
    const cells = await rollups();
    const evidence = await t.db.sql(t.economy.tenantId, 'select * from attendance_evidence order by evidence_no');
    await t.app.get(EngagementCountsService).rebuildEngagement(t.economy.tenantId);
    expect(await rollups()).toEqual(cells);
    expect(await t.db.sql(t.economy.tenantId, 'select * from attendance_evidence order by evidence_no')).toEqual(
      evidence,
    );
  });

  it('misses no seat that is counted at the same moment', async () => {
    const meetings: ArrangedMeeting[] = [];
    for (let n = 0; n < 6; n += 1) meetings.push(await arrangeMeeting(t));
    await Promise.all([
      ...meetings.map((m) => desk.mark(m, { geriatrician: { outcome: 'absentNoNotice' } })),
      desk.recorded(board),
    ]);
    for (const m of meetings) expect((await desk.countsOf(m)).geriatrician).toBe(OUT.geriatrician);
  });

  it('takes as many statements for a dozen meetings as for one', async () => {
    const admin = await t.db.superuser();
    await admin.query('create extension if not exists pg_stat_statements');
    const statements = async (over: object) => {
      await admin.query(
        'select pg_stat_statements_reset(0, (select oid from pg_database where datname = current_database()), 0)',
      );
      await desk.recorded(board, over);
      const { rows } = await admin.query<{ calls: number }>(
        `select sum(s.calls)::int as calls from pg_stat_statements s join pg_roles r on r.oid = s.userid
         where s.dbid = (select oid from pg_database where datname = current_database()) and r.rolname = 'quorate_app'`,
      );
      return rows[0]?.calls;
    };
    const absent = { geriatrician: { outcome: 'absentNoNotice' } };
    await desk.mark(await arrangeMeeting(t), absent);
    const ofOne = await statements({});
    const dozen: ArrangedMeeting[] = [];
    for (let n = 1; n <= 12; n += 1) {
      const startsAt = `2026-10-${String(n + 10)}T09:00:00Z`;
      dozen.push(await arrangeMeeting(t, { startsAt, sentAt: '2026-09-01T09:00:00Z' }));
    }
    for (const m of dozen) await desk.mark(m, absent);
    expect(await statements({ firstDay: '2026-10-01', lastDay: '2026-10-31' })).toBe(ofOne);
    for (const m of dozen) expect((await desk.countsOf(m)).geriatrician).toBe(OUT.geriatrician);
    await admin.end();
  });
});
