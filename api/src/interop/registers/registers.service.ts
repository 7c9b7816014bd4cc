import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { type ImportedRegister, NO_RECORD, type RegisterCount, type RegisterEntry } from './register.js';

/** How many stored lines an import added, changed, took away and left alone. */
export interface RegisterChanges {
  readonly added: number;
  readonly updated: number;
  readonly removed: number;
  readonly unchanged: number;
}

const ROWS_AT_ONCE = 20_000;

/** Registers of the past, kept as published: entries where there are rows, sums where only sums were published. */
@Injectable()
export class RegistersService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /**
   * Stores a register under its name, whole or not at all. The same content again changes nothing; other content under
   * the name takes the place of the old in one transaction.
   */
  store(tenantId: string, name: string, register: ImportedRegister): Promise<RegisterChanges> {
    const lines = linesOf(register);
    const hash = createHash('sha256').update(JSON.stringify(lines)).digest();
    return this.commands.runJob(tenantId, 'importRegister', async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`register ${tenantId} ${name}`]);
      const [stored] = await tx.query<{ register_id: string; content_hash: Buffer }>(
        'select register_id, content_hash from imported_register where tenant_id = $1 and name = $2',
        [tenantId, name],
      );
      const registerId = stored?.register_id ?? newId();
      const isSame = stored?.content_hash.equals(hash) ?? false;
      const changes = isSame
        ? { added: 0, updated: 0, removed: 0, unchanged: lines.length }
        : changesBetween(stored ? await storedLines(tx, registerId) : [], lines);
      if (!isSame) await replace(tx, { registerId, name, source: register.source, hash }, lines);
      tx.audit({ entity: 'ImportedRegister', entityId: registerId, detail: { format: register.format, ...changes } });
      return changes;
    });
  }
}

/** A line as it is stored; its first cell says which table, the second is its key there. */
type StoredLine =
  | readonly ['entry', number, ...(string | boolean | null)[]]
  | readonly ['count', string, ...(string | number)[]];

function linesOf(register: ImportedRegister): StoredLine[] {
  return register.kind === 'entries' ? register.entries.map(entryLine) : register.counts.map(countLine);
}

function entryLine(entry: RegisterEntry): StoredLine {
  const { line, unit, member, sitting, date, outcome, isAsAt } = entry;
  return ['entry', line, unit ?? NO_RECORD, member, sitting, date, outcome, isAsAt];
}

function countLine({ unit, category, period, events, total, unknown }: RegisterCount): StoredLine {
  return ['count', JSON.stringify([unit, category, period]), unit, category, period, events, total, unknown];
}

function changesBetween(before: readonly StoredLine[], after: readonly StoredLine[]): RegisterChanges {
  const left = new Map(before.map((line) => [line[1], JSON.stringify(line)]));
  const changes = { added: 0, updated: 0, removed: 0, unchanged: 0 };
  for (const line of after) {
    const old = left.get(line[1]);
    left.delete(line[1]);
    if (old === undefined) changes.added += 1;
    else if (old === JSON.stringify(line)) changes.unchanged += 1;
    else changes.updated += 1;
  }
  return { ...changes, removed: left.size };
}

async function storedLines(tx: Transaction, registerId: string): Promise<StoredLine[]> {
  const entries = await tx.query<{ line: StoredLine }>(
    `select json_build_array('entry', line, unit, member, sitting, sitting_date, outcome, is_as_at) as line
     from imported_register_entry where tenant_id = $1 and register_id = $2`,
    [tx.tenantId, registerId],
  );
  const counts = await tx.query<{ unit: string; category: string; period: string } & Record<string, string>>(
    `select unit, category, to_char(period, 'YYYY-MM-DD') as period, events, total, unknown
     from imported_register_count where tenant_id = $1 and register_id = $2`,
    [tx.tenantId, registerId],
  );
  return [
    ...entries.map(({ line }) => line),
    ...counts.map(({ unit, category, period, events, total, unknown }) =>
      countLine({
        unit,
        category,
        period,
        events: Number(events),
        total: Number(total),
        unknown: Number(unknown),
      }),
    ),
  ];
}

async function replace(
  tx: Transaction,
  { registerId, name, source, hash }: { registerId: string; name: string; source: string; hash: Buffer },
  lines: readonly StoredLine[],
): Promise<void> {
  await tx.query('delete from imported_register where tenant_id = $1 and register_id = $2', [tx.tenantId, registerId]);
  await tx.query(
    'insert into imported_register (tenant_id, register_id, name, source, content_hash, imported_at) values ($1,$2,$3,$4,$5,$6)',
    [tx.tenantId, registerId, name, source, hash, tx.now],
  );
  for (let from = 0; from < lines.length; from += ROWS_AT_ONCE) {
    const some = lines.slice(from, from + ROWS_AT_ONCE);
    const json = JSON.stringify(some.map((line) => line.slice(1)));
    await tx.query(some[0]?.[0] === 'entry' ? INSERT_ENTRIES : INSERT_COUNTS, [tx.tenantId, registerId, json]);
  }
}

const INSERT_ENTRIES = `
  insert into imported_register_entry (tenant_id, register_id, line, unit, member, sitting, sitting_date, outcome, is_as_at)
  select $1, $2, (e->>0)::integer, e->>1, e->>2, e->>3, (e->>4)::date, e->>5, (e->>6)::boolean
  from json_array_elements($3::json) e`;

const INSERT_COUNTS = `
  insert into imported_register_count (tenant_id, register_id, unit, category, period, events, total, unknown)
  select $1, $2, e->>1, e->>2, (e->>3)::date, (e->>4)::bigint, (e->>5)::bigint, (e->>6)::bigint
  from json_array_elements($3::json) e`;
