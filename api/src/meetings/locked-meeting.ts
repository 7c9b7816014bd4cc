import { addDays, toLondon } from '@quorate/libs/time';
import type { Transaction } from '../platform/commands.js';
import { changedByOther, notPermitted, type RefusalData, Refused } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { coordinatesFor } from './mdts/mdt-scope.js';

export interface LockedMeeting {
  readonly meetingId: string;
  readonly mdtId: string;
  readonly seriesId: string | null;
  readonly termsId: string;
  readonly hostOrganisationId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly meetingDate: string;
  readonly startTime: string;
  readonly durationMinutes: number;
  readonly seriesDate: string | null;
  readonly siteId: string | null;
  readonly roomId: string | null;
  readonly joinUrl: string | null;
  readonly status: string;
  readonly isExtraordinary: boolean;
  readonly noticeGivenAt: Date | null;
  readonly registerVersion: number;
  readonly lockVersion: number;
}

const COLUMNS = `m.meeting_id as "meetingId", m.mdt_id as "mdtId", m.series_id as "seriesId", m.terms_id as "termsId",
  m.host_organisation_id as "hostOrganisationId", m.starts_at as "startsAt", m.ends_at as "endsAt",
  m.meeting_date::text as "meetingDate", m.start_time as "startTime", m.duration_minutes as "durationMinutes",
  m.series_date::text as "seriesDate", m.site_id as "siteId", m.room_id as "roomId", m.join_url as "joinUrl", m.status,
  m.is_extraordinary as "isExtraordinary", m.notice_given_at as "noticeGivenAt", m.register_version as "registerVersion",
  m.lock_version as "lockVersion"`;

/** Why a meeting can no longer be planned, moved or answered, as data. */
export function meetingClosed(message: string): Refused {
  return new Refused({ __typename: 'MeetingClosed', code: 'MEETING_CLOSED', message } as RefusalData);
}

/** The meeting locked until the command ends, or null. Asks nothing about who may. */
export async function lockMeeting(tx: Transaction, meetingId: string): Promise<LockedMeeting | null> {
  const [meeting] = await tx.query<LockedMeeting>(
    `select ${COLUMNS} from mdt_meeting m where m.tenant_id = $1 and m.meeting_id = $2 for update`,
    [tx.tenantId, meetingId],
  );
  return meeting ?? null;
}

/** The meeting locked, if the viewer co-ordinates its host; else refuses as if it did not exist. */
export async function lockOwnMeeting(
  tx: Transaction,
  viewer: Viewer,
  meetingId: string,
  expectedVersion?: number,
): Promise<LockedMeeting> {
  const meeting = await lockMeeting(tx, meetingId);
  if (!meeting || !coordinatesFor(viewer, meeting.hostOrganisationId)) throw notPermitted();
  if (expectedVersion !== undefined && meeting.lockVersion !== expectedVersion)
    throw changedByOther(meeting.lockVersion);
  return meeting;
}

/** Refuses when the meeting was cancelled, was held, or has begun: what is past never changes. */
export function refuseUnlessComing(
  tx: Transaction,
  meeting: Pick<LockedMeeting, 'status' | 'startsAt'>,
  verb: string,
): void {
  if (meeting.status === 'cancelled') throw meetingClosed(`This meeting was cancelled, so it cannot be ${verb}.`);
  if (meeting.status === 'held' || meeting.startsAt <= tx.now)
    throw meetingClosed(`This meeting has begun or is over, so it can no longer be ${verb}.`);
}

/** So long after its day a meeting that nobody held can still be called off; after that it stays as "not recorded". */
const CANCEL_DAYS_AFTER = 7;

/** What decides whether a meeting can be called off. */
export interface MeetingToCancel {
  readonly status: string;
  readonly meetingDate: string;
  /** Whether a mark stands in its register. */
  readonly isMarked: boolean;
  readonly isRegisterClosed: boolean;
}

/**
 * Why a meeting can no longer be called off, in a sentence that says what to do; null when it can. Before it, on the day
 * and for a week after: many are called off when people stand in the room, and entered later. Never while somebody is
 * marked, since it took place for them; a mark that was taken back does not stand.
 */
export function whyNotCancelled(meeting: MeetingToCancel, now: Date): string | null {
  if (meeting.status === 'cancelled') return 'This meeting was cancelled already.';
  if (meeting.isRegisterClosed) return 'The register of this meeting is closed, so it took place and stays.';
  if (meeting.isMarked)
    return 'Somebody is marked in the register of this meeting. If it did not take place, take the marks back there, then cancel it.';
  if (addDays(meeting.meetingDate, CANCEL_DAYS_AFTER) >= toLondon(now.toISOString()).date) return null;
  return `This meeting was more than ${CANCEL_DAYS_AFTER} days ago, so it can no longer be cancelled. Without a register it counts against nobody either.`;
}

/** SQL for the two facts of the register, of the meeting `m`. */
export const REGISTER_FACTS = `exists (select 1 from attendance_record a where a.tenant_id = m.tenant_id and a.meeting_id = m.meeting_id and a.is_current and a.outcome <> 'notMarked') as "isMarked",
  exists (select 1 from register_closure c where c.tenant_id = m.tenant_id and c.meeting_id = m.meeting_id) as "isRegisterClosed"`;

/** The coming meetings of a series, locked in one order: booked, and not begun. */
export function lockComing(tx: Transaction, seriesId: string): Promise<LockedMeeting[]> {
  return tx.query<LockedMeeting>(
    `select ${COLUMNS} from mdt_meeting m where m.tenant_id = $1 and m.series_id = $2 and m.status = 'booked' and m.starts_at > $3
     order by m.series_date, m.meeting_id for update`,
    [tx.tenantId, seriesId, tx.now],
  );
}
