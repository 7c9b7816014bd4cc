import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Evidence packs: who asked for one, how far it is, and its bytes once it is sealed. */
export class CreateEvidencePacks1763900400000 implements MigrationInterface {
  name = 'CreateEvidencePacks1763900400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table evidence_pack (
        tenant_id uuid not null,
        pack_id uuid not null,
        signal_id uuid not null,
        provider_organisation_id uuid not null,
        -- Whom it is for, as typed by who asked.
        sealed_for text not null,
        asked_by uuid not null,
        asked_role text not null,
        asked_on_behalf_of uuid not null,
        asked_at timestamptz not null,
        state text not null,
        attempts integer not null default 0,
        -- While it is being sealed: taken until then; after it whoever comes takes it again.
        taken_until timestamptz,
        -- Rows read and rows written, of all there are to read and write; null until they have been counted.
        progress_done integer not null default 0,
        progress_of integer,
        -- All below from the moment it is sealed.
        sealed_at timestamptz,
        read_at timestamptz,
        data_cut bigint,
        row_count integer,
        byte_count bigint,
        sha256 bytea,
        key_fingerprint bytea,
        constraint evidence_pack_pk primary key (tenant_id, pack_id),
        constraint evidence_pack_signal_fk foreign key (tenant_id, signal_id) references signal (tenant_id, signal_id),
        constraint evidence_pack_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint evidence_pack_asker_fk foreign key (tenant_id, asked_by) references account (tenant_id, account_id),
        constraint evidence_pack_asked_for_fk foreign key (tenant_id, asked_on_behalf_of) references organisation (tenant_id, organisation_id),
        constraint evidence_pack_state_known check (state in ('waiting','sealing','sealed','failed')),
        constraint evidence_pack_sealed_whole check ((state = 'sealed') = (num_nonnulls(sealed_at, read_at, data_cut, row_count, byte_count, sha256, key_fingerprint) = 7))
      );
      -- One pack of a signal is made at a time; asked again meanwhile, it is the same.
      create unique index evidence_pack_in_the_making on evidence_pack (tenant_id, signal_id) where state in ('waiting','sealing');
      -- Serves the list of packs, newest first.
      create index evidence_pack_by_time on evidence_pack (tenant_id, asked_at desc, pack_id desc);
      create index evidence_pack_by_signal on evidence_pack (tenant_id, signal_id, asked_at desc);
      -- No right to delete: a pack stays as long as the system, and so as long as its concern is open.
      call quorate_tenant_wall('evidence_pack');
      -- Whoever sees the signal sees its packs.
      create policy evidence_pack_wall on evidence_pack as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from signal s where s.tenant_id = evidence_pack.tenant_id and s.signal_id = evidence_pack.signal_id));
      create function evidence_pack_is_sealed() returns trigger language plpgsql as $$
      begin
        raise exception 'A sealed evidence pack is never changed: seal another one.' using errcode = 'restrict_violation';
      end $$;
      create trigger evidence_pack_is_sealed before update on evidence_pack for each row
        when (old.state = 'sealed') execute function evidence_pack_is_sealed();

      -- The pack's bytes, gzip, in pieces small enough to be read and backed up many at a time.
      create table evidence_pack_part (
        tenant_id uuid not null,
        pack_id uuid not null,
        part_no integer not null,
        bytes bytea not null,
        constraint evidence_pack_part_pk primary key (tenant_id, pack_id, part_no),
        constraint evidence_pack_part_pack_fk foreign key (tenant_id, pack_id) references evidence_pack (tenant_id, pack_id),
        constraint evidence_pack_part_size check (octet_length(bytes) between 1 and 16384)
      );
      alter table evidence_pack_part alter column bytes set storage external;
      call quorate_tenant_wall('evidence_pack_part', 'select, insert');
      create policy evidence_pack_part_wall on evidence_pack_part as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from evidence_pack p where p.tenant_id = evidence_pack_part.tenant_id and p.pack_id = evidence_pack_part.pack_id));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table evidence_pack_part, evidence_pack;
      drop function evidence_pack_is_sealed;
    `);
  }
}
