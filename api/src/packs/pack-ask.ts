import type { SignalScope } from '@quorate/libs/signals';
import type { Query } from '../platform/audit.js';

/** What a pack is sealed about: one signal as it stands in the snapshot. Days and instants are texts. */
export interface PackSignal {
  readonly signalId: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly providerCode: string;
  readonly system: string;
  readonly regimeId: string;
  readonly openedByRunId: string;
  readonly latestRunId: string;
  readonly openedMonth: string;
  readonly latestMonth: string;
  readonly since: string;
  readonly scope: SignalScope & { readonly name?: string | null };
  readonly level: string;
  readonly stage: string;
  readonly stageDueOn: string | null;
  readonly thresholds: unknown;
  readonly values: unknown;
  readonly openedAt: string;
  readonly providerSeesFrom: string;
  readonly commissionerSeesFrom: string | null;
  readonly closedAt: string | null;
  readonly closedBecause: string | null;
}

/** Where the sections of one pack read from: one snapshot, one tenant, one provider, one period. */
export interface PackSource {
  readonly query: Query;
  readonly tenantId: string;
  /** Rows of a statement whose parameters are the tenant, the provider, and the first and last day of meetings, some thousand at a time, as they come. */
  rowsOf<Row extends object>(text: string): Promise<Row[]>;
}

/** The same for a pack about a signal. */
export interface SignalSource extends PackSource {
  readonly signal: PackSignal;
}

const FETCH = 5_000;

/** Reads of one provider from one snapshot; `read` is told of rows as they come. The days are inclusive; null is without an end. */
export function packSource(
  query: Query,
  about: {
    readonly tenantId: string;
    readonly providerId: string;
    readonly from: string | null;
    readonly until: string | null;
  },
  read: (rows: number) => void,
): PackSource {
  const { tenantId, providerId, from, until } = about;
  return {
    query,
    tenantId,
    rowsOf: async <Row extends object>(text: string) => {
      await query(`declare pack_rows no scroll cursor for ${text}`, [
        tenantId,
        providerId,
        from ?? '-infinity',
        until ?? 'infinity',
      ]);
      const rows: Row[] = [];
      for (;;) {
        const some = await query<Row>(`fetch ${FETCH} from pack_rows`, []);
        for (const row of some) rows.push(row);
        read(some.length);
        if (some.length < FETCH) break;
      }
      await query('close pack_rows', []);
      return rows;
    },
  };
}

/**
 * The last day of which a pack about a provider holds records: the end of the newest month that commissioners may see how it
 * was judged, since what came after that is the provider's first. Null where no month has been judged.
 */
export async function lastDayShown(query: Query, tenantId: string, providerId: string): Promise<string | null> {
  const [shown] = await query<{ day: string | null }>(
    `select (coalesce(max(month) filter (where commissioner_sees_from <= quorate_now()) + interval '1 month', min(month)) - interval '1 day')::date::text as day
     from provider_month where tenant_id = $1 and provider_organisation_id = $2`,
    [tenantId, providerId],
  );
  return shown?.day ?? null;
}

/** The number of the newest row of evidence in the snapshot. */
export async function newestEvidence({ query, tenantId }: PackSource): Promise<number> {
  const [head] = await query<{ no: number }>(
    'select evidence_no::float8 as no from evidence_head where tenant_id = $1',
    [tenantId],
  );
  return head?.no ?? 0;
}

/** How people are named in every pack. */
export const PSEUDONYMS =
  'Staff are "Person" and whoever wrote the register "Recorder", each with a number drawn at random for this pack alone; people cared for are "Patient" with a number drawn likewise. The numbers mean nothing in another pack.';

/** An instant as ISO text with Z, for a column that is a timestamptz. */
export function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

/** The London day of a column that is a timestamptz, as text. */
export function londonDay(column: string): string {
  return `(${column} at time zone 'Europe/London')::date::text`;
}
