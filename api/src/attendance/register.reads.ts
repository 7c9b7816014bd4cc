import { Inject, Injectable } from '@nestjs/common';
import { isAbsenceReasonCode, isSeatFilled } from '@quorate/libs/attendance';
import { checkQuorum } from '@quorate/libs/quorum';
import { GraphQLError } from 'graphql';
import { Live, untilReturned } from '../platform/live.js';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import { EMPLOYER_AS_AT } from './count-meeting.js';
import { outcomeOf } from './outcomes.js';
import type {
  AttendanceMark,
  AttendanceVersion,
  Register,
  RegisterSeat,
  RegisterToRecord,
} from './register.graphql.js';
import type { RegisterCount } from './register-count.graphql.js';
import { REGISTER_OPENS_MINUTES_BEFORE, registerOpensAt } from './register-state.js';

interface RegisterRow extends Omit<Register, 'seats' | 'quorum' | 'opensAt' | 'isOpen' | 'hasEnded' | 'canRecord'> {
  readonly startsAtDate: Date;
  readonly now: Date;
  readonly minimumSeats: number;
  readonly requiredRoles: readonly string[];
  readonly isCoordinator: boolean;
  readonly seesAllSeats: boolean;
  readonly seats: readonly SeatRow[] | null;
}

interface SeatRow extends Omit<RegisterSeat, 'mark' | 'declineReasonCode'> {
  readonly declineReason: string | null;
  readonly mark: (Omit<AttendanceMark, 'recordedAt'> & { readonly recordedAt: string }) | null;
}

/** The register as screens show it, and who may see which part of it. */
@Injectable()
export class RegisterReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Live) private readonly live: Live,
  ) {}

  /** The register in one statement, or null for anyone who has no part in the meeting. A manager gets own staff only. */
  async register(viewer: Viewer, meetingId: string): Promise<Register | null> {
    const [row] = await this.reads.rows<RegisterRow>(viewer, {
      name: 'register',
      text: REGISTER_SQL,
      values: [viewer.tenantId, meetingId, viewer.role],
    });
    return row ? registerOf(row) : null;
  }

  /** Of meetings held, those whose register the viewer may read: how many came of the seats shown. A manager's are own staff. */
  counts(viewer: Viewer, meetingIds: readonly string[]): Promise<RegisterCount[]> {
    return this.reads.rows<RegisterCount>(viewer, {
      name: 'register-counts',
      text: COUNTS_SQL,
      values: [viewer.tenantId, meetingIds, viewer.role],
    });
  }

  /** Every version of one seat's mark, newest first; empty where the viewer may not see the seat. */
  async history(viewer: Viewer, meetingId: string, seatId: string): Promise<AttendanceVersion[]> {
    const rows = await this.reads.rows<AttendanceVersion & { recordedOn: Date }>(viewer, {
      name: 'attendance-history',
      text: HISTORY_SQL,
      values: [viewer.tenantId, meetingId, viewer.role, seatId],
    });
    return rows.map((row) => ({ ...row, recordedAt: row.recordedOn.toISOString() }));
  }

  /** Registers of the viewer's own meetings that are open and not complete, the oldest first. */
  async toRecord(viewer: Viewer, first: number): Promise<RegisterToRecord[]> {
    const rows = await this.reads.rows<RegisterToRecord & { startsOn: Date }>(viewer, {
      name: 'registers-to-record',
      text: TO_RECORD_SQL,
      values: [viewer.tenantId, first],
    });
    return rows.map((row) => ({ ...row, startsAt: row.startsOn.toISOString() }));
  }

  /** Yields the version at once and then after each change, until the viewer may no longer see the meeting. */
  changes(viewer: Viewer, meetingId: string): AsyncGenerator<RegisterVersion> {
    return untilReturned((ended) => this.versions(viewer, meetingId, ended));
  }

  private async *versions(viewer: Viewer, meetingId: string, ended: Promise<void>): AsyncGenerator<RegisterVersion> {
    const hints = this.live.watch(viewer.tenantId, 'register', meetingId, ended);
    try {
      // Listening starts before the first reading, so that no change falls between the two.
      let next = hints.next();
      let version = await this.version(viewer, meetingId);
      if (version === null) {
        throw new GraphQLError('This meeting is not here, or you do not have permission for it.', {
          extensions: { code: 'NOT_PERMITTED' },
        });
      }
      while (version !== null) {
        yield { meetingId, registerVersion: version };
        if ((await next).done) return;
        next = hints.next();
        version = await this.version(viewer, meetingId);
      }
    } finally {
      void hints.return();
    }
  }

  private async version(viewer: Viewer, meetingId: string): Promise<number | null> {
    const [row] = await this.reads.rows<{ version: number }>(viewer, {
      name: 'register-version',
      text: `select m.register_version as version from mdt_meeting m where m.tenant_id = $1 and m.meeting_id = $2 and ${MAY_READ}`,
      values: [viewer.tenantId, meetingId, viewer.role],
    });
    return row?.version ?? null;
  }
}

interface RegisterVersion {
  readonly meetingId: string;
  readonly registerVersion: number;
}

function registerOf(row: RegisterRow): Register {
  const { startsAtDate, now, minimumSeats, requiredRoles, isCoordinator, seesAllSeats, seats, ...facts } = row;
  const shown = (seats ?? []).map(seatOf);
  const opensAt = registerOpensAt(startsAtDate);
  const isOpen = facts.status !== 'cancelled' && now >= opensAt;
  return {
    ...facts,
    opensAt: opensAt.toISOString(),
    isOpen,
    hasEnded: now >= new Date(facts.endsAt),
    canRecord: isCoordinator && isOpen,
    seats: shown,
    quorum: seesAllSeats ? quorumOfSeats(shown, minimumSeats, requiredRoles, facts.durationMinutes) : null,
  };
}

function seatOf({ declineReason, mark, ...seat }: SeatRow): RegisterSeat {
  return {
    ...seat,
    declineReasonCode: declineReason !== null && isAbsenceReasonCode(declineReason) ? declineReason : null,
    mark: mark && { ...mark, recordedAt: new Date(mark.recordedAt).toISOString() },
  };
}

function quorumOfSeats(
  seats: readonly RegisterSeat[],
  minimumSeats: number,
  requiredRoles: readonly string[],
  durationMinutes: number,
): Register['quorum'] {
  const judged = seats.map((seat) => ({
    ...seat,
    filled: isSeatFilled(outcomeOf(seat.mark?.outcome ?? null), seat.mark?.minutes ?? null, durationMinutes),
  }));
  const result = checkQuorum({ minimumSeats, requiredRoles }, judged);
  const isFilled = (role: string) => judged.some((s) => s.roleCode === role && s.countsForQuorum && s.filled);
  const nameOf = (role: string) => seats.find((seat) => seat.roleCode === role)?.roleName ?? role;
  return {
    ...result,
    rolesMissing: requiredRoles.filter((role) => !isFilled(role)).map(nameOf),
    seatsMissing: [...result.seatsMissing],
    sentences: [...result.sentences],
  };
}

/** A seat of the viewer's own organisation: its own, or held by somebody it employs on the day. */
const OWN_STAFF = `(i.provider_organisation_id = (select quorate_organisation()) or employer.organisation_id = (select quorate_organisation()))`;

/** Invited to the meeting `m`, or standing in there. $3 is the role. */
const IS_MEMBER = `exists (select 1 from invitation i where i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id
  and (i.practitioner_id = (select quorate_practitioner()) or i.deputy_practitioner_id = (select quorate_practitioner())))`;

const HAS_OWN_STAFF = `exists (select 1 from invitation i join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id ${EMPLOYER_AS_AT}
  where i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id and ${OWN_STAFF})`;

/** Who may read the register of `m`: its host's co-ordinator, those invited, and managers of those invited. */
const MAY_READ = `(case $3 when 'careCoordinator' then m.host_organisation_id = (select quorate_organisation())
  when 'clinician' then ${IS_MEMBER} when 'providerManager' then ${HAS_OWN_STAFF} else false end)`;

/** Which seats `i` of a register are shown, once MAY_READ holds. */
const SEAT_SHOWN = `($3 <> 'providerManager' or ${OWN_STAFF})`;

/** Why somebody was away is for the co-ordinator, their employer and themselves; members see that they were away. */
const WHY_SHOWN = `($3 <> 'clinician' or i.practitioner_id = (select quorate_practitioner()))`;

const MARK = `case when a.outcome <> 'notMarked' then json_build_object('version', a.version, 'outcome', a.outcome, 'mode', a.mode,
  'minutes', a.minutes, 'practitionerId', a.practitioner_id, 'practitionerName', came.name,
  'reasonCode', case when ${WHY_SHOWN} then a.reason_code end, 'note', case when ${WHY_SHOWN} then a.note end,
  'recordedById', a.recorded_by, 'recordedBy', u.name, 'recordedAt', a.recorded_at,
  'correctionReason', case when ${WHY_SHOWN} then a.correction_reason end) end`;

const SEATS = `
  select json_agg(json_build_object('seatId', i.seat_id, 'roleCode', s.role_code, 'roleName', pr.name,
    'providerId', i.provider_organisation_id, 'providerName', o.name, 'isCore', s.kind = 'core', 'countsForQuorum', s.counts_for_quorum,
    'practitionerId', i.practitioner_id, 'personName', p.name, 'invitationId', i.invitation_id,
    'response', i.response, 'declineReason', case when ${WHY_SHOWN} then i.decline_reason end,
    'deputyPractitionerId', i.deputy_practitioner_id,
    'deputies', coalesce((select json_agg(json_build_object('id', dp.practitioner_id, 'name', dp.name) order by dp.name)
      from practitioner dp where dp.tenant_id = i.tenant_id and (dp.practitioner_id = i.deputy_practitioner_id or exists (
        select 1 from seat_deputy d where d.tenant_id = i.tenant_id and d.seat_id = i.seat_id and d.practitioner_id = dp.practitioner_id))), '[]'),
    'releaseState', (select r.state from release_request r where r.tenant_id = i.tenant_id and r.meeting_id = i.meeting_id
      and r.seat_id = i.seat_id and r.state <> 'cancelled' order by r.requested_at desc limit 1),
    'version', coalesce(a.version, 0), 'mark', ${MARK}) order by s.position, i.seat_id)
  from invitation i
  join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
  join professional_role pr on pr.tenant_id = s.tenant_id and pr.role_code = s.role_code
  join organisation o on o.tenant_id = i.tenant_id and o.organisation_id = i.provider_organisation_id
  left join practitioner p on p.tenant_id = i.tenant_id and p.practitioner_id = i.practitioner_id
  left join attendance_record a on a.tenant_id = i.tenant_id and a.meeting_id = i.meeting_id and a.seat_id = i.seat_id and a.is_current
  left join practitioner came on came.tenant_id = a.tenant_id and came.practitioner_id = a.practitioner_id
  left join account u on u.tenant_id = a.tenant_id and u.account_id = a.recorded_by
  ${EMPLOYER_AS_AT}
  where i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id and ${SEAT_SHOWN}`;

const REGISTER_SQL = `
  select m.meeting_id as "meetingId", m.mdt_id as "mdtId", d.name as "mdtName", h.name as "hostName", m.starts_at as "startsAtDate",
    to_char(m.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "startsAt",
    to_char(m.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "endsAt", quorate_now() as now,
    m.meeting_date::text as "meetingDate", m.start_time as "startTime", m.duration_minutes as "durationMinutes",
    site.name as "siteName", room.name as "roomName", m.join_url is not null as "isOnline", m.status, m.cancel_reason as "cancelReason",
    m.register_version as "registerVersion", t.minimum_seats as "minimumSeats", t.required_roles as "requiredRoles",
    to_char(closure.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt", closer.name as "closedBy",
    $3 = 'careCoordinator' as "isCoordinator", $3 <> 'providerManager' as "seesAllSeats", (${SEATS}) as seats
  from mdt_meeting m
  join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
  join terms_of_reference t on t.tenant_id = m.tenant_id and t.terms_id = m.terms_id
  join organisation h on h.tenant_id = m.tenant_id and h.organisation_id = m.host_organisation_id
  left join site on site.tenant_id = m.tenant_id and site.site_id = m.site_id
  left join room on room.tenant_id = m.tenant_id and room.room_id = m.room_id
  left join register_closure closure on closure.tenant_id = m.tenant_id and closure.meeting_id = m.meeting_id
  left join account closer on closer.tenant_id = closure.tenant_id and closer.account_id = closure.closed_by
  where m.tenant_id = $1 and m.meeting_id = $2 and ${MAY_READ}`;

const COUNTS_SQL = `
  select m.meeting_id as "meetingId", count(*)::int as "of", (count(*) filter (where a.outcome in ('attended','attendedPart','deputy')))::int as came,
    (count(*) filter (where coalesce(a.outcome, 'notMarked') = 'notMarked'))::int as "notRecorded", $3 = 'providerManager' as "isOwnStaff"
  from mdt_meeting m
  join invitation i on i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id
  join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
  left join attendance_record a on a.tenant_id = i.tenant_id and a.meeting_id = i.meeting_id and a.seat_id = i.seat_id and a.is_current
  ${EMPLOYER_AS_AT}
  where m.tenant_id = $1 and m.meeting_id = any ($2::uuid[]) and m.status = 'held' and ${MAY_READ} and ${SEAT_SHOWN}
  group by m.tenant_id, m.meeting_id`;

const HISTORY_SQL = `
  select a.version, a.is_current as "isCurrent", nullif(a.outcome, 'notMarked') as outcome, a.mode, a.minutes,
    a.practitioner_id as "practitionerId", came.name as "practitionerName",
    case when ${WHY_SHOWN} then a.reason_code end as "reasonCode", case when ${WHY_SHOWN} then a.note end as note,
    a.recorded_by as "recordedById", u.name as "recordedBy", org.name as "onBehalfOf", a.recorded_at as "recordedOn",
    case when ${WHY_SHOWN} then a.correction_reason end as "correctionReason"
  from attendance_record a
  join mdt_meeting m on m.tenant_id = a.tenant_id and m.meeting_id = a.meeting_id
  join invitation i on i.tenant_id = a.tenant_id and i.meeting_id = a.meeting_id and i.seat_id = a.seat_id
  join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
  ${EMPLOYER_AS_AT}
  left join practitioner came on came.tenant_id = a.tenant_id and came.practitioner_id = a.practitioner_id
  left join account u on u.tenant_id = a.tenant_id and u.account_id = a.recorded_by
  left join organisation org on org.tenant_id = a.tenant_id and org.organisation_id = a.recorded_on_behalf_of
  where a.tenant_id = $1 and a.meeting_id = $2 and a.seat_id = $4 and ${MAY_READ} and ${SEAT_SHOWN}
  order by a.version desc limit 200`;

const TO_RECORD_SQL = `
  select * from (
    select m.meeting_id as "meetingId", d.name as "mdtName", m.starts_at as "startsOn", m.meeting_date::text as "meetingDate",
      m.start_time as "startTime", count(*)::int as seats, (count(*) filter (where a.seat_id is null))::int as "seatsLeft"
    from mdt_meeting m
    join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
    join invitation i on i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id
    left join attendance_record a on a.tenant_id = i.tenant_id and a.meeting_id = i.meeting_id and a.seat_id = i.seat_id
      and a.is_current and a.outcome <> 'notMarked'
    where m.tenant_id = $1 and m.host_organisation_id = (select quorate_organisation()) and m.status <> 'cancelled'
      and m.starts_at - interval '${REGISTER_OPENS_MINUTES_BEFORE} minutes' <= quorate_now() and m.starts_at > quorate_now() - interval '60 days'
      and not exists (select 1 from register_closure c where c.tenant_id = m.tenant_id and c.meeting_id = m.meeting_id)
    group by m.tenant_id, m.meeting_id, d.name
  ) open where "seatsLeft" > 0 order by "startsOn", "meetingId" limit $2`;
