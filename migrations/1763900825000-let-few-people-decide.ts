import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What takes two people works where there are few: a concern's organisation is confirmed by a colleague where nobody else
 * can, and its author's address is then for one who took no part; another organisation that commissions checks advice for
 * all staff; the only manager of a provider signs what they prepared, and that is on record. A return's later version and a
 * question can be withdrawn, and a question that is late is told of once.
 */
export class LetFewPeopleDecide1763900825000 implements MigrationInterface {
  name = 'LetFewPeopleDecide1763900825000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Whether who decided works with who said it, because nobody else could decide.
      alter table concern_naming add column is_within_organisation boolean not null default false;
      alter table concern_naming drop constraint concern_naming_by_two;
      alter table concern_naming add constraint concern_naming_by_two check (
        decided_by <> named_by and (is_within_organisation or decided_on_behalf_of <> on_behalf_of));
      -- Two colleagues could name another organisation than the one that was meant, their own. So what they confirmed among
      -- themselves opens the author to neither of them, nor to who looks into it.
      drop policy concern_contact_wall on concern_contact;
      create policy concern_contact_wall on concern_contact as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (
          select 1 from concern c
            left join concern_naming n on n.tenant_id = c.tenant_id and n.concern_id = c.concern_id and n.state = 'confirmed' and n.is_within_organisation
          where c.tenant_id = concern_contact.tenant_id and c.concern_id = concern_contact.concern_id
            and c.provider_organisation_id is not null
            and not exists (select 1 from acting_role p where p.tenant_id = c.tenant_id and p.account_id = (select quorate_account())
              and p.organisation_id = c.provider_organisation_id and p.during @> quorate_now())
            and ((c.handled_by = (select quorate_account()) and n.naming_id is null)
              or (((select quorate_account()) not in (n.named_by, n.decided_by) or n.naming_id is null)
                and exists (select 1 from acting_role a where a.tenant_id = c.tenant_id and a.account_id = (select quorate_account())
                  and a.organisation_id = (select quorate_organisation()) and a.role = 'informationGovernanceLead' and a.during @> quorate_now())))));

      -- The organisation for which a version was checked; null of one of before, which was the one that wrote it.
      alter table published_advice add column checked_on_behalf_of uuid;
      alter table published_advice add constraint published_advice_checked_for_fk
        foreign key (tenant_id, checked_on_behalf_of) references organisation (tenant_id, organisation_id);
      -- What waits for a check is written for all staff. Others that commission read it where nobody of its own organisation can check it.
      drop policy published_advice_wall on published_advice;
      create policy published_advice_wall on published_advice as restrictive for select using (
        (select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation()) or state in ('published','withdrawn')
        or checked_on_behalf_of = (select quorate_organisation()) or (state = 'proposed' and (select quorate_commissions())));
      drop policy published_advice_changes on published_advice;
      create policy published_advice_changes on published_advice as restrictive for update
        using ((select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation())
          or (state = 'proposed' and (select quorate_commissions())))
        with check ((select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation())
          or checked_on_behalf_of = (select quorate_organisation()));

      alter table advice_question
        add column withdrawn_at timestamptz,
        add column withdrawn_because text not null default '',
        -- When both sides were told that the day of the answer has passed.
        add column overdue_told_at timestamptz,
        add constraint advice_question_answered_or_withdrawn check (withdrawn_at is null or answered_at is null);
      -- Whoever asked can take it back.
      drop policy advice_question_answers on advice_question;
      create policy advice_question_answers on advice_question as restrictive for update using (
        (select quorate_wall()) = 'job' or answering_organisation_id = (select quorate_organisation())
        or (asking_organisation_id = (select quorate_organisation()) and asked_by = (select quorate_account())));
      drop trigger advice_question_stands on advice_question;
      create or replace function advice_question_stands() returns trigger language plpgsql as $$
      begin
        raise exception 'A question that was answered or withdrawn is never changed: ask another one.' using errcode = 'restrict_violation';
      end $$;
      create trigger advice_question_stands before update on advice_question for each row
        when (old.answered_at is not null or old.withdrawn_at is not null) execute function advice_question_stands();
      -- Serves the search for what is late.
      create index advice_question_waiting on advice_question (tenant_id, due_on) where answered_at is null and withdrawn_at is null;

      -- A version that was opened by mistake stays, withdrawn.
      alter table provider_return drop constraint provider_return_state_known, drop constraint provider_return_handed_whole;
      alter table provider_return
        add constraint provider_return_state_known check (state in ('inPreparation','withExecutive','signed','withdrawn')),
        add constraint provider_return_handed_whole check (
          (state in ('inPreparation','withdrawn')) = (handed_by is null) and (handed_by is null) = (handed_at is null)),
        -- The first version of a month is asked for, and no mistake.
        add constraint provider_return_withdrawn_later check (state <> 'withdrawn' or version > 1);
      drop index provider_return_in_the_making;
      create unique index provider_return_in_the_making on provider_return (tenant_id, provider_organisation_id, month)
        where state in ('inPreparation','withExecutive');
      drop trigger provider_return_is_signed on provider_return;
      create or replace function provider_return_is_signed() returns trigger language plpgsql as $$
      begin
        raise exception 'A return that was signed or withdrawn is never changed: return the month anew.' using errcode = 'restrict_violation';
      end $$;
      create trigger provider_return_is_signed before update on provider_return for each row
        when (old.state in ('signed','withdrawn')) execute function provider_return_is_signed();
      alter table provider_return_step drop constraint provider_return_step_kind_known;
      alter table provider_return_step add constraint provider_return_step_kind_known check (
        kind in ('made','figuresTaken','commented','handedOver','sentBack','signed','withdrawn','reminded','toldOverdue'));

      -- Whether the only manager of the provider checked and signed it.
      alter table signed_return add column is_by_one_person boolean not null default false;
      alter table signed_return drop constraint signed_return_two_people;
      alter table signed_return add constraint signed_return_two_people check (is_by_one_person = (signed_by = prepared_by));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table signed_return drop constraint signed_return_two_people;
      alter table signed_return add constraint signed_return_two_people check (signed_by <> prepared_by);
      alter table signed_return drop column is_by_one_person;
      alter table provider_return_step drop constraint provider_return_step_kind_known;
      alter table provider_return_step add constraint provider_return_step_kind_known check (
        kind in ('made','figuresTaken','commented','handedOver','sentBack','signed','reminded','toldOverdue'));
      drop trigger provider_return_is_signed on provider_return;
      create trigger provider_return_is_signed before update on provider_return for each row
        when (old.state = 'signed') execute function provider_return_is_signed();
      drop index provider_return_in_the_making;
      create unique index provider_return_in_the_making on provider_return (tenant_id, provider_organisation_id, month) where state <> 'signed';
      alter table provider_return drop constraint provider_return_withdrawn_later, drop constraint provider_return_handed_whole,
        drop constraint provider_return_state_known;
      alter table provider_return
        add constraint provider_return_state_known check (state in ('inPreparation','withExecutive','signed')),
        add constraint provider_return_handed_whole check ((state = 'inPreparation') = (handed_by is null) and (handed_by is null) = (handed_at is null));
      drop index advice_question_waiting;
      drop trigger advice_question_stands on advice_question;
      create trigger advice_question_stands before update on advice_question for each row
        when (old.answered_at is not null) execute function advice_question_stands();
      drop policy advice_question_answers on advice_question;
      create policy advice_question_answers on advice_question as restrictive for update using (
        (select quorate_wall()) = 'job' or answering_organisation_id = (select quorate_organisation()));
      alter table advice_question drop constraint advice_question_answered_or_withdrawn, drop column overdue_told_at,
        drop column withdrawn_because, drop column withdrawn_at;
      drop policy published_advice_changes on published_advice;
      create policy published_advice_changes on published_advice as restrictive for update using (
        (select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation()));
      drop policy published_advice_wall on published_advice;
      create policy published_advice_wall on published_advice as restrictive for select using (
        (select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation()) or state in ('published','withdrawn'));
      alter table published_advice drop column checked_on_behalf_of;
      drop policy concern_contact_wall on concern_contact;
      create policy concern_contact_wall on concern_contact as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (
          select 1 from concern c where c.tenant_id = concern_contact.tenant_id and c.concern_id = concern_contact.concern_id
            and c.provider_organisation_id is not null
            and not exists (select 1 from acting_role p where p.tenant_id = c.tenant_id and p.account_id = (select quorate_account())
              and p.organisation_id = c.provider_organisation_id and p.during @> quorate_now())
            and (c.handled_by = (select quorate_account())
              or exists (select 1 from acting_role a where a.tenant_id = c.tenant_id and a.account_id = (select quorate_account())
                and a.organisation_id = (select quorate_organisation()) and a.role = 'informationGovernanceLead' and a.during @> quorate_now()))));
      alter table concern_naming drop constraint concern_naming_by_two;
      alter table concern_naming add constraint concern_naming_by_two check (decided_by <> named_by and decided_on_behalf_of <> on_behalf_of);
      alter table concern_naming drop column is_within_organisation;
    `);
  }
}
