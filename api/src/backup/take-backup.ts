import type pg from 'pg';
import { CheckpointFile } from '../audit/checkpoint-file.js';
import { inOneSnapshot, knownTenants } from '../audit/tenant-walls.js';
import type { Database } from '../platform/database.js';
import { writeBackupFile } from './backup-file.js';
import { loadOrder, readForeignKeys, readTables, type TableInfo } from './table-catalogue.js';
import { EXACT_TEXT_SQL, RowSum, rowsOf, type TableSum } from './table-rows.js';

/** Rows and checksum by table. */
export type TableSums = Readonly<Record<string, TableSum>>;

/**
 * Writes every table of the product, as of one instant, to one file. Reads as the tables' owner, tenant by tenant with
 * row security on, in a snapshot that does not hold up the server. Holds a few thousand rows in memory at a time.
 */
export async function takeBackup(
  database: Database,
  dataDirectory: string,
  path: string,
  now: Date,
): Promise<TableSums> {
  const sums: Record<string, TableSum> = {};
  await inOneSnapshot(database.address.owner, async (client) => {
    await client.query(EXACT_TEXT_SQL);
    await writeBackupFile(path, linesOfBackup(client, dataDirectory, now, sums));
  });
  return sums;
}

async function* linesOfBackup(
  client: pg.Client,
  dataDirectory: string,
  now: Date,
  sums: Record<string, TableSum>,
): AsyncGenerator<string> {
  const tables = await tablesInLoadOrder(client);
  const tenantIds = (await knownTenants(client)).map(({ tenantId }) => tenantId);
  yield JSON.stringify({
    createdAt: now.toISOString(),
    migrations: await migrationNames(client),
    order: tables.map(({ name }) => name),
  });
  for (const table of tables) {
    const sum = new RowSum();
    yield* linesOfTable(client, table, tenantIds, now, sum);
    const ended = sum.end();
    sums[table.name] = ended;
    yield JSON.stringify({ sum: ended });
  }
  yield JSON.stringify({ audit: new CheckpointFile(dataDirectory).newest() });
  yield JSON.stringify({ tables: sums });
}

async function* linesOfTable(
  client: pg.Client,
  table: TableInfo,
  tenantIds: readonly string[],
  now: Date,
  sum: RowSum,
): AsyncGenerator<string> {
  yield JSON.stringify({ table: table.name });
  let inside: string | null = null;
  for await (const { tenantId, rows } of rowsOf(client, table, tenantIds, now)) {
    if (tenantId !== inside) yield JSON.stringify({ tenant: tenantId });
    inside = tenantId;
    const lines = rows.map((row) => JSON.stringify(row));
    sum.add(lines);
    yield* lines;
  }
}

async function tablesInLoadOrder(client: pg.Client): Promise<TableInfo[]> {
  const tables = new Map((await readTables(client)).map((table) => [table.name, table]));
  const order = loadOrder([...tables.keys()], await readForeignKeys(client));
  return order.flatMap((name) => tables.get(name) ?? []);
}

/** What has been migrated, in order. */
export async function migrationNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from migration order by id');
  return rows.map(({ name }) => name);
}
