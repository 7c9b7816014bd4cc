import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../api/src/testkit/test-database.js';
import { openOwner, undoFrom } from './kit/owner-source.js';

const NAME = 'AgreeUndertakingsByBoth1763900760000';

describe('an undertaking that a commissioner wrote down before both parties agreed to them', () => {
  let db: TestDatabase;
  let owner: DataSource;
  const [tenantId, undertakingId, accountId, organisationId] = Array.from({ length: 4 }, () => randomUUID());

  beforeAll(async () => {
    db = await createTestDatabase();
    owner = await openOwner(db);
    await undoFrom(owner, NAME);
    const admin = await db.superuser();
    // The signal behind it is not what this is about.
    await admin.query('set session_replication_role = replica');
    await admin.query(
      `insert into tenant (tenant_id, key, name, is_demo, created_at) values ($1,'old','Old',false,now())`,
      [tenantId],
    );
    await admin.query(
      `insert into account (tenant_id, account_id, login, name, email, active_from) values ($1,$2,'c','C','c@example.invalid','2020-01-01')`,
      [tenantId, accountId],
    );
    await admin.query(
      `insert into signal_undertaking (tenant_id, undertaking_id, signal_id, kind, words, owner, action_on, agreed_by, on_behalf_of, agreed_at)
       values ($1,$2,$3,'restore','Protected time','Chief nurse','2026-12-01',$4,$5,'2026-11-20T09:00Z')`,
      [tenantId, undertakingId, randomUUID(), accountId, organisationId],
    );
    await admin.end();
  });
  afterAll(async () => {
    await owner.destroy();
    await db.drop();
  });

  const rows = async (text: string) => {
    const admin = await db.superuser();
    const found = await admin.query(text);
    await admin.end();
    return found.rows;
  };

  it('becomes a proposal of the commissioner that nobody has accepted, and goes back to what it was', async () => {
    await owner.runMigrations();
    expect(await rows('select * from signal_undertaking')).toMatchObject([
      { state: 'proposed', written_party: 'commissioner', agreed_by: null, agreed_at: null, words: 'Protected time' },
    ]);
    expect(await rows('select * from undertaking_step')).toMatchObject([
      {
        kind: 'proposed',
        account_id: accountId,
        on_behalf_of: organisationId,
        party: 'commissioner',
        terms: { words: 'Protected time', actionOn: '2026-12-01', doneBy: '2026-12-01' },
      },
    ]);
    await undoFrom(owner, NAME);
    expect(await rows('select * from signal_undertaking')).toMatchObject([
      { agreed_by: accountId, on_behalf_of: organisationId, agreed_at: new Date('2026-11-20T09:00:00Z') },
    ]);
    await owner.runMigrations();
  });
});
