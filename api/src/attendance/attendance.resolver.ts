import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import { isId } from '../platform/page-after.js';
import type { Viewer } from '../platform/viewer.js';
import {
  CloseRegisterInput,
  CloseRegisterResult,
  MarkAllAcceptedInput,
  MarkAllAcceptedResult,
  RecordAttendanceInput,
  RecordAttendanceResult,
  RegisterChangedByOther,
  RegisterSaved,
  UndoAttendanceInput,
  UndoAttendanceResult,
} from './attendance.graphql.js';
import { AttendanceVersion, Register, RegisterChange, RegisterToRecord } from './register.graphql.js';
import { RegisterReads } from './register.reads.js';
import { RegisterService } from './register.service.js';
import { RegisterCount } from './register-count.graphql.js';

@Resolver()
export class AttendanceResolver {
  constructor(
    @Inject(RegisterService) private readonly service: RegisterService,
    @Inject(RegisterReads) private readonly reads: RegisterReads,
  ) {}

  @Query(() => Register, { nullable: true, description: 'Null where there is none for the viewer.' })
  register(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) meetingId: string,
  ): Promise<object | null> {
    return this.reads.register(viewer, meetingId);
  }

  @Query(() => [AttendanceVersion], { description: "Every version of a seat's mark, newest first." })
  attendanceHistory(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Args('seatId', { type: () => ID }) seatId: string,
  ): Promise<object[]> {
    return this.reads.history(viewer, meetingId, seatId);
  }

  @Query(() => [RegisterCount], {
    description:
      'How many came to meetings held, of 100 at most; those whose register is not yours to read are left out.',
  })
  registerCounts(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingIds', { type: () => [ID] }) meetingIds: string[],
  ): Promise<object[]> {
    return this.reads.counts(viewer, meetingIds.filter(isId).slice(0, 100));
  }

  @Query(() => [RegisterToRecord], { description: 'Own meetings of the last 60 days with seats left to record.' })
  registersToRecord(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, defaultValue: 10 }) first: number,
  ): Promise<object[]> {
    return this.reads.toRecord(viewer, Math.min(Math.max(first, 1), 50));
  }

  @Mutation(() => RecordAttendanceResult)
  recordAttendance(@CurrentViewer() viewer: Viewer, @Args('input') input: RecordAttendanceInput): Promise<object> {
    return this.service.recordAttendance(viewer, input);
  }

  @Mutation(() => MarkAllAcceptedResult, { description: '"All who accepted are here": only seats nobody has marked.' })
  markAllAccepted(@CurrentViewer() viewer: Viewer, @Args('input') input: MarkAllAcceptedInput): Promise<object> {
    return this.service.markAllAccepted(viewer, input);
  }

  @Mutation(() => UndoAttendanceResult, { description: 'Takes marks back; every version stays in the history.' })
  undoAttendance(@CurrentViewer() viewer: Viewer, @Args('input') input: UndoAttendanceInput): Promise<object> {
    return this.service.undoAttendance(viewer, input);
  }

  @Mutation(() => CloseRegisterResult)
  closeRegister(@CurrentViewer() viewer: Viewer, @Args('input') input: CloseRegisterInput): Promise<object> {
    return this.service.closeRegister(viewer, input);
  }

  @Subscription(() => RegisterChange, { resolve: (change: RegisterChange) => change })
  registerChanged(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) meetingId: string,
  ): AsyncIterable<RegisterChange> {
    return this.reads.changes(viewer, meetingId);
  }
}

@Resolver(() => RegisterSaved)
export class RegisterSavedResolver {
  constructor(@Inject(RegisterReads) private readonly reads: RegisterReads) {}

  @ResolveField(() => Register, { nullable: true, description: 'As it stands now, with the marks of others.' })
  register(@CurrentViewer() viewer: Viewer, @Parent() saved: RegisterSaved): Promise<object | null> {
    return this.reads.register(viewer, saved.meetingId);
  }
}

@Resolver(() => RegisterChangedByOther)
export class RegisterChangedByOtherResolver {
  constructor(@Inject(RegisterReads) private readonly reads: RegisterReads) {}

  @ResolveField(() => Register, { nullable: true, description: 'What stands now.' })
  current(@CurrentViewer() viewer: Viewer, @Parent() refusal: RegisterChangedByOther): Promise<object | null> {
    return this.reads.register(viewer, refusal.meetingId);
  }
}
