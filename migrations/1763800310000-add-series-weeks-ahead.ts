import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far ahead a series without a last date is kept booked; until now nothing kept it, and 26 weeks were usual. */
export class AddSeriesWeeksAhead1763800310000 implements MigrationInterface {
  name = 'AddSeriesWeeksAhead1763800310000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table mdt_series add column weeks_ahead integer not null default 26,
        add constraint mdt_series_weeks_ahead_range check (weeks_ahead between 1 and 104)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table mdt_series drop column weeks_ahead');
  }
}
