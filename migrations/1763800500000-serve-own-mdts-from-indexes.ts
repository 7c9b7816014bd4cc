import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The MDTs that an organisation hosts or has a seat in are read from two indexes alone, at every list of meetings. */
export class ServeOwnMdtsFromIndexes1763800500000 implements MigrationInterface {
  name = 'ServeOwnMdtsFromIndexes1763800500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Both serve "which MDTs may this viewer see", with the MDT in the index so that no row is looked up.
      create index mdt_by_host on mdt (tenant_id, host_organisation_id, mdt_id);
      drop index mdt_seat_by_provider;
      create index mdt_seat_by_provider on mdt_seat (tenant_id, provider_organisation_id, mdt_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index mdt_by_host;
      drop index mdt_seat_by_provider;
      create index mdt_seat_by_provider on mdt_seat (tenant_id, provider_organisation_id);
    `);
  }
}
