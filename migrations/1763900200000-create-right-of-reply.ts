import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What parties say and people decide about a signal: the provider's draft and its reply in points, the decision on each,
 * corrections asked of hosts, tests before a concern, undertakings, and the reasons that are published.
 */
export class CreateRightOfReply1763900200000 implements MigrationInterface {
  name = 'CreateRightOfReply1763900200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table signal add column earlier_signal_id uuid;
      alter table signal add constraint signal_earlier_fk foreign key (tenant_id, earlier_signal_id) references signal (tenant_id, signal_id);
      alter table signal add constraint signal_closed_because_known check (closed_because in ('quiet','withdrawn','stopped'));
      -- Serves the due dates.
      create index signal_by_due_date on signal (tenant_id, stage_due_on) where closed_at is null;

      -- What the provider has written so far. Nobody else reads it; it goes when the reply is sent.
      create table signal_reply_draft (
        tenant_id uuid not null,
        signal_id uuid not null,
        provider_organisation_id uuid not null,
        body jsonb not null,
        saved_by uuid not null,
        saved_at timestamptz not null,
        lock_version integer not null default 1,
        constraint signal_reply_draft_pk primary key (tenant_id, signal_id),
        constraint signal_reply_draft_signal_fk foreign key (tenant_id, signal_id) references signal (tenant_id, signal_id),
        constraint signal_reply_draft_account_fk foreign key (tenant_id, saved_by) references account (tenant_id, account_id)
      );
      call quorate_tenant_wall('signal_reply_draft', 'select, insert, update, delete');
      create policy signal_reply_draft_wall on signal_reply_draft as restrictive using (
        (select quorate_wall()) = 'job' or provider_organisation_id = (select quorate_organisation()));

      -- The reply as it was sent; it and its points stand for ever.
      create table signal_reply (
        tenant_id uuid not null,
        signal_id uuid not null,
        summary text not null,
        sent_by uuid not null,
        on_behalf_of uuid not null,
        sent_at timestamptz not null,
        constraint signal_reply_pk primary key (tenant_id, signal_id),
        constraint signal_reply_signal_fk foreign key (tenant_id, signal_id) references signal (tenant_id, signal_id),
        constraint signal_reply_account_fk foreign key (tenant_id, sent_by) references account (tenant_id, account_id)
      );
      call quorate_tenant_wall('signal_reply', 'select, insert');
      create table signal_reply_point (
        tenant_id uuid not null,
        point_id uuid not null,
        signal_id uuid not null,
        point_no integer not null,
        -- A slip of typing or a number, a fact disputed with evidence, or context to be known.
        kind text not null,
        words text not null,
        evidence text not null default '',
        constraint signal_reply_point_pk primary key (tenant_id, point_id),
        constraint signal_reply_point_reply_fk foreign key (tenant_id, signal_id) references signal_reply (tenant_id, signal_id),
        constraint signal_reply_point_number_unique unique (tenant_id, signal_id, point_no),
        constraint signal_reply_point_kind_known check (kind in ('slip','fact','context'))
      );
      call quorate_tenant_wall('signal_reply_point', 'select, insert');
      -- Rows of the register that a disputed fact is about.
      create table signal_reply_row (
        tenant_id uuid not null,
        point_id uuid not null,
        meeting_id uuid not null,
        seat_id uuid not null,
        host_organisation_id uuid not null,
        constraint signal_reply_row_pk primary key (tenant_id, point_id, meeting_id, seat_id),
        constraint signal_reply_row_point_fk foreign key (tenant_id, point_id) references signal_reply_point (tenant_id, point_id),
        constraint signal_reply_row_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id)
      );
      call quorate_tenant_wall('signal_reply_row', 'select, insert');
      create table signal_point_decision (
        tenant_id uuid not null,
        point_id uuid not null,
        signal_id uuid not null,
        decision text not null,
        reason text not null,
        decided_by uuid not null,
        on_behalf_of uuid not null,
        decided_at timestamptz not null,
        constraint signal_point_decision_pk primary key (tenant_id, point_id),
        constraint signal_point_decision_point_fk foreign key (tenant_id, point_id) references signal_reply_point (tenant_id, point_id),
        constraint signal_point_decision_account_fk foreign key (tenant_id, decided_by) references account (tenant_id, account_id),
        constraint signal_point_decision_known check (decision in ('upheld','partlyUpheld','notUpheld'))
      );
      call quorate_tenant_wall('signal_point_decision', 'select, insert');

      -- A register that an upheld point asks the host to put right. The host learns of the row, never of the signal.
      create table register_correction (
        tenant_id uuid not null,
        correction_id uuid not null,
        signal_id uuid not null,
        point_id uuid not null,
        meeting_id uuid not null,
        seat_id uuid not null,
        host_organisation_id uuid not null,
        -- What the register should say, for the host's co-ordinator.
        instruction text not null,
        asked_at timestamptz not null,
        -- The version of the register's row when it was asked; a later one is the correction.
        asked_version integer not null,
        state text not null,
        answered_by uuid,
        answered_at timestamptz,
        reason text not null default '',
        lock_version integer not null default 1,
        constraint register_correction_pk primary key (tenant_id, correction_id),
        constraint register_correction_signal_fk foreign key (tenant_id, signal_id) references signal (tenant_id, signal_id),
        constraint register_correction_point_fk foreign key (tenant_id, point_id) references signal_reply_point (tenant_id, point_id),
        constraint register_correction_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint register_correction_account_fk foreign key (tenant_id, answered_by) references account (tenant_id, account_id),
        constraint register_correction_state_known check (state in ('asked','corrected','stands')),
        constraint register_correction_answered check ((state = 'asked') = (answered_at is null))
      );
      -- Serves the host's worklist.
      create index register_correction_by_host on register_correction (tenant_id, host_organisation_id) where state = 'asked';
      create index register_correction_by_signal on register_correction (tenant_id, signal_id);
      call quorate_tenant_wall('register_correction');

      -- Answers to the questions that are asked before anything is escalated; a later version stands beside the earlier.
      create table signal_test_answer (
        tenant_id uuid not null,
        signal_id uuid not null,
        test_code text not null,
        version integer not null,
        answer text not null,
        answered_by uuid not null,
        on_behalf_of uuid not null,
        answered_at timestamptz not null,
        constraint signal_test_answer_pk primary key (tenant_id, signal_id, test_code, version),
        constraint signal_test_answer_signal_fk foreign key (tenant_id, signal_id) references signal (tenant_id, signal_id),
        constraint signal_test_answer_account_fk foreign key (tenant_id, answered_by) references account (tenant_id, account_id),
        constraint signal_test_answer_code_known check (test_code in ('patientInterest','systemic','objective','control','prioritisation','licenceStatus','rightAddressee'))
      );
      call quorate_tenant_wall('signal_test_answer', 'select, insert');

      -- What the provider has undertaken to do, by whom and from which day: where the chart of its effect is marked.
      create table signal_undertaking (
        tenant_id uuid not null,
        undertaking_id uuid not null,
        signal_id uuid not null,
        kind text not null,
        words text not null,
        -- A post such as chief nurse, not a name.
        owner text not null,
        action_on date not null,
        agreed_by uuid not null,
        on_behalf_of uuid not null,
        agreed_at timestamptz not null,
        constraint signal_undertaking_pk primary key (tenant_id, undertaking_id),
        constraint signal_undertaking_signal_fk foreign key (tenant_id, signal_id) references signal (tenant_id, signal_id),
        constraint signal_undertaking_account_fk foreign key (tenant_id, agreed_by) references account (tenant_id, account_id),
        constraint signal_undertaking_kind_known check (kind in ('stop','restore','other'))
      );
      create index signal_undertaking_by_signal on signal_undertaking (tenant_id, signal_id);
      call quorate_tenant_wall('signal_undertaking', 'select, insert');

      do $$
      declare part text;
      begin
        -- Whoever sees the signal sees what was said and decided about it.
        foreach part in array array['signal_reply','signal_reply_point','signal_point_decision','signal_test_answer','signal_undertaking'] loop
          execute format($policy$create policy %1$s_wall on %1$s as restrictive for select using (
            (select quorate_wall()) = 'job' or exists (select 1 from signal s where s.tenant_id = %1$s.tenant_id and s.signal_id = %1$s.signal_id))$policy$, part);
        end loop;
      end $$;
      create policy signal_reply_row_wall on signal_reply_row as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from signal_reply_point p where p.tenant_id = signal_reply_row.tenant_id and p.point_id = signal_reply_row.point_id));
      create policy register_correction_wall on register_correction as restrictive for select using (
        (select quorate_wall()) = 'job' or host_organisation_id = (select quorate_organisation())
        or exists (select 1 from signal s where s.tenant_id = register_correction.tenant_id and s.signal_id = register_correction.signal_id));

      -- Reasons that anybody on the staff may read: why something was stopped, where the guidance was left, what was advised.
      -- Its writer names no organisation and no person.
      create table published_reason (
        tenant_id uuid not null,
        publication_id uuid not null,
        kind text not null,
        title text not null,
        words text not null,
        published_by uuid not null,
        published_at timestamptz not null,
        constraint published_reason_pk primary key (tenant_id, publication_id),
        constraint published_reason_account_fk foreign key (tenant_id, published_by) references account (tenant_id, account_id),
        constraint published_reason_kind_known check (kind in ('stopped','departure','advice'))
      );
      create index published_reason_by_time on published_reason (tenant_id, published_at desc, publication_id);
      call quorate_tenant_wall('published_reason', 'select, insert');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table published_reason, signal_undertaking, signal_test_answer, register_correction, signal_point_decision, signal_reply_row, signal_reply_point, signal_reply, signal_reply_draft;
      drop index signal_by_due_date;
      alter table signal drop constraint signal_closed_because_known, drop constraint signal_earlier_fk, drop column earlier_signal_id;
    `);
  }
}
