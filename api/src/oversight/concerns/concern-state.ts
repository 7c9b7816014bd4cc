import type { concernLifecycle, StateOf } from '@quorate/libs/lifecycle';
import { REGIME_2015, type RegulatoryRegime } from '@quorate/libs/signals';
import { toLondon } from '@quorate/libs/time';
import type { Query } from '../../platform/audit.js';
import type { Transaction } from '../../platform/commands.js';
import { changedByOther, notPermitted, type RefusalData, Refused } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { regimeOn } from '../../withholding/regimes.js';

export type ConcernStateCode = StateOf<typeof concernLifecycle>;

/** A concern as commands need it. */
export interface ConcernState {
  readonly concernId: string;
  readonly reference: string;
  readonly state: ConcernStateCode;
  readonly providerId: string | null;
  readonly handledBy: string | null;
  readonly dueOn: string | null;
  readonly lockVersion: number;
}

/** What can happen to a concern. */
export const CONCERN_STEP_KINDS = [
  'received',
  'lookInto',
  'link',
  'refer',
  'stop',
  'dueSoon',
  'overdue',
  'slipped',
  'signalEnded',
  'named',
  'nameConfirmed',
  'nameDeclined',
] as const;
export type ConcernStepKind = (typeof CONCERN_STEP_KINDS)[number];

export interface ConcernChanged {
  readonly __typename: 'ConcernChanged';
  readonly concernId: string;
}

/** What a command on a concern answers. */
export function changed(concernId: string): ConcernChanged {
  return { __typename: 'ConcernChanged', concernId };
}

/** The columns of a `ConcernState` of `concern c`. */
export const CONCERN_STATE = `c.concern_id as "concernId", c.reference, c.state, c.provider_organisation_id as "providerId",
  c.handled_by as "handledBy", c.due_on::text as "dueOn", c.lock_version as "lockVersion"`;

/** The concern, locked until the command ends. Refuses where the wall hides it, or somebody changed it since it was read. */
export async function lockConcern(tx: Transaction, concernId: string, expectedVersion: number): Promise<ConcernState> {
  const [found] = await tx.query<ConcernState>(
    `select ${CONCERN_STATE} from concern c where c.tenant_id = $1 and c.concern_id = $2 for update`,
    [tx.tenantId, concernId],
  );
  if (!found) throw notPermitted();
  if (found.lockVersion !== expectedVersion) throw changedByOther(found.lockVersion);
  return found;
}

/** The rules that concerns go by today; those shipped where a system has none of its own yet. */
export async function rulesOfConcerns(query: Query, tenantId: string, now: Date): Promise<RegulatoryRegime> {
  const stored = await regimeOn(query, tenantId, toLondon(now.toISOString()).date);
  return stored?.regime ?? REGIME_2015;
}

interface NewConcernStep {
  readonly kind: ConcernStepKind;
  readonly toState: string;
  /** Null when the product did it by rule. */
  readonly by: Viewer | null;
  readonly reason: string;
  readonly bodyCode?: string | null | undefined;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** One step of the chronology of a locked concern, with its audit event, which names no organisation: administrators read those. */
export async function addStep(tx: Transaction, concernId: string, step: NewConcernStep): Promise<void> {
  await tx.query(
    `insert into concern_step (tenant_id, concern_id, step_no, at, kind, to_state, account_id, on_behalf_of, reason, body_code, detail)
     values ($1,$2,(select coalesce(max(step_no), 0) + 1 from concern_step where tenant_id = $1 and concern_id = $2),$3,$4,$5,$6,$7,$8,$9,$10)`,
    [
      tx.tenantId,
      concernId,
      tx.now,
      step.kind,
      step.toState,
      step.by?.accountId ?? null,
      step.by?.organisationId ?? null,
      step.reason,
      step.bodyCode ?? null,
      { ...step.detail, ...(step.by && { role: step.by.role }) },
    ],
  );
  tx.audit({ entity: 'Concern', entityId: concernId, detail: { step: step.kind, state: step.toState } });
}

/** A step that the rules do not allow now, as data. */
export function notPossible(code: string, message: string): Refused {
  return new Refused({ __typename: 'SignalStepNotPossible', code, message } as RefusalData);
}
