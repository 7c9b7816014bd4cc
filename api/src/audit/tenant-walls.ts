import pg from 'pg';
import { jobSession, SET_TENANT_SQL, tenantValues } from '../platform/tenant-session.js';

export interface KnownTenant {
  readonly tenantId: string;
  readonly key: string;
}

/**
 * Runs `work` on a connection of its own in one read-only REPEATABLE READ transaction: everything it sees is of one
 * instant, while the server goes on writing. The walls stay up; `enterTenant` opens one tenant's at a time.
 */
export async function inOneSnapshot<T>(address: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local statement_timeout = 0');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    const result = await work(client);
    await client.query('commit');
    return result;
  } finally {
    await client.end();
  }
}

/** Every tenant, in the order of its id. */
export async function knownTenants(client: pg.Client): Promise<KnownTenant[]> {
  const { rows } = await client.query<KnownTenant>(
    'select tenant_id as "tenantId", key from tenant order by tenant_id',
  );
  return rows;
}

/** Sets the walls of the product's own work in one tenant, until the transaction ends or the next tenant is entered. */
export async function enterTenant(client: pg.Client, tenantId: string, now: Date): Promise<void> {
  await client.query(SET_TENANT_SQL, tenantValues(jobSession(tenantId), now));
}
