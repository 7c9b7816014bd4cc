// The engagement overview's own statements, as the application's role behind row-level security, against a plain GROUP BY
// over what each seat counts as. Every screen of engagement: engagement-screens.mjs.
import { join } from 'node:path';
import pg from 'pg';
import { TENANT } from './load.mjs';
import { publish } from './publish.mjs';

const ORGANISATION = 'be5c0001-0000-7000-8000-000000000003';
const PLAIN = {
  name: 'plain',
  text: `select provider_organisation_id as provider, is_own_site, count_class as class, reason_locus as locus, count(*)::int as seats
    from attendance_count where tenant_id = $1 and month >= '2025-01-01' and month < '2026-01-01' group by 1, 2, 3, 4`,
  values: [TENANT],
};

export async function measure({ root, database }) {
  const { countsStatement } = await import(join(root, 'api/dist/src/indicators/engagement-statements.js'));
  const overview = (kind) =>
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
    });
  await publish({ root, database });
  const client = new pg.Client(database.address.application);
  await client.connect();
  // A commissioner's wall is the board's; the job's stands for it here.
  await client.query(`select set_config('app.tenant', $1, false), set_config('app.wall', 'job', false)`, [TENANT]);
  await client.query('set max_parallel_workers_per_gather = 0');
  const plain = await fastest(client, PLAIN, 7);
  const commissioner = await fastest(client, overview('economy'), 31);
  const manager = await fastest(client, overview('provider'), 31);
  const equal = seatsOf(plain.rows) === seatsOf(commissioner.rows);
  await client.end();
  return {
    equal,
    plainMs: plain.ms,
    commissionerMs: commissioner.ms,
    managerMs: manager.ms,
    ratio: commissioner.ms / plain.ms,
    ratioManager: manager.ms / plain.ms,
  };
}

/** On a busy machine the fastest run is the one to trust. */
async function fastest(client, query, rounds) {
  let [ms, rows] = [Number.POSITIVE_INFINITY, []];
  for (let i = 0; i < rounds; i += 1) {
    const began = performance.now();
    ({ rows } = await client.query(query));
    ms = Math.min(ms, performance.now() - began);
  }
  return { ms, rows };
}

/** Seats by provider, site and class as one text: the statement splits them further than the plain one does. */
function seatsOf(rows) {
  const sums = new Map();
  for (const row of rows) {
    const key = [row.provider, row.is_own_site, row.class].join(' ');
    sums.set(key, (sums.get(key) ?? 0) + row.seats);
  }
  return JSON.stringify([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
