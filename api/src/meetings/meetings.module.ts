import { Module } from '@nestjs/common';
import { InvitationMail } from './invitation-mail.js';
import { InvitationsService } from './invitations.service.js';
import { MdtReads } from './mdt.reads.js';
import { MdtResolver } from './mdt.resolver.js';
import { MdtService } from './mdt.service.js';
import { MeetingChangesModule } from './meeting-changes.js';
import { MeetingWatch } from './meeting-watch.js';
import { MeetingsReads } from './meetings.reads.js';
import { MeetingsResolver } from './meetings.resolver.js';
import { MeetingsService } from './meetings.service.js';
import { PlanningResolver } from './planning.resolver.js';
import { SeatsService } from './seats.service.js';
import { SeriesService } from './series.service.js';
import { SeriesEditService } from './series-edit.service.js';
import { SeriesPreviewReads } from './series-preview.reads.js';
import { TodayReads } from './today.reads.js';

@Module({
  imports: [MeetingChangesModule],
  providers: [
    MdtResolver,
    MdtReads,
    MdtService,
    SeatsService,
    PlanningResolver,
    SeriesService,
    SeriesEditService,
    SeriesPreviewReads,
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
