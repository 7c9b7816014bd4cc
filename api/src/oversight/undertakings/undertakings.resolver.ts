import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import { isId } from '../../platform/page-after.js';
import type { Viewer } from '../../platform/viewer.js';
import {
  ChangeUndertakingResult,
  MoveUndertakingInput,
  NoteUndertakingProgressInput,
  ProposeUndertakingInput,
  RewriteUndertakingInput,
  SignalUndertakings,
  UndertakingToDo,
} from './undertaking.graphql.js';
import { UndertakingEffectView } from './undertaking-effect.graphql.js';
import { UndertakingEffectReads } from './undertaking-effect.reads.js';
import { UndertakingsReads } from './undertakings.reads.js';
import { UndertakingsService } from './undertakings.service.js';

@Resolver()
export class UndertakingsResolver {
  constructor(
    @Inject(UndertakingsReads) private readonly reads: UndertakingsReads,
    @Inject(UndertakingEffectReads) private readonly effects: UndertakingEffectReads,
    @Inject(UndertakingsService) private readonly undertakings: UndertakingsService,
  ) {}

  @Query(() => SignalUndertakings, {
    nullable: true,
    description: 'What was undertaken because of a signal; null where it is not yours to see.',
  })
  async signalUndertakings(
    @CurrentViewer() viewer: Viewer,
    @Args('signalId', { type: () => ID }) signalId: string,
  ): Promise<SignalUndertakings | null> {
    return isId(signalId) ? this.reads.ofSignal(viewer, signalId) : null;
  }

  @Query(() => [UndertakingToDo], { description: 'Undertakings for which a step is waited for, soonest first.' })
  undertakingsToDo(@CurrentViewer() viewer: Viewer): Promise<UndertakingToDo[]> {
    return this.reads.toDo(viewer);
  }

  @Query(() => UndertakingEffectView, {
    nullable: true,
    description: 'What changed from the day of an agreed undertaking; null where it is not yours to see or not agreed.',
  })
  async undertakingEffect(
    @CurrentViewer() viewer: Viewer,
    @Args('undertakingId', { type: () => ID }) undertakingId: string,
  ): Promise<UndertakingEffectView | null> {
    return isId(undertakingId) ? this.effects.effect(viewer, undertakingId) : null;
  }

  @Mutation(() => ChangeUndertakingResult)
  proposeUndertaking(@CurrentViewer() viewer: Viewer, @Args('input') input: ProposeUndertakingInput): Promise<object> {
    return this.undertakings.propose(viewer, input);
  }

  @Mutation(() => ChangeUndertakingResult)
  rewriteUndertaking(@CurrentViewer() viewer: Viewer, @Args('input') input: RewriteUndertakingInput): Promise<object> {
    return this.undertakings.rewrite(viewer, input);
  }

  @Mutation(() => ChangeUndertakingResult)
  moveUndertaking(@CurrentViewer() viewer: Viewer, @Args('input') input: MoveUndertakingInput): Promise<object> {
    return this.undertakings.move(viewer, input);
  }

  @Mutation(() => ChangeUndertakingResult)
  noteUndertakingProgress(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: NoteUndertakingProgressInput,
  ): Promise<object> {
    return this.undertakings.noteProgress(viewer, input);
  }
}
