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

/** Where the sections of one pack read from: one snapshot, one tenant, one signal. */
export interface PackSource {
  readonly query: Query;
  readonly tenantId: string;
  readonly signal: PackSignal;
  /** Rows of a statement whose first two parameters are the tenant and the provider, some thousand at a time, as they come. */
  rowsOf<Row extends object>(text: string): Promise<Row[]>;
}

/** An instant as ISO text with Z, for a column that is a timestamptz. */
export function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

/** The London day of a column that is a timestamptz, as text. */
export function londonDay(column: string): string {
  return `(${column} at time zone 'Europe/London')::date::text`;
}
