import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import { isId } from '../../platform/page-after.js';
import type { Viewer } from '../../platform/viewer.js';
import { CorrectionsService } from './corrections.service.js';
import { PointDecisionsService } from './point-decisions.service.js';
import { AnswerCorrectionInput, AnswerCorrectionResult, RegisterCorrection } from './register-correction.graphql.js';
import { RepliesService } from './replies.service.js';
import { PublishedReason, SignalInfo, SignalPage } from './signal.graphql.js';
import { SignalReads } from './signal.reads.js';
import { SignalFilterEnum } from './signal-codes.graphql.js';
import { DecidePointInput, SaveReplyDraftInput, SendReplyInput } from './signal-reply.graphql.js';
import {
  AnswerSignalTestInput,
  ChangeSignalResult,
  ExplainSlippageInput,
  ExtendReplyInput,
  MoveSignalInput,
  SignalChanged,
} from './signal-stages.graphql.js';
import { StagesService } from './stages.service.js';

@Resolver()
export class SignalResolver {
  constructor(@Inject(SignalReads) private readonly reads: SignalReads) {}

  @Query(() => SignalPage, { description: 'The signals log, newest first.' })
  signals(
    @CurrentViewer() viewer: Viewer,
    @Args('show', { type: () => SignalFilterEnum, nullable: true }) show: 'open' | 'closed' | null | undefined,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => ID, nullable: true }) after: string | null | undefined,
  ): Promise<SignalPage> {
    return this.reads.signals(viewer, show ?? null, Math.min(Math.max(first, 1), 100), after ?? null);
  }

  @Query(() => SignalInfo, { nullable: true, description: 'One signal; null where it is not yours to see.' })
  async signal(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<SignalInfo | null> {
    return isId(id) ? this.reads.signal(viewer, id) : null;
  }

  @Query(() => [RegisterCorrection], { description: "Registers that the viewer's organisation is asked to correct." })
  registersToCorrect(@CurrentViewer() viewer: Viewer): Promise<RegisterCorrection[]> {
    return this.reads.corrections(viewer);
  }

  @Query(() => [PublishedReason], { description: 'Why something was stopped, and what was advised, newest first.' })
  publishedReasons(@CurrentViewer() viewer: Viewer): Promise<PublishedReason[]> {
    return this.reads.publishedReasons(viewer);
  }
}

@Resolver()
export class SignalStagesResolver {
  constructor(@Inject(StagesService) private readonly stages: StagesService) {}

  @Mutation(() => ChangeSignalResult)
  moveSignal(@CurrentViewer() viewer: Viewer, @Args('input') input: MoveSignalInput): Promise<object> {
    return this.stages.moveSignal(viewer, input);
  }

  @Mutation(() => ChangeSignalResult)
  extendReply(@CurrentViewer() viewer: Viewer, @Args('input') input: ExtendReplyInput): Promise<object> {
    return this.stages.extendReply(viewer, input);
  }

  @Mutation(() => ChangeSignalResult)
  explainSlippage(@CurrentViewer() viewer: Viewer, @Args('input') input: ExplainSlippageInput): Promise<object> {
    return this.stages.explainSlippage(viewer, input);
  }

  @Mutation(() => ChangeSignalResult)
  answerSignalTest(@CurrentViewer() viewer: Viewer, @Args('input') input: AnswerSignalTestInput): Promise<object> {
    return this.stages.answerTest(viewer, input);
  }
}

@Resolver()
export class SignalReplyResolver {
  constructor(
    @Inject(RepliesService) private readonly replies: RepliesService,
    @Inject(PointDecisionsService) private readonly decisions: PointDecisionsService,
    @Inject(CorrectionsService) private readonly corrections: CorrectionsService,
  ) {}

  @Mutation(() => ChangeSignalResult)
  saveReplyDraft(@CurrentViewer() viewer: Viewer, @Args('input') input: SaveReplyDraftInput): Promise<object> {
    return this.replies.saveDraft(viewer, input);
  }

  @Mutation(() => ChangeSignalResult)
  sendReply(@CurrentViewer() viewer: Viewer, @Args('input') input: SendReplyInput): Promise<object> {
    return this.replies.sendReply(viewer, input);
  }

  @Mutation(() => ChangeSignalResult)
  decidePoint(@CurrentViewer() viewer: Viewer, @Args('input') input: DecidePointInput): Promise<object> {
    return this.decisions.decidePoint(viewer, input);
  }

  @Mutation(() => AnswerCorrectionResult)
  answerCorrection(@CurrentViewer() viewer: Viewer, @Args('input') input: AnswerCorrectionInput): Promise<object> {
    return this.corrections.answerCorrection(viewer, input);
  }
}

@Resolver(() => SignalChanged)
export class SignalChangedResolver {
  constructor(@Inject(SignalReads) private readonly reads: SignalReads) {}

  @ResolveField(() => SignalInfo, { nullable: true })
  signal(@CurrentViewer() viewer: Viewer, @Parent() changed: SignalChanged): Promise<SignalInfo | null> {
    return this.reads.signal(viewer, changed.signalId);
  }
}
