import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eachTenant } from './each-tenant.js';

/**
 * What was published, summed by host: what may be shown of one host or MDT depends on all hosts of a provider, and their
 * sums are a tenth of the rows by MDT.
 */
export class SumPublishedHosts1763900770000 implements MigrationInterface {
  name = 'SumPublishedHosts1763900770000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table published_by_host (
        tenant_id uuid not null,
        provider_organisation_id uuid not null,
        quarter date not null,
        version integer not null,
        host_organisation_id uuid not null,
        month date not null,
        role_code text not null,
        is_core boolean not null,
        is_own_site boolean not null,
        count_class text not null,
        reason_locus text not null,
        seats integer not null,
        constraint published_by_host_pk primary key (tenant_id, quarter, provider_organisation_id, version, host_organisation_id, month, role_code, is_core, is_own_site, count_class, reason_locus),
        constraint published_by_host_quarter_fk foreign key (tenant_id, provider_organisation_id, quarter, version)
          references published_quarter (tenant_id, provider_organisation_id, quarter, version)
      );

      call quorate_tenant_wall('published_by_host', 'select, insert');
      -- Second wall: who commissions, and a provider its own.
      create policy published_by_host_wall on published_by_host as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions()));

      -- Serve the page of one MDT: the hosts that it had, and the MDTs of a host.
      create index published_by_mdt_of_mdt on published_by_mdt (tenant_id, mdt_id);
      create index published_by_mdt_of_host on published_by_mdt (tenant_id, host_organisation_id, quarter);
    `);
    await eachTenant(queryRunner, (tenantId) =>
      queryRunner.query(
        `insert into published_by_host (tenant_id, provider_organisation_id, quarter, version, host_organisation_id, month, role_code,
           is_core, is_own_site, count_class, reason_locus, seats)
         select tenant_id, provider_organisation_id, quarter, version, host_organisation_id, month, role_code, is_core, is_own_site,
                count_class, reason_locus, sum(seats)::integer
         from published_by_mdt where tenant_id = $1
         group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`,
        [tenantId],
      ),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index published_by_mdt_of_host, published_by_mdt_of_mdt;
      drop table published_by_host;
    `);
  }
}
