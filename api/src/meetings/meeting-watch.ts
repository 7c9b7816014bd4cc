import { Inject, Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { Live, untilReturned } from '../platform/live.js';
import type { Viewer } from '../platform/viewer.js';
import { MeetingsReads } from './meetings.reads.js';

/** Hints about one meeting, for those who may see it when they begin to watch. The client reads again on each. */
@Injectable()
export class MeetingWatch {
  constructor(
    @Inject(Live) private readonly live: Live,
    @Inject(MeetingsReads) private readonly reads: MeetingsReads,
  ) {}

  /** Throws NOT_PERMITTED for a meeting that is not there or not the viewer's to see. */
  async watch(viewer: Viewer, meetingId: string): Promise<AsyncIterable<{ meetingId: string }>> {
    if (!(await this.reads.maySee(viewer, meetingId)))
      throw new GraphQLError('This is not here, or you do not have permission for it.', {
        extensions: { code: 'NOT_PERMITTED' },
      });
    return untilReturned((ended) => hints(this.live.watch(viewer.tenantId, 'meeting', meetingId, ended), meetingId));
  }
}

async function* hints(changes: AsyncIterable<void>, meetingId: string): AsyncGenerator<{ meetingId: string }> {
  for await (const _ of changes) yield { meetingId };
}
