import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '@quorate/libs/access';
import { funnel, wilsonInterval } from '@quorate/libs/statistics';
import type { Viewer } from '../platform/viewer.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import type { EngagementCell, EngagementFilter } from './engagement-inputs.graphql.js';
import { engagementWall } from './engagement-wall.js';
import { IndicatorsReads } from './indicators.reads.js';
import type { EngagementOverview } from './overview.graphql.js';
import { type SeededMdt, type SeedSeats, seedCounts, seedMdt } from './testkit/seed-counts.js';

const MONTHS = [
  '2025-12',
  '2026-01',
  '2026-02',
  '2026-03',
  '2026-04',
  '2026-05',
  '2026-07',
  '2026-08',
  '2026-09',
  '2026-10',
  '2026-11',
];

describe('engagement', () => {
  let t: TestApp;
  let reads: IndicatorsReads;
  let frailty: SeededMdt;
  let discharge: SeededMdt;

  beforeAll(async () => {
    t = await startTestApp();
    reads = t.app.get(IndicatorsReads);
    frailty = await seedMdt(t, 'Frailty MDT', 'riverside');
    discharge = await seedMdt(t, 'Discharge MDT', 'northgate');
    const { matron, geriatrician, gp } = t.economy.practitioners;
    const each = MONTHS.flatMap((month): SeedSeats[] => [
      { provider: 'riverside', mdt: frailty, month, class: 'tookPart', seats: 18, practitionerId: matron },
      { provider: 'riverside', mdt: frailty, month, class: 'lost', seats: 2, practitionerId: matron },
      { provider: 'riverside', mdt: discharge, month, class: 'tookPart', seats: 8, practitionerId: matron },
      { provider: 'riverside', mdt: discharge, month, class: 'lost', locus: 'patientCare', seats: 2 },
      { provider: 'northgate', mdt: discharge, month, class: 'tookPart', seats: 15, roleCode: 'geriatrician' },
      {
        provider: 'northgate',
        mdt: frailty,
        month,
        class: 'tookPart',
        seats: 4,
        roleCode: 'geriatrician',
        practitionerId: geriatrician,
      },
      {
        provider: 'northgate',
        mdt: frailty,
        month,
        class: 'lost',
        locus: 'provider',
        seats: 6,
        roleCode: 'geriatrician',
        practitionerId: geriatrician,
      },
      { provider: 'elmpark', mdt: frailty, month, class: 'tookPart', seats: 2, roleCode: 'gp', practitionerId: gp },
    ]);
    await seedCounts(t, [
      ...each,
      {
        provider: 'northgate',
        mdt: frailty,
        month: '2026-03',
        class: 'excludedLeave',
        seats: 7,
        roleCode: 'geriatrician',
      },
      {
        provider: 'northgate',
        mdt: frailty,
        month: '2026-03',
        class: 'excludedShortNotice',
        seats: 3,
        roleCode: 'geriatrician',
      },
      {
        provider: 'northgate',
        mdt: frailty,
        month: '2026-04',
        class: 'excludedCancelled',
        seats: 10,
        roleCode: 'geriatrician',
      },
      {
        provider: 'northgate',
        mdt: frailty,
        month: '2026-04',
        class: 'excludedNotRecorded',
        seats: 1,
        roleCode: 'geriatrician',
      },
      {
        provider: 'northgate',
        mdt: discharge,
        month: '2026-02',
        class: 'tookPart',
        seats: 6,
        roleCode: 'dischargeNurse',
        isCore: false,
      },
      // Before the period: counted in nothing below.
      { provider: 'northgate', mdt: frailty, month: '2024-11', class: 'lost', seats: 50, roleCode: 'geriatrician' },
    ]);
  }, 60_000);
  afterAll(() => t.stop());

  const commissioner = () => t.economy.viewer('commissioner', 'icb');
  const managerOf = (organisation: 'riverside' | 'northgate' | 'elmpark') =>
    t.economy.viewer('providerManager', organisation);
  const overview = async (viewer: Viewer, filter: EngagementFilter = {}): Promise<EngagementOverview> => {
    const found = await reads.overview(viewer, filter);
    if (!found) throw new Error('no overview');
    return found;
  };
  const named = (found: EngagementOverview, name: RegExp) => {
    const provider = found.providers.find(({ organisationName }) => name.test(organisationName));
    if (!provider) throw new Error(`no provider ${name}`);
    return provider;
  };
  const rows = async (viewer: Viewer, cell: EngagementCell, filter: EngagementFilter = {}) => {
    const found = await reads.rows(viewer, filter, cell, { first: 200, after: null });
    if (!found) throw new Error('no rows');
    return found;
  };
  const { northgate, riverside, elmpark } = { northgate: /Northgate/, riverside: /Riverside/, elmpark: /Elm Park/ };

  describe('the overview of a commissioner', () => {
    it('has every provider by name, with exact numerators, denominators and everything left out beside them', async () => {
      const found = await overview(commissioner());
      expect(found.providers.map(({ organisationName }) => organisationName)).toEqual([
        'Elm Park Surgery',
        'Northgate Acute NHS Trust',
        'Riverside Community NHS Trust',
      ]);
      const provider = named(found, northgate);
      // Nine of the months are published; October and November are not over.
      const interval = wilsonInterval(9 * 19 + 6, 9 * 25 + 6);
      expect(provider.all).toEqual({
        isHidden: false,
        isPartlyHidden: false,
        tookPart: 177,
        counted: 231,
        share: 177 / 231,
        ...interval,
      });
      expect(provider.ownSites).toMatchObject({ tookPart: 141, counted: 141, share: 1 });
      expect(provider.otherSites).toMatchObject({ tookPart: 36, counted: 90, share: 0.4 });
      expect(provider.difference?.difference).toBeCloseTo(0.6, 12);
      expect(provider.lost).toBe(54);
      expect(Object.fromEntries(provider.exclusions.map(({ code, seats }) => [code, seats]))).toEqual({
        excludedLeave: 7,
        excludedNotInvited: 0,
        excludedShortNotice: 3,
        excludedCancelled: 10,
        excludedNotRecorded: 1,
        excludedNotRequired: 0,
        excludedWrittenInput: 0,
        excludedStructural: 0,
      });
      expect(provider.lostByReason.filter(({ seats }) => seats !== 0)).toMatchObject([{ code: 'provider', seats: 54 }]);
    });

    it('shows whole quarters as they were published, none that is not, and the sum of what is shown', async () => {
      const found = await overview(commissioner());
      expect(found.months).toEqual({
        fromMonth: '2025-10',
        toMonth: '2026-09',
        monthSoFar: null,
        wholeQuarters: true,
      });
      expect(found.edition).toMatchObject({ number: 1, throughMonth: '2026-09', isNewest: true });
      expect(found.disclosureNote).toMatch(/fewer than 5/);
      const providers = found.providers.map(({ all }) => all);
      const sum = (key: 'tookPart' | 'counted') => providers.reduce((total, rate) => total + (rate[key] ?? 0), 0);
      expect(found.economy).toMatchObject({ tookPart: sum('tookPart'), counted: sum('counted') });
    });

    it('has the funnel of libs/statistics over the providers shown', async () => {
      const { funnel: found, providers } = await overview(commissioner());
      const fitted = funnel(
        providers
          .map(({ organisationId, lost, all }) => ({
            unit: organisationId,
            events: lost ?? 0,
            total: all.counted ?? 0,
          }))
          .sort((a, b) => (a.unit < b.unit ? -1 : 1)),
      );
      expect(found).toMatchObject({ basedOn: 3, lostShare: fitted.rate, phi: fitted.phi, tau2: fitted.tau2 });
      expect(
        found?.points.filter(({ zone }) => zone.startsWith('above')).map(({ organisationId }) => organisationId),
      ).toEqual(fitted.high95);
    });

    it('is narrowed by MDT, role, host and core seats', async () => {
      const byMdt = await overview(commissioner(), { mdtId: discharge.mdtId });
      expect(named(byMdt, riverside).all).toMatchObject({ tookPart: 72, counted: 90 });
      expect(byMdt.providers.map(({ organisationName }) => organisationName)).not.toContain('Elm Park Surgery');
      expect(byMdt.funnelWithheld).toMatch(/Not enough providers to show \(2\)/);
      const byHost = await overview(commissioner(), { hostId: t.economy.organisations.northgate });
      expect(named(byHost, riverside).all).toMatchObject({ tookPart: 72, counted: 90 });
      const byRole = await overview(commissioner(), { roleCode: 'communityMatron' });
      expect(byRole.providers.map(({ organisationName }) => organisationName)).toEqual([
        'Riverside Community NHS Trust',
      ]);
      const core = await overview(commissioner(), { coreOnly: true });
      expect(named(core, northgate).all).toMatchObject({ tookPart: 171, counted: 225 });
    });
  });

  describe('small numbers', () => {
    it('of a quarter are in nothing that a commissioner sees', async () => {
      const found = await overview(commissioner(), { fromMonth: '2025-12', toMonth: '2026-11' });
      // Elm Park has 2 seats a month: 2 in the quarter of December, 4 in April to June, 6 in the two others that are published.
      expect(named(found, elmpark).all).toMatchObject({ isPartlyHidden: true, tookPart: 12, counted: 12 });
      const alone = await overview(commissioner(), { fromMonth: '2026-04', toMonth: '2026-06' });
      expect(named(alone, elmpark).all).toMatchObject({ isHidden: true, counted: null, share: null });
    });

    it('cannot be worked out from two ranges of months', async () => {
      const counted = async (fromMonth: string, toMonth: string) =>
        named(await overview(commissioner(), { fromMonth, toMonth }), elmpark).all.counted ?? 0;
      const shown = new Set<number>();
      for (const to of ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12'])
        shown.add(await counted('2026-01', to));
      const sorted = [...shown].sort((a, b) => a - b);
      expect(sorted.slice(1).every((value, index) => value - (sorted[index] ?? 0) >= 5)).toBe(true);
    });

    it('cannot be worked out from a filter and the figure without it', async () => {
      await seedCounts(t, [
        { provider: 'riverside', mdt: frailty, month: '2026-05', class: 'lost', seats: 3, roleCode: 'gp' },
      ]);
      const whole = { fromMonth: '2026-04', toMonth: '2026-06' };
      const all = named(await overview(commissioner(), whole), riverside).all;
      const matrons = named(await overview(commissioner(), { ...whole, roleCode: 'communityMatron' }), riverside).all;
      expect(all.counted).toBe(63);
      // 60 of 63 would give the 3 away.
      expect(matrons).toMatchObject({ isHidden: true, counted: null });
      expect(named(await overview(commissioner(), { ...whole, roleCode: 'gp' }), riverside).all.isHidden).toBe(true);
      const manager = await overview(managerOf('riverside'), { ...whole, roleCode: 'communityMatron' });
      expect(named(manager, riverside).all).toMatchObject({ isHidden: false, counted: 60 });
      await t.db.sql(
        t.economy.tenantId,
        `delete from attendance_count where role_code = 'gp' and provider_organisation_id = $1`,
        [t.economy.organisations.riverside],
      );
      await seedCounts(t, []);
    });

    it('open no rows, and a number that is shown opens exactly its rows', async () => {
      const organisationId = t.economy.organisations.elmpark;
      const hidden = await rows(commissioner(), { organisationId }, { fromMonth: '2026-04', toMonth: '2026-06' });
      expect(hidden).toMatchObject({ isHidden: true, total: null, rows: [] });
      const shown = await rows(commissioner(), { organisationId });
      expect(shown.total).toBe(12);
      expect(shown.rows.every(({ fromMonth, toMonth }) => fromMonth >= '2026-01' && toMonth < '2026-10')).toBe(true);
    });
  });

  describe('a provider manager', () => {
    it('sees the own provider, and the average of all, and no competitor', async () => {
      const found = await overview(managerOf('northgate'));
      expect(found.providers).toHaveLength(1);
      expect(named(found, northgate).all).toMatchObject({ tookPart: 215, counted: 281 });
      expect(found.economy).toMatchObject({ tookPart: 215 + 26 * 11 + 22, counted: 281 + 30 * 11 + 22 });
      expect(found.funnel?.points.map(({ name }) => name)).toEqual(['Northgate Acute NHS Trust']);
      expect(found.funnel?.basedOn).toBe(3);
      expect(JSON.stringify(found)).not.toMatch(/Riverside|Elm Park/);
      expect(found.disclosureNote).toBeNull();
    });

    it('gets an average of the months with three providers, and none of core seats where few have the others', async () => {
      await seedCounts(t, [{ provider: 'northgate', mdt: discharge, month: '2026-06', class: 'lost', seats: 9 }]);
      const all = await overview(managerOf('northgate'));
      expect(named(all, northgate).all).toMatchObject({ counted: 290 });
      expect(all.economy).toMatchObject({ counted: 281 + 30 * 11 + 22, isPartlyHidden: true });
      const core = await overview(managerOf('northgate'), { coreOnly: true });
      // February has six seats that are not core, all of them one provider's.
      expect(core.economy).toMatchObject({ counted: 250 + 30 * 10 + 20, isPartlyHidden: true });
      await t.db.sql(t.economy.tenantId, `delete from attendance_count where month = '2026-06-01'`);
      await seedCounts(t, []);
    });

    it('gets no average that the own part could be taken from to leave a competitor', async () => {
      const narrowed = await overview(managerOf('northgate'), { mdtId: discharge.mdtId });
      expect(named(narrowed, northgate).all).toMatchObject({ counted: 171 });
      expect([narrowed.economy, narrowed.funnel]).toEqual([null, null]);
      expect(narrowed.funnelWithheld).toMatch(/Clear the filters/);
    });

    it('finds nothing of a competitor, which looks like one that is not there', async () => {
      const manager = managerOf('northgate');
      const other = t.economy.organisations.riverside;
      const missing = '00000000-0000-4000-8000-000000000000';
      for (const organisationId of [other, missing]) {
        expect(await reads.provider(manager, organisationId, {})).toBeNull();
        expect(await reads.rows(manager, {}, { organisationId }, { first: 10, after: null })).toBeNull();
      }
    });

    it('reads the names of the own staff, and of nobody else', async () => {
      const organisationId = t.economy.organisations.northgate;
      const found = await rows(managerOf('northgate'), { organisationId, classes: ['lost'], month: '2026-03' });
      expect(found.total).toBe(6);
      expect(new Set(found.rows.map(({ staffName }) => staffName))).toEqual(new Set(['Dr Tom Keane']));
      expect(found.rows[0]).toMatchObject({
        mdtName: 'Frailty MDT',
        hostName: 'Riverside Community NHS Trust',
        roleName: 'geriatrician',
        countLabel: 'Did not take part',
        lossReason: 'The provider could change it',
        isOwnSite: false,
      });
    });
  });

  describe('a care co-ordinator', () => {
    it("sees the MDTs that the own organisation hosts, and its own staff's seats elsewhere", async () => {
      const found = await overview(t.economy.viewer('careCoordinator', 'riverside'));
      expect(named(found, riverside).all).toMatchObject({ tookPart: 26 * 11, counted: 30 * 11 });
      expect(named(found, northgate).all).toMatchObject({ tookPart: 44, counted: 110 });
      expect(named(found, elmpark).all).toMatchObject({ isHidden: false, tookPart: 22, counted: 22 });
      expect(found.disclosureNote).toBeNull();
    });

    it('reads names at the MDTs the own organisation hosts only', async () => {
      const coordinator = t.economy.viewer('careCoordinator', 'riverside');
      const away = await rows(coordinator, { organisationId: t.economy.organisations.riverside, isOwnSite: false });
      expect(away.total).toBe(110);
      expect(away.rows.every(({ staffName }) => staffName === null)).toBe(true);
      const guests = await rows(coordinator, { organisationId: t.economy.organisations.northgate, month: '2026-07' });
      expect(guests.total).toBe(10);
      expect(guests.rows.every(({ staffName }) => staffName === 'Dr Tom Keane')).toBe(true);
    });

    it('finds nothing of a provider that sits at none of them', async () => {
      const coordinator = t.economy.viewer('careCoordinator', 'northgate');
      expect(await reads.provider(coordinator, t.economy.organisations.elmpark, {})).toBeNull();
      expect(await reads.provider(coordinator, t.economy.organisations.riverside, {})).toMatchObject({
        figures: { all: { tookPart: 88, counted: 110 } },
      });
    });
  });

  describe('one provider', () => {
    it('is split by month, MDT, role and host, and each split sums to the whole', async () => {
      const found = await reads.provider(managerOf('northgate'), t.economy.organisations.northgate, {});
      if (!found) throw new Error('not found');
      const total = (parts: readonly { rate: { counted: number | null } }[]) =>
        parts.reduce((sum, { rate }) => sum + (rate.counted ?? 0), 0);
      expect([found.byMonth, found.byMdt, found.byRole, found.byHost].map(total)).toEqual([281, 281, 281, 281]);
      expect(found.byMdt.map(({ name, rate }) => [name, rate.tookPart, rate.counted])).toEqual([
        ['Discharge MDT', 171, 171],
        ['Frailty MDT', 44, 110],
      ]);
      expect(found.byHost.map(({ name }) => name)).toEqual([
        'Northgate Acute NHS Trust',
        'Riverside Community NHS Trust',
      ]);
    });

    it('has a gap for a month without meetings, and leaves the month so far out of its limits', async () => {
      const found = await reads.provider(managerOf('northgate'), t.economy.organisations.northgate, {});
      expect(found?.byMonth.find(({ month }) => month === '2026-06')?.rate).toMatchObject({ counted: 0, share: null });
      expect(found?.byMonth.at(-1)).toMatchObject({ month: '2026-11', isSoFar: true });
      expect(found?.monthlyLimits).toMatchObject({ basedOn: 10, isTrial: true });
    });

    it('is not split where a commissioner narrowed it', async () => {
      const id = t.economy.organisations.northgate;
      const found = await reads.provider(commissioner(), id, { roleCode: 'geriatrician' });
      expect(found).toMatchObject({
        byMonth: [],
        byMdt: [],
        splitsWithheld: expect.stringMatching(/Clear the filters/),
      });
      const whole = await reads.provider(commissioner(), id, {});
      expect(whole?.figures.all).toMatchObject({ counted: 231 });
      expect(whole?.byMonth).toHaveLength(12);
    });

    it('hides small months, and another one with each, from a commissioner', async () => {
      const found = await reads.provider(commissioner(), t.economy.organisations.elmpark, {});
      expect(found?.byMonth.every(({ rate }) => rate.isHidden || rate.counted === 0)).toBe(true);
    });
  });

  describe('every number', () => {
    it('opens as many rows as it says, for each role', async () => {
      const organisationId = t.economy.organisations.northgate;
      for (const viewer of [commissioner(), managerOf('northgate'), t.economy.viewer('careCoordinator', 'northgate')]) {
        const figures = (await reads.provider(viewer, organisationId, {}))?.figures;
        const total = async (cell: Partial<EngagementCell>) => (await rows(viewer, { organisationId, ...cell })).total;
        expect(await total({ classes: ['tookPart', 'lost'] })).toBe(figures?.all.counted);
        expect(await total({ classes: ['tookPart'], isOwnSite: false })).toBe(figures?.otherSites.tookPart);
        expect(await total({ lossReason: 'provider', classes: ['lost'] })).toBe(
          figures?.lostByReason.find(({ code }) => code === 'provider')?.seats,
        );
        // One seat left out for leave is one person's absence, which is not a commissioner's to see.
        const opens = viewer.role !== 'commissioner';
        for (const { code, seats } of figures?.exclusions ?? [])
          expect(await total({ classes: [code] })).toBe(opens ? seats : 0);
      }
    });

    it('opens its rows a page at a time, each once', async () => {
      const manager = managerOf('northgate');
      const cell = { organisationId: t.economy.organisations.northgate, classes: ['lost'] };
      const first = await reads.rows(manager, {}, cell, { first: 40, after: null });
      const second = await reads.rows(manager, {}, cell, { first: 40, after: first?.endCursor ?? null });
      const ids = [...(first?.rows ?? []), ...(second?.rows ?? [])].map(({ id }) => id);
      expect([ids.length, new Set(ids).size, second?.endCursor]).toEqual([66, 66, null]);
      expect([first?.total, second?.total]).toEqual([66, 66]);
    });
  });

  describe('the walls', () => {
    it('show nothing of it to the other tenant', async () => {
      for (const role of ['commissioner', 'providerManager', 'careCoordinator'] as const) {
        const stranger = t.economy.stranger(role);
        expect(await reads.overview(stranger, {})).toMatchObject({ providers: [], funnel: null });
        expect(await reads.provider(stranger, t.economy.organisations.northgate, {})).toBeNull();
        expect(
          await reads.rows(
            stranger,
            {},
            { organisationId: t.economy.organisations.northgate },
            { first: 9, after: null },
          ),
        ).toBeNull();
        expect(await reads.choices(stranger)).toEqual({ mdts: [], roles: [], hosts: [] });
      }
    });

    it('are there for the three roles that see engagement only', () => {
      const seeing = ROLES.filter((role) => engagementWall({ role, organisationId: 'x' }) !== null);
      expect(seeing).toEqual(['careCoordinator', 'providerManager', 'commissioner']);
    });

    it('offer the MDTs, roles and hosts inside them', async () => {
      const labels = (choices: readonly { label: string }[] | undefined) => choices?.map(({ label }) => label);
      const all = await reads.choices(commissioner());
      expect(labels(all?.mdts)).toEqual(['Discharge MDT', 'Frailty MDT']);
      expect(labels((await reads.choices(managerOf('elmpark')))?.mdts)).toEqual(['Frailty MDT']);
      expect(labels((await reads.choices(managerOf('elmpark')))?.hosts)).toEqual(['Riverside Community NHS Trust']);
    });
  });

  it.each([
    [{ fromMonth: '2026-13' }, /not a month/],
    [{ fromMonth: '2026-05', toMonth: '2026-04' }, /ends before it begins/],
    [{ fromMonth: '2015-01', toMonth: '2026-04' }, /at most 60 months/],
    [{ mdtId: 'x' }, /choose an MDT/],
  ])('a filter %j is refused with words for the reader', async (filter, words) => {
    await expect(reads.overview(commissioner(), filter)).rejects.toThrow(words);
  });
});
