import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mayCall, OPERATIONS, ROLES } from '@quorate/libs/access';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { Reads } from '../platform/reads.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js';
import { OrganisationsReads } from './organisations.reads.js';
import { OrganisationsService } from './organisations.service.js';

describe('the directory', () => {
  let db: TestDatabase;
  let economy: SmallEconomy;
  let reads: OrganisationsReads;
  let service: OrganisationsService;

  beforeAll(async () => {
    db = await createTestDatabase();
    economy = await seedSmallEconomy(db);
    const clock = new Clock();
    clock.setNow('2026-11-24T09:00:00.000Z');
    reads = new OrganisationsReads(new Reads(db.database, clock));
    service = new OrganisationsService(new Commands(db.database, clock));
    await giveHistory(db, economy);
    await giveSites(db, economy);
  });
  afterAll(() => db.drop());

  const viewer = () => economy.viewer('clinician');
  const find = async (filter: Parameters<OrganisationsReads['find']>[1], first = 25, after: string | null = null) => {
    const { items, ...page } = await reads.find(viewer(), filter, first, after);
    return { names: items.map(({ name }) => name), ...page };
  };

  it('finds by words of the name, in any order and case, by code and by a former name', async () => {
    expect((await find({ text: 'trust RIVERSIDE' })).names).toEqual(['Riverside Community NHS Trust']);
    expect((await find({ text: 'xnor' })).names).toEqual(['Northgate Acute NHS Trust']);
    expect((await find({ text: 'Old Riverside' })).names).toEqual(['Riverside Community NHS Trust']);
    expect((await find({ text: '100%_' })).names).toEqual([]);
  });

  it('filters by kind, board and status', async () => {
    expect((await find({ kind: 'gpPractice' })).names).toEqual(['Elm Park Surgery']);
    expect((await find({ partOfId: economy.organisations.icb })).names).toEqual(['Riverside Community NHS Trust']);
    expect((await find({ isOpen: false })).names).toEqual(['Northgate Acute NHS Trust']);
  });

  it('answers as it was on a day: names, members, and what was still open', async () => {
    expect((await find({ text: 'riverside', asOf: '2025-03-01' })).names).toEqual(['Old Riverside Trust']);
    expect((await find({ isOpen: false, asOf: '2026-03-31' })).names).toEqual([]);
    expect((await find({ partOfId: economy.organisations.icb, asOf: '2024-01-01' })).names).toEqual([]);
  });

  it('comes in pages that neither repeat nor skip, with the total on each', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof find>> = await find({}, 2, after);
      expect(page.total).toBe(4);
      seen.push(...page.names);
      after = page.endCursor;
      expect(page.hasMore).toBe(after !== null);
    } while (after !== null);
    expect(seen).toEqual((await find({})).names);
    expect(seen).toHaveLength(4);
  });

  it.each([
    ['a cursor', () => find({}, 2, 'bm9uc2Vuc2U')],
    ['a day', () => find({ asOf: '2026-02-30' })],
    ['an id', () => find({ partOfId: 'x' })],
  ])('refuses %s that is none', async (_what, ask) => {
    await expect(ask()).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  it('shows one organisation with its history', async () => {
    expect(await reads.one(viewer(), economy.organisations.riverside)).toMatchObject({
      name: 'Riverside Community NHS Trust',
      isOpen: true,
      siteCount: 2,
      names: [{ name: 'Riverside Community NHS Trust' }, { name: 'Old Riverside Trust', to: '2025-07-01' }],
      memberships: [{ kind: 'icb', name: 'Tamewater Integrated Care Board', from: '2025-01-01', to: null }],
      licence: [{ status: 'licensed', basis: 'test' }],
      assurance: [{ scheme: 'DSPT', status: '20/21 Standards Met' }],
      changes: [{ field: 'icb', newValue: 'Tamewater Integrated Care Board', oldValue: 'QGONE' }],
      predecessors: [{ name: 'Northgate Acute NHS Trust', onDate: '2026-03-31' }],
      successors: [],
    });
    expect(await reads.one(viewer(), economy.organisations.northgate)).toMatchObject({
      isOpen: false,
      successors: [{}],
    });
    expect(await reads.one(viewer(), economy.organisations.icb)).toMatchObject({ memberCount: 1 });
  });

  it('shows nothing of another tenant, and the same nothing for what is not there', async () => {
    const stranger = economy.stranger('administrator');
    expect((await reads.find(stranger, {}, 25, null)).items.map(({ name }) => name)).toEqual([
      'Fellside Community NHS Trust',
    ]);
    expect(await reads.one(stranger, economy.organisations.riverside)).toBeNull();
    expect(await reads.one(viewer(), newId())).toBeNull();
    expect(await reads.one(viewer(), 'nonsense')).toBeNull();
    expect(await reads.rooms(stranger, economy.sites.riverside)).toEqual([]);
    expect((await reads.sites(stranger, {}, 25, null)).items).toEqual([]);
    expect(await reads.memberOf(stranger, economy.organisations.riverside, '2026-01-01')).toEqual([]);
  });

  it('finds sites of an organisation or by their words, and their rooms', async () => {
    expect(
      (await reads.sites(viewer(), { organisationId: economy.organisations.riverside, text: 'house' }, 25, null)).items,
    ).toMatchObject([
      { name: 'riverside house', latitude: null, roomCount: 1, organisationName: 'Riverside Community NHS Trust' },
    ]);
    expect((await reads.sites(viewer(), { text: 'northgate HOUSE' }, 25, null)).total).toBe(1);
    expect(await reads.rooms(viewer(), economy.sites.riverside)).toMatchObject([{ name: 'Room 1', seats: 12 }]);
  });

  describe('sites with a history', () => {
    const sites = async (asked: Parameters<OrganisationsReads['sites']>[1]) =>
      (await reads.sites(viewer(), asked, 25, null)).items.map(({ odsCode, name }) => `${odsCode} ${name}`);

    it('are found open, closed or both, and by the kind of who runs them', async () => {
      expect(await sites({ text: 'annexe', isOpen: true })).toEqual([]);
      expect(await sites({ text: 'annexe', isOpen: false })).toEqual(['XANN Old Annexe']);
      expect(await sites({ text: 'annexe', organisationKind: 'gpPractice' })).toEqual([]);
      expect(await sites({ text: 'annexe', organisationKind: 'communityTrust' })).toEqual(['XANN Old Annexe']);
    });

    it('are found by a former name and a former postcode', async () => {
      expect(await sites({ text: 'cottage HOSPITAL' })).toEqual(['XNEW New Hospital']);
      expect(await sites({ text: 'ZA9 1AA' })).toEqual(['XNEW New Hospital']);
    });

    it('are shown as they were on a day: name, who ran them, and what was still open', async () => {
      const on = (asOf: string, more: object = {}) => sites({ text: 'XNEW', asOf, ...more });
      expect(await on('2024-12-31')).toEqual(['XNEW Cottage Hospital']);
      expect(await on('2025-01-01')).toEqual(['XNEW New Hospital']);
      expect(await on('2024-12-31', { organisationId: economy.organisations.riverside })).toEqual([]);
      expect(await on('2024-12-31', { organisationId: economy.organisations.northgate })).toHaveLength(1);
      expect(await sites({ text: 'annexe', isOpen: true, asOf: '2020-03-31' })).toEqual(['XANN Old Annexe']);
      expect(await sites({ text: 'annexe', isOpen: true, asOf: '2020-04-01' })).toEqual([]);
    });

    it('show where they are, who runs them now and ran them before, and since when', async () => {
      const [found] = (await reads.sites(viewer(), { text: 'XNEW' }, 1, null)).items;
      expect(await reads.site(viewer(), found?.id ?? '')).toMatchObject({
        name: 'New Hospital',
        publishedName: 'NEW HOSPITAL',
        organisationName: 'Riverside Community NHS Trust',
        organisationIsOpen: true,
        organisationSuccessors: [],
        openedOn: '2001-04-01',
        periods: [
          { name: 'New Hospital', organisationName: 'Riverside Community NHS Trust', from: '2025-01-01', to: null },
          {
            name: 'Cottage Hospital',
            organisationName: 'Northgate Acute NHS Trust',
            postcode: 'ZA9 1AA',
            to: '2025-01-01',
          },
        ],
      });
      expect(await reads.site(viewer(), economy.sites.northgate)).toMatchObject({
        organisationIsOpen: false,
        organisationSuccessors: [{ name: 'Riverside Community NHS Trust', onDate: '2026-03-31' }],
        periods: [],
      });
      expect(await reads.site(economy.stranger('administrator'), found?.id ?? '')).toBeNull();
      expect(await reads.site(viewer(), newId())).toBeNull();
      expect(await reads.site(viewer(), 'nonsense')).toBeNull();
    });
  });

  describe('a room', () => {
    const add = (input: object, who = economy.viewer('careCoordinator')) =>
      service.addRoom(who, { siteId: economy.sites.riverside, name: `Room ${newId()}`, seats: 8, ...input });

    it('is added by a care co-ordinator of the organisation, and by an administrator anywhere', async () => {
      expect(await add({ name: ' Garden room ' })).toMatchObject({ __typename: 'Room', name: 'Garden room', seats: 8 });
      expect(await add({ siteId: economy.sites.northgate }, economy.viewer('administrator'))).toMatchObject({
        __typename: 'Room',
      });
      const names = (await reads.rooms(viewer(), economy.sites.riverside)).map(({ name }) => name);
      expect(names).toContain('Garden room');
    });

    it('is refused at a site of another organisation or tenant, which look alike', async () => {
      const refusal = { __typename: 'NotPermitted' };
      expect(await add({ siteId: economy.sites.northgate })).toMatchObject(refusal);
      expect(await add({ siteId: newId() })).toEqual(await add({ siteId: economy.sites.northgate }));
      expect(await add({}, economy.stranger('administrator'))).toMatchObject(refusal);
    });

    it.each(ROLES)('is permitted to a %s or refused, as declared', async (role) => {
      const policy = OPERATIONS['Mutation.addRoom'];
      const answer = await add({}, economy.viewer(role));
      expect(answer.__typename).toBe(policy && mayCall(policy, role) ? 'Room' : 'NotPermitted');
    });

    it.each([
      [{ name: ' ' }, 'name'],
      [{ seats: 0 }, 'seats'],
      [{ seats: 2.5 }, 'seats'],
      [{ name: 'Room 1' }, 'name'],
    ])('is refused with %p', async (input, path) => {
      expect(await add(input)).toMatchObject({ __typename: 'InvalidInput', problems: [{ path }] });
    });

    it('is refused at a site that has closed', async () => {
      const siteId = newId();
      await db.sql(
        economy.tenantId,
        `insert into site (tenant_id, site_id, organisation_id, ods_code, name, is_open, source) values ($1,$2,$3,'SGONE','gone',false,'test')`,
        [economy.tenantId, siteId, economy.organisations.riverside],
      );
      expect(await add({ siteId })).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'siteId' }] });
    });

    it('is added once when two people add it at the same time', async () => {
      const answers = await Promise.all([1, 2, 3].map(() => add({ name: 'Wanted by all' })));
      expect(answers.map((answer) => answer.__typename).sort()).toEqual(['InvalidInput', 'InvalidInput', 'Room']);
    });
  });
});

/** Riverside joined the board in 2025 and had another name before; Northgate closed into it on the last of March 2026. */
async function giveHistory(db: TestDatabase, economy: SmallEconomy): Promise<void> {
  const { riverside, northgate, icb } = economy.organisations;
  const sql = (text: string, ...values: unknown[]) => db.sql(economy.tenantId, text, [economy.tenantId, ...values]);
  await sql(
    `update organisation set closed_on = '2026-03-31', is_open = false where tenant_id = $1 and organisation_id = $2`,
    northgate,
  );
  await sql(
    `insert into organisation_name (tenant_id, organisation_id, name, during, source) values
     ($1,$2,'Old Riverside Trust','[,2025-07-01)','test'), ($1,$2,'Riverside Community NHS Trust','[2025-07-01,)','test')`,
    riverside,
  );
  await sql(
    `insert into organisation_membership (tenant_id, organisation_id, parent_id, kind, during, source) values ($1,$2,$3,'icb','[2025-01-01,)','test')`,
    riverside,
    icb,
  );
  await sql(
    `insert into licence_status (tenant_id, organisation_id, status, during, basis) values ($1,$2,'licensed','[2013-04-01,)','test')`,
    riverside,
  );
  await sql(
    `insert into organisation_assurance (tenant_id, organisation_id, scheme, published_on, status) values ($1,$2,'DSPT','2021-06-30','20/21 Standards Met')`,
    riverside,
  );
  await sql(
    `insert into organisation_succession (tenant_id, organisation_id, successor_id, on_date, source) values ($1,$2,$3,'2026-03-31','test')`,
    northgate,
    riverside,
  );
  await sql(
    `insert into organisation_change (tenant_id, change_id, organisation_id, changed_on, field, old_value, new_value, source, recorded_at)
     values ($1,$2,$3,'2025-01-01','icb','QGONE',(select ods_code from organisation where tenant_id = $1 and organisation_id = $4),'test','2025-01-01')`,
    newId(),
    riverside,
    icb,
  );
}

/** A site that Riverside took over from Northgate under another name and address, and one that closed. */
async function giveSites(db: TestDatabase, economy: SmallEconomy): Promise<void> {
  const { riverside, northgate } = economy.organisations;
  const [moved, closed] = [newId(), newId()];
  const sql = (text: string, ...values: unknown[]) => db.sql(economy.tenantId, text, [economy.tenantId, ...values]);
  await sql(
    `insert into site (tenant_id, site_id, organisation_id, ods_code, name, published_name, postcode, is_open, opened_on, closed_on, source) values
     ($1,$2,$4,'XNEW','New Hospital','NEW HOSPITAL','ZA9 2BB',true,'2001-04-01',null,'test'),
     ($1,$3,$4,'XANN','Old Annexe',null,null,false,'2001-04-01','2020-03-31','test')`,
    moved,
    closed,
    riverside,
  );
  await sql(
    `insert into site_period (tenant_id, site_id, organisation_id, name, address, postcode, during, source) values
     ($1,$2,$4,'Cottage Hospital','1 Old Lane','ZA9 1AA','[2001-04-01,2025-01-01)','test'),
     ($1,$2,$5,'New Hospital','2 New Lane','ZA9 2BB','[2025-01-01,)','test'),
     ($1,$3,$5,'Old Annexe','',null,'[2001-04-01,2020-04-01)','test')`,
    moved,
    closed,
    northgate,
    riverside,
  );
}
