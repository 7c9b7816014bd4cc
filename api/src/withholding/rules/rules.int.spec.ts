import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REGIME_2015 } from '@quorate/libs/signals';
import { OneAtATime } from '../../platform/one-at-a-time.js';
import type { Viewer } from '../../platform/viewer.js';
import { loadDemoTenant } from '../../testkit/demo-tenant.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { RulesReads } from './rules.reads.js';
import { RulesService } from './rules.service.js';

const asked = {
  thresholds: [{ code: 'opens', value: 0.8 }],
  times: [{ code: 'reply', value: 15 }],
  inForceFrom: '2026-12-01',
  reason: 'Agreed by the board in November',
  expectedVersion: 1,
};

describe('rules of signals', () => {
  let t: TestApp;
  let service: RulesService;
  let reads: RulesReads;

  beforeAll(async () => {
    t = await startTestApp();
    service = t.app.get(RulesService, { strict: false });
    reads = t.app.get(RulesReads, { strict: false });
  });
  afterAll(() => t.stop());

  const mei = () => t.economy.viewer('administrator', 'icb');

  it('are those shipped until another version is issued', async () => {
    const [shipped, ...others] = await reads.versions(mei());
    expect(others).toEqual([]);
    expect(shipped).toMatchObject({ version: 1, isInForce: true, inForceFrom: REGIME_2015.inForceFrom });
    expect(shipped?.thresholds.find(({ code }) => code === 'opens')).toEqual({
      code: 'opens',
      value: 0.75,
      least: 0.5,
      most: 0.99,
      unit: 'share',
    });
  });

  it.each([
    ['a rule that nobody knows', { thresholds: [{ code: 'closed', value: 0.3 }] }, ''],
    ['rules that contradict each other', { thresholds: [{ code: 'closes', value: 0.8 }] }, 'closes'],
    ['less time to reply than is published', { times: [{ code: 'reply', value: 5 }] }, 'reply'],
    ['a day that is over', { inForceFrom: '2026-11-23' }, 'inForceFrom'],
    ['no reason', { reason: ' ' }, 'reason'],
  ])('are not issued with %s', async (_, change, path) => {
    expect(await service.issueRules(mei(), { ...asked, ...change })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ path }],
    });
    expect(await reads.versions(mei())).toHaveLength(1);
  });

  it.each(['careCoordinator', 'clinician', 'providerManager', 'commissioner', 'informationGovernanceLead'] as const)(
    'are not a %s to issue',
    async (role) => {
      expect((await service.issueRules(t.economy.viewer(role, 'icb'), asked)).__typename).toBe('NotPermitted');
    },
  );

  it('change by a version that stands beside the one in force until its day', async () => {
    expect(await service.issueRules(mei(), asked)).toMatchObject({ __typename: 'RulesIssued', version: 2 });
    const [second, first] = await reads.versions(mei());
    expect(first).toMatchObject({ version: 1, isInForce: true });
    expect(second).toMatchObject({ version: 2, isInForce: false, reason: asked.reason, inForceFrom: '2026-12-01' });
    const value = (code: string) =>
      [...(second?.thresholds ?? []), ...(second?.times ?? [])].find((v) => v.code === code)?.value;
    expect([value('opens'), value('reply'), value('closes')]).toEqual([0.8, 15, 0.35]);
    t.clock.setNow('2026-12-01T09:00:00.000Z');
    expect((await reads.versions(mei())).find(({ isInForce }) => isInForce)?.version).toBe(2);
  });

  it('are not issued by somebody who has not seen the newest, nor by two at once', async () => {
    t.clock.setNow('2026-11-24T09:00:00.000Z');
    expect(await service.issueRules(mei(), asked)).toMatchObject({ __typename: 'ChangedByOther', currentVersion: 2 });
    const both = await Promise.all([1, 2].map(() => service.issueRules(mei(), { ...asked, expectedVersion: 2 })));
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['ChangedByOther', 'RulesIssued']);
  });

  it('are another tenant’s own', async () => {
    expect(await reads.versions(t.economy.stranger('administrator'))).toHaveLength(1);
  });

  describe('tried on the last year', () => {
    let viewer: Viewer;

    beforeAll(async () => {
      const tenantId = await loadDemoTenant(t);
      viewer = { ...mei(), tenantId };
    }, 60_000);

    it('say month by month what would have been signalled, and store nothing', async () => {
      const tables = ['detection_run', 'provider_month', 'signal', 'regulatory_regime'];
      const stored = () =>
        Promise.all(
          tables.map((table) => t.db.sql<{ n: number }>(viewer.tenantId, `select count(*)::int as n from ${table}`)),
        );
      const before = await stored();
      const { isBusy, months } = await reads.dryRun(viewer, []);
      expect(isBusy).toBe(false);
      expect(months.map(({ month }) => month)).toEqual([
        '2025-11-01',
        '2025-12-01',
        ...Array.from({ length: 10 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}-01`),
      ]);
      const september = months.find(({ month }) => month === '2026-09-01');
      expect(september).toMatchObject({ signals: 1, providers: [{ providerName: 'Alderbrook Acute Trust' }] });
      const october = months.at(-1);
      // Ten working days after the month: by 24 November a commissioner would see it.
      expect(october).toMatchObject({ signals: 1, providers: [{ level: 'alarm' }] });
      expect(months.slice(0, 6).every(({ signals }) => signals === 0)).toBe(true);
      expect(await stored()).toEqual(before);
    }, 60_000);

    it('name nobody in a month whose signals the provider alone would see', async () => {
      t.clock.setNow('2026-11-10T09:00:00.000Z');
      const october = (await reads.dryRun(viewer, [])).months.at(-1);
      expect(october).toMatchObject({ month: '2026-10-01', signals: 1, providers: [] });
      t.clock.setNow('2026-11-24T09:00:00.000Z');
    }, 60_000);

    it('signal less under a higher bar', async () => {
      const months = (rules: { code: string; value: number }[]) =>
        reads.dryRun(viewer, rules).then((run) => run.months);
      const signals = (run: Awaited<ReturnType<typeof months>>) => run.reduce((sum, month) => sum + month.signals, 0);
      const strict = await months([
        { code: 'leastLostRows', value: 100 },
        { code: 'leastLostMonths', value: 5 },
      ]);
      expect(signals(strict)).toBeLessThan(signals(await months([])));
    }, 60_000);

    it('are refused where they contradict each other, and wait while others are tried', async () => {
      const problemsOf = async (code: string) => (await reads.dryRun(viewer, [{ code, value: 0.99 }])).problems;
      expect(await problemsOf('closes')).toMatchObject([{ path: 'closes' }]);
      expect(await problemsOf('closed')).toMatchObject([{ path: '' }]);
      const held = await t.app.get(OneAtATime).run(`dry run ${viewer.tenantId}`, () => reads.dryRun(viewer, []));
      expect(held?.result).toEqual({ isBusy: true, problems: [], months: [] });
    });
  });
});
