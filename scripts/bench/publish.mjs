// Publishes the benchmark's quarters for its commissioner, once, as the product would: as the application's role.
import { join } from 'node:path';
import pg from 'pg';
import { TENANT } from './load.mjs';

/** Every quarter up to the end of 2025. Returns the seconds it took, or null where it had been done. */
export async function publish({ root, database }) {
  const { publishQuarters } = await import(join(root, 'api/dist/src/indicators/publication/publish-quarters.js'));
  const client = new pg.Client(database.address.application);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.tenant', $1, true), set_config('app.wall', 'job', true)`, [TENANT]);
    const { rows } = await client.query('select 1 from engagement_publication where tenant_id = $1', [TENANT]);
    if (rows.length > 0) return null;
    const began = performance.now();
    await publishQuarters(
      {
        tenantId: TENANT,
        now: new Date('2026-02-01T04:00:00Z'),
        query: async (text, values) => (await client.query(text, values)).rows,
      },
      { throughQuarter: '2025-10-01', cause: 'schedule', reason: '', publishedBy: null },
    );
    await client.query('commit');
    return (performance.now() - began) / 1000;
  } finally {
    await client.end();
  }
}
