import { createPublicKey } from 'node:crypto';
import pg from 'pg';
import { type Checkpoint, isSigned } from '../audit/checkpoint-file.js';
import { enterTenant, knownTenants } from '../audit/tenant-walls.js';
import type { Database } from '../platform/database.js';
import { openBackupFile, SpoiltBackup } from './backup-file.js';
import { type ForeignKey, lateKeys, readForeignKeys, readTables, type TableInfo } from './table-catalogue.js';
import { EXACT_TEXT_SQL, RowSum, rowsOf, type TableSum } from './table-rows.js';
import { migrationNames, type TableSums } from './take-backup.js';

/** The backup is whole, but not for this database. Nothing has been written. */
export class RestoreRefused extends Error {}

export interface Restored {
  readonly tables: TableSums;
  /** Whether the restored audit chains pass through the signed checkpoints that the backup brought. */
  readonly agreesWithCheckpoints: boolean;
}

type Line =
  | string
  | { readonly table: string }
  | { readonly tenant: string | null }
  | { readonly sum: TableSum }
  | { readonly audit: AuditLine }
  | { readonly tables: TableSums };
interface AuditLine {
  readonly checkpoints: readonly Checkpoint[];
  readonly publicKey: string | null;
}
interface Header {
  readonly createdAt: string;
  readonly migrations: readonly string[];
  readonly order: readonly string[];
}

/**
 * Loads a backup into a migrated database without a tenant, in one transaction: all of it, with the checksums of the
 * backup, or nothing. Throws SpoiltBackup for a file that is not as it was written, RestoreRefused where the database
 * holds a tenant or is of another version.
 */
export async function restoreBackup(database: Database, path: string, now: Date): Promise<Restored> {
  const backup = await openBackupFile(path);
  const client = new pg.Client(database.address.owner);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
    await client.query(EXACT_TEXT_SQL);
    const restored = await load(client, backup.lines, now);
    await client.query('commit');
    // Without it the first hours would be planned as if the tables were empty.
    await client.query('analyze');
    return restored;
  } finally {
    await client.end();
    await backup.close();
  }
}

async function load(client: pg.Client, lines: AsyncIterable<string>, now: Date): Promise<Restored> {
  const iterator = lines[Symbol.asyncIterator]();
  const header = JSON.parse((await iterator.next()).value as string) as Header;
  await refuseUnfit(client, header);
  const tables = new Map((await readTables(client)).map((table) => [table.name, table]));
  const late = lateKeys(header.order, await readForeignKeys(client));
  for (const key of late) await client.query(alterKey(client, key, 'deferrable initially deferred'));
  for (const name of [...header.order].reverse()) {
    // What the migrations themselves wrote; the backup brings it again, row for row.
    if (tables.get(name)?.isWalled === false) await client.query(`delete from ${client.escapeIdentifier(name)}`);
  }
  const { sums, audit } = await loadRows(client, tables, { [Symbol.asyncIterator]: () => iterator }, now);
  await client.query('set constraints all immediate');
  for (const key of late) await client.query(alterKey(client, key, 'not deferrable'));
  await setSequences(client);
  await compareSums(client, tables, sums, now);
  return { tables: sums, agreesWithCheckpoints: await agrees(client, audit, now) };
}

async function refuseUnfit(client: pg.Client, header: Header): Promise<void> {
  await client.query('lock table tenant in share row exclusive mode');
  const tenants = await knownTenants(client);
  if (tenants.length > 0)
    throw new RestoreRefused(
      `This database is not empty: it holds ${tenants.map(({ key }) => key).join(', ')}. Restore into an empty one (another QUORATE_DATA_DIR, or a new database).`,
    );
  const here = await migrationNames(client);
  if (here.join() !== header.migrations.join())
    throw new RestoreRefused(
      `This backup of ${header.createdAt} was made by ${header.migrations.length < here.length ? 'an older' : 'another'} version of Quorate (last migration ${header.migrations.at(-1)}, here ${here.at(-1)}). Restore it with that version, then update.`,
    );
}

async function loadRows(
  client: pg.Client,
  tables: ReadonlyMap<string, TableInfo>,
  lines: AsyncIterable<string>,
  now: Date,
): Promise<{ sums: Record<string, TableSum>; audit: AuditLine }> {
  const sums: Record<string, TableSum> = {};
  let audit: AuditLine = { checkpoints: [], publicKey: null };
  let loader = new TableLoader(client, null);
  for await (const text of lines) {
    const line = JSON.parse(text) as Line;
    if (typeof line === 'string') await loader.add(text, line);
    else if ('table' in line) loader = new TableLoader(client, tables.get(line.table) ?? null);
    else if ('tenant' in line) {
      await loader.flush();
      if (line.tenant !== null) await enterTenant(client, line.tenant, now);
    } else if ('sum' in line) sums[loader.name] = await loader.end(line.sum);
    else if ('audit' in line) audit = line.audit;
  }
  return { sums, audit };
}

const BATCH_BYTES = 1_000_000;

/** Takes the rows of one table and inserts them in batches. */
class TableLoader {
  private rows: string[] = [];
  private bytes = 0;
  private readonly sum = new RowSum();

  constructor(
    private readonly client: pg.Client,
    private readonly table: TableInfo | null,
  ) {}

  get name(): string {
    if (!this.table) throw new SpoiltBackup('The backup holds rows of no table of this version.');
    return this.table.name;
  }

  async add(line: string, row: string): Promise<void> {
    this.sum.add([line]);
    this.rows.push(row);
    this.bytes += row.length;
    if (this.bytes > BATCH_BYTES) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.rows.length === 0 || !this.table) return;
    const name = this.client.escapeIdentifier(this.name);
    const columns = this.table.columns.map((column) => this.client.escapeIdentifier(column)).join(', ');
    await this.client.query(
      `insert into ${name} (${columns}) overriding system value select ${columns} from unnest($1::text[]::${name}[])`,
      [this.rows],
    );
    [this.rows, this.bytes] = [[], 0];
  }

  async end(expected: TableSum): Promise<TableSum> {
    await this.flush();
    const found = this.sum.end();
    if (found.checksum !== expected.checksum || found.rows !== expected.rows)
      throw new SpoiltBackup(`The backup's rows of ${this.name} do not agree with its checksum. Nothing was restored.`);
    return found;
  }
}

/** Reads every table back as it now stands: what was stored is what the backup says, to the last digit. */
async function compareSums(
  client: pg.Client,
  tables: ReadonlyMap<string, TableInfo>,
  expected: TableSums,
  now: Date,
): Promise<void> {
  const tenantIds = (await knownTenants(client)).map(({ tenantId }) => tenantId);
  for (const table of tables.values()) {
    const sum = new RowSum();
    for await (const { rows } of rowsOf(client, table, tenantIds, now)) sum.add(rows.map((row) => JSON.stringify(row)));
    if (sum.end().checksum !== expected[table.name]?.checksum)
      throw new Error(`The restored table ${table.name} differs from the backup. Nothing was restored.`);
  }
}

async function agrees(client: pg.Client, { checkpoints, publicKey }: AuditLine, now: Date): Promise<boolean> {
  const key = publicKey === null ? null : createPublicKey(publicKey);
  for (const checkpoint of checkpoints) {
    if (!key || !isSigned(checkpoint, key)) return false;
    await enterTenant(client, checkpoint.tenantId, now);
    const { rows } = await client.query<{ hash: Buffer }>(
      'select hash from audit_event where tenant_id = $1 and seq = $2',
      [checkpoint.tenantId, checkpoint.seq],
    );
    if (rows[0]?.hash.toString('hex') !== checkpoint.hash) return false;
  }
  return true;
}

function alterKey(client: pg.Client, { child, name }: ForeignKey, how: string): string {
  return `alter table ${client.escapeIdentifier(child)} alter constraint ${client.escapeIdentifier(name)} ${how}`;
}

/** Counters of serial columns go on after the highest number restored. */
async function setSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(`
    select c.relname::text as table, a.attname::text as column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`);
  for (const { table, column, sequence } of rows) {
    const highest = `(select max(${client.escapeIdentifier(column)}) from ${client.escapeIdentifier(table)})`;
    await client.query(`select setval($1::regclass, coalesce(${highest}, 1), ${highest} is not null)`, [sequence]);
  }
}
