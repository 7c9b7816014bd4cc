import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rebuildRollups } from '../../attendance/engagement-rollups.js';
import { ensureDemoEconomy } from '../../demo/ensure-demo-economy.js';
import { DEMO_TENANTS, draftDemoTenant } from '../../demo/load-demo-economy.js';
import { Commands } from '../../platform/commands.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { exclusionsOf, lossesOf, rateOf, ShownFigures } from '../engagement-figures.js';
import { narrowedCounts } from '../engagement-page.js';
import type { EngagementRate } from '../engagement-parts.graphql.js';
import { monthsOf } from '../engagement-period.js';
import { type CountsRow, countsStatement } from '../engagement-statements.js';
import { groupBy } from '../engagement-sums.js';
import { IndicatorsReads } from '../indicators.reads.js';
import type { Narrowing } from '../publish-cells.js';
import { PublicationsService } from './publications.service.js';

const [tamewater] = DEMO_TENANTS;
if (!tamewater) throw new Error('There is a demo tenant.');

type Numbers = Readonly<Record<string, number | null>>;

/** What is said under one filter of one provider at all, own or other sites. Null where it is hidden. */
interface Said {
  readonly where: string;
  readonly numbers: Numbers | null;
}

interface Asked {
  readonly quarter: string;
  readonly narrowing: Narrowing;
}

/** Somebody with a commissioner's login who asks everything of two publications, with registers corrected in between. */
describe('two publications taken from each other', () => {
  let t: TestApp;
  let reads: IndicatorsReads;
  let viewer: Viewer;
  let filters: Asked[];
  let truth: readonly (readonly Truth[])[];
  const { tenantId } = draftDemoTenant({ ...tamewater, hosts: [] }, 2026, new Date(TEST_NOW));
  const sql = <T extends object>(text: string, values: readonly unknown[] = []) =>
    t.db.sql<T>(tenantId, text, [tenantId, ...values]);

  beforeAll(async () => {
    t = await startTestApp();
    const admin = await t.db.superuser();
    await admin.query(`update tenant set key = 'small-' || key`);
    await admin.end();
    await ensureDemoEconomy(t.app, () => undefined);
    reads = t.app.get(IndicatorsReads);
    const [board] = await sql<{ id: string; account: string }>(
      `select o.organisation_id as id, a.account_id as account from organisation o join account a using (tenant_id)
       where tenant_id = $1 and o.kind = 'icb' and o.is_open limit 1`,
    );
    viewer = { ...t.economy.viewer('commissioner', 'icb'), tenantId, organisationId: board?.id ?? null };
    const before = await sql<Truth>(TRUTH);
    await sql(CORRECT);
    await t.app.get(Commands).runJob(tenantId, 'rebuildEngagement', async (tx) => {
      tx.audit({ entity: 'Engagement', entityId: tenantId });
      await rebuildRollups(tx);
    });
    truth = [before, await sql<Truth>(TRUTH)];
    const administrator: Viewer = { ...viewer, role: 'administrator', accountId: board?.account ?? '' };
    const published = await t.app.get(PublicationsService).publish(administrator, { reason: 'Corrections' });
    expect(published).toMatchObject({ __typename: 'EngagementPublished', number: 2 });
    filters = await allFilters();
  }, 180_000);
  afterAll(() => t.stop());

  /** Every filter by two things that can be set in the newest quarters, and each month by place. */
  async function allFilters(): Promise<Asked[]> {
    const choices = await reads.choices(viewer);
    const places: Narrowing[] = [
      {},
      ...(choices?.hosts ?? []).map(({ value }) => ({ host: value })),
      ...(choices?.mdts ?? []).map(({ value }) => ({ mdt: value })),
    ];
    const quarters = await sql<{ month: string }>(
      `select distinct to_char(quarter, 'YYYY-MM') as month from published_quarter where tenant_id = $1 order by 1 desc limit 4`,
    );
    return quarters.flatMap(({ month }) => {
      const crossing: Narrowing[] = [
        {},
        { core: 'true' },
        ...(choices?.roles ?? []).map(({ value }) => ({ role: value })),
        ...monthsOf({
          fromMonth: month,
          toMonth: `${month.slice(0, 5)}${String(Number(month.slice(5)) + 2).padStart(2, '0')}`,
        }).map((each) => ({ month: each })),
      ];
      return places.flatMap((place) => crossing.map((by) => ({ quarter: month, narrowing: { ...place, ...by } })));
    });
  }

  /** What a publication holds of a quarter, by everything that can be asked, as the pages read it. */
  async function figuresOf(publication: number, quarter: string): Promise<Map<string, ShownFigures>> {
    const rows = await t.app.get(Reads).rows<CountsRow>(
      viewer,
      countsStatement({
        tenantId,
        wall: { kind: 'economy' },
        period: { fromMonth: quarter, toMonth: quarter },
        publication: { number: publication },
        providerId: null,
        month: quarter,
        mdtId: null,
        roleCode: null,
        hostId: null,
        coreOnly: true,
        by: 'place and role',
      }),
    );
    const byProvider = groupBy(rows, ({ provider }) => provider);
    return new Map(
      [...byProvider].map(([provider, own]) => [provider, new ShownFigures(own.map(narrowedCounts), true)]),
    );
  }

  function said(figures: ReadonlyMap<string, ShownFigures>, narrowing: Narrowing): Said[] {
    return [...figures].flatMap(([provider, own]) =>
      SITES.map((site) => {
        const shown = own.show(site === 'all' ? narrowing : { ...narrowing, site });
        const numbers = [...exclusionsOf(shown), ...lossesOf(shown)];
        return { where: `${provider} ${site}`, numbers: numbersOf(rateOf(shown), numbers) };
      }),
    );
  }

  it('hold a funnel in which a provider with roles of its own is measured by all others', async () => {
    const page = await reads.overview(viewer, { publication: 1 });
    expect(page?.funnel?.isAdjusted).toBe(true);
    const far = page?.funnel?.points.filter(({ zone }) => zone.startsWith('above')).map(({ name }) => name);
    expect(far).toEqual(['Alderbrook Acute Trust']);
  });

  it('tell no small number, contradict no register, and hide alike or are cut less', async () => {
    const found = { queries: 0, inBoth: 0, changed: 0, disclosed: 0, differing: 0, wrong: 0, unlike: 0 };
    const details = new Map(
      (
        await sql<{ key: string; detail: string; version: number }>(
          `select distinct on (provider_organisation_id, quarter) provider_organisation_id || ' ' || to_char(quarter, 'YYYY-MM') as key, detail, version
           from published_quarter where tenant_id = $1 order by provider_organisation_id, quarter, version desc`,
        )
      ).map(({ key, ...version }) => [key, version]),
    );
    const [before, after] = truth.map((rows) => groupBy(rows, ({ provider, quarter }) => `${provider} ${quarter}`));
    for (const [quarter, asked] of groupBy(filters, (one) => one.quarter)) {
      const [first, second] = [await figuresOf(1, quarter), await figuresOf(2, quarter)];
      for (const { narrowing } of asked) {
        const later = new Map(said(second, narrowing).map((one) => [one.where, one.numbers]));
        found.queries += 2;
        for (const { where, numbers } of said(first, narrowing)) {
          const next = later.get(where) ?? null;
          const [provider = '', site = ''] = where.split(' ');
          const key = `${provider} ${quarter}`;
          const newest = details.get(key);
          if (numbers) found.wrong += Number(numbers.counted !== countOf(before?.get(key) ?? [], site, narrowing));
          if (next && newest?.version === 2)
            found.wrong += Number(next.counted !== countOf(after?.get(key) ?? [], site, narrowing));
          found.disclosed += [numbers, next].filter(
            (one) => one && (one.counted ?? 0) >= 1 && (one.counted ?? 0) <= 4,
          ).length;
          if ((numbers === null) !== (next === null) && newest?.detail === 'all') found.unlike += 1;
          if (!numbers || !next) continue;
          found.inBoth += 1;
          const changes = Object.keys(numbers).map((name) => Math.abs((next[name] ?? 0) - (numbers[name] ?? 0)));
          found.changed += Number(changes.some((change) => change > 0));
          found.differing += changes.filter((change) => change >= 1 && change <= 4).length;
        }
      }
    }
    if (process.env.QUORATE_PRINT) process.stdout.write(`${JSON.stringify(found)}\n`);
    expect(found).toMatchObject({ disclosed: 0, differing: 0, wrong: 0, unlike: 0 });
    expect(found.queries).toBeGreaterThan(2000);
    expect(found.changed).toBeGreaterThan(20);
    expect(new Set([...details.values()].map(({ version, detail }) => `${version} ${detail}`)).size).toBeGreaterThan(2);
  }, 300_000);
});

function numbersOf(rate: EngagementRate, more: readonly { code: string; seats: number | null }[]): Numbers | null {
  if (rate.isHidden) return null;
  const { tookPart, counted } = rate;
  return { tookPart, counted, ...Object.fromEntries(more.map(({ code, seats }) => [code, seats])) };
}

interface Truth {
  readonly provider: string;
  readonly quarter: string;
  readonly site: string;
  readonly host: string;
  readonly mdt: string;
  readonly role: string;
  readonly core: string;
  readonly month: string;
  readonly seats: number;
}

function countOf(rows: readonly Truth[], site: string, narrowing: Narrowing): number {
  const asked = Object.entries(site === 'all' ? narrowing : { ...narrowing, site });
  return rows
    .filter((row) => asked.every(([name, value]) => row[name as keyof Truth] === value))
    .reduce((sum, { seats }) => sum + seats, 0);
}

const SITES = ['all', 'true', 'false'] as const;

const TRUTH = `
  select c.provider_organisation_id as provider, to_char(date_trunc('quarter', c.month), 'YYYY-MM') as quarter, c.is_own_site::text as site,
         m.host_organisation_id as host, c.mdt_id as mdt, c.role_code as role, c.is_core::text as core,
         to_char(c.month, 'YYYY-MM') as month, count(*)::int as seats
  from attendance_count c join mdt m on m.tenant_id = c.tenant_id and m.mdt_id = c.mdt_id
  where c.tenant_id = $1 and c.count_class in ('tookPart', 'lost')
  group by 1, 2, 3, 4, 5, 6, 7, 8`;

/** In each provider's quarter as many seats as its turn says are counted the other way: none, one, three, six, ... */
const CORRECT = `
  with ranked as (
    select c.tenant_id, c.meeting_id, c.seat_id,
           row_number() over (partition by c.provider_organisation_id, date_trunc('quarter', c.month) order by md5(c.meeting_id::text || c.seat_id::text)) as at,
           (abs(hashtext(c.provider_organisation_id::text || date_trunc('quarter', c.month)::text)) % 7) + 1 as turn
    from attendance_count c where c.tenant_id = $1 and c.month < '2026-10-01' and c.count_class in ('tookPart', 'lost'))
  update attendance_count c
  set count_class = case when r.turn = 7 then 'excludedCancelled' when c.count_class = 'lost' then 'tookPart' else 'lost' end, reason_locus = null
  from ranked r
  where (c.tenant_id, c.meeting_id, c.seat_id) = (r.tenant_id, r.meeting_id, r.seat_id)
    and r.at <= (array[0, 1, 3, 6, 12, 30, 40])[r.turn]`;
