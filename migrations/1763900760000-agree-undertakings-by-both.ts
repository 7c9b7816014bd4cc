import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eachTenant } from './each-tenant.js';

/**
 * An undertaking is agreed by both parties: one proposes it, the other accepts, asks for a change or declines; its terms
 * are frozen once accepted, and what came of it is recorded. What commissioners had written down alone becomes their proposal.
 */
export class AgreeUndertakingsByBoth1763900760000 implements MigrationInterface {
  name = 'AgreeUndertakingsByBoth1763900760000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table signal_undertaking
        add column done_by date,
        -- How both will see that it works.
        add column seen_by text,
        add column state text,
        -- Which party wrote the present terms: the other one answers them.
        add column written_party text,
        add column written_at timestamptz,
        -- By when an answer is asked for; null while nobody's answer is.
        add column answer_due_on date,
        -- What follows where it was not done.
        add column remedy text,
        add column lock_version integer not null default 1;

      create table undertaking_step (
        tenant_id uuid not null,
        undertaking_id uuid not null,
        step_no integer not null,
        at timestamptz not null,
        kind text not null,
        -- The reason, the note or the evidence.
        words text not null default '',
        -- { kind, words, owner, actionOn, doneBy, seenBy } as they were written with this step; null where none were.
        terms jsonb,
        remedy text,
        -- The due date that a reminder was about.
        due_on date,
        -- Null when the product did it by rule.
        account_id uuid,
        on_behalf_of uuid,
        party text,
        constraint undertaking_step_pk primary key (tenant_id, undertaking_id, step_no),
        constraint undertaking_step_undertaking_fk foreign key (tenant_id, undertaking_id) references signal_undertaking (tenant_id, undertaking_id),
        constraint undertaking_step_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id),
        constraint undertaking_step_kind_known check (kind in ('proposed','rewritten','changeAsked','accepted','declined','withdrawn','progress','reportedDone','done','notDone','answerDueSoon','dueSoon','overdue')),
        constraint undertaking_step_party_known check (party in ('provider','commissioner')),
        constraint undertaking_step_remedy_known check (remedy in ('newUndertaking','stop','restore','penalty')),
        constraint undertaking_step_by_whole check ((account_id is null) = (party is null))
      );
      call quorate_tenant_wall('undertaking_step', 'select, insert');
      create policy undertaking_step_wall on undertaking_step as restrictive for select using (
        (select quorate_wall()) = 'job' or exists (select 1 from signal_undertaking u
          where u.tenant_id = undertaking_step.tenant_id and u.undertaking_id = undertaking_step.undertaking_id));

      alter table signal_undertaking alter column agreed_by drop not null, alter column on_behalf_of drop not null, alter column agreed_at drop not null;
    `);
    await eachTenant(queryRunner, async (tenantId) => {
      await queryRunner.query(
        `insert into undertaking_step (tenant_id, undertaking_id, step_no, at, kind, terms, account_id, on_behalf_of, party)
         select tenant_id, undertaking_id, 1, agreed_at, 'proposed', jsonb_build_object('kind', kind, 'words', words, 'owner', owner,
           'actionOn', action_on, 'doneBy', ${DONE_BY}, 'seenBy', $2::text), agreed_by, on_behalf_of, 'commissioner'
         from signal_undertaking where tenant_id = $1`,
        [tenantId, SEEN_BY],
      );
      await queryRunner.query(
        `update signal_undertaking set done_by = ${DONE_BY}, seen_by = $2, state = 'proposed', written_party = 'commissioner',
           written_at = agreed_at, agreed_by = null, on_behalf_of = null, agreed_at = null where tenant_id = $1`,
        [tenantId, SEEN_BY],
      );
    });
    await queryRunner.query(`
      alter table signal_undertaking
        alter column done_by set not null, alter column seen_by set not null, alter column state set not null,
        alter column written_party set not null, alter column written_at set not null,
        add constraint signal_undertaking_state_known check (state in ('proposed','changeAsked','declined','withdrawn','accepted','reportedDone','done','notDone')),
        add constraint signal_undertaking_party_known check (written_party in ('provider','commissioner')),
        add constraint signal_undertaking_remedy_known check (remedy in ('newUndertaking','stop','restore','penalty')),
        add constraint signal_undertaking_days check (done_by >= action_on),
        -- Agreed is what has been accepted, by whom, for which organisation and when.
        add constraint signal_undertaking_agreed_whole check (
          (agreed_at is null) = (state in ('proposed','changeAsked','declined','withdrawn'))
          and (agreed_at is null) = (agreed_by is null) and (agreed_at is null) = (on_behalf_of is null));
      grant update on signal_undertaking to quorate_app;
      -- Serves due dates and reminders.
      create index signal_undertaking_by_due_date on signal_undertaking (tenant_id, done_by) where state in ('proposed','changeAsked','accepted','reportedDone');

      create function undertaking_terms_frozen() returns trigger language plpgsql as $$
      begin
        if old.agreed_at is not null and (new.kind, new.words, new.owner, new.action_on, new.done_by, new.seen_by, new.agreed_at, new.agreed_by)
            is distinct from (old.kind, old.words, old.owner, old.action_on, old.done_by, old.seen_by, old.agreed_at, old.agreed_by) then
          raise exception 'The terms of an accepted undertaking do not change';
        end if;
        return new;
      end $$;
      create trigger undertaking_terms_frozen before update on signal_undertaking for each row execute function undertaking_terms_frozen();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger undertaking_terms_frozen on signal_undertaking;
      drop function undertaking_terms_frozen;
      drop index signal_undertaking_by_due_date;
      revoke update on signal_undertaking from quorate_app;
      alter table signal_undertaking drop constraint signal_undertaking_agreed_whole, drop constraint signal_undertaking_state_known;
    `);
    // Who wrote it first stands for who agreed to it, as it did before.
    await eachTenant(queryRunner, (tenantId) =>
      queryRunner.query(
        `update signal_undertaking u set agreed_by = t.account_id, on_behalf_of = t.on_behalf_of, agreed_at = t.at
         from undertaking_step t where u.tenant_id = $1 and t.tenant_id = $1 and t.undertaking_id = u.undertaking_id and t.step_no = 1 and u.agreed_at is null`,
        [tenantId],
      ),
    );
    await queryRunner.query(`
      drop table undertaking_step;
      alter table signal_undertaking alter column agreed_by set not null, alter column on_behalf_of set not null, alter column agreed_at set not null,
        drop column done_by, drop column seen_by, drop column state, drop column written_party, drop column written_at,
        drop column answer_due_on, drop column remedy, drop column lock_version;
    `);
  }
}

const DONE_BY = `greatest(action_on, (agreed_at at time zone 'Europe/London')::date)`;
const SEEN_BY = 'Taking part at other sites, month by month';
