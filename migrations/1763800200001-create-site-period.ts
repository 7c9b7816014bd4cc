import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The dated history of sites: what each was called, where it stood and who ran it, in half-open dateranges. `site` keeps
 * what holds now; a time in which a site was closed lies in no period.
 */
export class CreateSitePeriod1763800200001 implements MigrationInterface {
  name = 'CreateSitePeriod1763800200001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table site_period (
        tenant_id uuid not null,
        site_id uuid not null,
        -- Who ran it then.
        organisation_id uuid not null,
        name text not null,
        published_name text,
        address text not null,
        postcode text,
        during daterange not null,
        -- As in organisation_name.
        first_seen date,
        source text not null,
        constraint site_period_pk primary key (tenant_id, site_id, during),
        constraint site_period_site_fk foreign key (tenant_id, site_id) references site (tenant_id, site_id),
        constraint site_period_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint site_period_no_overlap exclude using gist (tenant_id with =, site_id with =, during with &&)
      );
      -- Serves the sites that an organisation ran once.
      create index site_period_by_organisation on site_period (tenant_id, organisation_id, site_id);
      call quorate_tenant_wall('site_period', 'select, insert, update, delete');
    `);
    const tenants: { tenant_id: string }[] = await queryRunner.query('select tenant_id from tenant order by tenant_id');
    for (const { tenant_id } of tenants) {
      // The tables' owner stands before the same wall as everybody, so a tenant's rows are reached from inside it.
      await queryRunner.query(`select set_config('app.tenant', $1, true)`, [tenant_id]);
      // What is known of a site read before there was a history: that it was so while it was open. Made-up sites have none.
      await queryRunner.query(
        `insert into site_period (tenant_id, site_id, organisation_id, name, published_name, address, postcode, during, first_seen, source)
         select s.tenant_id, s.site_id, s.organisation_id, s.name, s.published_name, s.address, s.postcode,
           daterange(s.opened_on, s.closed_on + 1), s.source_on, s.source
         from site s join organisation o using (tenant_id, organisation_id)
         where s.tenant_id = $1 and not o.is_fictional and (s.opened_on is null or s.closed_on is null or s.opened_on <= s.closed_on)`,
        [tenant_id],
      );
    }
    await queryRunner.query(`select set_config('app.tenant', '', true)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table site_period');
  }
}
