import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '@quorate/libs/access';
import { rebuildRollups } from '../attendance/engagement-rollups.js';
import { Commands } from '../platform/commands.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { ensureDemoEconomy } from './ensure-demo-economy.js';
import { DEMO_TENANTS, draftDemoTenant } from './load-demo-economy.js';

const [tamewater, fellside] = DEMO_TENANTS;
if (!tamewater || !fellside) throw new Error('There are two demo tenants.');
const now = new Date(TEST_NOW);

describe('the demo economy', () => {
  let t: TestApp;
  const { tenantId } = draftDemoTenant({ ...tamewater, hosts: [] }, 2026, now);
  const count = async (text: string) => Number((await t.db.sql<{ n: string }>(tenantId, text))[0]?.n);

  beforeAll(async () => {
    t = await startTestApp();
    // The small economy of the tests uses the same keys for its tenants.
    const admin = await t.db.superuser();
    await admin.query(`update tenant set key = 'small-' || key`);
    await admin.end();
    await ensureDemoEconomy(t.app, () => undefined);
  }, 120_000);
  afterAll(() => t.stop());

  it('is as large as it promises', async () => {
    expect(await count(`select count(*) as n from organisation where kind <> 'icb'`)).toBeGreaterThanOrEqual(14);
    expect(await count('select count(*) as n from site')).toBeGreaterThanOrEqual(20);
    expect(await count('select count(*) as n from mdt_series')).toBe(40);
    expect(await count('select count(*) as n from practitioner')).toBeGreaterThanOrEqual(150);
    expect(
      await count(`select count(distinct month) as n from attendance_count where count_class <> 'excludedCancelled'`),
    ).toBeGreaterThanOrEqual(12);
    expect(await count('select count(distinct state) as n from release_request')).toBeGreaterThanOrEqual(5);
  });

  it('has at least fourteen logins, every role in at least two organisations, and one person who left', () => {
    const logins = DEMO_TENANTS.flatMap((tenant) => tenant.logins);
    expect(logins.length).toBeGreaterThanOrEqual(14);
    expect(logins.filter((login) => login.hasLeft)).toHaveLength(1);
    for (const role of ROLES) {
      const where = tamewater.logins
        .filter((login) => !login.hasLeft)
        .flatMap((login) =>
          login.acts.filter((act) => act.role === role).map((act) => act.organisation ?? login.login),
        );
      expect(new Set(where).size).toBeGreaterThanOrEqual(2);
    }
  });

  it('shows the withholding at other sites since its date, and not at its own', async () => {
    const share = async (where: string) => {
      const [row] = await t.db.sql<{ share: number }>(
        tenantId,
        `select (count(*) filter (where count_class = 'tookPart'))::float / count(*) as share from attendance_count c join organisation o on o.tenant_id = c.tenant_id and o.organisation_id = c.provider_organisation_id where count_class in ('tookPart','lost') and ${where}`,
      );
      return row?.share ?? Number.NaN;
    };
    expect(
      await share(`o.ods_code = 'ZZT02' and not is_own_site and meeting_date >= date '2026-11-24' - 170`),
    ).toBeLessThan(0.55);
    expect(
      await share(`o.ods_code = 'ZZT02' and not is_own_site and meeting_date < date '2026-11-24' - 170`),
    ).toBeGreaterThan(0.85);
    expect(await share(`o.ods_code = 'ZZT02' and is_own_site`)).toBeGreaterThan(0.85);
    expect(await share(`o.ods_code <> 'ZZT02' and not is_own_site`)).toBeGreaterThan(0.8);
  });

  it('has a disputed record that waits for its host', async () => {
    const [disputed] = await t.db.sql<{ outcome: string; host: string; provider: string }>(
      tenantId,
      `select a.outcome, h.name as host, o.name as provider from attendance_dispute d
       join attendance_record a on a.meeting_id = d.meeting_id and a.seat_id = d.seat_id and a.version = d.disputed_version and a.is_current
       join organisation h on h.organisation_id = d.host_organisation_id join organisation o on o.organisation_id = d.provider_organisation_id
       where d.state = 'waiting' and d.raised_at <= '${TEST_NOW}' and d.raised_at > a.recorded_at and d.in_time_until >= d.raised_at::date`,
    );
    expect(disputed?.outcome).toMatch(/^(absentNoNotice|apologies)$/);
    expect([disputed?.host, disputed?.provider]).toEqual([
      expect.stringContaining('Merrow'),
      expect.stringContaining('Alderbrook'),
    ]);
  });

  it('has a concern that is looked into and a tender that binds nobody yet', async () => {
    const [concern] = await t.db.sql<{ state: string; known: boolean; handler: string; steps: number; author: number }>(
      tenantId,
      `select c.state, c.provider_organisation_id is not null as known, a.login as handler,
         (select count(*)::int from concern_step s where s.concern_id = c.concern_id) as steps,
         (select count(*)::int from concern_contact k where k.concern_id = c.concern_id) as author
       from concern c join account a on a.account_id = c.handled_by`,
    );
    expect(concern).toEqual({ state: 'lookedInto', known: true, handler: 'ruth.clarkson', steps: 2, author: 1 });
    const [tender] = await t.db.sql<{ isAhead: boolean; bidders: string[] }>(
      tenantId,
      `select d.starts_on > date '2026-11-24' as "isAhead", array_agg(o.name order by o.name) as bidders from tender d
       join tender_bidder b using (tenant_id, tender_id) join organisation o on o.organisation_id = b.organisation_id group by d.tender_id, d.starts_on`,
    );
    expect(tender).toEqual({ isAhead: true, bidders: ['Hollin Mental Health Trust', 'Merrow Community Trust'] });
  });

  it('carries a deferred person forward to where they are listed next', async () => {
    const again = `exists (select 1 from case_list_item n join mdt_meeting nm using (tenant_id, meeting_id)
      where n.patient_id = c.patient_id and n.mdt_id = c.mdt_id and nm.starts_at > m.starts_at and nm.series_id is not null)`;
    const stuck = `select count(*) as n from case_list_item c join mdt_meeting m using (tenant_id, meeting_id) where c.state in ('deferred', 'deferredSeatAbsent') and ${again}`;
    expect(await count(stuck)).toBe(0);
    expect(await count(`select count(*) as n from case_list_item where state = 'carriedForward'`)).toBeGreaterThan(10);
  });

  it('keeps rollups equal to a rebuild from what each seat counts as', async () => {
    const read = () =>
      t.db.sql(
        tenantId,
        'select * from engagement_by_mdt order by mdt_id, provider_organisation_id, month, role_code, is_core, is_own_site, count_class, reason_locus',
      );
    const before = await read();
    await t.app.get(Commands).runJob(tenantId, 'rebuild', async (tx) => {
      await rebuildRollups(tx);
      tx.audit({ entity: 'Rollup', entityId: 'all' });
    });
    expect(await read()).toEqual(before);
    expect(before.length).toBeGreaterThan(500);
  });

  it('is the same for the same seed, ids included, and another for another', () => {
    const small = { ...tamewater, hosts: [['merrow', 3]] as const };
    const rows = (seed: number) => JSON.stringify([...draftDemoTenant(small, seed, now).rows]);
    expect(rows(7)).toBe(rows(7));
    expect(rows(7)).not.toBe(rows(8));
  });

  it('loads once, however often the product starts', async () => {
    const before = await count('select count(*) as n from audit_event');
    await ensureDemoEconomy(t.app, () => undefined);
    expect(await count('select count(*) as n from audit_event')).toBe(before);
  });
});
