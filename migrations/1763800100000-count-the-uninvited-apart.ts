import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A seat that was never invited counts as that and no more as short notice; a date that was dropped before anybody was told
 * of it never was a meeting and has no count. Stored counts follow, and the rollups with them.
 */
export class CountTheUninvitedApart1763800100000 implements MigrationInterface {
  name = 'CountTheUninvitedApart1763800100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table attendance_count drop constraint attendance_count_class_known;
      alter table attendance_count add constraint attendance_count_class_known check (count_class in
        ('tookPart','lost','excludedLeave','excludedNotInvited','excludedShortNotice','excludedCancelled','excludedNotRecorded','excludedNotRequired','excludedWrittenInput','excludedStructural'));
    `);
    await eachTenant(queryRunner, async (tenantId) => {
      await queryRunner.query(
        `update attendance_count c set count_class = 'excludedNotInvited' from invitation i
         where c.tenant_id = $1 and c.count_class = 'excludedShortNotice' and i.tenant_id = c.tenant_id and i.meeting_id = c.meeting_id and i.seat_id = c.seat_id
           and i.sent_at is null and i.response = 'needsAction'`,
        [tenantId],
      );
      await queryRunner.query(
        `delete from attendance_count c where c.tenant_id = $1 and c.count_class = 'excludedCancelled' and not exists (
           select 1 from invitation i where i.tenant_id = c.tenant_id and i.meeting_id = c.meeting_id and (i.sent_at is not null or i.response <> 'needsAction'))`,
        [tenantId],
      );
      await rebuildRollups(queryRunner, tenantId);
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await eachTenant(queryRunner, async (tenantId) => {
      await queryRunner.query(
        `update attendance_count set count_class = 'excludedShortNotice' where tenant_id = $1 and count_class = 'excludedNotInvited'`,
        [tenantId],
      );
      await rebuildRollups(queryRunner, tenantId);
    });
    await queryRunner.query(`
      alter table attendance_count drop constraint attendance_count_class_known;
      alter table attendance_count add constraint attendance_count_class_known check (count_class in
        ('tookPart','lost','excludedLeave','excludedShortNotice','excludedCancelled','excludedNotRecorded','excludedNotRequired','excludedWrittenInput','excludedStructural'));
    `);
  }
}

/** The tables' owner stands before the same wall as everybody, so a tenant's rows are reached from inside it. */
async function eachTenant(queryRunner: QueryRunner, work: (tenantId: string) => Promise<void>): Promise<void> {
  const tenants: { tenant_id: string }[] = await queryRunner.query('select tenant_id from tenant order by tenant_id');
  for (const { tenant_id } of tenants) {
    await queryRunner.query(`select set_config('app.tenant', $1, true)`, [tenant_id]);
    await work(tenant_id);
  }
  await queryRunner.query(`select set_config('app.tenant', '', true)`);
}

async function rebuildRollups(queryRunner: QueryRunner, tenantId: string): Promise<void> {
  const cells = 'provider_organisation_id, month, role_code, is_core, is_own_site, count_class';
  for (const [table, columns] of [
    ['engagement_by_provider', cells],
    ['engagement_by_mdt', `mdt_id, ${cells}`],
  ]) {
    await queryRunner.query(`delete from ${table} where tenant_id = $1`, [tenantId]);
    await queryRunner.query(
      `insert into ${table} (tenant_id, ${columns}, reason_locus, seats) select tenant_id, ${columns}, coalesce(reason_locus, 'none'), count(*)
       from attendance_count where tenant_id = $1 group by tenant_id, ${columns}, coalesce(reason_locus, 'none')`,
      [tenantId],
    );
  }
}
