import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Database } from './database.js';

/** Work that is due again and again, whichever instance does it. It can run twice, and has to bear that. */
export interface ScheduledTask {
  /** Letters, digits and hyphens; the queue's name. */
  readonly name: string;
  /** Five fields, Europe/London. */
  readonly cron: string;
  /** Also once when a server starts, for what came due while none ran. */
  readonly isDueAtStart?: boolean;
  run(): Promise<void>;
}

const SCHEMA = 'pgboss';
const LOCK = `select pg_advisory_lock(hashtextextended('quorate schedule', 0))`;
// How soon a task that came due is noticed. These are minutes' work, so there is no need to ask each second.
const POLL_SECONDS = 15;

/**
 * Runs tasks when they are due, once for all instances (pg-boss, in a schema of its own that the owner makes). `report`
 * is told of what failed; pg-boss tries it again once. Resolves to the function that ends it and waits for what runs.
 */
export async function startSchedule(
  database: Database,
  tasks: readonly ScheduledTask[],
  report: (cause: unknown) => void,
): Promise<() => Promise<void>> {
  await installSchedule(database.address.owner, tasks);
  const boss = new PgBoss({
    ...connection(database.address.application),
    schema: SCHEMA,
    max: 3,
    migrate: false,
    createSchema: false,
    // Rebuilding an index is for its owner; this role owns none.
    reindex: false,
    cronMonitorIntervalSeconds: POLL_SECONDS,
    cronWorkerIntervalSeconds: POLL_SECONDS,
  });
  boss.on('error', report);
  await boss.start();
  for (const { name, run, isDueAtStart } of tasks) {
    // Before the worker begins, which looks at once and then only now and then.
    if (isDueAtStart) await boss.send(name);
    await boss.work(name, { pollingIntervalSeconds: POLL_SECONDS }, async () => {
      try {
        await run();
      } catch (cause) {
        report(cause);
        throw cause;
      }
    });
  }
  return () => boss.stop({ graceful: true, timeout: 3_000 });
}

/** Makes or updates the schema and the queues as the owner, and lets the application's role use them. */
async function installSchedule(owner: pg.ClientConfig, tasks: readonly ScheduledTask[]): Promise<void> {
  const lock = new pg.Client(owner);
  await lock.connect();
  try {
    await lock.query(LOCK);
    const boss = new PgBoss({ ...connection(owner), schema: SCHEMA, max: 1, supervise: false, schedule: false });
    // A failed statement is thrown where it was called; without a listener it would also end the process.
    boss.on('error', () => undefined);
    await boss.start();
    for (const { name, cron } of tasks) {
      await boss.createQueue(name, { retryLimit: 1, expireInSeconds: 900, deleteAfterSeconds: 86_400 });
      await boss.schedule(name, cron, null, { tz: 'Europe/London', singletonKey: name });
    }
    await boss.stop({ graceful: false });
    await lock.query(`grant usage on schema ${SCHEMA} to quorate_app;
      grant select, insert, update, delete on all tables in schema ${SCHEMA} to quorate_app;
      grant usage on all sequences in schema ${SCHEMA} to quorate_app;
      grant execute on all functions in schema ${SCHEMA} to quorate_app`);
  } finally {
    await lock.end();
  }
}

function connection({ connectionString, host, port, user, database }: pg.ClientConfig) {
  return connectionString ? { connectionString } : { host, port, user, database };
}
