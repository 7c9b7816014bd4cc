import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readSettings } from '../../platform/settings.js';
import { FakeIdentityProvider } from '../../testkit/fake-identity-provider.js';
import { listen } from '../../testkit/http-browser.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { makeWebDist } from '../../testkit/web-dist.js';
import { checkAuditCheckpoint, checkDatabase } from './check-database.js';
import { checkMachine } from './check-machine.js';
import { checkOutside } from './check-outside.js';
import type { Check } from './checks.js';

jest.setTimeout(120_000);

let t: TestApp;
let home: string;
let dist: string;

beforeAll(async () => {
  t = await startTestApp();
  home = mkdtempSync(join(tmpdir(), 'quorate-doctor-'));
  dist = makeWebDist(['query A { viewer { name } }']);
});
afterAll(async () => {
  await t.stop();
  for (const folder of [home, dist]) rmSync(folder, { recursive: true, force: true });
});

const settings = (environment: NodeJS.ProcessEnv = {}) =>
  readSettings({ QUORATE_DATA_DIR: home, WEB_DIST_DIR: dist, PORT: '0', ...environment });
const named = (checks: readonly Check[], name: string) => checks.find((check) => check.name === name);
const url = (user: string, database: string) => {
  const { host, port } = t.db.address.owner;
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(String(host))}&port=${port}`;
};
const own = (application: string) => ({
  DATABASE_URL: url(application, String(t.db.address.application.database)),
  DATABASE_OWNER_URL: url(String(t.db.address.owner.user), String(t.db.address.owner.database)),
  QUORATE_DEMO: 'yes',
});

describe('doctor', () => {
  it('finds nothing wrong where all is well', async () => {
    const checks = [
      ...(await checkMachine(settings())),
      ...(await checkDatabase(settings(own(String(t.db.address.application.user))), () => undefined)),
      ...(await checkOutside(settings())),
      checkAuditCheckpoint(settings(), new Date()),
    ];
    expect(checks.filter(({ ok, todo }) => !ok || todo)).toEqual([]);
    expect(named(checks, 'migrations')?.detail).toContain('none pending');
  });

  it('says when the role of the application could see every tenant', async () => {
    const checks = await checkDatabase(settings(own('postgres')), () => undefined);
    expect(named(checks, 'database role')).toMatchObject({ ok: false, todo: expect.stringContaining('plain role') });
  });

  it('says when the database does not answer', async () => {
    const away = {
      DATABASE_URL: 'postgres://a@127.0.0.1:1/x',
      DATABASE_OWNER_URL: 'postgres://b@127.0.0.1:1/x',
      QUORATE_DEMO: 'yes',
    };
    const checks = await checkDatabase(settings(away), () => undefined);
    expect(named(checks, 'database')).toMatchObject({ ok: false, todo: expect.stringContaining('Start PostgreSQL') });
  });

  it('tells Quorate on its port from another program', async () => {
    const { port } = new URL(await listen(t.app));
    expect(named(await checkMachine(settings({ PORT: port })), 'port')).toMatchObject({ ok: true });
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const address = other.address();
    const taken = typeof address === 'object' && address ? String(address.port) : '';
    expect(named(await checkMachine(settings({ PORT: taken })), 'port')).toMatchObject({ ok: false });
    other.close();
  });

  it('says when the pages are not built, and when keys are open to others', async () => {
    expect(named(await checkMachine(settings({ WEB_DIST_DIR: home })), 'web client')).toMatchObject({ ok: false });
    const keys = join(home, 'keys');
    mkdirSync(keys);
    writeFileSync(join(keys, 'a.key'), 'x');
    chmodSync(join(keys, 'a.key'), 0o644);
    expect(named(await checkMachine(settings()), 'data directory')).toMatchObject({
      ok: false,
      todo: `Run: chmod 600 ${keys}/*`,
    });
    rmSync(keys, { recursive: true });
  });

  it('asks the identity provider and the mail server', async () => {
    const provider = new FakeIdentityProvider();
    const issuer = await provider.start();
    const good = settings({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'x', SMTP_URL: issuer.replace('http', 'smtp') });
    expect((await checkOutside(good)).map(({ ok }) => ok)).toEqual([true, true]);
    const other = settings({ OIDC_ISSUER: `${issuer}/realm`, OIDC_CLIENT_ID: 'x' });
    expect(named(await checkOutside(other), 'identity provider')).toMatchObject({ ok: false });
    await provider.stop();
    expect((await checkOutside(good)).map(({ ok }) => ok)).toEqual([false, false]);
  });
});
