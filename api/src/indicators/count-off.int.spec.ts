import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureDemoEconomy } from '../demo/ensure-demo-economy.js';
import { DEMO_TENANTS, draftDemoTenant } from '../demo/load-demo-economy.js';
import type { Viewer } from '../platform/viewer.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import type { EngagementCell, EngagementFilter } from './engagement-inputs.graphql.js';
import type { EngagementRow } from './engagement-rows.graphql.js';
import { IndicatorsReads } from './indicators.reads.js';
import { type NarrowedRow, type Narrowing, ProviderCells } from './publish-cells.js';
import { countOff } from './testkit/count-off.js';

/** A count of the register, with the names that a row would show. */
interface TrueCount extends NarrowedRow {
  readonly provider: string;
  readonly names: { readonly mdt: string; readonly host: string; readonly role: string };
}

const [tamewater] = DEMO_TENANTS;
if (!tamewater) throw new Error('There is a demo tenant.');

/** Somebody with a commissioner's login, all the figures and all the rows of the demo, and time. */
describe('a commissioner who counts', () => {
  let t: TestApp;
  let reads: IndicatorsReads;
  let truth: readonly TrueCount[];
  let viewer: Viewer;
  const { tenantId } = draftDemoTenant({ ...tamewater, hosts: [] }, 2026, new Date(TEST_NOW));
  const narrowed = (rows: readonly TrueCount[], narrowing: Narrowing) =>
    rows.filter(({ values }) => Object.entries(narrowing).every(([name, value]) => values[name] === value));
  const countedOf = (rows: readonly NarrowedRow[]) => rows.filter(isCounted).reduce((sum, row) => sum + row.seats, 0);
  const keysOf = (rows: readonly TrueCount[], ...names: string[]) => [
    ...new Set(rows.map(({ values }) => JSON.stringify(Object.fromEntries(names.map((name) => [name, values[name]]))))),
  ];
  const quarters = () => [...new Set(truth.map((row) => row.quarter))].sort();
  const providers = () => [...new Set(truth.map((row) => row.provider))];

  beforeAll(async () => {
    t = await startTestApp();
    // The small economy of the tests uses the same keys for its tenants.
    const admin = await t.db.superuser();
    await admin.query(`update tenant set key = 'small-' || key`);
    await admin.end();
    await ensureDemoEconomy(t.app, () => undefined);
    reads = t.app.get(IndicatorsReads);
    const [board] = await t.db.sql<{ id: string }>(
      tenantId,
      `select organisation_id as id from organisation where tenant_id = $1 and kind = 'icb' and is_open limit 1`,
      [tenantId],
    );
    viewer = { ...t.economy.viewer('commissioner', 'icb'), tenantId, organisationId: board?.id ?? null };
    const rows = await t.db.sql<Record<string, string> & { seats: number }>(tenantId, TRUTH, [tenantId, '2026-09']);
    truth = rows.map(({ provider, quarter, class: kind, locus, seats, mdt_name, host_name, role_name, ...values }) => ({
      provider: provider ?? '',
      quarter: quarter ?? '',
      class: kind ?? '',
      locus: locus ?? '',
      seats,
      detail: 'all',
      values,
      names: { mdt: mdt_name ?? '', host: host_name ?? '', role: role_name ?? '' },
    }));
  }, 120_000);
  afterAll(() => t.stop());

  it('works no small figure out from all the others, by place with role, core seats or month', () => {
    const found = { tried: 0, small: 0, disclosed: 0 };
    for (const provider of providers())
      for (const quarter of quarters()) {
        const rows = truth.filter((row) => row.provider === provider && row.quarter === quarter);
        const cells = new ProviderCells(rows);
        for (const crossing of ['role', 'core', 'month']) {
          const told = countOff(rows.filter(isCounted), PLACES, [crossing], (narrowing) => {
            const published = cells.publish(narrowing);
            return published.hidden === 'nothing' ? countedOf(published.rows) : null;
          });
          found.tried += told.tried;
          found.small += told.small;
          found.disclosed += told.disclosed.length;
        }
      }
    if (process.env.QUORATE_PRINT) process.stdout.write(`${JSON.stringify(found)}\n`);
    expect(found.disclosed).toBe(0);
    expect(found.small).toBeGreaterThan(1000);
  });

  it('is given those figures and no others by the pages', async () => {
    const asked: { filter: EngagementFilter; narrowing: Narrowing }[] = [
      { filter: {}, narrowing: {} },
      { filter: { coreOnly: true }, narrowing: { core: 'true' } },
      ...keysOf(truth, 'host')
        .map((key) => ({ hostId: JSON.parse(key).host, narrowing: JSON.parse(key) }))
        .map(({ hostId, narrowing }) => ({ filter: { hostId }, narrowing })),
      ...keysOf(truth, 'mdt').map((key) => ({ filter: { mdtId: JSON.parse(key).mdt }, narrowing: JSON.parse(key) })),
      ...keysOf(truth, 'role').map((key) => ({
        filter: { roleCode: JSON.parse(key).role },
        narrowing: JSON.parse(key),
      })),
      ...keysOf(truth, 'mdt', 'role')
        .filter((_, at) => at % 10 === 0)
        .map((key) => {
          const narrowing = JSON.parse(key);
          return { filter: { mdtId: narrowing.mdt, roleCode: narrowing.role }, narrowing };
        }),
    ];
    const quarter = '2026-07';
    let figures = 0;
    const parties = providers().flatMap((provider) => {
      const rows = truth.filter((row) => row.provider === provider && row.quarter === quarter);
      return rows.length === 0 ? [] : [{ provider, rows, cells: new ProviderCells(rows) }];
    });
    for (const { filter, narrowing } of asked) {
      const page = await reads.overview(viewer, { ...filter, fromMonth: quarter, toMonth: quarter });
      for (const { provider, rows, cells } of parties) {
        const shown = page?.providers.find(({ organisationId }) => organisationId === provider);
        for (const [key, site] of [
          ['all', null],
          ['ownSites', 'true'],
          ['otherSites', 'false'],
        ] as const) {
          const { hidden } = cells.publish(site ? { ...narrowing, site } : narrowing);
          const expected =
            hidden === 'nothing' ? countedOf(narrowed(rows, site ? { ...narrowing, site } : narrowing)) : null;
          expect([filter, provider, key, shown ? shown[key].counted : 0]).toEqual([filter, provider, key, expected]);
          figures += 1;
        }
      }
    }
    expect(figures).toBeGreaterThan(1000);
  });

  it('reads in rows nothing that no figure says', async () => {
    let [opened, bare] = [0, 0];
    for (const organisationId of providers()) {
      const own = truth.filter((row) => row.provider === organisationId);
      const asked: { cell: EngagementCell; filter: EngagementFilter; narrowing: Narrowing }[] = [
        { cell: { organisationId }, filter: {}, narrowing: {} },
        { cell: { organisationId, isOwnSite: false }, filter: {}, narrowing: { site: 'false' } },
        { cell: { organisationId }, filter: { coreOnly: true }, narrowing: { core: 'true' } },
        { cell: { organisationId, month: '2026-08' }, filter: {}, narrowing: { month: '2026-08' } },
        ...keysOf(own, 'role').map((key) => ({
          cell: { organisationId },
          filter: { roleCode: JSON.parse(key).role },
          narrowing: JSON.parse(key),
        })),
      ];
      for (const { cell, filter, narrowing } of asked)
        for (const quarter of ['2026-04', '2026-07']) {
          const { rows, total } = await every(cell, { ...filter, fromMonth: quarter, toMonth: quarter });
          const inQuarter = own.filter((row) => row.quarter === quarter);
          const cells = new ProviderCells(inQuarter);
          const { hidden } = cells.publish(narrowing);
          expect([cell, total]).toEqual([cell, hidden === 'all' ? null : countedOf(narrowed(inQuarter, narrowing))]);
          expect(rows).toHaveLength(total ?? 0);
          expect(rows.every((row) => row.date === null && row.meetingId === null && row.staffName === null)).toBe(true);
          opened += rows.length;
          bare += rows.filter((row) => row.mdtName === null).length;
          // What rows show is counted whole: as many rows as the published figure of what they show.
          for (const shown of new Set(rows.map(shownOf))) {
            const [mdt, host, role, site] = JSON.parse(shown) as (string | null)[];
            const alike = narrowed(inQuarter, narrowing).filter(
              (row) =>
                (mdt === null || row.names.mdt === mdt) &&
                (host === null || row.names.host === host) &&
                (role === null || row.names.role === role) &&
                (site === null || row.values.site === site),
            );
            const saying = rows.filter((row) =>
              JSON.parse(shownOf(row)).every(
                (value: string | null, at: number) => JSON.parse(shown)[at] === null || value === JSON.parse(shown)[at],
              ),
            );
            expect([shown, saying.length]).toEqual([shown, countedOf(alike)]);
            expect([shown, countedOf(alike) >= 5]).toEqual([shown, true]);
          }
        }
    }
    expect(opened).toBeGreaterThan(2000);
    expect(bare).toBeLessThan(opened);
  });

  async function every(cell: EngagementCell, filter: EngagementFilter) {
    const rows: EngagementRow[] = [];
    let after: string | null = null;
    let total: number | null = null;
    do {
      const page = await reads.rows(viewer, filter, cell, { first: 200, after });
      rows.push(...(page?.rows ?? []));
      [after, total] = [page?.endCursor ?? null, page?.total ?? null];
    } while (after !== null);
    return { rows, total };
  }
});

function isCounted(row: NarrowedRow): boolean {
  return row.class === 'tookPart' || row.class === 'lost';
}

function shownOf({ mdtName, hostName, roleName, isOwnSite }: EngagementRow): string {
  return JSON.stringify([mdtName, hostName, roleName, isOwnSite === null ? null : String(isOwnSite)]);
}

const PLACES = ['site', 'host', 'mdt'];

const TRUTH = `
  select c.provider_organisation_id as provider, to_char(date_trunc('quarter', c.month), 'YYYY-MM') as quarter,
         to_char(c.month, 'YYYY-MM') as month, c.is_own_site::text as site, m.host_organisation_id::text as host,
         c.mdt_id::text as mdt, c.role_code as role, c.is_core::text as core, c.count_class as class,
         coalesce(c.reason_locus, 'none') as locus, count(*)::int as seats,
         m.name as mdt_name, h.name as host_name, r.name as role_name
  from attendance_count c
  join mdt m on m.tenant_id = c.tenant_id and m.mdt_id = c.mdt_id
  join organisation h on h.tenant_id = m.tenant_id and h.organisation_id = m.host_organisation_id
  join professional_role r on r.tenant_id = c.tenant_id and r.role_code = c.role_code
  where c.tenant_id = $1 and c.month <= ($2 || '-01')::date
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14`;
