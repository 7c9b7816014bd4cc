import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eachTenant } from './each-tenant.js';

/**
 * How a provider stands in a month is the provider's first, in the table itself too. Who acts as a commissioner is on that
 * side of the wall whoever they work for: an organisation that commissions can also be the provider.
 */
export class ShowMonthsAfterTheirLead1763900810000 implements MigrationInterface {
  name = 'ShowMonthsAfterTheirLead1763900810000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Whose staff sees what is the provider's alone: the acting organisation, unless it is acted for as a commissioner.
      create function quorate_provider() returns uuid language sql stable parallel safe
        as $$ select case when quorate_wall() <> 'commissioner' then quorate_organisation() end $$;

      drop policy signal_wall on signal;
      create policy signal_wall on signal as restrictive for select using (
        (select quorate_wall()) = 'job'
        or (provider_organisation_id = (select quorate_provider()) and provider_sees_from <= quorate_now())
        or (commissioner_sees_from <= quorate_now() and (select quorate_commissions())));
      drop policy signal_lead_wall on signal_lead;
      create policy signal_lead_wall on signal_lead as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from signal s where s.tenant_id = signal_lead.tenant_id and s.signal_id = signal_lead.signal_id
          and (s.provider_organisation_id = (select quorate_provider()) or signal_lead.commissioner_sees_from <= quorate_now())));
      drop policy signal_reply_draft_wall on signal_reply_draft;
      create policy signal_reply_draft_wall on signal_reply_draft as restrictive using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_provider()));

      -- Never, until what follows from the run has been decided.
      alter table provider_month add column commissioner_sees_from timestamptz not null default 'infinity';
      grant update (commissioner_sees_from) on provider_month to quorate_app;
      drop policy provider_month_wall on provider_month;
      create policy provider_month_wall on provider_month as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_provider())
        or (commissioner_sees_from <= quorate_now() and (select quorate_commissions())));
    `);
    // As a signal's own row or its lead says; of all others two weeks after they were judged, all alike.
    await eachTenant(queryRunner, (tenantId) =>
      queryRunner.query(
        `update provider_month m set commissioner_sees_from = coalesce(
           (select min(greatest(r.finished_at, s.commissioner_sees_from)) from signal s where s.tenant_id = $1 and s.latest_run_id = m.run_id
              and s.provider_organisation_id = m.provider_organisation_id and s.commissioner_sees_from is not null),
           (select min(l.commissioner_sees_from) from signal_lead l join signal s on s.tenant_id = l.tenant_id and s.signal_id = l.signal_id
              where l.tenant_id = $1 and m.run_id in (l.run_id, l.latest_run_id) and s.provider_organisation_id = m.provider_organisation_id),
           interval '14 days' + case when r.cause = 'history' and t.is_demo then (m.month + interval '1 month') at time zone 'Europe/London' else r.finished_at end)
         from detection_run r join tenant t on t.tenant_id = r.tenant_id
         where m.tenant_id = $1 and r.tenant_id = $1 and r.run_id = m.run_id`,
        [tenantId],
      ),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop policy provider_month_wall on provider_month;
      create policy provider_month_wall on provider_month as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions()));
      revoke update (commissioner_sees_from) on provider_month from quorate_app;
      alter table provider_month drop column commissioner_sees_from;
      drop policy signal_reply_draft_wall on signal_reply_draft;
      create policy signal_reply_draft_wall on signal_reply_draft as restrictive using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()));
      drop policy signal_lead_wall on signal_lead;
      create policy signal_lead_wall on signal_lead as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from signal s where s.tenant_id = signal_lead.tenant_id and s.signal_id = signal_lead.signal_id
          and (s.provider_organisation_id = (select quorate_organisation()) or signal_lead.commissioner_sees_from <= quorate_now())));
      drop policy signal_wall on signal;
      create policy signal_wall on signal as restrictive for select using (
        (select quorate_wall()) = 'job'
        or (provider_organisation_id = (select quorate_organisation()) and provider_sees_from <= quorate_now())
        or (commissioner_sees_from <= quorate_now() and (select quorate_commissions())));
      drop function quorate_provider;
    `);
  }
}
