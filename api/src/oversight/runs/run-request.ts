import type { Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import type { RunCause } from '../../withholding/detection.service.js';

/** Runs of a period that were asked for and are not all written. First days of months. */
export interface RunRequest {
  readonly requestId: string;
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly cause: RunCause;
  readonly requestedBy: string | null;
  readonly monthsDone: number;
}

export interface NewRequest {
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly cause: RunCause;
  readonly requestedBy: string | null;
}

/** The hint that something waits; whoever works requests off listens to it. */
export const REQUESTED = 'runRequests';
/** The hint that the list of runs, or how far they are, has changed. The id is the tenant's. */
export const RUNS_CHANGED = 'runs';

/** Whoever asks at the same moment waits until this transaction has ended, and then sees what it asked for. */
export async function lockRequests(tx: Transaction): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`detection requests ${tx.tenantId}`]);
}

/** Asks for runs, in the caller's transaction. They begin when it has committed. */
export async function addRequest(tx: Transaction, request: NewRequest): Promise<string> {
  const requestId = newId();
  await tx.query(
    `insert into detection_request (tenant_id, request_id, from_month, to_month, cause, requested_by, requested_at, state)
     values ($1,$2,$3,$4,$5,$6,$7,'waiting')`,
    [tx.tenantId, requestId, request.fromMonth, request.toMonth, request.cause, request.requestedBy, tx.now],
  );
  tx.notify(REQUESTED, tx.tenantId);
  tx.notify(RUNS_CHANGED, tx.tenantId);
  return requestId;
}

/**
 * Asks for the months from one on to be judged again, because what was known of them has changed: a later month reads the
 * earlier ones too. Does nothing before the first run, and where the same is waiting already.
 */
export async function requestRerun(tx: Transaction, fromMonth: string): Promise<void> {
  const [newest] = await tx.query<{ month: string | null; isWaiting: boolean }>(
    `select max(month)::text as month, exists (select 1 from detection_request
       where tenant_id = $1 and state = 'waiting' and cause = 'correction' and from_month <= $2 and to_month >= (select max(month) from detection_run where tenant_id = $1)) as "isWaiting"
     from detection_run where tenant_id = $1`,
    [tx.tenantId, fromMonth],
  );
  if (!newest?.month || newest.isWaiting || newest.month < fromMonth) return;
  await addRequest(tx, { fromMonth, toMonth: newest.month, cause: 'correction', requestedBy: null });
}
