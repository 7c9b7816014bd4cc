import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import { isId } from '../../platform/page-after.js';
import type { Viewer } from '../../platform/viewer.js';
import {
  AdviceAddressee,
  AdviceChanged,
  AdvicePage,
  AdviceQuestion,
  AdviceShownEnum,
  AdviceToCheck,
  AdviceToday,
  AnswerAdviceInput,
  AnswerAdviceResult,
  AskAdviceInput,
  AskAdviceResult,
  CheckAdviceInput,
  ProposeAdviceInput,
  PublishAdviceResult,
  PublishedAdvicePage,
  WithdrawAdviceInput,
  WithdrawAdviceQuestionInput,
} from './advice.graphql.js';
import { AdviceReads } from './advice.reads.js';
import { AdviceService } from './advice.service.js';
import { PublishAdviceService } from './publish-advice.service.js';

const within = (first: number) => Math.min(Math.max(first, 1), 100);

@Resolver()
export class AdviceResolver {
  constructor(
    @Inject(AdviceReads) private readonly reads: AdviceReads,
    @Inject(AdviceService) private readonly service: AdviceService,
  ) {}

  @Query(() => AdvicePage, { description: 'Questions that the own organisation asked, or is asked, newest first.' })
  adviceQuestions(
    @CurrentViewer() viewer: Viewer,
    @Args('show', { type: () => AdviceShownEnum, nullable: true }) show: 'open' | 'answered' | null | undefined,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => ID, nullable: true }) after: string | null | undefined,
  ): Promise<AdvicePage> {
    return this.reads.questions(viewer, show ?? null, within(first), after ?? null);
  }

  @Query(() => AdviceQuestion, { nullable: true, description: 'One question; null where it is not yours to see.' })
  async adviceQuestion(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<AdviceQuestion | null> {
    return isId(id) ? this.reads.question(viewer, id) : null;
  }

  @Query(() => AdviceToday)
  adviceToday(@CurrentViewer() viewer: Viewer): Promise<AdviceToday> {
    return this.reads.today(viewer);
  }

  @Query(() => [AdviceToCheck], { description: 'Versions for all staff that you may check, oldest first.' })
  adviceToCheck(@CurrentViewer() viewer: Viewer): Promise<AdviceToCheck[]> {
    return this.reads.toCheck(viewer);
  }

  @Query(() => [AdviceAddressee], { description: 'Organisations that can be asked.' })
  adviceAddressees(@CurrentViewer() viewer: Viewer): Promise<AdviceAddressee[]> {
    return this.reads.addressees(viewer);
  }

  @Query(() => PublishedAdvicePage, { description: 'Answers for all staff, newest first. They name nobody.' })
  publishedAdvice(
    @CurrentViewer() viewer: Viewer,
    @Args('search', { type: () => String, nullable: true }) search: string | null | undefined,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => ID, nullable: true }) after: string | null | undefined,
  ): Promise<PublishedAdvicePage> {
    return this.reads.published(viewer, search ?? '', within(first), after ?? null);
  }

  @Mutation(() => AskAdviceResult)
  askAdvice(@CurrentViewer() viewer: Viewer, @Args('input') input: AskAdviceInput): Promise<object> {
    return this.service.ask(viewer, input);
  }

  @Mutation(() => AnswerAdviceResult)
  answerAdvice(@CurrentViewer() viewer: Viewer, @Args('input') input: AnswerAdviceInput): Promise<object> {
    return this.service.answer(viewer, input);
  }

  @Mutation(() => AnswerAdviceResult, { description: 'Takes an own question back before it is answered.' })
  withdrawAdviceQuestion(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: WithdrawAdviceQuestionInput,
  ): Promise<object> {
    return this.service.withdraw(viewer, input);
  }
}

@Resolver()
export class PublishAdviceResolver {
  constructor(@Inject(PublishAdviceService) private readonly service: PublishAdviceService) {}

  @Mutation(() => PublishAdviceResult)
  proposeAdvice(@CurrentViewer() viewer: Viewer, @Args('input') input: ProposeAdviceInput): Promise<object> {
    return this.service.propose(viewer, input);
  }

  @Mutation(() => PublishAdviceResult)
  checkAdvice(@CurrentViewer() viewer: Viewer, @Args('input') input: CheckAdviceInput): Promise<object> {
    return this.service.check(viewer, input);
  }

  @Mutation(() => PublishAdviceResult)
  withdrawAdvice(@CurrentViewer() viewer: Viewer, @Args('input') input: WithdrawAdviceInput): Promise<object> {
    return this.service.withdraw(viewer, input);
  }
}

@Resolver(() => AdviceChanged)
export class AdviceChangedResolver {
  constructor(@Inject(AdviceReads) private readonly reads: AdviceReads) {}

  @ResolveField(() => AdviceQuestion, { nullable: true })
  question(@CurrentViewer() viewer: Viewer, @Parent() changed: AdviceChanged): Promise<AdviceQuestion | null> {
    return this.reads.question(viewer, changed.questionId);
  }
}
