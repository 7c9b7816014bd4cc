import { migrations } from '@quorate/migrations';
import { DataSource } from 'typeorm';
import type { TestDatabase } from '../../../api/src/testkit/test-database.js';

/** A test database as its owner, who migrates it: all migrations are in, each in a transaction of its own. */
export async function openOwner(db: TestDatabase): Promise<DataSource> {
  const { host, port, user, database } = db.address.owner;
  const owner = new DataSource({
    type: 'postgres',
    host,
    port,
    username: user,
    database,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
  } as ConstructorParameters<typeof DataSource>[0]);
  return owner.initialize();
}

/** Takes back a migration and all after it. */
export async function undoFrom(owner: DataSource, name: string): Promise<void> {
  const first = migrations.findIndex((migration) => migration.name === name);
  if (first < 0) throw new Error(`There is no migration ${name}.`);
  for (const _ of migrations.slice(first)) await owner.undoLastMigration();
}
