import { Module } from '@nestjs/common';
import { StaffChangesModule } from '../staff/staff-changes.js';
import { InvitationMail } from './invitations/invitation-mail.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { LeaversService } from './mdts/leavers.service.js';
import { MdtReads } from './mdts/mdt.reads.js';
import { MdtResolver } from './mdts/mdt.resolver.js';
import { MdtService } from './mdts/mdt.service.js';
import { SeatsService } from './mdts/seats.service.js';
import { MeetingChangesModule } from './meeting-changes.js';
import { MeetingWatch } from './meeting-watch.js';
import { MeetingsReads } from './meetings.reads.js';
import { MeetingsResolver } from './meetings.resolver.js';
import { MeetingsService } from './meetings.service.js';
import { PlanningResolver } from './series/planning.resolver.js';
import { SeriesService } from './series/series.service.js';
import { SeriesEditService } from './series/series-edit.service.js';
import { SeriesPreviewReads } from './series/series-preview.reads.js';
import { SeriesWindow } from './series/series-window.js';
import { TodayReads } from './today.reads.js';

@Module({
  imports: [MeetingChangesModule, StaffChangesModule],
  providers: [
    MdtResolver,
    MdtReads,
    MdtService,
    SeatsService,
    LeaversService,
    PlanningResolver,
    SeriesService,
    SeriesEditService,
    SeriesPreviewReads,
    SeriesWindow,
    MeetingsResolver,
    MeetingsReads,
    MeetingsService,
    MeetingWatch,
    InvitationsService,
    InvitationMail,
    TodayReads,
  ],
  exports: [MdtService, SeriesService, MeetingsService, MeetingsReads, InvitationsService, InvitationMail],
})
export class MeetingsModule {}
