import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../api/src/testkit/test-app.js';

/** A record of Northgate's geriatrician that Northgate's manager disputes, and terms that the tenant issued. */
export async function addDisputeRows(
  t: TestApp,
  meetingId: string,
  seatId: string,
): Promise<Readonly<Record<'dispute' | 'disputedPractitioner', string>>> {
  const { economy } = t;
  const sql = (text: string, values: readonly unknown[]) =>
    t.db.sql(economy.tenantId, text, [economy.tenantId, ...values]);
  const disputeId = randomUUID();
  await sql(
    `insert into attendance_dispute (tenant_id, dispute_id, meeting_id, seat_id, provider_organisation_id, host_organisation_id, practitioner_id, disputed_version,
       outcome, mode, reason_code, raised_by, raised_as, raised_at, in_time_until, remind_on, due_on, state)
     values ($1,$2,$3,$4,$5,$6,$7,1,'apologies',null,'sickness',$8,'providerManager','2026-11-20','2026-11-24','2026-11-25','2026-11-27','waiting')`,
    [
      disputeId,
      meetingId,
      seatId,
      economy.organisations.northgate,
      economy.organisations.riverside,
      economy.practitioners.geriatrician,
      economy.viewer('providerManager', 'northgate').accountId,
    ],
  );
  await sql(
    `insert into attendance_dispute_words (tenant_id, dispute_id, what_is_wrong, evidence, why_now, answer)
     values ($1,$2,'She was ill and said so','Her mail of the day before','She was away until now','It was looked for')`,
    [disputeId],
  );
  await sql(
    `insert into dispute_terms (tenant_id, version, in_force_from, dispute_working_days, answer_working_days, remind_working_days, reason, issued_by, issued_at)
     values ($1,1,'2026-11-01',10,5,2,'Agreed by the board',$2,'2026-10-20')`,
    [economy.viewer('administrator', 'icb').accountId],
  );
  return { dispute: disputeId, disputedPractitioner: economy.practitioners.geriatrician };
}
