import { openFromOutside } from '../../api/src/cli/account-open.command.js';
import { importOds } from '../../api/src/interop/ods/import-ods.js';
import { readOdsFolder } from '../../api/src/interop/ods/ods-folder.js';
import { Commands } from '../../api/src/platform/commands.js';
import { Reads } from '../../api/src/platform/reads.js';
import { createTenant } from '../../api/src/platform/tenants.js';
import { odsTestFolder, writeSmallEconomy } from '../../api/src/testkit/ods-folder.js';
import type { TestApp } from '../../api/src/testkit/test-app.js';
import { PersonAtWork } from './person-at-work.js';

/** A tenant whose directory came from ODS extracts, with staff: a host with a matron's team, and a provider that withholds. */
export interface ImportedSystem {
  /** By ODS code. */
  readonly organisations: ReadonlyMap<string, string>;
  /** Practitioners by role code; the first three work for the host, the others for the provider. */
  readonly staff: Readonly<Record<string, string>>;
  /** Two sites of the provider: where the MDT meets, and where it meets once. */
  readonly sites: { readonly usual: string; readonly other: string };
}

export const HOST = 'G9X9Z';
export const PROVIDER = 'XA1';
const BOARD = 'QXX';
export const HOST_ROLES = ['communityMatron', 'communityNurse', 'socialWorker'] as const;
export const PROVIDER_ROLES = ['geriatrician', 'dischargeNurse', 'pharmacist'] as const;

/**
 * Imports the extracts into a new tenant and opens its first account as the command line does. That administrator enters
 * the staff and the logins: 'lin' and 'kit' co-ordinate, 'mo' manages, 'cass' commissions.
 */
export async function importSystem(t: TestApp, origin: string): Promise<ImportedSystem> {
  await importDirectory(t);
  const ada = await PersonAtWork.signIn(origin, 'ada');
  const { items } = await ada.ask<{ items: { id: string; odsCode: string }[] }>(
    '{ organisations(first: 100) { items { id odsCode } } }',
  );
  const organisations = new Map(items.map(({ id, odsCode }) => [odsCode, id]));
  const staff: Record<string, string> = {};
  for (const role of HOST_ROLES) staff[role] = await addStaff(ada, role, organisations.get(HOST));
  for (const role of PROVIDER_ROLES) staff[role] = await addStaff(ada, role, organisations.get(PROVIDER));
  await addLogin(ada, 'lin', 'CARE_COORDINATOR', organisations.get(HOST));
  await addLogin(ada, 'kit', 'CARE_COORDINATOR', organisations.get(HOST));
  await addLogin(ada, 'mo', 'PROVIDER_MANAGER', organisations.get(PROVIDER));
  await addLogin(ada, 'cass', 'COMMISSIONER', organisations.get(BOARD));
  const sites = { usual: await siteNamed(ada, 'riverside infirmary'), other: await siteNamed(ada, 'riverside clinic') };
  return { organisations, staff, sites };
}

async function importDirectory(t: TestApp): Promise<void> {
  const platform = { commands: t.app.get(Commands), reads: t.app.get(Reads) };
  await createTenant(platform, { key: 'imported', name: 'Imported system', isDemo: true });
  const folder = odsTestFolder();
  try {
    writeSmallEconomy(folder);
    const asOf = '2025-09-01';
    const extracts = readOdsFolder(folder.directory, asOf, () => undefined);
    await importOds(platform, { tenantKey: 'imported', icbs: [BOARD], asOf, folder: extracts });
  } finally {
    folder.remove();
  }
  const first = { login: 'ada', name: 'Scenario ada', role: 'administrator', organisation: BOARD } as const;
  await openFromOutside(platform, { OIDC_ISSUER: undefined }, { tenant: 'imported', ...first });
}

async function addStaff(ada: PersonAtWork, roleCode: string, organisationId: string | undefined): Promise<string> {
  const { practitionerId } = await ada.act<{ practitionerId: string }>(
    'addPractitioner',
    {
      organisationId,
      name: `Scenario ${roleCode}`,
      email: `${roleCode.toLowerCase()}@example.invalid`,
      roleCode,
      from: '2026-01-01',
    },
    'PractitionerAdded',
    'practitionerId',
  );
  return practitionerId;
}

async function addLogin(
  ada: PersonAtWork,
  login: string,
  role: string,
  organisationId: string | undefined,
): Promise<void> {
  await ada.act(
    'openAccount',
    { organisationId, login, name: `Scenario ${login}`, email: `${login}@example.invalid`, role },
    'AccountOpened',
  );
}

async function siteNamed(ada: PersonAtWork, text: string): Promise<string> {
  const { items } = await ada.ask<{ items: { id: string }[] }>(
    'query S($text: String) { sites(text: $text, first: 2) { items { id } } }',
    { text },
  );
  if (items.length !== 1 || !items[0]) throw new Error(`${items.length} sites are called ${text}.`);
  return items[0].id;
}
