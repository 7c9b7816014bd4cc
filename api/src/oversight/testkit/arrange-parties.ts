import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../platform/viewer.js';
import type { TestApp } from '../../testkit/test-app.js';

/** Somebody in the same role for the same organisation; `alsoAt` gives them a second role elsewhere, `as` makes them that member of staff. */
export async function addColleague(
  t: TestApp,
  of: Viewer,
  { alsoAt, as = null }: { readonly alsoAt?: string; readonly as?: string | null } = {},
): Promise<Viewer> {
  const accountId = randomUUID();
  const login = `colleague-${accountId.slice(-6)}`;
  await t.db.sql(
    of.tenantId,
    `insert into account (tenant_id, account_id, login, name, email, practitioner_id, active_from) values ($1,$2,$3,$3,$4,$5,'2020-01-01')`,
    [of.tenantId, accountId, login, `${login}@example.invalid`, as],
  );
  const actingRoleId = randomUUID();
  const roles = [[actingRoleId, of.role, of.organisationId], ...(alsoAt ? [[randomUUID(), 'clinician', alsoAt]] : [])];
  for (const [id, role, organisationId] of roles) {
    await t.db.sql(
      of.tenantId,
      `insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, during) values ($1,$2,$3,$4,$5,'[2020-01-01,)')`,
      [of.tenantId, id, accountId, role, organisationId],
    );
  }
  return { ...of, accountId, actingRoleId, login, name: login, practitionerId: as };
}

/** The newest version of one row of evidence: Northgate's geriatrician was not at Riverside's meeting. */
export async function arrangeEvidence(
  t: TestApp,
  row: { readonly meetingId: string; readonly seatId: string },
  { recordedBy }: { readonly recordedBy: string },
): Promise<void> {
  const { tenantId, organisations, practitioners } = t.economy;
  await t.db.sql(
    tenantId,
    'update attendance_evidence set is_current = false where tenant_id = $1 and meeting_id = $2 and seat_id = $3 and is_current',
    [tenantId, row.meetingId, row.seatId],
  );
  await t.db.sql(
    tenantId,
    `insert into attendance_evidence (tenant_id, evidence_no, meeting_id, seat_id, version, is_current, is_gone, practitioner_id, provider_organisation_id,
       host_organisation_id, mdt_id, role_code, is_core, meeting_date, start_minute, duration_minutes, mode, cover_depth, count_class, status, recorded_by, recorded_at)
     select $1, (select coalesce(max(evidence_no), 0) + 1 from attendance_evidence where tenant_id = $1), m.meeting_id, $3,
       (select coalesce(max(version), 0) + 1 from attendance_evidence where tenant_id = $1 and meeting_id = $2 and seat_id = $3), true, false, $4, $5,
       m.host_organisation_id, m.mdt_id, 'geriatrician', true, m.meeting_date, 540, m.duration_minutes, 'inPerson', 0, 'lost', 'absentNoNotice', $6, '2026-11-10'
     from mdt_meeting m where m.tenant_id = $1 and m.meeting_id = $2`,
    [tenantId, row.meetingId, row.seatId, practitioners.geriatrician, organisations.northgate, recordedBy],
  );
}
