import { type DirectoryChanges, loadDirectory, saveDirectory } from '../../organisations/directory-store.js';
import type { Commands } from '../../platform/commands.js';
import type { Reads } from '../../platform/reads.js';
import { createTenant } from '../../platform/tenants.js';
import { ensureStandardRoles } from '../../staff/standard-roles.js';
import { applyAssurance, applyHospitals, applyListed, placingOf } from './apply-lists.js';
import { applyMapping, applyPractices, tellEndedBoards } from './apply-practices.js';
import { applyTrustSites, applyTrusts } from './apply-trusts.js';
import { boardsOf, endMergedBoards, ensureBoard } from './boards.js';
import { countDirectory, type OdsCounts } from './count-directory.js';
import { type Board, type ImportContext, locator, roughLocator } from './import-context.js';
import type { OdsException } from './ods-exception.js';
import type { OdsFolder } from './ods-folder.js';

export interface OdsImport {
  readonly counts: OdsCounts;
  readonly changes: DirectoryChanges;
  readonly exceptions: readonly OdsException[];
}

/** A board was asked for that no extract shows. `known` are those that one could have asked for. */
export class UnknownBoard extends Error {
  constructor(
    readonly asked: readonly string[],
    readonly known: readonly string[],
  ) {
    super(
      `No extract up to that date shows the integrated care board ${asked.join(', ')}. Those shown: ${known.join(', ') || 'none'}.`,
    );
  }
}

/** What is to be imported, into which tenant. */
export interface OdsRequest {
  readonly tenantKey: string;
  /** The boards; null for everything in the folder. */
  readonly icbs: readonly string[] | null;
  readonly folder: OdsFolder;
  /** The local date for which it counts. */
  readonly asOf: string;
}

/**
 * Builds a tenant's directory from a folder of ODS extracts in one transaction, making the tenant where it is not there.
 *   errors  UnknownBoard, before anything is written
 *   edges   the same folder again changes nothing; an earlier `asOf` than last time takes no later knowledge away
 */
export async function importOds(
  platform: { readonly commands: Commands; readonly reads: Reads },
  { tenantKey, icbs, folder, asOf }: OdsRequest,
): Promise<OdsImport> {
  const boards = boardsOf(folder);
  const unknown = (icbs ?? []).filter((code) => !boards.has(code));
  if (unknown.length > 0) throw new UnknownBoard(unknown, [...boards.keys()].sort());
  const tenant = { key: tenantKey, name: tenantName(tenantKey, icbs, boards), isDemo: false };
  const { tenantId } = await createTenant(platform, tenant);
  return platform.commands.runJob(tenantId, 'importOds', async (tx) => {
    // One import at a time in a tenant: two would both find a code missing and both add it.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`import ods ${tenantId}`]);
    await ensureStandardRoles(tx);
    const loaded = await loadDirectory(tx);
    const context: ImportContext = {
      folder,
      directory: loaded.directory,
      asOf,
      boards,
      scope: icbs === null ? null : new Set(icbs),
      locate: locator(folder.files.postcodes),
      locateRoughly: roughLocator(folder.files.outcodes),
      exceptions: [...folder.exceptions],
    };
    applyFolder(context, icbs);
    const changes = await saveDirectory(tx, loaded);
    const counts = await countDirectory(tx, icbs, asOf);
    tx.audit({ entity: 'Tenant', entityId: tenantId, detail: { icbs: icbs ?? 'ALL', asOf, changes } });
    tx.notify('directory', tenantId);
    return { counts, changes, exceptions: context.exceptions };
  });
}

function applyFolder(context: ImportContext, icbs: readonly string[] | null): void {
  for (const code of icbs ?? []) ensureBoard(context, code);
  applyTrusts(context);
  endMergedBoards(context);
  applyTrustSites(context);
  applyPractices(context);
  applyMapping(context);
  const placing = placingOf(context);
  applyHospitals(context, placing);
  applyListed(context, placing, 'careHomes');
  applyListed(context, placing, 'pharmacies');
  applyAssurance(context);
  tellEndedBoards(context);
  context.directory.finish();
}

function tenantName(key: string, icbs: readonly string[] | null, boards: ReadonlyMap<string, Board>): string {
  if (icbs === null) return 'England';
  const names = icbs.map((code) => boards.get(code)?.name ?? code);
  return names.length <= 2 ? names.join(' and ') : key;
}
