import { Inject } from '@nestjs/common';
import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import { DataQualityReads } from './data-quality.reads.js';
import { RunRequestsService } from './run-requests.service.js';
import { DataQuality, DetectionRuns, RequestRunsInput, RequestRunsResult } from './runs.graphql.js';
import { RunsReads } from './runs.reads.js';

@Resolver()
export class RunsResolver {
  constructor(
    @Inject(RunsReads) private readonly reads: RunsReads,
    @Inject(RunRequestsService) private readonly requests: RunRequestsService,
    @Inject(DataQualityReads) private readonly quality: DataQualityReads,
  ) {}

  @Query(() => DetectionRuns, { description: 'Months that were judged, and what is being judged now.' })
  detectionRuns(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, defaultValue: 24, description: 'At most 50.' }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<DetectionRuns> {
    return this.reads.runs(viewer, first, after ?? null);
  }

  @Query(() => DataQuality, { description: 'What has to be put right in registers before attendance can be judged.' })
  dataQuality(@CurrentViewer() viewer: Viewer): Promise<DataQuality> {
    return this.quality.dataQuality(viewer);
  }

  @Mutation(() => RequestRunsResult, { description: 'Judges the months of a period, again or for the first time.' })
  requestRuns(@CurrentViewer() viewer: Viewer, @Args('input') input: RequestRunsInput): Promise<object> {
    return this.requests.requestRuns(viewer, input);
  }
}
