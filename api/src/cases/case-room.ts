import { toLondon } from '@quorate/libs/time';
import type { LockedMeeting } from '../meetings/locked-meeting.js';
import { coordinatesFor } from '../meetings/mdts/mdt-scope.js';
import { OWN_RELATIONSHIPS } from '../patients/relationships.js';
import type { Transaction } from '../platform/commands.js';
import { changedByOther, notPermitted, type RefusalData, Refused } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import type { CaseState } from './case-list-item.entity.js';

/** For how long after a meeting its list still opens the records of the people on it, to write up what was decided. */
export const ACCESS_DAYS_AFTER_MEETING = 14;

/** What the viewer is to a meeting's list. */
export type PartInMeeting = 'coordinator' | 'seat';

/** Whether the session's practitioner sits, or stands in, at the meeting `m`; `$1` has to be the tenant. */
export const HAS_SEAT = `(
  exists (select 1 from invitation hi where hi.tenant_id = $1 and hi.meeting_id = m.meeting_id
    and (select quorate_practitioner()) in (hi.practitioner_id, hi.deputy_practitioner_id))
  or exists (select 1 from mdt_seat hs left join seat_deputy hd on hd.tenant_id = hs.tenant_id and hd.seat_id = hs.seat_id
    where hs.tenant_id = $1 and hs.mdt_id = m.mdt_id and hs.to_version is null
      and (select quorate_practitioner()) in (hs.holder_practitioner_id, hd.practitioner_id)))`;

/** The viewer's part, or null when they have none. */
export async function partInMeeting(
  tx: Transaction,
  viewer: Viewer,
  meeting: { readonly meetingId: string; readonly hostOrganisationId: string },
): Promise<PartInMeeting | null> {
  if (coordinatesFor(viewer, meeting.hostOrganisationId)) return 'coordinator';
  if (viewer.role !== 'clinician') return null;
  const seated = await tx.query(
    `select 1 from mdt_meeting m where m.tenant_id = $1 and m.meeting_id = $2 and ${HAS_SEAT}`,
    [tx.tenantId, meeting.meetingId],
  );
  return seated.length > 0 ? 'seat' : null;
}

/** The meeting a list belongs to, with what the list's commands ask of it. */
export type CaseMeeting = Pick<
  LockedMeeting,
  'meetingId' | 'mdtId' | 'hostOrganisationId' | 'startsAt' | 'endsAt' | 'meetingDate' | 'durationMinutes' | 'status'
>;

export interface LockedCase {
  readonly caseId: string;
  readonly patientId: string;
  readonly state: CaseState;
  readonly listedBy: string;
  readonly lockVersion: number;
  readonly deceasedOn: string | null;
  readonly meeting: CaseMeeting;
  readonly part: PartInMeeting;
}

/** The place on the list, locked until the command ends, for somebody with a part in the meeting and a relationship with the person. */
export async function lockCase(
  tx: Transaction,
  viewer: Viewer,
  caseId: string,
  expectedVersion?: number,
): Promise<LockedCase> {
  const [found] = await tx.query<Omit<LockedCase, 'meeting' | 'part'> & CaseMeeting>(
    `select c.case_id as "caseId", c.patient_id as "patientId", c.state, c.listed_by as "listedBy", c.lock_version as "lockVersion",
       p.deceased_on::text as "deceasedOn", m.meeting_id as "meetingId", m.mdt_id as "mdtId", m.host_organisation_id as "hostOrganisationId",
       m.starts_at as "startsAt", m.ends_at as "endsAt", m.meeting_date::text as "meetingDate",
       m.duration_minutes as "durationMinutes", m.status
     from case_list_item c
     join patient p on p.tenant_id = c.tenant_id and p.patient_id = c.patient_id
     join mdt_meeting m on m.tenant_id = c.tenant_id and m.meeting_id = c.meeting_id
     where c.tenant_id = $1 and c.case_id = $2 and c.patient_id in (select o.patient_id from (${OWN_RELATIONSHIPS}) o)
     for update of c`,
    [tx.tenantId, caseId],
  );
  const part = found ? await partInMeeting(tx, viewer, found) : null;
  if (!found || part === null) throw notPermitted();
  if (expectedVersion !== undefined && found.lockVersion !== expectedVersion) throw changedByOther(found.lockVersion);
  return { ...found, meeting: found, part };
}

/** Refuses to list people for a meeting that is cancelled or whose day is over. */
export function refuseUnlessListable(tx: Transaction, meeting: CaseMeeting): void {
  if (meeting.status === 'cancelled')
    throw listClosed('This meeting was cancelled, so nobody can be listed for it. Choose another meeting.');
  if (meeting.meetingDate < toLondon(tx.now.toISOString()).date)
    throw listClosed('This meeting is over, so nobody can be listed for it. Choose a later meeting.');
}

/** Refuses to record what was decided at a meeting that is cancelled or whose day has not come. */
export function refuseUnlessMet(tx: Transaction, meeting: CaseMeeting): void {
  if (meeting.status === 'cancelled')
    throw listClosed('This meeting was cancelled. Carry the person over to another meeting instead.');
  if (meeting.meetingDate > toLondon(tx.now.toISOString()).date)
    throw listClosed('This meeting has not taken place yet. Record what was decided on the day.');
}

/** The list takes nothing of this kind now: the meeting was cancelled, is over, or has not come. */
export function listClosed(message: string): Refused {
  return new Refused({ __typename: 'ListClosed', code: 'LIST_CLOSED', message } as RefusalData);
}

/** A step that does not follow from where the case or the action is now. */
export function stepNotPossible(message: string): Refused {
  return new Refused({ __typename: 'StepNotPossible', code: 'STEP_NOT_POSSIBLE', message } as RefusalData);
}

/** The later of "the meeting's access" and "a fortnight from now": until when something finished can still be read. */
export function readableUntil(now: Date, meeting: Pick<CaseMeeting, 'endsAt'>): Date {
  return new Date(Math.max(now.getTime(), meeting.endsAt.getTime()) + ACCESS_DAYS_AFTER_MEETING * 86_400_000);
}

/** Keeps or ends what the case opens, now that its state or its actions have changed. */
export async function settleRelationships(
  tx: Transaction,
  caseId: string,
  meeting: Pick<CaseMeeting, 'endsAt'>,
): Promise<void> {
  await tx.query('select quorate_settle_case_relationships($1, $2)', [caseId, readableUntil(tx.now, meeting)]);
}
