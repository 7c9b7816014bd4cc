import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import { EngagementPublications, PublishEngagementInput, PublishEngagementResult } from './publication.graphql.js';
import { PublicationsReads } from './publications.reads.js';
import { PublicationsService } from './publications.service.js';

@Resolver()
export class PublicationsResolver {
  constructor(
    @Inject(PublicationsService) private readonly service: PublicationsService,
    @Inject(PublicationsReads) private readonly reads: PublicationsReads,
  ) {}

  @Query(() => EngagementPublications, {
    nullable: true,
    description: 'What of engagement has been published; null for an organisation that does not commission.',
  })
  engagementPublications(@CurrentViewer() viewer: Viewer): Promise<EngagementPublications | null> {
    return this.reads.all(viewer);
  }

  @Mutation(() => PublishEngagementResult, {
    description: 'Publishes what has ended, before it has settled, with the corrections that may be told.',
  })
  publishEngagement(@CurrentViewer() viewer: Viewer, @Args('input') input: PublishEngagementInput): Promise<object> {
    return this.service.publish(viewer, input);
  }
}
