import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import { isId } from '../../platform/page-after.js';
import type { Viewer } from '../../platform/viewer.js';
import {
  AcceptDisputeInput,
  AcceptDisputeResult,
  AttendanceDisputes,
  DeclineDisputeInput,
  DeclineDisputeResult,
  DisputeListStateEnum,
  RaiseDisputeInput,
  RaiseDisputeResult,
  WithdrawDisputeInput,
  WithdrawDisputeResult,
} from './dispute.graphql.js';
import { DisputeAnswersService } from './dispute-answers.service.js';
import { DisputesReads } from './disputes.reads.js';
import { DisputesService } from './disputes.service.js';
import { AttendanceRecord, RecordsToDispute } from './record.graphql.js';

const within = (first: number) => Math.min(Math.max(first, 1), 100);

@Resolver()
export class DisputesResolver {
  constructor(
    @Inject(DisputesService) private readonly disputes: DisputesService,
    @Inject(DisputeAnswersService) private readonly answers: DisputeAnswersService,
    @Inject(DisputesReads) private readonly reads: DisputesReads,
  ) {}

  @Query(() => AttendanceRecord, { nullable: true, description: 'Null where there is none for the viewer.' })
  attendanceRecord(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Args('seatId', { type: () => ID }) seatId: string,
  ): Promise<object | null> {
    return this.reads.record(viewer, meetingId, seatId);
  }

  @Query(() => AttendanceDisputes, { description: 'Disputed records that the viewer has a part in.' })
  async attendanceDisputes(
    @CurrentViewer() viewer: Viewer,
    @Args('state', { type: () => DisputeListStateEnum, defaultValue: 'waiting' }) state: 'waiting' | 'answered',
    @Args('meetingId', { type: () => ID, nullable: true }) meetingId: string | null,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<object> {
    if (meetingId && !isId(meetingId)) return { waiting: 0, overdue: 0, items: [], endCursor: null };
    return this.reads.list(viewer, { state, meetingId: meetingId ?? null, first: within(first), after: after ?? null });
  }

  @Query(() => RecordsToDispute, {
    description: "Records of the viewer's staff, or their own, that are still disputed in time; of one meeting all.",
  })
  async recordsToDispute(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID, nullable: true }) meetingId: string | null,
    @Args('onlyAbsent', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Leaves out who was there all the time.',
    })
    onlyAbsent: boolean,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<object> {
    if (meetingId && !isId(meetingId)) return { items: [], endCursor: null };
    return this.reads.toDispute(viewer, {
      meetingId: meetingId ?? null,
      onlyAbsent,
      first: within(first),
      after: after ?? null,
    });
  }

  @Mutation(() => RaiseDisputeResult)
  raiseDispute(@CurrentViewer() viewer: Viewer, @Args('input') input: RaiseDisputeInput): Promise<object> {
    return this.disputes.raiseDispute(viewer, input);
  }

  @Mutation(() => WithdrawDisputeResult)
  withdrawDispute(@CurrentViewer() viewer: Viewer, @Args('input') input: WithdrawDisputeInput): Promise<object> {
    return this.disputes.withdrawDispute(viewer, input);
  }

  @Mutation(() => AcceptDisputeResult, {
    description: 'Corrects the register in the same command; both versions stay.',
  })
  acceptDispute(@CurrentViewer() viewer: Viewer, @Args('input') input: AcceptDisputeInput): Promise<object> {
    return this.answers.acceptDispute(viewer, input);
  }

  @Mutation(() => DeclineDisputeResult, { description: 'The record stands, with the reason that the disputer reads.' })
  declineDispute(@CurrentViewer() viewer: Viewer, @Args('input') input: DeclineDisputeInput): Promise<object> {
    return this.answers.declineDispute(viewer, input);
  }
}
