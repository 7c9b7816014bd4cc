import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import { SeriesPreview } from '../meetings.graphql.js';
import { MeetingsService } from '../meetings.service.js';
import {
  AddExtraordinaryMeetingInput,
  CancelMeetingInput,
  EditMeetingInput,
  ExtendSeriesInput,
  PlanSeriesInput,
} from '../meetings-inputs.graphql.js';
import {
  AddExtraordinaryMeetingResult,
  CancelMeetingResult,
  EditMeetingResult,
  ExtendSeriesResult,
  PlanSeriesResult,
} from '../meetings-results.graphql.js';
import { SeriesService } from './series.service.js';
import { SeriesEditService } from './series-edit.service.js';
import { SeriesPreviewReads } from './series-preview.reads.js';

@Resolver()
export class PlanningResolver {
  constructor(
    @Inject(SeriesPreviewReads) private readonly previews: SeriesPreviewReads,
    @Inject(SeriesService) private readonly series: SeriesService,
    @Inject(SeriesEditService) private readonly edits: SeriesEditService,
    @Inject(MeetingsService) private readonly meetings: MeetingsService,
  ) {}

  @Query(() => SeriesPreview, {
    nullable: true,
    description: 'The dates that a series would get, those left out and the clashes. Saves and books nothing.',
  })
  seriesPreview(@CurrentViewer() viewer: Viewer, @Args('input') input: PlanSeriesInput): Promise<SeriesPreview | null> {
    return this.previews.preview(viewer, input);
  }

  @Mutation(() => PlanSeriesResult)
  planSeries(@CurrentViewer() viewer: Viewer, @Args('input') input: PlanSeriesInput): Promise<object> {
    return this.series.planSeries(viewer, input);
  }

  @Mutation(() => ExtendSeriesResult, { description: 'Makes the meetings of the next weeks of a series.' })
  extendSeries(@CurrentViewer() viewer: Viewer, @Args('input') input: ExtendSeriesInput): Promise<object> {
    return this.series.extendSeries(viewer, input);
  }

  @Mutation(() => EditMeetingResult, {
    description:
      'Moves one meeting, it and those that follow, or all to come. What has begun or was held never changes.',
  })
  editMeeting(@CurrentViewer() viewer: Viewer, @Args('input') input: EditMeetingInput): Promise<object> {
    return this.edits.editMeeting(viewer, input);
  }

  @Mutation(() => CancelMeetingResult, { description: 'Calls off one meeting, or it and those that follow.' })
  cancelMeeting(@CurrentViewer() viewer: Viewer, @Args('input') input: CancelMeetingInput): Promise<object> {
    return this.meetings.cancelMeeting(viewer, input);
  }

  @Mutation(() => AddExtraordinaryMeetingResult, { description: 'A meeting outside any series.' })
  addExtraordinaryMeeting(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: AddExtraordinaryMeetingInput,
  ): Promise<object> {
    return this.meetings.addExtraordinaryMeeting(viewer, input);
  }
}
