import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Concerns that anybody can open, with who may be asked about them kept apart. */
export class CreateConcern1763900210000 implements MigrationInterface {
  name = 'CreateConcern1763900210000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table concern (
        tenant_id uuid not null,
        concern_id uuid not null,
        -- What whoever wrote it is given, and all that they can quote.
        reference text not null,
        -- As written; the organisation itself where the name is one of the directory's.
        about text not null,
        provider_organisation_id uuid,
        behaviours jsonb not null,
        words text not null,
        happened_from date,
        happened_until date,
        sources text not null,
        -- Whether there is a concern_contact, for those who may not read it.
        has_contact boolean not null,
        state text not null,
        signal_id uuid,
        handled_by uuid,
        received_at timestamptz not null,
        lock_version integer not null default 1,
        constraint concern_pk primary key (tenant_id, concern_id),
        constraint concern_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint concern_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint concern_signal_fk foreign key (tenant_id, signal_id) references signal (tenant_id, signal_id),
        constraint concern_handler_fk foreign key (tenant_id, handled_by) references account (tenant_id, account_id),
        constraint concern_reference_unique unique (tenant_id, reference),
        constraint concern_state_known check (state in ('received','lookedInto','referred','stopped'))
      );
      create index concern_by_time on concern (tenant_id, received_at desc, concern_id);
      call quorate_tenant_wall('concern');
      create policy concern_wall on concern as restrictive for select using (
        (select quorate_wall()) = 'job' or (select quorate_commissions()));

      -- How to reach whoever opened it. For the commissioner who looks into it, and an information governance lead of a
      -- commissioning organisation; never for a provider.
      create table concern_contact (
        tenant_id uuid not null,
        concern_id uuid not null,
        name text not null,
        reach text not null,
        constraint concern_contact_pk primary key (tenant_id, concern_id),
        constraint concern_contact_concern_fk foreign key (tenant_id, concern_id) references concern (tenant_id, concern_id)
      );
      call quorate_tenant_wall('concern_contact', 'select, insert');
      create policy concern_contact_wall on concern_contact as restrictive for select using (
        (select quorate_wall()) = 'job' or ((select quorate_commissions()) and (
          exists (select 1 from concern c where c.tenant_id = concern_contact.tenant_id and c.concern_id = concern_contact.concern_id and c.handled_by = (select quorate_account()))
          or exists (select 1 from acting_role a where a.tenant_id = concern_contact.tenant_id and a.account_id = (select quorate_account())
            and a.organisation_id = (select quorate_organisation()) and a.role = 'informationGovernanceLead' and a.during @> quorate_now()))));

      create table concern_step (
        tenant_id uuid not null,
        concern_id uuid not null,
        step_no integer not null,
        at timestamptz not null,
        kind text not null,
        to_state text not null,
        account_id uuid,
        on_behalf_of uuid,
        reason text not null default '',
        body_code text,
        constraint concern_step_pk primary key (tenant_id, concern_id, step_no),
        constraint concern_step_concern_fk foreign key (tenant_id, concern_id) references concern (tenant_id, concern_id),
        constraint concern_step_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id),
        constraint concern_step_kind_known check (kind in ('received','lookInto','refer','stop')),
        constraint concern_step_body_shape check (body_code ~ '^[a-zA-Z]{1,40}$')
      );
      call quorate_tenant_wall('concern_step', 'select, insert');
      create policy concern_step_wall on concern_step as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from concern c where c.tenant_id = concern_step.tenant_id and c.concern_id = concern_step.concern_id));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table concern_step, concern_contact, concern');
  }
}
