import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../create-app.js';
import { Clock } from '../platform/clock.js';
import { readSettings } from '../platform/settings.js';
import { HttpBrowser, listen } from '../testkit/http-browser.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { TEST_NOW } from '../testkit/test-app.js';
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js';
import { makeWebDist } from '../testkit/web-dist.js';

jest.setTimeout(120_000);

const VIEWER = 'query Viewer { viewer { name login } }';
const METRICS_TOKEN = 'a-token-for-the-scraper';

let db: TestDatabase;
let economy: SmallEconomy;
let app: NestExpressApplication;
let b: HttpBrowser;
let dist: string;
const lines: string[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  economy = await seedSmallEconomy(db);
  dist = makeWebDist([VIEWER]);
  const clock = new Clock();
  clock.setNow(TEST_NOW);
  const log = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const settings = readSettings({ LOG_LEVEL: 'debug', WEB_DIST_DIR: dist, QUORATE_DATA_DIR: dist, METRICS_TOKEN });
  app = await createApp(db.database, settings, clock, log);
  b = new HttpBrowser(await listen(app));
});
afterAll(async () => {
  await app.close();
  await db.drop();
  rmSync(dist, { recursive: true, force: true });
});

describe('the pages', () => {
  it.each(['/', '/meetings/0198', '/organisations?search=x'])(
    'come for %s, with a strict policy and kept by no cache',
    async (path) => {
      const response = await b.get(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('<div id="app">');
      expect(response.headers.get('cache-control')).toBe('no-store');
      const policy = response.headers.get('content-security-policy') ?? '';
      for (const rule of [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('x-powered-by')).toBeNull();
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('keeps files with a hash in their name for good', async () => {
    const response = await b.get('/assets/app-0123abcd.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
    ['gzip;q=0', null],
  ])('send them as small as the browser takes them (%s)', async (accepted, encoding) => {
    const response = await b.get('/assets/app-0123abcd.js', { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toContain('Accept-Encoding');
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(await response.text()).toBe('export {};');
  });

  it('send what the build has compressed as it is', async () => {
    writeFileSync(join(dist, 'client', 'assets', 'built-0123abcd.js'), 'export {};');
    writeFileSync(
      join(dist, 'client', 'assets', 'built-0123abcd.js.br'),
      brotliCompressSync('export const built = 1;'),
    );
    const text = async (accepted: string) =>
      (await b.get('/assets/built-0123abcd.js', { 'accept-encoding': accepted })).text();
    expect([await text('br'), await text('gzip')]).toEqual(['export const built = 1;', 'export {};']);
  });

  it.each([
    '/assets/none-0.js',
    '/assets/app-0123abcd.js.map',
    '/auth/none',
    '/reply/none',
    '/favicon.none',
    '/.vite/manifest.json',
    '/..%2ftrusted-documents.json',
    '/%2e%2e/trusted-documents.json',
  ])('are not what comes for %s', async (path) => {
    const response = await b.get(path);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain('<div id="app">');
  });
});

describe('watching over the server', () => {
  it('says that it lives and that it is ready', async () => {
    expect((await b.get('/livez')).status).toBe(200);
    expect(await (await b.get('/readyz')).json()).toEqual({ ready: true, checks: { database: true, listener: true } });
  });

  it('counts by route template and by the web client’s own operation names, and names nobody', async () => {
    await b.signInAs(economy.viewer('commissioner').login);
    await b.ask(VIEWER);
    await b.ask('query EvilName { viewer { name } }');
    await b.get('/meetings/0198-secret');
    const text = await (await b.get('/metrics')).text();
    expect(text).toMatch(/quorate_http_request_seconds_count\{method="GET",route="page",status="200"\}/);
    expect(text).toContain('quorate_graphql_operation_seconds_count{operation="Viewer"}');
    expect(text).toContain('operation="other"');
    expect(text).toContain('quorate_database_pool_connections');
    expect(text).toContain('quorate_nodejs_eventloop_lag_seconds');
    expect(text).not.toMatch(/EvilName|0198-secret|commissioner-/);
  });

  it('shows the counts to this machine or the bearer, and to nobody who comes by a proxy', async () => {
    expect((await b.get('/metrics', { 'x-forwarded-for': '192.0.2.1' })).status).toBe(404);
    const bearer = { 'x-forwarded-for': '192.0.2.1', authorization: `Bearer ${METRICS_TOKEN}` };
    expect((await b.get('/metrics', bearer)).status).toBe(200);
    expect((await b.get('/metrics', { ...bearer, authorization: 'Bearer wrong-token-for-the-scr' })).status).toBe(404);
  });
});

describe('the log', () => {
  it('holds no name, login, token, variable, query or address, whatever happened', async () => {
    const viewer = economy.viewer('careCoordinator');
    await b.signInAs(viewer.login, '/auth/sign-in?returnTo=/meetings/canary-path');
    const token = b.cookie('quorate-session') ?? '';
    await b.ask('query Canary($i: SwitchActingRoleInput!) { __typename } ', { i: { actingRoleId: 'canary-variable' } });
    await b.ask('mutation M($i: SwitchActingRoleInput!) { switchActingRole(input: $i) { __typename } }', {
      i: { actingRoleId: 'canary-input' },
    });
    await b.ask(VIEWER, {}, { authorization: 'Bearer canary-bearer.canary-bearer' });
    await b.get('/canary-page?q=canary-search');
    await b.get('/auth/callback?code=canary-code&state=canary-state');
    await b.post('/auth/sign-out');
    const admin = await db.superuser();
    await admin.query('alter table account rename column name to was');
    await b.get('/livez', { authorization: `Bearer ${token}` });
    await admin.query('alter table account rename column was to name');
    await admin.end();
    const log = lines.join('');
    expect(log).toContain('"tenant":"tamewater"');
    expect(log).toContain('"route":"/auth/callback"');
    for (const secret of [
      'canary',
      'Canary',
      viewer.name,
      viewer.login,
      token,
      token.split('.')[1] ?? token,
      'viewer {',
      'localhost:',
    ])
      expect(log).not.toContain(secret);
  });
});

describe('a client that wears the server out', () => {
  it('is cut off when its header does not end', async () => {
    const { port } = new URL(b.origin);
    const began = performance.now();
    const socket = connect(Number(port), 'localhost');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
    const drip = setInterval(() => socket.write('X-Slow: 1\r\n'), 1_000);
    socket.on('error', () => undefined);
    socket.resume();
    await new Promise<void>((done) => socket.once('close', () => done()));
    clearInterval(drip);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it('is told to come back when too many wait for the database already, and the watchers are answered', async () => {
    const held = await Promise.all(Array.from({ length: 12 }, () => db.database.reader.connect()));
    const waiting = Array.from({ length: 201 }, () => db.database.reader.connect());
    const response = await b.post('/graphql', { query: VIEWER });
    const alive = await b.get('/livez');
    for (const client of held) client.release();
    for (const client of waiting) (await client).release();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(alive.status).toBe(200);
    expect((await b.post('/graphql', { query: VIEWER })).status).toBe(200);
  });

  it('is told to come back when the database is away', async () => {
    const other = new HttpBrowser(b.origin);
    await other.signInAs(economy.viewer('administrator').login);
    const admin = await db.superuser();
    const name = String(admin.database);
    // A superuser still gets in; the application's role does not.
    await admin.query(`alter database ${name} connection limit 0`);
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = $2`, [
      name,
      db.address.application.user,
    ]);
    try {
      const response = await other.post('/graphql', { query: VIEWER });
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('2');
      expect((await b.get('/readyz')).status).toBe(503);
    } finally {
      await admin.query(`alter database ${name} connection limit -1`);
      await admin.end();
    }
    expect((await other.ask(VIEWER)).status).toBe(200);
    expect((await b.get('/readyz')).status).toBe(200);
  });
});
