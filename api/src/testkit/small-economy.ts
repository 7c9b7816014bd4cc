import { randomUUID } from 'node:crypto';
import type { Role } from '@quorate/libs/access';
import type { Viewer } from '../platform/viewer.js';
import type { TestDatabase } from './test-database.js';

/** A made-up health economy that is just big enough: two tenants, three organisations in the first, every role, no MDT yet. */
export interface SmallEconomy {
  readonly tenantId: string;
  readonly otherTenantId: string;
  /** By short name: riverside (community trust, the usual host), northgate (acute trust), elmpark (GP practice), icb. */
  readonly organisations: Readonly<Record<'riverside' | 'northgate' | 'elmpark' | 'icb', string>>;
  readonly otherOrganisationId: string;
  readonly sites: Readonly<Record<'riverside' | 'northgate', string>>;
  readonly rooms: Readonly<Record<'riverside' | 'northgate', string>>;
  /** Practitioners: matron and nurse at riverside, geriatrician and dischargeNurse at northgate, gp at elmpark. */
  readonly practitioners: Readonly<Record<'matron' | 'nurse' | 'geriatrician' | 'dischargeNurse' | 'gp', string>>;
  /** A viewer for tests of services; `role` at `organisation`, or the person herself. */
  viewer(role: Role, organisation?: 'riverside' | 'northgate' | 'elmpark' | 'icb'): Viewer;
  /** The same role in the other tenant. */
  stranger(role: Role): Viewer;
}

export const ROLE_CODES = {
  matron: 'communityMatron',
  nurse: 'communityNurse',
  geriatrician: 'geriatrician',
  dischargeNurse: 'dischargeNurse',
  gp: 'gp',
} as const;

const NAMES = {
  riverside: 'Riverside Community NHS Trust',
  northgate: 'Northgate Acute NHS Trust',
  elmpark: 'Elm Park Surgery',
  icb: 'Tamewater Integrated Care Board',
};
const KINDS = { riverside: 'communityTrust', northgate: 'acuteTrust', elmpark: 'gpPractice', icb: 'icb' };

/** Seeds the economy and returns its ids. Every role in `viewer` has an account, an acting role and a session. */
export async function seedSmallEconomy(db: TestDatabase): Promise<SmallEconomy> {
  const tenantId = randomUUID();
  const otherTenantId = randomUUID();
  const id = <K extends string>(...keys: K[]) =>
    Object.fromEntries(keys.map((key) => [key, randomUUID()])) as Record<K, string>;
  const organisations = id('riverside', 'northgate', 'elmpark', 'icb');
  const sites = id('riverside', 'northgate');
  const rooms = id('riverside', 'northgate');
  const practitioners = id('matron', 'nurse', 'geriatrician', 'dischargeNurse', 'gp');
  const employers = {
    matron: 'riverside',
    nurse: 'riverside',
    geriatrician: 'northgate',
    dischargeNurse: 'northgate',
    gp: 'elmpark',
  } as const;
  const people = {
    matron: 'Sian Roberts',
    nurse: 'Jo Begum',
    geriatrician: 'Dr Tom Keane',
    dischargeNurse: 'Leila Hussain',
    gp: 'Dr Amara Osei',
  } as const;
  const otherOrganisationId = randomUUID();

  await seedTenant(db, tenantId, 'tamewater');
  await seedTenant(db, otherTenantId, 'fellside');
  for (const [key, organisationId] of Object.entries(organisations)) {
    const name = NAMES[key as keyof typeof NAMES];
    await seedOrganisation(
      db,
      tenantId,
      organisationId,
      `X${key.slice(0, 3).toUpperCase()}`,
      name,
      KINDS[key as keyof typeof KINDS],
    );
  }
  await seedOrganisation(
    db,
    otherTenantId,
    otherOrganisationId,
    'XOTH',
    'Fellside Community NHS Trust',
    'communityTrust',
  );
  for (const key of ['riverside', 'northgate'] as const) {
    await db.sql(
      tenantId,
      `insert into site (tenant_id, site_id, organisation_id, ods_code, name, is_open, source) values ($1,$2,$3,$4,$5,true,'test')`,
      [tenantId, sites[key], organisations[key], `S${key.slice(0, 3)}`, `${key} house`],
    );
    await db.sql(tenantId, 'insert into room (tenant_id, room_id, site_id, name, seats) values ($1,$2,$3,$4,12)', [
      tenantId,
      rooms[key],
      sites[key],
      'Room 1',
    ]);
  }
  for (const [key, practitionerId] of Object.entries(practitioners) as [keyof typeof people, string][]) {
    await db.sql(
      tenantId,
      'insert into professional_role (tenant_id, role_code, name) values ($1,$2,$3) on conflict do nothing',
      [tenantId, ROLE_CODES[key], ROLE_CODES[key].replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)],
    );
    await db.sql(tenantId, 'insert into practitioner (tenant_id, practitioner_id, name, email) values ($1,$2,$3,$4)', [
      tenantId,
      practitionerId,
      people[key],
      `${key.toLowerCase()}@example.invalid`,
    ]);
    await db.sql(
      tenantId,
      `insert into practitioner_role (tenant_id, practitioner_role_id, practitioner_id, organisation_id, role_code, during) values ($1,$2,$3,$4,$5,'[2020-01-01,)')`,
      [tenantId, randomUUID(), practitionerId, organisations[employers[key]], ROLE_CODES[key]],
    );
  }
  const patient = randomUUID();
  await db.sql(
    tenantId,
    `insert into patient (tenant_id, patient_id, nhs_number, nhs_number_status, family_name, given_name, date_of_birth, created_at) values ($1,$2,'9434765919','checkDigitOnly','EXAMPLE','Joan','1938-04-02','2025-01-01')`,
    [tenantId, patient],
  );

  const viewers = new Map<string, Viewer>();
  const addViewer = async (
    tenant: string,
    tenantKey: string,
    role: Role,
    organisationId: string | null,
    organisationName: string | null,
    practitionerId: string | null,
    where: string,
  ) => {
    viewers.set(
      `${where} ${role}`,
      await seedViewer(db, {
        tenant,
        tenantKey,
        role,
        organisationId,
        organisationName,
        practitionerId,
        aboutPatientId: organisationId ? null : patient,
      }),
    );
  };
  const clinicians = {
    riverside: practitioners.matron,
    northgate: practitioners.geriatrician,
    elmpark: practitioners.gp,
    icb: null,
  };
  for (const [key, organisationId] of Object.entries(organisations) as [keyof typeof NAMES, string][]) {
    for (const role of [
      'careCoordinator',
      'clinician',
      'providerManager',
      'commissioner',
      'informationGovernanceLead',
      'administrator',
    ] as const) {
      await addViewer(
        tenantId,
        'tamewater',
        role,
        organisationId,
        NAMES[key],
        role === 'clinician' ? clinicians[key] : null,
        key,
      );
    }
  }
  for (const role of ['person', 'carer'] as const)
    await addViewer(tenantId, 'tamewater', role, null, null, null, 'riverside');
  for (const role of [
    'careCoordinator',
    'clinician',
    'providerManager',
    'commissioner',
    'informationGovernanceLead',
    'administrator',
  ] as const) {
    await addViewer(
      otherTenantId,
      'fellside',
      role,
      otherOrganisationId,
      'Fellside Community NHS Trust',
      null,
      'other',
    );
  }
  const get = (key: string): Viewer => {
    const found = viewers.get(key);
    if (!found) throw new Error(`The small economy has no ${key}.`);
    return found;
  };
  return {
    tenantId,
    otherTenantId,
    organisations,
    otherOrganisationId,
    sites,
    rooms,
    practitioners,
    viewer: (role, organisation = 'riverside') => get(`${organisation} ${role}`),
    stranger: (role) => get(`other ${role}`),
  };
}

async function seedTenant(db: TestDatabase, tenantId: string, key: string): Promise<void> {
  await db.sql(
    tenantId,
    `insert into tenant (tenant_id, key, name, is_demo, created_at) values ($1,$2,$3,true,'2025-01-01')`,
    [tenantId, key, `${key} integrated care system`],
  );
  await db.sql(tenantId, 'insert into audit_head (tenant_id, seq, hash) values ($1, 0, $2)', [
    tenantId,
    Buffer.alloc(32),
  ]);
}

async function seedOrganisation(
  db: TestDatabase,
  tenantId: string,
  organisationId: string,
  code: string,
  name: string,
  kind: string,
): Promise<void> {
  await db.sql(
    tenantId,
    `insert into organisation (tenant_id, organisation_id, ods_code, name, kind, is_open, is_fictional, source) values ($1,$2,$3,$4,$5,true,true,'test')`,
    [tenantId, organisationId, code, name, kind],
  );
}

interface ViewerSeed {
  readonly tenant: string;
  readonly tenantKey: string;
  readonly role: Role;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly practitionerId: string | null;
  readonly aboutPatientId: string | null;
}

async function seedViewer(db: TestDatabase, seed: ViewerSeed): Promise<Viewer> {
  const accountId = randomUUID();
  const actingRoleId = randomUUID();
  const login = `${seed.role}-${accountId.slice(-6)}`;
  await db.sql(
    seed.tenant,
    `insert into account (tenant_id, account_id, login, name, email, practitioner_id, active_from) values ($1,$2,$3,$4,$5,$6,'2020-01-01')`,
    [seed.tenant, accountId, login, `Test ${seed.role}`, `${login}@example.invalid`, seed.practitionerId],
  );
  await db.sql(
    seed.tenant,
    `insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, about_patient_id, during) values ($1,$2,$3,$4,$5,$6,'[2020-01-01,)')`,
    [seed.tenant, actingRoleId, accountId, seed.role, seed.organisationId, seed.aboutPatientId],
  );
  if (seed.aboutPatientId) {
    await db.sql(
      seed.tenant,
      `insert into legitimate_relationship (tenant_id, relationship_id, patient_id, account_id, basis, reason, during) values ($1,$2,$3,$4,$5,'their own record','[2020-01-01,)')`,
      [seed.tenant, randomUUID(), seed.aboutPatientId, accountId, seed.role === 'carer' ? 'carer' : 'self'],
    );
  }
  return {
    tenantId: seed.tenant,
    tenantKey: seed.tenantKey,
    tenantName: `${seed.tenantKey} integrated care system`,
    isDemoTenant: true,
    accountId,
    sessionId: randomUUID(),
    name: `Test ${seed.role}`,
    login,
    practitionerId: seed.practitionerId,
    actingRoleId,
    role: seed.role,
    organisationId: seed.organisationId,
    organisationName: seed.organisationName,
    aboutPatientId: seed.aboutPatientId,
    sessionExpiresAt: '2099-01-01T00:00:00.000Z',
    requestId: randomUUID(),
    idempotencyKey: null,
  };
}
