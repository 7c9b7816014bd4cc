import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An evidence pack is about a signal or about a concern without one. */
export class SealPacksAboutConcerns1763900745000 implements MigrationInterface {
  name = 'SealPacksAboutConcerns1763900745000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table evidence_pack alter column signal_id drop not null;
      alter table evidence_pack add column concern_id uuid;
      alter table evidence_pack
        add constraint evidence_pack_concern_fk foreign key (tenant_id, concern_id) references concern (tenant_id, concern_id),
        add constraint evidence_pack_about_one check (num_nonnulls(signal_id, concern_id) = 1);
      -- One pack of a concern is made at a time; asked again meanwhile, it is the same.
      create unique index evidence_pack_of_concern_in_the_making on evidence_pack (tenant_id, concern_id) where state in ('waiting','sealing');
      create index evidence_pack_by_concern on evidence_pack (tenant_id, concern_id, asked_at desc);
      -- Whoever sees the signal, or the concern, sees its packs: of a concern never the organisation that it is about.
      drop policy evidence_pack_wall on evidence_pack;
      create policy evidence_pack_wall on evidence_pack as restrictive for select using (
        (select quorate_wall()) = 'job'
        or exists (select 1 from signal s where s.tenant_id = evidence_pack.tenant_id and s.signal_id = evidence_pack.signal_id)
        or exists (select 1 from concern c where c.tenant_id = evidence_pack.tenant_id and c.concern_id = evidence_pack.concern_id));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop policy evidence_pack_wall on evidence_pack;
      create policy evidence_pack_wall on evidence_pack as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from signal s where s.tenant_id = evidence_pack.tenant_id and s.signal_id = evidence_pack.signal_id));
      drop index evidence_pack_by_concern, evidence_pack_of_concern_in_the_making;
      alter table evidence_pack drop constraint evidence_pack_about_one, drop constraint evidence_pack_concern_fk;
      alter table evidence_pack drop column concern_id;
      alter table evidence_pack alter column signal_id set not null;
    `);
  }
}
