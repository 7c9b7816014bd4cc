import { Inject, Injectable } from '@nestjs/common';
import { ENGLAND_BANK_HOLIDAYS, toLondon, workingDaysBetween } from '@quorate/libs/time';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import type { ReleaseQueue, ReleaseRequestInfo } from './release.graphql.js';

/** Waiting for an answer; answered; or never answered before the meeting was over. */
export type ReleaseQueueState = 'waiting' | 'answered' | 'missed';

interface ReleaseRow extends Omit<ReleaseRequestInfo, 'noticeWorkingDays' | 'requestedAt' | 'decidedAt'> {
  readonly requestedAt: string;
  readonly decidedAt: string | null;
  readonly sortKey: string;
}

/** Release requests as screens show them. The wall in the database and the conditions here say the same. */
@Injectable()
export class ReleaseReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** A manager's queue, one page: what waits is in the order of its due date, so what is overdue comes first. */
  async queue(viewer: Viewer, state: ReleaseQueueState, first: number, after: string | null): Promise<ReleaseQueue> {
    const [sortKey, id] = cursorOf(after);
    const [row] = await this.reads.rows<{ waiting: number; overdue: number; items: ReleaseRow[] | null }>(viewer, {
      name: `release-queue-${state}`,
      text: queueSql(state),
      values: [viewer.tenantId, first + 1, sortKey, id],
    });
    const rows = row?.items ?? [];
    const shown = rows.slice(0, first);
    const last = shown.at(-1);
    return {
      waiting: row?.waiting ?? 0,
      overdue: row?.overdue ?? 0,
      items: shown.map(infoOf),
      hasMore: rows.length > first,
      endCursor: last ? Buffer.from(`${last.sortKey}|${last.id}`).toString('base64url') : null,
    };
  }

  /** The requests for one meeting that the viewer has a part in: host's co-ordinator, the person, the employer's manager. */
  async ofMeeting(viewer: Viewer, meetingId: string): Promise<ReleaseRequestInfo[]> {
    const rows = await this.reads.rows<{ item: ReleaseRow }>(viewer, {
      name: 'releases-of-meeting',
      text: `select ${ITEM} as item ${FROM} where r.tenant_id = $1 and r.meeting_id = $2 and ${PART_IN} order by s.position, r.requested_at, r.release_request_id`,
      values: [viewer.tenantId, meetingId, viewer.role],
    });
    return rows.map(({ item }) => infoOf(item));
  }

  /** Those of the given ids that the viewer has a part in, in the order given. */
  async byId(viewer: Viewer, ids: readonly string[]): Promise<ReleaseRequestInfo[]> {
    const rows = await this.reads.rows<{ item: ReleaseRow }>(viewer, {
      name: 'releases-by-id',
      text: `select ${ITEM} as item ${FROM} where r.tenant_id = $1 and r.release_request_id = any($2) and ${PART_IN} order by array_position($2, r.release_request_id)`,
      values: [viewer.tenantId, ids, viewer.role],
    });
    return rows.map(({ item }) => infoOf(item));
  }
}

function infoOf({ sortKey: _, ...row }: ReleaseRow): ReleaseRequestInfo {
  const requestedOn = toLondon(new Date(row.requestedAt).toISOString()).date;
  return {
    ...row,
    requestedAt: new Date(row.requestedAt).toISOString(),
    decidedAt: row.decidedAt && new Date(row.decidedAt).toISOString(),
    noticeWorkingDays: workingDaysBetween(requestedOn, row.meetingDate, ENGLAND_BANK_HOLIDAYS),
  };
}

/** Anything that is not a cursor of ours starts at the beginning. */
function cursorOf(after: string | null): [string | null, string | null] {
  const [sortKey, id] = Buffer.from(after ?? '', 'base64url')
    .toString('utf8')
    .split('|');
  const isOurs =
    sortKey !== undefined && /^\d{4}-\d\d-\d\d[\d:. -]*$/.test(sortKey) && /^[0-9a-f-]{36}$/.test(id ?? '');
  return isOurs && id ? [sortKey, id] : [null, null];
}

/** Sees the requests of `r`: $3 is the role. Row-level security says it again, role aside. */
const PART_IN = `(case $3 when 'careCoordinator' then r.host_organisation_id = (select quorate_organisation())
  when 'providerManager' then r.provider_organisation_id = (select quorate_organisation())
  when 'clinician' then r.practitioner_id = (select quorate_practitioner()) or r.requested_by = (select quorate_account()) else false end)`;

const FROM = `
  from release_request r
  join mdt_meeting m on m.tenant_id = r.tenant_id and m.meeting_id = r.meeting_id
  join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
  join organisation h on h.tenant_id = r.tenant_id and h.organisation_id = r.host_organisation_id
  join organisation o on o.tenant_id = r.tenant_id and o.organisation_id = r.provider_organisation_id
  join mdt_seat s on s.tenant_id = r.tenant_id and s.seat_id = r.seat_id
  join professional_role pr on pr.tenant_id = s.tenant_id and pr.role_code = s.role_code
  join practitioner p on p.tenant_id = r.tenant_id and p.practitioner_id = r.practitioner_id
  join account u on u.tenant_id = r.tenant_id and u.account_id = r.requested_by
  left join practitioner cover on cover.tenant_id = r.tenant_id and cover.practitioner_id = r.cover_practitioner_id
  left join account by on by.tenant_id = r.tenant_id and by.account_id = r.decided_by
  left join site on site.tenant_id = m.tenant_id and site.site_id = m.site_id`;

const IS_OVERDUE = `(r.state in ('requested','unanswered') and r.due_on < (quorate_now() at time zone 'Europe/London')::date)`;

/** Why another employer said no is nobody's to read while a tender binds the viewer. That it did, the meeting has to know. */
const unlessHidden = (column: string) =>
  `case when not (select quorate_in_tender()) or r.provider_organisation_id = (select quorate_organisation())
    or r.practitioner_id = (select quorate_practitioner()) then ${column} end`;

// json_build_object takes 100 arguments at the most, so the two halves are joined.
const ITEM = `jsonb_build_object('id', r.release_request_id, 'state', r.state, 'version', r.lock_version, 'note', r.note, 'dueOn', r.due_on,
    'isOverdue', ${IS_OVERDUE}, 'requestedAt', r.requested_at, 'requestedBy', u.name, 'decidedAt', r.decided_at, 'decidedBy', by.name,
    'reasonCode', ${unlessHidden('r.reason_code')}, 'answerNote', ${unlessHidden('r.reason_text')}, 'coverName', cover.name, 'personName', p.name, 'roleName', pr.name)
  || jsonb_build_object('seatId', r.seat_id, 'practitionerId', r.practitioner_id, 'providerName', o.name, 'meetingId', r.meeting_id,
    'mdtName', d.name, 'hostName', h.name, 'isOwnSite', r.host_organisation_id = r.provider_organisation_id, 'isMeetingOver', m.ends_at <= quorate_now(),
    'meetingDate', m.meeting_date, 'startTime', m.start_time, 'durationMinutes', m.duration_minutes, 'siteName', site.name, 'isOnline', m.join_url is not null,
    'cover', coalesce((select jsonb_agg(jsonb_build_object('id', dp.practitioner_id, 'name', dp.name, 'isBooked', exists (
        select 1 from practitioner_booking b where b.tenant_id = dp.tenant_id and b.practitioner_id = dp.practitioner_id
          and b.meeting_id <> m.meeting_id and b.during && tstzrange(m.starts_at, m.ends_at))) order by dp.name)
      from seat_deputy sd join practitioner dp on dp.tenant_id = sd.tenant_id and dp.practitioner_id = sd.practitioner_id
      where sd.tenant_id = r.tenant_id and sd.seat_id = r.seat_id and sd.practitioner_id <> r.practitioner_id), '[]'))`;

const QUEUES: Readonly<Record<ReleaseQueueState, { where: string; key: string; direction: 'asc' | 'desc' }>> = {
  waiting: {
    where: `r.state in ('requested','unanswered') and m.ends_at > quorate_now()`,
    key: 'r.due_on::timestamp',
    direction: 'asc',
  },
  answered: {
    where: `r.state in ('granted','grantedWithCover','refused')`,
    key: `r.decided_at at time zone 'UTC'`,
    direction: 'desc',
  },
  missed: {
    where: `r.state in ('requested','unanswered') and m.ends_at <= quorate_now()`,
    key: 'r.due_on::timestamp',
    direction: 'desc',
  },
};

/** Values: tenant, rows, and the sort key and id of the last row of the page before (null for the first page). */
function queueSql(state: ReleaseQueueState): string {
  const { where, key, direction } = QUEUES[state];
  const beyond = direction === 'asc' ? '>' : '<';
  const own = `r.tenant_id = $1 and r.provider_organisation_id = (select quorate_organisation())`;
  const waiting = `from release_request r join mdt_meeting m on m.tenant_id = r.tenant_id and m.meeting_id = r.meeting_id where ${own} and ${QUEUES.waiting.where}`;
  return `select (select count(*)::int ${waiting}) as waiting, (select count(*)::int ${waiting} and ${IS_OVERDUE}) as overdue,
    (select json_agg(page.item order by page.n) from (
      select ${ITEM} || jsonb_build_object('sortKey', (${key})::text) as item,
        row_number() over (order by ${key} ${direction}, r.release_request_id ${direction}) as n
      ${FROM}
      where ${own} and ${where} and ($3::timestamp is null or (${key}, r.release_request_id) ${beyond} ($3::timestamp, $4::uuid))
      order by n limit $2) page) as items`;
}
