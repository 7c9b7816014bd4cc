import type { Commands } from '../platform/commands.js';
import type { Reads } from '../platform/reads.js';
import { jobSession } from '../platform/tenant-session.js';

/** Job: idempotency keys are kept a day, in which a client may ask again. Returns how many were deleted. Safe to repeat. */
export async function forgetOldKeys(commands: Commands, reads: Reads, tenantId: string): Promise<number> {
  const old = await reads.rowsFor(jobSession(tenantId), {
    name: 'old-keys',
    text: `select 1 from idempotency_record where tenant_id = $1 and created_at < quorate_now() - interval '24 hours' limit 1`,
    values: [tenantId],
  });
  if (old.length === 0) return 0;
  return commands.runJob(tenantId, 'forgetOldKeys', async (tx) => {
    const gone = await tx.query(
      `delete from idempotency_record where tenant_id = $1 and created_at < quorate_now() - interval '24 hours' returning 1`,
      [tenantId],
    );
    tx.audit({ entity: 'IdempotencyRecord', entityId: tenantId, detail: { deleted: gone.length } });
    return gone.length;
  });
}
