import type { INestApplicationContext } from '@nestjs/common';
import { rebuildRollups } from '../attendance/engagement-rollups.js';
import { recordEvidence } from '../attendance/evidence/record-evidence.js';
import { PublicationsService } from '../indicators/publication/publications.service.js';
import { GENESIS } from '../platform/audit.js';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { Reads } from '../platform/reads.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { jobSession } from '../platform/tenant-session.js';
import { addDemoOversight } from './demo-oversight.js';
import { addDemoReturns } from './demo-returns.js';
import { DEMO_TENANTS, draftDemoTenant, insertDraft } from './load-demo-economy.js';

/**
 * Loads the made-up systems that are not there yet, each in one transaction, so that a killed first start leaves none
 * half-loaded. Does nothing on a database of one's own (no demo accounts where real people are) unless QUORATE_DEMO says so.
 */
export async function ensureDemoEconomy(
  app: INestApplicationContext,
  progress: (message: string) => void,
): Promise<void> {
  const settings = app.get<Settings>(SETTINGS);
  if (!settings.isEmbedded && settings.QUORATE_DEMO !== 'yes') return;
  const commands = app.get(Commands);
  const now = app.get(Clock).now();
  for (const tenant of DEMO_TENANTS) {
    const [found] = await app.get(Reads).rowsFor<{ tenant_id: string }>(jobSession(ZERO), {
      name: 'demo-tenant',
      text: 'select tenant_id from tenant where key = $1',
      values: [tenant.key],
    });
    if (found) continue;
    progress(`Loading the demo: ${tenant.name}`);
    const draft = draftDemoTenant(tenant, settings.DEMO_SEED, now);
    await commands.runJob(draft.tenantId, 'loadDemoEconomy', async (tx) => {
      await tx.query(
        'insert into tenant (tenant_id, key, name, is_demo, created_at) values ($1, $2, $3, true, $4) on conflict do nothing',
        [draft.tenantId, tenant.key, tenant.name, now],
      );
      await tx.query('insert into audit_head (tenant_id, seq, hash) values ($1, 0, $2)', [draft.tenantId, GENESIS]);
      await insertDraft(tx, draft);
      await rebuildRollups(tx);
      await recordEvidence(
        tx,
        (draft.rows.get('mdt_meeting') ?? []).map((meeting) => String(meeting.meeting_id)),
      );
      await addDemoReturns(tx, draft);
    });
    await addDemoOversight(app, draft, now);
    await app.get(PublicationsService, { strict: false }).publishDue(draft.tenantId);
  }
}

const ZERO = '00000000-0000-0000-0000-000000000000';
