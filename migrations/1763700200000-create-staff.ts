import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Practitioners, and the dated roles they hold with an employer: membership as at the meeting decides whose absence it is. */
export class CreateStaff1763700200000 implements MigrationInterface {
  name = 'CreateStaff1763700200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table practitioner (
        tenant_id uuid not null,
        practitioner_id uuid not null,
        name text not null,
        email text not null,
        constraint practitioner_pk primary key (tenant_id, practitioner_id),
        constraint practitioner_tenant_fk foreign key (tenant_id) references tenant (tenant_id)
      );
      create index practitioner_by_name on practitioner (tenant_id, name, practitioner_id);
      call quorate_tenant_wall('practitioner');

      -- Professional roles that a seat can ask for: "Community matron". Tenant data, so that a system can have its own.
      create table professional_role (
        tenant_id uuid not null,
        role_code text not null,
        name text not null,
        constraint professional_role_pk primary key (tenant_id, role_code),
        constraint professional_role_tenant_fk foreign key (tenant_id) references tenant (tenant_id)
      );
      call quorate_tenant_wall('professional_role');

      create table practitioner_role (
        tenant_id uuid not null,
        practitioner_role_id uuid not null,
        practitioner_id uuid not null,
        organisation_id uuid not null,
        role_code text not null,
        during daterange not null,
        constraint practitioner_role_pk primary key (tenant_id, practitioner_role_id),
        constraint practitioner_role_practitioner_fk foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id),
        constraint practitioner_role_organisation_fk foreign key (tenant_id, organisation_id) references organisation (tenant_id, organisation_id),
        constraint practitioner_role_role_fk foreign key (tenant_id, role_code) references professional_role (tenant_id, role_code),
        constraint practitioner_role_no_overlap exclude using gist (tenant_id with =, practitioner_id with =, organisation_id with =, role_code with =, during with &&)
      );
      create index practitioner_role_by_organisation on practitioner_role (tenant_id, organisation_id, role_code);
      call quorate_tenant_wall('practitioner_role');

      alter table account add constraint account_practitioner_fk
        foreign key (tenant_id, practitioner_id) references practitioner (tenant_id, practitioner_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table account drop constraint account_practitioner_fk;
      drop table practitioner_role, professional_role, practitioner;
    `);
  }
}
