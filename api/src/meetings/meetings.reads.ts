import { Inject, Injectable } from '@nestjs/common';
import { checkQuorum } from '@quorate/libs/quorum';
import { describeRule } from '@quorate/libs/recurrence';
import { isLocalDate, londonStart, minuteOfDay, timeOfMinute } from '@quorate/libs/time';
import { GraphQLError } from 'graphql';
import { Clock } from '../platform/clock.js';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import { REGISTER_FACTS, whyNotCancelled } from './locked-meeting.js';
import { deputyCandidates } from './mdts/deputy-candidates.js';
import { coordinatesFor, joinUrlFor, mdtWall, seesParticipants, wallName } from './mdts/mdt-scope.js';
import type { DeputyCandidate, Meeting, MeetingPage, QuorumForecast, Reply } from './meetings.graphql.js';
import { ruleOf } from './series/series-rows.js';

export interface MeetingListAsked {
  readonly from: string;
  /** Local date, not included. */
  readonly to: string;
  readonly mine: boolean;
  readonly first: number;
  readonly after: string | null;
}

/** What a forecast needs of a reply. */
export interface ForecastSeat {
  readonly seatId: string;
  readonly roleCode: string;
  readonly roleName: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly countsForQuorum: boolean;
  readonly response: string;
}

const MAX_FIRST = 100;

/** Meetings as screens show them: one statement each. */
@Injectable()
export class MeetingsReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Meetings of [from, to) in order of start, with their participants; `mine` are those the viewer is asked to, and for a co-ordinator those the acting organisation hosts. */
  async meetings(viewer: Viewer, asked: MeetingListAsked): Promise<MeetingPage> {
    const first = Math.min(Math.max(asked.first, 1), MAX_FIRST);
    if (!isLocalDate(asked.from) || !isLocalDate(asked.to)) throw noDay();
    const from = londonStart(asked.from, '00:00');
    const [afterStart, afterId] = decodeCursor(asked.after) ?? [from, NO_ID];
    const whose = !asked.mine ? 'all' : viewer.role === 'careCoordinator' ? 'ours' : 'mine';
    const rows = await this.reads.rows<ListRow>(viewer, {
      name: `meetings-${wallName(viewer.role)}-${whose}`,
      text: meetingListSql(viewer, whose),
      values: [viewer.tenantId, from, londonStart(asked.to, '00:00'), afterStart, afterId, first + 1],
      plan: 'generic',
    });
    return assemblePage(viewer, rows, first);
  }

  /** One meeting with its replies and forecast; null when it is not there or not the viewer's to see. */
  async meeting(viewer: Viewer, meetingId: string): Promise<Meeting | null> {
    const [row] = await this.reads.rows<DetailRow>(viewer, {
      name: `meeting-${wallName(viewer.role)}`,
      text: meetingSql(mdtWall(viewer.role, 'm.mdt_id')),
      values: [viewer.tenantId, meetingId],
      plan: 'generic',
    });
    return row ? this.assembleMeeting(viewer, row) : null;
  }

  /** Whether the viewer may see the meeting: what a subscription asks before it begins. */
  async maySee(viewer: Viewer, meetingId: string): Promise<boolean> {
    const rows = await this.reads.rows(viewer, {
      name: `may-see-meeting-${wallName(viewer.role)}`,
      text: `select 1 from mdt_meeting m where m.tenant_id = $1 and m.meeting_id = $2 and ${mdtWall(viewer.role, 'm.mdt_id')}`,
      values: [viewer.tenantId, meetingId],
    });
    return rows.length > 0;
  }

  /** Who may stand in, registered deputies first; empty for everyone but the holder and the host's co-ordinators. */
  deputyCandidates(viewer: Viewer, invitationId: string): Promise<DeputyCandidate[]> {
    const london = `(select (i.starts_at at time zone 'Europe/London')::date from (select m.starts_at from mdt_meeting m join invitation n using (tenant_id, meeting_id)
      where n.tenant_id = $1 and n.invitation_id = $2) i)`;
    const seat = `s.seat_id in (select i.seat_id from invitation i join mdt_meeting m on m.tenant_id = i.tenant_id and m.meeting_id = i.meeting_id
      where i.tenant_id = $1 and i.invitation_id = $2
        and (i.practitioner_id = quorate_practitioner() or ($3 and m.host_organisation_id = quorate_organisation())))`;
    return this.reads.rows<DeputyCandidate>(viewer, {
      name: 'deputy-candidates',
      text: deputyCandidates(seat).replaceAll('$3::date', `${london}::date`),
      values: [viewer.tenantId, invitationId, viewer.role === 'careCoordinator'],
    });
  }

  private assembleMeeting(viewer: Viewer, row: DetailRow): Meeting {
    const startsAt = londonStart(row.date, row.startTime);
    const isComing = row.status === 'booked' && startsAt > this.clock.now().toISOString();
    const mayEdit = coordinatesFor(viewer, row.hostId);
    const replies = seesParticipants(viewer)
      ? row.replies.map((reply) => replyOf(viewer, reply, { isComing, mayEdit }))
      : [];
    return {
      id: row.id,
      mdt: { id: row.mdtId, name: row.mdtName },
      host: { id: row.hostId, name: row.hostName },
      date: row.date,
      startTime: row.startTime,
      endTime: endOf(row),
      startsAt,
      durationMinutes: row.durationMinutes,
      site: named(row.siteId, row.siteName),
      room: named(row.roomId, row.roomName),
      joinUrl: joinUrlFor(viewer, row.joinUrl),
      status: row.status,
      cancelReason: row.cancelReason,
      isExtraordinary: row.isExtraordinary,
      seriesId: row.series?.seriesId ?? null,
      seriesDescription: row.series ? describeRule(ruleOf(row.series)) : null,
      seriesLockVersion: row.series?.lockVersion ?? null,
      termsVersion: row.termsVersion,
      deputiesAllowed: row.deputiesAllowed,
      noticeGivenAt: row.noticeGivenAt,
      isQuorate: row.isQuorate,
      registerVersion: row.registerVersion,
      replies,
      forecast: forecastFor(viewer, forecastOf(row, row.replies)),
      skipped: row.skipped,
      isComing,
      mayEdit: mayEdit && isComing,
      mayCancel: mayEdit && whyNotCancelled({ ...row, meetingDate: row.date }, this.clock.now()) === null,
      lockVersion: row.lockVersion,
    };
  }
}

function noDay(): GraphQLError {
  return new GraphQLError('Give the days from and to as YYYY-MM-DD.', { extensions: { code: 'BAD_USER_INPUT' } });
}

/** Quorum going by the answers: a seat counts as filled when its holder has accepted or sends a deputy. */
export function forecastOf(
  rule: { readonly minimumSeats: number; readonly requiredRoles: readonly string[] },
  seats: readonly ForecastSeat[],
): QuorumForecast {
  return checkQuorum(
    rule,
    seats.map((seat) => ({ ...seat, filled: seat.response === 'accepted' || seat.response === 'delegated' })),
  );
}

/** Who may not see the replies gets the counts and no seat by name: a role and its provider can point to one person. */
function forecastFor(viewer: Viewer, forecast: QuorumForecast): QuorumForecast {
  if (seesParticipants(viewer)) return forecast;
  return {
    ...forecast,
    sentences: [
      `${forecast.seatsFilled} seats are filled going by the replies, and ${forecast.seatsNeeded} are needed.`,
    ],
  };
}

/** London time at which it ends. */
export function endOf(row: { readonly startTime: string; readonly durationMinutes: number }): string {
  return timeOfMinute(minuteOfDay(row.startTime) + row.durationMinutes);
}

export function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id !== null && name !== null ? { id, name } : null;
}

interface ListRow {
  readonly id: string;
  readonly mdtId: string;
  readonly mdtName: string;
  readonly hostName: string;
  readonly date: string;
  readonly startTime: string;
  readonly durationMinutes: number;
  readonly siteName: string | null;
  readonly roomName: string | null;
  readonly joinUrl: string | null;
  readonly status: string;
  readonly isExtraordinary: boolean;
  readonly isQuorate: boolean | null;
  /** By position, each in the order of PARTICIPANT; empty for those who may not see who is asked. */
  readonly participants: readonly ParticipantRow[];
}

/** Invitation, seat, role, provider, person, deputy and response. */
type ParticipantRow = readonly [string, string, string, string, string | null, string | null, string];

const PARTICIPANT = 'i.invitation_id, i.seat_id, r.name, o.name, p.name, dp.name, i.response';

/** Who is asked to meeting `m`, as one JSON value: as rows of their own, each would carry the columns of the meeting again. */
const PARTICIPANTS = `coalesce((select json_agg(json_build_array(${PARTICIPANT}) order by s.position, i.seat_id)
      from invitation i
      join mdt_seat s on s.tenant_id = $1 and s.seat_id = i.seat_id
      join professional_role r on r.tenant_id = $1 and r.role_code = s.role_code
      join organisation o on o.tenant_id = $1 and o.organisation_id = i.provider_organisation_id
      left join practitioner p on p.tenant_id = $1 and p.practitioner_id = i.practitioner_id
      left join practitioner dp on dp.tenant_id = $1 and dp.practitioner_id = i.deputy_practitioner_id
      where i.tenant_id = $1 and i.meeting_id = m.meeting_id), '[]')`;

/** The benchmark's statement: the page of meetings by the index on their start, then what belongs to each. */
function meetingListSql(viewer: Viewer, whose: 'all' | 'mine' | 'ours'): string {
  const hosted = whose === 'ours' ? 'm.host_organisation_id = (select quorate_organisation()) or ' : '';
  const own =
    whose === 'all'
      ? ''
      : `and (${hosted}exists (select 1 from invitation i where i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id
         and (i.practitioner_id = (select quorate_practitioner()) or (i.response = 'delegated' and i.deputy_practitioner_id = (select quorate_practitioner())))))`;
  return `
    with page as (
      select m.* from mdt_meeting m
      where m.tenant_id = $1 and m.starts_at >= $2::timestamptz and m.starts_at < $3::timestamptz
        and (m.starts_at, m.meeting_id) > ($4::timestamptz, $5::uuid) and ${mdtWall(viewer.role, 'm.mdt_id')} ${own}
      order by m.starts_at, m.meeting_id limit $6
    )
    select m.meeting_id as id, m.mdt_id as "mdtId", d.name as "mdtName", h.name as "hostName", m.meeting_date::text as date, m.start_time as "startTime",
      m.duration_minutes as "durationMinutes", st.name as "siteName", rm.name as "roomName", m.join_url as "joinUrl", m.status,
      m.is_extraordinary as "isExtraordinary", m.is_quorate as "isQuorate", ${seesParticipants(viewer) ? PARTICIPANTS : `'[]'::json`} as participants
    from page m
    join mdt d on d.tenant_id = $1 and d.mdt_id = m.mdt_id
    join organisation h on h.tenant_id = $1 and h.organisation_id = m.host_organisation_id
    left join site st on st.tenant_id = $1 and st.site_id = m.site_id
    left join room rm on rm.tenant_id = $1 and rm.room_id = m.room_id
    order by m.starts_at, m.meeting_id`;
}

function assemblePage(viewer: Viewer, rows: readonly ListRow[], first: number): MeetingPage {
  const items = rows.slice(0, first).map((row) => listItemOf(viewer, row));
  const end = items.at(-1);
  return { items, endCursor: rows.length > first && end ? `${end.startsAt}~${end.id}` : null };
}

function listItemOf(viewer: Viewer, row: ListRow): MeetingPage['items'][number] {
  return {
    id: row.id,
    mdt: { id: row.mdtId, name: row.mdtName },
    hostName: row.hostName,
    date: row.date,
    startTime: row.startTime,
    endTime: endOf(row),
    startsAt: londonStart(row.date, row.startTime),
    siteName: row.siteName,
    roomName: row.roomName,
    joinUrl: joinUrlFor(viewer, row.joinUrl),
    status: row.status,
    isExtraordinary: row.isExtraordinary,
    isQuorate: row.isQuorate,
    participants: row.participants.map(participantOf),
  };
}

function participantOf(row: ParticipantRow): MeetingPage['items'][number]['participants'][number] {
  const [invitationId, seatId, roleName, providerName, personName, deputyName, response] = row;
  return { invitationId, seatId, roleName, providerName, personName, deputyName, response };
}

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f-]{36})$/;

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Where a page goes on; null begins at the beginning, and so does a cursor that cannot be read. */
function decodeCursor(after: string | null): [string, string] | null {
  const [, start, id] = (after === null ? null : CURSOR.exec(after)) ?? [];
  return start !== undefined && id !== undefined ? [start, id] : null;
}

interface ReplyRow extends ForecastSeat {
  readonly id: string;
  readonly kind: string;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly deputyId: string | null;
  readonly deputyName: string | null;
  readonly source: string | null;
  readonly respondedAt: string | null;
  readonly declineReason: string | null;
  readonly comment: string | null;
  readonly sentAt: string | null;
  readonly remindedAt: string | null;
  readonly lockVersion: number;
}

interface DetailRow {
  readonly id: string;
  readonly isMarked: boolean;
  readonly isRegisterClosed: boolean;
  readonly mdtId: string;
  readonly mdtName: string;
  readonly hostId: string;
  readonly hostName: string;
  readonly date: string;
  readonly startTime: string;
  readonly durationMinutes: number;
  readonly siteId: string | null;
  readonly siteName: string | null;
  readonly roomId: string | null;
  readonly roomName: string | null;
  readonly joinUrl: string | null;
  readonly status: string;
  readonly cancelReason: string | null;
  readonly isExtraordinary: boolean;
  readonly termsVersion: number;
  readonly minimumSeats: number;
  readonly requiredRoles: string[];
  readonly deputiesAllowed: boolean;
  readonly noticeGivenAt: string | null;
  readonly isQuorate: boolean | null;
  readonly registerVersion: number;
  readonly lockVersion: number;
  readonly series: (Parameters<typeof ruleOf>[0] & { readonly seriesId: string; readonly lockVersion: number }) | null;
  readonly skipped: { readonly date: string; readonly reason: string }[];
  readonly replies: ReplyRow[];
}

/** An instant as ISO text with Z. */
export function instantSql(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function meetingSql(wall: string): string {
  return `
    select m.meeting_id as id, m.mdt_id as "mdtId", d.name as "mdtName", m.host_organisation_id as "hostId", h.name as "hostName",
      m.meeting_date::text as date, m.start_time as "startTime", m.duration_minutes as "durationMinutes", m.site_id as "siteId", st.name as "siteName",
      m.room_id as "roomId", rm.name as "roomName", m.join_url as "joinUrl", m.status, m.cancel_reason as "cancelReason",
      m.is_extraordinary as "isExtraordinary", t.version as "termsVersion", t.minimum_seats as "minimumSeats", t.required_roles as "requiredRoles",
      t.deputies_allowed as "deputiesAllowed", ${instantSql('m.notice_given_at')} as "noticeGivenAt", m.is_quorate as "isQuorate",
      m.register_version as "registerVersion", m.lock_version as "lockVersion", ${REGISTER_FACTS},
      case when se.series_id is not null then json_build_object('seriesId', se.series_id, 'lockVersion', se.lock_version, 'frequency', se.frequency,
        'weekday', se.weekday, 'weekOfMonth', se.week_of_month, 'startTime', se.start_time, 'durationMinutes', se.duration_minutes,
        'fromDate', se.from_date, 'untilDate', se.until_date) end as series,
      coalesce((select json_agg(json_build_object('date', k.skipped_on, 'reason', k.reason) order by k.skipped_on) from mdt_series_skip k
        where k.tenant_id = $1 and k.series_id = m.series_id and k.skipped_on >= (quorate_now() at time zone 'Europe/London')::date), '[]') as skipped,
      coalesce((select json_agg(json_build_object('id', i.invitation_id, 'seatId', i.seat_id, 'roleCode', s.role_code, 'roleName', r.name,
          'providerId', i.provider_organisation_id, 'providerName', o.name, 'kind', s.kind, 'countsForQuorum', s.counts_for_quorum,
          'personId', p.practitioner_id, 'personName', p.name, 'deputyId', dp.practitioner_id, 'deputyName', dp.name,
          'response', i.response, 'source', i.response_source, 'respondedAt', ${instantSql('i.responded_at')}, 'declineReason', i.decline_reason,
          'comment', i.comment, 'sentAt', ${instantSql('i.sent_at')}, 'remindedAt', ${instantSql('i.reminded_at')}, 'lockVersion', i.lock_version)
          order by s.position, i.seat_id)
        from invitation i
        join mdt_seat s on s.tenant_id = $1 and s.seat_id = i.seat_id
        join professional_role r on r.tenant_id = $1 and r.role_code = s.role_code
        join organisation o on o.tenant_id = $1 and o.organisation_id = i.provider_organisation_id
        left join practitioner p on p.tenant_id = $1 and p.practitioner_id = i.practitioner_id
        left join practitioner dp on dp.tenant_id = $1 and dp.practitioner_id = i.deputy_practitioner_id
        where i.tenant_id = $1 and i.meeting_id = m.meeting_id), '[]') as replies
    from mdt_meeting m
    join mdt d on d.tenant_id = $1 and d.mdt_id = m.mdt_id
    join organisation h on h.tenant_id = $1 and h.organisation_id = m.host_organisation_id
    join terms_of_reference t on t.tenant_id = $1 and t.terms_id = m.terms_id
    left join mdt_series se on se.tenant_id = $1 and se.series_id = m.series_id
    left join site st on st.tenant_id = $1 and st.site_id = m.site_id
    left join room rm on rm.tenant_id = $1 and rm.room_id = m.room_id
    where m.tenant_id = $1 and m.meeting_id = $2 and ${wall}`;
}

function replyOf(viewer: Viewer, row: ReplyRow, now: { isComing: boolean; mayEdit: boolean }): Reply {
  const me = viewer.practitionerId;
  const isMine = me !== null && (row.personId === me || row.deputyId === me);
  // A reason may be that the provider did not release them: it is said to the host, and to nobody else.
  const isPrivy = isMine || now.mayEdit;
  return {
    id: row.id,
    seatId: row.seatId,
    roleCode: row.roleCode,
    roleName: row.roleName,
    provider: { id: row.providerId, name: row.providerName },
    kind: row.kind,
    countsForQuorum: row.countsForQuorum,
    person: named(row.personId, row.personName),
    deputy: named(row.deputyId, row.deputyName),
    response: row.response,
    source: row.source,
    respondedAt: row.respondedAt,
    declineReason: isPrivy ? row.declineReason : null,
    comment: isPrivy ? row.comment : null,
    sentAt: row.sentAt,
    remindedAt: row.remindedAt,
    isMine,
    mayAnswer: now.isComing && row.personId !== null && (isMine || now.mayEdit),
    lockVersion: row.lockVersion,
  };
}
