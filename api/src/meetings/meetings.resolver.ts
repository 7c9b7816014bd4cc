import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { MeetingWatch } from './meeting-watch.js';
import { DeputyCandidate, Meeting, MeetingChanged, MeetingPage, TodayMeetings } from './meetings.graphql.js';
import { MeetingsReads } from './meetings.reads.js';
import { AnswerInvitationInput, NameDeputyInput, SendInvitationsInput } from './meetings-inputs.graphql.js';
import {
  AnswerInvitationResult,
  NameDeputyResult,
  RecordReplyResult,
  SendInvitationsResult,
} from './meetings-results.graphql.js';
import { TodayReads } from './today.reads.js';

@Resolver()
export class MeetingsResolver {
  constructor(
    @Inject(MeetingsReads) private readonly reads: MeetingsReads,
    @Inject(TodayReads) private readonly today: TodayReads,
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
    @Inject(MeetingWatch) private readonly watch: MeetingWatch,
  ) {}

  @Query(() => MeetingPage, { description: 'Meetings of [from, to), local dates, in order of start.' })
  meetings(
    @CurrentViewer() viewer: Viewer,
    @Args('from', { type: () => String }) from: string,
    @Args('to', { type: () => String }) to: string,
    @Args('mine', { type: () => Boolean, defaultValue: false }) mine: boolean,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<MeetingPage> {
    return this.reads.meetings(viewer, { from, to, mine, first, after: after ?? null });
  }

  @Query(() => Meeting, { nullable: true })
  meeting(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<Meeting | null> {
    return this.reads.meeting(viewer, id);
  }

  @Query(() => TodayMeetings)
  todayMeetings(@CurrentViewer() viewer: Viewer): Promise<TodayMeetings> {
    return this.today.todayMeetings(viewer);
  }

  @Query(() => [DeputyCandidate], {
    description: 'Who may stand in for a seat at a meeting, registered deputies first.',
  })
  deputyCandidates(
    @CurrentViewer() viewer: Viewer,
    @Args('invitationId', { type: () => ID }) invitationId: string,
  ): Promise<DeputyCandidate[]> {
    return this.reads.deputyCandidates(viewer, invitationId);
  }

  @Mutation(() => AnswerInvitationResult, { description: "The viewer's own answer." })
  answerInvitation(@CurrentViewer() viewer: Viewer, @Args('input') input: AnswerInvitationInput): Promise<object> {
    return this.invitations.answerInvitation(viewer, input);
  }

  @Mutation(() => RecordReplyResult, { description: 'An answer that was given by phone or in person.' })
  recordReply(@CurrentViewer() viewer: Viewer, @Args('input') input: AnswerInvitationInput): Promise<object> {
    return this.invitations.recordReply(viewer, input);
  }

  @Mutation(() => NameDeputyResult)
  nameDeputy(@CurrentViewer() viewer: Viewer, @Args('input') input: NameDeputyInput): Promise<object> {
    return this.invitations.nameDeputy(viewer, input);
  }

  @Mutation(() => SendInvitationsResult)
  sendInvitations(@CurrentViewer() viewer: Viewer, @Args('input') input: SendInvitationsInput): Promise<object> {
    return this.invitations.sendInvitations(viewer, input);
  }

  @Subscription(() => MeetingChanged, {
    description: 'A hint at each change of a meeting or its replies, for whoever may see it.',
    resolve: (changed: MeetingChanged) => changed,
  })
  meetingChanged(
    @CurrentViewer() viewer: Viewer,
    @Args('meetingId', { type: () => ID }) meetingId: string,
  ): Promise<AsyncIterable<MeetingChanged>> {
    return this.watch.watch(viewer, meetingId);
  }
}
