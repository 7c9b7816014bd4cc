import { meetingOn } from '@quorate/libs/recurrence';
import { londonInstant, toLondon } from '@quorate/libs/time';
import type { Transaction } from '../platform/commands.js';
import { invalidInput } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { clashes, findClashes, syncBookings } from './bookings.js';
import type { InvitationMail } from './invitations/invitation-mail.js';
import type { LockedMeeting } from './locked-meeting.js';
import type { EditInput, MeetingsMoved } from './series/planning-inputs.js';
import { type Place, refuseUnknownPlace } from './series/series-rows.js';

/** The place as asked: a field left out stays, null takes it away. A new site without a room has none. */
export function placeAsked(now: Place, asked: Pick<EditInput, 'siteId' | 'roomId' | 'joinUrl'>): Place {
  const siteId = asked.siteId === undefined ? now.siteId : asked.siteId;
  const sameSite = siteId === now.siteId;
  return {
    siteId,
    roomId: asked.roomId === undefined ? (sameSite ? now.roomId : null) : asked.roomId,
    joinUrl: asked.joinUrl === undefined ? now.joinUrl : asked.joinUrl,
  };
}

/** Refuses a start that does not exist on a London clock, or that is not in the future. */
export function refuseUnusableStart(tx: Transaction, date: string, startTime: string): void {
  if (londonInstant(date, startTime).kind === 'doesNotExist')
    throw invalidInput('startTime', 'The clocks go forward over this time. Choose another.');
  const { startsAt } = meetingOn({ startTime, durationMinutes: 5 }, date);
  if (startsAt > tx.now.toISOString()) return;
  const isToday = date === toLondon(tx.now.toISOString()).date;
  throw invalidInput(isToday ? 'startTime' : 'date', 'Choose a time that is still to come.');
}

/** Moves one meeting, inside the caller's transaction. The meeting is locked and still to come. */
export async function moveOne(
  tx: Transaction,
  viewer: Viewer,
  mail: InvitationMail,
  meeting: LockedMeeting,
  asked: EditInput,
): Promise<MeetingsMoved> {
  const date = asked.date ?? meeting.meetingDate;
  const startTime = asked.startTime ?? meeting.startTime;
  const durationMinutes = asked.durationMinutes ?? meeting.durationMinutes;
  refuseUnusableStart(tx, date, startTime);
  const place = placeAsked(meeting, asked);
  await refuseUnknownPlace(tx, place);
  const { startsAt, endsAt } = meetingOn({ startTime, durationMinutes }, date);
  const isMoved = startsAt !== meeting.startsAt.toISOString() || endsAt !== meeting.endsAt.toISOString();
  const people = isMoved ? await holdersAsked(tx, [meeting.meetingId]) : new Map<string, string[]>();
  const found = await findClashes(
    tx,
    viewer,
    [
      {
        meetingId: meeting.meetingId,
        startsAt,
        endsAt,
        roomId: place.roomId,
        people: people.get(meeting.meetingId) ?? [],
      },
    ],
    [meeting.meetingId],
  );
  if (found.length > 0) throw clashes(found);
  if (isMoved) await resetReplies(tx, mail, [meeting.meetingId]);
  await tx.query(
    `update mdt_meeting set starts_at = $3, ends_at = $4, meeting_date = $5, start_time = $6, duration_minutes = $7, site_id = $8, room_id = $9, join_url = $10,
       sequence = sequence + 1, lock_version = lock_version + 1, notice_given_at = case when notice_given_at is null or not $11 then notice_given_at else $12 end
     where tenant_id = $1 and meeting_id = $2`,
    [
      tx.tenantId,
      meeting.meetingId,
      startsAt,
      endsAt,
      date,
      startTime,
      durationMinutes,
      place.siteId,
      place.roomId,
      place.joinUrl,
      isMoved,
      tx.now,
    ],
  );
  await syncBookings(tx, viewer, [meeting.meetingId]);
  await mail.tellOfMeeting(tx, meeting.meetingId, 'moved', (row) => row.wasSent);
  tx.audit({
    entity: 'MdtMeeting',
    entityId: meeting.meetingId,
    detail: { scope: 'one', from: meeting.startsAt.toISOString(), to: startsAt, roomId: place.roomId },
  });
  tx.notify('meeting', meeting.meetingId);
  return {
    __typename: 'MeetingsChanged',
    mdtId: meeting.mdtId,
    seriesId: meeting.seriesId,
    meetingIds: [meeting.meetingId],
    cancelledMeetingIds: [],
    skipped: [],
    movedIds: isMoved ? [meeting.meetingId] : [],
  };
}

/** Who will be booked once the replies are asked for again: the holders, by meeting. */
export async function holdersAsked(tx: Transaction, meetingIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ meetingId: string; people: string[] }>(
    `select meeting_id as "meetingId", array_agg(distinct practitioner_id::text) as people from invitation
     where tenant_id = $1 and meeting_id = any ($2::uuid[]) and practitioner_id is not null group by meeting_id`,
    [tx.tenantId, meetingIds],
  );
  return new Map(rows.map((row) => [row.meetingId, row.people]));
}

/** An answer was given for an hour; for another hour it is asked for again, and deputies are let go. */
export async function resetReplies(
  tx: Transaction,
  mail: InvitationMail,
  meetingIds: readonly string[],
): Promise<void> {
  const deputised = await tx.query<{ id: string }>(
    `select invitation_id as id from invitation where tenant_id = $1 and meeting_id = any ($2::uuid[]) and response = 'delegated'`,
    [tx.tenantId, meetingIds],
  );
  await mail.withdraw(
    tx,
    deputised.map((row) => row.id),
    true,
  );
  await tx.query(
    `update invitation set response = 'needsAction', response_source = null, responded_at = null, decline_reason = null, comment = null,
       deputy_practitioner_id = null, lock_version = lock_version + 1
     where tenant_id = $1 and meeting_id = any ($2::uuid[]) and response <> 'needsAction'`,
    [tx.tenantId, meetingIds],
  );
}
