import type { Query } from './audit.js';
import type { Viewer } from './viewer.js';

/** What a transaction tells row-level security about who is asking. */
export interface TenantSession {
  readonly tenantId: string;
  readonly accountId: string | null;
  readonly practitionerId: string | null;
  readonly organisationId: string | null;
  /**
   * 'job' opens the second wall (not the tenant's) for the product's own work; 'commissioner' closes what is the provider's
   * alone, also to whoever commissions for the provider's own organisation.
   */
  readonly wall: 'member' | 'commissioner' | 'job';
  /** Sign-in only: the identity provider's subject, whose own row of sign_in_subject may be read before the tenant is known. */
  readonly subject?: string;
}

/** The viewer's walls. */
export function sessionOf(viewer: Viewer): TenantSession {
  return {
    tenantId: viewer.tenantId,
    accountId: viewer.accountId,
    practitionerId: viewer.practitionerId,
    organisationId: viewer.organisationId,
    wall: viewer.role === 'commissioner' ? 'commissioner' : 'member',
  };
}

/** The walls of the product's own work in one tenant. */
export function jobSession(tenantId: string): TenantSession {
  return { tenantId, accountId: null, practitionerId: null, organisationId: null, wall: 'job' };
}

/** Local to the transaction (third argument true): a session setting on a pooled connection would leak to the next request. */
export const SET_TENANT_SQL = `select set_config('app.tenant', $1, true), set_config('app.account', $2, true),
  set_config('app.practitioner', $3, true), set_config('app.organisation', $4, true), set_config('app.wall', $5, true), set_config('app.now', $6, true)`;

/**
 * The same for one read behind it in the same implicit transaction: nothing can be written, and `$8` says how it is
 * planned. One column, since nobody looks at it; the function takes every value, so each is evaluated.
 */
export const SET_READ_SQL = `select num_nonnulls(set_config('app.tenant', $1, true), set_config('app.account', $2, true),
  set_config('app.practitioner', $3, true), set_config('app.organisation', $4, true), set_config('app.wall', $5, true), set_config('app.now', $6, true),
  set_config('app.subject', $7, true), set_config('plan_cache_mode', $8, true), set_config('transaction_read_only', 'on', true))`;

/** Values for SET_READ_SQL. */
export function readValues(session: TenantSession, now: Date, planMode: string): string[] {
  return [...tenantValues(session, now), session.subject ?? '', planMode];
}

/** Values for SET_TENANT_SQL. */
export function tenantValues(session: TenantSession, now: Date): string[] {
  return [
    session.tenantId,
    session.accountId ?? '',
    session.practitionerId ?? '',
    session.organisationId ?? '',
    session.wall,
    now.toISOString(),
  ];
}

/**
 * Runs what follows from a viewer's command beyond their own organisation, such as withdrawing what another one was asked,
 * as the product's own work in the same transaction; the viewer's wall stands again after it. Nothing that it reads may
 * go back to the viewer.
 */
export async function asOwnWork(query: Query, work: () => Promise<void>): Promise<void> {
  const [before] = await query<{ wall: string }>(`select current_setting('app.wall') as wall`, []);
  if (!before) throw new Error('A transaction without walls.');
  await query(`select set_config('app.wall', 'job', true)`, []);
  await work();
  await query(`select set_config('app.wall', $1, true)`, [before.wall]);
}
