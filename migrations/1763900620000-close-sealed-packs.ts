import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sealed pack takes no further parts: the right to insert them is only for the one that is being sealed. */
export class CloseSealedPacks1763900620000 implements MigrationInterface {
  name = 'CloseSealedPacks1763900620000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create function evidence_pack_takes_parts() returns trigger language plpgsql as $$
      begin
        -- Shared, so that nobody seals the pack between this look and the end of the transaction.
        perform 1 from evidence_pack p where p.tenant_id = new.tenant_id and p.pack_id = new.pack_id and p.state = 'sealing' for share;
        if not found then
          raise exception 'Parts are added to an evidence pack only while it is being sealed.' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger evidence_pack_takes_parts before insert on evidence_pack_part for each row
        -- The owner is not asked: a restored backup brings packs that are sealed already.
        when (current_user = 'quorate_app') execute function evidence_pack_takes_parts();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger evidence_pack_takes_parts on evidence_pack_part;
      drop function evidence_pack_takes_parts;
    `);
  }
}
