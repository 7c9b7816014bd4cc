import { formatDate } from '@quorate/libs/time';
import type { Transaction } from '../platform/commands.js';
import { type RefusalData, Refused } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { mdtWall } from './mdts/mdt-scope.js';

/** An hour that a meeting wants: of its room, and of the people who are invited. */
export interface Occasion {
  readonly meetingId: string;
  /** Instants. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly roomId: string | null;
  readonly people: readonly string[];
}

/** A person or a room that is taken. `meetingName` is null where the viewer may not see that meeting. */
export interface Clash {
  readonly kind: 'PERSON' | 'ROOM';
  readonly name: string;
  /** Of the meeting that has them: a local date and London times. */
  readonly date: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly meetingName: string | null;
  /** The meeting of this command that wanted them. */
  readonly wantedBy: string;
}

const SHOWN = 20;

/** The refusal that names who or what is taken, and where they are. */
export function clashes(found: readonly Clash[]): Refused {
  const [first] = found;
  if (!first) throw new Error('A clash without a clash.');
  const more = found.length > 1 ? ` There ${found.length === 2 ? 'is 1 more' : `are ${found.length - 1} more`}.` : '';
  return new Refused({
    __typename: 'Clashes',
    code: 'CLASHES',
    message: `${clashSentence(first)}${more} Choose another time${first.kind === 'ROOM' ? ' or room' : ''}; nothing was saved.`,
    clashes: found.slice(0, SHOWN),
  } as RefusalData);
}

/** "Dr Tom Keane is at Frailty MDT on Tuesday 1 December 2026, 13:00 to 14:00." */
export function clashSentence(clash: Clash): string {
  const where = clash.meetingName ?? 'another meeting';
  const verb = clash.kind === 'ROOM' ? `is taken by ${where}` : `is at ${where}`;
  return `${clash.name} ${verb} on ${formatDate(clash.date)}, ${clash.startTime} to ${clash.endTime}.`;
}

/** The clash look-up, also for a preview that holds no lock. Values: tenant, occasions as JSON, meetings to ignore. */
export function clashQuery(viewer: Viewer | null): string {
  const named = viewer ? `case when ${mdtWall(viewer.role, 'x.mdt_id')} then d.name end` : 'null';
  const columns = `to_char(x.starts_at at time zone 'Europe/London', 'YYYY-MM-DD') as date,
    to_char(x.starts_at at time zone 'Europe/London', 'HH24:MI') as "startTime",
    to_char(x.ends_at at time zone 'Europe/London', 'HH24:MI') as "endTime", ${named} as "meetingName", w."meetingId" as "wantedBy"`;
  return `
    with wanted as (
      select * from json_to_recordset($2) as w("meetingId" uuid, "startsAt" timestamptz, "endsAt" timestamptz, "roomId" uuid, people uuid[])
    )
    select 'PERSON' as kind, p.name, ${columns}
    from wanted w cross join lateral unnest(w.people) as person(id)
    join practitioner_booking b on b.tenant_id = $1 and b.practitioner_id = person.id
      and b.during && tstzrange(w."startsAt", w."endsAt") and b.meeting_id <> w."meetingId" and b.meeting_id <> all ($3::uuid[])
    join mdt_meeting x on x.tenant_id = b.tenant_id and x.meeting_id = b.meeting_id
    join mdt d on d.tenant_id = x.tenant_id and d.mdt_id = x.mdt_id
    join practitioner p on p.tenant_id = b.tenant_id and p.practitioner_id = b.practitioner_id
    union all
    select 'ROOM', s.name || ', ' || r.name, ${columns}
    from wanted w
    join mdt_meeting x on x.tenant_id = $1 and x.room_id = w."roomId" and x.status <> 'cancelled'
      and tstzrange(x.starts_at, x.ends_at) && tstzrange(w."startsAt", w."endsAt") and x.meeting_id <> w."meetingId" and x.meeting_id <> all ($3::uuid[])
    join mdt d on d.tenant_id = x.tenant_id and d.mdt_id = x.mdt_id
    join room r on r.tenant_id = x.tenant_id and r.room_id = x.room_id
    join site s on s.tenant_id = r.tenant_id and s.site_id = r.site_id
    order by date, "startTime", kind, name`;
}

/**
 * Locks the people and rooms (in one order, so that two commands never wait for each other) and names what is taken.
 * `ignoring` are meetings whose hours this very command gives up. Once it comes back empty, the hours are the
 * caller's until commit.
 */
export async function findClashes(
  tx: Transaction,
  viewer: Viewer | null,
  occasions: readonly Occasion[],
  ignoring: readonly string[] = [],
): Promise<Clash[]> {
  const wanted = [...new Set(occasions.flatMap((o) => [...o.people, ...(o.roomId ? [o.roomId] : [])]))].sort();
  if (wanted.length === 0) return [];
  await tx.query(
    'select pg_advisory_xact_lock(hashtextextended(k, 0)) from (select k from unnest($1::text[]) k order by k) as keys',
    [wanted.map((id) => `booking ${tx.tenantId} ${id}`)],
  );
  return tx.query<Clash>(clashQuery(viewer), [tx.tenantId, JSON.stringify(occasions), [...ignoring]]);
}

/**
 * Makes the bookings of these meetings what their invitations say: an invited person's hour is held until they decline
 * or send a deputy, a deputy's while they stand in, nobody's once the meeting is cancelled. Refuses with Clashes.
 */
export async function syncBookings(
  tx: Transaction,
  viewer: Viewer | null,
  meetingIds: readonly string[],
): Promise<void> {
  if (meetingIds.length === 0) return;
  await tx.query(
    `delete from practitioner_booking b where b.tenant_id = $1 and b.meeting_id = any ($2::uuid[]) and not exists (
       select 1 from (${WANTED}) w where w.meeting_id = b.meeting_id and w.practitioner_id = b.practitioner_id and w.during = b.during)`,
    [tx.tenantId, meetingIds],
  );
  const missing = await tx.query<Occasion>(
    `select w.meeting_id as "meetingId", lower(w.during)::text as "startsAt", upper(w.during)::text as "endsAt",
       null as "roomId", array_agg(w.practitioner_id::text) as people
     from (${WANTED}) w
     where not exists (select 1 from practitioner_booking b where b.tenant_id = $1 and b.meeting_id = w.meeting_id and b.practitioner_id = w.practitioner_id)
     group by w.meeting_id, w.during`,
    [tx.tenantId, meetingIds],
  );
  if (missing.length === 0) return;
  const found = await findClashes(tx, viewer, missing);
  if (found.length > 0) throw clashes(found);
  // NOTE: from values and not from a SELECT that reads this table: a GiST scan that is restarted while its own statement
  // inserts marks live index entries as dead (seen on PostgreSQL 15 and 18), and the constraint then misses clashes.
  await tx.query(
    `insert into practitioner_booking (tenant_id, practitioner_id, meeting_id, during)
     select $1::uuid, person.id, o."meetingId", tstzrange(o."startsAt", o."endsAt")
     from json_to_recordset($2) as o("meetingId" uuid, "startsAt" timestamptz, "endsAt" timestamptz, people uuid[])
     cross join lateral unnest(o.people) as person(id)`,
    [tx.tenantId, JSON.stringify(missing)],
  );
}

// One row a person and meeting, also where the person has two seats in it.
const WANTED = `
  select distinct m.meeting_id, tstzrange(m.starts_at, m.ends_at) as during,
    case when i.response = 'delegated' then i.deputy_practitioner_id else i.practitioner_id end as practitioner_id
  from mdt_meeting m join invitation i on i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id
  where m.tenant_id = $1 and m.meeting_id = any ($2::uuid[]) and m.status <> 'cancelled' and i.response <> 'declined'
    and (i.response = 'delegated' or i.practitioner_id is not null)`;
