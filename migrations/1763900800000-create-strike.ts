import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Strike days as data: which roles of which providers were called out on which days, by a public source, in versions. What
 * a provider records counts once somebody else, who commissions, has confirmed it: a strike is no way to hide an absence.
 */
export class CreateStrike1763900800000 implements MigrationInterface {
  name = 'CreateStrike1763900800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table strike (
        tenant_id uuid not null,
        strike_id uuid not null,
        -- Who records it: an organisation that commissions, or a provider for its own staff.
        organisation_id uuid not null,
        withdrawn_by uuid,
        withdrawn_on_behalf_of uuid,
        withdrawn_at timestamptz,
        withdrawn_because text not null default '',
        lock_version integer not null default 1,
        constraint strike_pk primary key (tenant_id, strike_id),
        constraint strike_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint strike_withdrawer_fk foreign key (tenant_id, withdrawn_by) references account (tenant_id, account_id),
        constraint strike_withdrawn_for_fk foreign key (tenant_id, withdrawn_on_behalf_of) references organisation (tenant_id, organisation_id),
        constraint strike_withdrawn_whole check (num_nonnulls(withdrawn_by, withdrawn_on_behalf_of, withdrawn_at) in (0, 3)
          and (withdrawn_at is null) = (withdrawn_because = ''))
      );
      call quorate_tenant_wall('strike', 'select, insert');
      grant update (withdrawn_by, withdrawn_on_behalf_of, withdrawn_at, withdrawn_because, lock_version) on strike to quorate_app;
      create policy strike_records on strike as restrictive for insert with check (
        (select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation()));
      create policy strike_changes on strike as restrictive for update using (
        (select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation()) or (select quorate_commissions()));

      -- A version is never changed: its state goes on, and what was decided about it is added.
      create table strike_version (
        tenant_id uuid not null,
        strike_id uuid not null,
        version integer not null,
        role_codes text[] not null,
        -- Null for the providers of the whole tenant.
        provider_ids uuid[],
        -- London days, both included.
        first_day date not null,
        last_day date not null,
        source_title text not null,
        source_url text not null,
        needs_confirmation boolean not null,
        state text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        decided_by uuid,
        decided_on_behalf_of uuid,
        decided_at timestamptz,
        declined_because text not null default '',
        constraint strike_version_pk primary key (tenant_id, strike_id, version),
        constraint strike_version_strike_fk foreign key (tenant_id, strike_id) references strike (tenant_id, strike_id),
        constraint strike_version_recorder_fk foreign key (tenant_id, recorded_by) references account (tenant_id, account_id),
        constraint strike_version_decider_fk foreign key (tenant_id, decided_by) references account (tenant_id, account_id),
        constraint strike_version_decided_for_fk foreign key (tenant_id, decided_on_behalf_of) references organisation (tenant_id, organisation_id),
        constraint strike_version_state_known check (state in ('waiting','counts','declined','replaced','withdrawn')),
        constraint strike_version_period check (first_day <= last_day),
        constraint strike_version_of_somebody check (cardinality(role_codes) > 0 and (provider_ids is null or cardinality(provider_ids) > 0)),
        constraint strike_version_source_public check (source_url like 'https://%'),
        constraint strike_version_decided_whole check (num_nonnulls(decided_by, decided_on_behalf_of, decided_at) in (0, 3)),
        constraint strike_version_declined check ((state = 'declined') = (declined_because <> '') and (state <> 'declined' or decided_by is not null)),
        constraint strike_version_waits check (state <> 'waiting' or (needs_confirmation and decided_by is null)),
        constraint strike_version_confirmed check (state <> 'counts' or not needs_confirmation or decided_by is not null),
        constraint strike_version_two_people check (decided_by <> recorded_by)
      );
      create unique index strike_version_counts_once on strike_version (tenant_id, strike_id) where state = 'counts';
      create unique index strike_version_waits_once on strike_version (tenant_id, strike_id) where state = 'waiting';
      -- Serves the count of every seat: was it a strike day of its role and provider?
      create index strike_version_by_day on strike_version (tenant_id, last_day) where state = 'counts';
      call quorate_tenant_wall('strike_version', 'select, insert');
      grant update (state, decided_by, decided_on_behalf_of, decided_at, declined_because) on strike_version to quorate_app;
      -- What counts unconfirmed is for who commissions to write; no provider confirms what it has recorded.
      create policy strike_version_records on strike_version as restrictive for insert with check (
        (select quorate_wall()) = 'job' or (exists (select 1 from strike s where s.tenant_id = strike_version.tenant_id and s.strike_id = strike_version.strike_id
          and s.organisation_id = (select quorate_organisation())) and (needs_confirmation or (select quorate_commissions()))));
      create policy strike_version_changes on strike_version as restrictive for update using (
        (select quorate_wall()) = 'job' or exists (select 1 from strike s where s.tenant_id = strike_version.tenant_id and s.strike_id = strike_version.strike_id
          and (s.organisation_id = (select quorate_organisation()) or (select quorate_commissions()))))
        with check (
        (select quorate_wall()) = 'job' or state <> 'counts' or ((select quorate_commissions()) and decided_on_behalf_of = (select quorate_organisation())
          and exists (select 1 from strike s where s.tenant_id = strike_version.tenant_id and s.strike_id = strike_version.strike_id
            and s.organisation_id <> (select quorate_organisation()))));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table strike_version, strike');
  }
}
