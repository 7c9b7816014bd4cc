import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '@quorate/libs/access';
import { engagementWall } from './engagement-wall.js';
import { CountedEconomy, ELM_PARK, NORTHGATE, named, RIVERSIDE } from './testkit/counted-economy.js';
import { seedCounts } from './testkit/seed-counts.js';

describe('the walls of engagement', () => {
  let economy: CountedEconomy;

  beforeAll(async () => {
    economy = await CountedEconomy.start();
  }, 60_000);
  afterAll(() => economy.stop());

  describe('a provider manager', () => {
    it('sees the own provider, and the average of all, and no competitor', async () => {
      const found = await economy.overview(economy.managerOf('northgate'));
      expect(found.providers).toHaveLength(1);
      expect(named(found, NORTHGATE).all).toMatchObject({ tookPart: 215, counted: 281 });
      // Of what was published by then: January to September, without June, which nobody met in.
      expect(found.economyMonths).toMatchObject({ fromMonth: '2026-01', toMonth: '2026-09' });
      expect(found.economy).toMatchObject({
        tookPart: 26 * 8 + 2 * 8 + 19 * 8 + 6,
        counted: 30 * 8 + 2 * 8 + 25 * 8 + 6,
      });
      expect(found.funnel?.points.map(({ name }) => name)).toEqual(['Northgate Acute NHS Trust']);
      expect(found.funnel?.basedOn).toBe(3);
      expect(JSON.stringify(found)).not.toMatch(/Riverside|Elm Park/);
      expect(found.disclosureNote).toBeNull();
    });

    it('gets an average that stands still until something is published, and own figures that do not', async () => {
      const before = await economy.overview(economy.managerOf('northgate'));
      for (const provider of ['riverside', 'northgate'] as const)
        await economy.t.db.sql(
          economy.t.economy.tenantId,
          `update engagement_by_provider set seats = seats + 9
           where provider_organisation_id = $1 and month = '2026-09-01' and count_class = 'lost' and reason_locus in ('provider', 'none')`,
          [economy.t.economy.organisations[provider]],
        );
      const after = await economy.overview(economy.managerOf('northgate'));
      expect(after.economy).toEqual(before.economy);
      expect(named(after, NORTHGATE).all.counted).toBe((named(before, NORTHGATE).all.counted ?? 0) + 9);
      expect(after.funnel?.points[0]?.lost).toBe((before.funnel?.points[0]?.lost ?? 0) + 9);
      await seedCounts(economy.t, []);
    });

    it('gets no average of a quarter that fewer than three providers were counted in, nor of a part of one', async () => {
      await seedCounts(economy.t, [
        { provider: 'northgate', mdt: economy.discharge, month: '2025-08', class: 'lost', seats: 9 },
      ]);
      for (const [fromMonth, toMonth] of [
        ['2025-07', '2025-09'],
        ['2026-02', '2026-03'],
      ]) {
        const found = await economy.overview(economy.managerOf('northgate'), { fromMonth, toMonth });
        expect(named(found, NORTHGATE).all.counted).toBeGreaterThan(0);
        expect([found.economy, found.economyMonths, found.funnel]).toEqual([null, null, null]);
        expect(found.funnelWithheld).toMatch(/whole quarters that were published/);
      }
      await economy.t.db.sql(economy.t.economy.tenantId, `delete from attendance_count where month = '2025-08-01'`);
      await seedCounts(economy.t, []);
    });

    it('gets no average that the own part could be taken from to leave a competitor', async () => {
      const narrowed = await economy.overview(economy.managerOf('northgate'), { mdtId: economy.discharge.mdtId });
      expect(named(narrowed, NORTHGATE).all).toMatchObject({ counted: 171 });
      expect([narrowed.economy, narrowed.funnel]).toEqual([null, null]);
      expect(narrowed.funnelWithheld).toMatch(/Clear the filters/);
    });

    it('finds nothing of a competitor, which looks like one that is not there', async () => {
      const manager = economy.managerOf('northgate');
      const other = economy.t.economy.organisations.riverside;
      const missing = '00000000-0000-4000-8000-000000000000';
      for (const organisationId of [other, missing]) {
        expect(await economy.reads.provider(manager, organisationId, {})).toBeNull();
        expect(await economy.reads.rows(manager, {}, { organisationId }, { first: 10, after: null })).toBeNull();
      }
    });

    it('reads the names of the own staff, and of nobody else', async () => {
      const organisationId = economy.t.economy.organisations.northgate;
      const found = await economy.rows(economy.managerOf('northgate'), {
        organisationId,
        classes: ['lost'],
        month: '2026-03',
      });
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
      const found = await economy.overview(economy.t.economy.viewer('careCoordinator', 'riverside'));
      expect(named(found, RIVERSIDE).all).toMatchObject({ tookPart: 26 * 11, counted: 30 * 11 });
      expect(named(found, NORTHGATE).all).toMatchObject({ tookPart: 44, counted: 110 });
      expect(named(found, ELM_PARK).all).toMatchObject({ isHidden: false, tookPart: 22, counted: 22 });
      expect(found.disclosureNote).toBeNull();
    });

    it('reads names at the MDTs the own organisation hosts only', async () => {
      const coordinator = economy.t.economy.viewer('careCoordinator', 'riverside');
      const away = await economy.rows(coordinator, {
        organisationId: economy.t.economy.organisations.riverside,
        isOwnSite: false,
      });
      expect(away.total).toBe(110);
      expect(away.rows.every(({ staffName }) => staffName === null)).toBe(true);
      const guests = await economy.rows(coordinator, {
        organisationId: economy.t.economy.organisations.northgate,
        month: '2026-07',
      });
      expect(guests.total).toBe(10);
      expect(guests.rows.every(({ staffName }) => staffName === 'Dr Tom Keane')).toBe(true);
    });

    it('finds nothing of a provider that sits at none of them', async () => {
      const coordinator = economy.t.economy.viewer('careCoordinator', 'northgate');
      expect(await economy.reads.provider(coordinator, economy.t.economy.organisations.elmpark, {})).toBeNull();
      expect(await economy.reads.provider(coordinator, economy.t.economy.organisations.riverside, {})).toMatchObject({
        figures: { all: { tookPart: 88, counted: 110 } },
      });
    });
  });

  describe('the walls', () => {
    it('show nothing of it to the other tenant', async () => {
      for (const role of ['commissioner', 'providerManager', 'careCoordinator'] as const) {
        const stranger = economy.t.economy.stranger(role);
        expect(await economy.reads.overview(stranger, {})).toMatchObject({ providers: [], funnel: null });
        expect(await economy.reads.provider(stranger, economy.t.economy.organisations.northgate, {})).toBeNull();
        expect(
          await economy.reads.rows(
            stranger,
            {},
            { organisationId: economy.t.economy.organisations.northgate },
            { first: 9, after: null },
          ),
        ).toBeNull();
        expect(await economy.reads.choices(stranger)).toEqual({ mdts: [], roles: [], hosts: [] });
      }
    });

    it('are there for the three roles that see engagement only', () => {
      const seeing = ROLES.filter((role) => engagementWall({ role, organisationId: 'x' }) !== null);
      expect(seeing).toEqual(['careCoordinator', 'providerManager', 'commissioner']);
    });

    it('offer the MDTs, roles and hosts inside them', async () => {
      const labels = (choices: readonly { label: string }[] | undefined) => choices?.map(({ label }) => label);
      const all = await economy.reads.choices(economy.commissioner());
      expect(labels(all?.mdts)).toEqual(['Discharge MDT', 'Frailty MDT']);
      expect(labels((await economy.reads.choices(economy.managerOf('elmpark')))?.mdts)).toEqual(['Frailty MDT']);
      expect(labels((await economy.reads.choices(economy.managerOf('elmpark')))?.hosts)).toEqual([
        'Riverside Community NHS Trust',
      ]);
    });
  });
});
