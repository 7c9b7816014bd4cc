import { createHash, type Hash } from 'node:crypto';
import type pg from 'pg';
import { enterTenant } from '../audit/tenant-walls.js';
import type { TableInfo } from './table-catalogue.js';

/** What a backup says of a table: equal for two databases that hold the same rows. */
export interface TableSum {
  readonly rows: number;
  /** SHA-256 over PostgreSQL's text of every row in the order of the primary key, hexadecimal. */
  readonly checksum: string;
}

/** Rows of one tenant (null: of a table without a wall), each as PostgreSQL writes a row: `(a,"b c",)`. */
export interface RowBatch {
  readonly tenantId: string | null;
  readonly rows: readonly string[];
}

const BATCH = 2_000;

/** Settings under which PostgreSQL's text of a value is the same on every server and reads back as the same value. */
export const EXACT_TEXT_SQL = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local xmloption = 'content'`;

/**
 * Every row of a table by a cursor of the open transaction, tenant by tenant with the wall up. `tenantIds` are all
 * tenants, in the order of their ids.
 */
export async function* rowsOf(
  client: pg.Client,
  table: TableInfo,
  tenantIds: readonly string[],
  now: Date,
): AsyncGenerator<RowBatch> {
  for (const tenantId of table.isWalled ? tenantIds : [null]) {
    if (tenantId !== null) await enterTenant(client, tenantId, now);
    const where = tenantId === null ? '' : `where tenant_id = '${tenantId}'`;
    const name = client.escapeIdentifier(table.name);
    await client.query(
      `declare backup_rows no scroll cursor for select t::text as row from ${name} t ${where} order by ${table.order.join(', ')}`,
    );
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`fetch ${BATCH} from backup_rows`);
      if (rows.length > 0) yield { tenantId, rows: rows.map(({ row }) => row) };
      if (rows.length < BATCH) break;
    }
    await client.query('close backup_rows');
  }
}

/** Counts and sums rows as they pass. */
export class RowSum {
  private count = 0;
  private readonly hash: Hash = createHash('sha256');

  /** `lines` are rows as JSON strings, which end where they end whatever they hold. */
  add(lines: readonly string[]): void {
    this.count += lines.length;
    if (lines.length > 0) this.hash.update(`${lines.join('\n')}\n`);
  }

  /** Ends the sum. */
  end(): TableSum {
    return { rows: this.count, checksum: this.hash.digest('hex') };
  }
}
