import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Disputes of what a register says of one seat: who disputes it, what it should say, and what the host answered. */
export class CreateAttendanceDispute1763900710000 implements MigrationInterface {
  name = 'CreateAttendanceDispute1763900710000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- How long a record may be disputed and how long an answer may take, in working days. A change is a new version from a
      -- day on; a tenant without any has what the product ships.
      create table dispute_terms (
        tenant_id uuid not null,
        version integer not null,
        in_force_from date not null,
        dispute_working_days integer not null,
        answer_working_days integer not null,
        -- How long before the answer is due the host is reminded.
        remind_working_days integer not null,
        reason text not null,
        issued_by uuid not null,
        issued_at timestamptz not null,
        constraint dispute_terms_pk primary key (tenant_id, version),
        constraint dispute_terms_account_fk foreign key (tenant_id, issued_by) references account (tenant_id, account_id),
        constraint dispute_terms_range check (dispute_working_days between 1 and 60 and answer_working_days between 1 and 60
          and remind_working_days between 0 and answer_working_days - 1)
      );
      call quorate_tenant_wall('dispute_terms', 'select, insert');

      create table attendance_dispute (
        tenant_id uuid not null,
        dispute_id uuid not null,
        meeting_id uuid not null,
        seat_id uuid not null,
        -- The employer on the day of the meeting, and whose register it is.
        provider_organisation_id uuid not null,
        host_organisation_id uuid not null,
        -- Whose record it is; null where nobody held the seat.
        practitioner_id uuid,
        -- The version of the record that is disputed, and what it should say.
        disputed_version integer not null,
        outcome text not null,
        mode text,
        minutes integer,
        came_practitioner_id uuid,
        reason_code text,
        raised_by uuid not null,
        raised_as text not null,
        raised_at timestamptz not null,
        -- The last day on which it was in time, by the terms of the day on which the record was written.
        in_time_until date not null,
        remind_on date not null,
        due_on date not null,
        state text not null,
        answered_by uuid,
        answered_at timestamptz,
        -- The version of the record that came of it.
        answered_version integer,
        reminded_at timestamptz,
        overdue_told_at timestamptz,
        lock_version integer not null default 1,
        constraint attendance_dispute_pk primary key (tenant_id, dispute_id),
        constraint attendance_dispute_record_fk foreign key (tenant_id, meeting_id, seat_id, disputed_version)
          references attendance_record (tenant_id, meeting_id, seat_id, version),
        constraint attendance_dispute_answer_fk foreign key (tenant_id, meeting_id, seat_id, answered_version)
          references attendance_record (tenant_id, meeting_id, seat_id, version),
        constraint attendance_dispute_provider_fk foreign key (tenant_id, provider_organisation_id) references organisation (tenant_id, organisation_id),
        constraint attendance_dispute_host_fk foreign key (tenant_id, host_organisation_id) references organisation (tenant_id, organisation_id),
        constraint attendance_dispute_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint attendance_dispute_came_fk foreign key (tenant_id, came_practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint attendance_dispute_raiser_fk foreign key (tenant_id, raised_by) references account (tenant_id, account_id),
        constraint attendance_dispute_answerer_fk foreign key (tenant_id, answered_by) references account (tenant_id, account_id),
        constraint attendance_dispute_outcome_known check (outcome in ('attended','attendedPart','deputy','writtenInput','apologies','absentNoNotice','notRequired')),
        constraint attendance_dispute_mode_known check (mode in ('inPerson','remote')),
        constraint attendance_dispute_raised_as_known check (raised_as in ('providerManager','clinician')),
        constraint attendance_dispute_state_known check (state in ('waiting','accepted','declined','withdrawn','settled')),
        constraint attendance_dispute_answered check ((state = 'waiting') = (answered_at is null)),
        -- Whoever disputes a record decides nothing about it.
        constraint attendance_dispute_two_people check (state not in ('accepted','declined') or (answered_by is not null and answered_by <> raised_by))
      );
      -- One dispute of a record waits at a time.
      create unique index attendance_dispute_once on attendance_dispute (tenant_id, meeting_id, seat_id) where state = 'waiting';
      create index attendance_dispute_by_record on attendance_dispute (tenant_id, meeting_id, seat_id, raised_at);
      -- Serve the host's and the provider's lists.
      create index attendance_dispute_by_host on attendance_dispute (tenant_id, host_organisation_id, state, due_on);
      create index attendance_dispute_by_provider on attendance_dispute (tenant_id, provider_organisation_id, state, raised_at);
      call quorate_tenant_wall('attendance_dispute', 'select, insert');
      grant update (state, answered_by, answered_at, answered_version, reminded_at, overdue_told_at, lock_version) on attendance_dispute to quorate_app;
      -- The employer, the host, and whoever's record or dispute it is; who commissions, for whom a disputed row is marked as such.
      create policy attendance_dispute_wall on attendance_dispute as restrictive for select using (
        (select quorate_wall()) = 'job'
        or provider_organisation_id = (select quorate_organisation())
        or host_organisation_id = (select quorate_organisation())
        or raised_by = (select quorate_account())
        or practitioner_id = (select quorate_practitioner())
        or (select quorate_commissions()));

      -- What is said for and against, apart from the dispute since who commissions reads none of it. What was raised stays as
      -- it was written; the answer is added.
      create table attendance_dispute_words (
        tenant_id uuid not null,
        dispute_id uuid not null,
        what_is_wrong text not null,
        evidence text not null,
        -- Why it comes late, or what is new since an earlier answer.
        why_now text not null default '',
        answer text not null default '',
        constraint attendance_dispute_words_pk primary key (tenant_id, dispute_id),
        constraint attendance_dispute_words_dispute_fk foreign key (tenant_id, dispute_id) references attendance_dispute (tenant_id, dispute_id)
      );
      call quorate_tenant_wall('attendance_dispute_words', 'select, insert');
      grant update (answer) on attendance_dispute_words to quorate_app;
      create policy attendance_dispute_words_wall on attendance_dispute_words as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (
          select 1 from attendance_dispute d where d.tenant_id = attendance_dispute_words.tenant_id and d.dispute_id = attendance_dispute_words.dispute_id
            and (d.provider_organisation_id = (select quorate_organisation()) or d.host_organisation_id = (select quorate_organisation())
              or d.raised_by = (select quorate_account()) or d.practitioner_id = (select quorate_practitioner()))));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table attendance_dispute_words, attendance_dispute, dispute_terms');
  }
}
