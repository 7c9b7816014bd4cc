import { Inject } from '@nestjs/common';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import {
  ChangeTenderInput,
  CloseTenderInput,
  HidingTender,
  OpenTenderInput,
  Tender,
  TenderChanged,
  TenderNamed,
  TenderResult,
} from './tender.graphql.js';
import { TendersReads } from './tenders.reads.js';
import { TendersService } from './tenders.service.js';

@Resolver()
export class TendersResolver {
  constructor(
    @Inject(TendersReads) private readonly reads: TendersReads,
    @Inject(TendersService) private readonly service: TendersService,
  ) {}

  @Query(() => [Tender], { description: 'Tenders of the own organisation; nothing for whoever is bound by one.' })
  tenders(@CurrentViewer() viewer: Viewer): Promise<Tender[]> {
    return this.reads.tenders(viewer);
  }

  @Query(() => [HidingTender], { description: 'Open tenders that hide content from the viewer.' })
  hidingTenders(@CurrentViewer() viewer: Viewer): Promise<HidingTender[]> {
    return this.reads.hiding(viewer);
  }

  @Query(() => [TenderNamed], { description: 'Colleagues who can be named as having a conflict of interest.' })
  tenderColleagues(@CurrentViewer() viewer: Viewer): Promise<TenderNamed[]> {
    return this.reads.colleagues(viewer);
  }

  @Mutation(() => TenderResult)
  openTender(@CurrentViewer() viewer: Viewer, @Args('input') input: OpenTenderInput): Promise<object> {
    return this.service.open(viewer, input);
  }

  @Mutation(() => TenderResult)
  changeTender(@CurrentViewer() viewer: Viewer, @Args('input') input: ChangeTenderInput): Promise<object> {
    return this.service.change(viewer, input);
  }

  @Mutation(() => TenderResult)
  closeTender(@CurrentViewer() viewer: Viewer, @Args('input') input: CloseTenderInput): Promise<object> {
    return this.service.close(viewer, input);
  }
}

@Resolver(() => TenderChanged)
export class TenderChangedResolver {
  constructor(@Inject(TendersReads) private readonly reads: TendersReads) {}

  @ResolveField(() => Tender, { nullable: true })
  tender(@CurrentViewer() viewer: Viewer, @Parent() changed: TenderChanged): Promise<Tender | null> {
    return this.reads.tender(viewer, changed.tenderId);
  }
}
