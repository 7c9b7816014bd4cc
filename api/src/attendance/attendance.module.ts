import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { MeetingChanges, MeetingChangesModule } from '../meetings/meeting-changes.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { StaffChanges, StaffChangesModule } from '../staff/staff-changes.js';
import { AttendanceResolver, RegisterChangedByOtherResolver, RegisterSavedResolver } from './attendance.resolver.js';
import { recountMeetings, recountPersonSince } from './count-meeting.js';
import { EngagementCountsService } from './engagement-counts.service.js';
import { RegisterReads } from './register.reads.js';
import { RegisterService } from './register.service.js';
import { ReleaseReads } from './release.reads.js';
import { ReleaseRequestedResolver, ReleaseResolver, ReleasesAnsweredResolver } from './release.resolver.js';
import { askForReleaseAgain, cancelReleasesOf, ReleaseService } from './release.service.js';

/** The register, release requests, and what each seat counts as. Counts again whenever meetings or employers change. */
@Module({
  imports: [MeetingChangesModule, StaffChangesModule],
  providers: [
    AttendanceResolver,
    RegisterSavedResolver,
    RegisterChangedByOtherResolver,
    RegisterService,
    RegisterReads,
    ReleaseResolver,
    ReleaseRequestedResolver,
    ReleasesAnsweredResolver,
    ReleaseService,
    ReleaseReads,
    EngagementCountsService,
  ],
  exports: [RegisterService, ReleaseService, EngagementCountsService],
})
export class AttendanceModule implements OnModuleInit {
  constructor(
    @Inject(MeetingChanges) private readonly meetings: MeetingChanges,
    @Inject(StaffChanges) private readonly staff: StaffChanges,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  onModuleInit(): void {
    this.meetings.observe(async (tx, meetingIds, movedIds) => {
      await recountMeetings(tx, meetingIds);
      await cancelReleasesOf(tx, this.publicUrl, meetingIds);
      await askForReleaseAgain(tx, this.publicUrl, movedIds);
    });
    this.staff.observe((tx, _viewer, { practitionerId, from }) => recountPersonSince(tx, practitionerId, from));
  }
}
