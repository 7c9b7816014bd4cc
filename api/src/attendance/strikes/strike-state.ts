import type { Transaction } from '../../platform/commands.js';
import { changedByOther, notPermitted, type RefusalData, Refused } from '../../platform/refusal.js';
import { IS_APART } from './strike-parties.sql.js';

export interface StrikeGiven {
  readonly strikeId: string;
  readonly expectedVersion: number;
}

interface VersionState {
  readonly version: number;
  readonly state: 'waiting' | 'counts' | 'declined' | 'replaced' | 'withdrawn';
  readonly needsConfirmation: boolean;
  readonly recordedBy: string;
}

/** A strike with its row locked: not withdrawn, and as the viewer has seen it. */
export interface StrikeState {
  readonly strikeId: string;
  readonly organisationId: string;
  readonly isOwn: boolean;
  /** Whether the viewer commissions. */
  readonly commissions: boolean;
  /** Whether the viewer commissions and has no part in the organisation that recorded it. */
  readonly isApart: boolean;
  readonly newest: number;
  readonly waiting: VersionState | null;
  readonly counting: VersionState | null;
}

interface Found {
  readonly organisationId: string;
  readonly lockVersion: number;
  readonly isOwn: boolean;
  readonly commissions: boolean;
  readonly isApart: boolean;
  readonly isWithdrawn: boolean;
  readonly versions: readonly VersionState[];
}

/**
 * Locks a strike for a step on it.
 *   errors  the same refusal for a strike that is not there and one of another organisation to who does not commission
 */
export async function lockStrike(tx: Transaction, given: StrikeGiven): Promise<StrikeState> {
  const [found] = await tx.query<Found>(
    `select s.organisation_id as "organisationId", s.lock_version as "lockVersion", s.organisation_id = quorate_organisation() as "isOwn",
       quorate_commissions() as commissions, ${IS_APART} as "isApart", s.withdrawn_at is not null as "isWithdrawn",
       (select jsonb_agg(jsonb_build_object('version', k.version, 'state', k.state, 'needsConfirmation', k.needs_confirmation, 'recordedBy', k.recorded_by) order by k.version)
        from strike_version k where k.tenant_id = s.tenant_id and k.strike_id = s.strike_id) as versions
     from strike s where s.tenant_id = $1 and s.strike_id = $2 for update of s`,
    [tx.tenantId, given.strikeId],
  );
  if (!found || !(found.isOwn || found.commissions)) throw notPermitted();
  if (found.lockVersion !== given.expectedVersion) throw changedByOther(found.lockVersion);
  if (found.isWithdrawn) throw stepNotPossible('These strike days are withdrawn. Record them anew.');
  const of = (state: VersionState['state']) => found.versions.find((version) => version.state === state) ?? null;
  const { organisationId, isOwn, commissions, isApart } = found;
  const newest = Math.max(...found.versions.map(({ version }) => version));
  return {
    strikeId: given.strikeId,
    organisationId,
    isOwn,
    commissions,
    isApart,
    newest,
    waiting: of('waiting'),
    counting: of('counts'),
  };
}

/** What stands in the way of a step, in words that say what to do. */
export function stepNotPossible(message: string): Refused {
  return new Refused({ __typename: 'StrikeStepNotPossible', code: 'NOT_ALLOWED_NOW', message } as RefusalData);
}
