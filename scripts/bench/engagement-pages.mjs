// node scripts/bench/engagement-pages.mjs [SCALE]: CPU of the server and of PostgreSQL for each page of engagement, from
// the viewer's question to the answer as it is sent. Scale 1 is 2 million seats; 300 ms is the most a page may take.
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { buildIfStale } from '../build-if-stale.mjs';
import { clusterMs } from './cpu.mjs';
import { load, TENANT } from './load.mjs';
import { publish } from './publish.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const scale = Number(process.argv[2] ?? 0.1);
const home = join(root, '.quorate', `bench-${scale}`);
const ROUNDS = 15;
const [BOARD, PROVIDER] = ['be5c0001-0000-7000-8000-00000000000a', 'be5c0001-0000-7000-8000-000000000003'];
const MDT = 'be5c0010-0000-7000-8000-000000000003';

buildIfStale(['libs', 'migrations', 'api']);
mkdirSync(home, { recursive: true });
process.env.QUORATE_DATA_DIR = home;
const built = (path) => import(join(root, 'api/dist/src', path));
const { Database } = await built('platform/database.js');
const { startEmbeddedPostgres } = await built('platform/embedded-postgres.js');
const { entities } = await built('data-source.js');
const { readSettings } = await built('platform/settings.js');
const { Reads } = await built('platform/reads.js');
const { Clock } = await built('platform/clock.js');
const { IndicatorsReads } = await built('indicators/indicators.reads.js');
const { CoverReads } = await built('indicators/cover.reads.js');
const { MeasuresReads } = await built('indicators/measures/measures.reads.js');
const { MeasuresService } = await built('indicators/measures/measures.service.js');
const { Commands } = await built('platform/commands.js');

const cluster = await startEmbeddedPostgres({ home });
const database = await Database.open(readSettings(process.env), entities);
try {
  const admin = cluster.connection('postgres', 'quorate');
  await load(admin, scale, console.error);
  await asBoard(admin);
  const published = await publish({ root, database });
  const clock = new Clock();
  clock.setNow('2026-02-10T09:00:00Z');
  const reads = new Reads(database, clock);
  const [pages, cover] = [new IndicatorsReads(reads, clock), new CoverReads(reads)];
  const measures = new MeasuresReads(reads, clock);
  const began = performance.now();
  await new MeasuresService(new Commands(database, clock), reads, clock).countAndPublish(TENANT);
  const measuredIn = Math.round((performance.now() - began) / 1000);
  const commissioner = viewer('commissioner', BOARD);
  const year = { fromMonth: '2025-01', toMonth: '2025-12' };
  const measured = {
    'commissioner, overview': () => pages.overview(commissioner, {}),
    'commissioner, overview of one host': () => pages.overview(commissioner, { hostId: PROVIDER }),
    'commissioner, overview of one host and role': () =>
      pages.overview(commissioner, { hostId: PROVIDER, roleCode: 'role3' }),
    'commissioner, overview of one MDT': () => pages.overview(commissioner, { mdtId: MDT }),
    'commissioner, overview of one MDT and role': () => pages.overview(commissioner, { mdtId: MDT, roleCode: 'role3' }),
    'commissioner, one role in all providers': () => pages.overview(commissioner, { roleCode: 'role3' }),
    'commissioner, roles and providers': () => pages.byRole(commissioner, {}),
    'commissioner, a provider': () => pages.provider(commissioner, PROVIDER, {}),
    'commissioner, rows behind a number': () =>
      pages.rows(commissioner, {}, { organisationId: PROVIDER }, { first: 50, after: null }),
    'commissioner, cover by place': () => cover.cover(commissioner),
    'commissioner, all measures': () => measures.all(commissioner, {}),
    'commissioner, one measure': () => measures.one(commissioner, 'invitationsAnswered', {}),
    'commissioner, one measure of a provider': () =>
      measures.one(commissioner, 'invitationsAnswered', { organisationId: PROVIDER }),
    'manager, all measures': () => measures.all(viewer('providerManager', PROVIDER), year),
    'manager, one measure': () => measures.one(viewer('providerManager', PROVIDER), 'invitationsAnswered', year),
    'manager, own provider': () => pages.provider(viewer('providerManager', PROVIDER), PROVIDER, year),
    'co-ordinator, overview': () => pages.overview(viewer('careCoordinator', PROVIDER), year),
    'co-ordinator, roles and providers': () => pages.byRole(viewer('careCoordinator', PROVIDER), year),
  };
  const postmaster = Number(readFileSync(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const report = { publishedInSeconds: published, measuresCountedAndPublishedInSeconds: measuredIn };
  for (const [name, ask] of Object.entries(measured)) {
    JSON.stringify(await ask());
    const before = { server: process.cpuUsage(), database: clusterMs(postmaster) };
    for (let i = 0; i < ROUNDS; i += 1) JSON.stringify(await ask());
    const server = process.cpuUsage(before.server);
    const serverMs = (server.user + server.system) / 1000 / ROUNDS;
    const databaseMs = (clusterMs(postmaster) - before.database) / ROUNDS;
    report[name] = {
      serverMs: Math.round(serverMs),
      databaseMs: Math.round(databaseMs),
      totalMs: Math.round(serverMs + databaseMs),
    };
  }
  console.log(JSON.stringify(report, null, 2));
} finally {
  await database.close();
  await cluster.release();
}
process.exit(0);

/** One of the benchmark's organisations commissions, so that its figures may be read. */
async function asBoard(connection) {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(`update organisation set kind = 'icb' where tenant_id = $1 and organisation_id = $2`, [
    TENANT,
    BOARD,
  ]);
  await client.end();
}

function viewer(role, organisationId) {
  return {
    tenantId: TENANT,
    tenantName: 'Benchmark',
    accountId: null,
    practitionerId: null,
    organisationId,
    organisationName: 'Provider',
    role,
  };
}
