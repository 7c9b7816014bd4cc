import { Inject } from '@nestjs/common';
import { Args, ID, Query, Resolver, Subscription } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import { Live, untilReturned } from '../platform/live.js';
import type { Viewer } from '../platform/viewer.js';
import { CaseListReads } from './case-list.reads.js';
import {
  ActionsPage,
  CaseListChange,
  CaseListResult,
  CasesToday,
  MyActionsInput,
  PersonResult,
} from './case-views.graphql.js';
import { CaseWorklistsReads } from './case-worklists.reads.js';
import { MyMeetingsResult } from './my-meetings.graphql.js';
import { MyMeetingsReads } from './my-meetings.reads.js';

@Resolver()
export class CaseViewsResolver {
  constructor(
    @Inject(CaseListReads) private readonly lists: CaseListReads,
    @Inject(CaseWorklistsReads) private readonly worklists: CaseWorklistsReads,
    @Inject(MyMeetingsReads) private readonly mine: MyMeetingsReads,
    @Inject(Live) private readonly live: Live,
  ) {}

  @Query(() => CaseListResult, { description: 'The people a meeting discusses.' })
  caseList(@CurrentViewer() viewer: Viewer, @Args('meetingId', { type: () => ID }) meetingId: string): Promise<object> {
    return this.lists.caseList(viewer, meetingId);
  }

  @Query(() => PersonResult)
  person(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<object> {
    return this.worklists.person(viewer, id);
  }

  @Query(() => ActionsPage, {
    description: "What the viewer has to do; for a co-ordinator also what their organisation's meetings left open.",
  })
  myActions(@CurrentViewer() viewer: Viewer, @Args('input') input: MyActionsInput): Promise<ActionsPage> {
    return this.worklists.myActions(viewer, input);
  }

  @Query(() => CasesToday)
  casesToday(@CurrentViewer() viewer: Viewer): Promise<CasesToday> {
    return this.worklists.casesToday(viewer);
  }

  @Query(() => MyMeetingsResult, { description: 'For a person, or who cares for them: their own meetings.' })
  myMeetings(@CurrentViewer() viewer: Viewer): Promise<object> {
    return this.mine.myMeetings(viewer);
  }

  @Subscription(() => CaseListChange)
  async caseListChanged(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) meetingId: string,
  ): Promise<AsyncGenerator<{ caseListChanged: CaseListChange }>> {
    if (!(await this.lists.mayWatch(viewer, meetingId))) {
      throw new GraphQLError('This is not here, or you do not have permission for it.', {
        extensions: { code: 'NOT_PERMITTED' },
      });
    }
    return untilReturned((ended) => this.changes(viewer, meetingId, ended));
  }

  private async *changes(
    viewer: Viewer,
    meetingId: string,
    ended: Promise<void>,
  ): AsyncGenerator<{ caseListChanged: CaseListChange }> {
    for await (const _ of this.live.watch(viewer.tenantId, 'cases', meetingId, ended))
      yield { caseListChanged: { meetingId } };
  }
}
