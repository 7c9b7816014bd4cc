import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '@quorate/migrations';
import pg from 'pg';
import { EMBEDDED_DATABASE, startEmbeddedPostgres } from '../../platform/embedded-postgres.js';
import type { Settings } from '../../platform/settings.js';
import { bad, type Check, checked, good } from './checks.js';

const OLDEST = 150_000;
const CHECKPOINT_DUE_MINUTES = 24 * 60;

/** Whether the database answers, is fit for the walls between tenants, and has its schema. Changes nothing in it. */
export async function checkDatabase(settings: Settings, progress: (message: string) => void): Promise<Check[]> {
  if (settings.DATABASE_URL && settings.DATABASE_OWNER_URL) {
    return checkRoles({ connectionString: settings.DATABASE_URL }, { connectionString: settings.DATABASE_OWNER_URL });
  }
  if (!existsSync(join(settings.dataDirectory, 'postgres')) && process.getuid?.() !== 0) {
    return [good('database', 'embedded PostgreSQL; it is set up at the first start')];
  }
  const cluster = await startEmbeddedPostgres({ home: settings.dataDirectory, progress });
  try {
    const admin = new pg.Client(cluster.connection('postgres', 'postgres'));
    const known = await ask<{ n: string }>(
      admin,
      `select count(*) as n from pg_database where datname = '${EMBEDDED_DATABASE}'`,
    );
    if (known?.n !== '1') return [good('database', 'embedded PostgreSQL; it is set up at the first start')];
    return await checkRoles(
      cluster.connection('quorate_app', EMBEDDED_DATABASE),
      cluster.connection('quorate_owner', EMBEDDED_DATABASE),
    );
  } finally {
    await cluster.release();
  }
}

async function checkRoles(application: pg.ClientConfig, owner: pg.ClientConfig): Promise<Check[]> {
  const away = 'Start PostgreSQL, and check DATABASE_URL and DATABASE_OWNER_URL.';
  return [
    await checked('database', away, () => version(application)),
    await checked('database role', away, () => role(application)),
    await checked('migrations', away, () => pending(owner)),
  ];
}

async function version(application: pg.ClientConfig): Promise<Check> {
  const row = await ask<{ number: string; text: string }>(
    new pg.Client(application),
    `select current_setting('server_version_num') as number, current_setting('server_version') as text`,
  );
  return Number(row?.number) >= OLDEST
    ? good('database', `PostgreSQL ${row?.text}`)
    : bad('database', `PostgreSQL ${row?.text}`, 'Use PostgreSQL 15 or newer.');
}

async function role(application: pg.ClientConfig): Promise<Check> {
  const row = await ask<{ name: string; unsafe: boolean; owns: boolean }>(
    new pg.Client(application),
    `select current_user as name, r.rolsuper or r.rolbypassrls as unsafe,
       exists (select 1 from pg_class c where c.relowner = r.oid and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace) as owns
     from pg_roles r where r.rolname = current_user`,
  );
  if (row && !row.unsafe && !row.owns)
    return good('database role', `${row.name} neither owns tables nor bypasses row security`);
  return bad(
    'database role',
    `${row?.name} is a superuser, bypasses row security or owns the tables`,
    'Let DATABASE_URL name a plain role that is a member of quorate_app.',
  );
}

async function pending(owner: pg.ClientConfig): Promise<Check> {
  const there = await ask<{ there: boolean }>(
    new pg.Client(owner),
    `select to_regclass('migration') is not null as there`,
  );
  const row = there?.there
    ? await ask<{ n: string }>(new pg.Client(owner), 'select count(*) as n from migration')
    : { n: '0' };
  const missing = migrations.length - Number(row?.n);
  if (missing < 0) {
    return bad(
      'migrations',
      'the database is newer than this program',
      'Update Quorate, or use the database it belongs to.',
    );
  }
  return good(
    'migrations',
    missing === 0 ? `${migrations.length}, none pending` : `${missing} pending; the next start runs them`,
  );
}

async function ask<T extends object>(client: pg.Client, text: string): Promise<T | undefined> {
  await client.connect();
  try {
    return (await client.query<T>(text)).rows[0];
  } finally {
    await client.end();
  }
}

/** How old the newest checkpoint of the audit trail outside the database is. */
export function checkAuditCheckpoint(settings: Settings, now: Date): Check {
  const file = join(settings.dataDirectory, 'checkpoints', 'audit.jsonl');
  if (!existsSync(file)) return good('audit checkpoint', 'none yet; a running server keeps one every five minutes');
  const minutes = Math.floor((now.getTime() - statSync(file).mtimeMs) / 60_000);
  return minutes <= CHECKPOINT_DUE_MINUTES
    ? good('audit checkpoint', `${minutes} minutes old`)
    : bad(
        'audit checkpoint',
        `${Math.floor(minutes / 60)} hours old`,
        'Normal where nothing was written since. Otherwise see why the server does not run, then run "npm run quorate -- audit verify".',
      );
}
