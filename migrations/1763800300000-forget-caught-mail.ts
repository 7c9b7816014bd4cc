import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Caught mail is kept 90 days, so the application may delete it; the tenant's wall holds for that too. */
export class ForgetCaughtMail1763800300000 implements MigrationInterface {
  name = 'ForgetCaughtMail1763800300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('grant delete on caught_mail to quorate_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('revoke delete on caught_mail from quorate_app');
  }
}
