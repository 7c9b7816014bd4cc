import { Module } from '@nestjs/common';
import { MeetingChangesModule } from '../meetings/meeting-changes.js';
import { ActionsService } from './actions.service.js';
import { CaseListReads } from './case-list.reads.js';
import { CaseListService } from './case-list.service.js';
import { CaseViewsResolver } from './case-views.resolver.js';
import { CaseWorklistsReads } from './case-worklists.reads.js';
import { CasesResolver } from './cases.resolver.js';
import { MyMeetingsReads } from './my-meetings.reads.js';
import { OutcomesService } from './outcomes.service.js';

@Module({
  imports: [MeetingChangesModule],
  providers: [
    CasesResolver,
    CaseViewsResolver,
    CaseListService,
    OutcomesService,
    ActionsService,
    CaseListReads,
    CaseWorklistsReads,
    MyMeetingsReads,
  ],
  exports: [CaseListService, OutcomesService, ActionsService],
})
export class CasesModule {}
