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
      expect(found.economy).toMatchObject({ tookPart: 215 + 26 * 11 + 22, counted: 281 + 30 * 11 + 22 });
      expect(found.funnel?.points.map(({ name }) => name)).toEqual(['Northgate Acute NHS Trust']);
      expect(found.funnel?.basedOn).toBe(3);
      expect(JSON.stringify(found)).not.toMatch(/Riverside|Elm Park/);
      expect(found.disclosureNote).toBeNull();
    });

    it('gets an average of the months with three providers, and none of core seats where few have the others', async () => {
      await seedCounts(economy.t, [
        { provider: 'northgate', mdt: economy.discharge, month: '2026-06', class: 'lost', seats: 9 },
      ]);
      const all = await economy.overview(economy.managerOf('northgate'));
      expect(named(all, NORTHGATE).all).toMatchObject({ counted: 290 });
      expect(all.economy).toMatchObject({ counted: 281 + 30 * 11 + 22, isPartlyHidden: true });
      const core = await economy.overview(economy.managerOf('northgate'), { coreOnly: true });
      // February has six seats that are not core, all of them one provider's.
      expect(core.economy).toMatchObject({ counted: 250 + 30 * 10 + 20, isPartlyHidden: true });
      await economy.t.db.sql(economy.t.economy.tenantId, `delete from attendance_count where month = '2026-06-01'`);
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
