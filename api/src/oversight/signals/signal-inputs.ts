import { signalLifecycle } from '@quorate/libs/lifecycle';
import { isLocalDate } from '@quorate/libs/time';
import { z } from 'zod';

const MOST_WORDS = 4000;
const words = (what: string) =>
  z.string().trim().min(1, `Enter ${what}.`).max(MOST_WORDS, `Use no more than ${MOST_WORDS} characters.`);
/** GraphQL says nothing as null. */
const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Use no more than ${most} characters.`)
    .nullish()
    .transform((text) => text ?? '');
const optionalWords = optional(MOST_WORDS);
const version = z.int().min(1);
const day = z.string().refine(isLocalDate, 'Enter a date that exists.');

/** Steps that people take; the others are the product's own. */
export const PEOPLES_EVENTS = signalLifecycle.events.filter(
  (event) => event !== 'passDueDate' && event !== 'endByRule',
);

/** What the provider does with its own signal; all else is a commissioner's. */
export function isProvidersStep(event: string): boolean {
  return event === 'checkRecords' || event === 'askProvider';
}

export const moveInput = z
  .object({
    signalId: z.uuid(),
    expectedVersion: version,
    event: z.enum(PEOPLES_EVENTS),
    reason: optionalWords,
    bodyCode: z.string().nullish(),
    publishedReason: z.string().trim().max(MOST_WORDS).nullish(),
  })
  .check(({ value, issues }) => {
    const problem = (path: string, message: string) =>
      issues.push({ code: 'custom', path: [path], message, input: value });
    if (value.event === 'refer' && !value.bodyCode) problem('bodyCode', 'Choose who it is referred to.');
    if (value.event === 'stop' && !value.publishedReason)
      problem('publishedReason', 'Enter the reason that is published.');
  });

export type MoveInput = z.infer<typeof moveInput>;

export const extendInput = z.object({
  signalId: z.uuid(),
  expectedVersion: version,
  workingDays: z.int().min(1, 'Enter at least 1 working day.'),
  reason: words('why more time is needed'),
});

export const slipInput = z.object({
  signalId: z.uuid(),
  expectedVersion: version,
  dueOn: day,
  reason: words('why it takes longer'),
});

export const testInput = z.object({
  signalId: z.uuid(),
  testCode: z.string().min(1).max(60),
  answer: words('an answer'),
});

const replyRow = z.object({ meetingId: z.uuid(), seatId: z.uuid() });

const replyPoint = z.object({
  kind: z.enum(['slip', 'fact', 'context']),
  words: words('what you want to say'),
  evidence: optionalWords,
  rows: z
    .array(replyRow)
    .max(200)
    .nullish()
    .transform((rows) => rows ?? []),
});

export type ReplyPointInput = z.infer<typeof replyPoint>;

/** A draft may be anything unfinished that fits the form. */
export const draftInput = z.object({
  signalId: z.uuid(),
  expectedVersion: z.int().min(0),
  summary: z.string().max(MOST_WORDS),
  points: z.array(replyPoint.extend({ words: z.string().max(MOST_WORDS), evidence: optionalWords })).max(50),
});

export const replyInput = z.object({
  signalId: z.uuid(),
  draftVersion: z.int().min(0),
  summary: words('your reply in short'),
  points: z
    .array(
      replyPoint.refine(({ kind, evidence }) => kind !== 'fact' || evidence !== '', {
        path: ['evidence'],
        message: 'A disputed fact needs its evidence: say what shows it.',
      }),
    )
    .max(50),
});

export type ReplyInput = z.infer<typeof replyInput>;

export const pointInput = z.object({
  pointId: z.uuid(),
  decision: z.enum(['upheld', 'partlyUpheld', 'notUpheld']),
  reason: words('the reason for your decision'),
  correction: optional(500),
});

export const correctionInput = z
  .object({
    correctionId: z.uuid(),
    expectedVersion: version,
    answer: z.enum(['corrected', 'stands']),
    reason: optional(500),
  })
  .refine(({ answer, reason }) => answer === 'corrected' || reason !== '', {
    path: ['reason'],
    message: 'Say why the register stands as it is.',
  });
