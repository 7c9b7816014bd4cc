// node scripts/bench/audit-backup.mjs [EVENTS]: seconds to verify, back up and restore an audit trail, on an embedded
// database of its own. Needs a build (`npm run build`). JSON on standard output.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const load = (path) => import(join(root, 'api/dist/src', path));
const { Database } = await load('platform/database.js');
const { appendAudit, GENESIS } = await load('platform/audit.js');
const { readSettings } = await load('platform/settings.js');
const { entities } = await load('data-source.js');
const { verifyAudit } = await load('audit/verify-audit.js');
const { keepCheckpoint } = await load('audit/keep-checkpoint.js');
const { takeBackup } = await load('backup/take-backup.js');
const { restoreBackup } = await load('backup/restore-backup.js');

const EVENTS = Number(process.argv[2]) || 200_000;
const BATCH = 1_000;
const scratch = mkdtempSync(join(tmpdir(), 'quorate-measure-'));
const file = join(scratch, 'backup.quorate');
const now = new Date();

const open = (name) => {
  const home = join(scratch, name);
  return Database.open(readSettings({ QUORATE_DATA_DIR: home }), entities).then((database) => ({ database, home }));
};
const timed = async (work) => {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { result, seconds: round((performance.now() - from) / 1000), nodeCpuSeconds: round((user + system) / 1e6) };
};
const round = (seconds) => Math.round(seconds * 100) / 100;

async function fill(database) {
  const client = new pg.Client(database.address.application);
  await client.connect();
  const query = async (text, values) => (await client.query(text, values)).rows;
  const [tenantId, accountId, organisationId] = [randomUUID(), randomUUID(), randomUUID()];
  const actor = { kind: 'account', accountId, role: 'clinician', organisationId, requestId: randomUUID() };
  for (let done = 0; done < EVENTS; done += BATCH) {
    await client.query('begin');
    await client.query(`select set_config('app.tenant', $1, true)`, [tenantId]);
    if (done === 0) {
      await client.query(`insert into tenant values ($1, 'measure', 'Measure', true, now())`, [tenantId]);
      await client.query('insert into audit_head values ($1, 0, $2)', [tenantId, GENESIS]);
    }
    const entries = Array.from({ length: BATCH }, () => ({
      operation: 'caseList',
      kind: 'read',
      entity: 'CaseListItem',
      entityId: randomUUID(),
      patientId: randomUUID(),
      detail: { meeting: randomUUID(), basis: 'seatAtTheMeeting' },
    }));
    await appendAudit(query, tenantId, actor, now, entries);
    await client.query('commit');
  }
  await client.end();
}

const source = await open('source');
const target = await open('target');
try {
  await fill(source.database);
  await keepCheckpoint(source.database, source.home, now);
  const { result, ...verify } = await timed(() => verifyAudit(source.database.address.application, source.home, now));
  const { result: tables, ...backup } = await timed(() => takeBackup(source.database, source.home, file, now));
  const { result: restored, ...restore } = await timed(() => restoreBackup(target.database, file, now));
  const { rows } = await source.database.reader.query(
    `select pg_total_relation_size('audit_event')::float8 / 1e6 as mb`,
  );
  console.log(
    JSON.stringify({
      events: result.events,
      ok: result.ok && restored.agreesWithCheckpoints && JSON.stringify(restored.tables) === JSON.stringify(tables),
      verify,
      backup: { ...backup, fileMb: round(statSync(file).size / 1e6), tableMb: round(rows[0].mb) },
      restore,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
} finally {
  await source.database.close();
  await target.database.close();
  rmSync(scratch, { recursive: true, force: true });
}
