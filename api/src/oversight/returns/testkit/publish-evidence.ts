import { ABSENCE_REASONS } from '@quorate/libs/attendance';
import { rebuildRollups } from '../../../attendance/engagement-rollups.js';
import { PublicationsService } from '../../../indicators/publication/publications.service.js';
import { Commands } from '../../../platform/commands.js';
import type { TestApp } from '../../../testkit/test-app.js';

/** Counts the evidence as the register engine would have, and publishes what has settled by then. */
export async function publishEvidence(t: TestApp): Promise<void> {
  const { tenantId } = t.economy;
  await t.db.sql(tenantId, 'delete from attendance_count where tenant_id = $1', [tenantId]);
  await t.db.sql(
    tenantId,
    `insert into attendance_count (tenant_id, meeting_id, seat_id, provider_organisation_id, host_organisation_id, mdt_id, role_code, is_core,
       is_own_site, practitioner_id, month, meeting_date, count_class, reason_locus)
     select e.tenant_id, e.meeting_id, e.seat_id, e.provider_organisation_id, e.host_organisation_id, e.mdt_id, e.role_code, e.is_core,
       e.host_organisation_id = e.provider_organisation_id, e.practitioner_id, date_trunc('month', e.meeting_date)::date, e.meeting_date, e.count_class,
       case when e.count_class = 'lost' then (select r.locus from json_to_recordset($2) as r(code text, locus text) where r.code = e.reason_code) end
     from attendance_evidence e where e.tenant_id = $1 and e.is_current and not e.is_gone`,
    [tenantId, JSON.stringify(ABSENCE_REASONS)],
  );
  await t.app.get(Commands).runJob(tenantId, 'countForTest', async (tx) => {
    await rebuildRollups(tx);
    tx.audit({ entity: 'Rollup', entityId: 'all' });
  });
  await t.app.get(PublicationsService, { strict: false }).publishDue(tenantId);
}
