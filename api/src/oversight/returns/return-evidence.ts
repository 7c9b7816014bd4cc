import { createHash } from 'node:crypto';
import { type ReturnFigures, type ReturnRow, returnFigures } from '@quorate/libs/attendance';
import { canonicalJson } from '@quorate/libs/identifiers';
import type { Query } from '../../platform/audit.js';

/** What a return is counted from: the seats of one provider in one month, as the evidence has them at one cut. */
export interface ReturnEvidence {
  /** The newest number of the tenant's evidence when it was read. */
  readonly dataCut: string;
  readonly evidenceNos: readonly string[];
  /** SHA-256 of the rows, so that it can be shown later that they are the same. */
  readonly rowsHash: string;
  readonly figures: ReturnFigures;
}

interface EvidenceRow extends ReturnRow {
  readonly no: string;
  readonly meetingId: string;
  readonly seatId: string;
  readonly version: number;
}

/**
 * Reads the rows as they are now. In a transaction that writes a return, hold the head of the evidence first
 * (`lockEvidence`): then the cut and the rows are of one moment.
 *   month   first day
 */
export async function readEvidence(
  query: Query,
  tenantId: string,
  providerId: string,
  month: string,
): Promise<ReturnEvidence> {
  const [head] = await query<{ no: string }>('select evidence_no::text as no from evidence_head where tenant_id = $1', [
    tenantId,
  ]);
  const rows = await query<EvidenceRow>(
    `select e.evidence_no::text as no, e.meeting_id as "meetingId", e.seat_id as "seatId", e.version, e.count_class as "countClass",
       e.status, e.reason_code as "reasonCode", e.host_organisation_id = e.provider_organisation_id as "isOwnSite", e.role_code as "roleCode"
     from attendance_evidence e
     where e.tenant_id = $1 and e.provider_organisation_id = $2 and e.meeting_date >= $3::date
       and e.meeting_date < $3::date + interval '1 month' and e.is_current and not e.is_gone
     order by e.evidence_no`,
    [tenantId, providerId, month],
  );
  return {
    dataCut: head?.no ?? '0',
    evidenceNos: rows.map(({ no }) => no),
    rowsHash: createHash('sha256')
      .update(canonicalJson(rows.map((row) => ({ ...row }))))
      .digest('hex'),
    figures: returnFigures(rows),
  };
}

/** Keeps other commands from recording evidence until this transaction ends. */
export async function lockEvidence(query: Query, tenantId: string): Promise<void> {
  await query('select 1 as locked from evidence_head where tenant_id = $1 for update', [tenantId]);
}

/** Whether two figures are the same in every line, site and role. */
export function sameFigures(a: ReturnFigures, b: ReturnFigures): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
