import type { Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { type ReturnEvidence, readEvidence } from './return-evidence.js';
import { addStep } from './return-state.js';

export interface NewReturn {
  readonly providerId: string;
  /** First day. */
  readonly month: string;
  readonly versionNo: number;
  readonly dueOn: string | null;
  /** The account that asked for it; null for the product itself. */
  readonly by: string | null;
}

/** Writes a return in preparation with its figures as they are now. The caller holds the evidence. Returns its id. */
export async function makeReturn(tx: Transaction, wanted: NewReturn, known?: ReturnEvidence): Promise<string> {
  const returnId = newId();
  const { providerId, month } = wanted;
  const evidence = known ?? (await readEvidence(tx.query, tx.tenantId, providerId, month));
  await tx.query(
    `insert into provider_return (tenant_id, return_id, provider_organisation_id, month, version, state, due_on, made_at)
     values ($1,$2,$3,$4,$5,'inPreparation',$6,$7)`,
    [tx.tenantId, returnId, providerId, month, wanted.versionNo, wanted.dueOn, tx.now],
  );
  await tx.query(
    `insert into provider_return_content (tenant_id, return_id, provider_organisation_id, data_cut, evidence_nos, rows_hash, figures, comments, taken_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
    [
      tx.tenantId,
      returnId,
      providerId,
      evidence.dataCut,
      evidence.evidenceNos,
      Buffer.from(evidence.rowsHash, 'hex'),
      evidence.figures,
      { overall: '', lines: {} },
      tx.now,
    ],
  );
  await addStep(tx, { returnId, providerId }, { kind: 'made', by: wanted.by });
  return returnId;
}
