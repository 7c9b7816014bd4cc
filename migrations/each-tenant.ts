import type { QueryRunner } from 'typeorm';

/**
 * Does a migration's work inside each tenant, as the product's own work: the tables' owner stands before the same walls
 * as everybody, and would read and write nothing from outside.
 */
export async function eachTenant(queryRunner: QueryRunner, work: (tenantId: string) => Promise<void>): Promise<void> {
  const tenants: { tenant_id: string }[] = await queryRunner.query('select tenant_id from tenant order by tenant_id');
  for (const { tenant_id } of tenants) {
    await queryRunner.query(`select set_config('app.tenant', $1, true), set_config('app.wall', 'job', true)`, [
      tenant_id,
    ]);
    await work(tenant_id);
  }
  await queryRunner.query(`select set_config('app.tenant', '', true), set_config('app.wall', '', true)`);
}
