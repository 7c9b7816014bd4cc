import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { entities } from '../data-source.js';
import { Database, type DatabaseAddress } from '../platform/database.js';

/** A database of this test file's own, cloned from the migrated template that tests/setup started. */
export interface TestDatabase {
  readonly database: Database;
  readonly address: DatabaseAddress;
  /** One statement as the application's role, inside this tenant's wall with the second wall open: for arranging rows and looking at them. */
  sql<T extends object>(tenantId: string, text: string, values?: readonly unknown[]): Promise<T[]>;
  /** A client as the cluster's superuser, for catalogue checks and tampering. The caller ends it. */
  superuser(): Promise<pg.Client>;
  drop(): Promise<void>;
}

/** A PostgreSQL that tests/setup started. */
export interface TestServer {
  /** 'embedded', or 'PostgreSQL 15' for the one that stands for a server of one's own. */
  readonly name: string;
  /** The folder of its unix socket. */
  readonly socket: string;
  readonly owner: string;
  readonly application: string;
}

/** The servers of this run, the embedded one first: what has to hold on a server of one's own is tested on each. */
export function testServers(): readonly [TestServer, ...TestServer[]] {
  const [first, ...others] = JSON.parse(process.env.QUORATE_TEST_SERVERS ?? '[]') as TestServer[];
  if (!first) throw new Error('Run the tests with "npm test": the database is started by tests/setup.');
  return [first, ...others];
}

export async function createTestDatabase(server: TestServer = testServers()[0]): Promise<TestDatabase> {
  const host = server.socket;
  const name = `test_${randomBytes(6).toString('hex')}`;
  const as = (user: string, database: string): pg.ClientConfig => ({ host, port: 5432, user, database });
  await withClient(as('postgres', 'postgres'), (admin) =>
    admin.query(`create database ${name} template quorate_template owner ${server.owner}`),
  );
  const address = { owner: as(server.owner, name), application: as(server.application, name) };
  const database = await Database.connect(address, entities);
  return {
    database,
    address,
    sql: (tenantId, text, values = []) =>
      withClient(address.application, async (client) => {
        await client.query('begin');
        await client.query(`select set_config('app.tenant', $1, true), set_config('app.wall', 'job', true)`, [
          tenantId,
        ]);
        const { rows } = await client.query(text, [...values]);
        await client.query('commit');
        return rows;
      }),
    superuser: async () => {
      const client = new pg.Client(as('postgres', name));
      await client.connect();
      return client;
    },
    drop: async () => {
      await database.close();
      await withClient(as('postgres', 'postgres'), (admin) => admin.query(`drop database ${name} with (force)`));
    },
  };
}

async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
