import { randomUUID } from 'node:crypto';
import type { Viewer } from '../platform/viewer.js';
import type { ArrangedMeeting } from './arrange-meeting.js';
import type { TestApp } from './test-app.js';

export interface ArrangedPerson {
  readonly patientId: string;
  /** A name that occurs nowhere else, so that it can be searched for in every answer. */
  readonly familyName: string;
}

/** A person nobody is related to. */
export async function arrangePerson(
  t: TestApp,
  wanted: { nhsNumber?: string; dateOfBirth?: string; deceasedOn?: string } = {},
): Promise<ArrangedPerson> {
  const patientId = randomUUID();
  const familyName = `Canary${patientId.slice(0, 8)}`;
  await t.db.sql(
    t.economy.tenantId,
    `insert into patient (tenant_id, patient_id, nhs_number, nhs_number_status, family_name, given_name, date_of_birth, deceased_on, created_at)
     values ($1,$2,$3,'checkDigitOnly',$4,'Given',$5,$6,'2025-01-01')`,
    [
      t.economy.tenantId,
      patientId,
      wanted.nhsNumber ?? null,
      familyName,
      wanted.dateOfBirth ?? '1940-05-06',
      wanted.deceasedOn ?? null,
    ],
  );
  return { patientId, familyName };
}

/** Opens a person's record to a viewer by referral, without end unless told. */
export async function relate(
  t: TestApp,
  viewer: Viewer,
  patientId: string,
  until: string | null = null,
): Promise<void> {
  await t.db.sql(
    viewer.tenantId,
    `insert into legitimate_relationship (tenant_id, relationship_id, patient_id, practitioner_id, account_id, basis, reason, during)
     values ($1,$2,$3,$4,$5,'referral','test',tstzrange('2025-01-01', $6))`,
    [
      viewer.tenantId,
      randomUUID(),
      patientId,
      viewer.practitionerId,
      viewer.practitionerId ? null : viewer.accountId,
      until,
    ],
  );
}

/** A later meeting of the same MDT, with the same seats and people invited. */
export async function arrangeNextMeeting(t: TestApp, first: ArrangedMeeting, startsAt: string): Promise<string> {
  const meetingId = randomUUID();
  const { tenantId } = t.economy;
  await t.db.sql(
    tenantId,
    `insert into mdt_meeting (tenant_id, meeting_id, mdt_id, terms_id, host_organisation_id, starts_at, ends_at, meeting_date, start_time, duration_minutes, site_id, status, calendar_uid)
     select tenant_id, $3::uuid, mdt_id, terms_id, host_organisation_id, $4::timestamptz, $4::timestamptz + interval '90 minutes',
       ($4::timestamptz at time zone 'Europe/London')::date, start_time, duration_minutes, site_id, 'booked', $3::uuid::text
     from mdt_meeting where tenant_id = $1 and meeting_id = $2`,
    [tenantId, first.meetingId, meetingId, startsAt],
  );
  await t.db.sql(
    tenantId,
    `insert into invitation (tenant_id, invitation_id, meeting_id, seat_id, practitioner_id, provider_organisation_id, response)
     select tenant_id, gen_random_uuid(), $3::uuid, seat_id, practitioner_id, provider_organisation_id, 'accepted' from invitation where tenant_id = $1 and meeting_id = $2`,
    [tenantId, first.meetingId, meetingId],
  );
  return meetingId;
}

/** How many audit events of this kind and operation there are, about this person if given. */
export async function countEvents(
  t: TestApp,
  operation: string,
  kind: string,
  patientId: string | null = null,
): Promise<number> {
  const rows = await t.db.sql(
    t.economy.tenantId,
    'select 1 from audit_event where operation = $1 and kind = $2 and ($3::uuid is null or patient_id = $3)',
    [operation, kind, patientId],
  );
  return rows.length;
}
