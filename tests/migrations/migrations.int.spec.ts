import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '@quorate/migrations';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { entities } from '../../api/src/data-source.js';
import { createTestDatabase, type TestDatabase, testServers } from '../../api/src/testkit/test-database.js';
import { openOwner } from './kit/owner-source.js';

const SHAPE = `select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public' order by 1, 2`;

describe.each(testServers())('the migrations on $name', (server) => {
  let db: TestDatabase;
  let owner: DataSource;

  beforeAll(async () => {
    db = await createTestDatabase(server);
    owner = await openOwner(db);
  });
  afterAll(async () => {
    await owner.destroy();
    await db.drop();
  });

  it('go down to nothing and up again to the same schema', async () => {
    const client = new pg.Client(db.address.owner);
    await client.connect();
    const before = (await client.query(SHAPE)).rows;
    for (const _ of migrations) await owner.undoLastMigration();
    const left = (
      await client.query(
        `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'migration'`,
      )
    ).rows;
    expect(left).toEqual([]);
    const functions = (
      await client.query(
        `select proname from pg_proc p where pronamespace = 'public'::regnamespace and proname like 'quorate%'`,
      )
    ).rows;
    expect(functions).toEqual([]);
    await owner.runMigrations();
    expect((await client.query(SHAPE)).rows).toEqual(before);
    await client.end();
  });

  it('agree with the entities, column by column', async () => {
    const columns =
      await owner.query<{ table_name: string; column_name: string; data_type: string; is_nullable: string }[]>(SHAPE);
    const known = new Map(columns.map((column) => [`${column.table_name}.${column.column_name}`, column]));
    const drift: string[] = [];
    for (const metadata of db.database.writer.entityMetadatas) {
      const own = new Set(metadata.columns.map((column) => column.databaseName));
      for (const column of metadata.columns) {
        const found = known.get(`${metadata.tableName}.${column.databaseName}`);
        if (!found) drift.push(`${metadata.tableName}.${column.databaseName} is not in the database`);
        else if ((found.is_nullable === 'YES') !== column.isNullable)
          drift.push(`${metadata.tableName}.${column.databaseName} differs in whether it may be null`);
      }
      for (const column of columns.filter((each) => each.table_name === metadata.tableName)) {
        if (!own.has(column.column_name)) drift.push(`${metadata.tableName}.${column.column_name} has no property`);
      }
    }
    expect(drift).toEqual([]);
    expect(db.database.writer.entityMetadatas.length).toBe(entities.length);
  });

  it('are named in the order of their times', () => {
    const times = migrations.map((migration) => Number(/\d{13}$/.exec(migration.name)?.[0]));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
