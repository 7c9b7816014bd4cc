import { RETURN_LINES } from '@quorate/libs/attendance';
import { isLocalDate } from '@quorate/libs/time';
import { z } from 'zod';

const MOST_WORDS = 2000;
const words = (what: string) =>
  z.string().trim().min(1, `Enter ${what}.`).max(MOST_WORDS, `Use no more than ${MOST_WORDS} characters.`);
const optionalWords = z
  .string()
  .trim()
  .max(MOST_WORDS, `Use no more than ${MOST_WORDS} characters.`)
  .nullish()
  .transform((text) => text ?? '');
const day = z.string().refine(isLocalDate, 'Enter a date that exists.');

/** Which return, as it was read. */
export const returnInput = z.object({ returnId: z.uuid(), expectedVersion: z.int().min(1) });

const CODES = RETURN_LINES.map(({ code }) => code);

export const commentsInput = returnInput.extend({
  overall: optionalWords,
  lines: z
    .array(z.object({ line: z.enum(CODES, 'Choose a line of the return.'), words: optionalWords }))
    .max(CODES.length)
    .refine((lines) => new Set(lines.map(({ line }) => line)).size === lines.length, 'Comment on each line once.'),
});

export const sendBackInput = returnInput.extend({ reason: words('why it comes back') });

export const withdrawInput = returnInput.extend({ reason: words('why it is withdrawn') });

export const signInput = returnInput.extend({
  hasRead: z.boolean().refine((hasRead) => hasRead, 'Confirm that you have read the return.'),
});

export const anewInput = z.object({ returnId: z.uuid() });

export const appointInput = z
  .object({
    organisationId: z.uuid(),
    accountId: z.uuid('Choose who may sign.'),
    post: z
      .string()
      .trim()
      .min(2, 'Enter their post, such as chief nurse.')
      .max(120, 'Use no more than 120 characters.'),
    firstDay: day,
    lastDay: day.nullish().transform((last) => last ?? null),
  })
  .refine(({ firstDay, lastDay }) => lastDay === null || lastDay >= firstDay, {
    path: ['lastDay'],
    message: 'The last day comes before the first.',
  });

export const endInput = z.object({ signatoryId: z.uuid() });
