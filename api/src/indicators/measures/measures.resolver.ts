import { Inject } from '@nestjs/common';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import { EngagementMeasure, EngagementMeasures, MeasuresFilter } from './measures.graphql.js';
import { MeasuresReads } from './measures.reads.js';

@Resolver()
export class MeasuresResolver {
  constructor(@Inject(MeasuresReads) private readonly reads: MeasuresReads) {}

  @Query(() => EngagementMeasures, { nullable: true, description: 'Measures of engagement beside attendance.' })
  engagementMeasures(
    @CurrentViewer() viewer: Viewer,
    @Args('filter', { type: () => MeasuresFilter, nullable: true }) filter: MeasuresFilter | null,
  ): Promise<EngagementMeasures | null> {
    return this.reads.all(viewer, filter ?? {});
  }

  @Query(() => EngagementMeasure, { nullable: true, description: 'One measure by provider and counterpart.' })
  engagementMeasure(
    @CurrentViewer() viewer: Viewer,
    @Args('code', { type: () => String }) code: string,
    @Args('filter', { type: () => MeasuresFilter, nullable: true }) filter: MeasuresFilter | null,
  ): Promise<EngagementMeasure | null> {
    return this.reads.one(viewer, code, filter ?? {});
  }
}
