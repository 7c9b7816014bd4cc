import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which absences a recorded strike day set aside, with the count and with the evidence. No strike was recorded before. */
export class KeepStrikeDays1763900805000 implements MigrationInterface {
  name = 'KeepStrikeDays1763900805000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table attendance_count add column is_strike_day boolean not null default false;
      alter table attendance_evidence add column is_strike_day boolean not null default false;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table attendance_evidence drop column is_strike_day;
      alter table attendance_count drop column is_strike_day;
    `);
  }
}
