// An evidence pack about one provider with 100,000 rows of attendance: made by the server's own background worker, behind
// row-level security, while the event loop is watched; then checked as the command line does, and rendered.
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { TENANT } from './load.mjs';

const PROVIDER = 'be5c0001-0000-7000-8000-000000000000';
const ROWS = 100_000;

export async function measure({ root, settings, database, admin, progress }) {
  const load = (path) => import(join(root, 'api/dist/src', path));
  const client = new pg.Client(admin);
  await client.connect();
  const signalId = await addSignal(client);
  const { createApp } = await load('create-app.js');
  const { PackSealer } = await load('packs/pack-sealer.js');
  const app = await createApp(database, { ...settings, LOG_LEVEL: 'silent' });
  await app.init();
  try {
    const packId = await askFor(client, signalId);
    const shown = watchProgress(client, packId);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const seal = await timed(() => app.get(PackSealer, { strict: false }).sealWaiting(TENANT));
    delay.disable();
    const progressSeen = await shown.end();
    const pack = await readPack(client, packId);
    progress(`  ${pack.rows} rows sealed in ${(seal.ms / 1000).toFixed(1)} s`);
    return {
      attendanceRows: ROWS,
      rows: pack.rows,
      bytes: pack.bytes.length,
      storedBytes: pack.stored,
      sealSeconds: seconds(seal.ms),
      limitSeconds: 20,
      isUnderLimit: seal.ms < 20_000,
      progressSeen,
      longestStallMs: Math.round(delay.max / 1e6),
      ...(await renderings(load, pack.bytes)),
    };
  } finally {
    await app.close();
    await client.end();
  }
}

async function renderings(load, bytes) {
  const { checkPackBytes } = await verifier(load);
  const verify = await timed(() => checkPackBytes(bytes));
  const changed = Buffer.from(bytes);
  changed[Math.floor(bytes.length / 2)] ^= 1;
  const bad = await checkPackBytes(changed);
  const { packPdf } = await load('packs/pdf/pack-pdf.js');
  const { packCsvZip } = await load('packs/pack-csv.js');
  const pdf = await timed(() => packPdf(bytes, null));
  const csv = await timed(() => packCsvZip(bytes));
  return {
    verifySeconds: seconds(verify.ms),
    verifies: verify.result.ok,
    oneBitChangedIsFound: !bad.ok,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    pdfSeconds: seconds(pdf.ms),
    pdfBytes: pdf.result.length,
    csvSeconds: seconds(csv.ms),
    csvBytes: csv.result.length,
  };
}

async function verifier(load) {
  const { packCrypto } = await load('packs/pack-crypto.js');
  const { verifyPack } = await import('@quorate/libs/evidence');
  return { checkPackBytes: (bytes) => verifyPack(bytes, packCrypto) };
}

/** One provider that was expected in every seat of the first 10,000 meetings, half of them its own, and a signal about it. */
async function addSignal(client) {
  const { REGIME_2015 } = await import('@quorate/libs/signals');
  const T = `'${TENANT}'::uuid`;
  const { rows } = await client.query(`select signal_id as id from signal where tenant_id = ${T}`);
  if (rows[0]) return rows[0].id;
  const [regimeId, runId, signalId] = [randomUUID(), randomUUID(), randomUUID()];
  await client.query(`set session_replication_role = replica`);
  await client.query(`
    insert into evidence_head values (${T}, ${ROWS}) on conflict (tenant_id) do update set evidence_no = ${ROWS};
    insert into attendance_evidence (tenant_id, evidence_no, meeting_id, seat_id, version, is_current, is_gone, practitioner_id, provider_organisation_id, host_organisation_id, mdt_id, role_code, is_core, meeting_date, start_minute, duration_minutes, mode, invited_on, travel_minutes, cover_depth, count_class, status, minutes_present, reason_code, recorded_by, recorded_at)
    select ${T}, row_number() over (order by m.starts_at, s.seat_id), m.meeting_id, s.seat_id, 1, true, false, s.holder_practitioner_id, '${PROVIDER}',
      case when m.meeting_date::date - date '2024-12-02' < 0 or s.position % 2 = 0 then m.host_organisation_id else '${PROVIDER}'::uuid end, m.mdt_id, s.role_code, true, m.meeting_date, 540, 60, 'inPerson',
      m.meeting_date - 30, 20, 1, case when s.position % 5 = 0 then 'lost' else 'tookPart' end, case when s.position % 5 = 0 then 'apologies' else 'attended' end,
      case when s.position % 5 = 0 then null else 60 end, case when s.position % 5 = 0 then 'workload' end, '${'be5c0004-0000-7000-8000-000000000001'}', '2026-10-01'
    from (select * from mdt_meeting where tenant_id = ${T} order by meeting_id limit ${ROWS / 10}) m join mdt_seat s on s.tenant_id = m.tenant_id and s.mdt_id = m.mdt_id;
    insert into regulatory_regime values (${T}, '${regimeId}', 'bench', 1, '2015-03-27', '${JSON.stringify(REGIME_2015).replaceAll("'", "''")}', 'Bench', null, '2015-03-27');
    insert into detection_run (tenant_id, run_id, month, version, cause, model_version, regime_id, parameters, data_cut, rows_read, rows_hash, providers_tested, data_quality, started_at, finished_at)
    values (${T}, '${runId}', '2026-10-01', 1, 'monthly', 'bench', '${regimeId}', '{}', ${ROWS}, ${ROWS}, '\\x00', 40, '[]', '2026-11-02', '2026-11-02');`);
  const figures = {
    scope: { kind: 'all', code: null },
    since: '2025-06-01',
    asOf: '2026-11-01',
    elsewhere: { atRisk: 0, tookPart: 0 },
    ownSites: { atRisk: 0, tookPart: 0 },
    impact: { discussedWithoutSeat: 0, ages: [] },
    months: [],
    setAside: {},
  };
  await client.query(
    `insert into provider_month values (${T}, $1, $2, '2026-10-01', 0.9, true, 'judged', 'alert', $3, '[]', '2026-11-16')`,
    [runId, PROVIDER, figures],
  );
  await client.query(
    `insert into signal (tenant_id, signal_id, provider_organisation_id, regime_id, opened_by_run_id, latest_run_id, opened_month, latest_month, since, scope, level, stage, thresholds, values, opened_at, provider_sees_from)
     values (${T}, $1, $2, $3, $4, $4, '2026-10-01', '2026-10-01', '2025-06-01', '{"kind":"all","code":null}', 'alert', 'withProvider', '{}', '{}', '2026-11-02', '2026-11-02')`,
    [signalId, PROVIDER, regimeId, runId],
  );
  await client.query('set session_replication_role = origin');
  await client.query('analyze attendance_evidence');
  return signalId;
}

async function askFor(client, signalId) {
  const packId = randomUUID();
  await client.query(
    `insert into evidence_pack (tenant_id, pack_id, signal_id, provider_organisation_id, sealed_for, asked_by, asked_role, asked_on_behalf_of, asked_at, state)
     values ($1, $2, $3, $4, 'The bench', 'be5c0004-0000-7000-8000-000000000002', 'commissioner', $4, now(), 'waiting')`,
    [TENANT, packId, signalId, PROVIDER],
  );
  return packId;
}

/** How many different shares somebody who looks five times a second would have seen. */
function watchProgress(client, packId) {
  const seen = new Set();
  const look = async () => {
    const { rows } = await client.query('select progress_done as done from evidence_pack where pack_id = $1', [packId]);
    if (rows[0]?.done > 0) seen.add(rows[0].done);
  };
  let last = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(look);
  }, 200);
  return {
    end: async () => {
      clearInterval(timer);
      await last;
      return seen.size;
    },
  };
}

async function readPack(client, packId) {
  const { gunzipSync } = await import('node:zlib');
  const { rows } = await client.query(
    `select p.row_count as rows, (select string_agg(b.bytes, ''::bytea order by b.part_no) from evidence_pack_part b where b.pack_id = p.pack_id) as zipped
     from evidence_pack p where p.pack_id = $1 and p.state = 'sealed'`,
    [packId],
  );
  return { rows: rows[0].rows, stored: rows[0].zipped.length, bytes: gunzipSync(rows[0].zipped) };
}

async function timed(work) {
  const began = performance.now();
  const result = await work();
  return { result, ms: performance.now() - began };
}

const seconds = (ms) => Math.round(ms / 100) / 10;
