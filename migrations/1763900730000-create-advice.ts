import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Questions about the rules with their informal answers, what of them is published for all staff, and departures from the
 * guidance that somebody has written down.
 */
export class CreateAdvice1763900730000 implements MigrationInterface {
  name = 'CreateAdvice1763900730000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table advice_question (
        tenant_id uuid not null,
        question_id uuid not null,
        reference text not null,
        subject text not null,
        question text not null,
        asked_by uuid not null,
        asked_role text not null,
        asking_organisation_id uuid not null,
        -- The commissioning organisation that is asked.
        answering_organisation_id uuid not null,
        asked_at timestamptz not null,
        due_on date not null,
        answer text,
        -- The part of the guidance that the answer rests on, as its writer calls it.
        section text not null default '',
        -- The version of the rules that was in force when it was answered.
        regime_id uuid,
        answered_by uuid,
        answered_at timestamptz,
        lock_version integer not null default 1,
        constraint advice_question_pk primary key (tenant_id, question_id),
        constraint advice_question_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint advice_question_asker_fk foreign key (tenant_id, asked_by) references account (tenant_id, account_id),
        constraint advice_question_asking_fk foreign key (tenant_id, asking_organisation_id) references organisation (tenant_id, organisation_id),
        constraint advice_question_answering_fk foreign key (tenant_id, answering_organisation_id) references organisation (tenant_id, organisation_id),
        constraint advice_question_regime_fk foreign key (tenant_id, regime_id) references regulatory_regime (tenant_id, regime_id),
        constraint advice_question_answerer_fk foreign key (tenant_id, answered_by) references account (tenant_id, account_id),
        constraint advice_question_reference_unique unique (tenant_id, reference),
        constraint advice_question_answered_whole check (num_nonnulls(answer, regime_id, answered_by, answered_at) in (0, 4))
      );
      create index advice_question_by_asker on advice_question (tenant_id, asking_organisation_id, asked_at desc, question_id);
      create index advice_question_by_answerer on advice_question (tenant_id, answering_organisation_id, asked_at desc, question_id);
      call quorate_tenant_wall('advice_question');
      -- Question and answer stay with the two organisations.
      create policy advice_question_wall on advice_question as restrictive for select using (
        (select quorate_wall()) = 'job' or (select quorate_organisation()) in (asking_organisation_id, answering_organisation_id));
      create policy advice_question_asks on advice_question as restrictive for insert with check (
        (select quorate_wall()) = 'job' or asking_organisation_id = (select quorate_organisation()));
      create policy advice_question_answers on advice_question as restrictive for update using (
        (select quorate_wall()) = 'job' or answering_organisation_id = (select quorate_organisation()));
      create function advice_question_stands() returns trigger language plpgsql as $$
      begin
        raise exception 'An answered question is never changed: ask another one.' using errcode = 'restrict_violation';
      end $$;
      create trigger advice_question_stands before update on advice_question for each row
        when (old.answered_at is not null) execute function advice_question_stands();

      -- Question and answer rewritten so that nobody is known by them. A second person lets them out.
      create table published_advice (
        tenant_id uuid not null,
        publication_id uuid not null,
        question_id uuid not null,
        organisation_id uuid not null,
        question text not null,
        answer text not null,
        section text not null,
        regime_id uuid not null,
        state text not null,
        proposed_by uuid not null,
        proposed_at timestamptz not null,
        checked_by uuid,
        checked_at timestamptz,
        -- What the second person wants changed, where it was sent back.
        check_note text not null default '',
        withdrawn_by uuid,
        withdrawn_at timestamptz,
        -- For all staff to read.
        withdrawn_because text not null default '',
        lock_version integer not null default 1,
        constraint published_advice_pk primary key (tenant_id, publication_id),
        constraint published_advice_question_fk foreign key (tenant_id, question_id) references advice_question (tenant_id, question_id),
        constraint published_advice_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint published_advice_regime_fk foreign key (tenant_id, regime_id) references regulatory_regime (tenant_id, regime_id),
        constraint published_advice_proposer_fk foreign key (tenant_id, proposed_by) references account (tenant_id, account_id),
        constraint published_advice_checker_fk foreign key (tenant_id, checked_by) references account (tenant_id, account_id),
        constraint published_advice_withdrawer_fk foreign key (tenant_id, withdrawn_by) references account (tenant_id, account_id),
        constraint published_advice_state_known check (state in ('proposed','sentBack','published','withdrawn')),
        constraint published_advice_second_person check (checked_by <> proposed_by),
        constraint published_advice_checked_whole check ((state <> 'proposed') = (num_nonnulls(checked_by, checked_at) = 2)),
        constraint published_advice_withdrawn_whole check ((state = 'withdrawn') = (num_nonnulls(withdrawn_by, withdrawn_at) = 2))
      );
      -- Of one question one version waits or is out at a time.
      create unique index published_advice_once on published_advice (tenant_id, question_id) where state in ('proposed','published');
      create index published_advice_by_time on published_advice (tenant_id, checked_at desc, publication_id) where state in ('published','withdrawn');
      call quorate_tenant_wall('published_advice');
      create policy published_advice_wall on published_advice as restrictive for select using (
        (select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation()) or state in ('published','withdrawn'));
      create policy published_advice_proposes on published_advice as restrictive for insert with check (
        (select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation()));
      create policy published_advice_changes on published_advice as restrictive for update using (
        (select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation()));

      -- A decision that departs from the guidance, written down by hand. Those that the product's own steps make are read from
      -- the steps.
      create table departure (
        tenant_id uuid not null,
        departure_id uuid not null,
        kind text not null,
        -- What of the guidance it departs from, and what was done in its place.
        section text not null,
        words text not null,
        reason text not null,
        decided_on date not null,
        signal_id uuid,
        -- Whom it concerns: its managers read it.
        party_organisation_id uuid,
        recorded_by uuid not null,
        on_behalf_of uuid not null,
        recorded_at timestamptz not null,
        constraint departure_pk primary key (tenant_id, departure_id),
        constraint departure_signal_fk foreign key (tenant_id, signal_id) references signal (tenant_id, signal_id),
        constraint departure_party_fk foreign key (tenant_id, party_organisation_id) references organisation (tenant_id, organisation_id),
        constraint departure_recorder_fk foreign key (tenant_id, recorded_by) references account (tenant_id, account_id),
        constraint departure_for_fk foreign key (tenant_id, on_behalf_of) references organisation (tenant_id, organisation_id),
        constraint departure_kind_known check (kind in ('stage','dueDate','default','addressee','other'))
      );
      create index departure_by_time on departure (tenant_id, decided_on desc, departure_id);
      call quorate_tenant_wall('departure', 'select, insert');
      -- Whom it concerns, who decided and who commissions; of a signal only who sees the signal.
      create policy departure_wall on departure as restrictive for select using (
        (select quorate_wall()) = 'job' or (
          (on_behalf_of = (select quorate_organisation()) or party_organisation_id = (select quorate_organisation()) or (select quorate_commissions()))
          and (signal_id is null or exists (select 1 from signal s where s.tenant_id = departure.tenant_id and s.signal_id = departure.signal_id))));
      create policy departure_records on departure as restrictive for insert with check (
        (select quorate_wall()) = 'job' or on_behalf_of = (select quorate_organisation()));

      -- What a published reason is the public form of, so that each is published once: 'departure:<id>', 'step:<signal>:<no>'.
      alter table published_reason add column source text;
      create unique index published_reason_source_once on published_reason (tenant_id, source);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index published_reason_source_once;
      alter table published_reason drop column source;
      drop table departure, published_advice, advice_question;
      drop function advice_question_stands;
    `);
  }
}
