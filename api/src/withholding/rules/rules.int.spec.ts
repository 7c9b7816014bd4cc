import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REGIME_2015 } from '@quorate/libs/signals';
import { OneAtATime } from '../../platform/one-at-a-time.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { loadDemoTenant } from '../../testkit/demo-tenant.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { REGIME_IN_FORCE, type StoredRegime } from '../regimes.js';
import { preparedRules } from './rule-words.js';
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

  it('are not an administrator of a provider to issue or to try', async () => {
    const riverside = t.economy.viewer('administrator', 'riverside');
    expect((await service.issueRules(riverside, asked)).__typename).toBe('NotPermitted');
    expect(await reads.dryRun(riverside, [])).toBeNull();
    expect(await reads.versions(riverside)).toHaveLength(1);
  });

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

  describe('in words', () => {
    /** The newest version's words, as a form sends them back. */
    const words = async () => {
      const [newest] = await reads.versions(mei());
      if (!newest) throw new Error('There are no rules.');
      const { tests, ...others } = newest.words;
      return { ...others, tests: tests.map(({ isNeeded, ...test }) => test) };
    };
    const issue = async (change: object, more: object = {}) => {
      const [newest] = await reads.versions(mei());
      return (await service.issueRules(mei(), {
        ...asked,
        thresholds: [],
        times: [],
        expectedVersion: newest?.version,
        words: { ...(await words()), ...change },
        ...more,
      })) as unknown as { readonly __typename: string; readonly problems?: readonly { readonly path: string }[] };
    };
    const pathsOf = async (change: object) => (await issue(change)).problems?.map(({ path }) => path);

    it('keep everything that is not given, and stand as they were in the version before', async () => {
      const before = await words();
      const [old] = await reads.versions(mei());
      const body = { code: '', name: 'Local mediator', remit: 'Talks between the parties', reach: 'By telephone' };
      const tests = before.tests.map((test) =>
        test.code === 'systemic' ? { ...test, question: 'In how many months?' } : test,
      );
      expect(await issue({ tests, bodies: [...before.bodies, body] })).toMatchObject({ __typename: 'RulesIssued' });
      const [version, still] = await reads.versions(mei());
      expect(still).toEqual(old);
      expect(version?.words.tests.find(({ code }) => code === 'systemic')).toMatchObject({
        question: 'In how many months?',
        isNeeded: true,
      });
      expect(version?.words.bodies.at(-1)).toMatchObject({ ...body, code: expect.stringMatching(/^own-/) });
      expect(version?.words.routes).toEqual(before.routes);
      expect(version?.thresholds).toEqual(old?.thresholds);
    });

    it('are refused with nobody to address, an empty test, or one of the seven left out', async () => {
      const { routes, tests } = await words();
      expect(
        await pathsOf({
          routes: routes.map((route) => ({ ...route, ...(route.licenceStatus === 'exempt' && { addressee: ' ' }) })),
        }),
      ).toEqual(['routes.exempt.addressee']);
      expect(await pathsOf({ tests: tests.map((test, at) => (at === 2 ? { ...test, question: '' } : test)) })).toEqual([
        'tests.2.question',
      ]);
      expect(await pathsOf({ tests: tests.slice(1) })).toEqual(['tests']);
      expect(await pathsOf({ bodies: [] })).toEqual(['bodies']);
    });

    it('of the licence of 2023 are issued once somebody has filled in what the product holds no text of', async () => {
      const [prepared] = preparedRules();
      if (!prepared) throw new Error('Nothing is prepared.');
      const of2023 = { ...prepared.words, tests: prepared.words.tests.map(({ isNeeded, ...test }) => test) };
      const more = { preparedCode: prepared.code };
      expect((await issue(of2023, more)).problems).toHaveLength(8);
      const complete = {
        ...of2023,
        tests: of2023.tests.map((test) => ({ ...test, source: 'As looked up' })),
        routes: of2023.routes.map((route) => ({ ...route, wording: route.wording || 'A concern under the licence.' })),
      };
      expect(await issue(complete, { preparedCode: 'licence1999' })).toMatchObject({
        problems: [{ path: 'preparedCode' }],
      });
      const [before] = await reads.versions(mei());
      expect(await issue(complete, more)).toMatchObject({ __typename: 'RulesIssued' });
      const [version] = await reads.versions(mei());
      expect(version).toMatchObject({ code: 'providerLicence2023', version: Number(before?.version) + 1 });
      expect(version?.times).toEqual(before?.times);
    });

    it('go by their day and not by the order in which they were issued', async () => {
      const on = (day: string) =>
        t.app.get(Reads).rowsFor<StoredRegime>(jobSession(t.economy.tenantId), {
          name: 'rules-on',
          text: REGIME_IN_FORCE,
          values: [t.economy.tenantId, day],
        });
      expect(await issue({ name: 'Later' }, { inForceFrom: '2027-02-01' })).toMatchObject({
        __typename: 'RulesIssued',
      });
      expect(await issue({ name: 'Sooner' }, { inForceFrom: '2027-01-01' })).toMatchObject({
        __typename: 'RulesIssued',
      });
      const names = await Promise.all(
        ['2027-01-01', '2027-02-01', '2001-01-01'].map(async (day) => (await on(day))[0]?.regime.name),
      );
      expect(names).toEqual(['Sooner', 'Later', REGIME_2015.name]);
    });
  });

  it('are another tenant’s own', async () => {
    expect(await reads.versions(t.economy.stranger('administrator'))).toHaveLength(1);
  });

  describe('tried on the last year', () => {
    let viewer: Viewer;

    beforeAll(async () => {
      const tenantId = await loadDemoTenant(t);
      const [icb] = await t.db.sql<{ id: string }>(
        tenantId,
        `select r.organisation_id as id from acting_role r join account a using (tenant_id, account_id)
         where a.login = 'mei.chenoweth' and r.role = 'administrator'`,
      );
      viewer = { ...mei(), tenantId, organisationId: icb?.id ?? null };
      await arrangeSignal(tenantId);
    }, 60_000);

    const tried = async (given: { code: string; value: number }[] = []) => {
      const run = await reads.dryRun(viewer, given);
      if (!run) throw new Error('Who commissions may try rules.');
      return run;
    };

    /** About Alderbrook, for the months from September on; commissioners see it from 16 November. */
    async function arrangeSignal(tenantId: string) {
      const [regimeId, runId] = [randomUUID(), randomUUID()];
      await t.db.sql(
        tenantId,
        `insert into regulatory_regime (tenant_id, regime_id, code, version, in_force_from, body, reason, issued_at)
         values ($1,$2,$3,1,$4,$5,'As shipped','2020-01-01')`,
        [tenantId, regimeId, REGIME_2015.code, REGIME_2015.inForceFrom, REGIME_2015],
      );
      await t.db.sql(
        tenantId,
        `insert into detection_run (tenant_id, run_id, month, version, cause, model_version, regime_id, parameters, data_cut, rows_read, rows_hash, providers_tested, data_quality, started_at, finished_at)
         values ($1,$2,'2026-10-01',1,'monthly','1',$3,'{}',0,0,'\\x00',1,'[]','2026-11-02','2026-11-02')`,
        [tenantId, runId, regimeId],
      );
      await t.db.sql(
        tenantId,
        `insert into signal (tenant_id, signal_id, provider_organisation_id, regime_id, opened_by_run_id, latest_run_id, opened_month, latest_month, since, scope, level, stage,
           thresholds, values, opened_at, provider_sees_from, commissioner_sees_from)
         select $1, $2, organisation_id, $3, $4, $4, '2026-09-01', '2026-10-01', '2026-09-01', '{}', 'alarm', 'signal', '{}', '{}', '2026-11-02', '2026-11-02', '2026-11-16'
         from organisation where tenant_id = $1 and ods_code = 'ZZT02'`,
        [tenantId, randomUUID(), regimeId, runId],
      );
    }

    it('say month by month what would have been signalled, and store nothing', async () => {
      const tables = ['detection_run', 'provider_month', 'signal', 'regulatory_regime'];
      const stored = () =>
        Promise.all(
          tables.map((table) => t.db.sql<{ n: number }>(viewer.tenantId, `select count(*)::int as n from ${table}`)),
        );
      const before = await stored();
      const { isBusy, months } = await tried();
      expect(isBusy).toBe(false);
      expect(months.map(({ month }) => month)).toEqual([
        '2025-11-01',
        '2025-12-01',
        ...Array.from({ length: 10 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}-01`),
      ]);
      const september = months.find(({ month }) => month === '2026-09-01');
      expect(september).toMatchObject({ signals: 1, providers: [{ providerName: 'Alderbrook Acute Trust' }] });
      const october = months.at(-1);
      expect(october).toMatchObject({ signals: 1, providers: [{ level: 'alarm' }] });
      // The signal is of September on: what the rules would have said before it is counted, and names nobody.
      expect(months.find(({ month }) => month === '2026-08-01')).toMatchObject({ signals: 1, providers: [] });
      expect(months.slice(0, 6).every(({ signals }) => signals === 0)).toBe(true);
      expect(await stored()).toEqual(before);
    }, 60_000);

    // One flag that is not named is known by its being the only one, and its score by the mean of one.
    it('leave out the month that the provider sees first, in names, numbers and means', async () => {
      t.clock.setNow('2026-11-13T09:00:00.000Z');
      const before = (await tried()).months;
      expect([before.length, before.at(-1)?.month]).toEqual([12, '2026-09-01']);
      expect(before.at(-1)).toMatchObject({ providers: [] });
      t.clock.setNow('2026-11-16T09:00:00.000Z');
      expect((await tried()).months.at(-1)).toMatchObject({
        month: '2026-10-01',
        signals: 1,
        providers: [{ level: 'alarm' }],
      });
      t.clock.setNow('2026-11-24T09:00:00.000Z');
    }, 60_000);

    it('signal less under a higher bar', async () => {
      const months = (rules: { code: string; value: number }[]) => tried(rules).then((run) => run.months);
      const signals = (run: Awaited<ReturnType<typeof months>>) => run.reduce((sum, month) => sum + month.signals, 0);
      const strict = await months([
        { code: 'leastLostRows', value: 100 },
        { code: 'leastLostMonths', value: 5 },
      ]);
      expect(signals(strict)).toBeLessThan(signals(await months([])));
    }, 60_000);

    it('are refused where they contradict each other, and wait while others are tried', async () => {
      const problemsOf = async (code: string) => (await tried([{ code, value: 0.99 }])).problems;
      expect(await problemsOf('closes')).toMatchObject([{ path: 'closes' }]);
      expect(await problemsOf('closed')).toMatchObject([{ path: '' }]);
      const held = await t.app.get(OneAtATime).run(`dry run ${viewer.tenantId}`, () => reads.dryRun(viewer, []));
      expect(held?.result).toEqual({ isBusy: true, problems: [], months: [] });
    });
  });
});
