import { Inject, Injectable } from '@nestjs/common';
import { absenceReason, linesOf, RETURN_LINES } from '@quorate/libs/attendance';
import { Reads } from '../../platform/reads.js';
import { sessionOf } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import type { ProviderReturnRow, ProviderReturnRows } from './return-rows.graphql.js';
import { RETURN_ROWS } from './return-statements.js';

const MOST = 200;

/** Which rows of a return are asked for. */
export interface ReturnRowsAsked {
  readonly returnId: string;
  readonly line: string;
  readonly isOwnSite: boolean | null;
  readonly roleCode: string | null;
  readonly first: number;
  /** How many rows have been shown already. */
  readonly from: number;
}

interface EvidenceRow extends Omit<ProviderReturnRow, 'id' | 'countsAs' | 'reason'> {
  readonly no: string;
  readonly roleCode: string;
  readonly countClass: string;
  readonly status: string;
  readonly reasonCode: string | null;
}

/** The rows behind a number of the own organisation's return: those it was counted from, whatever was corrected since. */
@Injectable()
export class ReturnRowsReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  async rows(viewer: Viewer, asked: ReturnRowsAsked): Promise<ProviderReturnRows | null> {
    const line = RETURN_LINES.find(({ code }) => code === asked.line);
    if (!line) return null;
    return this.reads.inSnapshot(sessionOf(viewer), async (query) => {
      const [found] = await query<{ month: string; versionNo: number; nos: string[] }>(
        `select to_char(r.month, 'YYYY-MM') as month, r.version as "versionNo", c.evidence_nos::text[] as nos
         from provider_return r join provider_return_content c on c.tenant_id = r.tenant_id and c.return_id = r.return_id
         where r.tenant_id = $1 and r.return_id = $2 and r.provider_organisation_id = quorate_organisation()`,
        [viewer.tenantId, asked.returnId],
      );
      if (!found) return null;
      const rows = (await query<EvidenceRow>(RETURN_ROWS, [viewer.tenantId, found.nos])).filter(
        (row) =>
          linesOf(row).includes(line.code) &&
          (asked.isOwnSite === null || row.isOwnSite === asked.isOwnSite) &&
          (asked.roleCode === null || row.roleCode === asked.roleCode),
      );
      const until = asked.from + Math.max(1, Math.min(MOST, asked.first));
      return {
        returnId: asked.returnId,
        month: found.month,
        versionNo: found.versionNo,
        lineLabel: line.label,
        total: rows.length,
        rows: rows.slice(asked.from, until).map(rowOf),
        endCursor: until < rows.length ? String(until) : null,
      };
    });
  }
}

const LABELS: ReadonlyMap<string, string> = new Map(RETURN_LINES.map(({ code, label }) => [code, label]));

function rowOf(row: EvidenceRow): ProviderReturnRow {
  const { no, meetingId, date, mdtName, hostName, roleName, isOwnSite, staffName } = row;
  return {
    id: no,
    meetingId,
    date,
    mdtName,
    hostName,
    roleName,
    isOwnSite,
    countsAs: wordsOf(linesOf(row)),
    reason: row.reasonCode === null ? null : (absenceReason(row.reasonCode)?.label ?? null),
    staffName,
  };
}

/** "Filled by a deputy", "Lost: no reason was given", "Left out: short notice". */
function wordsOf(lines: readonly string[]): string {
  const [whole = '', part = ''] = lines.slice(-2).map((code) => LABELS.get(code) ?? code);
  const lower = part.charAt(0).toLowerCase() + part.slice(1);
  return lines.includes('filled') ? `${whole} ${lower}` : `${whole}: ${lower}`;
}
