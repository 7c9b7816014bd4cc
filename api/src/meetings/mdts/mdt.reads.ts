import { Inject, Injectable } from '@nestjs/common';
import { describeRule } from '@quorate/libs/recurrence';
import { toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { endOf, named } from '../meetings.reads.js';
import { ruleOf } from '../series/series-rows.js';
import type { Mdt, MdtPage, MeetingBrief, Seat, Series, SkippedDate, Terms } from './mdt.graphql.js';
import { coordinatesFor, joinUrlFor, mdtWall, wallName } from './mdt-scope.js';

const MAX_FIRST = 100;

/** MDTs and series as screens show them: one statement each. */
@Injectable()
export class MdtReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The MDTs the viewer may see, by name, those whose name holds the text; closed ones last. */
  async mdts(viewer: Viewer, asked: { text: string; first: number; after: string | null }): Promise<MdtPage> {
    const first = Math.min(Math.max(asked.first, 1), MAX_FIRST);
    const [afterClosed, afterName, afterId] = decodeCursor(asked.after);
    const rows = await this.reads.rows<ListRow>(viewer, {
      name: `mdts-${wallName(viewer.role)}`,
      text: listSql(mdtWall(viewer.role, 'd.mdt_id')),
      values: [viewer.tenantId, asked.text.trim(), afterClosed, afterName, afterId, first + 1],
    });
    const shown = rows.slice(0, first);
    const end = shown.at(-1);
    return {
      items: shown.map(({ hostId, hostName, ...row }) => ({ ...row, host: { id: hostId, name: hostName } })),
      endCursor:
        rows.length > first && end
          ? Buffer.from(JSON.stringify([end.status === 'inactive', end.name, end.id])).toString('base64url')
          : null,
    };
  }

  /** One MDT with terms, seats, series and coming meetings; null when it is not there or not the viewer's to see. */
  async mdt(viewer: Viewer, mdtId: string): Promise<Mdt | null> {
    const [row] = await this.reads.rows<MdtRow>(viewer, {
      name: `mdt-${wallName(viewer.role)}`,
      text: mdtSql(mdtWall(viewer.role, 'd.mdt_id')),
      values: [viewer.tenantId, mdtId],
    });
    if (!row) return null;
    const today = toLondon(this.clock.now().toISOString()).date;
    const mayEdit = coordinatesFor(viewer, row.hostId);
    const history = row.terms.map(termsOf(row.roles));
    const [terms] = [...history.filter((t) => t.inForceFrom <= today), ...history.toReversed()];
    if (!terms) throw new Error('An MDT without terms of reference.');
    return {
      id: row.id,
      name: row.name,
      host: { id: row.hostId, name: row.hostName },
      status: row.status,
      terms,
      termsHistory: history,
      seats: row.seats.map(({ providerId, providerName, holderId, holderName, ...seat }) => ({
        ...seat,
        provider: { id: providerId, name: providerName },
        holder: named(holderId, holderName),
      })),
      series: row.series.map((series) => seriesOf(viewer, series, row)),
      comingMeetings: row.coming.map(briefOf),
      lockVersion: row.lockVersion,
      mayEdit,
    };
  }

  /** One series with skipped dates and coming meetings; null when it is not there or not the viewer's to see. */
  async series(viewer: Viewer, seriesId: string): Promise<Series | null> {
    const [row] = await this.reads.rows<{ series: SeriesRow; mdtId: string; mdtName: string; hostId: string }>(viewer, {
      name: `series-${wallName(viewer.role)}`,
      text: `select ${SERIES_JSON} as series, d.mdt_id as "mdtId", d.name as "mdtName", d.host_organisation_id as "hostId"
        from mdt_series se join mdt d on d.tenant_id = $1 and d.mdt_id = se.mdt_id
        where se.tenant_id = $1 and se.series_id = $2 and ${mdtWall(viewer.role, 'd.mdt_id')}`,
      values: [viewer.tenantId, seriesId],
    });
    if (!row) return null;
    return seriesOf(viewer, row.series, { id: row.mdtId, name: row.mdtName, hostId: row.hostId });
  }
}

interface ListRow {
  readonly id: string;
  readonly name: string;
  readonly hostId: string;
  readonly hostName: string;
  readonly status: string;
  readonly seats: number;
  readonly vacantSeats: number;
  readonly nextMeetingId: string | null;
  readonly nextMeetingDate: string | null;
  readonly nextMeetingTime: string | null;
}

function listSql(wall: string): string {
  return `
    select d.mdt_id as id, d.name, d.host_organisation_id as "hostId", h.name as "hostName", d.status, s.seats, s.vacant as "vacantSeats",
      n.meeting_id as "nextMeetingId", n.meeting_date::text as "nextMeetingDate", n.start_time as "nextMeetingTime"
    from mdt d
    join organisation h on h.tenant_id = $1 and h.organisation_id = d.host_organisation_id
    cross join lateral (select count(*)::int as seats, (count(*) filter (where s.holder_practitioner_id is null))::int as vacant
      from mdt_seat s where s.tenant_id = $1 and s.mdt_id = d.mdt_id and s.to_version is null) s
    left join lateral (select m.meeting_id, m.meeting_date, m.start_time from mdt_meeting m
      where m.tenant_id = $1 and m.mdt_id = d.mdt_id and m.status = 'booked' and m.starts_at > quorate_now() order by m.starts_at limit 1) n on true
    where d.tenant_id = $1 and ($2 = '' or strpos(lower(d.name), lower($2)) > 0)
      and (d.status = 'inactive', d.name, d.mdt_id) > ($3::boolean, $4::text, $5::uuid) and ${wall}
    order by d.status = 'inactive', d.name, d.mdt_id limit $6`;
}

function decodeCursor(after: string | null): [boolean, string, string] {
  const start: [boolean, string, string] = [false, '', '00000000-0000-0000-0000-000000000000'];
  if (after === null) return start;
  try {
    const [closed, name, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown[];
    return typeof closed === 'boolean' &&
      typeof name === 'string' &&
      typeof id === 'string' &&
      /^[0-9a-f-]{36}$/.test(id)
      ? [closed, name, id]
      : start;
  } catch {
    // A cursor that cannot be read begins at the beginning, as anywhere else.
    return start;
  }
}

interface BriefRow extends Omit<MeetingBrief, 'endTime'> {
  readonly durationMinutes: number;
}

type SeriesRule = Parameters<typeof ruleOf>[0];

interface SeriesRow extends SeriesRule {
  readonly id: string;
  readonly plannedThrough: string;
  readonly siteId: string | null;
  readonly siteName: string | null;
  readonly roomId: string | null;
  readonly roomName: string | null;
  readonly joinUrl: string | null;
  readonly followsSeriesId: string | null;
  readonly lockVersion: number;
  readonly skipped: SkippedDate[];
  readonly coming: BriefRow[];
}

type TermsRow = Omit<Terms, 'requiredRoles'> & { readonly requiredRoles: string[] };

interface SeatRow extends Omit<Seat, 'provider' | 'holder'> {
  readonly providerId: string;
  readonly providerName: string;
  readonly holderId: string | null;
  readonly holderName: string | null;
}

interface MdtRow {
  readonly id: string;
  readonly name: string;
  readonly hostId: string;
  readonly hostName: string;
  readonly status: string;
  readonly lockVersion: number;
  readonly terms: TermsRow[];
  readonly roles: Readonly<Record<string, string>> | null;
  readonly seats: SeatRow[];
  readonly series: SeriesRow[];
  readonly coming: BriefRow[];
}

const BRIEF_JSON = `json_build_object('id', m.meeting_id, 'date', m.meeting_date, 'startTime', m.start_time, 'durationMinutes', m.duration_minutes,
  'status', m.status, 'isExtraordinary', m.is_extraordinary,
  'seats', (select count(*) from invitation i where i.tenant_id = $1 and i.meeting_id = m.meeting_id),
  'seatsFilled', (select count(*) from invitation i where i.tenant_id = $1 and i.meeting_id = m.meeting_id and i.response in ('accepted', 'delegated')))`;

const SERIES_JSON = `json_build_object('id', se.series_id, 'frequency', se.frequency, 'weekday', se.weekday, 'weekOfMonth', se.week_of_month,
  'startTime', se.start_time, 'durationMinutes', se.duration_minutes, 'fromDate', se.from_date, 'untilDate', se.until_date, 'plannedThrough', se.planned_through,
  'siteId', se.site_id, 'siteName', (select st.name from site st where st.tenant_id = $1 and st.site_id = se.site_id),
  'roomId', se.room_id, 'roomName', (select rm.name from room rm where rm.tenant_id = $1 and rm.room_id = se.room_id),
  'joinUrl', se.join_url, 'followsSeriesId', se.follows_series_id, 'lockVersion', se.lock_version,
  'skipped', coalesce((select json_agg(json_build_object('date', k.skipped_on, 'reason', k.reason) order by k.skipped_on)
    from mdt_series_skip k where k.tenant_id = $1 and k.series_id = se.series_id), '[]'),
  'coming', coalesce((select json_agg(${BRIEF_JSON} order by m.starts_at) from mdt_meeting m
    where m.tenant_id = $1 and m.series_id = se.series_id and m.starts_at > quorate_now()), '[]'))`;

function mdtSql(wall: string): string {
  return `
    select d.mdt_id as id, d.name, d.host_organisation_id as "hostId", h.name as "hostName", d.status, d.lock_version as "lockVersion",
      (select json_agg(json_build_object('version', t.version, 'purpose', t.purpose, 'population', t.population, 'minimumSeats', t.minimum_seats,
        'requiredRoles', t.required_roles, 'minimumNoticeWorkingDays', t.minimum_notice_working_days, 'deputiesAllowed', t.deputies_allowed,
        'inForceFrom', t.in_force_from, 'reviewOn', t.review_on) order by t.version desc)
        from terms_of_reference t where t.tenant_id = $1 and t.mdt_id = d.mdt_id) as terms,
      (select json_object_agg(r.role_code, r.name) from professional_role r where r.tenant_id = $1 and exists
        (select 1 from terms_of_reference t where t.tenant_id = $1 and t.mdt_id = d.mdt_id and r.role_code = any (t.required_roles))) as roles,
      coalesce((select json_agg(json_build_object('id', s.seat_id, 'roleCode', s.role_code, 'roleName', r.name, 'providerId', s.provider_organisation_id,
          'providerName', o.name, 'kind', s.kind, 'countsForQuorum', s.counts_for_quorum, 'holderId', p.practitioner_id, 'holderName', p.name,
          'lockVersion', s.lock_version,
          'deputies', coalesce((select json_agg(json_build_object('id', dp.practitioner_id, 'name', dp.name, 'trainedOn', x.trained_on) order by dp.name)
            from seat_deputy x join practitioner dp on dp.tenant_id = $1 and dp.practitioner_id = x.practitioner_id
            where x.tenant_id = $1 and x.seat_id = s.seat_id), '[]')) order by s.position, s.seat_id)
        from mdt_seat s
        join professional_role r on r.tenant_id = $1 and r.role_code = s.role_code
        join organisation o on o.tenant_id = $1 and o.organisation_id = s.provider_organisation_id
        left join practitioner p on p.tenant_id = $1 and p.practitioner_id = s.holder_practitioner_id
        where s.tenant_id = $1 and s.mdt_id = d.mdt_id and s.to_version is null), '[]') as seats,
      coalesce((select json_agg(${SERIES_JSON} order by se.from_date, se.series_id) from mdt_series se where se.tenant_id = $1 and se.mdt_id = d.mdt_id
        and (se.until_date is null or se.until_date >= (quorate_now() at time zone 'Europe/London')::date)), '[]') as series,
      coalesce((select json_agg(${BRIEF_JSON} order by m.starts_at) from (select * from mdt_meeting m where m.tenant_id = $1 and m.mdt_id = d.mdt_id
        and m.starts_at > quorate_now() order by m.starts_at limit 30) m), '[]') as coming
    from mdt d
    join organisation h on h.tenant_id = $1 and h.organisation_id = d.host_organisation_id
    where d.tenant_id = $1 and d.mdt_id = $2 and ${wall}`;
}

function briefOf({ durationMinutes, ...row }: BriefRow): MeetingBrief {
  return { ...row, endTime: endOf({ startTime: row.startTime, durationMinutes }) };
}

function termsOf(roles: Readonly<Record<string, string>> | null): (row: TermsRow) => Terms {
  return (row) => ({
    ...row,
    requiredRoles: row.requiredRoles.map((code) => ({ id: code, name: roles?.[code] ?? code })),
  });
}

function seriesOf(viewer: Viewer, row: SeriesRow, mdt: { id: string; name: string; hostId: string }): Series {
  const { siteId, siteName, roomId, roomName, coming, ...rest } = row;
  return {
    ...rest,
    joinUrl: joinUrlFor(viewer, row.joinUrl),
    mdt: { id: mdt.id, name: mdt.name },
    description: describeRule(ruleOf(row)),
    site: named(siteId, siteName),
    room: named(roomId, roomName),
    comingMeetings: coming.map(briefOf),
    mayEdit: coordinatesFor(viewer, mdt.hostId),
  };
}
