import type { Database } from '../platform/database.js';
import { type ChainHead, CheckpointFile } from './checkpoint-file.js';
import { enterTenant, inOneSnapshot, knownTenants } from './tenant-walls.js';

/**
 * Writes the present head of every tenant's audit chain to the checkpoint file outside the database. Run every five
 * minutes, when the server stops and after each command. Returns how many heads had moved.
 */
export async function keepCheckpoint(database: Database, dataDirectory: string, now: Date): Promise<number> {
  const heads = await inOneSnapshot(database.address.application, async (client) => {
    const found: ChainHead[] = [];
    for (const { tenantId } of await knownTenants(client)) {
      await enterTenant(client, tenantId, now);
      const { rows } = await client.query<{ seq: string; hash: Buffer }>(
        'select seq, hash from audit_head where tenant_id = $1',
        [tenantId],
      );
      for (const row of rows) found.push({ tenantId, seq: Number(row.seq), hash: row.hash.toString('hex') });
    }
    return found;
  });
  return new CheckpointFile(dataDirectory).add(heads, now);
}
