import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People cared for, the legitimate relationships that open their record, the case list of a meeting and its actions. */
export class CreateCases1763700500000 implements MigrationInterface {
  name = 'CreateCases1763700500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table patient (
        tenant_id uuid not null,
        patient_id uuid not null,
        nhs_number text,
        nhs_number_status text not null,
        family_name text not null,
        given_name text not null,
        date_of_birth date not null,
        deceased_on date,
        created_at timestamptz not null,
        lock_version integer not null default 1,
        constraint patient_pk primary key (tenant_id, patient_id),
        constraint patient_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint patient_nhs_number_shape check (nhs_number ~ '^[0-9]{10}$'),
        constraint patient_nhs_number_status_known check (nhs_number_status in ('verified','checkDigitOnly','absent'))
      );
      -- Not unique: a unique constraint would tell that a hidden row exists. Duplicates are found inside the job wall.
      create index patient_by_nhs_number on patient (tenant_id, nhs_number);
      create index patient_by_family_name on patient (tenant_id, lower(family_name), date_of_birth);
      call quorate_tenant_wall('patient');

      -- Why somebody may see a person's record, from when until when. Never from employment alone.
      create table legitimate_relationship (
        tenant_id uuid not null,
        relationship_id uuid not null,
        patient_id uuid not null,
        practitioner_id uuid,
        account_id uuid,
        basis text not null,
        reason text not null,
        during tstzrange not null,
        granted_by uuid,
        -- The place on a meeting's list, and the seat, that this came from: withdrawing the one ends the other.
        case_id uuid,
        seat_id uuid,
        constraint legitimate_relationship_pk primary key (tenant_id, relationship_id),
        constraint legitimate_relationship_patient_fk foreign key (tenant_id, patient_id) references patient (tenant_id, patient_id),
        constraint legitimate_relationship_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint legitimate_relationship_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id),
        constraint legitimate_relationship_one_party check ((practitioner_id is null) <> (account_id is null)),
        constraint legitimate_relationship_basis_known check (basis in ('referral','knowsThePerson','seatAtTheMeeting','coordinatesTheMeeting','ownsAction','self','carer'))
      );
      create index legitimate_relationship_by_practitioner on legitimate_relationship (tenant_id, practitioner_id, patient_id);
      create index legitimate_relationship_by_account on legitimate_relationship (tenant_id, account_id, patient_id);
      create index legitimate_relationship_by_patient on legitimate_relationship (tenant_id, patient_id);
      create index legitimate_relationship_by_case on legitimate_relationship (tenant_id, case_id) where case_id is not null;
      call quorate_tenant_wall('legitimate_relationship');
      -- Who else is involved with a person is itself about the person: everybody sees their own relationships only.
      create policy relationship_wall_select on legitimate_relationship as restrictive for select using (
        (select quorate_wall()) = 'job'
        or practitioner_id = (select quorate_practitioner())
        or account_id = (select quorate_account())
      );

      -- The second wall, as one function over the session's settings: is there a relationship now?
      create function quorate_knows(asked_tenant uuid, asked_patient uuid) returns boolean language sql stable as $$
        select quorate_wall() = 'job' or exists (
          select 1 from legitimate_relationship r
          where r.tenant_id = asked_tenant and r.patient_id = asked_patient
            and (r.practitioner_id = quorate_practitioner() or r.account_id = quorate_account())
            and r.during @> quorate_now())
      $$;
      create policy patient_wall_select on patient as restrictive for select using (quorate_knows(tenant_id, patient_id));
      create policy patient_wall_update on patient as restrictive for update using (quorate_knows(tenant_id, patient_id));

      alter table account add constraint account_patient_fk foreign key (tenant_id, patient_id) references patient (tenant_id, patient_id);
      alter table acting_role add constraint acting_role_patient_fk foreign key (tenant_id, about_patient_id) references patient (tenant_id, patient_id);

      create table case_list_item (
        tenant_id uuid not null,
        case_id uuid not null,
        meeting_id uuid not null,
        mdt_id uuid not null,
        patient_id uuid not null,
        position integer not null,
        question text not null,
        wanted_by_person text not null default '',
        state text not null,
        -- What was last recorded in the meeting. Carrying forward changes the state and not this, so that deferrals can be counted.
        outcome text,
        outcome_text text,
        outcome_at timestamptz,
        outcome_by uuid,
        carried_from_case_id uuid,
        listed_by uuid not null,
        listed_at timestamptz not null,
        -- Until when being on this list opens the person's record to those at the meeting.
        access_until timestamptz not null,
        lock_version integer not null default 1,
        constraint case_list_item_pk primary key (tenant_id, case_id),
        constraint case_list_item_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint case_list_item_patient_fk foreign key (tenant_id, patient_id) references patient (tenant_id, patient_id),
        constraint case_list_item_carried_fk foreign key (tenant_id, carried_from_case_id) references case_list_item (tenant_id, case_id),
        constraint case_list_item_outcome_known check (outcome in ('discussed','deferred','deferredSeatAbsent')),
        constraint case_list_item_outcome_whole check ((outcome is null) = (outcome_at is null)),
        constraint case_list_item_state_known check (state in ('listed','discussed','deferred','deferredSeatAbsent','withdrawn','carriedForward'))
      );
      create index case_list_item_by_meeting on case_list_item (tenant_id, meeting_id, position);
      -- Once on a list; somebody withdrawn by mistake may be listed again.
      create unique index case_list_item_once on case_list_item (tenant_id, meeting_id, patient_id) where state <> 'withdrawn';
      -- Serves "open from last time" and Today.
      create index case_list_item_waiting on case_list_item (tenant_id, mdt_id) where state in ('listed','deferred','deferredSeatAbsent');
      create index case_list_item_by_patient on case_list_item (tenant_id, patient_id);
      call quorate_tenant_wall('case_list_item');
      create policy case_wall_select on case_list_item as restrictive for select using (quorate_knows(tenant_id, patient_id));
      create policy case_wall_update on case_list_item as restrictive for update using (quorate_knows(tenant_id, patient_id));
      alter table legitimate_relationship add constraint legitimate_relationship_case_fk
        foreign key (tenant_id, case_id) references case_list_item (tenant_id, case_id);

      -- Whatever hangs on a listed person is seen by who sees the person.
      create function quorate_sees_case(asked_tenant uuid, asked_case uuid) returns boolean language sql stable as $$
        select exists (select 1 from case_list_item c where c.tenant_id = asked_tenant and c.case_id = asked_case)
      $$;

      create table case_relevant_seat (
        tenant_id uuid not null,
        case_id uuid not null,
        seat_id uuid not null,
        was_present boolean,
        constraint case_relevant_seat_pk primary key (tenant_id, case_id, seat_id),
        constraint case_relevant_seat_case_fk foreign key (tenant_id, case_id) references case_list_item (tenant_id, case_id),
        constraint case_relevant_seat_seat_fk foreign key (tenant_id, seat_id) references mdt_seat (tenant_id, seat_id)
      );
      call quorate_tenant_wall('case_relevant_seat', 'select, insert, update, delete');
      create policy relevant_seat_wall on case_relevant_seat as restrictive using (quorate_sees_case(tenant_id, case_id));

      -- Who was in the room for this person, seat by seat, as marked when the outcome was recorded.
      create table case_presence (
        tenant_id uuid not null,
        case_id uuid not null,
        seat_id uuid not null,
        practitioner_id uuid,
        constraint case_presence_pk primary key (tenant_id, case_id, seat_id),
        constraint case_presence_case_fk foreign key (tenant_id, case_id) references case_list_item (tenant_id, case_id)
      );
      call quorate_tenant_wall('case_presence', 'select, insert, update, delete');
      create policy presence_wall on case_presence as restrictive using (quorate_sees_case(tenant_id, case_id));

      create table case_knows_person (
        tenant_id uuid not null,
        case_id uuid not null,
        practitioner_id uuid not null,
        constraint case_knows_person_pk primary key (tenant_id, case_id, practitioner_id),
        constraint case_knows_person_case_fk foreign key (tenant_id, case_id) references case_list_item (tenant_id, case_id),
        constraint case_knows_person_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id)
      );
      call quorate_tenant_wall('case_knows_person', 'select, insert, update, delete');
      create policy knows_person_wall on case_knows_person as restrictive using (quorate_sees_case(tenant_id, case_id));

      create table case_action (
        tenant_id uuid not null,
        action_id uuid not null,
        case_id uuid not null,
        mdt_id uuid not null,
        patient_id uuid not null,
        description text not null,
        owner_practitioner_id uuid not null,
        organisation_id uuid not null,
        due_on date not null,
        state text not null,
        state_reason text,
        created_at timestamptz not null,
        finished_at timestamptz,
        lock_version integer not null default 1,
        constraint case_action_pk primary key (tenant_id, action_id),
        constraint case_action_case_fk foreign key (tenant_id, case_id) references case_list_item (tenant_id, case_id),
        constraint case_action_patient_fk foreign key (tenant_id, patient_id) references patient (tenant_id, patient_id),
        constraint case_action_owner_fk foreign key (tenant_id, owner_practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint case_action_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint case_action_state_known check (state in ('open','inProgress','done','notDone','cancelled'))
      );
      create index case_action_by_owner on case_action (tenant_id, owner_practitioner_id, state, due_on);
      create index case_action_by_mdt on case_action (tenant_id, mdt_id, state);
      call quorate_tenant_wall('case_action');
      create policy action_wall_select on case_action as restrictive for select using (quorate_knows(tenant_id, patient_id));
      create policy action_wall_update on case_action as restrictive for update using (quorate_knows(tenant_id, patient_id));
      create index case_action_by_case on case_action (tenant_id, case_id);
      create index case_action_by_patient on case_action (tenant_id, patient_id);

      -- The narrow doors through the second wall. Each opens it for its own statements inside one tenant and shuts it again;
      -- an error rolls the setting back with the transaction. (A SET clause would need a superuser's grant on the parameter.)

      -- Whether an NHS number is taken, and whose it is if the other details agree. Call it under the lock of the number.
      create function quorate_match_patient(asked_number text, asked_family_name text, asked_birth date)
        returns table (is_taken boolean, patient_id uuid) language plpgsql as $$
      #variable_conflict use_column
      declare wall_before text := current_setting('app.wall', true);
      begin
        perform set_config('app.wall', 'job', true);
        return query
        select count(*) > 0, (array_agg(p.patient_id order by p.created_at, p.patient_id)
          filter (where lower(btrim(p.family_name)) = lower(btrim(asked_family_name)) and p.date_of_birth = asked_birth))[1]
        from patient p where p.tenant_id = quorate_tenant() and p.nhs_number = asked_number;
        perform set_config('app.wall', coalesce(wall_before, ''), true);
      end $$;

      -- How many people are on a meeting's list, whoever they are.
      create function quorate_listed_people(asked_meeting uuid) returns integer language plpgsql as $$
      #variable_conflict use_column
      declare wall_before text := current_setting('app.wall', true); answer integer;
      begin
        perform set_config('app.wall', 'job', true);
        answer := (
        select count(*)::integer from case_list_item c
        where c.tenant_id = quorate_tenant() and c.meeting_id = asked_meeting and c.state <> 'withdrawn');
        perform set_config('app.wall', coalesce(wall_before, ''), true);
        return answer;
      end $$;

      -- Ends at once whatever a place on the list gave.
      create function quorate_end_case_relationships(asked_case uuid) returns void language plpgsql as $$
      #variable_conflict use_column
      declare wall_before text := current_setting('app.wall', true);
      begin
        perform set_config('app.wall', 'job', true);
        update legitimate_relationship r set during = tstzrange(lower(r.during), quorate_now())
        where r.tenant_id = quorate_tenant() and r.case_id = asked_case and r.during @> quorate_now();
        perform set_config('app.wall', coalesce(wall_before, ''), true);
      end $$;

      -- While something is open (not discussed yet, or an action), its co-ordinator and its owner keep seeing it; after that, until the given instant.
      create function quorate_settle_case_relationships(asked_case uuid, until timestamptz) returns void language plpgsql as $$
      #variable_conflict use_column
      declare wall_before text := current_setting('app.wall', true);
      begin
        perform set_config('app.wall', 'job', true);
        update legitimate_relationship r set during = tstzrange(lower(r.during), case
          when exists (select 1 from case_action a where a.tenant_id = r.tenant_id and a.case_id = r.case_id and a.state in ('open','inProgress')
            and (r.basis = 'coordinatesTheMeeting' or a.owner_practitioner_id = r.practitioner_id)) then null
          when r.basis = 'coordinatesTheMeeting' and exists (select 1 from case_list_item c
            where c.tenant_id = r.tenant_id and c.case_id = r.case_id and c.state in ('listed','deferred','deferredSeatAbsent')) then null
          else greatest(until, quorate_now()) end)
        where r.tenant_id = quorate_tenant() and r.case_id = asked_case and r.during @> quorate_now() and r.basis in ('coordinatesTheMeeting','ownsAction');
        perform set_config('app.wall', coalesce(wall_before, ''), true);
      end $$;

      -- The people on a meeting's list to whom this account has no relationship as its co-ordinator yet: all while the list is
      -- open, afterwards those with something still to do.
      create function quorate_uncoordinated_cases(asked_meeting uuid, asked_account uuid)
        returns table (case_id uuid, patient_id uuid) language plpgsql as $$
      #variable_conflict use_column
      declare wall_before text := current_setting('app.wall', true);
      begin
        perform set_config('app.wall', 'job', true);
        return query
        select c.case_id, c.patient_id from case_list_item c
        where c.tenant_id = quorate_tenant() and c.meeting_id = asked_meeting and c.state not in ('withdrawn','carriedForward')
          and (c.access_until > quorate_now() or c.state in ('listed','deferred','deferredSeatAbsent')
            or exists (select 1 from case_action a where a.tenant_id = c.tenant_id and a.case_id = c.case_id and a.state in ('open','inProgress')))
          and not exists (select 1 from legitimate_relationship r where r.tenant_id = c.tenant_id and r.case_id = c.case_id
            and r.account_id = asked_account and r.basis = 'coordinatesTheMeeting' and r.during @> quorate_now());
        perform set_config('app.wall', coalesce(wall_before, ''), true);
      end $$;

      -- Brings the relationships by seat in line with who sits at a meeting now, and their end with when it ends: on listing,
      -- and whenever the meeting moves or its invitations change. Gives back what it gave and ended, for the audit trail.
      create function quorate_sync_seat_relationships(asked_meeting uuid, access_days integer)
        returns table (relationship_id uuid, patient_id uuid, practitioner_id uuid, is_given boolean) language plpgsql as $$
      #variable_conflict use_column
      declare wall_before text := current_setting('app.wall', true);
      begin
        perform set_config('app.wall', 'job', true);
        update legitimate_relationship r
        set during = tstzrange(lower(r.during), greatest(quorate_now(), m.ends_at + make_interval(days => access_days)))
        from case_list_item c join mdt_meeting m on m.tenant_id = c.tenant_id and m.meeting_id = c.meeting_id
        where c.tenant_id = quorate_tenant() and c.meeting_id = asked_meeting and r.tenant_id = c.tenant_id and r.case_id = c.case_id
          and r.during @> quorate_now() and upper(r.during) = c.access_until
          and c.access_until <> m.ends_at + make_interval(days => access_days);
        update case_list_item c set access_until = m.ends_at + make_interval(days => access_days)
        from mdt_meeting m
        where c.tenant_id = quorate_tenant() and c.meeting_id = asked_meeting and m.tenant_id = c.tenant_id and m.meeting_id = c.meeting_id
          and c.access_until <> m.ends_at + make_interval(days => access_days);
        return query
        with wanted as (
          select distinct c.case_id, c.patient_id, c.access_until, rs.seat_id, p.practitioner_id
          from case_list_item c
          join case_relevant_seat rs on rs.tenant_id = c.tenant_id and rs.case_id = c.case_id
          join mdt_seat s on s.tenant_id = rs.tenant_id and s.seat_id = rs.seat_id
          left join invitation i on i.tenant_id = c.tenant_id and i.meeting_id = c.meeting_id and i.seat_id = rs.seat_id
          cross join lateral (
            select coalesce(i.practitioner_id, s.holder_practitioner_id) union select i.deputy_practitioner_id
            union select d.practitioner_id from seat_deputy d where d.tenant_id = rs.tenant_id and d.seat_id = rs.seat_id
          ) as p (practitioner_id)
          where c.tenant_id = quorate_tenant() and c.meeting_id = asked_meeting and c.state not in ('withdrawn','carriedForward')
            and c.access_until > quorate_now() and p.practitioner_id is not null and (i.invitation_id is not null or s.to_version is null)
        ), ended as (
          update legitimate_relationship r set during = tstzrange(lower(r.during), quorate_now())
          from case_list_item c
          where c.tenant_id = quorate_tenant() and c.meeting_id = asked_meeting and r.tenant_id = c.tenant_id and r.case_id = c.case_id
            and r.basis = 'seatAtTheMeeting' and r.during @> quorate_now() and c.access_until > quorate_now()
            and not exists (select 1 from wanted w where w.case_id = r.case_id and w.seat_id = r.seat_id and w.practitioner_id = r.practitioner_id)
          returning r.relationship_id, r.patient_id, r.practitioner_id, false
        ), given as (
          insert into legitimate_relationship as r (tenant_id, relationship_id, patient_id, practitioner_id, basis, reason, during, granted_by, case_id, seat_id)
          select quorate_tenant(), gen_random_uuid(), w.patient_id, w.practitioner_id, 'seatAtTheMeeting', 'Has a seat that is needed for this person',
            tstzrange(quorate_now(), w.access_until), quorate_account(), w.case_id, w.seat_id
          from wanted w
          where not exists (select 1 from legitimate_relationship o where o.tenant_id = quorate_tenant() and o.case_id = w.case_id
            and o.seat_id = w.seat_id and o.practitioner_id = w.practitioner_id and o.basis = 'seatAtTheMeeting' and o.during @> quorate_now())
          returning r.relationship_id, r.patient_id, r.practitioner_id, true
        ) select * from ended union all select * from given;
        perform set_config('app.wall', coalesce(wall_before, ''), true);
      end $$;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop function quorate_sync_seat_relationships, quorate_uncoordinated_cases, quorate_settle_case_relationships,
        quorate_end_case_relationships, quorate_listed_people, quorate_match_patient;
      alter table legitimate_relationship drop constraint legitimate_relationship_case_fk;
      drop table case_action, case_knows_person, case_presence, case_relevant_seat, case_list_item;
      drop function quorate_sees_case;
      alter table acting_role drop constraint acting_role_patient_fk;
      alter table account drop constraint account_patient_fk;
      drop table patient cascade;
      drop function quorate_knows;
      drop table legitimate_relationship;
    `);
  }
}
