// One PostgreSQL for the whole run, with a migrated template; each test file clones it (14-26 ms) and so has rows of its own.
// The launcher is loaded as TypeScript (it imports nothing of ours) and the migrations are compiled apart, so that a
// build going on at the same time is not disturbed.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../../api/src/platform/embedded-postgres.ts';
import { compile } from '../../scripts/compile.mjs';

export default async function startPostgres() {
  const home = mkdtempSync(join(tmpdir(), 'quorate-test-'));
  await compile('migrations', join(home, 'migrations'));
  const { migrations } = await import(join(home, 'migrations', 'index.js'));
  const cluster = await startEmbeddedPostgres({ home, unsafeForTests: true });
  const admin = new pg.Client(cluster.connection('postgres', 'postgres'));
  await admin.connect();
  await admin.query('create role quorate_owner login nosuperuser nobypassrls');
  await admin.query('create role quorate_app login nosuperuser nobypassrls');
  await admin.query('create database quorate_template owner quorate_owner');
  await admin.end();
  await migrate(cluster, migrations);
  process.env.QUORATE_TEST_SOCKET = cluster.socketDirectory;
  globalThis.quorateTestCluster = { cluster, home };
}

/** The same options as the product's own `migrate`, so that each clone finds itself up to date. */
async function migrate(cluster, migrations) {
  const { host, port, user, database } = cluster.connection('quorate_owner', 'quorate_template');
  const source = new DataSource({
    type: 'postgres',
    host,
    port,
    username: user,
    database,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  await source.runMigrations();
  await source.query('grant usage on schema public to quorate_app');
  await source.destroy();
}
