import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eachTenant } from './each-tenant.js';

/**
 * What a provider's manager is compared with, as it was published: whole quarters that count three providers or more,
 * each provider under a number that is drawn anew for every publication. A live average would tell, less the own part,
 * what others did on one day.
 */
export class PublishAverage1763900790000 implements MigrationInterface {
  name = 'PublishAverage1763900790000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table published_average (
        tenant_id uuid not null,
        publication_no integer not null,
        quarter date not null,
        -- Which provider is not told; the same one has the same number in all quarters of a publication.
        drawn_no integer not null,
        took_part integer not null,
        lost integer not null,
        constraint published_average_pk primary key (tenant_id, publication_no, quarter, drawn_no),
        constraint published_average_publication_fk foreign key (tenant_id, publication_no) references engagement_publication (tenant_id, publication_no)
      );
      call quorate_tenant_wall('published_average', 'select, insert');
      -- Of competitors nothing while a tender is open, not even together.
      create policy published_average_wall on published_average as restrictive for select using (
        (select quorate_wall()) = 'job' or not (select quorate_in_tender()));
    `);
    await eachTenant(queryRunner, (tenantId) => queryRunner.query(FILL, [tenantId]));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table published_average');
  }
}

/** The newest publication's. Written out here, so that a later way of publishing changes no past one. */
const FILL = `
  with newest as (
    select distinct on (provider_organisation_id, quarter) provider_organisation_id, quarter, totals
    from published_quarter where tenant_id = $1 order by provider_organisation_id, quarter, version desc),
  counted as (
    select n.provider_organisation_id as provider, n.quarter, sum(t.seats) filter (where t.class = 'tookPart') as took_part,
           sum(t.seats) filter (where t.class = 'lost') as lost, count(*) over (partition by n.quarter) as providers
    from newest n cross join lateral jsonb_to_recordset(n.totals) as t(class text, seats integer)
    where t.class in ('tookPart','lost') group by 1, 2),
  drawn as (select provider, row_number() over (order by gen_random_uuid()) as no from counted group by provider)
  insert into published_average (tenant_id, publication_no, quarter, drawn_no, took_part, lost)
  select $1, (select max(publication_no) from engagement_publication where tenant_id = $1), quarter, no,
         coalesce(took_part, 0), coalesce(lost, 0)
  from counted join drawn using (provider) where providers >= 3`;
