// The engagement overview's statement from the rollup, against a plain GROUP BY over what each seat counts as.
import pg from 'pg';
import { TENANT } from './load.mjs';

export async function measure({ admin }) {
  const client = new pg.Client(admin);
  await client.connect();
  await client.query('set max_parallel_workers_per_gather = 0');
  const plain = `select provider_organisation_id, is_own_site, count_class, count(*) as seats from attendance_count
    where tenant_id = '${TENANT}' and month >= '2025-01-01' and month < '2026-01-01' group by 1, 2, 3`;
  const rollup = `select provider_organisation_id, is_own_site, count_class, sum(seats) as seats from engagement_by_provider
    where tenant_id = '${TENANT}' and month >= '2025-01-01' and month < '2026-01-01' group by 1, 2, 3`;
  const sorted = async (sql) =>
    (await client.query(sql)).rows
      .map((r) => `${Object.values(r).join(' ')}`)
      .sort()
      .join('\n');
  const equal = (await sorted(plain)) === (await sorted(rollup));
  const time = async (sql, rounds) => {
    await client.query(sql);
    const times = [];
    for (let i = 0; i < rounds; i += 1) {
      const began = performance.now();
      await client.query(sql);
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[Math.floor(rounds / 2)];
  };
  const plainMs = await time(plain, 5);
  const rollupMs = await time(rollup, 25);
  await client.end();
  return { equal, plainMs, rollupMs, ratio: rollupMs / plainMs };
}
