import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashSecret, newSecret } from '../platform/ids.js';
import type { Viewer } from '../platform/viewer.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { IndicatorsReads } from './indicators.reads.js';
import { seedCounts, seedMdt } from './testkit/seed-counts.js';

/** A stand-in for the built client's drawing, which has its own tests: it writes out what it was given. */
const DRAWING = `export const renderFunnelSvg = (props) => '<svg>' + JSON.stringify(props) + '</svg>';
export const renderMonthlySvg = renderFunnelSvg;`;

describe('the charts as SVG', () => {
  let t: TestApp;
  let address: string;
  const dist = mkdtempSync(join(tmpdir(), 'quorate-charts-'));

  beforeAll(async () => {
    mkdirSync(join(dist, 'server'));
    writeFileSync(join(dist, 'package.json'), '{"type":"module"}');
    writeFileSync(join(dist, 'server', 'render-charts.js'), DRAWING);
    t = await startTestApp({ WEB_DIST_DIR: dist });
    const mdt = await seedMdt(t, 'Frailty MDT', 'riverside');
    await seedCounts(
      t,
      (['riverside', 'northgate', 'elmpark'] as const).flatMap((provider, index) =>
        ['2026-08', '2026-09', '2026-10'].flatMap((month) => [
          { provider, mdt, month, class: 'tookPart', seats: 10 + index },
          { provider, mdt, month, class: 'lost', seats: 2 + 3 * index },
        ]),
      ),
    );
    await t.app.listen(0);
    address = `http://127.0.0.1:${(t.app.getHttpServer().address() as AddressInfo).port}`;
  }, 120_000);
  afterAll(async () => {
    await t.stop();
    rmSync(dist, { recursive: true });
  });

  const get = async (path: string, viewer: Viewer | null) => {
    const headers: Record<string, string> = viewer ? { authorization: `Bearer ${await tokenOf(t, viewer)}` } : {};
    const response = await fetch(`${address}${path}`, { headers });
    return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
  };
  const propsOf = (text: string) => JSON.parse(text.replace(/^<svg>|<\/svg>$/g, ''));

  it('hold the numbers of the page', async () => {
    const viewer = t.economy.viewer('commissioner', 'icb');
    const overview = await t.app.get(IndicatorsReads).overview(viewer, {});
    const answer = await get('/engagement/funnel.svg', viewer);
    expect([answer.status, answer.type]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    const props = propsOf(answer.text);
    expect(props.units).toHaveLength(3);
    for (const { id, events, total, rate } of props.units) {
      const provider = overview?.providers.find(({ organisationId }) => organisationId === id);
      expect([events, total]).toEqual([provider?.lost, provider?.all.counted]);
      expect(rate).toBeCloseTo(events / total, 12);
    }
    expect(props.overall).toBeCloseTo(1 - (overview?.economy?.share ?? 0), 12);
  });

  it('are behind the walls of the page', async () => {
    const own = t.economy.organisations.northgate;
    expect((await get('/engagement/funnel.svg', null)).status).toBe(401);
    for (const role of ['clinician', 'administrator'] as const)
      expect((await get('/engagement/funnel.svg', t.economy.viewer(role))).status).toBe(404);
    const manager = t.economy.viewer('providerManager', 'northgate');
    const monthly = await get(`/engagement/monthly.svg?organisationId=${own}`, manager);
    expect(propsOf(monthly.text).points.at(-2)).toEqual({
      month: '2026-10',
      value: 11 / 16,
      events: 11,
      total: 16,
      isHidden: false,
      signal: null,
    });
    const competitor = `/engagement/monthly.svg?organisationId=${t.economy.organisations.riverside}`;
    expect((await get(competitor, manager)).status).toBe(404);
    expect((await get(competitor, t.economy.stranger('commissioner'))).status).toBe(404);
    expect((await get('/engagement/monthly.svg?organisationId=x', manager)).status).toBe(404);
    const funnel = propsOf((await get('/engagement/funnel.svg', manager)).text);
    expect(funnel.units.map((unit: { name: string }) => unit.name)).toEqual(['Northgate Acute NHS Trust']);
  });

  it('say what is wrong with a filter', async () => {
    const answer = await get('/engagement/funnel.svg?fromMonth=soon', t.economy.viewer('commissioner', 'icb'));
    expect([answer.status, answer.text]).toEqual([400, '"soon" is not a month such as 2026-11.\n']);
    const nothing = await get('/engagement/funnel.svg?roleCode=%00&mdtId=%00', t.economy.viewer('commissioner', 'icb'));
    expect(nothing.status).toBe(200);
  });
});

/** A bearer session of a viewer of the small economy. */
async function tokenOf(t: TestApp, viewer: Viewer): Promise<string> {
  const secret = newSecret();
  await t.db.sql(
    viewer.tenantId,
    `insert into session (tenant_id, session_id, token_hash, kind, account_id, acting_role_id, created_at, last_seen_at, expires_at)
     values ($1, gen_random_uuid(), $2, 'bearer', $3, $4, $5, $5, '2099-01-01')`,
    [viewer.tenantId, hashSecret(secret), viewer.accountId, viewer.actingRoleId, TEST_NOW],
  );
  return `${viewer.tenantId}.${secret}`;
}
