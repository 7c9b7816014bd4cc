import { completeRegime, REGIME_2015, type RegulatoryRegime } from '@quorate/libs/signals';
import type { Query } from '../platform/audit.js';
import type { Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';

/** A version of the rules as it is stored. */
export interface StoredRegime {
  readonly regimeId: string;
  readonly regime: RegulatoryRegime;
}

const AS_SHIPPED = 'As shipped with the product';

/** Of the versions that begin on or before the day $2, the newest; the earliest of all for a day before them. */
export const REGIME_IN_FORCE = `
  select g.regime_id as "regimeId", g.body as regime from regulatory_regime g where g.tenant_id = $1
  order by g.in_force_from <= $2::date desc, case when g.in_force_from <= $2::date then g.in_force_from end desc nulls last,
    case when g.in_force_from > $2::date then g.in_force_from end, g.version desc limit 1`;

/** The rules in force on a day; null where the tenant has none yet. */
export async function regimeOn(query: Query, tenantId: string, day: string): Promise<StoredRegime | null> {
  const [found] = await query<StoredRegime>(REGIME_IN_FORCE, [tenantId, day]);
  return found ? { ...found, regime: completeRegime(found.regime) } : null;
}

/** Stores the rules that the product ships where a tenant has none. Returns whether it did. */
export async function storeShippedRegime(tx: Transaction): Promise<boolean> {
  const stored = await tx.query(
    `insert into regulatory_regime (tenant_id, regime_id, code, version, in_force_from, body, reason, issued_by, issued_at)
     select $1, $2, $3, $4, $5, $6, $7, null, $8 where not exists (select 1 from regulatory_regime where tenant_id = $1)
     on conflict do nothing returning 1 as stored`,
    [
      tx.tenantId,
      newId(),
      REGIME_2015.code,
      REGIME_2015.version,
      REGIME_2015.inForceFrom,
      REGIME_2015,
      AS_SHIPPED,
      tx.now,
    ],
  );
  return stored.length > 0;
}
