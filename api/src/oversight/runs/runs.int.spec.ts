import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recountMeetings } from '../../attendance/count-meeting.js';
import { Commands } from '../../platform/commands.js';
import { OneAtATime } from '../../platform/one-at-a-time.js';
import type { Viewer } from '../../platform/viewer.js';
import { loadDemoTenant } from '../../testkit/demo-tenant.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { DataQualityReads } from './data-quality.reads.js';
import { lastCompleteMonth, RunPlanService } from './run-plan.service.js';
import { RunRequestsService } from './run-requests.service.js';
import { RunWorker } from './run-worker.js';
import { RunsReads } from './runs.reads.js';

interface StoredRun {
  readonly run_id: string;
  readonly month: string;
  readonly version: number;
  readonly cause: string;
}

describe('the newest complete month', () => {
  it.each([
    ['2026-11-24', '2026-10-01'],
    ['2026-11-02', '2026-10-01'],
    ['2026-11-01', '2026-09-01'],
    ['2027-01-01', '2026-11-01'],
    ['2027-01-02', '2026-12-01'],
  ])('on %s is that of %s', (today, month) => {
    expect(lastCompleteMonth(today)).toBe(month);
  });
});

describe('runs', () => {
  let t: TestApp;
  let plan: RunPlanService;
  let worker: RunWorker;
  let tenantId: string;
  const as: Record<string, Viewer> = {};
  const viewer = (login: string): Viewer => as[login] ?? never(login);

  beforeAll(async () => {
    t = await startTestApp();
    tenantId = await loadDemoTenant(t);
    plan = t.app.get(RunPlanService, { strict: false });
    worker = t.app.get(RunWorker, { strict: false });
    const accounts = await t.db.sql<{
      login: string;
      account_id: string;
      role: Viewer['role'];
      organisation_id: string;
    }>(
      tenantId,
      `select a.login, a.account_id, r.role, r.organisation_id from account a join acting_role r using (tenant_id, account_id)
       where r.role in ('commissioner','administrator','careCoordinator','providerManager')`,
    );
    for (const row of accounts)
      as[row.login] = {
        ...t.economy.viewer('commissioner', 'icb'),
        tenantId,
        accountId: row.account_id,
        role: row.role,
        organisationId: row.organisation_id,
        practitionerId: null,
      };
  }, 120_000);
  afterAll(() => t.stop());

  const runs = () =>
    t.db.sql<StoredRun>(
      tenantId,
      'select run_id, month::text as month, version, cause from detection_run order by month, version',
    );
  const list = (login: string) => t.app.get(RunsReads, { strict: false }).runs(viewer(login), 50, null);
  const request = (login: string, fromMonth: string, toMonth: string) =>
    t.app.get(RunRequestsService, { strict: false }).requestRuns(viewer(login), { fromMonth, toMonth });

  it('are made for the months of the last year at the first start, once', async () => {
    expect((await list('ruth.clarkson')).items).toEqual([]);
    // As two instances that start at the same moment.
    await Promise.all([plan.plan(tenantId), plan.plan(tenantId)]);
    const waiting = await list('ruth.clarkson');
    expect(waiting.underWay).toMatchObject([
      { fromMonth: '2026-01-01', toMonth: '2026-10-01', months: 10, monthsDone: 0, share: 0, askedBy: 'product' },
    ]);
    expect(await worker.work(tenantId)).toBe(10);
    expect((await runs()).map(({ month, version, cause }) => [month, version, cause])).toEqual(
      Array.from({ length: 10 }, (_, i) => [`2026-${String(i + 1).padStart(2, '0')}-01`, 1, 'history']),
    );
    await plan.plan(tenantId);
    expect(await worker.work(tenantId)).toBe(0);
  }, 120_000);

  it('raise a signal about the one provider, with its date', async () => {
    const signals = await t.db.sql<{ code: string; level: string; month: string }>(
      tenantId,
      `select o.ods_code as code, s.level, s.opened_month::text as month from signal s
       join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.provider_organisation_id
       where s.closed_at is null and s.level <> 'earlyNotice'`,
    );
    expect(signals).toEqual([{ code: 'ZZT02', level: 'alarm', month: expect.stringMatching(/^2026-0[678]-01$/) }]);
  });

  it('are told with how many were tested and how many of the signals may be false', async () => {
    const { testing, items, hasMore, months } = await list('ruth.clarkson');
    expect(hasMore).toBe(false);
    expect(items).toHaveLength(10);
    expect(items[0]).toMatchObject({ month: '2026-10-01', isNewest: true, correctedSeats: 0, askedBy: 'product' });
    expect(items[0]?.rowsHash).toMatch(/^[0-9a-f]{64}$/);
    expect(testing).toMatchObject({ month: '2026-10-01', openSignals: 1 });
    expect(testing?.providersTested).toBeGreaterThan(8);
    expect(testing?.expectedFalse).toBeLessThan(0.1);
    expect(months[0]).toBe('2026-01-01');
    expect(months.at(-1)).toBe('2026-10-01');
  });

  it('say nothing of a flag to commissioners while the provider alone sees the signal', async () => {
    const seesFrom = (value: string) =>
      t.db.sql(tenantId, `update signal set commissioner_sees_from = ${value} where closed_at is null returning 1`);
    await seesFrom(`timestamptz '2026-12-24'`);
    const { testing, items } = await list('ruth.clarkson');
    expect(testing).toMatchObject({ openSignals: 0, expectedFalse: null });
    expect(items.every(({ expectedFalseShare }) => expectedFalseShare === null)).toBe(true);
    await seesFrom(`timestamptz '2026-09-24'`);
    expect((await list('ruth.clarkson')).items[0]?.expectedFalseShare).toBeLessThan(0.1);
  });

  it('can be asked for by hand, one at a time, and stand beside the earlier ones', async () => {
    const before = await runs();
    const asked = await request('ruth.clarkson', '2026-09-01', '2026-10-01');
    expect(asked.__typename).toBe('RunsRequested');
    expect(await request('mei.chenoweth', '2026-10-01', '2026-10-01')).toMatchObject({
      __typename: 'RunsUnderWay',
      fromMonth: '2026-09-01',
      toMonth: '2026-10-01',
    });
    expect((await list('ruth.clarkson')).underWay[0]).toMatchObject({ askedBy: 'you', cause: 'byHand' });
    expect((await list('mei.chenoweth')).underWay[0]).toMatchObject({ askedBy: 'somebodyElse' });
    expect(await worker.work(tenantId)).toBe(2);
    const after = await runs();
    expect(after).toHaveLength(before.length + 2);
    expect(after.filter(({ version }) => version === 1)).toEqual(before);
    const same = await t.db.sql<{ n: number }>(
      tenantId,
      `select count(distinct (rows_hash, data_cut))::int as n from detection_run where month >= '2026-09-01' group by month`,
    );
    expect(same.map(({ n }) => n)).toEqual([1, 1]);
  }, 60_000);

  it('cannot be asked for by two at the same moment', async () => {
    const results = await Promise.all([
      request('ruth.clarkson', '2026-10-01', '2026-10-01'),
      request('mei.chenoweth', '2026-10-01', '2026-10-01'),
    ]);
    expect(results.map(({ __typename }) => __typename).sort()).toEqual(['RunsRequested', 'RunsUnderWay']);
    await t.db.sql(
      tenantId,
      `update detection_request set state = 'failed', finished_at = '2026-11-25' where state = 'waiting' returning 1`,
    );
    expect((await list('ruth.clarkson')).hasFailed).toBe(true);
  });

  it.each([
    ['2026-10-01', '2026-09-01', 'toMonth'],
    ['2026-10-01', '2026-11-01', 'toMonth'],
    ['2025-12-01', '2026-10-01', 'fromMonth'],
    ['2026-10-02', '2026-10-02', 'fromMonth'],
  ])('are refused from %s to %s', async (from, to, path) => {
    expect(await request('ruth.clarkson', from, to)).toMatchObject({
      __typename: 'InvalidInput',
      problems: expect.arrayContaining([expect.objectContaining({ path })]),
    });
  });

  it.each(['priya.nair', 'helen.pricely'])('are not %s to ask for', async (login) => {
    expect((await request(login, '2026-10-01', '2026-10-01')).__typename).toBe('NotPermitted');
  });

  it('are left to whoever is at them already', async () => {
    const held = await t.app.get(OneAtATime).run(`detection ${tenantId}`, () => worker.work(tenantId));
    expect(held).toEqual({ result: null });
    expect(await worker.work(tenantId)).toBe(0);
  });

  it('are not an administrator of a provider to ask for, who reads of no signal', async () => {
    expect((await request('chidi.okaford', '2026-10-01', '2026-10-01')).__typename).toBe('NotPermitted');
    const { items, testing, months } = await list('chidi.okaford');
    expect(items.length).toBeGreaterThan(9);
    expect(items.every(({ expectedFalseShare }) => expectedFalseShare === null)).toBe(true);
    expect([testing, months]).toEqual([null, []]);
    const quality = await t.app.get(DataQualityReads, { strict: false }).dataQuality(viewer('chidi.okaford'));
    const own = viewer('chidi.okaford').organisationId;
    const others = [...quality.findings.map((f) => f.providerId), ...quality.hosts.map((h) => h.hostId)];
    expect(others.filter((id) => id !== own)).toEqual([]);
  });

  it('go on after a crash with the month that was not written', async () => {
    await request('ruth.clarkson', '2026-09-01', '2026-10-01');
    await t.db.sql(
      tenantId,
      `update detection_request set state = 'running', months_done = 1 where state = 'waiting' returning 1`,
    );
    const before = (await runs()).length;
    expect(await worker.work(tenantId)).toBe(1);
    expect(await runs()).toHaveLength(before + 1);
  }, 60_000);

  it('break off when the server stops, and are made at the next start', async () => {
    await request('ruth.clarkson', '2026-10-01', '2026-10-01');
    const ending = new AbortController();
    const working = worker.work(tenantId, ending.signal);
    setTimeout(() => ending.abort(), 150);
    await expect(working).rejects.toThrow();
    expect((await list('ruth.clarkson')).underWay).toHaveLength(1);
    expect(await worker.work(tenantId)).toBe(1);
  }, 60_000);

  it('judge closed months again after a correction of their registers, from that month on', async () => {
    await correct('2026-09-10');
    const listed = await list('ruth.clarkson');
    expect(listed.items.filter(({ correctedSeats }) => correctedSeats > 0)).toMatchObject([
      { month: '2026-09-01', correctedSeats: 1 },
    ]);
    const before = await runs();
    await plan.plan(tenantId);
    expect(await worker.work(tenantId)).toBe(2);
    const added = (await runs()).filter(({ run_id }) => !before.some((run) => run.run_id === run_id));
    expect(added.map(({ month, cause }) => [month, cause])).toEqual([
      ['2026-09-01', 'correction'],
      ['2026-10-01', 'correction'],
    ]);
    expect((await list('ruth.clarkson')).items.every(({ correctedSeats }) => correctedSeats === 0)).toBe(true);
    await plan.plan(tenantId);
    expect(await worker.work(tenantId)).toBe(0);
  }, 60_000);

  it('tell whoever can mend them what registers lack', async () => {
    const of = (login: string) => t.app.get(DataQualityReads, { strict: false }).dataQuality(viewer(login));
    const priya = await of('priya.nair');
    expect(priya.findings).toEqual([]);
    expect(priya.hosts).toEqual([]);
    expect(priya.registers.length).toBe(Math.min(100, priya.registersInAll));
    const [own] = await t.db.sql<{ n: number }>(
      tenantId,
      `select count(distinct meeting_id)::int as n from attendance_evidence e where host_organisation_id = $1 and is_current and not is_gone and status = 'notRecorded'
         and meeting_date >= date '2026-11-24' - 183 and meeting_date < '2026-11-24'`,
      [viewer('priya.nair').organisationId],
    );
    expect(priya.registers.filter(({ notRecorded, minutesMissing }) => notRecorded + minutesMissing > 0)).toHaveLength(
      own?.n ?? -1,
    );
    const ruth = await of('ruth.clarkson');
    expect(ruth.registers).toEqual([]);
    expect(ruth.hosts.length).toBeGreaterThan(1);
    expect(ruth.findings.every(({ count, kind }) => count === null && kind !== 'oneRecorder')).toBe(true);
  });

  async function correct(day: string) {
    await t.app.get(Commands).runJob(tenantId, 'correct', async (tx) => {
      const [lost] = await tx.query<{ meetingId: string; seatId: string }>(
        `select meeting_id as "meetingId", seat_id as "seatId" from attendance_evidence
         where tenant_id = $1 and is_current and count_class = 'lost' and meeting_date >= $2 order by meeting_date, 1, 2 limit 1`,
        [tenantId, day],
      );
      const values = [tenantId, lost?.meetingId, lost?.seatId];
      await tx.query(
        'update attendance_record set is_current = false where tenant_id = $1 and meeting_id = $2 and seat_id = $3 and is_current',
        values,
      );
      await tx.query(
        `insert into attendance_record (tenant_id, attendance_id, meeting_id, seat_id, version, is_current, outcome, mode, source, recorded_by, recorded_at, correction_reason)
         select tenant_id, gen_random_uuid(), meeting_id, seat_id, version + 1, true, 'attended', 'remote', source, recorded_by, recorded_at, 'Was on the line'
         from attendance_record where tenant_id = $1 and meeting_id = $2 and seat_id = $3 order by version desc limit 1`,
        values,
      );
      await recountMeetings(tx, [String(lost?.meetingId)]);
      tx.audit({ entity: 'Meeting', entityId: String(lost?.meetingId) });
    });
  }
});

function never(login: string): never {
  throw new Error(`The demo has no ${login}.`);
}
