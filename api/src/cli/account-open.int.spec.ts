import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { Reads } from '../platform/reads.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js';
import { type AccountOptions, openFromOutside } from './account-open.command.js';
import { BadInput } from './command.js';

describe('quorate account open', () => {
  let db: TestDatabase;
  let economy: SmallEconomy;
  let platform: { readonly commands: Commands; readonly reads: Reads };

  beforeAll(async () => {
    db = await createTestDatabase();
    economy = await seedSmallEconomy(db);
    const clock = new Clock();
    clock.setNow('2026-11-24T09:00:00.000Z');
    platform = { commands: new Commands(db.database, clock), reads: new Reads(db.database, clock) };
  });
  afterAll(() => db.drop());

  const options = (change: Partial<AccountOptions> = {}): AccountOptions => ({
    tenant: 'tamewater',
    login: `first.${newId().slice(-8)}`,
    name: 'First Administrator',
    role: 'administrator',
    organisation: 'XICB',
    ...change,
  });
  const open = (asked: AccountOptions, settings: { readonly OIDC_ISSUER?: string } = {}) =>
    openFromOutside(platform, { OIDC_ISSUER: undefined, ...settings }, asked);
  const count = async (text: string, value: string) => (await db.sql(economy.tenantId, text, [value])).length;

  it('opens an account once, however often it is run', async () => {
    const asked = options();
    expect(await open(asked)).toMatchObject({ login: asked.login, role: 'administrator', isNew: true });
    expect(await open(asked)).toMatchObject({ isNew: false });
    expect(await count('select 1 from account where login = $1', asked.login)).toBe(1);
  });

  it('makes a clinician a member of staff with their profession, once', async () => {
    const asked = options({
      name: 'Dee Scharge',
      role: 'clinician',
      organisation: 'XNOR',
      profession: 'Discharge co-ordinator',
      email: 'dee@example.invalid',
    });
    expect(await open(asked)).toMatchObject({ practitionerId: expect.any(String), isNew: true });
    await open(asked);
    expect(
      await count(
        'select 1 from practitioner_role r join practitioner p using (tenant_id, practitioner_id) where p.name = $1',
        asked.name,
      ),
    ).toBe(1);
  });

  it('leaves nothing behind of what it refuses', async () => {
    const asked = options({
      name: 'Nobody Here',
      role: 'commissioner',
      organisation: 'XNOR',
      profession: 'Some role',
      email: 'nobody@example.invalid',
    });
    await expect(open(asked)).rejects.toThrow(BadInput);
    expect(await count('select 1 from practitioner where name = $1', asked.name)).toBe(0);
  });

  it.each([
    ['a tenant that is not there', { tenant: 'nowhere' }, /no tenant nowhere/],
    ['an organisation that is not there', { organisation: 'ZZZ' }, /no organisation with the code ZZZ/],
    ['a clinician who is no member of staff', { role: 'clinician' as const }, /member of staff/],
    ['an identifier without an identity provider', { subject: 'abc' }, /Leave this empty/],
  ])('refuses %s in words', async (_, change, words) => {
    await expect(open(options(change))).rejects.toThrow(words);
  });

  it('keeps the identifier where an identity provider is set, and needs it', async () => {
    const settings = { OIDC_ISSUER: 'https://login.example' };
    const asked = options({ subject: 'subject-1' });
    await open(asked, settings);
    expect(await count('select 1 from sign_in_subject where issuer = $1', settings.OIDC_ISSUER)).toBe(1);
    await expect(open(options(), settings)).rejects.toThrow(/identity provider/);
    await expect(open(options({ subject: 'subject-1' }), settings)).rejects.toThrow(/another account/);
  });
});
