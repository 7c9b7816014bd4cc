import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { arrangeRun, followRun } from '../testkit/arrange-run.js';
import { forgetSignals } from '../testkit/forget-signals.js';

jest.setTimeout(120_000);

interface Row {
  readonly level: string;
  readonly stage: string;
  readonly dueOn: string | null;
  readonly openedAt: Date;
  readonly commissionerSeesFrom: Date | null;
  readonly closedBecause: string | null;
  readonly latestMonth: string;
  readonly earlier: string | null;
}

describe('signals that follow from runs', () => {
  let t: TestApp;
  let providerId: string;

  beforeAll(async () => {
    t = await startTestApp();
    providerId = t.economy.organisations.northgate;
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    t.clock.setNow(TEST_NOW);
    await forgetSignals(t);
  });

  const signals = () =>
    t.db.sql<Row>(
      t.economy.tenantId,
      `select level, stage, stage_due_on::text as "dueOn", opened_at as "openedAt", commissioner_sees_from as "commissionerSeesFrom",
         closed_because as "closedBecause", latest_month::text as "latestMonth", earlier_signal_id as earlier
       from signal where tenant_id = $1 order by opened_at, signal_id`,
      [t.economy.tenantId],
    );
  const kinds = async () =>
    (
      await t.db.sql<{ kind: string }>(
        t.economy.tenantId,
        'select kind from signal_step where tenant_id = $1 order by signal_id, step_no',
        [t.economy.tenantId],
      )
    ).map(({ kind }) => kind);
  const seenBy = async (viewer: Viewer) =>
    (
      await t.app
        .get(Reads)
        .rows<{ id: string }>(viewer, { name: 'test-signals', text: 'select signal_id as id from signal', values: [] })
    ).length;

  it('opens one with its copy of what judged it, the provider first and the commissioner ten working days later', async () => {
    await arrangeRun(t, '2026-10-01', [{ providerId, level: 'alert', score: 0.93 }]);
    const [signal] = await signals();
    // Tuesday 24 November: the fifth working day after it is 1 December, the tenth 8 December.
    expect(signal).toMatchObject({ level: 'alert', stage: 'signal', dueOn: '2026-12-01', latestMonth: '2026-10-01' });
    expect(signal?.commissionerSeesFrom?.toISOString()).toBe('2026-12-08T00:00:00.000Z');
    const [copy] = await t.db.sql<{ score: number; opens: number }>(
      t.economy.tenantId,
      `select (values->>'score')::float as score, (thresholds->>'opens')::float as opens from signal where tenant_id = $1`,
      [t.economy.tenantId],
    );
    expect(copy).toEqual({ score: 0.93, opens: 0.75 });
  });

  it('is seen by its provider at once, by a commissioner after the lead time and by nobody else', async () => {
    await arrangeRun(t, '2026-10-01', [{ providerId, level: 'alarm', score: 0.97 }]);
    const provider = t.economy.viewer('providerManager', 'northgate');
    const commissioner = t.economy.viewer('commissioner', 'icb');
    expect(await seenBy(provider)).toBe(1);
    expect(await seenBy(commissioner)).toBe(0);
    t.clock.setNow('2026-12-07T23:59:00.000Z');
    expect(await seenBy(commissioner)).toBe(0);
    t.clock.setNow('2026-12-08T00:00:00.000Z');
    expect(await seenBy(commissioner)).toBe(1);
    for (const other of [t.economy.viewer('providerManager', 'riverside'), t.economy.viewer('careCoordinator')])
      expect(await seenBy(other)).toBe(0);
    expect(await seenBy(t.economy.stranger('commissioner'))).toBe(0);
  });

  it('gives early notice to the provider alone, until it becomes a watch', async () => {
    await arrangeRun(t, '2026-09-01', [{ providerId, level: 'earlyNotice', score: 0.6 }]);
    expect(await signals()).toMatchObject([{ level: 'earlyNotice', dueOn: null, commissionerSeesFrom: null }]);
    await arrangeRun(t, '2026-10-01', [{ providerId, level: 'watch', score: 0.8 }]);
    expect(await signals()).toMatchObject([{ level: 'watch', dueOn: '2026-12-01', latestMonth: '2026-10-01' }]);
    expect((await signals())[0]?.commissionerSeesFrom).not.toBeNull();
  });

  it('gives a real provider its lead time from today, however long ago the month was', async () => {
    const isDemo = async (is: boolean) => {
      const admin = await t.db.superuser();
      await admin.query('update tenant set is_demo = $2 where tenant_id = $1', [t.economy.tenantId, is]);
      await admin.end();
    };
    await isDemo(false);
    await arrangeRun(t, '2026-05-01', [{ providerId, level: 'alert', score: 0.9 }], { cause: 'history' });
    await isDemo(true);
    expect((await signals())[0]?.openedAt.toISOString()).toBe(TEST_NOW);
    expect(await seenBy(t.economy.viewer('commissioner', 'icb'))).toBe(0);
  });

  it('counts the lead time of past months of the demo from the day they would have been judged, and due dates from today', async () => {
    await arrangeRun(t, '2026-05-01', [{ providerId, level: 'watch', score: 0.8 }], { cause: 'history' });
    const [signal] = await signals();
    expect(signal?.openedAt.toISOString()).toBe('2026-05-31T23:00:00.000Z');
    expect(signal?.dueOn).toBe('2026-12-01');
    expect(await seenBy(t.economy.viewer('commissioner', 'icb'))).toBe(1);
  });

  it('raises, keeps and ends one by its months, and names it when another opens', async () => {
    await arrangeRun(t, '2026-05-01', [{ providerId, level: 'alert', score: 0.93 }]);
    await arrangeRun(t, '2026-06-01', [{ providerId, level: 'alarm', score: 0.96 }]);
    await arrangeRun(t, '2026-07-01', [{ providerId, level: 'none', score: 0.2 }]);
    await arrangeRun(t, '2026-08-01', [{ providerId, level: 'none', score: 0.1 }]);
    expect(await kinds()).toEqual(['opened', 'raised', 'judged', 'closedByRule']);
    expect(await signals()).toMatchObject([{ level: 'alarm', stage: 'closed', dueOn: null, closedBecause: 'quiet' }]);
    t.clock.setNow('2026-11-25T09:00:00.000Z');
    await arrangeRun(t, '2026-09-01', [{ providerId, level: 'watch', score: 0.8 }]);
    const [, second] = await signals();
    expect(second).toMatchObject({ level: 'watch', stage: 'signal' });
    expect(second?.earlier).not.toBeNull();
  });

  it('changes nothing when a run is followed twice', async () => {
    const runs = [
      await arrangeRun(t, '2026-05-01', [{ providerId, level: 'alert', score: 0.93 }]),
      await arrangeRun(t, '2026-06-01', [{ providerId, level: 'none', score: 0.1 }]),
      await arrangeRun(t, '2026-07-01', [{ providerId, level: 'none', score: 0.1 }]),
    ];
    const before = [await signals(), await kinds()];
    for (const run of runs) await followRun(t, run);
    expect([await signals(), await kinds()]).toEqual(before);
  });

  it('is withdrawn when its month is judged again and shows nothing, and keeps the newer month as its latest', async () => {
    await arrangeRun(t, '2026-09-01', [{ providerId, level: 'watch', score: 0.8 }]);
    await arrangeRun(t, '2026-10-01', [{ providerId, level: 'watch', score: 0.8 }]);
    await arrangeRun(t, '2026-09-01', [{ providerId, level: 'none', score: 0.4 }]);
    expect(await signals()).toMatchObject([{ stage: 'signal', latestMonth: '2026-10-01' }]);
    await arrangeRun(t, '2026-10-01', [{ providerId, level: 'none', score: 0.4 }]);
    expect(await signals()).toMatchObject([{ stage: 'closed', closedBecause: 'withdrawn' }]);
    expect(await kinds()).toEqual(['opened', 'judged', 'judgedAgain', 'closedByRule']);
  });

  it('is never shown to commissioners where it ended within the lead time', async () => {
    await arrangeRun(t, '2026-10-01', [{ providerId, level: 'watch', score: 0.8 }]);
    await arrangeRun(t, '2026-10-01', [{ providerId, level: 'none', score: 0.4 }]);
    expect(await signals()).toMatchObject([{ closedBecause: 'withdrawn', commissionerSeesFrom: null }]);
    t.clock.setNow('2026-12-24T09:00:00.000Z');
    expect(await seenBy(t.economy.viewer('commissioner', 'icb'))).toBe(0);
    expect(await seenBy(t.economy.viewer('providerManager', 'northgate'))).toBe(1);
  });

  it('is not taken to have come down by a judgement that was made again since', async () => {
    const { tenantId } = t.economy;
    await arrangeRun(t, '2026-07-01', [{ providerId, level: 'alert', score: 0.93 }]);
    await t.db.sql(
      tenantId,
      `update signal set stage = 'closed', stage_due_on = null, closed_at = $2, closed_because = 'stopped' where tenant_id = $1 returning 1`,
      [tenantId, TEST_NOW],
    );
    await arrangeRun(t, '2026-08-01', [{ providerId, level: 'none', score: 0.2 }], { follow: false });
    await arrangeRun(t, '2026-08-01', [{ providerId, level: 'alert', score: 0.93 }], { follow: false });
    await arrangeRun(t, '2026-09-01', [{ providerId, level: 'alert', score: 0.93 }]);
    expect(await signals()).toHaveLength(1);
  });

  it('opens nothing for a month that is not the newest', async () => {
    await arrangeRun(t, '2026-10-01', [{ providerId, level: 'none', score: 0.1 }]);
    await arrangeRun(t, '2026-09-01', [{ providerId, level: 'alarm', score: 0.99 }], { cause: 'correction' });
    expect(await signals()).toEqual([]);
  });
});
