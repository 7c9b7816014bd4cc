import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tenders: while one is open, staff of a bidder and those of the commissioner who have a conflict of interest see nobody
 * else's commercially sensitive content. Whoever is bound commissions nothing: every wall that opens others' content asks
 * `quorate_commissions`, those of later tables too.
 */
export class CreateTender1763900735000 implements MigrationInterface {
  name = 'CreateTender1763900735000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table tender (
        tenant_id uuid not null,
        tender_id uuid not null,
        -- The commissioning organisation that runs it.
        organisation_id uuid not null,
        -- Bidders read it: it names none of them.
        title text not null,
        reason text not null,
        starts_on date not null,
        ends_on date not null,
        opened_by uuid not null,
        opened_at timestamptz not null,
        closed_by uuid,
        closed_at timestamptz,
        closed_because text not null default '',
        lock_version integer not null default 1,
        constraint tender_pk primary key (tenant_id, tender_id),
        constraint tender_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint tender_opener_fk foreign key (tenant_id, opened_by) references account (tenant_id, account_id),
        constraint tender_closer_fk foreign key (tenant_id, closed_by) references account (tenant_id, account_id),
        constraint tender_period check (starts_on <= ends_on),
        constraint tender_closed_whole check (num_nonnulls(closed_by, closed_at) in (0, 2))
      );
      create index tender_not_closed on tender (tenant_id, ends_on) where closed_at is null;
      create table tender_bidder (
        tenant_id uuid not null,
        tender_id uuid not null,
        organisation_id uuid not null,
        constraint tender_bidder_pk primary key (tenant_id, tender_id, organisation_id),
        constraint tender_bidder_tender_fk foreign key (tenant_id, tender_id) references tender (tenant_id, tender_id),
        constraint tender_bidder_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id)
      );
      -- The MDTs whose service is out to tender; their host and the organisations with a seat were bound with it.
      create table tender_mdt (
        tenant_id uuid not null,
        tender_id uuid not null,
        mdt_id uuid not null,
        constraint tender_mdt_pk primary key (tenant_id, tender_id, mdt_id),
        constraint tender_mdt_tender_fk foreign key (tenant_id, tender_id) references tender (tenant_id, tender_id),
        constraint tender_mdt_mdt_fk foreign key (tenant_id, mdt_id) references mdt (tenant_id, mdt_id)
      );
      create table tender_conflict (
        tenant_id uuid not null,
        tender_id uuid not null,
        account_id uuid not null,
        constraint tender_conflict_pk primary key (tenant_id, tender_id, account_id),
        constraint tender_conflict_tender_fk foreign key (tenant_id, tender_id) references tender (tenant_id, tender_id),
        constraint tender_conflict_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id)
      );
      create index tender_conflict_by_account on tender_conflict (tenant_id, account_id);
      call quorate_tenant_wall('tender');
      call quorate_tenant_wall('tender_bidder', 'select, insert');
      call quorate_tenant_wall('tender_mdt', 'select, insert');
      call quorate_tenant_wall('tender_conflict', 'select, insert');

      -- Open tenders that bind the viewer: in the acting role, in any other role of the account, by where they work, or as
      -- named. It reads with the product's own wall and puts the
      -- viewer's back, since who bids and who has a conflict is nobody's to read who is bound.
      create function quorate_open_tenders() returns table (tender_id uuid, title text, ends_on date, because text)
        language plpgsql stable as $$
        #variable_conflict use_column
        declare before text := current_setting('app.wall', true);
        begin
        perform set_config('app.wall', 'job', true);
        return query select t.tender_id, t.title, t.ends_on, case when bound.by_work then 'bidder' else 'conflict' end
        from tender t cross join lateral (select
            exists (select 1 from tender_bidder b where b.tenant_id = t.tenant_id and b.tender_id = t.tender_id and (
              b.organisation_id = quorate_organisation()
              or exists (select 1 from acting_role a where a.tenant_id = b.tenant_id and a.account_id = quorate_account()
                and a.organisation_id = b.organisation_id and a.during @> quorate_now())
              or exists (select 1 from practitioner_role r where r.tenant_id = b.tenant_id and r.practitioner_id = quorate_practitioner()
                and r.organisation_id = b.organisation_id and r.during @> (quorate_now() at time zone 'Europe/London')::date))) as by_work,
            exists (select 1 from tender_conflict c where c.tenant_id = t.tenant_id and c.tender_id = t.tender_id and c.account_id = quorate_account()) as by_name) bound
        where t.tenant_id = quorate_tenant() and t.closed_at is null and (bound.by_work or bound.by_name)
          and (quorate_now() at time zone 'Europe/London')::date between t.starts_on and t.ends_on;
        perform set_config('app.wall', coalesce(before, ''), true);
        end $$;
      create function quorate_in_tender() returns boolean language sql stable as $$
        select exists (select 1 from quorate_open_tenders())
      $$;

      -- Whether the acting organisation commissions or watches over care: who may read across providers. Nobody whom an open
      -- tender binds.
      create or replace function quorate_commissions() returns boolean language sql stable as $$
        select exists (select 1 from organisation o where o.tenant_id = quorate_tenant() and o.organisation_id = quorate_organisation()
          and o.kind in ('icb','subIcb','localAuthority','region','regulator')) and not quorate_in_tender()
      $$;

      -- A tender is for the organisation that runs it, but for nobody there who is bound.
      create policy tender_wall on tender as restrictive for select using (
        (select quorate_wall()) = 'job' or (organisation_id = (select quorate_organisation()) and not (select quorate_in_tender())));
      create policy tender_opens on tender as restrictive for insert with check (
        (select quorate_wall()) = 'job' or organisation_id = (select quorate_organisation()));
      do $$
      declare part text;
      begin
        foreach part in array array['tender_bidder','tender_mdt','tender_conflict'] loop
          execute format($policy$create policy %1$s_wall on %1$s as restrictive for select using (
            (select quorate_wall()) = 'job' or exists (select 1 from tender t where t.tenant_id = %1$s.tenant_id and t.tender_id = %1$s.tender_id))$policy$, part);
          execute format($policy$create policy %1$s_adds on %1$s as restrictive for insert with check (
            (select quorate_wall()) = 'job' or exists (select 1 from tender t where t.tenant_id = %1$s.tenant_id and t.tender_id = %1$s.tender_id))$policy$, part);
        end loop;
      end $$;
      -- What a competitor asks is sensitive as well.
      create policy advice_question_tender_wall on advice_question as restrictive for select using (
        (select quorate_wall()) = 'job' or asking_organisation_id = (select quorate_organisation()) or not (select quorate_in_tender()));
      create policy published_advice_tender_wall on published_advice as restrictive for select using (
        (select quorate_wall()) = 'job' or state in ('published','withdrawn') or not (select quorate_in_tender()));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop policy published_advice_tender_wall on published_advice;
      drop policy advice_question_tender_wall on advice_question;
      create or replace function quorate_commissions() returns boolean language sql stable as $$
        select exists (select 1 from organisation o where o.tenant_id = quorate_tenant() and o.organisation_id = quorate_organisation()
          and o.kind in ('icb','subIcb','localAuthority','region','regulator'))
      $$;
      drop table tender_conflict, tender_mdt, tender_bidder, tender;
      drop function quorate_in_tender, quorate_open_tenders;
    `);
  }
}
