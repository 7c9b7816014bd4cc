import { z } from 'zod';
import { entryInput } from '../register-inputs.js';

const MOST = 1_000;
const tooLong = `Use no more than ${MOST} characters.`;
const optionalWords = z.string().trim().max(MOST, tooLong).default('');

export const raiseInput = z.object({
  meetingId: z.uuid(),
  /** What the record should say; `expectedSeatVersion` is the version that is disputed. */
  shouldSay: entryInput,
  whatIsWrong: z.string().trim().min(3, 'Say what is wrong in the record.').max(MOST, tooLong),
  evidence: z
    .string()
    .trim()
    .min(3, 'Say what shows it, such as the minutes, a log of the call or who was there.')
    .max(MOST, tooLong),
  whyNow: optionalWords,
});
export type RaiseInput = z.infer<typeof raiseInput>;

const answered = { disputeId: z.uuid(), expectedVersion: z.int().min(1) };

export const withdrawInput = z.object(answered);

export const acceptInput = z.object({
  ...answered,
  /** What the register said of the seat when the co-ordinator decided. */
  expectedSeatVersion: z.int().min(0),
  answer: optionalWords,
});

export const declineInput = z.object({
  ...answered,
  answer: z.string().trim().min(3, 'Say why the record stands.').max(MOST, tooLong),
});
