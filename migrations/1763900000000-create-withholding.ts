import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What attendance is as evidence, what each monthly run of the detector found in it, and the signals that follow: the
 * rules in force, evidence in versions, write-once runs, one row a provider and month, signals with their steps.
 */
export class CreateWithholding1763900000000 implements MigrationInterface {
  name = 'CreateWithholding1763900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Whether the acting organisation commissions or watches over care: who may read across providers.
      create function quorate_commissions() returns boolean language sql stable as $$
        select exists (select 1 from organisation o where o.tenant_id = quorate_tenant() and o.organisation_id = quorate_organisation()
          and o.kind in ('icb','subIcb','localAuthority','region','regulator'))
      $$;

      -- Thresholds, times, tests, addressees and texts, as dated data. A change is a new version; signals copy what judged them.
      create table regulatory_regime (
        tenant_id uuid not null,
        regime_id uuid not null,
        code text not null,
        version integer not null,
        in_force_from date not null,
        body jsonb not null,
        reason text not null,
        issued_by uuid,
        issued_at timestamptz not null,
        constraint regulatory_regime_pk primary key (tenant_id, regime_id),
        constraint regulatory_regime_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint regulatory_regime_issuer_fk foreign key (tenant_id, issued_by) references account (tenant_id, account_id),
        constraint regulatory_regime_version_unique unique (tenant_id, code, version)
      );
      call quorate_tenant_wall('regulatory_regime', 'select, insert');

      -- The newest number of each tenant's evidence. Its row lock is held to the end of the transaction that takes numbers,
      -- so numbers are in order of commitment and a run's cut is one number.
      create table evidence_head (
        tenant_id uuid not null,
        evidence_no bigint not null,
        constraint evidence_head_pk primary key (tenant_id),
        constraint evidence_head_tenant_fk foreign key (tenant_id) references tenant (tenant_id)
      );
      call quorate_tenant_wall('evidence_head');

      -- One row a seat and held meeting, as the detector reads it. A correction is a new version; a run reads the versions
      -- up to its cut, so the same cut gives the same rows for ever. A version with is_gone says that the row counts no more.
      create table attendance_evidence (
        tenant_id uuid not null,
        evidence_no bigint not null,
        meeting_id uuid not null,
        seat_id uuid not null,
        version integer not null,
        is_current boolean not null,
        is_gone boolean not null,
        practitioner_id uuid,
        provider_organisation_id uuid not null,
        host_organisation_id uuid not null,
        mdt_id uuid not null,
        series_id uuid,
        site_id uuid,
        role_code text not null,
        is_core boolean not null,
        meeting_date date not null,
        start_minute integer not null,
        duration_minutes integer not null,
        mode text not null,
        invited_on date,
        travel_minutes real,
        cover_depth integer not null,
        count_class text not null,
        status text not null,
        minutes_present integer,
        reason_code text,
        release_requested_on date,
        release_decision text,
        release_decided_on date,
        -- Who wrote what the register says; null where it says nothing. More than one of them make a pattern more than one hand.
        recorded_by uuid,
        recorded_at timestamptz not null,
        constraint attendance_evidence_pk primary key (tenant_id, evidence_no),
        constraint attendance_evidence_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint attendance_evidence_version_unique unique (tenant_id, meeting_id, seat_id, version),
        constraint attendance_evidence_mode_known check (mode in ('inPerson','hybrid','remote')),
        constraint attendance_evidence_status_known check (status in ('attended','attendedPart','deputy','writtenInput','apologies','lateCancel','absentNoNotice','notRequired','notRecorded')),
        constraint attendance_evidence_decision_known check (release_decision in ('granted','grantedWithCover','refused','unanswered')),
        constraint attendance_evidence_decision_asked check (release_decision is null or release_requested_on is not null)
      );
      create unique index attendance_evidence_current on attendance_evidence (tenant_id, meeting_id, seat_id) where is_current;
      -- Serves the rows behind a signal and the evidence pack.
      create index attendance_evidence_by_provider on attendance_evidence (tenant_id, provider_organisation_id, meeting_date) where is_current and not is_gone;
      call quorate_tenant_wall('attendance_evidence', 'select, insert');
      grant update (is_current) on attendance_evidence to quorate_app;
      create function attendance_evidence_only_superseded() returns trigger language plpgsql as $$
      begin
        raise exception 'A version of the evidence is never changed: record a new one.' using errcode = 'restrict_violation';
      end $$;
      create trigger attendance_evidence_only_superseded before update on attendance_evidence for each row
        when (not (old.is_current and not new.is_current) or to_jsonb(old) - 'is_current' <> to_jsonb(new) - 'is_current')
        execute function attendance_evidence_only_superseded();

      -- One run of the detector for one month. Written once, when it is done; a later one of the same month stands beside it.
      create table detection_run (
        tenant_id uuid not null,
        run_id uuid not null,
        month date not null,
        version integer not null,
        -- 'monthly', 'byHand', 'correction' or 'history' (the months before the first monthly run).
        cause text not null,
        model_version text not null,
        regime_id uuid not null,
        parameters jsonb not null,
        -- The highest evidence_no it has read.
        data_cut bigint not null,
        rows_read integer not null,
        rows_hash bytea not null,
        providers_tested integer not null,
        -- Mean of (1 - score) over the open flags; null while none is open.
        expected_false_share double precision,
        -- What of its data has to be put right first, provider by provider: [] when nothing.
        data_quality jsonb not null,
        requested_by uuid,
        started_at timestamptz not null,
        finished_at timestamptz not null,
        constraint detection_run_pk primary key (tenant_id, run_id),
        constraint detection_run_regime_fk foreign key (tenant_id, regime_id) references regulatory_regime (tenant_id, regime_id),
        constraint detection_run_requester_fk foreign key (tenant_id, requested_by) references account (tenant_id, account_id),
        constraint detection_run_version_unique unique (tenant_id, month, version),
        constraint detection_run_cause_known check (cause in ('monthly','byHand','correction','history')),
        constraint detection_run_month_first check (extract(day from month) = 1)
      );
      call quorate_tenant_wall('detection_run', 'select, insert');

      -- How one provider stands at the end of one month: score, figures (libs/signals ProviderFigures) and the level they give.
      create table provider_month (
        tenant_id uuid not null,
        run_id uuid not null,
        provider_organisation_id uuid not null,
        month date not null,
        -- Null where there is not enough to judge or the data have to be put right first.
        score double precision,
        is_flagged boolean not null,
        standing text not null,
        level text not null,
        figures jsonb not null,
        reasons jsonb not null,
        constraint provider_month_pk primary key (tenant_id, run_id, provider_organisation_id),
        constraint provider_month_run_fk foreign key (tenant_id, run_id) references detection_run (tenant_id, run_id),
        constraint provider_month_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint provider_month_standing_known check (standing in ('judged','notEnough','dataFirst')),
        constraint provider_month_level_known check (level in ('none','earlyNotice','watch','alert','alarm')),
        constraint provider_month_score_judged check ((score is null) = (standing <> 'judged'))
      );
      create index provider_month_by_provider on provider_month (tenant_id, provider_organisation_id, month);
      call quorate_tenant_wall('provider_month', 'select, insert');
      -- Second wall: the provider itself, and who commissions.
      create policy provider_month_wall on provider_month as restrictive for select using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()) or (select quorate_commissions()));

      create table signal (
        tenant_id uuid not null,
        signal_id uuid not null,
        provider_organisation_id uuid not null,
        regime_id uuid not null,
        -- The run that opened it, and the newest that was judged for it.
        opened_by_run_id uuid not null,
        latest_run_id uuid not null,
        opened_month date not null,
        latest_month date not null,
        since date not null,
        -- { kind: 'all' | 'role' | 'host', code, name } as it was found.
        scope jsonb not null,
        level text not null,
        stage text not null,
        stage_due_on date,
        -- Copied from the regime and the run when it opened or changed level; a later rule does not rewrite them.
        thresholds jsonb not null,
        values jsonb not null,
        opened_at timestamptz not null,
        -- The provider sees it from then; commissioners from the later instant, or not yet (early notice) where it is null.
        provider_sees_from timestamptz not null,
        commissioner_sees_from timestamptz,
        closed_at timestamptz,
        closed_because text,
        lock_version integer not null default 1,
        constraint signal_pk primary key (tenant_id, signal_id),
        constraint signal_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint signal_regime_fk foreign key (tenant_id, regime_id) references regulatory_regime (tenant_id, regime_id),
        constraint signal_opened_by_fk foreign key (tenant_id, opened_by_run_id) references detection_run (tenant_id, run_id),
        constraint signal_latest_fk foreign key (tenant_id, latest_run_id) references detection_run (tenant_id, run_id),
        constraint signal_level_known check (level in ('earlyNotice','watch','alert','alarm')),
        constraint signal_stage_known check (stage in ('signal','dataCheck','withProvider','explained','localResolution','improvementAgreed','withCommissioner','concern','referred','closed')),
        constraint signal_closed_whole check ((closed_at is null) = (closed_because is null))
      );
      -- A provider has one open signal at a time.
      create unique index signal_open_once on signal (tenant_id, provider_organisation_id) where closed_at is null;
      create index signal_by_time on signal (tenant_id, opened_at desc, signal_id);
      call quorate_tenant_wall('signal');
      create policy signal_wall on signal as restrictive for select using (
        (select quorate_wall()) = 'job'
        or (provider_organisation_id = (select quorate_organisation()) and provider_sees_from <= quorate_now())
        or (commissioner_sees_from <= quorate_now() and (select quorate_commissions())));

      -- What happened to a signal, in order; never changed.
      create table signal_step (
        tenant_id uuid not null,
        signal_id uuid not null,
        step_no integer not null,
        at timestamptz not null,
        kind text not null,
        from_stage text,
        to_stage text,
        from_level text,
        to_level text,
        -- Null when the product did it by rule.
        account_id uuid,
        on_behalf_of uuid,
        reason text not null default '',
        detail jsonb not null default '{}',
        constraint signal_step_pk primary key (tenant_id, signal_id, step_no),
        constraint signal_step_signal_fk foreign key (tenant_id, signal_id) references signal (tenant_id, signal_id),
        constraint signal_step_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id)
      );
      call quorate_tenant_wall('signal_step', 'select, insert');
      -- Whoever sees the signal sees its steps.
      create policy signal_step_wall on signal_step as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from signal s where s.tenant_id = signal_step.tenant_id and s.signal_id = signal_step.signal_id));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table signal_step, signal, provider_month, detection_run, attendance_evidence, evidence_head, regulatory_regime;
      drop function quorate_commissions;
      drop function attendance_evidence_only_superseded;
    `);
  }
}
