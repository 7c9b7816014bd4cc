import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Release requests, the register, and what each seat's row counts as, with the rollups kept in the same transaction. */
export class CreateAttendance1763700400000 implements MigrationInterface {
  name = 'CreateAttendance1763700400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table release_request (
        tenant_id uuid not null,
        release_request_id uuid not null,
        meeting_id uuid not null,
        seat_id uuid not null,
        practitioner_id uuid not null,
        provider_organisation_id uuid not null,
        host_organisation_id uuid not null,
        requested_by uuid not null,
        requested_at timestamptz not null,
        note text not null default '',
        due_on date not null,
        state text not null,
        reason_code text,
        reason_text text,
        cover_practitioner_id uuid,
        decided_by uuid,
        decided_at timestamptz,
        lock_version integer not null default 1,
        constraint release_request_pk primary key (tenant_id, release_request_id),
        constraint release_request_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint release_request_seat_fk foreign key (tenant_id, seat_id) references mdt_seat (tenant_id, seat_id),
        constraint release_request_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint release_request_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint release_request_cover_fk foreign key (tenant_id, cover_practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint release_request_requester_fk foreign key (tenant_id, requested_by) references account (tenant_id, account_id),
        constraint release_request_state_known check (state in ('requested','granted','grantedWithCover','refused','unanswered','cancelled')),
        constraint release_request_refusal_reasoned check (state <> 'refused' or reason_code is not null),
        constraint release_request_cover_named check (state <> 'grantedWithCover' or cover_practitioner_id is not null or reason_text is not null)
      );
      -- One request for a person and meeting stands at a time; after a withdrawn one they may be asked for again.
      create unique index release_request_once on release_request (tenant_id, meeting_id, practitioner_id) where state <> 'cancelled';
      -- Serves the manager's queue.
      create index release_request_queue on release_request (tenant_id, provider_organisation_id, state, due_on);
      create index release_request_by_meeting on release_request (tenant_id, meeting_id);
      call quorate_tenant_wall('release_request');
      -- Second wall: the employer asked, who asked, and the meeting's host; nobody else, a competitor least of all.
      create policy release_wall on release_request as restrictive for select using (
        (select quorate_wall()) = 'job'
        or provider_organisation_id = (select quorate_organisation())
        or host_organisation_id = (select quorate_organisation())
        or requested_by = (select quorate_account())
        or practitioner_id = (select quorate_practitioner())
      );

      -- A correction is a new version; only is_current may change on a stored row, from true to false.
      create table attendance_record (
        tenant_id uuid not null,
        attendance_id uuid not null,
        meeting_id uuid not null,
        seat_id uuid not null,
        version integer not null,
        is_current boolean not null,
        outcome text not null,
        mode text,
        minutes integer,
        practitioner_id uuid,
        reason_code text,
        note text,
        source text not null,
        recorded_by uuid not null,
        recorded_on_behalf_of uuid,
        recorded_at timestamptz not null,
        correction_reason text,
        constraint attendance_record_pk primary key (tenant_id, attendance_id),
        constraint attendance_record_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint attendance_record_seat_fk foreign key (tenant_id, seat_id) references mdt_seat (tenant_id, seat_id),
        constraint attendance_record_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint attendance_record_version_unique unique (tenant_id, meeting_id, seat_id, version),
        constraint attendance_record_outcome_known check (outcome in ('attended','attendedPart','deputy','writtenInput','apologies','absentNoNotice','notRequired','notMarked')),
        constraint attendance_record_mode_known check (mode in ('inPerson','remote')),
        constraint attendance_record_minutes_range check (minutes between 0 and 1440),
        constraint attendance_record_source_known check (source in ('register','selfCheckIn','import'))
      );
      create unique index attendance_record_current on attendance_record (tenant_id, meeting_id, seat_id) where is_current;
      create index attendance_record_by_practitioner on attendance_record (tenant_id, practitioner_id, meeting_id) where is_current;
      call quorate_tenant_wall('attendance_record', 'select, insert');
      grant update (is_current) on attendance_record to quorate_app;
      create function attendance_record_only_superseded() returns trigger language plpgsql as $$
      begin
        raise exception 'A version of the register is never changed: record a new one.' using errcode = 'restrict_violation';
      end $$;
      create trigger attendance_record_only_superseded before update on attendance_record for each row
        when (not (old.is_current and not new.is_current) or to_jsonb(old) - 'is_current' <> to_jsonb(new) - 'is_current')
        execute function attendance_record_only_superseded();

      -- Whoever closed a register saw what was missing; a mark made afterwards is a correction with a reason.
      create table register_closure (
        tenant_id uuid not null,
        meeting_id uuid not null,
        closed_at timestamptz not null,
        closed_by uuid not null,
        seats_not_recorded integer not null,
        constraint register_closure_pk primary key (tenant_id, meeting_id),
        constraint register_closure_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id)
      );
      call quorate_tenant_wall('register_closure', 'select, insert');

      -- What each seat of a held or cancelled meeting counts as. Derived from the register by libs/attendance.
      create table attendance_count (
        tenant_id uuid not null,
        meeting_id uuid not null,
        seat_id uuid not null,
        provider_organisation_id uuid not null,
        host_organisation_id uuid not null,
        mdt_id uuid not null,
        role_code text not null,
        is_core boolean not null,
        is_own_site boolean not null,
        practitioner_id uuid,
        month date not null,
        meeting_date date not null,
        count_class text not null,
        reason_locus text,
        constraint attendance_count_pk primary key (tenant_id, meeting_id, seat_id),
        constraint attendance_count_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint attendance_count_class_known check (count_class in ('tookPart','lost','excludedLeave','excludedShortNotice','excludedCancelled','excludedNotRecorded','excludedNotRequired','excludedWrittenInput','excludedStructural')),
        constraint attendance_count_month_first check (extract(day from month) = 1)
      );
      -- Serves "every number opens its rows".
      create index attendance_count_by_provider on attendance_count (tenant_id, provider_organisation_id, month, count_class);
      create index attendance_count_by_mdt on attendance_count (tenant_id, mdt_id, month);
      call quorate_tenant_wall('attendance_count', 'select, insert, update, delete');

      -- Coarse rollup: the overview reads only this. Fine rollup: the same numbers by MDT, for filters and drill-down.
      create table engagement_by_provider (
        tenant_id uuid not null,
        provider_organisation_id uuid not null,
        month date not null,
        role_code text not null,
        is_core boolean not null,
        is_own_site boolean not null,
        count_class text not null,
        -- For a lost seat, who could have changed it; 'none' when no reason was given and for every other class.
        reason_locus text not null default 'none',
        seats integer not null,
        constraint engagement_by_provider_pk primary key (tenant_id, provider_organisation_id, month, role_code, is_core, is_own_site, count_class, reason_locus)
      );
      create index engagement_by_provider_month on engagement_by_provider (tenant_id, month);
      call quorate_tenant_wall('engagement_by_provider', 'select, insert, update, delete');

      create table engagement_by_mdt (
        tenant_id uuid not null,
        mdt_id uuid not null,
        provider_organisation_id uuid not null,
        month date not null,
        role_code text not null,
        is_core boolean not null,
        is_own_site boolean not null,
        count_class text not null,
        -- For a lost seat, who could have changed it; 'none' when no reason was given and for every other class.
        reason_locus text not null default 'none',
        seats integer not null,
        constraint engagement_by_mdt_pk primary key (tenant_id, mdt_id, provider_organisation_id, month, role_code, is_core, is_own_site, count_class, reason_locus)
      );
      create index engagement_by_mdt_provider on engagement_by_mdt (tenant_id, provider_organisation_id, month);
      call quorate_tenant_wall('engagement_by_mdt', 'select, insert, update, delete');

      -- Registers of the past, imported as published: who was expected at which sitting and what is known of it.
      create table imported_register (
        tenant_id uuid not null,
        register_id uuid not null,
        name text not null,
        source text not null,
        content_hash bytea not null,
        imported_at timestamptz not null,
        constraint imported_register_pk primary key (tenant_id, register_id),
        constraint imported_register_name_unique unique (tenant_id, name)
      );
      call quorate_tenant_wall('imported_register', 'select, insert, update, delete');

      create table imported_register_entry (
        tenant_id uuid not null,
        register_id uuid not null,
        unit text not null,
        member text not null,
        sitting text not null,
        sitting_date date,
        line integer not null,
        outcome text not null,
        is_as_at boolean not null,
        constraint imported_register_entry_pk primary key (tenant_id, register_id, line),
        constraint imported_register_entry_register_fk foreign key (tenant_id, register_id) references imported_register (tenant_id, register_id) on delete cascade,
        constraint imported_register_entry_outcome_known check (outcome in ('present','absent','unknown'))
      );
      call quorate_tenant_wall('imported_register_entry', 'select, insert, update, delete');

      -- Registers that were published as sums only: a unit's events of a total in a period, with what nobody knows beside it.
      create table imported_register_count (
        tenant_id uuid not null,
        register_id uuid not null,
        unit text not null,
        category text not null,
        period date not null,
        events bigint not null,
        total bigint not null,
        unknown bigint not null,
        constraint imported_register_count_pk primary key (tenant_id, register_id, unit, category, period),
        constraint imported_register_count_register_fk foreign key (tenant_id, register_id) references imported_register (tenant_id, register_id) on delete cascade,
        constraint imported_register_count_whole check (events between 0 and total and unknown >= 0)
      );
      call quorate_tenant_wall('imported_register_count', 'select, insert, update, delete');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table imported_register_count, imported_register_entry, imported_register, engagement_by_mdt, engagement_by_provider, attendance_count, register_closure, attendance_record, release_request;
      drop function attendance_record_only_superseded;
    `);
  }
}
