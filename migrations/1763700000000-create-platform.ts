import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tenants, accounts, sessions, the audit chain, idempotency keys and the outbox, with the functions behind row-level security.
 *
 * Every tenant table calls `quorate_tenant_wall`, which enables and forces row security and grants the application's
 * role what it may do. A setting is '' and not NULL after a transaction that set it, hence the nullif.
 */
export class CreatePlatform1763700000000 implements MigrationInterface {
  name = 'CreatePlatform1763700000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create extension if not exists btree_gist;

      create function quorate_tenant() returns uuid language sql stable parallel safe
        as $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;
      create function quorate_account() returns uuid language sql stable parallel safe
        as $$ select nullif(current_setting('app.account', true), '')::uuid $$;
      create function quorate_practitioner() returns uuid language sql stable parallel safe
        as $$ select nullif(current_setting('app.practitioner', true), '')::uuid $$;
      create function quorate_organisation() returns uuid language sql stable parallel safe
        as $$ select nullif(current_setting('app.organisation', true), '')::uuid $$;
      -- 'job' for the product's own work inside one tenant (import, outbox, due dates); 'member' for people.
      create function quorate_wall() returns text language sql stable parallel safe
        as $$ select coalesce(nullif(current_setting('app.wall', true), ''), 'member') $$;
      -- The server's clock as the application sees it, so that a test can set the time.
      create function quorate_now() returns timestamptz language sql stable parallel safe
        as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;

      create procedure quorate_tenant_wall(target regclass, rights text default 'select, insert, update') language plpgsql as $$
      begin
        execute format('alter table %s enable row level security', target);
        execute format('alter table %s force row level security', target);
        execute format('create policy tenant_wall on %s using (tenant_id = (select quorate_tenant())) with check (tenant_id = (select quorate_tenant()))', target);
        execute format('grant %s on %s to quorate_app', rights, target);
      end $$;

      -- The registry of integrated care systems. No personal data, so the one table without a wall.
      create table tenant (
        tenant_id uuid not null,
        key text not null,
        name text not null,
        is_demo boolean not null,
        created_at timestamptz not null,
        constraint tenant_pk primary key (tenant_id),
        constraint tenant_key_unique unique (key),
        constraint tenant_key_shape check (key ~ '^[a-z0-9][a-z0-9-]{0,62}$')
      );
      grant select, insert on tenant to quorate_app;

      create table account (
        tenant_id uuid not null,
        account_id uuid not null,
        login text not null,
        name text not null,
        email text not null,
        practitioner_id uuid,
        patient_id uuid,
        about text not null default '',
        active_from timestamptz not null,
        left_at timestamptz,
        constraint account_pk primary key (tenant_id, account_id),
        constraint account_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint account_login_unique unique (tenant_id, login)
      );
      call quorate_tenant_wall('account');

      -- Which account an identity provider's subject is. Read before the tenant is known, so its wall is the subject itself.
      create table sign_in_subject (
        issuer text not null,
        subject text not null,
        tenant_id uuid not null,
        account_id uuid not null,
        constraint sign_in_subject_pk primary key (issuer, subject),
        constraint sign_in_subject_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id)
      );
      alter table sign_in_subject enable row level security;
      alter table sign_in_subject force row level security;
      create policy own_subject on sign_in_subject for select
        using (subject = nullif(current_setting('app.subject', true), '') or tenant_id = (select quorate_tenant()));
      create policy tenant_insert on sign_in_subject for insert with check (tenant_id = (select quorate_tenant()));
      grant select, insert on sign_in_subject to quorate_app;

      -- What an account may act as: one role in one organisation, for a period. A person or carer acts for no organisation.
      create table acting_role (
        tenant_id uuid not null,
        acting_role_id uuid not null,
        account_id uuid not null,
        role text not null,
        organisation_id uuid,
        about_patient_id uuid,
        during tstzrange not null,
        constraint acting_role_pk primary key (tenant_id, acting_role_id),
        constraint acting_role_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id),
        constraint acting_role_role_known check (role in ('careCoordinator','clinician','providerManager','commissioner','person','carer','informationGovernanceLead','administrator')),
        constraint acting_role_organisation_given check ((role in ('person','carer')) = (organisation_id is null)),
        constraint acting_role_patient_given check ((role in ('person','carer')) = (about_patient_id is not null))
      );
      create index acting_role_by_account on acting_role (tenant_id, account_id);
      call quorate_tenant_wall('acting_role');

      create table session (
        tenant_id uuid not null,
        session_id uuid not null,
        token_hash bytea not null,
        kind text not null,
        account_id uuid not null,
        acting_role_id uuid not null,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz,
        id_token text,
        constraint session_pk primary key (tenant_id, session_id),
        constraint session_token_unique unique (tenant_id, token_hash),
        constraint session_kind_known check (kind in ('browser','bearer')),
        constraint session_account_fk foreign key (tenant_id, account_id) references account (tenant_id, account_id),
        constraint session_acting_role_fk foreign key (tenant_id, acting_role_id) references acting_role (tenant_id, acting_role_id)
      );
      create index session_by_account on session (tenant_id, account_id) where ended_at is null;
      call quorate_tenant_wall('session');

      -- Append-only: the application's role has neither UPDATE nor DELETE. seq is gapless per tenant.
      create table audit_event (
        tenant_id uuid not null,
        seq bigint not null,
        at timestamptz(3) not null,
        actor_kind text not null,
        account_id uuid,
        acting_role text,
        on_behalf_of uuid,
        operation text not null,
        kind text not null,
        entity text not null,
        entity_id text not null,
        patient_id uuid,
        outcome text not null,
        request_id text,
        detail jsonb not null,
        prev_hash bytea not null,
        hash bytea not null,
        constraint audit_event_pk primary key (tenant_id, seq),
        constraint audit_event_kind_known check (kind in ('read','write','refusal','signIn','signOut','job')),
        constraint audit_event_actor_known check (actor_kind in ('account','link','job'))
      );
      create index audit_event_by_time on audit_event (tenant_id, at);
      -- Serves "who has looked at this person" and the audit search by account.
      create index audit_event_by_patient on audit_event (tenant_id, patient_id, seq) where patient_id is not null;
      create index audit_event_by_account on audit_event (tenant_id, account_id, seq) where account_id is not null;
      call quorate_tenant_wall('audit_event', 'select, insert');

      -- The newest link of each tenant's chain; its row lock puts writers in order.
      create table audit_head (
        tenant_id uuid not null,
        seq bigint not null,
        hash bytea not null,
        constraint audit_head_pk primary key (tenant_id)
      );
      call quorate_tenant_wall('audit_head');

      create table idempotency_record (
        tenant_id uuid not null,
        account_id uuid not null,
        operation text not null,
        key text not null,
        request_hash bytea not null,
        -- json and not jsonb: a replay answers with the very text of the first time.
        result json not null,
        created_at timestamptz not null,
        constraint idempotency_record_pk primary key (tenant_id, account_id, operation, key),
        constraint idempotency_record_key_length check (length(key) between 8 and 128)
      );
      create index idempotency_record_by_age on idempotency_record (tenant_id, created_at);
      call quorate_tenant_wall('idempotency_record', 'select, insert, delete');

      create table outbox_message (
        tenant_id uuid not null,
        message_id uuid not null,
        kind text not null,
        recipient_name text not null,
        recipient_email text not null,
        recipient_practitioner_id uuid,
        organisation_id uuid,
        meeting_id uuid,
        subject text not null,
        body_text text not null,
        body_html text not null,
        calendar_part text,
        calendar_method text,
        created_at timestamptz not null,
        sent_at timestamptz,
        attempts integer not null default 0,
        last_error text,
        next_attempt_at timestamptz not null,
        constraint outbox_message_pk primary key (tenant_id, message_id)
      );
      -- Serves the relay, which takes what is due and not sent.
      create index outbox_message_due on outbox_message (tenant_id, next_attempt_at) where sent_at is null;
      create index outbox_message_by_time on outbox_message (tenant_id, created_at desc);
      call quorate_tenant_wall('outbox_message');

      -- What the demo's mail catcher on loopback received. Empty where mail goes to a server of one's own.
      create table caught_mail (
        tenant_id uuid not null,
        mail_id uuid not null,
        message_id uuid,
        received_at timestamptz not null,
        envelope_from text not null,
        envelope_to text not null,
        subject text not null,
        body_text text not null,
        body_html text not null,
        calendar_part text,
        raw text not null,
        constraint caught_mail_pk primary key (tenant_id, mail_id)
      );
      create index caught_mail_by_time on caught_mail (tenant_id, received_at desc);
      call quorate_tenant_wall('caught_mail');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table caught_mail, outbox_message, idempotency_record, audit_head, audit_event, session, acting_role, sign_in_subject, account, tenant;
      drop procedure quorate_tenant_wall;
      drop function quorate_now, quorate_wall, quorate_organisation, quorate_practitioner, quorate_account, quorate_tenant;
      drop extension btree_gist;
    `);
  }
}
