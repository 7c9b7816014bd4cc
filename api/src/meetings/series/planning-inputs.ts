import { isLocalDate, isLocalTime } from '@quorate/libs/time';
import { z } from 'zod';
import { MAX_WEEKS_AHEAD } from './series-plan.js';

export const placeInput = {
  siteId: z.uuid().nullish(),
  roomId: z.uuid().nullish(),
  joinUrl: z
    .url({ protocol: /^https?$/, message: 'Enter a web address that begins with https://.' })
    .max(500)
    .nullish(),
};

export const planInput = z.object({
  mdtId: z.uuid(),
  frequency: z.enum(['weekly', 'fortnightly', 'monthly']),
  weekday: z.int(),
  weekOfMonth: z.int().nullish(),
  startTime: z.string(),
  durationMinutes: z.int(),
  from: z.string(),
  until: z.string().nullish(),
  weeksAhead: z.int().min(1).max(MAX_WEEKS_AHEAD).nullish(),
  skipClashingDates: z.boolean().nullish(),
  ...placeInput,
});

export type PlanInput = z.infer<typeof planInput>;

export interface SeriesPlanned {
  readonly __typename: 'SeriesPlanned';
  readonly seriesId: string;
  readonly meetingIds: readonly string[];
  readonly skipped: readonly { readonly date: string; readonly reason: string }[];
}

/** The same with those of them that got another hour. */
export interface MeetingsMoved extends MeetingsChanged {
  readonly movedIds: readonly string[];
}

export const editInput = z.object({
  meetingId: z.uuid(),
  scope: z.enum(['one', 'thisAndFollowing', 'all']),
  /** Of the meeting for 'one', else of its series. */
  expectedVersion: z.int(),
  date: z.string().refine(isLocalDate, 'Enter a date that exists.').optional(),
  startTime: z.string().refine(isLocalTime, 'Enter a start time such as 13:00.').optional(),
  durationMinutes: z
    .int()
    .min(5, 'Enter how long it lasts, from 5 minutes to 12 hours.')
    .max(720, 'Enter how long it lasts, from 5 minutes to 12 hours.')
    .optional(),
  frequency: z.enum(['weekly', 'fortnightly', 'monthly']).optional(),
  weekOfMonth: z.int().optional(),
  until: z.string().refine(isLocalDate, 'Enter a date that exists.').nullable().optional(),
  skipClashingDates: z.boolean().nullish(),
  ...placeInput,
});

export type EditInput = z.infer<typeof editInput>;

export interface MeetingsChanged {
  readonly __typename: 'MeetingsChanged';
  readonly mdtId: string;
  readonly seriesId: string | null;
  readonly meetingIds: readonly string[];
  readonly cancelledMeetingIds: readonly string[];
  readonly skipped: readonly { readonly date: string; readonly reason: string }[];
}
