import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eachTenant } from './each-tenant.js';

/**
 * What was said in private is the login's that said it: whoever opens a second login for the same member of staff, as their
 * employer can, reads nothing. And a concern is closed to who is employed where it is about, beside who acts for it.
 */
export class KeepAuthorsFromTheirEmployer1763900830000 implements MigrationInterface {
  name = 'KeepAuthorsFromTheirEmployer1763900830000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table staff_statement add column account_id uuid;
      alter table staff_statement add constraint staff_statement_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id);
      drop policy staff_statement_wall_update on staff_statement;
    `);
    await eachTenant(queryRunner, async (tenantId) => {
      await queryRunner.query(
        `update staff_statement s set account_id = (select a.account_id from account a
           where a.tenant_id = s.tenant_id and a.practitioner_id = s.practitioner_id order by a.active_from, a.account_id limit 1)
         where s.tenant_id = $1`,
        [tenantId],
      );
    });
    await queryRunner.query(`
      -- By login, so that a second one stumbles over nothing that it may not know of.
      alter table staff_statement drop constraint staff_statement_once;
      alter table staff_statement add constraint staff_statement_once unique (tenant_id, practitioner_id, meeting_id, account_id);
      ${walls(`(practitioner_id = (select quorate_practitioner()) and account_id = (select quorate_account()))`)}

      -- Whether the viewer acts for an organisation in any role, or is employed there.
      create function quorate_works_for(organisation uuid) returns boolean language sql stable as $$
        select exists (select 1 from acting_role a where a.tenant_id = quorate_tenant() and a.account_id = quorate_account()
            and a.organisation_id = organisation and a.during @> quorate_now())
          or exists (select 1 from practitioner_role r where r.tenant_id = quorate_tenant() and r.practitioner_id = quorate_practitioner()
            and r.organisation_id = organisation and r.during @> (quorate_now() at time zone 'Europe/London')::date)
      $$;
      ${concernWall('quorate_works_for(provider_organisation_id)')}
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ${concernWall(`exists (select 1 from acting_role p where p.tenant_id = concern.tenant_id
            and p.account_id = (select quorate_account()) and p.organisation_id = concern.provider_organisation_id and p.during @> quorate_now())`)}
      drop function quorate_works_for;
      drop policy staff_statement_wall_select on staff_statement;
      drop policy staff_statement_wall_insert on staff_statement;
      drop policy staff_statement_wall_update on staff_statement;
      drop policy staff_statement_wall_delete on staff_statement;
    `);
    await eachTenant(queryRunner, async (tenantId) => {
      // One a person and meeting again: the first that was written.
      await queryRunner.query(
        `delete from staff_statement s where s.tenant_id = $1 and exists (select 1 from staff_statement o where o.tenant_id = s.tenant_id
           and o.practitioner_id = s.practitioner_id and o.meeting_id = s.meeting_id and (o.stated_at, o.statement_id) < (s.stated_at, s.statement_id))`,
        [tenantId],
      );
    });
    await queryRunner.query(`
      alter table staff_statement drop constraint staff_statement_once;
      alter table staff_statement add constraint staff_statement_once unique (tenant_id, practitioner_id, meeting_id);
      alter table staff_statement drop column account_id;
      ${walls(`practitioner_id = (select quorate_practitioner())`, '')}
    `);
  }
}

/** The walls of private statements, by who their author is. */
function walls(isAuthor: string, drop = DROP): string {
  return `${drop}
      create policy staff_statement_wall_select on staff_statement as restrictive for select using (
        (select quorate_wall()) = 'job' or ${isAuthor}
        or (named_at is not null and (provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions())))
        or exists (select 1 from staff_statement_opening o
          where o.tenant_id = staff_statement.tenant_id and o.statement_id = staff_statement.statement_id and o.opened_by = (select quorate_account())));
      create policy staff_statement_wall_insert on staff_statement as restrictive for insert
        with check ((select quorate_wall()) = 'job' or ${isAuthor});
      create policy staff_statement_wall_update on staff_statement as restrictive for update
        using (${isAuthor}) with check (${isAuthor});
      create policy staff_statement_wall_delete on staff_statement as restrictive for delete using (${isAuthor});`;
}

const DROP = `
      drop policy staff_statement_wall_select on staff_statement;
      drop policy staff_statement_wall_insert on staff_statement;
      drop policy staff_statement_wall_delete on staff_statement;`;

function concernWall(worksThere: string): string {
  return `drop policy concern_wall on concern;
      create policy concern_wall on concern as restrictive for select using (
        (select quorate_wall()) = 'job' or ((select quorate_commissions())
          and provider_organisation_id is distinct from (select quorate_organisation())
          and lower(about) is distinct from (select lower(o.name) from organisation o
            where o.tenant_id = quorate_tenant() and o.organisation_id = quorate_organisation())
          and (provider_organisation_id is null or not ${worksThere})));`;
}
