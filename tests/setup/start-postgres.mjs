// One PostgreSQL for the whole run, with a migrated template; each test file clones it (14-26 ms) and so has rows of its own.
// Where Debian's PostgreSQL is installed it is started as well, for the tests that have to hold on a server of one's own.
// The launcher is loaded as TypeScript (it imports nothing of ours) and the migrations are compiled apart, so that a
// build going on at the same time is not disturbed.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../../api/src/platform/embedded-postgres.ts';
import { compile } from '../../scripts/compile.mjs';
import { startDebianPostgres } from './debian-postgres.mjs';

const TEMPLATE = 'quorate_template';

export default async function startPostgres() {
  const home = mkdtempSync(join(tmpdir(), 'quorate-test-'));
  await compile('migrations', join(home, 'migrations'));
  const { migrations } = await import(join(home, 'migrations', 'index.js'));
  const [cluster, debian] = await Promise.all([
    startEmbeddedPostgres({ home, unsafeForTests: true }),
    startDebianPostgres(),
  ]);
  globalThis.quorateTestCluster = { cluster, debian, home };
  const servers = [
    { name: 'embedded', socket: cluster.socketDirectory, owner: 'quorate_owner', application: 'quorate_app' },
    ...(debian
      ? [{ name: `PostgreSQL ${debian.version}`, socket: debian.socket, owner: 'own_dba', application: 'own_web' }]
      : []),
  ];
  await Promise.all(servers.map((server) => prepare(server, migrations)));
  process.env.QUORATE_TEST_SERVERS = JSON.stringify(servers);
}

/** Roles and template. The application's role is quorate_app itself, or as on a server of one's own a member of it. */
async function prepare({ socket, owner, application }, migrations) {
  const admin = new pg.Client({ host: socket, port: 5432, user: 'postgres', database: 'postgres' });
  await admin.connect();
  await admin.query(`create role ${owner} login nosuperuser nobypassrls`);
  const isMember = application !== 'quorate_app';
  await admin.query(`create role quorate_app ${isMember ? 'nologin' : 'login'} nosuperuser nobypassrls`);
  if (isMember) await admin.query(`create role ${application} login nosuperuser nobypassrls in role quorate_app`);
  await admin.query(`create database ${TEMPLATE} owner ${owner}`);
  await admin.end();
  await migrate({ socket, owner }, migrations);
}

/** The same options as the product's own `migrate`, so that each clone finds itself up to date. */
async function migrate({ socket, owner }, migrations) {
  const source = new DataSource({
    type: 'postgres',
    host: socket,
    port: 5432,
    username: owner,
    database: TEMPLATE,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  await source.runMigrations();
  await source.query('grant usage on schema public to quorate_app');
  await source.destroy();
}
