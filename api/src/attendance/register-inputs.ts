import {
  ABSENCE_REASONS,
  ATTENDANCE_MODES,
  ATTENDANCE_OUTCOMES,
  type AttendanceOutcome,
} from '@quorate/libs/attendance';
import { z } from 'zod';

const reasonCode = z.enum(ABSENCE_REASONS.map((reason) => reason.code));
const correctionReason = z
  .string()
  .trim()
  .min(3, 'Say why in a few words.')
  .max(300, 'Use no more than 300 characters.')
  .nullish();
const seatVersion = z.int().min(0);

const THERE: readonly AttendanceOutcome[] = ['attended', 'attendedPart', 'deputy'];
const NOT_THERE: readonly AttendanceOutcome[] = ['apologies', 'absentNoNotice'];

/** What somebody says of one seat. */
export const entryInput = z
  .object({
    seatId: z.uuid(),
    expectedSeatVersion: seatVersion,
    outcome: z.enum(ATTENDANCE_OUTCOMES),
    mode: z.enum(ATTENDANCE_MODES).nullish(),
    minutes: z.int().min(0).max(1440).nullish(),
    practitionerId: z.uuid().nullish(),
    reasonCode: reasonCode.nullish(),
    note: z.string().trim().max(300, 'Use no more than 300 characters.').nullish(),
  })
  .check(({ value, issues }) => {
    const problem = (path: string, message: string) =>
      issues.push({ code: 'custom', path: [path], message, input: value });
    const isThere = THERE.includes(value.outcome);
    if (value.outcome === 'attended' && !value.mode) problem('mode', 'Say whether they were in the room or online.');
    if (!isThere && value.mode) problem('mode', 'Only somebody who was there was in the room or online.');
    if (value.outcome === 'attendedPart' && value.minutes == null)
      problem('minutes', 'Enter how many minutes they were there.');
    if (value.outcome !== 'attendedPart' && value.outcome !== 'deputy' && value.minutes != null)
      problem('minutes', 'Minutes belong to somebody who was there for part of the meeting.');
    if (!NOT_THERE.includes(value.outcome) && value.reasonCode)
      problem('reasonCode', 'A reason belongs to an absence.');
  });

export type EntryInput = z.infer<typeof entryInput>;

export const recordInput = z.object({
  meetingId: z.uuid(),
  entries: z
    .array(entryInput)
    .min(1)
    .max(60)
    .refine((entries) => new Set(entries.map((e) => e.seatId)).size === entries.length, 'Each seat may be there once.'),
  correctionReason,
});

export const markAllInput = z.object({ meetingId: z.uuid() });

export const undoInput = z.object({
  meetingId: z.uuid(),
  seats: z
    .array(z.object({ seatId: z.uuid(), expectedSeatVersion: seatVersion }))
    .min(1)
    .max(60),
  correctionReason,
});

export const closeInput = z.object({ meetingId: z.uuid(), leaveNotRecorded: z.boolean().default(false) });
