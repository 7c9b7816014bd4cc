import type { UndertakingParty, UndertakingState } from '@quorate/libs/signals';
import type { Transaction } from '../../platform/commands.js';
import type { Viewer } from '../../platform/viewer.js';
import type { Terms } from './undertaking-inputs.js';

export interface StoredUndertaking {
  readonly undertakingId: string;
  readonly signalId: string;
  readonly state: UndertakingState;
  readonly writtenBy: UndertakingParty;
  readonly doneBy: string;
  readonly answerDueOn: string | null;
  readonly lockVersion: number;
}

export const UNDERTAKING_STEP_KINDS = [
  'proposed',
  'rewritten',
  'changeAsked',
  'accepted',
  'declined',
  'withdrawn',
  'progress',
  'reportedDone',
  'done',
  'notDone',
  'answerDueSoon',
  'dueSoon',
  'overdue',
] as const;

export interface NewUndertakingStep {
  readonly kind: (typeof UNDERTAKING_STEP_KINDS)[number];
  /** Null when the product did it by rule. */
  readonly by: { readonly viewer: Viewer; readonly party: UndertakingParty } | null;
  readonly words?: string;
  readonly terms?: Terms;
  readonly remedy?: string | null;
  readonly dueOn?: string | null;
}

/** Which signal an undertaking belongs to: the signal is locked first, by whatever changes either. */
export async function signalOf(tx: Transaction, undertakingId: string): Promise<string | null> {
  const [found] = await tx.query<{ signalId: string }>(
    'select signal_id as "signalId" from signal_undertaking where tenant_id = $1 and undertaking_id = $2',
    [tx.tenantId, undertakingId],
  );
  return found?.signalId ?? null;
}

/** The undertaking, locked until the command ends. */
export async function lockUndertaking(tx: Transaction, undertakingId: string): Promise<StoredUndertaking | null> {
  const [found] = await tx.query<StoredUndertaking>(
    `select undertaking_id as "undertakingId", signal_id as "signalId", state, written_party as "writtenBy", done_by::text as "doneBy",
       answer_due_on::text as "answerDueOn", lock_version as "lockVersion"
     from signal_undertaking where tenant_id = $1 and undertaking_id = $2 for update`,
    [tx.tenantId, undertakingId],
  );
  return found ?? null;
}

/** One step of an undertaking's history. Its signal's row is locked, so the numbers have no gap. */
export async function addUndertakingStep(
  tx: Transaction,
  { undertakingId, signalId }: { readonly undertakingId: string; readonly signalId: string },
  step: NewUndertakingStep,
): Promise<void> {
  await tx.query(
    `insert into undertaking_step (tenant_id, undertaking_id, step_no, at, kind, words, terms, remedy, due_on, account_id, on_behalf_of, party)
     values ($1, $2, (select coalesce(max(step_no), 0) + 1 from undertaking_step where tenant_id = $1 and undertaking_id = $2), $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tx.tenantId,
      undertakingId,
      tx.now,
      step.kind,
      step.words ?? '',
      step.terms ?? null,
      step.remedy ?? null,
      step.dueOn ?? null,
      step.by?.viewer.accountId ?? null,
      step.by?.viewer.organisationId ?? null,
      step.by?.party ?? null,
    ],
  );
  tx.audit({ entity: 'Signal', entityId: signalId, detail: { undertakingId, undertaking: step.kind } });
}
