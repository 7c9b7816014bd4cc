import { giveRelationship } from '../patients/relationships.js';
import type { Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { invalidInput } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { CaseListItem } from './case-list-item.entity.js';
import { ACCESS_DAYS_AFTER_MEETING, type CaseMeeting, type PartInMeeting } from './case-room.js';

export interface Place {
  readonly meeting: CaseMeeting;
  readonly part: PartInMeeting;
  readonly patientId: string;
  readonly question: string;
  readonly wantedByPerson: string;
  readonly relevantSeatIds: readonly string[];
  readonly knowsPersonPractitionerIds: readonly string[];
  readonly carriedFromCaseId: string | null;
}

/** Puts a person at the end of a list and opens their record to those who need it there. The meeting has to be locked. */
export async function placeOnList(tx: Transaction, viewer: Viewer, place: Place): Promise<string> {
  const caseId = newId();
  const accessUntil = new Date(place.meeting.endsAt.getTime() + ACCESS_DAYS_AFTER_MEETING * 86_400_000);
  await tx.manager.insert(CaseListItem, {
    tenantId: tx.tenantId,
    caseId,
    meetingId: place.meeting.meetingId,
    mdtId: place.meeting.mdtId,
    patientId: place.patientId,
    position: await nextPosition(tx, place.meeting.meetingId),
    question: place.question,
    wantedByPerson: place.wantedByPerson,
    state: 'listed',
    outcome: null,
    outcomeText: null,
    outcomeAt: null,
    outcomeBy: null,
    carriedFromCaseId: place.carriedFromCaseId,
    listedBy: viewer.accountId,
    listedAt: tx.now,
    accessUntil,
    lockVersion: 1,
  });
  await tx.query(
    'insert into case_relevant_seat (tenant_id, case_id, seat_id) select $1, $2, s from unnest($3::uuid[]) s',
    [tx.tenantId, caseId, place.relevantSeatIds],
  );
  await tx.query(
    'insert into case_knows_person (tenant_id, case_id, practitioner_id) select $1, $2, p from unnest($3::uuid[]) p',
    [tx.tenantId, caseId, place.knowsPersonPractitionerIds],
  );
  await openRecord(tx, viewer, place, caseId, accessUntil);
  return caseId;
}

/** Gives what being on the list gives, each with its audit event. */
async function openRecord(
  tx: Transaction,
  viewer: Viewer,
  place: Place,
  caseId: string,
  accessUntil: Date,
): Promise<void> {
  const give = async (
    party: { practitionerId: string } | { accountId: string },
    basis: 'knowsThePerson' | 'coordinatesTheMeeting',
    reason: string,
    until: Date | null,
  ) => {
    const { patientId } = place;
    const relationshipId = await giveRelationship(tx, {
      patientId,
      party,
      basis,
      reason,
      until,
      grantedBy: viewer.accountId,
      caseId,
    });
    tx.audit({ entity: 'Relationship', entityId: relationshipId, patientId, detail: { basis, caseId, ...party } });
  };
  for (const practitionerId of place.knowsPersonPractitionerIds)
    await give(
      { practitionerId },
      'knowsThePerson',
      'Was named as knowing the person when they were listed',
      accessUntil,
    );
  // Without end until there is an outcome, so that somebody who was not reached is not lost sight of.
  for (const accountId of await coordinatorsOf(tx, viewer, place))
    await give({ accountId }, 'coordinatesTheMeeting', 'Co-ordinates the meeting for which the person is listed', null);
  await syncSeatRelationships(tx, place.meeting.meetingId);
}

/** The co-ordinator who lists; where somebody with a seat lists, everyone who co-ordinates for the host now. */
async function coordinatorsOf(tx: Transaction, viewer: Viewer, place: Place): Promise<string[]> {
  if (place.part === 'coordinator') return [viewer.accountId];
  const rows = await tx.query<{ account_id: string }>(
    `select distinct r.account_id from acting_role r join account a on a.tenant_id = r.tenant_id and a.account_id = r.account_id
     where r.tenant_id = $1 and r.organisation_id = $2 and r.role = 'careCoordinator' and r.during @> quorate_now()
       and (a.left_at is null or a.left_at > quorate_now()) order by 1`,
    [tx.tenantId, place.meeting.hostOrganisationId],
  );
  return rows.map((row) => row.account_id);
}

/** Gives the holders and deputies of relevant seats their relationships and ends those of who no longer sits there. */
export async function syncSeatRelationships(tx: Transaction, meetingId: string): Promise<void> {
  const changes = await tx.query<{
    relationship_id: string;
    patient_id: string;
    practitioner_id: string;
    is_given: boolean;
  }>('select * from quorate_sync_seat_relationships($1, $2)', [meetingId, ACCESS_DAYS_AFTER_MEETING]);
  for (const change of changes) {
    tx.audit({
      entity: 'Relationship',
      entityId: change.relationship_id,
      patientId: change.patient_id,
      detail: {
        basis: 'seatAtTheMeeting',
        practitionerId: change.practitioner_id,
        [change.is_given ? 'given' : 'ended']: true,
      },
    });
  }
}

async function nextPosition(tx: Transaction, meetingId: string): Promise<number> {
  const [row] = await tx.query<{ listed: number }>('select quorate_listed_people($1) as listed', [meetingId]);
  const [own] = await tx.query<{ last: number | null }>(
    'select max(position) as last from case_list_item where tenant_id = $1 and meeting_id = $2',
    [tx.tenantId, meetingId],
  );
  return Math.max(row?.listed ?? 0, own?.last ?? 0) + 1;
}

export interface MeetingSeat {
  readonly seatId: string;
  readonly isCore: boolean;
  /** Who is expected on the seat, the deputy where one stands in. */
  readonly practitionerId: string | null;
}

/** The seats of a meeting as its terms of reference have them, in their order. */
export function seatsOf(tx: Transaction, meeting: Pick<CaseMeeting, 'meetingId' | 'mdtId'>): Promise<MeetingSeat[]> {
  return tx.query<MeetingSeat>(
    `select s.seat_id as "seatId", s.kind = 'core' as "isCore",
       coalesce(i.deputy_practitioner_id, i.practitioner_id, s.holder_practitioner_id) as "practitionerId"
     from mdt_seat s left join invitation i on i.tenant_id = s.tenant_id and i.seat_id = s.seat_id and i.meeting_id = $2
     where s.tenant_id = $1 and s.mdt_id = $3 and (i.invitation_id is not null or s.to_version is null)
     order by s.position, s.seat_id`,
    [tx.tenantId, meeting.meetingId, meeting.mdtId],
  );
}

/** The seats named, or all core seats when none is. Refuses a seat of another MDT. */
export function relevantSeats(seats: readonly MeetingSeat[], named: readonly string[]): string[] {
  const unknown = named.find((id) => !seats.some((seat) => seat.seatId === id));
  if (unknown !== undefined) throw invalidInput('relevantSeatIds', 'Choose seats of this meeting.');
  return named.length > 0 ? [...new Set(named)] : seats.filter((seat) => seat.isCore).map((seat) => seat.seatId);
}

/** The practitioners, each once. Refuses one who is not in the directory. */
export async function knownPractitioners(tx: Transaction, named: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ practitioner_id: string }>(
    'select practitioner_id from practitioner where tenant_id = $1 and practitioner_id = any ($2::uuid[])',
    [tx.tenantId, named],
  );
  const found = rows.map((row) => row.practitioner_id);
  if (found.length !== new Set(named).size)
    throw invalidInput('knowsPersonPractitionerIds', 'Choose people from the directory.');
  return found;
}
