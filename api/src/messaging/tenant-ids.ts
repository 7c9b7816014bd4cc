import type { Reads } from '../platform/reads.js';
import { jobSession } from '../platform/tenant-session.js';

/** Every tenant's id, for work that goes through all of them one by one. The registry of tenants has no wall. */
export async function tenantIds(reads: Reads): Promise<string[]> {
  const rows = await reads.rowsFor<{ tenant_id: string }>(jobSession(''), {
    name: 'tenant-ids',
    text: 'select tenant_id from tenant order by tenant_id',
    values: [],
  });
  return rows.map((row) => row.tenant_id);
}
