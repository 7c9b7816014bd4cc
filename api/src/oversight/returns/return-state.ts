import type { Transaction } from '../../platform/commands.js';
import { changedByOther, notPermitted, type RefusalData, Refused } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';

export const RETURN_STATES = ['inPreparation', 'withExecutive', 'signed', 'withdrawn'] as const;
export type ReturnStateCode = (typeof RETURN_STATES)[number];

export const RETURN_STEPS = [
  'made',
  'figuresTaken',
  'commented',
  'handedOver',
  'sentBack',
  'signed',
  'withdrawn',
  'reminded',
  'toldOverdue',
] as const;
export type ReturnStepKind = (typeof RETURN_STEPS)[number];

/** Why a step cannot be taken now, though the viewer may take such steps. */
export type NotPossibleCode =
  | 'NOT_IN_PREPARATION'
  | 'NOT_WITH_EXECUTIVE'
  | 'NOT_A_SIGNATORY'
  | 'PREPARED_BY_YOU'
  | 'NO_SIGNATORY'
  | 'NOTHING_CHANGED'
  | 'FIRST_VERSION'
  | 'ONE_IN_PREPARATION'
  | 'NOT_SIGNED_YET';

export interface ReturnState {
  readonly returnId: string;
  readonly providerId: string;
  /** First day. */
  readonly month: string;
  readonly versionNo: number;
  readonly state: ReturnStateCode;
  readonly dueOn: string | null;
  readonly handedBy: string | null;
  readonly lockVersion: number;
}

/** What the provider says to a return. */
export interface ReturnComments {
  readonly overall: string;
  /** By the code of the line; only lines that something is said to. */
  readonly lines: Readonly<Record<string, string>>;
}

export interface ReturnChanged {
  readonly __typename: 'ReturnChanged';
  readonly returnId: string;
}

export function changed(returnId: string): ReturnChanged {
  return { __typename: 'ReturnChanged', returnId };
}

/** The refusal of a step that cannot be taken now. */
export function notPossible(code: NotPossibleCode, message: string): Refused {
  return new Refused<RefusalData>({ __typename: 'ReturnNotPossible', code, message });
}

const STATE = `select return_id as "returnId", provider_organisation_id as "providerId", month::text as month, version as "versionNo",
    state, due_on::text as "dueOn", handed_by as "handedBy", lock_version as "lockVersion" from provider_return`;

/** The own organisation's return, locked until the command ends. Refuses others' as not there, and one that has changed. */
export async function ownReturn(
  tx: Transaction,
  viewer: Viewer,
  { returnId, expectedVersion }: { readonly returnId: string; readonly expectedVersion: number },
): Promise<ReturnState> {
  const [found] = await tx.query<ReturnState>(
    `${STATE} where tenant_id = $1 and return_id = $2 and provider_organisation_id = $3 for update`,
    [tx.tenantId, returnId, viewer.organisationId],
  );
  if (!found) throw notPermitted();
  if (found.lockVersion !== expectedVersion) throw changedByOther(found.lockVersion);
  return found;
}

/** Returns that are not signed, locked in the order of their ids. For the product's own work. */
export function lockUnsigned(tx: Transaction): Promise<ReturnState[]> {
  return tx.query<ReturnState>(
    `${STATE} where tenant_id = $1 and state in ('inPreparation','withExecutive') order by return_id for update`,
    [tx.tenantId],
  );
}

/** Writes what happened to a return whose row is locked. `by` is an account, null for the product itself. */
export async function addStep(
  tx: Transaction,
  { returnId, providerId }: Pick<ReturnState, 'returnId' | 'providerId'>,
  step: { readonly kind: ReturnStepKind; readonly by: string | null; readonly reason?: string },
): Promise<void> {
  await tx.query(
    `insert into provider_return_step (tenant_id, return_id, step_no, provider_organisation_id, kind, reason, by_account, at)
     values ($1, $2, (select coalesce(max(step_no), 0) + 1 from provider_return_step where tenant_id = $1 and return_id = $2), $3, $4, $5, $6, $7)`,
    [tx.tenantId, returnId, providerId, step.kind, step.reason ?? '', step.by, tx.now],
  );
}

/** Moves a return on; whoever has it open reads it again. `by` is recorded as the one who handed it over, null for nobody. */
export async function moveReturn(
  tx: Transaction,
  { returnId }: Pick<ReturnState, 'returnId'>,
  state: ReturnStateCode,
  handedBy: string | null,
): Promise<void> {
  await tx.query(
    `update provider_return set state = $3, handed_by = $4::uuid, handed_at = case when $4::uuid is null then null when handed_by = $4::uuid then handed_at else $5::timestamptz end,
       lock_version = lock_version + 1 where tenant_id = $1 and return_id = $2`,
    [tx.tenantId, returnId, state, handedBy, tx.now],
  );
}

/** Marks that something of the return has changed, for those who have it open. */
export async function touchReturn(tx: Transaction, { returnId }: Pick<ReturnState, 'returnId'>): Promise<void> {
  await tx.query('update provider_return set lock_version = lock_version + 1 where tenant_id = $1 and return_id = $2', [
    tx.tenantId,
    returnId,
  ]);
}
