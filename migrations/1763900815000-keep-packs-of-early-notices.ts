import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eachTenant } from './each-tenant.js';

/** A pack that a provider had sealed about an early notice stays its own, also when the notice becomes a signal. */
export class KeepPacksOfEarlyNotices1763900815000 implements MigrationInterface {
  name = 'KeepPacksOfEarlyNotices1763900815000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Whether it was asked for while the signal was an early notice, which commissioners never see.
      alter table evidence_pack add column is_of_early_notice boolean not null default false;
      drop policy evidence_pack_wall on evidence_pack;
      create policy evidence_pack_wall on evidence_pack as restrictive for select using (
        (select quorate_wall()) = 'job'
        or ((not is_of_early_notice or provider_organisation_id = (select quorate_provider()))
          and exists (select 1 from signal s where s.tenant_id = evidence_pack.tenant_id and s.signal_id = evidence_pack.signal_id))
        or exists (select 1 from concern c where c.tenant_id = evidence_pack.tenant_id and c.concern_id = evidence_pack.concern_id));
    `);
    // A sealed pack takes no change; this one changes nothing of what was sealed.
    await queryRunner.query('alter table evidence_pack disable trigger evidence_pack_is_sealed');
    await eachTenant(queryRunner, (tenantId) =>
      queryRunner.query(
        `update evidence_pack p set is_of_early_notice = true from signal s
         where p.tenant_id = $1 and s.tenant_id = $1 and s.signal_id = p.signal_id and (s.level = 'earlyNotice' or exists (
           select 1 from signal_step t where t.tenant_id = $1 and t.signal_id = s.signal_id and t.kind = 'raised'
             and t.from_level = 'earlyNotice' and t.at > p.asked_at))`,
        [tenantId],
      ),
    );
    await queryRunner.query('alter table evidence_pack enable trigger evidence_pack_is_sealed');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop policy evidence_pack_wall on evidence_pack;
      create policy evidence_pack_wall on evidence_pack as restrictive for select using (
        (select quorate_wall()) = 'job'
        or exists (select 1 from signal s where s.tenant_id = evidence_pack.tenant_id and s.signal_id = evidence_pack.signal_id)
        or exists (select 1 from concern c where c.tenant_id = evidence_pack.tenant_id and c.concern_id = evidence_pack.concern_id));
      alter table evidence_pack drop column is_of_early_notice;
    `);
  }
}
