import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Measures of engagement beside attendance: how requests are answered, what delays cost, how plans are carried out. Counted
 * each night for a provider's own eyes, and frozen by quarter for commissioners with small numbers gone already.
 */
export class MeasureEngagement1763900750000 implements MigrationInterface {
  name = 'MeasureEngagement1763900750000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Measures that rest on records of staff, by provider, counterpart (the host) and month; counted anew each night.
      create table measure_count (
        tenant_id uuid not null,
        measure text not null,
        provider_organisation_id uuid not null,
        counterpart_organisation_id uuid not null,
        month date not null,
        numerator integer not null,
        denominator integer not null,
        -- Days that those with a time took together, and how many they are.
        days bigint not null,
        timed integer not null,
        counted_at timestamptz not null,
        constraint measure_count_pk primary key (tenant_id, provider_organisation_id, month, measure, counterpart_organisation_id),
        constraint measure_count_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint measure_count_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint measure_count_counterpart_fk foreign key (tenant_id, counterpart_organisation_id) references organisation (tenant_id, organisation_id),
        constraint measure_count_whole check (numerator between 0 and denominator and denominator > 0 and timed between 0 and denominator)
      );
      -- Serves the publication, which takes a quarter of everybody.
      create index measure_count_by_month on measure_count (tenant_id, month);
      call quorate_tenant_wall('measure_count', 'select, insert, update, delete');
      create policy measure_count_wall on measure_count as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()));

      -- Quarters that are published, each once and for ever.
      create table measure_quarter (
        tenant_id uuid not null,
        quarter date not null,
        published_at timestamptz not null,
        -- Which rules of counting and of small numbers made it.
        rule_version integer not null,
        constraint measure_quarter_pk primary key (tenant_id, quarter),
        constraint measure_quarter_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint measure_quarter_first check (quarter = date_trunc('quarter', quarter::timestamp)::date)
      );
      call quorate_tenant_wall('measure_quarter', 'select, insert');

      -- What of a quarter may be shown: a hidden figure has no number here either.
      create table published_measure (
        tenant_id uuid not null,
        quarter date not null,
        measure text not null,
        provider_organisation_id uuid not null,
        -- 'all', 'type' or 'organisation': what of the counterparts it is of; counterpart is '', a type, or an organisation.
        cut text not null,
        counterpart text not null,
        numerator integer,
        denominator integer,
        days bigint,
        timed integer,
        constraint published_measure_pk primary key (tenant_id, quarter, measure, provider_organisation_id, cut, counterpart),
        constraint published_measure_quarter_fk foreign key (tenant_id, quarter) references measure_quarter (tenant_id, quarter),
        constraint published_measure_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint published_measure_cut_known check (cut in ('all','type','organisation')),
        constraint published_measure_hidden_whole check ((numerator is null) = (denominator is null) and (denominator is not null or (days is null and timed is null)))
      );
      -- Serves the list of all measures, which asks for the wide cuts of some quarters.
      create index published_measure_by_cut on published_measure (tenant_id, cut, quarter);
      call quorate_tenant_wall('published_measure', 'select, insert');
      -- Second wall: who commissions, and a provider its own.
      create policy published_measure_wall on published_measure as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions()));

      -- Measures about people cared for over the whole system, each figure rounded on its own: adding up what of providers
      -- may be shown would leave out wherever it happened to few, and tell too much or too little.
      create table published_system_measure (
        tenant_id uuid not null,
        quarter date not null,
        measure text not null,
        -- 'all', 'type' of counterpart or 'age'; part is '', the type, or the band of ages.
        cut text not null,
        part text not null,
        numerator integer,
        denominator integer,
        days bigint,
        timed integer,
        constraint published_system_measure_pk primary key (tenant_id, quarter, measure, cut, part),
        constraint published_system_measure_quarter_fk foreign key (tenant_id, quarter) references measure_quarter (tenant_id, quarter),
        constraint published_system_measure_cut_known check (cut in ('all','type','age')),
        constraint published_system_measure_hidden_whole check ((numerator is null) = (denominator is null) and (denominator is not null or (days is null and timed is null)))
      );
      call quorate_tenant_wall('published_system_measure', 'select, insert');
      create policy published_system_measure_wall on published_system_measure as restrictive for select using (
        (select quorate_wall()) = 'job' or (select quorate_commissions()));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table published_system_measure, published_measure, measure_quarter, measure_count;');
  }
}
