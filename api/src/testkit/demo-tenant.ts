import { recordEvidence } from '../attendance/evidence/record-evidence.js';
import { DEMO_TENANTS, draftDemoTenant, insertDraft } from '../demo/load-demo-economy.js';
import { GENESIS } from '../platform/audit.js';
import { Commands } from '../platform/commands.js';
import { TEST_NOW, type TestApp } from './test-app.js';

/** Loads the larger of the demo's tenants, with its evidence and nothing else worked out from it. Returns its id. */
export async function loadDemoTenant(t: TestApp): Promise<string> {
  const [tenant] = DEMO_TENANTS;
  if (!tenant) throw new Error('There is a demo tenant.');
  const draft = draftDemoTenant(tenant, 2026, new Date(TEST_NOW));
  await t.app.get(Commands).runJob(draft.tenantId, 'loadDemoEconomy', async (tx) => {
    await tx.query(`insert into tenant (tenant_id, key, name, is_demo, created_at) values ($1, 'demo', $2, true, $3)`, [
      draft.tenantId,
      tenant.name,
      tx.now,
    ]);
    await tx.query('insert into audit_head (tenant_id, seq, hash) values ($1, 0, $2)', [draft.tenantId, GENESIS]);
    await insertDraft(tx, draft);
    await recordEvidence(
      tx,
      (draft.rows.get('mdt_meeting') ?? []).map((meeting) => String(meeting.meeting_id)),
    );
  });
  return draft.tenantId;
}
