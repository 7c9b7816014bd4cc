import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The directory: organisations with dated names, memberships, licence status and successors, and their sites.
 * Periods are half-open dateranges; a meeting of 2025 finds the ICB of 2025 through `organisation_membership`.
 */
export class CreateOrganisations1763700100000 implements MigrationInterface {
  name = 'CreateOrganisations1763700100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table organisation (
        tenant_id uuid not null,
        organisation_id uuid not null,
        ods_code text not null,
        name text not null,
        kind text not null,
        is_open boolean not null,
        opened_on date,
        closed_on date,
        address text not null default '',
        postcode text,
        latitude double precision,
        longitude double precision,
        telephone text,
        email text,
        prescribing_setting text,
        cqc_location_id text,
        is_fictional boolean not null default false,
        source text not null,
        -- The day of the extract the row was last read from; an older extract does not overwrite it.
        source_on date,
        lock_version integer not null default 1,
        constraint organisation_pk primary key (tenant_id, organisation_id),
        constraint organisation_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint organisation_code_unique unique (tenant_id, ods_code),
        constraint organisation_kind_known check (kind in ('acuteTrust','communityTrust','mentalHealthTrust','ambulanceTrust','nhsTrust','gpPractice','prescribingCentre','pcn','localAuthority','vcse','independent','careHome','pharmacy','hospice','icb','subIcb','region','regulator')),
        constraint organisation_place_whole check ((latitude is null) = (longitude is null))
      );
      -- Serves the directory's browse by kind and name.
      create index organisation_by_kind on organisation (tenant_id, kind, name, organisation_id);
      call quorate_tenant_wall('organisation');

      create table organisation_name (
        tenant_id uuid not null,
        organisation_id uuid not null,
        name text not null,
        during daterange not null,
        -- The day of the first extract that shows it; the period may be taken to begin earlier.
        first_seen date,
        source text not null,
        constraint organisation_name_pk primary key (tenant_id, organisation_id, during),
        constraint organisation_name_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint organisation_name_no_overlap exclude using gist (tenant_id with =, organisation_id with =, during with &&)
      );
      call quorate_tenant_wall('organisation_name', 'select, insert, update, delete');

      create table organisation_membership (
        tenant_id uuid not null,
        organisation_id uuid not null,
        parent_id uuid not null,
        kind text not null,
        during daterange not null,
        -- As in organisation_name.
        first_seen date,
        source text not null,
        constraint organisation_membership_pk primary key (tenant_id, organisation_id, kind, during),
        constraint organisation_membership_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint organisation_membership_parent_fk foreign key (tenant_id, parent_id) references organisation (tenant_id, organisation_id),
        constraint organisation_membership_kind_known check (kind in ('icb','subIcb','pcn','region')),
        constraint organisation_membership_no_overlap exclude using gist (tenant_id with =, organisation_id with =, kind with =, during with &&)
      );
      create index organisation_membership_by_parent on organisation_membership (tenant_id, parent_id, kind);
      call quorate_tenant_wall('organisation_membership', 'select, insert, update, delete');

      create table organisation_succession (
        tenant_id uuid not null,
        organisation_id uuid not null,
        successor_id uuid not null,
        on_date date not null,
        source text not null,
        constraint organisation_succession_pk primary key (tenant_id, organisation_id, successor_id),
        constraint organisation_succession_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint organisation_succession_successor_fk foreign key (tenant_id, successor_id) references organisation (tenant_id, organisation_id)
      );
      call quorate_tenant_wall('organisation_succession', 'select, insert, update, delete');

      create table licence_status (
        tenant_id uuid not null,
        organisation_id uuid not null,
        status text not null,
        during daterange not null,
        basis text not null,
        constraint licence_status_pk primary key (tenant_id, organisation_id, during),
        constraint licence_status_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint licence_status_known check (status in ('licensed','nhsTrustShadow','exempt','notApplicable','unknown')),
        constraint licence_status_no_overlap exclude using gist (tenant_id with =, organisation_id with =, during with &&)
      );
      call quorate_tenant_wall('licence_status', 'select, insert, update, delete');

      -- Data Security and Protection Toolkit status as published; one row for each publication.
      create table organisation_assurance (
        tenant_id uuid not null,
        organisation_id uuid not null,
        scheme text not null,
        published_on date not null,
        status text not null,
        constraint organisation_assurance_pk primary key (tenant_id, organisation_id, scheme, published_on),
        constraint organisation_assurance_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id)
      );
      call quorate_tenant_wall('organisation_assurance', 'select, insert, update, delete');

      create table site (
        tenant_id uuid not null,
        site_id uuid not null,
        organisation_id uuid not null,
        ods_code text not null,
        name text not null,
        address text not null default '',
        postcode text,
        latitude double precision,
        longitude double precision,
        is_open boolean not null,
        opened_on date,
        closed_on date,
        source text not null,
        source_on date,
        lock_version integer not null default 1,
        constraint site_pk primary key (tenant_id, site_id),
        constraint site_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint site_code_unique unique (tenant_id, ods_code),
        constraint site_place_whole check ((latitude is null) = (longitude is null))
      );
      create index site_by_organisation on site (tenant_id, organisation_id, name, site_id);
      call quorate_tenant_wall('site');

      create table room (
        tenant_id uuid not null,
        room_id uuid not null,
        site_id uuid not null,
        name text not null,
        seats integer not null,
        constraint room_pk primary key (tenant_id, room_id),
        constraint room_site_fk foreign key (tenant_id, site_id) references site (tenant_id, site_id),
        constraint room_name_unique unique (tenant_id, site_id, name)
      );
      call quorate_tenant_wall('room');

      -- One dated line for each change that an import found: what a reader of the history sees.
      create table organisation_change (
        tenant_id uuid not null,
        change_id uuid not null,
        organisation_id uuid not null,
        changed_on date not null,
        field text not null,
        old_value text,
        new_value text,
        source text not null,
        recorded_at timestamptz not null,
        constraint organisation_change_pk primary key (tenant_id, change_id),
        constraint organisation_change_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint organisation_change_once unique (tenant_id, organisation_id, changed_on, field, source)
      );
      call quorate_tenant_wall('organisation_change');

      alter table acting_role add constraint acting_role_organisation_fk
        foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table acting_role drop constraint acting_role_organisation_fk;
      drop table organisation_change, room, site, organisation_assurance, licence_status, organisation_succession, organisation_membership, organisation_name, organisation;
    `);
  }
}
