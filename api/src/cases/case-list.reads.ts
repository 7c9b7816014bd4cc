import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { IDENTITY_JSON, type IdentityRow, type RelationshipRow, relationshipOf } from '../patients/patients.reads.js';
import { OWN_RELATIONSHIPS } from '../patients/relationships.js';
import type { AuditEntry } from '../platform/audit.js';
import { Clock } from '../platform/clock.js';
import { Reads } from '../platform/reads.js';
import type { RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { fillOf } from './case-presence.js';
import { HAS_SEAT } from './case-room.js';
import {
  ACTION_JSON,
  ACTION_TABLES,
  type ActionRow,
  actionOf,
  IS_WAITING,
  idOrNull,
  WAITING_JSON,
  WAITING_TABLES,
  type WaitingRow,
} from './case-rows.js';
import type { CaseList, CaseSeat, ListedCase } from './case-views.graphql.js';

// $1 tenant, $2 meeting, $3 whether the viewer acts as a co-ordinator, $4 whether as a clinician, $5 the viewer's account.
const MEETING = `
  select m.meeting_id, m.mdt_id, m.meeting_date, m.starts_at, m.ends_at, m.status, m.duration_minutes, d.name as mdt_name,
    ($3 and m.host_organisation_id is not distinct from quorate_organisation()) as is_coordinator, ($4 and ${HAS_SEAT}) as has_seat
  from mdt_meeting m join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
  where m.tenant_id = $1 and m.meeting_id = $2`;

const LISTED = `
  select c.*, rel.relationships
  from case_list_item c
  join (select o.patient_id, json_agg(json_build_object('basis', o.basis, 'reason', o.reason, 'since', o.since, 'until', o.until)
      order by o.since, o.relationship_id) as relationships from own o group by o.patient_id) rel on rel.patient_id = c.patient_id
  where c.tenant_id = $1 and c.meeting_id = $2 and c.state <> 'withdrawn'`;

const CASES_JSON = `
  select json_agg(json_build_object(
    'id', c.case_id, 'person', ${IDENTITY_JSON}, 'relationships', c.relationships, 'question', c.question,
    'wantedByPerson', c.wanted_by_person, 'state', c.state, 'outcome', c.outcome, 'outcomeText', c.outcome_text,
    'outcomeAt', c.outcome_at, 'outcomeByName', ob.name, 'lockVersion', c.lock_version, 'isLister', c.listed_by = $5,
    'relevantSeatIds', (select coalesce(json_agg(s.seat_id order by s.seat_id), '[]') from case_relevant_seat s
      where s.tenant_id = $1 and s.case_id = c.case_id),
    'missingSeatIds', (select coalesce(json_agg(s.seat_id order by s.seat_id), '[]') from case_relevant_seat s
      where s.tenant_id = $1 and s.case_id = c.case_id and s.was_present = false),
    'presentSeatIds', (select coalesce(json_agg(s.seat_id order by s.seat_id), '[]') from case_presence s
      where s.tenant_id = $1 and s.case_id = c.case_id),
    'knowsPerson', (select coalesce(json_agg(json_build_object('id', kp.practitioner_id, 'name', kp.name) order by kp.name), '[]')
      from case_knows_person k join practitioner kp on kp.tenant_id = k.tenant_id and kp.practitioner_id = k.practitioner_id
      where k.tenant_id = $1 and k.case_id = c.case_id),
    'carriedFromDate', (select fm.meeting_date from case_list_item f join mdt_meeting fm on fm.tenant_id = f.tenant_id and fm.meeting_id = f.meeting_id
      where f.tenant_id = $1 and f.case_id = c.carried_from_case_id),
    'actions', (select coalesce(json_agg(action order by due_on, action_id), '[]') from (
      select ${ACTION_JSON} as action, a.due_on, a.action_id from ${ACTION_TABLES} where a.tenant_id = $1 and a.case_id = c.case_id) x)
  ) order by c.position, c.case_id)
  from c join patient p on p.tenant_id = $1 and p.patient_id = c.patient_id
  left join account ob on ob.tenant_id = $1 and ob.account_id = c.outcome_by`;

const SEATS_JSON = `
  select json_agg(json_build_object('seatId', s.seat_id, 'roleName', r.name, 'providerName', so.name, 'isCore', s.kind = 'core',
    'practitionerName', sp.name, 'response', i.response, 'outcome', ar.outcome, 'minutes', ar.minutes) order by s.position, s.seat_id)
  from mdt_seat s
  join professional_role r on r.tenant_id = s.tenant_id and r.role_code = s.role_code
  join organisation so on so.tenant_id = s.tenant_id and so.organisation_id = s.provider_organisation_id
  left join invitation i on i.tenant_id = s.tenant_id and i.seat_id = s.seat_id and i.meeting_id = m.meeting_id
  left join attendance_record ar on ar.tenant_id = s.tenant_id and ar.meeting_id = m.meeting_id and ar.seat_id = s.seat_id and ar.is_current
  left join practitioner sp on sp.tenant_id = s.tenant_id
    and sp.practitioner_id = coalesce(i.deputy_practitioner_id, i.practitioner_id, s.holder_practitioner_id)
  where s.tenant_id = $1 and s.mdt_id = m.mdt_id and (i.invitation_id is not null or s.to_version is null)`;

const CASE_LIST = `
  with own as materialized (${OWN_RELATIONSHIPS}), m as materialized (${MEETING}), c as materialized (${LISTED})
  select m.meeting_id as "meetingId", m.mdt_name as "mdtName", m.meeting_date::text as "meetingDate", m.starts_at as "startsAt",
    m.status, m.duration_minutes as "durationMinutes", m.is_coordinator as "isCoordinator", m.has_seat as "hasSeat",
    coalesce((${CASES_JSON}), '[]') as cases,
    coalesce((${SEATS_JSON}), '[]') as seats,
    case when m.is_coordinator or m.has_seat then quorate_listed_people(m.meeting_id) end as listed,
    coalesce((select json_agg(${WAITING_JSON} order by wm.starts_at, w.position, w.case_id) from ${WAITING_TABLES}
      where w.tenant_id = $1 and w.mdt_id = m.mdt_id and ${IS_WAITING} and wm.starts_at < m.starts_at
        and w.patient_id in (select o.patient_id from own o)), '[]') as waiting,
    coalesce((select json_agg(${ACTION_JSON} order by a.due_on, a.action_id) from ${ACTION_TABLES}
      where a.tenant_id = $1 and a.mdt_id = m.mdt_id and a.state in ('open','inProgress') and am.starts_at < m.starts_at
        and a.patient_id in (select o.patient_id from own o)), '[]') as actions,
    (select json_build_object('meetingId', n.meeting_id, 'meetingDate', n.meeting_date) from mdt_meeting n
      where n.tenant_id = $1 and n.mdt_id = m.mdt_id and n.starts_at > m.starts_at and n.ends_at > quorate_now() and n.status = 'booked'
      order by n.starts_at limit 1) as next
  from m where m.is_coordinator or m.has_seat or exists (select 1 from c)`;

const MAY_WATCH = `
  with own as materialized (${OWN_RELATIONSHIPS}), m as materialized (${MEETING}), c as materialized (${LISTED})
  select 1 from m where m.is_coordinator or m.has_seat or exists (select 1 from c)`;

type CaseRow = Omit<ListedCase, 'relationships' | 'actions' | 'mayWithdraw'> & {
  readonly person: IdentityRow;
  readonly relationships: readonly RelationshipRow[];
  readonly actions: readonly ActionRow[];
  readonly isLister: boolean;
};

type SeatRow = Omit<CaseSeat, 'isPresent'> & { readonly outcome: string | null; readonly minutes: number | null };

interface ListRow {
  readonly meetingId: string;
  readonly mdtName: string;
  readonly meetingDate: string;
  readonly startsAt: Date;
  readonly status: string;
  readonly durationMinutes: number;
  readonly isCoordinator: boolean;
  readonly hasSeat: boolean;
  readonly cases: readonly CaseRow[];
  readonly seats: readonly SeatRow[];
  readonly listed: number | null;
  readonly waiting: readonly WaitingRow[];
  readonly actions: readonly ActionRow[];
  readonly next: { readonly meetingId: string; readonly meetingDate: string } | null;
}

/** A meeting's list of people. */
@Injectable()
export class CaseListReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The list for somebody with a part in the meeting or a relationship with somebody on it. People without a relationship
   * to the viewer are a number; each person shown is an audit event.
   */
  async caseList(viewer: Viewer, meetingId: string): Promise<({ __typename: 'CaseList' } & CaseList) | RefusalData> {
    const [row] = await this.reads.audited<ListRow>(
      viewer,
      { name: 'case-list', text: CASE_LIST, values: [...valuesOf(viewer, meetingId), viewer.accountId] },
      ([found]) => eventsOf(meetingId, found),
    );
    return row ? listOf(viewer, row, toLondon(this.clock.now().toISOString()).date) : NOT_HERE;
  }

  /** Whether the viewer may hear that this list changed. Says nothing of whom it holds. */
  async mayWatch(viewer: Viewer, meetingId: string): Promise<boolean> {
    const rows = await this.reads.rows(viewer, {
      name: 'case-list-watch',
      text: MAY_WATCH,
      values: valuesOf(viewer, meetingId),
    });
    return rows.length > 0;
  }
}

export const NOT_HERE: RefusalData = {
  __typename: 'NotPermitted',
  code: 'NOT_PERMITTED',
  message: 'This is not here, or you do not have permission for it.',
};

function valuesOf(viewer: Viewer, meetingId: string): unknown[] {
  return [viewer.tenantId, idOrNull(meetingId), viewer.role === 'careCoordinator', viewer.role === 'clinician'];
}

function eventsOf(meetingId: string, row: ListRow | undefined): AuditEntry[] {
  const event = { operation: 'caseList', entity: 'Meeting', entityId: meetingId } as const;
  if (!row) return [{ ...event, kind: 'refusal', outcome: 'refused', detail: { code: 'NOT_PERMITTED' } }];
  const bases = new Map<string, string | null>();
  for (const item of [...row.waiting, ...row.actions]) bases.set(item.person.id, null);
  for (const item of row.cases) bases.set(item.person.id, item.relationships[0]?.basis ?? null);
  if (bases.size === 0) return [{ ...event, kind: 'read' }];
  return [...bases].map(([patientId, basis]) => ({ ...event, kind: 'read', patientId, detail: { basis } }));
}

function listOf(viewer: Viewer, row: ListRow, today: string): { __typename: 'CaseList' } & CaseList {
  const hasPart = row.isCoordinator || row.hasSeat;
  const isOpen = row.status !== 'cancelled';
  return {
    __typename: 'CaseList',
    meetingId: row.meetingId,
    mdtName: row.mdtName,
    meetingDate: row.meetingDate,
    startsAt: row.startsAt.toISOString(),
    status: row.status,
    isCoordinator: row.isCoordinator,
    mayList: hasPart && isOpen && row.meetingDate >= today,
    mayRecord: hasPart && isOpen && row.meetingDate <= today,
    seats: row.seats.map(({ outcome, minutes, ...seat }) => ({
      ...seat,
      isPresent: fillOf({ outcome, minutes }, row.durationMinutes),
    })),
    cases: row.cases.map(({ isLister, ...item }) => ({
      ...item,
      outcomeAt: item.outcomeAt === null ? null : new Date(item.outcomeAt).toISOString(),
      relationships: item.relationships.map(relationshipOf),
      actions: item.actions.map((action) => actionOf(viewer, action, today)),
      mayWithdraw: row.isCoordinator || (row.hasSeat && isLister),
    })),
    notInvolvedCount: row.listed === null ? 0 : Math.max(0, row.listed - row.cases.length),
    waiting: [...row.waiting],
    openActions: row.actions.map((action) => actionOf(viewer, action, today)),
    nextMeeting: row.next,
  };
}
