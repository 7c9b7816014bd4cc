import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mayCall, OPERATIONS, ROLES } from '@quorate/libs/access';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js';
import { StaffReads } from './staff.reads.js';
import { StaffService } from './staff.service.js';
import { StaffChanges } from './staff-changes.js';
import { StaffListReads } from './staff-list.reads.js';
import { ensureStandardRoles, STANDARD_ROLES } from './standard-roles.js';

describe('staff', () => {
  let db: TestDatabase;
  let economy: SmallEconomy;
  let service: StaffService;
  let list: StaffListReads;
  let pickers: StaffReads;
  let commands: Commands;

  beforeAll(async () => {
    db = await createTestDatabase();
    economy = await seedSmallEconomy(db);
    const clock = new Clock();
    clock.setNow('2026-11-24T09:00:00.000Z');
    const reads = new Reads(db.database, clock);
    commands = new Commands(db.database, clock);
    service = new StaffService(commands, new StaffChanges());
    list = new StaffListReads(reads);
    pickers = new StaffReads(reads);
  });
  afterAll(() => db.drop());

  const admin = (of: 'riverside' | 'northgate' | 'icb' = 'riverside') => economy.viewer('administrator', of);
  const person = (change: object = {}) => ({
    name: `Pat ${newId()}`,
    email: `${newId()}@example.invalid`,
    organisationId: economy.organisations.riverside,
    roleCode: 'communityMatron',
    from: '2026-11-24',
    ...change,
  });
  const add = async (input: object, viewer: Viewer = admin()) => {
    const answer = await service.addPractitioner(viewer, input);
    if (answer.__typename !== 'PractitionerAdded') throw new Error(JSON.stringify(answer));
    return answer as { practitionerId: string; practitionerRoleId: string };
  };
  const end = (practitionerRoleId: string, on = '2026-11-30', viewer: Viewer = admin()) =>
    service.endPractitionerRole(viewer, { practitionerRoleId, on });
  const offered = async (text: string) =>
    pickers.practitioners(economy.viewer('careCoordinator'), { text, organisationId: null, roleCode: null, first: 50 });

  describe('addPractitioner', () => {
    it('has somebody offered for seats of that role, and leaves an event without a name in it', async () => {
      const input = person();
      const { practitionerId } = await add(input);
      expect(await offered(input.name)).toMatchObject([
        { id: practitionerId, roles: [{ roleCode: 'communityMatron' }] },
      ]);
      const [event] = await db.sql<{ detail: object }>(
        economy.tenantId,
        `select detail from audit_event where entity = 'Practitioner' and entity_id = $1`,
        [practitionerId],
      );
      expect(JSON.stringify(event)).not.toContain('Pat');
      expect(event?.detail).toMatchObject({ roleCode: 'communityMatron' });
    });

    it('makes a professional role of a new name, and takes the one of that name the next time', async () => {
      const first = person({ roleCode: null, newRoleName: 'Admiral nurse' });
      await add(first);
      await add(person({ roleCode: null, newRoleName: 'admiral NURSE' }));
      const roles = await pickers.professionalRoles(admin());
      expect(roles.filter(({ name }) => /admiral/i.test(name))).toEqual([
        { code: 'admiralNurse', name: 'Admiral nurse' },
      ]);
    });

    it('takes the same name with the same address for the same person', async () => {
      const input = person();
      const first = await add(input);
      const second = await add({ ...input, email: input.email.toUpperCase(), roleCode: 'communityNurse' });
      expect(second.practitionerId).toBe(first.practitionerId);
      expect(await service.addPractitioner(admin(), input)).toMatchObject({ __typename: 'InvalidInput' });
    });

    it('enters one person when two administrators add the same at once', async () => {
      const input = person();
      const answers = await Promise.all(Array.from({ length: 6 }, () => service.addPractitioner(admin(), input)));
      expect(answers.filter(({ __typename }) => __typename === 'PractitionerAdded')).toHaveLength(1);
      expect(await offered(input.name)).toHaveLength(1);
    });

    it('runs one intent once under the same key', async () => {
      const viewer = { ...admin(), idempotencyKey: newId() };
      const input = person();
      const answers = await Promise.all(Array.from({ length: 4 }, () => service.addPractitioner(viewer, input)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ __typename: 'PractitionerAdded' });
    });

    it('lets a care board add to any organisation of its system, and a provider to none but itself', async () => {
      await add(person({ organisationId: economy.organisations.elmpark, roleCode: 'gp' }), admin('icb'));
      const elsewhere = person({ organisationId: economy.organisations.riverside });
      expect(await service.addPractitioner(admin('northgate'), elsewhere)).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await service.addPractitioner(economy.stranger('administrator'), elsewhere)).toMatchObject({
        code: 'NOT_PERMITTED',
      });
      const foreign = person({ organisationId: economy.otherOrganisationId });
      expect(await service.addPractitioner(admin('icb'), foreign)).toMatchObject({ code: 'NOT_PERMITTED' });
    });

    it.each([
      ['no name', { name: ' ' }, 'name'],
      ['an address that is none', { email: 'pat at work' }, 'email'],
      ['no role', { roleCode: null }, 'roleCode'],
      ['two roles', { newRoleName: 'Another' }, 'roleCode'],
      ['a role that is not there', { roleCode: 'nobody' }, 'roleCode'],
      ['a new role without a letter', { roleCode: null, newRoleName: '??' }, 'newRoleName'],
      ['a day that is none', { from: '2026-02-30' }, 'from'],
    ])('refuses %s, and says where', async (_, change, path) => {
      expect(await service.addPractitioner(admin(), person(change))).toMatchObject({
        __typename: 'InvalidInput',
        problems: [{ path }],
      });
    });
  });

  describe('endPractitionerRole', () => {
    it('keeps the role to its last day', async () => {
      const { practitionerRoleId } = await add(person());
      expect(await end(practitionerRoleId)).toMatchObject({ lastDay: '2026-11-30' });
      const [row] = await db.sql<{ during: string }>(
        economy.tenantId,
        'select during::text from practitioner_role where practitioner_role_id = $1',
        [practitionerRoleId],
      );
      expect(row?.during).toBe('[2026-11-24,2026-12-01)');
    });

    it('no longer offers who left yesterday', async () => {
      const input = person({ from: '2026-11-01' });
      const { practitionerRoleId } = await add(input);
      await end(practitionerRoleId, '2026-11-23');
      expect(await offered(input.name)).toEqual([]);
    });

    it('is done once when two end it at once, and refused for a day before it began', async () => {
      const { practitionerRoleId } = await add(person());
      expect(await end(practitionerRoleId, '2026-11-01')).toMatchObject({ problems: [{ path: 'on' }] });
      const answers = await Promise.all([end(practitionerRoleId), end(practitionerRoleId)]);
      expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['InvalidInput', 'PractitionerRoleEnded']);
    });

    it('is not for another organisation or tenant, nor for what never was', async () => {
      const { practitionerRoleId } = await add(person());
      const answers = await Promise.all([
        end(practitionerRoleId, '2026-11-30', admin('northgate')),
        end(practitionerRoleId, '2026-11-30', economy.stranger('administrator')),
        end(newId()),
      ]);
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await end(practitionerRoleId, '2026-11-30', admin('icb'))).toMatchObject({ lastDay: '2026-11-30' });
    });
  });

  describe('the list', () => {
    it('comes in pages by name, with roles that are not over, and is null for another organisation', async () => {
      const all = await list.staff(admin('icb'), economy.organisations.riverside, 100, null);
      const first = await list.staff(admin(), economy.organisations.riverside, 2, null);
      const next = await list.staff(admin(), economy.organisations.riverside, 2, first?.endCursor ?? null);
      const names = [...(first?.items ?? []), ...(next?.items ?? [])].map(({ name }) => name);
      expect(names).toEqual(all?.items.slice(0, 4).map(({ name }) => name));
      expect(all?.items.every(({ roles }) => roles.length > 0)).toBe(true);
      expect(await list.staff(admin('northgate'), economy.organisations.riverside, 10, null)).toBeNull();
      expect(await list.staff(economy.stranger('administrator'), economy.organisations.riverside, 10, null)).toBeNull();
      expect(await list.staff(admin(), 'nothing', 10, null)).toBeNull();
    });
  });

  it.each(['addPractitioner', 'endPractitionerRole'] as const)('%s is for administrators', async (operation) => {
    const policy = OPERATIONS[`Mutation.${operation}`];
    if (!policy) throw new Error('undeclared');
    for (const role of ROLES.filter((one) => !mayCall(policy, one)))
      expect(await service[operation](economy.viewer(role), {})).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(ROLES.filter((role) => mayCall(policy, role))).toEqual(['administrator']);
  });

  it('gives standard roles to a tenant that has none, and leaves one that has its own', async () => {
    const ensure = (tenantId: string) =>
      commands.runJob(tenantId, 'ensureRoles', async (tx) => {
        await ensureStandardRoles(tx);
        tx.audit({ entity: 'Tenant', entityId: tenantId });
      });
    const count = async (tenantId: string) =>
      (await db.sql(tenantId, 'select 1 from professional_role where tenant_id = $1', [tenantId])).length;
    const before = await count(economy.tenantId);
    await ensure(economy.tenantId);
    expect(await count(economy.tenantId)).toBe(before);
    await ensure(economy.otherTenantId);
    await ensure(economy.otherTenantId);
    expect(await count(economy.otherTenantId)).toBe(Object.keys(STANDARD_ROLES).length);
  });
});
