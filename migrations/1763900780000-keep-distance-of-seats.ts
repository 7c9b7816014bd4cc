import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How far the place of a meeting is from whoever employs the holder of a seat, kept with the evidence: an employer or a
 * site that moves later changes no month that was judged. Rows written before have none, which is "not known".
 */
export class KeepDistanceOfSeats1763900780000 implements MigrationInterface {
  name = 'KeepDistanceOfSeats1763900780000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `alter table attendance_evidence add column travel_km real,
         add constraint attendance_evidence_travel_km_known check (travel_km >= 0)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table attendance_evidence drop column travel_km');
  }
}
