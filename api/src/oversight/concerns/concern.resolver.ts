import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import { isId } from '../../platform/page-after.js';
import type { Viewer } from '../../platform/viewer.js';
import {
  ConcernChanged,
  ConcernInfo,
  ConcernPage,
  ConcernsDue,
  DecideConcernOrganisationInput,
  HandleConcernInput,
  HandleConcernResult,
  MoveConcernDateInput,
  NameConcernOrganisationInput,
} from './concern.graphql.js';
import { ConcernDatesService } from './concern-dates.service.js';
import { ConcernNamingService } from './concern-naming.service.js';
import { ConcernsReads } from './concerns.reads.js';
import { ConcernsService } from './concerns.service.js';

@Resolver()
export class ConcernResolver {
  constructor(
    @Inject(ConcernsReads) private readonly reads: ConcernsReads,
    @Inject(ConcernsService) private readonly service: ConcernsService,
    @Inject(ConcernDatesService) private readonly dates: ConcernDatesService,
    @Inject(ConcernNamingService) private readonly naming: ConcernNamingService,
  ) {}

  @Query(() => ConcernPage, { description: 'Concerns that were received, newest first.' })
  concerns(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => ID, nullable: true }) after: string | null | undefined,
  ): Promise<ConcernPage> {
    return this.reads.concerns(viewer, Math.min(Math.max(first, 1), 100), after ?? null);
  }

  @Query(() => ConcernsDue, { description: 'Concerns that are open, those due first at the head.' })
  concernsDue(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, defaultValue: 3 }) first: number,
  ): Promise<ConcernsDue> {
    return this.reads.due(viewer, Math.min(Math.max(first, 1), 20));
  }

  @Query(() => ConcernInfo, { nullable: true, description: 'One concern; null where it is not yours to see.' })
  async concern(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<ConcernInfo | null> {
    return isId(id) ? this.reads.concern(viewer, id) : null;
  }

  @Mutation(() => HandleConcernResult)
  handleConcern(@CurrentViewer() viewer: Viewer, @Args('input') input: HandleConcernInput): Promise<object> {
    return this.service.handle(viewer, input);
  }

  @Mutation(() => HandleConcernResult, { description: 'A later due date, with its reason.' })
  moveConcernDate(@CurrentViewer() viewer: Viewer, @Args('input') input: MoveConcernDateInput): Promise<object> {
    return this.dates.slip(viewer, input);
  }

  @Mutation(() => HandleConcernResult, {
    description:
      'Says which organisation a concern is about, where nobody has the name that was typed. Somebody of another one confirms it.',
  })
  nameConcernOrganisation(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: NameConcernOrganisationInput,
  ): Promise<object> {
    return this.naming.name(viewer, input);
  }

  @Mutation(() => HandleConcernResult)
  decideConcernOrganisation(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: DecideConcernOrganisationInput,
  ): Promise<object> {
    return this.naming.decide(viewer, input);
  }
}

@Resolver(() => ConcernChanged)
export class ConcernChangedResolver {
  constructor(@Inject(ConcernsReads) private readonly reads: ConcernsReads) {}

  @ResolveField(() => ConcernInfo, { nullable: true })
  concern(@CurrentViewer() viewer: Viewer, @Parent() changed: ConcernChanged): Promise<ConcernInfo | null> {
    return this.reads.concern(viewer, changed.concernId);
  }
}
