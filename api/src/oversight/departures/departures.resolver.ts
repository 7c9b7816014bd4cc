import { Inject } from '@nestjs/common';
import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import {
  Departure,
  DepartureChanged,
  DeparturePage,
  PublishDepartureInput,
  PublishDepartureResult,
  RecordDepartureInput,
  RecordDepartureResult,
} from './departure.graphql.js';
import { DeparturesReads } from './departures.reads.js';
import { DeparturesService } from './departures.service.js';

@Resolver()
export class DeparturesResolver {
  constructor(
    @Inject(DeparturesReads) private readonly reads: DeparturesReads,
    @Inject(DeparturesService) private readonly service: DeparturesService,
  ) {}

  @Query(() => DeparturePage, { description: 'Decisions that depart from the guidance, newest first.' })
  departures(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<DeparturePage> {
    return this.reads.departures(viewer, Math.min(Math.max(first, 1), 100), after ?? null);
  }

  @Mutation(() => RecordDepartureResult)
  recordDeparture(@CurrentViewer() viewer: Viewer, @Args('input') input: RecordDepartureInput): Promise<object> {
    return this.service.record(viewer, input);
  }

  @Mutation(() => PublishDepartureResult)
  publishDeparture(@CurrentViewer() viewer: Viewer, @Args('input') input: PublishDepartureInput): Promise<object> {
    return this.service.publish(viewer, input);
  }
}

@Resolver(() => DepartureChanged)
export class DepartureChangedResolver {
  constructor(@Inject(DeparturesReads) private readonly reads: DeparturesReads) {}

  @ResolveField(() => Departure, { nullable: true })
  departure(@CurrentViewer() viewer: Viewer, @Parent() changed: DepartureChanged): Promise<Departure | null> {
    return this.reads.departure(viewer, changed.departureId);
  }
}
