import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a month changes about a signal that commissioners see is the provider's first, as a new signal is. The row of the
 * signal says what commissioners see; what they do not see yet stands beside it until its time has come.
 */
export class LeadTimeOfMonths1763900725000 implements MigrationInterface {
  name = 'LeadTimeOfMonths1763900725000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table signal_lead (
        tenant_id uuid not null,
        signal_id uuid not null,
        lead_no integer not null,
        -- The run that was followed, and the newest of the signal's months.
        run_id uuid not null,
        is_raise boolean not null,
        level text not null,
        latest_run_id uuid not null,
        latest_month date not null,
        since date not null,
        scope jsonb not null,
        thresholds jsonb not null,
        values jsonb not null,
        judged_at timestamptz not null,
        -- Null where it was over before that: it was the provider's alone, and stays so.
        commissioner_sees_from timestamptz,
        constraint signal_lead_pk primary key (tenant_id, signal_id, lead_no),
        constraint signal_lead_signal_fk foreign key (tenant_id, signal_id) references signal (tenant_id, signal_id),
        constraint signal_lead_run_fk foreign key (tenant_id, run_id) references detection_run (tenant_id, run_id),
        constraint signal_lead_latest_fk foreign key (tenant_id, latest_run_id) references detection_run (tenant_id, run_id),
        constraint signal_lead_level_known check (level in ('watch','alert','alarm'))
      );
      call quorate_tenant_wall('signal_lead', 'select, insert');
      grant update (commissioner_sees_from) on signal_lead to quorate_app;
      create policy signal_lead_wall on signal_lead as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from signal s where s.tenant_id = signal_lead.tenant_id and s.signal_id = signal_lead.signal_id
          and (s.provider_organisation_id = (select quorate_organisation()) or signal_lead.commissioner_sees_from <= quorate_now())));

      -- Up to which of them the signal's own row has caught up.
      alter table signal add column lead_no integer not null default 0;

      -- A step that tells of one of them is seen by whoever sees that.
      alter table signal_step add column lead_no integer;
      alter table signal_step add constraint signal_step_lead_fk foreign key (tenant_id, signal_id, lead_no) references signal_lead (tenant_id, signal_id, lead_no);
      drop policy signal_step_wall on signal_step;
      create policy signal_step_wall on signal_step as restrictive for select using (
        (select quorate_wall()) = 'job' or (
          exists (select 1 from signal s where s.tenant_id = signal_step.tenant_id and s.signal_id = signal_step.signal_id)
          and (lead_no is null or exists (select 1 from signal_lead l where l.tenant_id = signal_step.tenant_id and l.signal_id = signal_step.signal_id
            and l.lead_no = signal_step.lead_no))));

      -- A signal as whoever asks may see it now: with the newest that is theirs to see.
      create view signal_now with (security_invoker = true) as
        select s.tenant_id, s.signal_id, s.provider_organisation_id, s.regime_id, s.opened_by_run_id, s.opened_month, s.stage, s.stage_due_on,
          s.opened_at, s.provider_sees_from, s.commissioner_sees_from, s.closed_at, s.closed_because, s.lock_version, s.earlier_signal_id,
          coalesce(l.latest_run_id, s.latest_run_id) as latest_run_id, coalesce(l.latest_month, s.latest_month) as latest_month,
          coalesce(l.since, s.since) as since, coalesce(l.scope, s.scope) as scope, coalesce(l.level, s.level) as level,
          coalesce(l.thresholds, s.thresholds) as thresholds, coalesce(l.values, s.values) as values,
          l.lead_no, l.commissioner_sees_from as lead_until
        from signal s left join lateral (
          select * from signal_lead l where l.tenant_id = s.tenant_id and l.signal_id = s.signal_id and l.lead_no > s.lead_no
          order by l.lead_no desc limit 1) l on true;
      grant select on signal_now to quorate_app;

      -- A signal as both parties may see it, whoever asks: for packs, which are both parties' to read.
      create view signal_shown with (security_invoker = true) as
        select s.tenant_id, s.signal_id, s.provider_organisation_id, s.regime_id, s.opened_by_run_id, s.opened_month, s.stage, s.stage_due_on,
          s.opened_at, s.provider_sees_from, s.commissioner_sees_from, s.closed_at, s.closed_because, s.lock_version, s.earlier_signal_id,
          coalesce(l.latest_run_id, s.latest_run_id) as latest_run_id, coalesce(l.latest_month, s.latest_month) as latest_month,
          coalesce(l.since, s.since) as since, coalesce(l.scope, s.scope) as scope, coalesce(l.level, s.level) as level,
          coalesce(l.thresholds, s.thresholds) as thresholds, coalesce(l.values, s.values) as values
        from signal s left join lateral (
          select * from signal_lead l where l.tenant_id = s.tenant_id and l.signal_id = s.signal_id and l.lead_no > s.lead_no
            and l.commissioner_sees_from <= quorate_now()
          order by l.lead_no desc limit 1) l on true;
      grant select on signal_shown to quorate_app;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop view signal_shown;
      drop view signal_now;
      drop policy signal_step_wall on signal_step;
      create policy signal_step_wall on signal_step as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from signal s where s.tenant_id = signal_step.tenant_id and s.signal_id = signal_step.signal_id));
      alter table signal_step drop column lead_no;
      alter table signal drop column lead_no;
      drop table signal_lead;
    `);
  }
}
