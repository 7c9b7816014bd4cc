import { Inject } from '@nestjs/common';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import {
  ChangeStrikeInput,
  ConfirmStrikeInput,
  DeclineStrikeInput,
  RecordStrikeInput,
  Strike,
  StrikeChanged,
  StrikeResult,
  StrikesView,
  WithdrawStrikeInput,
} from './strike.graphql.js';
import { StrikesReads } from './strikes.reads.js';
import { StrikesService } from './strikes.service.js';

@Resolver()
export class StrikesResolver {
  constructor(
    @Inject(StrikesReads) private readonly reads: StrikesReads,
    @Inject(StrikesService) private readonly service: StrikesService,
  ) {}

  @Query(() => StrikesView, { description: 'Strike days of the system, with source, who recorded and who confirmed.' })
  strikes(@CurrentViewer() viewer: Viewer): Promise<StrikesView> {
    return this.reads.strikes(viewer);
  }

  @Mutation(() => StrikeResult)
  recordStrike(@CurrentViewer() viewer: Viewer, @Args('input') input: RecordStrikeInput): Promise<object> {
    return this.service.record(viewer, input);
  }

  @Mutation(() => StrikeResult, { description: 'The next version; the one before it stays as it was.' })
  changeStrike(@CurrentViewer() viewer: Viewer, @Args('input') input: ChangeStrikeInput): Promise<object> {
    return this.service.change(viewer, input);
  }

  @Mutation(() => StrikeResult, { description: 'The version that waits counts from now on.' })
  confirmStrike(@CurrentViewer() viewer: Viewer, @Args('input') input: ConfirmStrikeInput): Promise<object> {
    return this.service.confirm(viewer, input);
  }

  @Mutation(() => StrikeResult, { description: 'The version that waits does not come to count.' })
  declineStrike(@CurrentViewer() viewer: Viewer, @Args('input') input: DeclineStrikeInput): Promise<object> {
    return this.service.decline(viewer, input);
  }

  @Mutation(() => StrikeResult, { description: 'It counts no more; everything of it stays to be read.' })
  withdrawStrike(@CurrentViewer() viewer: Viewer, @Args('input') input: WithdrawStrikeInput): Promise<object> {
    return this.service.withdraw(viewer, input);
  }
}

@Resolver(() => StrikeChanged)
export class StrikeChangedResolver {
  constructor(@Inject(StrikesReads) private readonly reads: StrikesReads) {}

  @ResolveField(() => Strike, { nullable: true })
  strike(@CurrentViewer() viewer: Viewer, @Parent() changed: StrikeChanged): Promise<Strike | null> {
    return this.reads.strike(viewer, changed.strikeId);
  }
}
