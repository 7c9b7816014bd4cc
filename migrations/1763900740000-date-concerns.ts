import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Concerns have due dates, can be linked to a signal at any time, tell their author how far they are, and are led to the
 * organisation that they are about by two people of two organisations.
 */
export class DateConcerns1763900740000 implements MigrationInterface {
  name = 'DateConcerns1763900740000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table concern
        -- Until when the stage should be over; null where it waits for something else, and of what was received before there
        -- were due dates until the job gives it one.
        add column due_on date,
        -- Of the secret that whoever wrote it was given, to ask how far it is. Null of what was received before.
        add column status_hash bytea;
      alter table concern drop constraint concern_state_known;
      alter table concern add constraint concern_state_known check (state in ('received','lookedInto','linked','referred','stopped'));
      alter table concern add constraint concern_linked_to_something check (state <> 'linked' or signal_id is not null);
      -- Serves the due dates.
      create index concern_by_due_date on concern (tenant_id, due_on) where state <> 'stopped';

      alter table concern_step add column detail jsonb not null default '{}';
      alter table concern_step drop constraint concern_step_kind_known;
      alter table concern_step add constraint concern_step_kind_known check (kind in (
        'received','lookInto','link','refer','stop','dueSoon','overdue','slipped','signalEnded','named','nameConfirmed','nameDeclined'));

      -- Which organisation a concern is about, where it was written under a name that nobody has: said by one commissioner,
      -- and in force once somebody of another organisation that commissions has confirmed it.
      create table concern_naming (
        tenant_id uuid not null,
        naming_id uuid not null,
        concern_id uuid not null,
        organisation_id uuid not null,
        reason text not null,
        named_by uuid not null,
        on_behalf_of uuid not null,
        named_at timestamptz not null,
        state text not null,
        decided_by uuid,
        decided_on_behalf_of uuid,
        decided_at timestamptz,
        decision_reason text not null default '',
        constraint concern_naming_pk primary key (tenant_id, naming_id),
        constraint concern_naming_concern_fk foreign key (tenant_id, concern_id) references concern (tenant_id, concern_id),
        constraint concern_naming_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint concern_naming_namer_fk foreign key (tenant_id, named_by) references account (tenant_id, account_id),
        constraint concern_naming_decider_fk foreign key (tenant_id, decided_by) references account (tenant_id, account_id),
        constraint concern_naming_state_known check (state in ('waiting','confirmed','declined')),
        constraint concern_naming_decided_whole check ((state = 'waiting') = (num_nulls(decided_by, decided_on_behalf_of, decided_at) = 3)),
        -- Nobody confirms what they said themselves, nor somebody of the same organisation.
        constraint concern_naming_by_two check (decided_by <> named_by and decided_on_behalf_of <> on_behalf_of)
      );
      -- One at a time, and none after one is in force.
      create unique index concern_naming_once on concern_naming (tenant_id, concern_id) where state <> 'declined';
      call quorate_tenant_wall('concern_naming');
      create policy concern_naming_wall on concern_naming as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from concern c where c.tenant_id = concern_naming.tenant_id and c.concern_id = concern_naming.concern_id));

      -- Whoever also works for the organisation it is about reads it in no role: the words can tell who wrote them.
      drop policy concern_wall on concern;
      create policy concern_wall on concern as restrictive for select using (
        (select quorate_wall()) = 'job' or ((select quorate_commissions())
          and provider_organisation_id is distinct from (select quorate_organisation())
          and lower(about) is distinct from (select lower(o.name) from organisation o
            where o.tenant_id = quorate_tenant() and o.organisation_id = quorate_organisation())
          and (provider_organisation_id is null or not exists (select 1 from acting_role p where p.tenant_id = concern.tenant_id
            and p.account_id = (select quorate_account()) and p.organisation_id = concern.provider_organisation_id and p.during @> quorate_now()))));
    `);
    await eachTenant(queryRunner, (tenantId) =>
      // Rules that were stored before gain the times of concerns as they are shipped; they change nothing of signals.
      queryRunner.query(
        `update regulatory_regime set body = jsonb_set(body, '{times}', $2::jsonb || (body->'times')) where tenant_id = $1`,
        [tenantId, JSON.stringify({ concernReceived: 5, concernLookedInto: 20, concernReferred: 60 })],
      ),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await eachTenant(queryRunner, (tenantId) =>
      queryRunner.query(
        `update regulatory_regime set body = body #- '{times,concernReceived}' #- '{times,concernLookedInto}' #- '{times,concernReferred}' where tenant_id = $1`,
        [tenantId],
      ),
    );
    await queryRunner.query(`
      drop policy concern_wall on concern;
      create policy concern_wall on concern as restrictive for select using (
        (select quorate_wall()) = 'job' or ((select quorate_commissions())
          and provider_organisation_id is distinct from (select quorate_organisation())
          and lower(about) is distinct from (select lower(o.name) from organisation o
            where o.tenant_id = quorate_tenant() and o.organisation_id = quorate_organisation())));
      drop table concern_naming;
      alter table concern_step drop constraint concern_step_kind_known;
      alter table concern_step add constraint concern_step_kind_known check (kind in ('received','lookInto','refer','stop'));
      alter table concern_step drop column detail;
      drop index concern_by_due_date;
      alter table concern drop constraint concern_linked_to_something, drop constraint concern_state_known;
      alter table concern add constraint concern_state_known check (state in ('received','lookedInto','referred','stopped'));
      alter table concern drop column status_hash, drop column due_on;
    `);
  }
}

/** The tables' owner stands before the same wall as everybody, so a tenant's rows are reached from inside it. */
async function eachTenant(queryRunner: QueryRunner, work: (tenantId: string) => Promise<unknown>): Promise<void> {
  const tenants: { tenant_id: string }[] = await queryRunner.query('select tenant_id from tenant order by tenant_id');
  for (const { tenant_id } of tenants) {
    await queryRunner.query(`select set_config('app.tenant', $1, true)`, [tenant_id]);
    await work(tenant_id);
  }
  await queryRunner.query(`select set_config('app.tenant', '', true)`);
}
