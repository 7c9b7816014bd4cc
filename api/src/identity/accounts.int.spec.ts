import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mayCall, OPERATIONS, ROLES, type Role } from '@quorate/libs/access';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/viewer.js';
import { HttpBrowser, listen } from '../testkit/http-browser.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { AccountsReads } from './accounts.reads.js';
import { AccountsService } from './accounts.service.js';
import { openAccount } from './open-account.js';
import { OrganisationAccountsReads } from './organisation-accounts.reads.js';
import { givenSubject } from './sign-in-subject.js';

jest.setTimeout(120_000);

let t: TestApp;
let origin: string;
let service: AccountsService;
let lists: OrganisationAccountsReads;
let made = 0;

beforeAll(async () => {
  t = await startTestApp();
  origin = await listen(t.app);
  service = t.app.get(AccountsService);
  lists = t.app.get(OrganisationAccountsReads);
});
afterAll(() => t.stop());
beforeEach(() => t.clock.setNow(TEST_NOW));

const VIEWER = '{ viewer { login acting { role organisation { name } } } }';
const admin = (of: 'riverside' | 'northgate' | 'icb' = 'riverside') => t.economy.viewer('administrator', of);
const asked = (change: object = {}) => {
  made += 1;
  const login = `new.person${made}`;
  return {
    login,
    name: `New Person ${made}`,
    email: `${login}@example.invalid`,
    role: 'careCoordinator',
    organisationId: t.economy.organisations.riverside,
    ...change,
  };
};
async function open(input: object, viewer: Viewer = admin()) {
  const answer = await service.openAccount(viewer, input);
  if (answer.__typename !== 'AccountOpened') throw new Error(JSON.stringify(answer));
  return answer as { accountId: string; actingRoleId: string; isNewAccount: boolean };
}
const close = (accountId: string, viewer: Viewer = admin()) => service.closeAccount(viewer, { accountId });
const endRole = (actingRoleId: string, viewer: Viewer = admin()) => service.endActingRole(viewer, { actingRoleId });
const minutesOn = (minutes: number) => t.clock.setNow(new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString());
async function signIn(login: string): Promise<HttpBrowser> {
  const browser = new HttpBrowser(origin);
  await browser.signInAs(login);
  return browser;
}
const distinct = (answers: readonly object[]) => new Set(answers.map((answer) => JSON.stringify(answer))).size;

describe('openAccount', () => {
  it('lets somebody sign in by the picker and act for the organisation', async () => {
    const input = asked();
    await open(input);
    expect((await (await signIn(input.login)).ask(VIEWER)).data).toEqual({
      viewer: {
        login: input.login,
        acting: { role: 'CARE_COORDINATOR', organisation: { name: 'Riverside Community NHS Trust' } },
      },
    });
  });

  it('gives another role to a login that is there under the same name, and refuses the role it has', async () => {
    const input = asked();
    const first = await open(input);
    const second = await open({ ...input, login: input.login.toUpperCase(), role: 'providerManager' });
    expect(second).toMatchObject({ accountId: first.accountId, isNewAccount: false });
    expect(await service.openAccount(admin(), input)).toMatchObject({ problems: [{ path: 'role' }] });
  });

  it('tells of a login that is taken no more for a person cared for than for staff of another name', async () => {
    const input = asked();
    await open(input);
    const carer = t.economy.viewer('carer');
    const answers = await Promise.all([
      service.openAccount(admin(), { ...input, name: 'Somebody Else', role: 'providerManager' }),
      service.openAccount(admin(), { ...input, login: carer.login, name: carer.name }),
    ]);
    expect(answers[0]).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'login' }] });
    expect(distinct(answers)).toBe(1);
  });

  it('makes a clinician of a member of staff of that organisation only', async () => {
    const { nurse, gp } = t.economy.practitioners;
    const input = asked({ role: 'clinician' });
    const problem = { problems: [{ path: 'practitionerId' }] };
    expect(await service.openAccount(admin(), input)).toMatchObject(problem);
    expect(await service.openAccount(admin(), { ...input, practitionerId: gp })).toMatchObject(problem);
    expect(await service.openAccount(admin(), { ...input, practitionerId: newId() })).toMatchObject(problem);
    const { accountId } = await open({ ...input, practitionerId: nurse });
    const page = await lists.accounts(admin(), t.economy.organisations.riverside, 100, null);
    expect(page?.items.find(({ id }) => id === accountId)).toMatchObject({ practitionerId: nurse });
    expect(await open({ ...input, role: 'careCoordinator', practitionerId: nurse })).toMatchObject({ accountId });
  });

  it('keeps the identifier that a login signs in with, whoever gives it another role', async () => {
    const { login, name, email } = asked();
    const organisation = { id: t.economy.organisations.riverside, kind: 'communityTrust' };
    const give = (subject: string, role: 'careCoordinator' | 'providerManager' | 'informationGovernanceLead') =>
      t.app.get(Commands).runJob(t.economy.tenantId, 'openAccount', (tx) =>
        openAccount(tx, {
          ...{ login, name, email, role, organisation, practitionerId: null },
          subject: { issuer: 'https://login.example', subject },
        }),
      );
    const { accountId } = await give('hers', 'careCoordinator');
    expect(await give('hers', 'providerManager')).toMatchObject({ accountId, isNewRole: true });
    await expect(give('of-the-administrator', 'informationGovernanceLead')).rejects.toMatchObject({
      refusal: { problems: [{ path: 'signInSubject' }] },
    });
  });

  it('gives a member of staff no second login, by which somebody else would read whom they care for', async () => {
    const { matron } = t.economy.practitioners;
    const input = asked({ role: 'clinician' });
    for (const role of ['clinician', 'careCoordinator'])
      expect(await service.openAccount(admin(), { ...input, role, practitionerId: matron })).toMatchObject({
        problems: [{ path: 'practitionerId', message: expect.stringContaining('has a login already') }],
      });
  });

  it.each([
    ['a commissioner of a provider', { role: 'commissioner' }, 'role'],
    ['a person', { role: 'person' }, 'role'],
    ['a carer', { role: 'carer' }, 'role'],
    ['a login with a slash', { login: 'tamewater/x' }, 'login'],
    ['no name', { name: '' }, 'name'],
    ['an address that is none', { email: 'x' }, 'email'],
    ['an identifier where no identity provider is set', { signInSubject: 'abc' }, 'signInSubject'],
  ])('refuses %s, and says where', async (_, change, path) => {
    expect(await service.openAccount(admin(), asked(change))).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ path }],
    });
  });

  it('lets a care board open one for any organisation of its system, a provider for itself', async () => {
    await open(asked({ organisationId: t.economy.organisations.elmpark }), admin('icb'));
    await open(asked({ organisationId: t.economy.organisations.icb, role: 'commissioner' }), admin('icb'));
    const answers = [
      await service.openAccount(admin('northgate'), asked()),
      await service.openAccount(t.economy.stranger('administrator'), asked()),
      await service.openAccount(admin('icb'), asked({ organisationId: t.economy.otherOrganisationId })),
      await service.openAccount(admin(), asked({ organisationId: newId() })),
    ];
    expect(distinct(answers)).toBe(1);
    expect(answers[0]).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('lets nobody give themselves a role', async () => {
    const { login, name } = admin();
    expect(await service.openAccount(admin(), asked({ login, name }))).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('makes one account when two open the same at once, and runs one intent once', async () => {
    const input = asked();
    const answers = await Promise.all(Array.from({ length: 6 }, () => service.openAccount(admin(), input)));
    expect(answers.filter(({ __typename }) => __typename === 'AccountOpened')).toHaveLength(1);
    const viewer = { ...admin(), idempotencyKey: newId() };
    const again = asked();
    const same = await Promise.all(Array.from({ length: 4 }, () => service.openAccount(viewer, again)));
    expect(distinct(same)).toBe(1);
    expect(same[0]).toMatchObject({ __typename: 'AccountOpened' });
  });

  it('needs the identifier of a person where an identity provider is set', () => {
    const settings = { OIDC_ISSUER: 'https://login.example' };
    expect(givenSubject(settings, 'abc')).toEqual({ issuer: 'https://login.example', subject: 'abc' });
    expect(() => givenSubject(settings, null)).toThrow();
  });
});

describe('closeAccount', () => {
  it('ends access at the next request, and the same login comes back when it is opened again', async () => {
    const input = asked();
    const { accountId } = await open(input);
    const browser = await signIn(input.login);
    minutesOn(1);
    expect(await close(accountId)).toEqual({ __typename: 'AccountClosed', accountId });
    expect((await browser.ask(VIEWER)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const page = await lists.accounts(admin(), t.economy.organisations.riverside, 100, null);
    expect(page?.items.find(({ id }) => id === accountId)).toMatchObject({ hasLeft: true, roles: [] });
    const [row] = await t.db.sql(
      t.economy.tenantId,
      'select 1 from session where account_id = $1 and ended_at is null',
      [accountId],
    );
    expect(row).toBeUndefined();
    minutesOn(2);
    expect(
      await service.openAccount(admin('northgate'), { ...input, organisationId: t.economy.organisations.northgate }),
    ).toMatchObject({ problems: [{ path: 'login' }] });
    expect(await open(input)).toMatchObject({ accountId, isNewAccount: false });
    expect((await (await signIn(input.login)).ask(VIEWER)).data).toMatchObject({ viewer: { login: input.login } });
  });

  it('closes the sockets of whoever left', async () => {
    const { accountId } = await open(asked());
    const listener = await t.db.superuser();
    const heard = new Promise<string>((done) => {
      listener.on('notification', ({ payload }) => {
        if (payload?.endsWith(`|session|${accountId}`)) done(payload);
      });
    });
    await listener.query('listen quorate');
    await close(accountId);
    expect(await heard).toBe(`${t.economy.tenantId}|session|${accountId}`);
    await listener.end();
  });

  it('is done once, never by oneself, and not while somebody acts for another organisation', async () => {
    const input = asked();
    const { accountId } = await open(input);
    await open({ ...input, organisationId: t.economy.organisations.northgate }, admin('northgate'));
    expect(await close(accountId)).toMatchObject({ problems: [{ path: 'accountId' }] });
    const answers = await Promise.all([close(accountId, admin('icb')), close(accountId, admin('icb'))]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['AccountClosed', 'InvalidInput']);
    expect(await close(admin().accountId)).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('is not for another organisation or tenant, for a person cared for, nor for what never was', async () => {
    const { accountId } = await open(asked());
    const answers = await Promise.all([
      close(accountId, admin('northgate')),
      close(accountId, t.economy.stranger('administrator')),
      close(t.economy.viewer('person').accountId, admin('icb')),
      close(newId()),
    ]);
    expect(distinct(answers)).toBe(1);
    expect(answers[0]).toMatchObject({ code: 'NOT_PERMITTED' });
  });
});

describe('endActingRole', () => {
  it('ends what acts in it at the next request and leaves the other role', async () => {
    const input = asked();
    const { actingRoleId } = await open(input);
    minutesOn(1);
    await open({ ...input, role: 'providerManager' });
    const browser = await signIn(input.login);
    minutesOn(2);
    expect(await endRole(actingRoleId)).toEqual({ __typename: 'ActingRoleEnded', actingRoleId });
    expect((await browser.ask(VIEWER)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await (await signIn(input.login)).ask(VIEWER)).data).toMatchObject({
      viewer: { acting: { role: 'PROVIDER_MANAGER' } },
    });
  });

  it('is done once when two end it at once', async () => {
    const { actingRoleId } = await open(asked());
    minutesOn(1);
    const answers = await Promise.all([endRole(actingRoleId), endRole(actingRoleId)]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['ActingRoleEnded', 'InvalidInput']);
  });

  it('is not for oneself, another organisation or tenant, a person cared for, nor what never was', async () => {
    const { actingRoleId } = await open(asked());
    const answers = await Promise.all([
      endRole(actingRoleId, admin('northgate')),
      endRole(actingRoleId, t.economy.stranger('administrator')),
      endRole(t.economy.viewer('person').actingRoleId, admin('icb')),
      endRole(newId()),
    ]);
    expect(distinct(answers)).toBe(1);
    expect(answers[0]).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await endRole(admin().actingRoleId)).toMatchObject({ code: 'NOT_PERMITTED' });
  });
});

describe('the list of accounts', () => {
  it('comes in pages by name and is null for an organisation whose people are not theirs', async () => {
    const { riverside } = t.economy.organisations;
    const all = await lists.accounts(admin('icb'), riverside, 100, null);
    const first = await lists.accounts(admin(), riverside, 2, null);
    const next = await lists.accounts(admin(), riverside, 2, first?.endCursor ?? null);
    const logins = [...(first?.items ?? []), ...(next?.items ?? [])].map(({ login }) => login);
    expect(logins).toEqual(all?.items.slice(0, 4).map(({ login }) => login));
    expect(all).toMatchObject({ needsSignInSubject: false });
    expect(JSON.stringify(all)).not.toContain('@');
    expect(await lists.accounts(admin('northgate'), riverside, 10, null)).toBeNull();
    expect(await lists.accounts(t.economy.stranger('administrator'), riverside, 10, null)).toBeNull();
  });
});

describe('who may be picked at sign-in', () => {
  it('is everyone of every tenant on a local trial, each in their tenant', async () => {
    const login = 'in.both';
    await open(asked({ login }));
    await open(asked({ login, organisationId: t.economy.otherOrganisationId }), t.economy.stranger('administrator'));
    await t.db.superuser().then(async (admins) => {
      await admins.query(`update tenant set is_demo = false where key = 'fellside'`);
      await admins.end();
    });
    const reads = t.app.get(AccountsReads);
    expect((await reads.pickableLogins()).filter((one) => one.login === login)).toHaveLength(2);
    expect((await reads.demoLogins()).filter((one) => one.login === login)).toHaveLength(1);
    const browser = new HttpBrowser(origin);
    const picker = await browser.follow(await browser.get('/auth/sign-in?returnTo=/help'));
    const action = /action="([^"]+)"/.exec(await picker.response.text())?.[1] ?? '';
    expect((await browser.submit(action, { login })).status).toBe(400);
    await browser.follow(await browser.submit(action, { login, tenant: 'fellside' }));
    expect((await browser.ask('{ viewer { tenant { key } } }')).data).toEqual({
      viewer: { tenant: { key: 'fellside' } },
    });
  });

  it('is the made-up people only on a server of one’s own, and nobody with an identity provider', async () => {
    const elsewhere = (settings: object) => {
      const reads = t.app.get(AccountsReads);
      return Object.assign(Object.create(Object.getPrototypeOf(reads)), reads, { settings }) as AccountsReads;
    };
    const own = await elsewhere({ isDemoSignIn: true, isEmbedded: false }).pickableLogins();
    expect(own.some(({ tenantKey }) => tenantKey === 'fellside')).toBe(false);
    expect(own.length).toBeGreaterThan(0);
    expect(await elsewhere({ isDemoSignIn: false, isEmbedded: true }).pickableLogins()).toEqual([]);
  });
});

it.each(['openAccount', 'endActingRole', 'closeAccount'] as const)('%s is for administrators', async (operation) => {
  const policy = OPERATIONS[`Mutation.${operation}`];
  if (!policy) throw new Error('undeclared');
  const others: Role[] = ROLES.filter((role) => !mayCall(policy, role));
  for (const role of others)
    expect(await service[operation](t.economy.viewer(role), {})).toMatchObject({ code: 'NOT_PERMITTED' });
  expect(others).toHaveLength(ROLES.length - 1);
});
