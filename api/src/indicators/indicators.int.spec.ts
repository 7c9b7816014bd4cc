import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { funnel, wilsonInterval } from '@quorate/libs/statistics';
import { CountedEconomy, ELM_PARK, NORTHGATE, named, RIVERSIDE } from './testkit/counted-economy.js';
import { seedCounts } from './testkit/seed-counts.js';

describe('engagement', () => {
  let economy: CountedEconomy;

  beforeAll(async () => {
    economy = await CountedEconomy.start();
  }, 60_000);
  afterAll(() => economy.stop());

  describe('the overview of a commissioner', () => {
    it('has every provider by name, with exact numerators, denominators and everything left out beside them', async () => {
      const found = await economy.overview(economy.commissioner());
      expect(found.providers.map(({ organisationName }) => organisationName)).toEqual([
        'Elm Park Surgery',
        'Northgate Acute NHS Trust',
        'Riverside Community NHS Trust',
      ]);
      const provider = named(found, NORTHGATE);
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
      const found = await economy.overview(economy.commissioner());
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
      const { funnel: found, providers } = await economy.overview(economy.commissioner());
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
      const byMdt = await economy.overview(economy.commissioner(), { mdtId: economy.discharge.mdtId });
      expect(named(byMdt, RIVERSIDE).all).toMatchObject({ tookPart: 72, counted: 90 });
      expect(byMdt.providers.map(({ organisationName }) => organisationName)).not.toContain('Elm Park Surgery');
      expect(byMdt.funnelWithheld).toMatch(/Not enough providers to show \(2\)/);
      const byHost = await economy.overview(economy.commissioner(), {
        hostId: economy.t.economy.organisations.northgate,
      });
      expect(named(byHost, RIVERSIDE).all).toMatchObject({ tookPart: 72, counted: 90 });
      const byRole = await economy.overview(economy.commissioner(), { roleCode: 'communityMatron' });
      expect(byRole.providers.map(({ organisationName }) => organisationName)).toEqual([
        'Riverside Community NHS Trust',
      ]);
      const core = await economy.overview(economy.commissioner(), { coreOnly: true });
      expect(named(core, NORTHGATE).all).toMatchObject({ tookPart: 171, counted: 225 });
    });
  });

  describe('small numbers', () => {
    it('of a quarter are in nothing that a commissioner sees', async () => {
      const found = await economy.overview(economy.commissioner(), { fromMonth: '2025-12', toMonth: '2026-11' });
      // Elm Park has 2 seats a month: 2 in the quarter of December, 4 in April to June, 6 in the two others that are published.
      expect(named(found, ELM_PARK).all).toMatchObject({ isPartlyHidden: true, tookPart: 12, counted: 12 });
      const alone = await economy.overview(economy.commissioner(), { fromMonth: '2026-04', toMonth: '2026-06' });
      expect(named(alone, ELM_PARK).all).toMatchObject({ isHidden: true, counted: null, share: null });
    });

    it('cannot be worked out from two ranges of months', async () => {
      const counted = async (fromMonth: string, toMonth: string) =>
        named(await economy.overview(economy.commissioner(), { fromMonth, toMonth }), ELM_PARK).all.counted ?? 0;
      const shown = new Set<number>();
      for (const to of ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12'])
        shown.add(await counted('2026-01', to));
      const sorted = [...shown].sort((a, b) => a - b);
      expect(sorted.slice(1).every((value, index) => value - (sorted[index] ?? 0) >= 5)).toBe(true);
    });

    it('cannot be worked out from a filter and the figure without it', async () => {
      await seedCounts(economy.t, [
        { provider: 'riverside', mdt: economy.frailty, month: '2026-05', class: 'lost', seats: 3, roleCode: 'gp' },
      ]);
      const whole = { fromMonth: '2026-04', toMonth: '2026-06' };
      const all = named(await economy.overview(economy.commissioner(), whole), RIVERSIDE).all;
      const matrons = named(
        await economy.overview(economy.commissioner(), { ...whole, roleCode: 'communityMatron' }),
        RIVERSIDE,
      ).all;
      expect(all.counted).toBe(63);
      // 60 of 63 would give the 3 away.
      expect(matrons).toMatchObject({ isHidden: true, counted: null });
      expect(
        named(await economy.overview(economy.commissioner(), { ...whole, roleCode: 'gp' }), RIVERSIDE).all.isHidden,
      ).toBe(true);
      const manager = await economy.overview(economy.managerOf('riverside'), { ...whole, roleCode: 'communityMatron' });
      expect(named(manager, RIVERSIDE).all).toMatchObject({ isHidden: false, counted: 60 });
      await economy.t.db.sql(
        economy.t.economy.tenantId,
        `delete from attendance_count where role_code = 'gp' and provider_organisation_id = $1`,
        [economy.t.economy.organisations.riverside],
      );
      await seedCounts(economy.t, []);
    });

    it('open no rows, and a number that is shown opens exactly its rows', async () => {
      const organisationId = economy.t.economy.organisations.elmpark;
      const hidden = await economy.rows(
        economy.commissioner(),
        { organisationId },
        { fromMonth: '2026-04', toMonth: '2026-06' },
      );
      expect(hidden).toMatchObject({ isHidden: true, total: null, rows: [] });
      const shown = await economy.rows(economy.commissioner(), { organisationId });
      expect(shown.total).toBe(12);
      expect(shown.rows.every(({ fromMonth, toMonth }) => fromMonth >= '2026-01' && toMonth < '2026-10')).toBe(true);
    });
  });

  it.each([
    [{ fromMonth: '2026-13' }, /not a month/],
    [{ fromMonth: '2026-05', toMonth: '2026-04' }, /ends before it begins/],
    [{ fromMonth: '2015-01', toMonth: '2026-04' }, /at most 60 months/],
    [{ mdtId: 'x' }, /choose an MDT/],
  ])('a filter %j is refused with words for the reader', async (filter, words) => {
    await expect(economy.reads.overview(economy.commissioner(), filter)).rejects.toThrow(words);
  });
});
