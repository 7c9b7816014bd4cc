import { Inject, Injectable } from '@nestjs/common';
import { addDays, toLondon } from '@quorate/libs/time';
import { Clock } from '../platform/clock.js';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import { placeOf } from './invitations/invitation-calendar.js';
import type { TodayMeeting, TodayMeetings } from './meetings.graphql.js';
import { endOf, type ForecastSeat, forecastOf } from './meetings.reads.js';

const WAITING_DAYS = 14;
const MINE_DAYS = 28;

/** The meetings of the Today page: one statement for whichever role the viewer acts in. */
@Injectable()
export class TodayReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Meetings that the acting organisation hosts (co-ordinators) or that the viewer is asked to (everyone with a seat). */
  async todayMeetings(viewer: Viewer): Promise<TodayMeetings> {
    const today = toLondon(this.clock.now().toISOString()).date;
    const rows = await this.reads.rows<Row>(viewer, {
      name: 'today-meetings',
      text: SQL,
      values: [viewer.tenantId, today, addDays(today, MINE_DAYS), viewer.role === 'careCoordinator'],
    });
    const meetings = rows.map((row) => ({ row, shown: todayMeeting(viewer, row) }));
    const until = addDays(today, WAITING_DAYS);
    const isWaiting = ({ row, shown }: (typeof meetings)[number]) =>
      row.isHosted && row.status === 'booked' && row.date <= until && (shown.repliesWaiting > 0 || shown.isUnsent);
    return {
      date: today,
      today: meetings.filter(({ row }) => row.date === today).map(({ shown }) => shown),
      waiting: meetings.filter((m) => m.row.date > today && isWaiting(m)).map(({ shown }) => shown),
      mine: meetings
        .filter(({ row, shown }) => row.date > today && row.status === 'booked' && shown.myInvitationId !== null)
        .map(({ shown }) => shown),
    };
  }
}

interface SeatRow extends ForecastSeat {
  readonly invitationId: string;
  readonly personId: string | null;
  readonly deputyId: string | null;
  readonly isSent: boolean;
  readonly lockVersion: number;
}

interface Row {
  readonly id: string;
  readonly mdtName: string;
  readonly date: string;
  readonly startTime: string;
  readonly durationMinutes: number;
  readonly siteName: string | null;
  readonly roomName: string | null;
  readonly joinUrl: string | null;
  readonly status: string;
  readonly isHosted: boolean;
  readonly minimumSeats: number;
  readonly requiredRoles: string[];
  readonly deputiesAllowed: boolean;
  readonly seats: SeatRow[];
}

const SQL = `
  select m.meeting_id as id, d.name as "mdtName", m.meeting_date::text as date, m.start_time as "startTime", m.duration_minutes as "durationMinutes",
    st.name as "siteName", rm.name as "roomName", m.join_url as "joinUrl", m.status, $4 and m.host_organisation_id = quorate_organisation() as "isHosted",
    t.minimum_seats as "minimumSeats", t.required_roles as "requiredRoles", t.deputies_allowed as "deputiesAllowed", s.seats
  from mdt_meeting m
  join mdt d on d.tenant_id = $1 and d.mdt_id = m.mdt_id
  join terms_of_reference t on t.tenant_id = $1 and t.terms_id = m.terms_id
  left join site st on st.tenant_id = $1 and st.site_id = m.site_id
  left join room rm on rm.tenant_id = $1 and rm.room_id = m.room_id
  cross join lateral (
    select coalesce(json_agg(json_build_object('invitationId', i.invitation_id, 'seatId', i.seat_id, 'roleCode', s.role_code, 'roleName', r.name,
      'providerId', i.provider_organisation_id, 'providerName', o.name, 'countsForQuorum', s.counts_for_quorum, 'response', i.response,
      'personId', i.practitioner_id, 'deputyId', i.deputy_practitioner_id, 'isSent', i.sent_at is not null, 'lockVersion', i.lock_version)
      order by s.position, i.seat_id), '[]') as seats
    from invitation i
    join mdt_seat s on s.tenant_id = $1 and s.seat_id = i.seat_id
    join professional_role r on r.tenant_id = $1 and r.role_code = s.role_code
    join organisation o on o.tenant_id = $1 and o.organisation_id = i.provider_organisation_id
    where i.tenant_id = $1 and i.meeting_id = m.meeting_id
  ) s
  where m.tenant_id = $1 and m.starts_at >= ($2::date::timestamp at time zone 'Europe/London') and m.starts_at < (($3::date + 1)::timestamp at time zone 'Europe/London')
    and (($4 and m.host_organisation_id = quorate_organisation())
      or m.meeting_id in (select i.meeting_id from invitation i where i.tenant_id = $1 and i.practitioner_id = quorate_practitioner()
        union all select i.meeting_id from invitation i where i.tenant_id = $1 and i.response = 'delegated' and i.deputy_practitioner_id = quorate_practitioner()))
  order by m.starts_at, m.meeting_id limit 200`;

function todayMeeting(viewer: Viewer, row: Row): TodayMeeting {
  const me = viewer.practitionerId;
  const mine = me === null ? undefined : row.seats.find((seat) => seat.personId === me || seat.deputyId === me);
  const forecast = forecastOf(row, row.seats);
  return {
    id: row.id,
    mdtName: row.mdtName,
    date: row.date,
    startTime: row.startTime,
    endTime: endOf(row),
    place: placeOf(row),
    status: row.status,
    cover: coverSentence(row.seats),
    isForecastQuorate: forecast.isQuorate,
    repliesWaiting: row.seats.filter((seat) => seat.personId !== null && seat.response === 'needsAction').length,
    isUnsent: row.seats.some((seat) => seat.personId !== null && !seat.isSent),
    myInvitationId: mine?.invitationId ?? null,
    myResponse: mine?.response ?? null,
    myLockVersion: mine?.lockVersion ?? null,
    deputiesAllowed: row.deputiesAllowed,
  };
}

/** "5 of 6 seats; missing: geriatrician": those who have said yes, and the roles nobody has said yes for. */
export function coverSentence(seats: readonly Pick<ForecastSeat, 'roleName' | 'response'>[]): string {
  const isFilled = (seat: Pick<ForecastSeat, 'response'>) => ['accepted', 'delegated'].includes(seat.response);
  const missing = [...new Set(seats.filter((seat) => !isFilled(seat)).map((seat) => seat.roleName))];
  const count = `${seats.filter(isFilled).length} of ${seats.length} ${seats.length === 1 ? 'seat' : 'seats'}`;
  if (missing.length === 0) return count;
  const named = missing.slice(0, 3).join(', ');
  return `${count}; missing: ${named}${missing.length > 3 ? ` and ${missing.length - 3} more` : ''}`;
}
