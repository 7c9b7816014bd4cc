import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { HttpBrowser, listen } from '../testkit/http-browser.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';

jest.setTimeout(120_000);

const VIEWER = '{ viewer { login acting { id role } actingRoles { id } } }';
const SWITCH = 'mutation M($i: SwitchActingRoleInput!) { switchActingRole(input: $i) { __typename } }';

interface ViewerData {
  viewer: { login: string; acting: { id: string; role: string }; actingRoles: { id: string }[] };
}

let t: TestApp;
let origin: string;

beforeAll(async () => {
  t = await startTestApp();
  origin = await listen(t.app);
});
afterAll(() => t.stop());
beforeEach(() => t.clock.setNow(TEST_NOW));

async function signedIn(role: Role): Promise<HttpBrowser> {
  const b = new HttpBrowser(origin);
  await b.signInAs(t.economy.viewer(role).login);
  return b;
}

const after = (minutes: number) => t.clock.setNow(new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString());
const code = async (b: HttpBrowser, headers = {}) =>
  (await b.ask(VIEWER, {}, headers)).errors?.[0]?.extensions.code ?? 'open';

describe('a session', () => {
  it('locks after a quarter of an hour without use, and the wait is not an end', async () => {
    const b = await signedIn('careCoordinator');
    after(14);
    expect(await code(b)).toBe('open');
    after(28);
    expect(await code(b)).toBe('open');
    after(43);
    expect(await code(b)).toBe('SESSION_LOCKED');
    expect(await code(b)).toBe('SESSION_LOCKED');
  });

  it('is not kept open by what a page asks in the background', async () => {
    const b = await signedIn('careCoordinator');
    after(10);
    expect(await code(b, { 'x-quorate-background': '1' })).toBe('open');
    after(15);
    expect(await code(b)).toBe('SESSION_LOCKED');
  });

  it('is kept open by somebody who only types', async () => {
    const b = await signedIn('careCoordinator');
    after(10);
    expect((await b.post('/auth/active')).status).toBe(204);
    after(24);
    expect(await code(b)).toBe('open');
    after(40);
    expect((await b.post('/auth/active')).status).toBe(401);
  });

  it('refuses a mutation while it is locked', async () => {
    const b = await signedIn('careCoordinator');
    await b.post('/auth/lock');
    const { errors } = await b.ask(SWITCH, { i: { actingRoleId: t.economy.viewer('careCoordinator').actingRoleId } });
    expect(errors?.[0]?.extensions.code).toBe('SESSION_LOCKED');
  });

  it('goes on in the same role after a fresh sign-in by the same person, under a new secret', async () => {
    const viewer = t.economy.viewer('clinician');
    const second = '018f0000-0000-7000-8000-0000000000aa';
    await t.db.sql(
      t.economy.tenantId,
      `insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, during) values ($1,$2,$3,'careCoordinator',$4,'[2021-01-01,)')`,
      [t.economy.tenantId, second, viewer.accountId, t.economy.organisations.northgate],
    );
    const b = await signedIn('clinician');
    const before = (await b.ask<ViewerData>(VIEWER)).data?.viewer;
    expect(before?.actingRoles).toHaveLength(2);
    expect(before?.acting.id).toBe(viewer.actingRoleId);
    await b.ask(SWITCH, { i: { actingRoleId: second } });
    expect((await b.ask<ViewerData>(VIEWER)).data?.viewer.acting).toEqual({ id: second, role: 'CARE_COORDINATOR' });
    const stolen = b.cookie('quorate-session') ?? '';
    after(20);
    expect(await code(b)).toBe('SESSION_LOCKED');
    const picker = await b.follow(await b.get('/auth/sign-in?returnTo=/signed-in&prompt=login'));
    expect(await picker.response.text()).toContain('You were signed in as');
    await b.signInAs(viewer.login, '/auth/sign-in?returnTo=/signed-in&prompt=login');
    expect((await b.ask<ViewerData>(VIEWER)).data?.viewer.acting.id).toBe(second);
    const thief = new HttpBrowser(origin);
    thief.setCookie('quorate-session', stolen);
    expect(await code(thief)).toBe('UNAUTHENTICATED');
  });

  it('ends when somebody else signs in at its browser', async () => {
    const b = await signedIn('careCoordinator');
    const first = new HttpBrowser(origin);
    first.setCookie('quorate-session', b.cookie('quorate-session') ?? '');
    await b.post('/auth/lock');
    await b.signInAs(t.economy.viewer('commissioner').login);
    expect((await b.ask<ViewerData>(VIEWER)).data?.viewer.login).toBe(t.economy.viewer('commissioner').login);
    expect(await code(first)).toBe('UNAUTHENTICATED');
  });

  it('ends after its hours, however much it is used', async () => {
    const b = await signedIn('careCoordinator');
    for (let minutes = 10; minutes < 12 * 60; minutes += 10) {
      after(minutes);
      await b.post('/auth/active');
    }
    after(12 * 60 - 1);
    expect(await code(b)).toBe('open');
    after(12 * 60);
    expect(await code(b)).toBe('UNAUTHENTICATED');
  });

  it('may not act in a role of somebody else', async () => {
    const b = await signedIn('careCoordinator');
    const { data } = await b.ask(SWITCH, { i: { actingRoleId: t.economy.viewer('administrator').actingRoleId } });
    expect(data).toEqual({ switchActingRole: { __typename: 'NotPermitted' } });
    expect((await b.ask<ViewerData>(VIEWER)).data?.viewer.acting.role).toBe('CARE_COORDINATOR');
  });

  it('is over when its acting role ends', async () => {
    const viewer = t.economy.viewer('informationGovernanceLead');
    const b = await signedIn('informationGovernanceLead');
    await t.db.sql(
      t.economy.tenantId,
      `update acting_role set during = tstzrange(lower(during), $2) where acting_role_id = $1`,
      [viewer.actingRoleId, TEST_NOW],
    );
    expect(await code(b)).toBe('UNAUTHENTICATED');
  });
});

describe('signing out', () => {
  it('ends this session and no other', async () => {
    const [here, there] = [await signedIn('careCoordinator'), await signedIn('careCoordinator')];
    const kept = here.cookie('quorate-session') ?? '';
    const response = await here.post('/auth/sign-out');
    expect(await response.json()).toEqual({ next: null });
    expect(here.cookie('quorate-session')).toBeUndefined();
    here.setCookie('quorate-session', kept);
    expect(await code(here)).toBe('UNAUTHENTICATED');
    expect(await code(there)).toBe('open');
  });

  it('ends every session of the account, and no other account’s', async () => {
    const [here, there, other] = [
      await signedIn('careCoordinator'),
      await signedIn('careCoordinator'),
      await signedIn('administrator'),
    ];
    await here.post('/auth/sign-out-everywhere');
    expect(await code(there)).toBe('UNAUTHENTICATED');
    expect(await code(other)).toBe('open');
  });

  it.each(['/auth/sign-out', '/auth/sign-out-everywhere', '/auth/lock', '/auth/active'])(
    'is not done by a foreign page: %s',
    async (path) => {
      const b = await signedIn('careCoordinator');
      for (const headers of [
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        { origin: 'null', 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ] as Record<string, string>[]) {
        expect((await b.post(path, {}, headers)).status).toBe(403);
      }
      expect((await b.get(path)).status).toBe(404);
      expect(await code(b)).toBe('open');
    },
  );

  it('leaves its marks in the audit trail, under the account’s own name', async () => {
    const viewer = t.economy.viewer('providerManager');
    const b = await signedIn('providerManager');
    await b.post('/auth/sign-out');
    const rows = await t.db.sql<{ kind: string; operation: string }>(
      t.economy.tenantId,
      'select kind, operation from audit_event where account_id = $1 order by seq',
      [viewer.accountId],
    );
    expect(rows.at(-1)).toEqual({ kind: 'signOut', operation: 'signOut' });
    expect(rows.at(-2)).toEqual({ kind: 'signIn', operation: 'signIn' });
  });
});
