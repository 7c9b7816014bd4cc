import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction } from '../../platform/commands.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { InvitationMail } from '../invitations/invitation-mail.js';
import { type LockedMeeting, lockOwnMeeting, refuseUnlessComing } from '../locked-meeting.js';
import { MeetingChanges } from '../meeting-changes.js';
import { moveOne } from '../move-one.js';
import { type EditInput, editInput, type MeetingsChanged, type MeetingsMoved } from './planning-inputs.js';
import { replanSeries } from './replan-series.js';
import { lockSeries } from './series-rows.js';

/** Moving meetings: one, this and following, or all that are to come. Nothing that has begun, was held or cancelled changes. */
@Injectable()
export class SeriesEditService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(InvitationMail) private readonly mail: InvitationMail,
    @Inject(MeetingChanges) private readonly changes: MeetingChanges,
  ) {}

  /**
   * Moves a meeting or changes its series from it on. Replies given for another hour are asked for again, and whoever was
   * told of the old hour is told of the new one. "All" means all that are to come: where a meeting of the series has
   * been held, the series is split there, so that the past keeps its rule.
   */
  editMeeting(viewer: Viewer, input: unknown): Promise<MeetingsChanged | RefusalData> {
    return this.commands.run(viewer, 'editMeeting', editInput, input, async (tx, asked) => {
      const meeting = await lockOwnMeeting(
        tx,
        viewer,
        asked.meetingId,
        asked.scope === 'one' ? asked.expectedVersion : undefined,
      );
      refuseUnlessComing(tx, meeting, 'changed');
      const { movedIds, ...result } = await this.change(tx, viewer, meeting, asked);
      await this.changes.announce(tx, [...result.meetingIds, ...result.cancelledMeetingIds], movedIds);
      return result;
    });
  }

  private async change(
    tx: Transaction,
    viewer: Viewer,
    meeting: LockedMeeting,
    asked: EditInput,
  ): Promise<MeetingsMoved> {
    if (asked.scope === 'one') return moveOne(tx, viewer, this.mail, meeting, asked);
    if (meeting.seriesId === null)
      throw invalidInput('scope', 'This meeting is not part of a series. Change this one only.');
    const series = await lockSeries(tx, meeting.seriesId);
    if (series.lockVersion !== asked.expectedVersion) throw changedByOther(series.lockVersion);
    if (meeting.seriesDate === null) throw notPermitted();
    return replanSeries(tx, viewer, this.mail, { series, meeting, asked });
  }
}
