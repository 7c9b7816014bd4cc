import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EngagementCell } from './engagement-inputs.graphql.js';
import { CountedEconomy } from './testkit/counted-economy.js';

describe('engagement of one provider', () => {
  let economy: CountedEconomy;

  beforeAll(async () => {
    economy = await CountedEconomy.start();
  }, 60_000);
  afterAll(() => economy.stop());

  describe('one provider', () => {
    it('is split by month, MDT, role and host, and each split sums to the whole', async () => {
      const found = await economy.reads.provider(
        economy.managerOf('northgate'),
        economy.t.economy.organisations.northgate,
        {},
      );
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
      const found = await economy.reads.provider(
        economy.managerOf('northgate'),
        economy.t.economy.organisations.northgate,
        {},
      );
      expect(found?.byMonth.find(({ month }) => month === '2026-06')?.rate).toMatchObject({ counted: 0, share: null });
      expect(found?.byMonth.at(-1)).toMatchObject({ month: '2026-11', isSoFar: true });
      expect(found?.monthlyLimits).toMatchObject({ basedOn: 10, isTrial: true });
    });

    it('is not split where a commissioner narrowed it', async () => {
      const id = economy.t.economy.organisations.northgate;
      const found = await economy.reads.provider(economy.commissioner(), id, { roleCode: 'geriatrician' });
      expect(found).toMatchObject({
        byMonth: [],
        byMdt: [],
        splitsWithheld: expect.stringMatching(/Clear the filters/),
      });
      const whole = await economy.reads.provider(economy.commissioner(), id, {});
      expect(whole?.figures.all).toMatchObject({ counted: 231 });
      expect(whole?.byMonth).toHaveLength(12);
    });

    it('hides small months, and another one with each, from a commissioner', async () => {
      const found = await economy.reads.provider(economy.commissioner(), economy.t.economy.organisations.elmpark, {});
      expect(found?.byMonth.every(({ rate }) => rate.isHidden || rate.counted === 0)).toBe(true);
    });
  });

  describe('every number', () => {
    it('opens as many rows as it says, for each role', async () => {
      const organisationId = economy.t.economy.organisations.northgate;
      for (const viewer of [
        economy.commissioner(),
        economy.managerOf('northgate'),
        economy.t.economy.viewer('careCoordinator', 'northgate'),
      ]) {
        const figures = (await economy.reads.provider(viewer, organisationId, {}))?.figures;
        const total = async (cell: Partial<EngagementCell>) =>
          (await economy.rows(viewer, { organisationId, ...cell })).total;
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
      const manager = economy.managerOf('northgate');
      const cell = { organisationId: economy.t.economy.organisations.northgate, classes: ['lost'] };
      const first = await economy.reads.rows(manager, {}, cell, { first: 40, after: null });
      const second = await economy.reads.rows(manager, {}, cell, { first: 40, after: first?.endCursor ?? null });
      const ids = [...(first?.rows ?? []), ...(second?.rows ?? [])].map(({ id }) => id);
      expect([ids.length, new Set(ids).size, second?.endCursor]).toEqual([66, 66, null]);
      expect([first?.total, second?.total]).toEqual([66, 66]);
    });
  });
});
