import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { HttpBrowser, listen } from '../testkit/http-browser.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';

jest.setTimeout(120_000);

let t: TestApp;
let origin: string;
const home = mkdtempSync(join(tmpdir(), 'quorate-sign-in-'));
const VIEWER = '{ viewer { name login acting { id role } actingRoles { id } } }';

beforeAll(async () => {
  t = await startTestApp({ QUORATE_DATA_DIR: home });
  origin = await listen(t.app);
});
afterAll(async () => {
  await t.stop();
  rmSync(home, { recursive: true, force: true });
});

const browser = () => new HttpBrowser(origin);
const login = (role: Parameters<TestApp['economy']['viewer']>[0] = 'careCoordinator') => t.economy.viewer(role).login;

describe('signing in', () => {
  it('goes by the persona picker and comes back to the page it started from', async () => {
    const b = browser();
    const { response, path, way } = await b.signInAs(login(), '/auth/sign-in?returnTo=%2Fmeetings%3Fweek%3D1');
    expect(path).toBe('/meetings?week=1');
    expect(way.some((step) => step.startsWith('/auth/callback?'))).toBe(true);
    expect([200, 503]).toContain(response.status);
    expect((await b.ask(VIEWER)).data).toMatchObject({
      viewer: { login: login(), acting: { role: 'CARE_COORDINATOR' } },
    });
  });

  it('shows every demo person by system, organisation and role', async () => {
    const b = browser();
    const { response } = await b.follow(await b.get('/auth/sign-in'));
    const text = await response.text();
    for (const words of [
      'tamewater integrated',
      'fellside integrated',
      'Riverside Community NHS Trust',
      'Care co-ordinator',
      'People and carers',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('<script');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it('never gives a cookie that scripts can read or that foreign pages send with a write', async () => {
    const b = browser();
    const picker = await b.follow(await b.get('/auth/sign-in'));
    const action = /action="([^"]+)"/.exec(await picker.response.text())?.[1] ?? '';
    let at = await b.submit(action, { login: login() });
    while (!at.headers.getSetCookie().some((line) => line.startsWith('quorate-session='))) {
      at = await b.get(at.headers.get('location') ?? '');
    }
    const line = at.headers.getSetCookie().find((cookie) => cookie.startsWith('quorate-session=')) ?? '';
    expect(line).toMatch(/HttpOnly/);
    expect(line).toMatch(/SameSite=Lax/);
    expect(line).toMatch(/Path=\//);
  });

  it.each([
    '//evil.example/x',
    '/\\evil.example',
    'https://evil.example',
    '/auth/sign-out',
    'javascript:alert(1)',
    '/%0d%0aset-cookie:x',
  ])('does not return to %s', async (returnTo) => {
    const b = browser();
    const { path } = await b.signInAs(login(), `/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    expect(path.startsWith('/') && !path.startsWith('//')).toBe(true);
    expect(new URL(path, origin).origin).toBe(origin);
    if (returnTo !== '/%0d%0aset-cookie:x') expect(path).toBe('/');
  });

  it('moves to the public name of the server first', async () => {
    const other = new HttpBrowser(origin.replace('localhost', '127.0.0.1'));
    const response = await other.get('/auth/sign-in?returnTo=/help');
    expect(response.headers.get('location')).toBe(`${origin}/auth/sign-in?returnTo=/help`);
  });

  it('keeps its keys for the one user of the data directory', () => {
    for (const file of ['keys/sign-in.key', 'keys/demo-identity.key'])
      expect(statSync(join(home, file)).mode & 0o777).toBe(0o600);
  });
});

describe('a sign-in that is not right', () => {
  async function callbackOf(b: HttpBrowser): Promise<string> {
    const picker = await b.follow(await b.get('/auth/sign-in'));
    const action = /action="([^"]+)"/.exec(await picker.response.text())?.[1] ?? '';
    let at = await b.submit(action, { login: login() });
    for (;;) {
      const to = new URL(at.headers.get('location') ?? '', origin);
      if (to.pathname === '/auth/callback') return `${to.pathname}${to.search}`;
      at = await b.get(`${to.pathname}${to.search}`);
    }
  }

  it('cannot be used twice', async () => {
    const b = browser();
    const callback = await callbackOf(b);
    const kept = b.cookieHeader;
    expect((await b.get(callback)).status).toBe(303);
    expect((await b.get(callback)).status).toBe(400);
    // Not even by a browser that kept the cookie of the attempt: the code itself is used up.
    const thief = browser();
    for (const pair of kept.split('; '))
      thief.setCookie(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    const again = await thief.get(callback);
    expect(again.status).toBe(400);
    expect(again.headers.getSetCookie().some((line) => line.startsWith('quorate-session='))).toBe(false);
  });

  it('is refused in another browser', async () => {
    const callback = await callbackOf(browser());
    const response = await browser().get(callback);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Sign in again');
  });

  it.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    ['no issuer', (url: URL) => url.searchParams.delete('iss')],
    ['another code', (url: URL) => url.searchParams.set('code', 'made-up')],
    ['an error instead of a code', (url: URL) => url.searchParams.set('error', 'access_denied')],
  ])('is refused with %s', async (_what, change) => {
    const b = browser();
    const url = new URL(await callbackOf(b), origin);
    change(url);
    const response = await b.get(`${url.pathname}${url.search}`);
    expect(response.status).toBe(400);
    expect(response.headers.getSetCookie().some((line) => line.startsWith('quorate-session='))).toBe(false);
    expect(await response.text()).toContain('Sign in again');
  });

  it('is refused when the sealed attempt was changed', async () => {
    const b = browser();
    const callback = await callbackOf(b);
    const name = /quorate-sign-in-[0-9a-f]+/.exec(b.cookieHeader)?.[0] ?? '';
    const sealed = b.cookie(name) ?? '';
    b.setCookie(name, `${sealed.slice(0, -4)}${sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`);
    expect((await b.get(callback)).status).toBe(400);
  });

  it('is refused after ten minutes', async () => {
    const b = browser();
    const callback = await callbackOf(b);
    t.clock.setNow('2026-11-24T09:10:01.000Z');
    expect((await b.get(callback)).status).toBe(400);
    t.clock.setNow(TEST_NOW);
  });

  it('cannot choose a person who is not on offer, nor from a foreign page', async () => {
    const b = browser();
    const picker = await b.follow(await b.get('/auth/sign-in'));
    const action = /action="([^"]+)"/.exec(await picker.response.text())?.[1] ?? '';
    expect((await b.submit(action, { login: 'nobody' })).status).toBe(400);
    expect(
      (await b.submit(action, { login: login() }, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }))
        .status,
    ).toBe(400);
  });
});

describe('access that has ended', () => {
  it('is told plainly at sign-in, and refused at the next request of an open session', async () => {
    const viewer = t.economy.viewer('clinician', 'northgate');
    const b = browser();
    await b.signInAs(viewer.login);
    expect((await b.ask(VIEWER)).data).toMatchObject({ viewer: { login: viewer.login } });
    await t.db.sql(t.economy.tenantId, 'update account set left_at = $2 where account_id = $1', [
      viewer.accountId,
      TEST_NOW,
    ]);
    expect((await b.ask(VIEWER)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const { response } = await browser().signInAs(viewer.login);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('Your access has ended');
  });

  it('names no account to somebody whom the provider knows and Quorate does not', async () => {
    const b = browser();
    const picker = await b.follow(await b.get('/auth/sign-in'));
    const action = /action="([^"]+)"/.exec(await picker.response.text())?.[1] ?? '';
    const stranger = t.economy.stranger('clinician');
    const at = await b.submit(action, { login: stranger.login });
    // The provider has said who it is; by the time they come back the login is another one.
    await t.db.sql(t.economy.otherTenantId, `update account set login = 'renamed' where login = $1`, [stranger.login]);
    const { response } = await b.follow(at);
    expect(response.status).toBe(403);
    const page = await response.text();
    expect(page).toContain('You do not have access');
    expect(page).toContain('href="/concern"');
  });
});
