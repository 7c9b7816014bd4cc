import type { EvidenceRow } from '@quorate/libs/signals';
import type { Query } from '../platform/audit.js';

/** What to read: versions numbered up to the cut, of meetings in [from, until). */
export interface EvidenceAsk {
  readonly cut: string;
  readonly from: string;
  readonly until: string;
}

/** The newest number of the tenant's evidence: what is read up to it is the same for ever. '0' where there is none. */
export async function evidenceCut(query: Query, tenantId: string): Promise<string> {
  const [head] = await query<{ no: string }>('select evidence_no as no from evidence_head where tenant_id = $1', [
    tenantId,
  ]);
  return head?.no ?? '0';
}

/** Rows as they stood at a cut, in the order of their meetings. The same cut gives the same rows for ever. */
export async function evidenceAt(
  query: Query,
  tenantId: string,
  { cut, from, until }: EvidenceAsk,
): Promise<EvidenceRow[]> {
  const rows = await query<StoredEvidence>(
    `select ${EVIDENCE_COLUMNS} from attendance_evidence e
     where e.tenant_id = $1 and e.evidence_no <= $2 and e.meeting_date >= $3 and e.meeting_date < $4 and not e.is_gone and ${IS_NEWEST_AT_CUT}
     order by e.meeting_date, e.meeting_id, e.seat_id`,
    [tenantId, cut, from, until],
  );
  return rows.map(evidenceRowOf);
}

/** Of the versions up to the cut $2, the newest of its row. For an alias `e` of attendance_evidence. */
export const IS_NEWEST_AT_CUT = `not exists (select 1 from attendance_evidence n where n.tenant_id = e.tenant_id and n.meeting_id = e.meeting_id
  and n.seat_id = e.seat_id and n.version > e.version and n.evidence_no <= $2)`;

/** The columns of an alias `e` of attendance_evidence that `evidenceRowOf` reads. */
export const EVIDENCE_COLUMNS = `e.meeting_id as "meetingId", e.seat_id as "seatId", e.practitioner_id as "practitionerId",
  e.provider_organisation_id as "providerId", e.host_organisation_id as "hostId", e.mdt_id as "mdtId", e.series_id as "seriesId", e.site_id as "siteId",
  e.role_code as "roleCode", e.is_core as "isCore", e.meeting_date::text as "meetingDate", e.start_minute as "startMinute",
  e.duration_minutes as "durationMinutes", e.mode, e.invited_on::text as "invitedOn", e.travel_minutes as "travelMinutes", e.travel_km as "travelKm", e.cover_depth as "coverDepth",
  e.count_class as "countClass", e.status, e.minutes_present as "minutesPresent", e.reason_code as "reasonCode", e.is_strike_day as "isStrikeDay", e.recorded_by as "recordedBy",
  e.release_requested_on::text as "releaseRequestedOn", e.release_decision as "releaseDecision", e.release_decided_on::text as "releaseDecidedOn"`;

export interface StoredEvidence extends Omit<EvidenceRow, 'release' | 'travelKm' | 'isStrikeDay'> {
  readonly travelKm: number | null;
  readonly isStrikeDay: boolean;
  readonly releaseRequestedOn: string | null;
  readonly releaseDecision: NonNullable<EvidenceRow['release']>['decision'];
  readonly releaseDecidedOn: string | null;
}

export function evidenceRowOf(stored: StoredEvidence): EvidenceRow {
  const { releaseRequestedOn, releaseDecision, releaseDecidedOn, travelKm, isStrikeDay, ...row } = stored;
  const release =
    releaseRequestedOn === null
      ? null
      : { requestedOn: releaseRequestedOn, decision: releaseDecision, decidedOn: releaseDecidedOn };
  return { ...row, ...(travelKm === null ? {} : { travelKm }), ...(isStrikeDay ? { isStrikeDay } : {}), release };
}
