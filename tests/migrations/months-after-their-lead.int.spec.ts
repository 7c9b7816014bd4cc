import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../api/src/testkit/test-database.js';
import { openOwner, undoFrom } from './kit/owner-source.js';

const NAME = 'ShowMonthsAfterTheirLead1763900810000';

describe('months and packs that were there before each month had its own lead', () => {
  let db: TestDatabase;
  let owner: DataSource;
  const [tenant, run, signalled, quiet, signal, early, late] = Array.from({ length: 7 }, () => randomUUID());

  beforeAll(async () => {
    db = await createTestDatabase();
    owner = await openOwner(db);
    await undoFrom(owner, NAME);
    const month = (provider: string | undefined) =>
      `('${tenant}','${run}','${provider}','2026-10-01',0.9,true,'judged','alert','{}','[]')`;
    const pack = (id: string | undefined, askedAt: string) =>
      `('${tenant}','${id}','${signal}','${signalled}','The board','${randomUUID()}','providerManager','${signalled}','${askedAt}','failed')`;
    // Rules, meetings and organisations are not what this is about.
    await rows(`set session_replication_role = replica;
      insert into tenant (tenant_id, key, name, is_demo, created_at) values ('${tenant}','old','Old',false,now());
      insert into detection_run (tenant_id, run_id, month, version, cause, model_version, regime_id, parameters, data_cut, rows_read, rows_hash, providers_tested, data_quality, started_at, finished_at)
      values ('${tenant}','${run}','2026-10-01',1,'monthly','m','${randomUUID()}','{}',1,1,'\\x00',2,'[]','2026-11-02T03:00Z','2026-11-02T03:00Z');
      insert into provider_month (tenant_id, run_id, provider_organisation_id, month, score, is_flagged, standing, level, figures, reasons)
      values ${month(signalled)}, ${month(quiet)};
      insert into signal (tenant_id, signal_id, provider_organisation_id, regime_id, opened_by_run_id, latest_run_id, opened_month, latest_month, since, scope, level, stage, thresholds, values, opened_at, provider_sees_from, commissioner_sees_from)
      values ('${tenant}','${signal}','${signalled}','${randomUUID()}','${run}','${run}','2026-10-01','2026-10-01','2026-06-01','{}','alert','withProvider','{}','{}','2026-10-02','2026-10-02','2026-11-20T00:00Z');
      insert into signal_step (tenant_id, signal_id, step_no, at, kind, from_level, to_level)
      values ('${tenant}','${signal}',2,'2026-11-02T03:00Z','raised','earlyNotice','alert');
      insert into evidence_pack (tenant_id, pack_id, signal_id, provider_organisation_id, sealed_for, asked_by, asked_role, asked_on_behalf_of, asked_at, state)
      values ${pack(early, '2026-10-20')}, ${pack(late, '2026-11-10')};`);
    await owner.runMigrations();
  });
  afterAll(async () => {
    await owner.destroy();
    await db.drop();
  });

  const rows = async <T extends object>(text: string): Promise<T[]> => {
    const admin = await db.superuser();
    try {
      return (await admin.query<T>(text)).rows;
    } finally {
      await admin.end();
    }
  };

  it('are shown to commissioners with their signal, and two weeks after they were judged where there is none', async () => {
    const found = await rows<{ provider: string; from: Date }>(
      `select provider_organisation_id as provider, commissioner_sees_from as "from" from provider_month`,
    );
    expect(new Map(found.map((row) => [row.provider, row.from.toISOString()]))).toEqual(
      new Map([
        [signalled, '2026-11-20T00:00:00.000Z'],
        [quiet, '2026-11-16T03:00:00.000Z'],
      ]),
    );
  });

  it('stay the provider’s where a pack was asked for while it was an early notice', async () => {
    const found = await rows<{ id: string; own: boolean }>(
      'select pack_id as id, is_of_early_notice as own from evidence_pack',
    );
    expect(new Map(found.map(({ id, own }) => [id, own]))).toEqual(
      new Map([
        [early, true],
        [late, false],
      ]),
    );
  });

  it('go down and up again', async () => {
    await undoFrom(owner, NAME);
    await owner.runMigrations();
    expect(await rows('select 1 from provider_month')).toHaveLength(2);
  });
});
