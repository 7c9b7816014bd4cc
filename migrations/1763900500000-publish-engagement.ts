import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What commissioners read of engagement: whole quarters, frozen when they are published. A correction is a later version
 * beside the earlier one; nothing here is ever changed.
 */
export class PublishEngagement1763900500000 implements MigrationInterface {
  name = 'PublishEngagement1763900500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table engagement_publication (
        tenant_id uuid not null,
        publication_no integer not null,
        published_at timestamptz not null,
        -- First day of the last quarter that it holds.
        through_quarter date not null,
        -- 'schedule' or 'byHand'; by hand with its reason and who did it.
        cause text not null,
        reason text not null default '',
        published_by uuid,
        -- Which rules of counting and of small numbers made it.
        rule_version integer not null,
        -- The newest number of evidence when it was made; null before there was any.
        data_cut bigint,
        constraint engagement_publication_pk primary key (tenant_id, publication_no),
        constraint engagement_publication_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint engagement_publication_by_fk foreign key (tenant_id, published_by) references account (tenant_id, account_id),
        constraint engagement_publication_cause_known check (cause in ('schedule','byHand')),
        constraint engagement_publication_quarter_first check (through_quarter = date_trunc('quarter', through_quarter::timestamp)::date)
      );
      call quorate_tenant_wall('engagement_publication', 'select, insert');

      -- One provider's quarter as it was published, with its sums by site, class and reason, which the overview reads.
      create table published_quarter (
        tenant_id uuid not null,
        provider_organisation_id uuid not null,
        quarter date not null,
        version integer not null,
        publication_no integer not null,
        -- How far it may be cut: 'all'; 'sites' and 'total' where finer figures less those of an earlier version would tell small numbers.
        detail text not null,
        totals jsonb not null,
        -- Lost seats expected of its case mix by site: { own, other }; null where there is no evidence to expect from.
        expected jsonb,
        constraint published_quarter_pk primary key (tenant_id, provider_organisation_id, quarter, version),
        constraint published_quarter_publication_fk foreign key (tenant_id, publication_no) references engagement_publication (tenant_id, publication_no),
        constraint published_quarter_detail_known check (detail in ('all','sites','total'))
      );
      -- Serves every screen: the versions of some quarters.
      create index published_quarter_by_quarter on published_quarter (tenant_id, quarter);
      call quorate_tenant_wall('published_quarter', 'select, insert');

      -- The two rollups as they were: the coarse one, and the one by MDT with the host of that time.
      create table published_total (
        tenant_id uuid not null,
        provider_organisation_id uuid not null,
        quarter date not null,
        version integer not null,
        month date not null,
        role_code text not null,
        is_core boolean not null,
        is_own_site boolean not null,
        count_class text not null,
        reason_locus text not null,
        seats integer not null,
        constraint published_total_pk primary key (tenant_id, quarter, provider_organisation_id, version, month, role_code, is_core, is_own_site, count_class, reason_locus),
        constraint published_total_quarter_fk foreign key (tenant_id, provider_organisation_id, quarter, version)
          references published_quarter (tenant_id, provider_organisation_id, quarter, version)
      );
      call quorate_tenant_wall('published_total', 'select, insert');

      create table published_by_mdt (
        tenant_id uuid not null,
        provider_organisation_id uuid not null,
        quarter date not null,
        version integer not null,
        mdt_id uuid not null,
        host_organisation_id uuid not null,
        month date not null,
        role_code text not null,
        is_core boolean not null,
        is_own_site boolean not null,
        count_class text not null,
        reason_locus text not null,
        seats integer not null,
        constraint published_by_mdt_pk primary key (tenant_id, quarter, provider_organisation_id, version, mdt_id, month, role_code, is_core, is_own_site, count_class, reason_locus),
        constraint published_by_mdt_quarter_fk foreign key (tenant_id, provider_organisation_id, quarter, version)
          references published_quarter (tenant_id, provider_organisation_id, quarter, version)
      );
      call quorate_tenant_wall('published_by_mdt', 'select, insert');

      -- Second wall: who commissions, and a provider its own.
      create policy published_quarter_wall on published_quarter as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions()));
      create policy published_total_wall on published_total as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions()));
      create policy published_by_mdt_wall on published_by_mdt as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions()));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table published_by_mdt, published_total, published_quarter, engagement_publication;');
  }
}
