import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FakeIdentityProvider, type TokenPlan } from '../testkit/fake-identity-provider.js';
import { HttpBrowser, listen } from '../testkit/http-browser.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';

jest.setTimeout(120_000);

const CLIENT = 'quorate-test';
const SUBJECT = 'subject-of-priya';
const home = mkdtempSync(join(tmpdir(), 'quorate-foreign-'));
const provider = new FakeIdentityProvider();

let t: TestApp;
let origin: string;

beforeAll(async () => {
  const issuer = await provider.start();
  t = await startTestApp({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT, QUORATE_DATA_DIR: home });
  origin = await listen(t.app);
  await t.db.sql(
    t.economy.tenantId,
    'insert into sign_in_subject (issuer, subject, tenant_id, account_id) values ($1,$2,$3,$4)',
    [issuer, SUBJECT, t.economy.tenantId, t.economy.viewer('careCoordinator').accountId],
  );
});
afterAll(async () => {
  await t.stop();
  await provider.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Goes to the provider and comes back with a code; the token that the code is traded for is planned from a good one. */
async function signIn(change: (good: Record<string, unknown>) => TokenPlan, b = new HttpBrowser(origin)) {
  const started = await b.get('/auth/sign-in?returnTo=/help');
  const asked = new URL(started.headers.get('location') ?? '');
  const now = Math.floor(Date.now() / 1000);
  const nonce = asked.searchParams.get('nonce');
  provider.plan = change({ iss: provider.issuer, aud: CLIENT, sub: SUBJECT, iat: now, exp: now + 300, nonce });
  const back = new URLSearchParams({
    code: 'a-code',
    state: asked.searchParams.get('state') ?? '',
    iss: provider.issuer,
  });
  return { b, asked, response: await b.get(`/auth/callback?${back}`) };
}

const claims = (change: Record<string, unknown>) => (good: Record<string, unknown>) => ({
  claims: { ...good, ...change },
});
const past = Math.floor(Date.now() / 1000) - 3_600;
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const hmac = (token: string, secret: string) => {
  const signed = token.split('.').slice(0, 2).join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

describe('an identity provider of one’s own', () => {
  it('is asked by code flow with PKCE, state and nonce, and its subject becomes the account', async () => {
    const { b, asked, response } = await signIn((good) => ({ claims: good }));
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      client_id: CLIENT,
      redirect_uri: `${origin}/auth/callback`,
      scope: 'openid',
    });
    for (const secret of ['state', 'nonce', 'code_challenge'])
      expect(asked.searchParams.get(secret)?.length).toBeGreaterThan(40);
    expect(response.headers.get('location')).toBe('/help');
    expect((await b.ask('{ viewer { login } }')).data).toEqual({
      viewer: { login: t.economy.viewer('careCoordinator').login },
    });
  });

  it.each<[string, (good: Record<string, unknown>) => TokenPlan]>([
    ['of another issuer', claims({ iss: 'https://evil.example' })],
    ['for another client', claims({ aud: 'somebody-else' })],
    ['for several clients and authorised by another', claims({ aud: [CLIENT, 'other'], azp: 'other' })],
    ['that has expired', claims({ exp: past })],
    ['that never expires', claims({ exp: undefined })],
    ['without a time of issue', claims({ iat: undefined })],
    ['with another nonce', claims({ nonce: 'another' })],
    ['without a nonce', claims({ nonce: undefined })],
    ['without a subject', claims({ sub: undefined })],
    ['that is not valid yet', claims({ nbf: past + 7_200 })],
    ['with a subject that is no text', claims({ sub: { $ne: null } })],
    ['that is not signed', (good) => ({ claims: good, header: { alg: 'none' }, key: null })],
    ['that claims no signature but has one', (good) => ({ claims: good, header: { alg: 'none' } })],
    ['whose signature is missing', (good) => ({ claims: good, key: null })],
    ['signed with another key', (good) => ({ claims: good, key: other })],
    ['signed with an unknown key', (good) => ({ claims: good, key: other, header: { alg: 'RS256', kid: 'two' } })],
    [
      'signed with the client’s name',
      (good) => ({ claims: good, header: { alg: 'HS256' }, spoil: (token) => hmac(token, CLIENT) }),
    ],
    [
      'signed with the public key as if it were a secret',
      (good) => ({
        claims: good,
        header: { alg: 'HS256', kid: 'one' },
        spoil: (token) => hmac(token, provider.keys.publicKey.export({ format: 'pem', type: 'spki' }).toString()),
      }),
    ],
    [
      'that was changed after signing',
      (good) => ({
        claims: good,
        spoil: (token) => {
          const [head, , signature] = token.split('.');
          return `${head}.${Buffer.from(JSON.stringify({ ...good, sub: 'admin' })).toString('base64url')}.${signature}`;
        },
      }),
    ],
    ['that is no token', (good) => ({ claims: good, spoil: () => 'x.y.z' })],
    ['that is missing', (good) => ({ claims: good, spoil: () => undefined })],
  ])('signs nobody in by a token %s', async (_what, plan) => {
    const { b, response } = await signIn(plan);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Sign in again');
    expect(b.cookie('quorate-session')).toBeUndefined();
  });

  it('does not let in whom Quorate does not know', async () => {
    const { response } = await signIn(claims({ sub: 'a-stranger' }));
    expect(response.status).toBe(403);
    // A login is no subject here: that is the demo's way.
    expect((await signIn(claims({ sub: t.economy.viewer('administrator').login }))).response.status).toBe(403);
  });

  it('is where signing out goes on to', async () => {
    const { b } = await signIn((good) => ({ claims: good }));
    const { next } = (await (await b.post('/auth/sign-out')).json()) as { next: string };
    expect(next.startsWith(`${provider.issuer}/end?`)).toBe(true);
    expect(new URL(next).searchParams.get('post_logout_redirect_uri')).toBe(`${origin}/signed-out`);
  });

  it('leaves no trace of the demo’s own sign-in', async () => {
    const b = new HttpBrowser(origin);
    for (const path of ['/idp/.well-known/openid-configuration', '/idp/interaction/x', '/idp/auth', '/idp/token'])
      expect((await b.get(path)).status).toBe(404);
    expect(
      (await b.submit('/idp/interaction/x/login', { login: t.economy.viewer('administrator').login })).status,
    ).toBe(404);
  });

  it('may be away: the page says so and what to do', async () => {
    const away = new FakeIdentityProvider();
    const issuer = await away.start();
    await away.stop();
    const lonely = await startTestApp({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT, QUORATE_DATA_DIR: home });
    const b = new HttpBrowser(await listen(lonely.app));
    const response = await b.get('/auth/sign-in');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('does not answer');
    await lonely.stop();
  });
});

describe('behind TLS', () => {
  it('the session cookie is bound to this host and to TLS', async () => {
    const publicUrl = 'https://quorate.example';
    const safe = await startTestApp({
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT,
      QUORATE_DATA_DIR: home,
    });
    const b = new HttpBrowser(await listen(safe.app));
    const moved = await b.get('/auth/sign-in');
    expect(moved.headers.get('location')).toBe(`${publicUrl}/auth/sign-in`);
    expect(moved.headers.get('strict-transport-security')).toContain('max-age');
    b.setCookie('quorate-session', 'x');
    const answer = await b.post('/auth/sign-out', {}, { origin: publicUrl });
    expect(answer.headers.getSetCookie().join()).toMatch(/__Host-quorate-session=;.*Secure/);
    await safe.stop();
  });
});
