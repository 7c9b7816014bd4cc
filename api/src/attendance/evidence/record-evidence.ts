import type { Transaction } from '../../platform/commands.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import { FACT_COLUMNS, FACTS, TRAVEL_KM } from './evidence-facts.sql.js';

/**
 * Writes what the seats of these meetings are as evidence, in the caller's transaction: a new version of each row that
 * says something else than before, and of no other. Call it after every write that changes a register, a count, or an
 * answer to a release request; a meeting that has no count has no evidence, and costs one look.
 *   edges   two callers of one tenant take turns from here until they commit, so numbers are in the order of commitment;
 *           requests for release are read as the product's own work, since the row is whole whoever's write it follows
 */
export async function recordEvidence(tx: Transaction, meetingIds: readonly string[]): Promise<void> {
  if (meetingIds.length === 0) return;
  await asOwnWork(tx.query, async () => {
    const from = await lockHead(tx);
    const superseded = await tx.query<{ isGone: boolean }>(SUPERSEDE_SQL, [tx.tenantId, meetingIds]);
    const [written] = await tx.query<{ rows: number }>(WRITE_SQL, [tx.tenantId, meetingIds, from, tx.now]);
    let rows = written?.rows ?? 0;
    if (superseded.some(({ isGone }) => isGone)) {
      const [gone] = await tx.query<{ rows: number }>(WRITE_GONE_SQL, [
        tx.tenantId,
        meetingIds,
        String(Number(from) + rows),
        tx.now,
      ]);
      rows += gone?.rows ?? 0;
    }
    if (rows === 0) return;
    await tx.query('update evidence_head set evidence_no = evidence_no + $2 where tenant_id = $1', [tx.tenantId, rows]);
  });
}

/** The newest number of the tenant's evidence, held until the transaction ends. */
async function lockHead(tx: Transaction): Promise<string> {
  const [head] = await tx.query<{ no: string }>(
    `insert into evidence_head as h (tenant_id, evidence_no) values ($1, 0)
     on conflict (tenant_id) do update set evidence_no = h.evidence_no returning evidence_no as no`,
    [tx.tenantId],
  );
  if (!head) throw new Error('The head of the evidence is missing.');
  return head.no;
}

const rowOf = (alias: string) => `row(${FACT_COLUMNS.map((column) => `${alias}.${column}`).join(', ')})`;

/** Ends the versions that are no longer so; says of each whether the seat counts no more at all. */
const SUPERSEDE_SQL = `
  with wanted as materialized (${FACTS})
  update attendance_evidence e set is_current = false
  from (
    select k.evidence_no, w.meeting_id is null as is_gone
    from attendance_evidence k left join wanted w on w.meeting_id = k.meeting_id and w.seat_id = k.seat_id
    where k.tenant_id = $1 and k.meeting_id = any($2) and k.is_current
      and case when w.meeting_id is null then not k.is_gone else k.is_gone or ${rowOf('w')} is distinct from ${rowOf('k')} end
  ) s
  where e.tenant_id = $1 and e.evidence_no = s.evidence_no
  returning s.is_gone as "isGone"`;

const COLUMNS = FACT_COLUMNS.join(', ');
const INSERT = `insert into attendance_evidence (tenant_id, evidence_no, meeting_id, seat_id, version, is_current, is_gone, ${COLUMNS}, cover_depth, travel_km, recorded_at)`;
const NO_CURRENT = `not exists (select 1 from attendance_evidence k where k.tenant_id = $1 and k.meeting_id = w.meeting_id and k.seat_id = w.seat_id and k.is_current)`;

/**
 * A version of every wanted row that has none, or none any more. A later version of the same way keeps the distance that
 * was written first, wherever the employer has moved since.
 */
const WRITE_SQL = `
  with wanted as materialized (${FACTS}), written as (
    ${INSERT}
    select $1, $3::bigint + row_number() over (order by w.meeting_date, w.meeting_id, w.seat_id), w.meeting_id, w.seat_id, coalesce(p.version, 0) + 1, true, false,
      ${FACT_COLUMNS.map((column) => `w.${column}`).join(', ')},
      coalesce(p.cover_depth, (select count(*) from seat_deputy d where d.tenant_id = $1 and d.seat_id = w.seat_id)),
      coalesce(case when p.mode = w.mode and p.site_id is not distinct from w.site_id and p.provider_organisation_id = w.provider_organisation_id
        then p.travel_km end, ${TRAVEL_KM}), $4
    from wanted w
    left join organisation o on o.tenant_id = $1 and o.organisation_id = w.provider_organisation_id
    left join site g on g.tenant_id = $1 and g.site_id = w.site_id
    left join lateral (
      select k.version, k.cover_depth, k.mode, k.site_id, k.provider_organisation_id, k.travel_km from attendance_evidence k where k.tenant_id = $1 and k.meeting_id = w.meeting_id and k.seat_id = w.seat_id
      order by k.version desc limit 1
    ) p on true
    where ${NO_CURRENT}
    returning 1
  ) select count(*)::integer as rows from written`;

/** The last version again, marked as gone, of every row that has no current one. */
const WRITE_GONE_SQL = `
  with written as (
    ${INSERT}
    select $1, $3::bigint + row_number() over (order by w.meeting_date, w.meeting_id, w.seat_id), w.meeting_id, w.seat_id, w.version + 1, true, true,
      ${FACT_COLUMNS.map((column) => `w.${column}`).join(', ')}, w.cover_depth, w.travel_km, $4
    from attendance_evidence w
    where w.tenant_id = $1 and w.meeting_id = any($2) and ${NO_CURRENT}
      and not exists (select 1 from attendance_evidence l where l.tenant_id = $1 and l.meeting_id = w.meeting_id and l.seat_id = w.seat_id and l.version > w.version)
    returning 1
  ) select count(*)::integer as rows from written`;
