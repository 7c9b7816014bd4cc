import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which tests there are before a concern is said by the rules in force and no longer by the table of their answers. */
export class WordTestsByRules1763900720000 implements MigrationInterface {
  name = 'WordTestsByRules1763900720000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table signal_test_answer drop constraint signal_test_answer_code_known;
      alter table signal_test_answer add constraint signal_test_answer_code_given check (test_code <> '');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table signal_test_answer drop constraint signal_test_answer_code_given;
      alter table signal_test_answer add constraint signal_test_answer_code_known
        check (test_code in ('patientInterest','systemic','objective','control','prioritisation','licenceStatus','rightAddressee'));
    `);
  }
}
