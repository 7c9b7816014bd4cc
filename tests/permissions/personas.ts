import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '@quorate/libs/access';
import { SessionsService } from '../../api/src/identity/sessions.service.js';
import type { Fixture } from './economy.js';

/** Where somebody stands to what the arguments name: its host, a provider with seats at it, the board that commissions, neither, another tenant, or nowhere. */
export type Standing = 'host' | 'provider' | 'commissions' | 'uninvolved' | 'otherTenant' | 'signedOut';

export interface Persona {
  /** 'clinician of the host'. */
  readonly name: string;
  readonly standing: Standing;
  readonly role: Role | null;
  readonly tenantId: string | null;
  readonly organisationId: string | null;
  readonly accountId: string | null;
  readonly practitionerId: string | null;
  readonly aboutPatientId: string | null;
  readonly actingRoleId: string | null;
  readonly token: string | null;
}

const STAFF = ROLES.filter((role) => role !== 'person' && role !== 'carer');
const OWN_RECORD = ['person', 'carer'] as const;
const IN_WORDS: Readonly<Record<Standing, string>> = {
  host: 'of the host',
  provider: 'of a provider with seats',
  commissions: 'of the board that commissions',
  uninvolved: 'of an uninvolved organisation',
  otherTenant: 'of another tenant',
  signedOut: 'signed out',
};

/** Every role in each standing, each with a session of its own, and one who is signed out. */
export async function signInEveryone(fixture: Fixture): Promise<Persona[]> {
  const { economy } = fixture.t;
  const known = (role: Role, organisation: 'riverside' | 'northgate') => economy.viewer(role, organisation);
  const people: Omit<Persona, 'token' | 'name'>[] = [
    ...STAFF.map((role) => ({ ...known(role, 'riverside'), standing: 'host' as const })),
    ...OWN_RECORD.map((role) => ({ ...known(role, 'riverside'), standing: 'host' as const })),
    ...STAFF.map((role) => ({ ...known(role, 'northgate'), standing: 'provider' as const })),
    { ...economy.viewer('commissioner', 'icb'), standing: 'commissions' as const },
    { ...economy.viewer('administrator', 'icb'), standing: 'commissions' as const },
    ...(await Promise.all(STAFF.map((role) => addStaff(fixture, role)))),
    ...STAFF.map((role) => ({ ...economy.stranger(role), standing: 'otherTenant' as const })),
    ...(await addStrangersWithRecord(fixture)),
  ];
  const personas = await Promise.all(
    people.map(async (person) => ({
      ...person,
      name: `${person.role} ${IN_WORDS[person.standing]}`,
      token: await signIn(fixture, String(person.tenantId), String(person.accountId)),
    })),
  );
  return [
    ...personas,
    {
      name: IN_WORDS.signedOut,
      standing: 'signedOut',
      role: null,
      tenantId: null,
      organisationId: null,
      accountId: null,
      practitionerId: null,
      aboutPatientId: null,
      actingRoleId: null,
      token: null,
    },
  ];
}

async function signIn({ t }: Fixture, tenantId: string, accountId: string): Promise<string> {
  const opened = await t.app.get(SessionsService).open({ tenantId, accountId, kind: 'bearer', hours: 12 });
  if (!opened) throw new Error('A persona cannot sign in.');
  return opened.token;
}

async function addStaff({ t, uninvolved }: Fixture, role: Role): Promise<Omit<Persona, 'token' | 'name'>> {
  const practitionerId = role === 'clinician' ? uninvolved.practitionerId : null;
  const account = await addAccount(t, t.economy.tenantId, {
    role,
    practitionerId,
    organisationId: uninvolved.organisationId,
    aboutPatientId: null,
  });
  return { ...account, standing: 'uninvolved' };
}

/** A person and a carer of the other tenant, with a record there. */
async function addStrangersWithRecord({ t }: Fixture): Promise<Omit<Persona, 'token' | 'name'>[]> {
  const { otherTenantId } = t.economy;
  const patientId = randomUUID();
  await t.db.sql(
    otherTenantId,
    `insert into patient (tenant_id, patient_id, nhs_number, nhs_number_status, family_name, given_name, date_of_birth, created_at) values ($1,$2,null,'absent','Elsewhere','Ivor','1941-01-01','2025-01-01')`,
    [otherTenantId, patientId],
  );
  return Promise.all(
    OWN_RECORD.map(async (role) => {
      const account = await addAccount(t, otherTenantId, {
        role,
        practitionerId: null,
        organisationId: null,
        aboutPatientId: patientId,
      });
      await t.db.sql(
        otherTenantId,
        `insert into legitimate_relationship (tenant_id, relationship_id, patient_id, account_id, basis, reason, during) values ($1,$2,$3,$4,$5,'own','[2020-01-01,)')`,
        [otherTenantId, randomUUID(), patientId, account.accountId, role === 'carer' ? 'carer' : 'self'],
      );
      return { ...account, standing: 'otherTenant' as const };
    }),
  );
}

type Account = Pick<Persona, 'role' | 'practitionerId' | 'organisationId' | 'aboutPatientId'>;

async function addAccount({ db }: Fixture['t'], tenantId: string, account: Account) {
  const accountId = randomUUID();
  const actingRoleId = randomUUID();
  const login = `${account.role}-${accountId.slice(0, 6)}`;
  await db.sql(
    tenantId,
    `insert into account (tenant_id, account_id, login, name, email, practitioner_id, active_from) values ($1,$2,$3,$3,$4,$5,'2020-01-01')`,
    [tenantId, accountId, login, `${login}@example.invalid`, account.practitionerId],
  );
  await db.sql(
    tenantId,
    `insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, about_patient_id, during) values ($1,$2,$3,$4,$5,$6,'[2020-01-01,)')`,
    [tenantId, actingRoleId, accountId, account.role, account.organisationId, account.aboutPatientId],
  );
  return { ...account, tenantId, accountId, actingRoleId };
}
