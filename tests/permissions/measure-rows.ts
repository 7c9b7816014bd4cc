import type { TestApp } from '../../api/src/testkit/test-app.js';

/** A measure as a provider reads its own, and as it was published with the second quarter. */
export async function addMeasures(t: TestApp): Promise<void> {
  const { riverside, northgate } = t.economy.organisations;
  const sql = (text: string, values: readonly unknown[]) =>
    t.db.sql(t.economy.tenantId, text, [t.economy.tenantId, ...values]);
  await sql(
    `insert into measure_count (tenant_id, measure, provider_organisation_id, counterpart_organisation_id, month, numerator, denominator, days, timed, counted_at)
     values ($1,'invitationsAnswered',$2,$3,'2026-10-01',9,12,18,9,'2026-11-24')`,
    [riverside, northgate],
  );
  await sql(
    `insert into measure_quarter (tenant_id, quarter, published_at, rule_version) values ($1,'2026-04-01','2026-07-29',1)`,
    [],
  );
  await sql(
    `insert into published_measure (tenant_id, quarter, measure, provider_organisation_id, cut, counterpart, numerator, denominator, days, timed)
     select $1, '2026-04-01', 'invitationsAnswered', $2, cut, counterpart, 9, 12, 18, 9
     from (values ('all',''), ('type','nhsTrust'), ('organisation',$3::uuid::text)) as c(cut, counterpart)`,
    [riverside, northgate],
  );
  await sql(
    `insert into published_system_measure (tenant_id, quarter, measure, cut, part, numerator, denominator, days, timed)
     values ($1,'2026-04-01','peoplePutOff','all','',10,40,100,10), ($1,'2026-04-01','seatsPresent','age','from80',30,40,null,null)`,
    [],
  );
}
