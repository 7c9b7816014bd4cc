import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { Reads } from '../platform/reads.js';
import { startSchedule } from '../platform/schedule.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { createTestDatabase, type TestDatabase, testServers } from '../testkit/test-database.js';
import { forgetOldKeys } from './forget-old-keys.js';
import { tenantIds } from './tenant-ids.js';

// Two databases are installed into, one of them durable.
jest.setTimeout(120_000);

describe.each(testServers())('scheduled work on $name', (server) => {
  let db: TestDatabase;
  let economy: SmallEconomy;
  let commands: Commands;
  let reads: Reads;

  beforeAll(async () => {
    db = await createTestDatabase(server);
    economy = await seedSmallEconomy(db);
    const clock = new Clock();
    clock.setNow('2026-11-24T09:00:00Z');
    commands = new Commands(db.database, clock);
    reads = new Reads(db.database, clock);
  });
  afterAll(() => db.drop());

  it('starts on two instances at once as the application role, runs what is due, and stops clean', async () => {
    const faults: unknown[] = [];
    let runs = 0;
    let ran: () => void = () => undefined;
    const first = new Promise<void>((done) => (ran = done));
    const task = {
      name: 'test-task',
      cron: '0 3 1 1 *',
      run: async () => {
        runs += 1;
        ran();
      },
    };
    const start = () => startSchedule(db.database, [task], (cause) => faults.push(cause));
    await (await start())();
    const owner = await db.superuser();
    // Due before anybody asks, so that nobody waits for the next time they do.
    await owner.query(`insert into pgboss.job (name) values ('test-task')`);
    const stops = await Promise.all([start(), start()]);
    await first;
    for (const stop of stops) await stop();
    expect({ runs, faults }).toEqual({ runs: 1, faults: [] });
    // A server process ends a moment after its client has gone.
    const left = `select count(*)::int as left from pg_stat_activity where datname = current_database() and application_name = 'pgboss'`;
    for (let i = 0; i < 50 && (await owner.query<{ left: number }>(left)).rows[0]?.left !== 0; i += 1) await delay(100);
    const { rows } = await owner.query(
      `select (select cron from pgboss.schedule where name = 'test-task') as cron,
         (select tableowner from pg_tables where schemaname = 'pgboss' and tablename = 'job') as owner,
         (${left})`,
    );
    await owner.end();
    expect(rows).toEqual([{ cron: '0 3 1 1 *', owner: server.owner, left: 0 }]);
  });

  it('runs at the start of a server what may have been missed while none ran', async () => {
    const faults: unknown[] = [];
    for (let start = 1; start <= 2; start += 1) {
      let ran: () => void = () => undefined;
      const first = new Promise<void>((done) => (ran = done));
      const task = { name: 'nightly-task', cron: '15 2 * * *', isDueAtStart: true, run: async () => ran() };
      const stop = await startSchedule(db.database, [task], (cause) => faults.push(cause));
      await first;
      await stop();
    }
    expect(faults).toEqual([]);
  });

  it('forgets idempotency keys after a day and keeps younger ones', async () => {
    for (const [key, at] of [
      ['old-key-0001', '2026-11-23T08:59:00Z'],
      ['new-key-0001', '2026-11-23T09:01:00Z'],
    ])
      await db.sql(economy.tenantId, `insert into idempotency_record values ($1,$2,'test',$3,'x','{}',$4)`, [
        economy.tenantId,
        newId(),
        key,
        at,
      ]);
    expect(await forgetOldKeys(commands, reads, economy.tenantId)).toBe(1);
    expect(await forgetOldKeys(commands, reads, economy.tenantId)).toBe(0);
    expect(await db.sql(economy.tenantId, 'select key from idempotency_record')).toEqual([{ key: 'new-key-0001' }]);
  });

  it('goes through every tenant', async () => {
    expect(await tenantIds(reads)).toEqual([economy.tenantId, economy.otherTenantId].sort());
  });
});
