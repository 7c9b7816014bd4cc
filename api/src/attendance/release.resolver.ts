import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import {
  AnswerReleaseInput,
  AnswerReleaseResult,
  AnswerReleasesInput,
  CancelReleaseInput,
  CancelReleaseResult,
  ReleaseQueue,
  ReleaseQueueStateEnum,
  ReleaseRequested,
  ReleaseRequestInfo,
  ReleasesAnswered,
  RequestReleaseInput,
  RequestReleaseResult,
} from './release.graphql.js';
import { type ReleaseQueueState, ReleaseReads } from './release.reads.js';
import { ReleaseService } from './release.service.js';

@Resolver()
export class ReleaseResolver {
  constructor(
    @Inject(ReleaseService) private readonly service: ReleaseService,
    @Inject(ReleaseReads) private readonly reads: ReleaseReads,
  ) {}

  @Query(() => ReleaseQueue, { description: "What the viewer's organisation is asked for; overdue first." })
  releaseQueue(
    @CurrentViewer() viewer: Viewer,
    @Args('state', { type: () => ReleaseQueueStateEnum }) state: ReleaseQueueState,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<object> {
    return this.reads.queue(viewer, state, Math.min(Math.max(first, 1), 100), after ?? null);
  }

  @Query(() => [ReleaseRequestInfo], { description: 'The requests for one meeting that the viewer has a part in.' })
  meetingReleases(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) meetingId: string,
  ): Promise<object[]> {
    return this.reads.ofMeeting(viewer, meetingId);
  }

  @Mutation(() => RequestReleaseResult)
  requestRelease(@CurrentViewer() viewer: Viewer, @Args('input') input: RequestReleaseInput): Promise<object> {
    return this.service.requestRelease(viewer, input);
  }

  @Mutation(() => AnswerReleaseResult)
  answerRelease(@CurrentViewer() viewer: Viewer, @Args('input') input: AnswerReleaseInput): Promise<object> {
    return this.service.answerRelease(viewer, input);
  }

  @Mutation(() => AnswerReleaseResult, { description: 'Several at once, all or none.' })
  answerReleases(@CurrentViewer() viewer: Viewer, @Args('input') input: AnswerReleasesInput): Promise<object> {
    return this.service.answerReleases(viewer, input);
  }

  @Mutation(() => CancelReleaseResult)
  cancelRelease(@CurrentViewer() viewer: Viewer, @Args('input') input: CancelReleaseInput): Promise<object> {
    return this.service.cancelRelease(viewer, input);
  }
}

@Resolver(() => ReleaseRequested)
export class ReleaseRequestedResolver {
  constructor(@Inject(ReleaseReads) private readonly reads: ReleaseReads) {}

  @ResolveField(() => ReleaseRequestInfo, { nullable: true })
  async release(@CurrentViewer() viewer: Viewer, @Parent() done: ReleaseRequested): Promise<object | null> {
    return (await this.reads.byId(viewer, [done.releaseRequestId]))[0] ?? null;
  }
}

@Resolver(() => ReleasesAnswered)
export class ReleasesAnsweredResolver {
  constructor(@Inject(ReleaseReads) private readonly reads: ReleaseReads) {}

  @ResolveField(() => [ReleaseRequestInfo])
  releases(@CurrentViewer() viewer: Viewer, @Parent() done: ReleasesAnswered): Promise<object[]> {
    return this.reads.byId(viewer, done.releaseRequestIds);
  }
}
