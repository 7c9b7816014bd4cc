import { Inject } from '@nestjs/common';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import { ActionsService } from './actions.service.js';
import { CaseListService } from './case-list.service.js';
import {
  AddActionInput,
  AddActionResult,
  CarryForwardInput,
  CarryForwardResult,
  CoordinateMeetingInput,
  CoordinateMeetingResult,
  ListCaseInput,
  ListCaseResult,
  RecordOutcomeInput,
  RecordOutcomeResult,
  ReorderCasesInput,
  ReorderCasesResult,
  UpdateActionInput,
  UpdateActionResult,
  WithdrawCaseInput,
  WithdrawCaseResult,
} from './cases.graphql.js';
import { OutcomesService } from './outcomes.service.js';

@Resolver()
export class CasesResolver {
  constructor(
    @Inject(CaseListService) private readonly list: CaseListService,
    @Inject(OutcomesService) private readonly outcomes: OutcomesService,
    @Inject(ActionsService) private readonly actions: ActionsService,
  ) {}

  @Mutation(() => ListCaseResult)
  listCase(@CurrentViewer() viewer: Viewer, @Args('input') input: ListCaseInput): Promise<object> {
    return this.list.listCase(viewer, input);
  }

  @Mutation(() => ReorderCasesResult)
  reorderCases(@CurrentViewer() viewer: Viewer, @Args('input') input: ReorderCasesInput): Promise<object> {
    return this.list.reorderCases(viewer, input);
  }

  @Mutation(() => WithdrawCaseResult)
  withdrawCase(@CurrentViewer() viewer: Viewer, @Args('input') input: WithdrawCaseInput): Promise<object> {
    return this.list.withdrawCase(viewer, input);
  }

  @Mutation(() => CoordinateMeetingResult, {
    description: "Takes over a meeting's list from a colleague; audited person by person.",
  })
  coordinateMeeting(@CurrentViewer() viewer: Viewer, @Args('input') input: CoordinateMeetingInput): Promise<object> {
    return this.list.coordinateMeeting(viewer, input);
  }

  @Mutation(() => RecordOutcomeResult)
  recordOutcome(@CurrentViewer() viewer: Viewer, @Args('input') input: RecordOutcomeInput): Promise<object> {
    return this.outcomes.recordOutcome(viewer, input);
  }

  @Mutation(() => CarryForwardResult)
  carryForward(@CurrentViewer() viewer: Viewer, @Args('input') input: CarryForwardInput): Promise<object> {
    return this.outcomes.carryForward(viewer, input);
  }

  @Mutation(() => AddActionResult)
  addAction(@CurrentViewer() viewer: Viewer, @Args('input') input: AddActionInput): Promise<object> {
    return this.actions.addAction(viewer, input);
  }

  @Mutation(() => UpdateActionResult)
  updateAction(@CurrentViewer() viewer: Viewer, @Args('input') input: UpdateActionInput): Promise<object> {
    return this.actions.updateAction(viewer, input);
  }
}
