import { randomUUID } from 'node:crypto';
import type { Role } from '@quorate/libs/access';
import { importOds } from '../../api/src/interop/ods/import-ods.js';
import { readOdsFolder } from '../../api/src/interop/ods/ods-folder.js';
import { Commands } from '../../api/src/platform/commands.js';
import { Reads } from '../../api/src/platform/reads.js';
import { createTenant } from '../../api/src/platform/tenants.js';
import { odsTestFolder, writeSmallEconomy } from '../../api/src/testkit/ods-folder.js';
import type { TestApp } from '../../api/src/testkit/test-app.js';

/** A tenant whose directory came from ODS extracts, with staff: a host with a matron's team, and a provider that withholds. */
export interface ImportedSystem {
  readonly tenantId: string;
  /** By ODS code. */
  readonly organisations: ReadonlyMap<string, string>;
  /** Practitioners by role code; the first three work for the host, the others for the provider. */
  readonly staff: Readonly<Record<string, string>>;
}

export const HOST = 'G9X9Z';
export const PROVIDER = 'XA1';
export const HOST_ROLES = ['communityMatron', 'communityNurse', 'socialWorker'] as const;
export const PROVIDER_ROLES = ['geriatrician', 'dischargeNurse', 'pharmacist'] as const;

/** Imports the extracts into a new tenant and gives it staff and logins: 'lin' and 'kit' co-ordinate, 'mo' manages, 'cass' commissions. */
export async function importSystem(t: TestApp): Promise<ImportedSystem> {
  const platform = { commands: t.app.get(Commands), reads: t.app.get(Reads) };
  const { tenantId } = await createTenant(platform, { key: 'imported', name: 'Imported system', isDemo: true });
  const folder = odsTestFolder();
  try {
    writeSmallEconomy(folder);
    const asOf = '2025-09-01';
    await importOds(platform, {
      tenantKey: 'imported',
      icbs: ['QXX'],
      asOf,
      folder: readOdsFolder(folder.directory, asOf, () => undefined),
    });
  } finally {
    folder.remove();
  }
  const rows = await t.db.sql<{ id: string; code: string }>(
    tenantId,
    'select organisation_id as id, ods_code as code from organisation where tenant_id = $1 and ods_code is not null',
    [tenantId],
  );
  const organisations = new Map(rows.map(({ id, code }) => [code, id]));
  const staff: Record<string, string> = {};
  for (const role of HOST_ROLES) staff[role] = await addStaff(t, tenantId, role, organisations.get(HOST));
  for (const role of PROVIDER_ROLES) staff[role] = await addStaff(t, tenantId, role, organisations.get(PROVIDER));
  await addLogin(t, tenantId, 'lin', 'careCoordinator', organisations.get(HOST));
  await addLogin(t, tenantId, 'kit', 'careCoordinator', organisations.get(HOST));
  await addLogin(t, tenantId, 'mo', 'providerManager', organisations.get(PROVIDER));
  await addLogin(t, tenantId, 'cass', 'commissioner', organisations.get('QXX'));
  return { tenantId, organisations, staff };
}

async function addStaff(
  t: TestApp,
  tenantId: string,
  role: string,
  organisationId: string | undefined,
): Promise<string> {
  const practitionerId = randomUUID();
  await t.db.sql(
    tenantId,
    'insert into professional_role (tenant_id, role_code, name) values ($1,$2,$2) on conflict do nothing',
    [tenantId, role],
  );
  await t.db.sql(tenantId, 'insert into practitioner (tenant_id, practitioner_id, name, email) values ($1,$2,$3,$4)', [
    tenantId,
    practitionerId,
    `Scenario ${role}`,
    `${role.toLowerCase()}@example.invalid`,
  ]);
  await t.db.sql(
    tenantId,
    `insert into practitioner_role (tenant_id, practitioner_role_id, practitioner_id, organisation_id, role_code, during) values ($1,$2,$3,$4,$5,'[2020-01-01,)')`,
    [tenantId, randomUUID(), practitionerId, organisationId, role],
  );
  return practitionerId;
}

async function addLogin(
  t: TestApp,
  tenantId: string,
  login: string,
  role: Role,
  organisationId: string | undefined,
): Promise<void> {
  const accountId = randomUUID();
  await t.db.sql(
    tenantId,
    `insert into account (tenant_id, account_id, login, name, email, active_from) values ($1,$2,$3,$4,$5,'2020-01-01')`,
    [tenantId, accountId, login, `Scenario ${login}`, `${login}@example.invalid`],
  );
  await t.db.sql(
    tenantId,
    `insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, during) values ($1,$2,$3,$4,$5,'[2020-01-01,)')`,
    [tenantId, randomUUID(), accountId, role, organisationId],
  );
}
