import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What members of staff say in private of a meeting that they were not released for, and when a legal power opened it. */
export class CreateStaffStatement1763900300000 implements MigrationInterface {
  name = 'CreateStaffStatement1763900300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Of one opening, one row a statement that it opened. It stays when the statement is withdrawn, so that a power that
      -- was used stays on record.
      create table staff_statement_opening (
        tenant_id uuid not null,
        opening_id uuid not null,
        statement_id uuid not null,
        -- Who had stated it.
        practitioner_id uuid not null,
        -- The law, and who asks by it.
        power text not null,
        authority text not null,
        -- What forbids to tell the author; empty where they are told.
        not_told_because text not null default '',
        opened_by uuid not null,
        opened_at timestamptz not null,
        constraint staff_statement_opening_pk primary key (tenant_id, opening_id, statement_id),
        constraint staff_statement_opening_opener_fk foreign key (tenant_id, opened_by) references account (tenant_id, account_id),
        constraint staff_statement_opening_author_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id)
      );
      create index staff_statement_opening_by_statement on staff_statement_opening (tenant_id, statement_id);
      call quorate_tenant_wall('staff_statement_opening', 'select, insert');
      -- Whoever opened it, and the author unless the law forbids to tell them.
      create policy staff_statement_opening_wall on staff_statement_opening as restrictive for select using (
        (select quorate_wall()) = 'job' or opened_by = (select quorate_account())
        or (practitioner_id = (select quorate_practitioner()) and not_told_because = ''));

      create table staff_statement (
        tenant_id uuid not null,
        statement_id uuid not null,
        practitioner_id uuid not null,
        meeting_id uuid not null,
        meeting_date date not null,
        -- The employer on the day, and whose meeting it was.
        provider_organisation_id uuid not null,
        host_organisation_id uuid not null,
        words text not null default '',
        stated_at timestamptz not null,
        -- Set while the author puts their name to it.
        named_at timestamptz,
        constraint staff_statement_pk primary key (tenant_id, statement_id),
        constraint staff_statement_author_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint staff_statement_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint staff_statement_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint staff_statement_host_fk foreign key (tenant_id, host_organisation_id) references organisation (tenant_id, organisation_id),
        constraint staff_statement_once unique (tenant_id, practitioner_id, meeting_id)
      );
      create index staff_statement_by_provider on staff_statement (tenant_id, provider_organisation_id, meeting_date);
      call quorate_tenant_wall('staff_statement', 'select, insert, update, delete');
      -- The author alone; with their name to it the employer and who commissions; and who opened it by a legal power.
      create policy staff_statement_wall_select on staff_statement as restrictive for select using (
        (select quorate_wall()) = 'job'
        or practitioner_id = (select quorate_practitioner())
        or (named_at is not null and (provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions())))
        or exists (select 1 from staff_statement_opening o
          where o.tenant_id = staff_statement.tenant_id and o.statement_id = staff_statement.statement_id and o.opened_by = (select quorate_account())));
      create policy staff_statement_wall_insert on staff_statement as restrictive for insert
        with check ((select quorate_wall()) = 'job' or practitioner_id = (select quorate_practitioner()));
      create policy staff_statement_wall_update on staff_statement as restrictive for update
        using (practitioner_id = (select quorate_practitioner())) with check (practitioner_id = (select quorate_practitioner()));
      create policy staff_statement_wall_delete on staff_statement as restrictive for delete
        using (practitioner_id = (select quorate_practitioner()));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table staff_statement, staff_statement_opening');
  }
}
