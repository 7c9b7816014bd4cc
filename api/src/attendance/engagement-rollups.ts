import type { Transaction } from '../platform/commands.js';

/** What one seat of one meeting counts as: a row of attendance_count. `month` is the first day of the month. */
export interface CountRow {
  readonly meetingId: string;
  readonly seatId: string;
  readonly providerOrganisationId: string;
  readonly hostOrganisationId: string;
  readonly mdtId: string;
  readonly roleCode: string;
  readonly isCore: boolean;
  readonly isOwnSite: boolean;
  readonly practitionerId: string | null;
  readonly month: string;
  readonly meetingDate: string;
  readonly countClass: string;
  readonly reasonLocus: string | null;
  /** Set aside because of a recorded strike day. */
  readonly isStrikeDay: boolean;
}

/** How many seats more (or fewer, when negative) one cell of the fine rollup holds. */
export interface RollupDelta {
  readonly mdtId: string;
  readonly providerOrganisationId: string;
  readonly month: string;
  readonly roleCode: string;
  readonly isCore: boolean;
  readonly isOwnSite: boolean;
  readonly countClass: string;
  /** 'none' where no reason was given, and for everything but a lost seat. */
  readonly reasonLocus: string;
  readonly seats: number;
}

/** Whether two rows of one seat say the same. */
export function sameCount(a: CountRow, b: CountRow): boolean {
  return (Object.keys(a) as (keyof CountRow)[]).every((key) => a[key] === b[key]);
}

/** The difference that taking some rows away and adding others makes, one entry for each cell that changes. */
export function rollupDeltas(taken: readonly CountRow[], added: readonly CountRow[]): RollupDelta[] {
  const cells = new Map<string, RollupDelta>();
  const count = (row: CountRow, by: 1 | -1) => {
    const { mdtId, providerOrganisationId, month, roleCode, isCore, isOwnSite, countClass } = row;
    const reasonLocus = row.reasonLocus ?? 'none';
    const cell = { mdtId, providerOrganisationId, month, roleCode, isCore, isOwnSite, countClass, reasonLocus };
    const key = JSON.stringify(cell);
    cells.set(key, { ...cell, seats: (cells.get(key)?.seats ?? 0) + by });
  };
  for (const row of taken) count(row, -1);
  for (const row of added) count(row, 1);
  return [...cells.values()].filter((cell) => cell.seats !== 0);
}

/**
 * Those who count share this lock until they commit; a rebuild holds it alone. Taken after the meetings' row locks and
 * before attendance_count is read, so that a rebuild sees a command's count and its rollup, or neither.
 */
export async function lockCounts(tx: Transaction, kind: 'shared' | 'alone'): Promise<void> {
  const take = kind === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.query(`select ${take}(hashtextextended($1, 0))`, [`engagement ${tx.tenantId}`]);
}

/** Adds the differences to both rollups. Rows are locked in the order of their keys, the coarse rollup first. */
export async function applyDeltas(tx: Transaction, deltas: readonly RollupDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  const values = [tx.tenantId, JSON.stringify(deltas)];
  for (const rollup of ROLLUPS) {
    await tx.query(rollup.add, values);
    await tx.query(rollup.prune, values);
  }
}

/** Counts both rollups of the tenant anew from attendance_count. Returns how many seats they now hold. */
export async function rebuildRollups(tx: Transaction): Promise<number> {
  await lockCounts(tx, 'alone');
  for (const rollup of ROLLUPS) {
    await tx.query(rollup.clear, [tx.tenantId]);
    await tx.query(rollup.rebuild, [tx.tenantId]);
  }
  const [total] = await tx.query<{ seats: number }>(
    'select coalesce(sum(seats), 0)::int as seats from engagement_by_provider where tenant_id = $1',
    [tx.tenantId],
  );
  return total?.seats ?? 0;
}

const CELLS = `json_to_recordset($2) as d("mdtId" uuid, "providerOrganisationId" uuid, month date, "roleCode" text, "isCore" boolean, "isOwnSite" boolean, "countClass" text, "reasonLocus" text, seats integer)`;
const COLUMNS: Readonly<Record<string, string>> = {
  provider_organisation_id: '"providerOrganisationId"',
  month: 'month',
  role_code: '"roleCode"',
  is_core: '"isCore"',
  is_own_site: '"isOwnSite"',
  count_class: '"countClass"',
  reason_locus: '"reasonLocus"',
};

const ROLLUPS = [
  rollupSql('engagement_by_provider', COLUMNS),
  rollupSql('engagement_by_mdt', { mdt_id: '"mdtId"', ...COLUMNS }),
];

function rollupSql(table: string, columns: Readonly<Record<string, string>>) {
  const names = Object.keys(columns).join(', ');
  const cells = Object.values(columns).join(', ');
  const sources = names.replace('reason_locus', "coalesce(reason_locus, 'none')");
  const match = Object.entries(columns)
    .map(([name, cell]) => `e.${name} = d.${cell}`)
    .join(' and ');
  return {
    add: `insert into ${table} as e (tenant_id, ${names}, seats) select $1, ${cells}, sum(seats) from ${CELLS} group by ${cells} having sum(seats) <> 0 order by ${cells}
      on conflict (tenant_id, ${names}) do update set seats = e.seats + excluded.seats`,
    // Only rows that `add` has locked: an empty cell is no row, as after a rebuild.
    prune: `delete from ${table} e using ${CELLS} where e.tenant_id = $1 and e.seats = 0 and ${match}`,
    clear: `delete from ${table} where tenant_id = $1`,
    rebuild: `insert into ${table} (tenant_id, ${names}, seats) select tenant_id, ${sources}, count(*)
      from attendance_count where tenant_id = $1 group by tenant_id, ${sources}`,
  };
}
