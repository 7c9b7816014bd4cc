import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs were asked for, by whom, and how far they are. A run itself is written when it is done. */
export class CreateDetectionRequest1763900100000 implements MigrationInterface {
  name = 'CreateDetectionRequest1763900100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table detection_request (
        tenant_id uuid not null,
        request_id uuid not null,
        from_month date not null,
        to_month date not null,
        cause text not null,
        -- Null when the product asked.
        requested_by uuid,
        requested_at timestamptz not null,
        state text not null,
        -- Months whose run is written; the next one begins after them, also after a crash.
        months_done integer not null default 0,
        finished_at timestamptz,
        constraint detection_request_pk primary key (tenant_id, request_id),
        constraint detection_request_tenant_fk foreign key (tenant_id) references tenant (tenant_id),
        constraint detection_request_requester_fk foreign key (tenant_id, requested_by) references account (tenant_id, account_id),
        constraint detection_request_cause_known check (cause in ('monthly','byHand','correction','history')),
        constraint detection_request_state_known check (state in ('waiting','running','done','failed')),
        constraint detection_request_by_hand_asked check ((cause = 'byHand') = (requested_by is not null)),
        constraint detection_request_finished check ((finished_at is not null) = (state in ('done','failed'))),
        constraint detection_request_months check (extract(day from from_month) = 1 and extract(day from to_month) = 1 and from_month <= to_month)
      );
      -- Serves the queue: what is under way goes before what waits.
      create index detection_request_open on detection_request (tenant_id, requested_at, request_id) where state in ('waiting','running');
      create unique index detection_request_by_hand_once on detection_request (tenant_id) where cause = 'byHand' and state in ('waiting','running');
      call quorate_tenant_wall('detection_request');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table detection_request;');
  }
}
