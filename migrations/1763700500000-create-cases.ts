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
        constraint legitimate_relationship_pk primary key (tenant_id, relationship_id),
        constraint legitimate_relationship_patient_fk foreign key (tenant_id, patient_id) references patient (tenant_id, patient_id),
        constraint legitimate_relationship_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint legitimate_relationship_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id),
        constraint legitimate_relationship_one_party check ((practitioner_id is null) <> (account_id is null)),
        constraint legitimate_relationship_basis_known check (basis in ('referral','knowsThePerson','seatAtTheMeeting','coordinatesTheMeeting','self','carer'))
      );
      create index legitimate_relationship_by_practitioner on legitimate_relationship (tenant_id, practitioner_id, patient_id);
      create index legitimate_relationship_by_account on legitimate_relationship (tenant_id, account_id, patient_id);
      create index legitimate_relationship_by_patient on legitimate_relationship (tenant_id, patient_id);
      call quorate_tenant_wall('legitimate_relationship');

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
        outcome_text text,
        outcome_at timestamptz,
        outcome_by uuid,
        carried_from_case_id uuid,
        listed_by uuid not null,
        listed_at timestamptz not null,
        lock_version integer not null default 1,
        constraint case_list_item_pk primary key (tenant_id, case_id),
        constraint case_list_item_meeting_fk foreign key (tenant_id, meeting_id) references mdt_meeting (tenant_id, meeting_id),
        constraint case_list_item_patient_fk foreign key (tenant_id, patient_id) references patient (tenant_id, patient_id),
        constraint case_list_item_carried_fk foreign key (tenant_id, carried_from_case_id) references case_list_item (tenant_id, case_id),
        constraint case_list_item_once unique (tenant_id, meeting_id, patient_id),
        constraint case_list_item_state_known check (state in ('listed','discussed','deferred','deferredSeatAbsent','withdrawn','carriedForward'))
      );
      create index case_list_item_by_meeting on case_list_item (tenant_id, meeting_id, position);
      create index case_list_item_by_patient on case_list_item (tenant_id, patient_id);
      call quorate_tenant_wall('case_list_item');
      create policy case_wall_select on case_list_item as restrictive for select using (quorate_knows(tenant_id, patient_id));
      create policy case_wall_update on case_list_item as restrictive for update using (quorate_knows(tenant_id, patient_id));

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

      create table case_knows_person (
        tenant_id uuid not null,
        case_id uuid not null,
        practitioner_id uuid not null,
        constraint case_knows_person_pk primary key (tenant_id, case_id, practitioner_id),
        constraint case_knows_person_case_fk foreign key (tenant_id, case_id) references case_list_item (tenant_id, case_id),
        constraint case_knows_person_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id)
      );
      call quorate_tenant_wall('case_knows_person', 'select, insert, update, delete');

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
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table case_action, case_knows_person, case_presence, case_relevant_seat, case_list_item;
      alter table acting_role drop constraint acting_role_patient_fk;
      alter table account drop constraint account_patient_fk;
      drop table patient cascade;
      drop function quorate_knows;
      drop table legitimate_relationship;
    `);
  }
}
