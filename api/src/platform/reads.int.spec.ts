import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SessionsService } from '../identity/sessions.service.js';
import { ViewerLookup } from '../identity/viewer-lookup.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { Database } from './database.js';
import { Reads } from './reads.js';

jest.setTimeout(120_000);

const REQUEST = { requestId: 'r', idempotencyKey: null, isBackground: true };
const SETTINGS = `select current_setting('app.tenant', true) as tenant, current_setting('app.account', true) as account,
  current_setting('app.wall', true) as wall, current_setting('transaction_read_only') as "readOnly", current_setting('plan_cache_mode') as plan`;

describe('a read', () => {
  let t: TestApp;
  let reads: Reads;

  beforeAll(async () => {
    t = await startTestApp();
    reads = t.app.get(Reads);
  });
  afterAll(() => t.stop());

  const rows = (name: string, text: string, values: unknown[] = []) =>
    reads.rows(t.economy.viewer('careCoordinator', 'riverside'), { name, text, values });

  it('runs behind the walls of its viewer, and leaves nothing of them on the connection', async () => {
    const viewer = t.economy.viewer('careCoordinator', 'riverside');
    const [inside] = await reads.rows(viewer, { name: 'inside', text: SETTINGS, values: [], plan: 'generic' });
    expect(inside).toEqual({
      tenant: viewer.tenantId,
      account: viewer.accountId,
      wall: 'member',
      readOnly: 'on',
      plan: 'force_generic_plan',
    });
    const { reader } = t.app.get(Database);
    const warm = await Promise.all(Array.from({ length: reader.totalCount }, () => reader.connect()));
    for (const client of warm) {
      const { rows: after } = await client.query(SETTINGS);
      expect(after[0]).toMatchObject({ readOnly: 'off', plan: 'auto' });
      expect([null, '']).toContain(after[0].tenant);
      const { rows: seen } = await client.query('select count(*)::int as n from account');
      expect(seen[0].n).toBe(0);
      client.release();
    }
  });

  it('gives each of many at once the rows of its own viewer', async () => {
    const viewers = [t.economy.viewer('careCoordinator', 'riverside'), t.economy.stranger('careCoordinator')];
    const found = await Promise.all(
      Array.from({ length: 60 }, (_, n) => {
        const viewer = viewers[n % 2] ?? viewers[0];
        return reads
          .rows<{ tenant: string; others: number }>(viewer as (typeof viewers)[0], {
            name: 'whose',
            text: `select quorate_tenant() as tenant, (select count(*)::int from account where tenant_id <> $1) as others`,
            values: [viewer?.tenantId],
          })
          .then(([row]) => ({ row, tenant: viewer?.tenantId }));
      }),
    );
    for (const { row, tenant } of found) expect(row).toEqual({ tenant, others: 0 });
  });

  it('cannot write', async () => {
    await expect(rows('writes', `update account set name = 'x' returning account_id`)).rejects.toThrow(/read-only/);
  });

  it('that fails gives its connection back to nobody, and the next one is answered', async () => {
    const { reader } = t.app.get(Database);
    await expect(rows('fails', 'select 1 / $1::int as n', [0])).rejects.toThrow(/division by zero/);
    await expect(rows('unknown', 'select no_such_column')).rejects.toThrow(/no_such_column/);
    expect(await rows('works', 'select $1::int as n', [7])).toEqual([{ n: 7 }]);
    expect(reader.waitingCount).toBe(0);
  });

  it('refuses a second text under a name that is prepared', async () => {
    await rows('one-name', 'select 1 as n');
    await expect(Promise.all(Array.from({ length: 12 }, () => rows('one-name', 'select 2 as n')))).rejects.toThrow(
      /must be unique/,
    );
  });

  it('looks the session up anew at every request, also on connections that have answered it before', async () => {
    const viewer = t.economy.viewer('clinician');
    const sessions = t.app.get(SessionsService);
    const lookup = t.app.get(ViewerLookup);
    const issued = await sessions.open({
      tenantId: viewer.tenantId,
      accountId: viewer.accountId,
      kind: 'bearer',
      hours: 1,
    });
    const token = issued?.token ?? '';
    const ask = async () => (await lookup.ofToken(token, REQUEST))?.kind ?? 'none';
    for (let n = 0; n < 20; n += 1) expect(await ask()).toBe('open');
    await t.db.sql(
      viewer.tenantId,
      'update account set left_at = $2 where tenant_id = quorate_tenant() and account_id = $1',
      [viewer.accountId, t.clock.now()],
    );
    expect(await Promise.all(Array.from({ length: 20 }, ask))).toEqual(Array.from({ length: 20 }, () => 'none'));
    await t.db.sql(
      viewer.tenantId,
      'update account set left_at = null where tenant_id = quorate_tenant() and account_id = $1',
      [viewer.accountId],
    );
    expect(await ask()).toBe('open');
    await t.db.sql(
      viewer.tenantId,
      'update session set ended_at = $1 where tenant_id = quorate_tenant() and account_id = $2',
      [t.clock.now(), viewer.accountId],
    );
    expect(await ask()).toBe('none');
  });
});
