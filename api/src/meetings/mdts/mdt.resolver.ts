import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import {
  ChangeMdtStatusInput,
  CreateMdtInput,
  ReviseTermsInput,
  SetSeatDeputiesInput,
  SetSeatHolderInput,
} from '../meetings-inputs.graphql.js';
import {
  ChangeMdtStatusResult,
  CreateMdtResult,
  ReviseTermsResult,
  SetSeatDeputiesResult,
  SetSeatHolderResult,
} from '../meetings-results.graphql.js';
import { Mdt, MdtPage, Series } from './mdt.graphql.js';
import { MdtReads } from './mdt.reads.js';
import { MdtService } from './mdt.service.js';
import { SeatsService } from './seats.service.js';

@Resolver()
export class MdtResolver {
  constructor(
    @Inject(MdtReads) private readonly reads: MdtReads,
    @Inject(MdtService) private readonly service: MdtService,
    @Inject(SeatsService) private readonly seats: SeatsService,
  ) {}

  @Query(() => MdtPage, { description: 'The MDTs that the viewer may see, by name.' })
  mdts(
    @CurrentViewer() viewer: Viewer,
    @Args('text', { type: () => String, nullable: true }) text: string | null,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<MdtPage> {
    return this.reads.mdts(viewer, { text: text ?? '', first, after: after ?? null });
  }

  @Query(() => Mdt, { nullable: true })
  mdt(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<Mdt | null> {
    return this.reads.mdt(viewer, id);
  }

  @Query(() => Series, { nullable: true })
  series(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<Series | null> {
    return this.reads.series(viewer, id);
  }

  @Mutation(() => CreateMdtResult, { description: 'A new MDT hosted by the acting organisation.' })
  createMdt(@CurrentViewer() viewer: Viewer, @Args('input') input: CreateMdtInput): Promise<object> {
    return this.service.createMdt(viewer, input);
  }

  @Mutation(() => ReviseTermsResult, {
    description: 'The next version of the terms. Meetings before its first day keep the version they have.',
  })
  reviseTerms(@CurrentViewer() viewer: Viewer, @Args('input') input: ReviseTermsInput): Promise<object> {
    return this.service.reviseTerms(viewer, input);
  }

  @Mutation(() => ChangeMdtStatusResult)
  changeMdtStatus(@CurrentViewer() viewer: Viewer, @Args('input') input: ChangeMdtStatusInput): Promise<object> {
    return this.service.changeMdtStatus(viewer, input);
  }

  @Mutation(() => SetSeatHolderResult, {
    description: 'Coming meetings ask the new holder; past ones stay as they were.',
  })
  setSeatHolder(@CurrentViewer() viewer: Viewer, @Args('input') input: SetSeatHolderInput): Promise<object> {
    return this.seats.setSeatHolder(viewer, input);
  }

  @Mutation(() => SetSeatDeputiesResult)
  setSeatDeputies(@CurrentViewer() viewer: Viewer, @Args('input') input: SetSeatDeputiesInput): Promise<object> {
    return this.seats.setSeatDeputies(viewer, input);
  }
}
