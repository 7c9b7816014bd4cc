import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../api/src/testkit/test-database.js';
import { openOwner, undoFrom } from './kit/owner-source.js';

const NAME = 'KeepAuthorsFromTheirEmployer1763900830000';

describe('private statements that were written before they belonged to a login', () => {
  let db: TestDatabase;
  let owner: DataSource;
  const id = <K extends string>(...keys: K[]) =>
    Object.fromEntries(keys.map((key) => [key, randomUUID()])) as Record<K, string>;
  const { tenant, first, second, doctor, nurse, meeting } = id(
    'tenant',
    'first',
    'second',
    'doctor',
    'nurse',
    'meeting',
  );

  beforeAll(async () => {
    db = await createTestDatabase();
    owner = await openOwner(db);
    await undoFrom(owner, NAME);
    await sql(
      `insert into tenant (tenant_id, key, name, is_demo, created_at) values ('${tenant}','old','Old',false,now())`,
    );
    for (const practitioner of [doctor, nurse])
      await sql(
        `insert into practitioner (tenant_id, practitioner_id, name, email) values ('${tenant}','${practitioner}','N','n@example.invalid')`,
      );
    for (const [account, login, since] of [
      [second, 'b', '2026-01-01'],
      [first, 'a', '2020-01-01'],
    ])
      await sql(
        `insert into account (tenant_id, account_id, login, name, email, practitioner_id, active_from) values ('${tenant}','${account}','${login}','N','n@example.invalid','${doctor}','${since}')`,
      );
    await state(doctor);
    // Their login has gone: nobody reads it any more.
    await state(nurse);
  });
  afterAll(async () => {
    await owner.destroy();
    await db.drop();
  });

  const sql = async (text: string) => {
    const admin = await db.superuser();
    // The meeting and the organisations are not what this is about.
    await admin.query('set session_replication_role = replica');
    const found = await admin.query(text);
    await admin.end();
    return found.rows;
  };
  const state = (practitioner: string, account = '') =>
    sql(
      `insert into staff_statement (tenant_id, statement_id, practitioner_id, meeting_id, meeting_date, provider_organisation_id, host_organisation_id, words, stated_at${account && ', account_id'})
       values ('${tenant}','${randomUUID()}','${practitioner}','${meeting}','2026-11-10','${randomUUID()}','${randomUUID()}','${account ? 'Later' : 'First'}','2026-11-${account ? 12 : 11}'${account && `, '${account}'`})`,
    );
  const authors = () =>
    sql('select practitioner_id as who, words, account_id as login from staff_statement order by words, account_id');

  it('are the first login’s of the member of staff; a second one’s go when the change is taken back', async () => {
    await owner.runMigrations();
    expect(await authors()).toEqual([
      { who: doctor, words: 'First', login: first },
      { who: nurse, words: 'First', login: null },
    ]);
    await state(doctor, second);
    await undoFrom(owner, NAME);
    expect(await sql('select practitioner_id as who, words from staff_statement order by practitioner_id')).toEqual(
      [doctor, nurse].sort().map((who) => ({ who, words: 'First' })),
    );
    await owner.runMigrations();
  });
});
