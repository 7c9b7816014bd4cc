import { GENESIS } from './audit.js';
import type { Commands } from './commands.js';
import { newId } from './ids.js';
import type { Reads } from './reads.js';
import { jobSession } from './tenant-session.js';

export interface NewTenant {
  /** Small letters, digits and hyphens; what the command line calls it. */
  readonly key: string;
  readonly name: string;
  readonly isDemo: boolean;
}

const KEY = /^[a-z0-9][a-z0-9-]{0,62}$/;
const NO_TENANT = '00000000-0000-0000-0000-000000000000';

/** Whether a text can be a tenant's key. */
export function isTenantKey(key: string): boolean {
  return KEY.test(key);
}

/** The tenant of a key, or null. The registry of tenants is the one table without a wall. */
export async function findTenant(reads: Reads, key: string): Promise<string | null> {
  const [row] = await reads.rowsFor<{ tenant_id: string }>(jobSession(NO_TENANT), {
    name: 'tenant-of-key',
    text: 'select tenant_id from tenant where key = $1',
    values: [key],
  });
  return row?.tenant_id ?? null;
}

/**
 * The tenant of this key, made with the beginning of its audit chain if it is not there yet. Its creation is the first
 * event of the chain. Two callers at once get the same tenant.
 */
export async function createTenant(
  platform: { readonly commands: Commands; readonly reads: Reads },
  tenant: NewTenant,
): Promise<{ readonly tenantId: string; readonly isNew: boolean }> {
  const known = await findTenant(platform.reads, tenant.key);
  if (known) return { tenantId: known, isNew: false };
  const tenantId = newId();
  try {
    await platform.commands.runJob(tenantId, 'createTenant', async (tx) => {
      await tx.query('insert into tenant (tenant_id, key, name, is_demo, created_at) values ($1,$2,$3,$4,$5)', [
        tenantId,
        tenant.key,
        tenant.name,
        tenant.isDemo,
        tx.now,
      ]);
      await tx.query('insert into audit_head (tenant_id, seq, hash) values ($1, 0, $2)', [tenantId, GENESIS]);
      tx.audit({ entity: 'Tenant', entityId: tenantId, detail: { key: tenant.key } });
    });
    return { tenantId, isNew: true };
  } catch (cause) {
    const winner = await findTenant(platform.reads, tenant.key);
    if (winner) return { tenantId: winner, isNew: false };
    throw cause;
  }
}
