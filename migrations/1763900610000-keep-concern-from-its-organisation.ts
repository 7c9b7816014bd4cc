import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A borough or the integrated care board commissions and can be what a concern is about: it reads neither the concern
 * nor how to reach its author. And what one form sends twice is one concern.
 */
export class KeepConcernFromItsOrganisation1763900610000 implements MigrationInterface {
  name = 'KeepConcernFromItsOrganisation1763900610000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- By its name too: of two organisations that share the name that was typed, either may be meant.
      drop policy concern_wall on concern;
      create policy concern_wall on concern as restrictive for select using (
        (select quorate_wall()) = 'job' or ((select quorate_commissions())
          and provider_organisation_id is distinct from (select quorate_organisation())
          and lower(about) is distinct from (select lower(o.name) from organisation o
            where o.tenant_id = quorate_tenant() and o.organisation_id = quorate_organisation())));

      -- While nobody knows which organisation is meant, it could be the reader's own: then it stays closed. It stays
      -- closed as well for a reader who also acts for that organisation.
      drop policy concern_contact_wall on concern_contact;
      create policy concern_contact_wall on concern_contact as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (
          select 1 from concern c where c.tenant_id = concern_contact.tenant_id and c.concern_id = concern_contact.concern_id
            and c.provider_organisation_id is not null
            and not exists (select 1 from acting_role p where p.tenant_id = c.tenant_id and p.account_id = (select quorate_account())
              and p.organisation_id = c.provider_organisation_id and p.during @> quorate_now())
            and (c.handled_by = (select quorate_account())
              or exists (select 1 from acting_role a where a.tenant_id = c.tenant_id and a.account_id = (select quorate_account())
                and a.organisation_id = (select quorate_organisation()) and a.role = 'informationGovernanceLead' and a.during @> quorate_now()))));

      -- What was sent, and by which copy of the form, as one hash. Null where the form named none.
      alter table concern add column sent_hash bytea;
      create unique index concern_sent_once on concern (tenant_id, sent_hash);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop policy concern_contact_wall on concern_contact;
      create policy concern_contact_wall on concern_contact as restrictive for select using (
        (select quorate_wall()) = 'job' or ((select quorate_commissions()) and (
          exists (select 1 from concern c where c.tenant_id = concern_contact.tenant_id and c.concern_id = concern_contact.concern_id and c.handled_by = (select quorate_account()))
          or exists (select 1 from acting_role a where a.tenant_id = concern_contact.tenant_id and a.account_id = (select quorate_account())
            and a.organisation_id = (select quorate_organisation()) and a.role = 'informationGovernanceLead' and a.during @> quorate_now()))));
      drop policy concern_wall on concern;
      create policy concern_wall on concern as restrictive for select using (
        (select quorate_wall()) = 'job' or (select quorate_commissions()));
      alter table concern drop column sent_hash;
    `);
  }
}
