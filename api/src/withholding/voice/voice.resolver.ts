import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import { isId } from '../../platform/page-after.js';
import type { Viewer } from '../../platform/viewer.js';
import {
  NamedStatement,
  NameStatementInput,
  OpenStatementsInput,
  OpenStatementsResult,
  StaffStatement,
  StaffVoice,
  StatementResult,
  StateNotReleasedInput,
  WithdrawStatementInput,
} from './voice.graphql.js';
import { VoiceReads } from './voice.reads.js';
import { VoiceService } from './voice.service.js';

@Resolver()
export class VoiceResolver {
  constructor(
    @Inject(VoiceReads) private readonly reads: VoiceReads,
    @Inject(VoiceService) private readonly service: VoiceService,
  ) {}

  @Query(() => StaffVoice, {
    nullable: true,
    description: 'What the viewer can say in private of a meeting; null for one that they were not invited to.',
  })
  async staffVoice(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) meetingId: string,
  ): Promise<StaffVoice | null> {
    return isId(meetingId) ? this.reads.voice(viewer, meetingId) : null;
  }

  @Query(() => [StaffStatement], { description: "The viewer's own private statements, newest meeting first." })
  myStatements(@CurrentViewer() viewer: Viewer): Promise<StaffStatement[]> {
    return this.reads.statements(viewer);
  }

  @Query(() => [NamedStatement], { description: 'Statements to which the author has put their name.' })
  async namedStatements(
    @CurrentViewer() viewer: Viewer,
    @Args('signalId', { type: () => ID }) signalId: string,
  ): Promise<NamedStatement[]> {
    return isId(signalId) ? this.reads.named(viewer, signalId) : [];
  }

  @Mutation(() => StatementResult)
  stateNotReleased(@CurrentViewer() viewer: Viewer, @Args('input') input: StateNotReleasedInput): Promise<object> {
    return this.service.stateNotReleased(viewer, input);
  }

  @Mutation(() => StatementResult)
  withdrawStatement(@CurrentViewer() viewer: Viewer, @Args('input') input: WithdrawStatementInput): Promise<object> {
    return this.service.withdrawStatement(viewer, input);
  }

  @Mutation(() => StatementResult)
  nameStatement(@CurrentViewer() viewer: Viewer, @Args('input') input: NameStatementInput): Promise<object> {
    return this.service.nameStatement(viewer, input);
  }

  @Mutation(() => OpenStatementsResult)
  openStatements(@CurrentViewer() viewer: Viewer, @Args('input') input: OpenStatementsInput): Promise<object> {
    return this.service.openStatements(viewer, input);
  }
}
