import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createRandom } from '@quorate/libs/random';
import { keepCheckpoint } from '../audit/keep-checkpoint.js';
import { verifyAudit } from '../audit/verify-audit.js';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { createTestDatabase, type TestDatabase, type TestServer, testServers } from '../testkit/test-database.js';
import { openBackupFile, SpoiltBackup } from './backup-file.js';
import { RestoreRefused, restoreBackup } from './restore-backup.js';
import { type TableSums, takeBackup } from './take-backup.js';

const now = new Date('2026-11-24T09:00:00Z');
const AWKWARD = `Quote " apostrophe ' comma, back\\slash (bracket) {brace} NULL null \\N \t tab\nnew line\r\n é 🩺 end `;

/** Values that a careless copy changes: texts, microseconds, infinite ends, exact fractions, json as written, bytes. */
async function arrangeAwkwardRows(db: TestDatabase, economy: SmallEconomy): Promise<void> {
  const { tenantId, organisations, practitioners } = economy;
  const put = (text: string, values: unknown[]) => db.sql(tenantId, text, values);
  const mdt = randomUUID();
  await put(
    `insert into mdt (tenant_id, mdt_id, name, host_organisation_id, status, created_at) values ($1,$2,$3,$4,'active','2026-03-29 01:30:00.123456+00')`,
    [tenantId, mdt, AWKWARD, organisations.riverside],
  );
  await put(
    `insert into terms_of_reference (tenant_id, terms_id, mdt_id, version, purpose, population, minimum_seats, required_roles, minimum_notice_working_days, deputies_allowed, in_force_from, created_at, created_by)
     values ($1,$2,$3,1,'',$4,1,$5,5,true,'0001-01-01 BC','-infinity',gen_random_uuid())`,
    [tenantId, randomUUID(), mdt, AWKWARD, ['', 'a,b', 'c"d', 'NULL', AWKWARD]],
  );
  await put(
    'update organisation set latitude = 0.1::float8 + 0.2::float8, longitude = -1e-300 where organisation_id = $1',
    [organisations.riverside],
  );
  await put(
    `insert into idempotency_record values ($1,$2,'test','key-12345',$3,'{"b": 1.0,  "a":"\\u00e9", "b": 2}','2026-10-25 01:30:00.000001+00')`,
    [tenantId, randomUUID(), Buffer.from([0, 1, 92, 10, 255])],
  );
  await put(
    `insert into legitimate_relationship (tenant_id, relationship_id, patient_id, practitioner_id, basis, reason, during) select $1, $2, patient_id, $3, 'referral', '', 'empty' from patient`,
    [tenantId, randomUUID(), practitioners.gp],
  );
  await put(
    `insert into outbox_message (tenant_id, message_id, kind, recipient_name, recipient_email, subject, body_text, body_html, created_at, next_attempt_at) values ($1,$2,'test','','a@example.invalid',$3,'','',now(),'infinity')`,
    [tenantId, randomUUID(), AWKWARD],
  );
  // A series that follows one of a higher id: no order by key loads the earlier first.
  const [later, earlier] = ['10000000-0000-4000-8000-000000000000', 'f0000000-0000-4000-8000-000000000000'];
  for (const [id, follows] of [
    [earlier, null],
    [later, earlier],
  ])
    await put(
      `insert into mdt_series (tenant_id, series_id, mdt_id, frequency, weekday, start_time, duration_minutes, from_date, follows_series_id, planned_through, calendar_uid, created_at) values ($1,$2::uuid,$3,'weekly',2,'09:00',60,'2026-01-01',$4,'2026-06-01',$2::text,now())`,
      [tenantId, id, mdt, follows],
    );
}

// Each case fills a database of its own, some of them durable ones.
jest.setTimeout(120_000);

describe('a backup', () => {
  let db: TestDatabase;
  let economy: SmallEconomy;
  let commands: Commands;
  let home: string;
  let file: string;
  let taken: TableSums;
  const opened: TestDatabase[] = [];

  const emptyDatabase = async (on?: TestServer) => {
    const empty = await createTestDatabase(on);
    opened.push(empty);
    return empty;
  };
  const tenantsIn = async (empty: TestDatabase) => {
    const admin = await empty.superuser();
    const { rows } = await admin.query(
      'select (select count(*) from tenant)::int + (select count(*) from account)::int as n',
    );
    await admin.end();
    return rows[0].n as number;
  };
  const altered = (bytes: Buffer) => {
    const path = join(home, 'altered.quorate');
    writeFileSync(path, bytes);
    return path;
  };

  beforeAll(async () => {
    db = await createTestDatabase();
    economy = await seedSmallEconomy(db);
    const clock = new Clock();
    clock.setNow(now.toISOString());
    commands = new Commands(db.database, clock);
    home = mkdtempSync(join(tmpdir(), 'quorate-backup-'));
    file = join(home, 'backup.quorate');
    await arrangeAwkwardRows(db, economy);
    for (const tenantId of [economy.tenantId, economy.otherTenantId])
      for (let n = 0; n < 20; n += 1)
        await commands.runJob(tenantId, 'testJob', async (tx) => tx.audit({ entity: 'Thing', entityId: String(n) }));
    await keepCheckpoint(db.database, home, now);
    taken = await takeBackup(db.database, home, file, now);
  });
  afterEach(async () => {
    for (const empty of opened.splice(0)) await empty.drop();
  });
  afterAll(async () => {
    await db.drop();
    rmSync(home, { recursive: true });
  });

  it('holds every row of every table, which only a superuser can count past the walls', async () => {
    const admin = await db.superuser();
    const { rows } = await admin.query<{ name: string }>(
      `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    );
    const counts = new Map<string, number>();
    for (const { name } of rows)
      counts.set(name, Number((await admin.query(`select count(*) as n from "${name}"`)).rows[0].n));
    await admin.end();
    expect(Object.fromEntries(Object.entries(taken).map(([name, sum]) => [name, sum.rows]))).toEqual(
      Object.fromEntries(counts),
    );
    expect(counts.get('migration')).toBeGreaterThan(0);
    expect(counts.get('mdt_series')).toBe(2);
  });

  it('is readable by its owner alone', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(testServers())(
    'comes back on $name with equal checksums, gives the same backup there, and its audit trail verifies',
    async (other) => {
      const empty = await emptyDatabase(other);
      const restored = await restoreBackup(empty.database, file, now);
      expect(restored).toEqual({ tables: taken, agreesWithCheckpoints: true });
      expect(await takeBackup(empty.database, home, join(home, 'again.quorate'), now)).toEqual(taken);
      expect(await verifyAudit(empty.address.application, home, now)).toMatchObject({ ok: true, events: 40 });
      const select = 'select name from mdt';
      expect(await empty.sql(economy.tenantId, select)).toEqual(await db.sql(economy.tenantId, select));
    },
  );

  it('leaves the restored database as it is meant to be: walls up, foreign keys checked at once, counters ahead', async () => {
    const empty = await emptyDatabase();
    await restoreBackup(empty.database, file, now);
    const admin = await empty.superuser();
    const { rows } = await admin.query(
      `select (select count(*)::int from pg_constraint where contype = 'f' and condeferrable) as deferrable,
         (select count(*)::int from pg_class where relrowsecurity and not relforcerowsecurity) as unforced,
         (select nextval(pg_get_serial_sequence('migration', 'id')) > max(id) from migration) as ahead`,
    );
    await admin.end();
    expect(rows).toEqual([{ deferrable: 0, unforced: 0, ahead: true }]);
  });

  it('sees one instant, whatever is written while it is taken', async () => {
    const write = async () => {
      for (let n = 0; n < 40; n += 1)
        await commands.runJob(economy.tenantId, 'testJob', async (tx) =>
          tx.audit({ entity: 'Busy', entityId: String(n) }),
        );
    };
    const path = join(home, 'busy.quorate');
    await Promise.all([write(), takeBackup(db.database, home, path, now)]);
    const empty = await emptyDatabase();
    await restoreBackup(empty.database, path, now);
    expect(await verifyAudit(empty.address.application, join(home, 'no-checkpoints'), now)).toMatchObject({ ok: true });
  });

  it('is refused by a database that holds a tenant, which stays as it was', async () => {
    await expect(restoreBackup(db.database, file, now)).rejects.toThrow(RestoreRefused);
    await expect(restoreBackup(db.database, file, now)).rejects.toThrow('not empty: it holds');
  });

  it('is refused by a database of another version', async () => {
    const empty = await emptyDatabase();
    const admin = await empty.superuser();
    await admin.query(`insert into migration (timestamp, name) values (1, 'FromTheFuture')`);
    await admin.end();
    await expect(restoreBackup(empty.database, file, now)).rejects.toThrow('older version');
    expect(await tenantsIn(empty)).toBe(0);
  });

  it('is refused when it is cut off anywhere, before anything is written', async () => {
    const bytes = readFileSync(file);
    const empty = await emptyDatabase();
    for (const length of [0, 5, 17, 100, Math.floor(bytes.length / 2), bytes.length - 74, bytes.length - 1])
      await expect(restoreBackup(empty.database, altered(bytes.subarray(0, length)), now)).rejects.toThrow(
        SpoiltBackup,
      );
    expect(await tenantsIn(empty)).toBe(0);
  });

  it('is refused when one byte of it is changed: 1,000 of 1,000 tries', async () => {
    const bytes = readFileSync(file);
    const random = createRandom(2026);
    let refused = 0;
    for (let n = 0; n < 1_000; n += 1) {
      const copy = Buffer.from(bytes);
      const at = random.int(0, copy.length - 1);
      copy.writeUInt8(copy.readUInt8(at) ^ random.int(1, 255), at);
      await openBackupFile(altered(copy)).then(
        (opened) => opened.close(),
        (cause: unknown) => {
          if (cause instanceof SpoiltBackup) refused += 1;
        },
      );
    }
    expect(refused).toBe(1_000);
  });

  it('writes nothing when a row does not fit', async () => {
    const empty = await emptyDatabase();
    const admin = await empty.superuser();
    await admin.query(`alter table account add constraint nobody check (login <> login)`);
    await admin.end();
    await expect(restoreBackup(empty.database, file, now)).rejects.toThrow('nobody');
    expect(await tenantsIn(empty)).toBe(0);
  });

  it('of an older day shows beside the checkpoints of the original data directory', async () => {
    const old = join(home, 'old.quorate');
    await takeBackup(db.database, home, old, now);
    await commands.runJob(economy.tenantId, 'testJob', async (tx) => tx.audit({ entity: 'Later', entityId: '1' }));
    await keepCheckpoint(db.database, home, now);
    const empty = await emptyDatabase();
    await restoreBackup(empty.database, old, now);
    expect(await verifyAudit(empty.address.application, home, now)).toMatchObject({
      ok: false,
      firstBad: { tenant: 'tamewater', why: 'checkpointAhead' },
    });
  });

  it('tells when the audit trail it holds was changed before it was taken', async () => {
    const admin = await db.superuser();
    await admin.query(`update audit_event set hash = decode(repeat('00', 32), 'hex') where seq = 20`);
    await admin.end();
    const path = join(home, 'tampered.quorate');
    // The newest checkpoint is of a later event by now, so that one is changed too.
    await takeBackup(db.database, home, path, now);
    const empty = await emptyDatabase();
    const { agreesWithCheckpoints } = await restoreBackup(empty.database, path, now);
    expect(agreesWithCheckpoints).toBe(false);
  });
});
