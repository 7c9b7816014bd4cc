// node scripts/bench/engagement-screens.mjs [SCALE]: the engagement overview's own statements, as the application's role
// behind row-level security, against a plain GROUP BY over what each seat counts as. Scale 1 is 2 million seats.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { buildIfStale } from '../build-if-stale.mjs';
import { load, TENANT } from './load.mjs';
import { publish } from './publish.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const scale = Number(process.argv[2] ?? 0.1);
const home = join(root, '.quorate', `bench-${scale}`);
const ORGANISATION = 'be5c0001-0000-7000-8000-000000000003';
const MDT = 'be5c0010-0000-7000-8000-000000000003';

buildIfStale(['libs', 'migrations', 'api']);
mkdirSync(home, { recursive: true });
process.env.QUORATE_DATA_DIR = home;
const built = (path) => import(join(root, 'api/dist/src', path));
const { Database } = await built('platform/database.js');
const { startEmbeddedPostgres } = await built('platform/embedded-postgres.js');
const { entities } = await built('data-source.js');
const { readSettings } = await built('platform/settings.js');
const { countsStatement } = await built('indicators/engagement-statements.js');

const ask = (kind, more = {}) =>
  countsStatement({
    tenantId: TENANT,
    wall: { kind, organisationId: ORGANISATION },
    period: { fromMonth: '2025-01', toMonth: '2025-12' },
    providerId: null,
    month: null,
    mdtId: null,
    roleCode: null,
    hostId: null,
    coreOnly: false,
    by: 'nothing',
    publication: { number: 1 },
    ...more,
  });
const STATEMENTS = {
  commissioner: ask('economy'),
  'commissioner, one role': ask('economy', { roleCode: 'role3' }),
  'provider manager': ask('provider'),
  'care co-ordinator': ask('host'),
  'one MDT': ask('provider', { mdtId: MDT, providerId: ORGANISATION }),
};
const PLAIN = {
  name: 'plain',
  text: `select provider_organisation_id, is_own_site, count_class, reason_locus, count(*) as seats from attendance_count
    where tenant_id = $1 and month >= '2025-01-01' and month < '2026-01-01' group by 1, 2, 3, 4`,
  values: [TENANT],
};

/** Milliseconds of the fastest and of the middle run: on a busy machine the fastest is the one to trust. */
async function time(client, query, rounds) {
  const times = [];
  for (let i = 0; i < rounds; i += 1) {
    const began = performance.now();
    await client.query(query);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { fastest: times[0], middle: times[Math.floor(rounds / 2)] };
}

const cluster = await startEmbeddedPostgres({ home });
const database = await Database.open(readSettings(process.env), entities);
try {
  await load(cluster.connection('postgres', 'quorate'), scale, console.error);
  await publish({ root, database });
  const client = new pg.Client(database.address.application);
  await client.connect();
  await client.query(`select set_config('app.tenant', $1, false), set_config('app.wall', 'job', false)`, [TENANT]);
  await client.query('set max_parallel_workers_per_gather = 0');
  const plain = await time(client, PLAIN, 7);
  const report = { plain };
  for (const [name, query] of Object.entries(STATEMENTS)) {
    const own = await time(client, query, 31);
    report[name] = { ...own, ratio: `1/${Math.round(plain.fastest / own.fastest)}` };
  }
  console.log(JSON.stringify(report, null, 2));
  await client.end();
} finally {
  await database.close();
  await cluster.release();
}
process.exit(0);
