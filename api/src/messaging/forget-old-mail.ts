import type { Commands } from '../platform/commands.js';
import type { Reads } from '../platform/reads.js';
import { jobSession } from '../platform/tenant-session.js';

const KEPT_DAYS = 90;
const KEPT_MAILS = 5_000;
// "is the newest 5,000" as a row to compare with: one look at the index, however many are older.
const OLD = `m.tenant_id = $1 and (m.received_at < quorate_now() - make_interval(days => ${KEPT_DAYS})
  or (m.received_at, m.mail_id) <= (select n.received_at, n.mail_id from caught_mail n where n.tenant_id = $1
    order by n.received_at desc, n.mail_id desc offset ${KEPT_MAILS} limit 1))`;

/**
 * Job: mail that was caught instead of sent is kept 90 days, and of more than 5,000 a tenant the newest. What the product
 * wrote and when stays in the outbox. Returns how many were deleted. Safe to repeat.
 */
export async function forgetOldMail(commands: Commands, reads: Reads, tenantId: string): Promise<number> {
  const old = await reads.rowsFor(jobSession(tenantId), {
    name: 'old-caught-mail',
    text: `select 1 from caught_mail m where ${OLD} limit 1`,
    values: [tenantId],
  });
  if (old.length === 0) return 0;
  return commands.runJob(tenantId, 'forgetOldMail', async (tx) => {
    const gone = await tx.query(`delete from caught_mail m where ${OLD} returning 1`, [tenantId]);
    tx.audit({ entity: 'CaughtMail', entityId: tenantId, detail: { deleted: gone.length } });
    return gone.length;
  });
}
