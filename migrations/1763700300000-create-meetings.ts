import type { MigrationInterface, QueryRunner } from 'typeorm';

/** MDTs with versioned terms of reference and seats (role x provider), series, meetings, invitations and bookings. */
export class CreateMeetings1763700300000 implements MigrationInterface {
  name = 'CreateMeetings1763700300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table mdt (
        tenant_id uuid not null,
        mdt_id uuid not null,
        name text not null,
        host_organisation_id uuid not null,
        status text not null,
        created_at timestamptz not null,
        lock_version integer not null default 1,
        constraint mdt_pk primary key (tenant_id, mdt_id),
        constraint mdt_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint mdt_host_fk foreign key (tenant_id, host_organisation_id) references organisation (tenant_id, organisation_id),
        constraint mdt_name_unique unique (tenant_id, host_organisation_id, name),
        constraint mdt_status_known check (status in ('proposed','active','suspended','inactive'))
      );
      call quorate_tenant_wall('mdt');

      -- A meeting keeps the version that was in force when it was planned or held; a new version never edits an old one.
      create table terms_of_reference (
        tenant_id uuid not null,
        terms_id uuid not null,
        mdt_id uuid not null,
        version integer not null,
        purpose text not null,
        population text not null,
        minimum_seats integer not null,
        required_roles text[] not null,
        minimum_notice_working_days integer not null,
        deputies_allowed boolean not null,
        in_force_from date not null,
        review_on date,
        created_at timestamptz not null,
        created_by uuid not null,
        constraint terms_of_reference_pk primary key (tenant_id, terms_id),
        constraint terms_of_reference_mdt_fk foreign key (tenant_id, mdt_id) references mdt (tenant_id, mdt_id),
        constraint terms_of_reference_version_unique unique (tenant_id, mdt_id, version),
        constraint terms_of_reference_numbers check (minimum_seats >= 1 and minimum_notice_working_days between 0 and 60)
      );
      call quorate_tenant_wall('terms_of_reference');

      create table mdt_seat (
        tenant_id uuid not null,
        seat_id uuid not null,
        mdt_id uuid not null,
        role_code text not null,
        provider_organisation_id uuid not null,
        kind text not null,
        counts_for_quorum boolean not null,
        holder_practitioner_id uuid,
        position integer not null,
        from_version integer not null,
        to_version integer,
        lock_version integer not null default 1,
        constraint mdt_seat_pk primary key (tenant_id, seat_id),
        constraint mdt_seat_mdt_fk foreign key (tenant_id, mdt_id) references mdt (tenant_id, mdt_id),
        constraint mdt_seat_role_fk foreign key (tenant_id, role_code) references professional_role (tenant_id, role_code),
        constraint mdt_seat_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint mdt_seat_holder_fk foreign key (tenant_id, holder_practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint mdt_seat_kind_known check (kind in ('core','extended')),
        constraint mdt_seat_versions_ordered check (to_version is null or to_version >= from_version)
      );
      create index mdt_seat_by_mdt on mdt_seat (tenant_id, mdt_id, position);
      -- These two and seat_deputy_by_practitioner serve "which MDTs may this viewer see".
      create index mdt_seat_by_provider on mdt_seat (tenant_id, provider_organisation_id);
      create index mdt_seat_by_holder on mdt_seat (tenant_id, holder_practitioner_id) where holder_practitioner_id is not null;
      call quorate_tenant_wall('mdt_seat');

      create table seat_deputy (
        tenant_id uuid not null,
        seat_id uuid not null,
        practitioner_id uuid not null,
        trained_on date,
        constraint seat_deputy_pk primary key (tenant_id, seat_id, practitioner_id),
        constraint seat_deputy_seat_fk foreign key (tenant_id, seat_id) references mdt_seat (tenant_id, seat_id),
        constraint seat_deputy_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id)
      );
      create index seat_deputy_by_practitioner on seat_deputy (tenant_id, practitioner_id);
      call quorate_tenant_wall('seat_deputy', 'select, insert, update, delete');

      -- "This and following" ends a series and begins another that names the one it follows.
      create table mdt_series (
        tenant_id uuid not null,
        series_id uuid not null,
        mdt_id uuid not null,
        frequency text not null,
        weekday integer not null,
        week_of_month integer,
        start_time text not null,
        duration_minutes integer not null,
        from_date date not null,
        until_date date,
        site_id uuid,
        room_id uuid,
        join_url text,
        follows_series_id uuid,
        planned_through date not null,
        calendar_uid text not null,
        sequence integer not null default 0,
        created_at timestamptz not null,
        lock_version integer not null default 1,
        constraint mdt_series_pk primary key (tenant_id, series_id),
        constraint mdt_series_mdt_fk foreign key (tenant_id, mdt_id) references mdt (tenant_id, mdt_id),
        constraint mdt_series_site_fk foreign key (tenant_id, site_id) references site (tenant_id, site_id),
        constraint mdt_series_room_fk foreign key (tenant_id, room_id) references room (tenant_id, room_id),
        constraint mdt_series_follows_fk foreign key (tenant_id, follows_series_id) references mdt_series (tenant_id, series_id),
        constraint mdt_series_frequency_known check (frequency in ('weekly','fortnightly','monthly')),
        constraint mdt_series_weekday_range check (weekday between 1 and 7),
        constraint mdt_series_week_of_month check ((frequency = 'monthly') = (week_of_month is not null) and week_of_month in (1,2,3,4,-1)),
        constraint mdt_series_time_shape check (start_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        constraint mdt_series_duration_range check (duration_minutes between 5 and 720)
      );
      create index mdt_series_by_mdt on mdt_series (tenant_id, mdt_id);
      call quorate_tenant_wall('mdt_series');

      -- Dates that the rule gives and that are not met on, with the reason a reader sees.
      create table mdt_series_skip (
        tenant_id uuid not null,
        series_id uuid not null,
        skipped_on date not null,
        reason text not null,
        constraint mdt_series_skip_pk primary key (tenant_id, series_id, skipped_on),
        constraint mdt_series_skip_series_fk foreign key (tenant_id, series_id) references mdt_series (tenant_id, series_id)
      );
      call quorate_tenant_wall('mdt_series_skip', 'select, insert, update, delete');

      create table mdt_meeting (
        tenant_id uuid not null,
        meeting_id uuid not null,
        mdt_id uuid not null,
        series_id uuid,
        terms_id uuid not null,
        host_organisation_id uuid not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        -- The Europe/London date, stored so that grouping by month needs no zone conversion.
        meeting_date date not null,
        start_time text not null,
        duration_minutes integer not null,
        series_date date,
        site_id uuid,
        room_id uuid,
        join_url text,
        status text not null,
        cancel_reason text,
        is_extraordinary boolean not null default false,
        calendar_uid text not null,
        sequence integer not null default 0,
        notice_given_at timestamptz,
        is_quorate boolean,
        register_version integer not null default 0,
        lock_version integer not null default 1,
        constraint mdt_meeting_pk primary key (tenant_id, meeting_id),
        constraint mdt_meeting_mdt_fk foreign key (tenant_id, mdt_id) references mdt (tenant_id, mdt_id),
        constraint mdt_meeting_series_fk foreign key (tenant_id, series_id) references mdt_series (tenant_id, series_id),
        constraint mdt_meeting_terms_fk foreign key (tenant_id, terms_id) references terms_of_reference (tenant_id, terms_id),
        constraint mdt_meeting_host_fk foreign key (tenant_id, host_organisation_id) references organisation (tenant_id, organisation_id),
        constraint mdt_meeting_site_fk foreign key (tenant_id, site_id) references site (tenant_id, site_id),
        constraint mdt_meeting_room_fk foreign key (tenant_id, room_id) references room (tenant_id, room_id),
        constraint mdt_meeting_status_known check (status in ('booked','held','cancelled')),
        constraint mdt_meeting_cancel_reason_given check ((status = 'cancelled') = (cancel_reason is not null)),
        constraint mdt_meeting_period check (ends_at > starts_at),
        constraint mdt_meeting_occurrence_once unique (tenant_id, series_id, series_date),
        constraint mdt_meeting_room_free exclude using gist
          (tenant_id with =, room_id with =, tstzrange(starts_at, ends_at) with &&) where (status <> 'cancelled' and room_id is not null)
      );
      -- Serves the list of meetings and Today, in date order.
      create index mdt_meeting_by_start on mdt_meeting (tenant_id, starts_at, meeting_id);
      create index mdt_meeting_by_mdt on mdt_meeting (tenant_id, mdt_id, starts_at);
      call quorate_tenant_wall('mdt_meeting');

      -- One for each seat and meeting; a seat with no holder keeps its invitation, so that an empty seat can be seen.
      create table invitation (
        tenant_id uuid not null,
        invitation_id uuid not null,
        meeting_id uuid not null,
        seat_id uuid not null,
        practitioner_id uuid,
        provider_organisation_id uuid not null,
        response text not null,
        response_source text,
        responded_at timestamptz,
        decline_reason text,
        comment text,
        deputy_practitioner_id uuid,
        sent_at timestamptz,
        reminded_at timestamptz,
        lock_version integer not null default 1,
        constraint invitation_pk primary key (tenant_id, invitation_id),
        constraint invitation_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint invitation_seat_fk foreign key (tenant_id, seat_id) references mdt_seat (tenant_id, seat_id),
        constraint invitation_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint invitation_deputy_fk foreign key (tenant_id, deputy_practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint invitation_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint invitation_seat_once unique (tenant_id, meeting_id, seat_id),
        constraint invitation_response_known check (response in ('needsAction','accepted','declined','tentative','delegated')),
        constraint invitation_source_known check (response_source in ('person','link','coordinator','calendar')),
        constraint invitation_deputy_named check ((response = 'delegated') = (deputy_practitioner_id is not null))
      );
      create index invitation_by_practitioner on invitation (tenant_id, practitioner_id, meeting_id);
      create index invitation_by_deputy on invitation (tenant_id, deputy_practitioner_id, meeting_id) where deputy_practitioner_id is not null;
      -- Deleted only when its seat leaves the terms of reference before the meeting; the audit trail keeps that it was there.
      call quorate_tenant_wall('invitation', 'select, insert, update, delete');

      -- What a mailed link opens: one person's invitations to one meeting, or to the coming meetings of one series.
      -- It opens nothing once the person no longer holds the seat or the meetings have started.
      create table reply_link (
        tenant_id uuid not null,
        token_hash bytea not null,
        practitioner_id uuid not null,
        meeting_id uuid,
        series_id uuid,
        created_at timestamptz not null,
        constraint reply_link_pk primary key (tenant_id, token_hash),
        constraint reply_link_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint reply_link_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint reply_link_series_fk foreign key (tenant_id, series_id) references mdt_series (tenant_id, series_id),
        constraint reply_link_one_thing check ((meeting_id is null) <> (series_id is null))
      );
      call quorate_tenant_wall('reply_link', 'select, insert, delete');

      -- A person's hour is held while their invitation (or deputising) stands. Guards double booking even in a race.
      create table practitioner_booking (
        tenant_id uuid not null,
        practitioner_id uuid not null,
        meeting_id uuid not null,
        during tstzrange not null,
        constraint practitioner_booking_pk primary key (tenant_id, practitioner_id, meeting_id),
        constraint practitioner_booking_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint practitioner_booking_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint practitioner_booking_free exclude using gist (tenant_id with =, practitioner_id with =, during with &&)
      );
      create index practitioner_booking_by_meeting on practitioner_booking (tenant_id, meeting_id);
      call quorate_tenant_wall('practitioner_booking', 'select, insert, update, delete');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table practitioner_booking, reply_link, invitation, mdt_meeting, mdt_series_skip, mdt_series, seat_deputy, mdt_seat, terms_of_reference, mdt;
    `);
  }
}
