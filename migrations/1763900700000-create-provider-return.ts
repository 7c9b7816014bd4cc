import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The monthly return of a provider: what its registers say of a month at one cut, checked by a manager, signed by an
 * executive, and from then on never changed. A correction makes a later version beside it.
 */
export class CreateProviderReturn1763900700000 implements MigrationInterface {
  name = 'CreateProviderReturn1763900700000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Who may sign returns for an organisation, from day to day: appointed by an administrator.
      create table return_signatory (
        tenant_id uuid not null,
        signatory_id uuid not null,
        organisation_id uuid not null,
        account_id uuid not null,
        -- Such as chief nurse: what readers elsewhere are shown in place of the name.
        post text not null,
        first_day date not null,
        last_day date,
        appointed_by uuid not null,
        appointed_at timestamptz not null,
        ended_by uuid,
        ended_at timestamptz,
        constraint return_signatory_pk primary key (tenant_id, signatory_id),
        constraint return_signatory_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint return_signatory_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id),
        constraint return_signatory_appointer_fk foreign key (tenant_id, appointed_by) references account (tenant_id, account_id),
        constraint return_signatory_days_in_order check (last_day is null or last_day >= first_day),
        constraint return_signatory_not_oneself check (appointed_by <> account_id),
        constraint return_signatory_end_whole check ((ended_by is null) = (ended_at is null))
      );
      -- Serves the list of an organisation and who may sign today; one at a time for each person.
      create unique index return_signatory_standing on return_signatory (tenant_id, organisation_id, account_id) where ended_at is null;
      call quorate_tenant_wall('return_signatory', 'select, insert');
      -- The organisation's own people, and the board that looks after the accounts of all.
      create policy return_signatory_wall on return_signatory as restrictive using (
        (select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation())
        or exists (select 1 from organisation board where board.tenant_id = return_signatory.tenant_id
          and board.organisation_id = (select quorate_organisation()) and board.kind = 'icb'));
      -- All else of an appointment stands as it was made.
      grant update (ended_by, ended_at) on return_signatory to quorate_app;

      create table provider_return (
        tenant_id uuid not null,
        return_id uuid not null,
        provider_organisation_id uuid not null,
        month date not null,
        version integer not null,
        state text not null,
        -- Null for a later version: the one before it stands until it is signed.
        due_on date,
        made_at timestamptz not null,
        -- Who checked it and handed it to be signed; null until then, and again when it comes back.
        handed_by uuid,
        handed_at timestamptz,
        lock_version integer not null default 1,
        constraint provider_return_pk primary key (tenant_id, return_id),
        constraint provider_return_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint provider_return_hander_fk foreign key (tenant_id, handed_by) references account (tenant_id, account_id),
        constraint provider_return_version_unique unique (tenant_id, provider_organisation_id, month, version),
        constraint provider_return_state_known check (state in ('inPreparation','withExecutive','signed')),
        constraint provider_return_handed_whole check ((state = 'inPreparation') = (handed_by is null) and (handed_by is null) = (handed_at is null)),
        constraint provider_return_month_first check (extract(day from month) = 1),
        constraint provider_return_due_once check ((version = 1) = (due_on is not null))
      );
      -- One version of a month is in the making at a time.
      create unique index provider_return_in_the_making on provider_return (tenant_id, provider_organisation_id, month) where state <> 'signed';
      -- Serves the table of a quarter, and what is due.
      create index provider_return_by_month on provider_return (tenant_id, month);
      call quorate_tenant_wall('provider_return');
      create policy provider_return_wall on provider_return as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions()));
      create policy provider_return_wall_insert on provider_return as restrictive for insert
        with check ((select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()));
      create policy provider_return_wall_update on provider_return as restrictive for update
        using ((select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()));
      create function provider_return_is_signed() returns trigger language plpgsql as $$
      begin
        raise exception 'A signed return is never changed: return the month anew.' using errcode = 'restrict_violation';
      end $$;
      create trigger provider_return_is_signed before update on provider_return for each row
        when (old.state = 'signed') execute function provider_return_is_signed();

      -- What the return says: figures at a cut, the evidence that they are counted from, and what the provider says to them.
      -- The provider's alone; others read what was signed of it.
      create table provider_return_content (
        tenant_id uuid not null,
        return_id uuid not null,
        provider_organisation_id uuid not null,
        data_cut bigint not null,
        evidence_nos bigint[] not null,
        -- SHA-256 of those rows.
        rows_hash bytea not null,
        figures jsonb not null,
        comments jsonb not null,
        taken_at timestamptz not null,
        constraint provider_return_content_pk primary key (tenant_id, return_id),
        constraint provider_return_content_return_fk foreign key (tenant_id, return_id) references provider_return (tenant_id, return_id)
      );
      call quorate_tenant_wall('provider_return_content');
      create policy provider_return_content_wall on provider_return_content as restrictive using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()));
      create function provider_return_content_is_open() returns trigger language plpgsql as $$
      begin
        -- Shared, so that nobody hands it over or signs it between this look and the end of the transaction.
        perform 1 from provider_return r where r.tenant_id = old.tenant_id and r.return_id = old.return_id and r.state = 'inPreparation' for share;
        if not found then
          raise exception 'What a return says is changed only while it is in preparation.' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger provider_return_content_is_open before update on provider_return_content for each row
        execute function provider_return_content_is_open();

      -- What happened to a return, for the provider.
      create table provider_return_step (
        tenant_id uuid not null,
        return_id uuid not null,
        step_no integer not null,
        provider_organisation_id uuid not null,
        kind text not null,
        reason text not null default '',
        by_account uuid,
        at timestamptz not null,
        constraint provider_return_step_pk primary key (tenant_id, return_id, step_no),
        constraint provider_return_step_return_fk foreign key (tenant_id, return_id) references provider_return (tenant_id, return_id),
        constraint provider_return_step_account_fk foreign key (tenant_id, by_account) references account (tenant_id, account_id),
        constraint provider_return_step_kind_known check (kind in ('made','figuresTaken','commented','handedOver','sentBack','signed','reminded','toldOverdue'))
      );
      call quorate_tenant_wall('provider_return_step', 'select, insert');
      create policy provider_return_step_wall on provider_return_step as restrictive using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()));

      -- The return as it was signed: its canonical text, written once. No right to change or delete it.
      create table signed_return (
        tenant_id uuid not null,
        return_id uuid not null,
        provider_organisation_id uuid not null,
        content text not null,
        sha256 bytea not null,
        signed_by uuid not null,
        signed_role text not null,
        post text not null,
        signatory_id uuid not null,
        prepared_by uuid not null,
        signed_at timestamptz not null,
        constraint signed_return_pk primary key (tenant_id, return_id),
        constraint signed_return_return_fk foreign key (tenant_id, return_id) references provider_return (tenant_id, return_id),
        constraint signed_return_signer_fk foreign key (tenant_id, signed_by) references account (tenant_id, account_id),
        constraint signed_return_preparer_fk foreign key (tenant_id, prepared_by) references account (tenant_id, account_id),
        constraint signed_return_signatory_fk foreign key (tenant_id, signatory_id) references return_signatory (tenant_id, signatory_id),
        constraint signed_return_two_people check (signed_by <> prepared_by),
        constraint signed_return_hash_fits check (sha256 = sha256(convert_to(content, 'UTF8')))
      );
      call quorate_tenant_wall('signed_return', 'select, insert');
      create policy signed_return_wall on signed_return as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions()));
      create policy signed_return_wall_insert on signed_return as restrictive for insert
        with check ((select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table signed_return, provider_return_step, provider_return_content, provider_return, return_signatory;
      drop function provider_return_is_signed, provider_return_content_is_open;
    `);
  }
}
