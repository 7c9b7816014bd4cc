import { Inject, Injectable } from '@nestjs/common';
import { addDays, isLocalDate, isLocalTime } from '@quorate/libs/time';
import { z } from 'zod';
import { Commands, type Transaction } from '../platform/commands.js';
import { changedByOther, invalidInput, type RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { clashes, findClashes, syncBookings } from './bookings.js';
import { InvitationMail } from './invitations/invitation-mail.js';
import {
  type LockedMeeting,
  lockComing,
  lockOwnMeeting,
  type MeetingToCancel,
  meetingClosed,
  REGISTER_FACTS,
  whyNotCancelled,
} from './locked-meeting.js';
import { lockOwnMdt } from './mdts/mdt-scope.js';
import { MdtSeries } from './meeting.entity.js';
import { MeetingChanges } from './meeting-changes.js';
import { refuseUnusableStart } from './move-one.js';
import { type MeetingsChanged, placeInput } from './series/planning-inputs.js';
import { termsOn } from './series/series.service.js';

import {
  holdersOn,
  insertMeetings,
  lockSeries,
  newMeetings,
  occasionOf,
  refuseUnknownPlace,
} from './series/series-rows.js';

const extraordinaryInput = z.object({
  mdtId: z.uuid(),
  date: z.string().refine(isLocalDate, 'Enter a date that exists.'),
  startTime: z.string().refine(isLocalTime, 'Enter a start time such as 13:00.'),
  durationMinutes: z.int().min(5).max(720),
  ...placeInput,
});

const cancelInput = z.object({
  meetingId: z.uuid(),
  /** Of the meeting for 'one', else of its series. */
  expectedVersion: z.int(),
  scope: z.enum(['one', 'thisAndFollowing']).default('one'),
  reason: z.string().trim().min(1, 'Say why, for those who were invited.').max(300),
});

/** Single meetings: an extraordinary one, and calling meetings off. */
@Injectable()
export class MeetingsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(InvitationMail) private readonly mail: InvitationMail,
    @Inject(MeetingChanges) private readonly changes: MeetingChanges,
  ) {}

  /** A meeting outside any series, in hours if it has to be. It is marked, and reported apart from routine ones. */
  addExtraordinaryMeeting(viewer: Viewer, input: unknown): Promise<MeetingsChanged | RefusalData> {
    return this.commands.run(viewer, 'addExtraordinaryMeeting', extraordinaryInput, input, async (tx, asked) => {
      const mdt = await lockOwnMdt(tx, viewer, asked.mdtId);
      if (mdt.status !== 'active') throw invalidInput('mdtId', 'Only an active MDT can plan meetings.');
      refuseUnusableStart(tx, asked.date, asked.startTime);
      const place = {
        siteId: asked.siteId ?? null,
        roomId: asked.roomId ?? null,
        joinUrl: asked.joinUrl ?? null,
      };
      await refuseUnknownPlace(tx, place);
      const meetings = newMeetings([asked.date], asked);
      const onDate = await holdersOn(tx, asked.mdtId, [asked.date]);
      const found = await findClashes(
        tx,
        viewer,
        meetings.map((m) => occasionOf(m, place.roomId, onDate.get(m.date)?.people ?? [])),
      );
      if (found.length > 0) throw clashes(found);
      const meetingIds = meetings.map((m) => m.meetingId);
      await insertMeetings(
        tx,
        { ...place, mdtId: asked.mdtId, seriesId: null, hostOrganisationId: mdt.hostOrganisationId, calendarUid: null },
        meetings,
        (date) => termsOn(onDate, date),
      );
      await syncBookings(tx, viewer, meetingIds);
      for (const id of meetingIds) tx.audit({ entity: 'MdtMeeting', entityId: id, detail: { mdtId: asked.mdtId } });
      tx.notify('mdt', asked.mdtId);
      return {
        __typename: 'MeetingsChanged' as const,
        mdtId: asked.mdtId,
        seriesId: null,
        meetingIds,
        cancelledMeetingIds: [],
        skipped: [],
      };
    });
  }

  /**
   * Calls off a meeting, or it and every later one of its series, with a reason; also one that has begun or was to be
   * within the last week, while nobody is marked. Rooms and people are free again, who was invited is told, and a meeting
   * that was called off counts against nobody.
   */
  cancelMeeting(viewer: Viewer, input: unknown): Promise<MeetingsChanged | RefusalData> {
    return this.commands.run(viewer, 'cancelMeeting', cancelInput, input, async (tx, asked) => {
      const isOne = asked.scope === 'one';
      const meeting = await lockOwnMeeting(tx, viewer, asked.meetingId, isOne ? asked.expectedVersion : undefined);
      await refuseUnlessCancellable(tx, meeting);
      const meetingIds = isOne ? [meeting.meetingId] : await endSeries(tx, meeting, asked.expectedVersion);
      await tx.query(
        `update mdt_meeting set status = 'cancelled', cancel_reason = $3, is_quorate = null, sequence = sequence + 1, lock_version = lock_version + 1
         where tenant_id = $1 and meeting_id = any ($2::uuid[])`,
        [tx.tenantId, meetingIds, asked.reason],
      );
      await syncBookings(tx, viewer, meetingIds);
      await this.mail.tellOfCancellation(tx, meetingIds);
      await this.changes.announce(tx, meetingIds);
      for (const id of meetingIds) {
        tx.audit({ entity: 'MdtMeeting', entityId: id, detail: { status: 'cancelled', scope: asked.scope } });
        tx.notify('meeting', id);
      }
      tx.notify('mdt', meeting.mdtId);
      return {
        __typename: 'MeetingsChanged' as const,
        mdtId: meeting.mdtId,
        seriesId: meeting.seriesId,
        meetingIds: [],
        cancelledMeetingIds: meetingIds,
        skipped: [],
      };
    });
  }
}

async function refuseUnlessCancellable(tx: Transaction, meeting: LockedMeeting): Promise<void> {
  const [facts] = await tx.query<Pick<MeetingToCancel, 'isMarked' | 'isRegisterClosed'>>(
    `select ${REGISTER_FACTS} from mdt_meeting m where m.tenant_id = $1 and m.meeting_id = $2`,
    [tx.tenantId, meeting.meetingId],
  );
  if (!facts) throw new Error('A locked meeting that is not there.');
  const why = whyNotCancelled({ ...meeting, ...facts }, tx.now);
  if (why !== null) throw meetingClosed(why);
}

/** Ends the series before this meeting and returns this one and those that follow. */
async function endSeries(tx: Transaction, meeting: LockedMeeting, expectedVersion: number): Promise<string[]> {
  if (meeting.seriesId === null)
    throw invalidInput('scope', 'This meeting is not part of a series. Cancel this one only.');
  const series = await lockSeries(tx, meeting.seriesId);
  if (series.lockVersion !== expectedVersion) throw changedByOther(series.lockVersion);
  const from = meeting.seriesDate ?? meeting.meetingDate;
  const following = (await lockComing(tx, series.seriesId)).filter((m) => (m.seriesDate ?? m.meetingDate) >= from);
  await tx.manager.update(
    MdtSeries,
    { tenantId: tx.tenantId, seriesId: series.seriesId },
    {
      untilDate: addDays(from, -1),
      plannedThrough: addDays(from, -1),
      sequence: series.sequence + 1,
      lockVersion: series.lockVersion + 1,
    },
  );
  // The meeting itself may have begun, and is then not among those to come.
  return [...new Set([meeting.meetingId, ...following.map((m) => m.meetingId)])];
}
