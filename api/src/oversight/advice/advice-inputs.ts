import { z } from 'zod';

const MOST_WORDS = 4000;
const words = (what: string) =>
  z.string().trim().min(1, `Enter ${what}.`).max(MOST_WORDS, `Use no more than ${MOST_WORDS} characters.`);
const line = (most: number) => z.string().trim().max(most, `Use no more than ${most} characters.`);
/** GraphQL says nothing as null. */
const section = line(200)
  .nullish()
  .transform((text) => text ?? '');
const version = z.int().min(1);

export const askInput = z.object({
  organisationId: z.uuid('Choose who is asked.'),
  subject: line(120).min(3, 'Enter what it is about, in a few words.'),
  question: words('your question'),
});

export const answerInput = z.object({
  questionId: z.uuid(),
  expectedVersion: version,
  answer: words('the answer'),
  section,
});

export const withdrawQuestionInput = z.object({
  questionId: z.uuid(),
  expectedVersion: version,
  reason: words('why you withdraw it'),
});

export const proposeInput = z.object({
  questionId: z.uuid(),
  question: words('the question as all staff may read it'),
  answer: words('the answer as all staff may read it'),
});

export const checkInput = z
  .object({
    publicationId: z.uuid(),
    expectedVersion: version,
    decision: z.enum(['publish', 'sendBack']),
    note: line(MOST_WORDS)
      .nullish()
      .transform((text) => text ?? ''),
  })
  .check(({ value, issues }) => {
    if (value.decision === 'sendBack' && value.note === '')
      issues.push({ code: 'custom', path: ['note'], message: 'Say what has to be changed.', input: value });
  });

export const withdrawInput = z.object({
  publicationId: z.uuid(),
  expectedVersion: version,
  reason: words('why it is withdrawn'),
});
