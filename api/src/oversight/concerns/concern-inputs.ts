import { SLIP_REASONS, type SlipReason } from '@quorate/libs/signals';
import { isLocalDate } from '@quorate/libs/time';
import { z } from 'zod';
import { BEHAVIOUR_CODES } from './behaviours.js';

const MOST_WORDS = 4000;
/** Characters that are not seen, or turn the direction of what comes after them: a reader would not read what is stored. */
const UNSEEN = /(?![\n\t])\p{Cc}|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const typed = z.string().transform((text) => text.replace(/\r\n?/g, '\n').replace(UNSEEN, ''));
const lines = (checked: z.ZodString) => typed.pipe(checked);
const line = (checked: z.ZodString) => typed.transform((text) => text.replace(/\s+/g, ' ')).pipe(checked);
const day = z
  .string()
  .trim()
  .refine((text) => text === '' || isLocalDate(text), 'Enter a date that exists, or leave it empty.')
  .transform((text) => text || null);

/** What the public form sends. */
export const concernForm = z
  .object({
    system: z.string().min(1, 'Choose the integrated care system.'),
    about: line(
      z.string().trim().min(2, 'Enter the name of the organisation.').max(200, 'Use no more than 200 characters.'),
    ),
    behaviours: z.array(z.enum(BEHAVIOUR_CODES)).min(1, 'Choose at least one.'),
    words: lines(
      z
        .string()
        .trim()
        .min(10, 'Say what happened, in a sentence or more.')
        .max(MOST_WORDS, `Use no more than ${MOST_WORDS} characters.`),
    ),
    from: day,
    until: day,
    sources: lines(z.string().trim().max(MOST_WORDS, `Use no more than ${MOST_WORDS} characters.`)),
    contactName: line(z.string().trim().max(120, 'Use no more than 120 characters.')),
    contactReach: line(z.string().trim().max(200, 'Use no more than 200 characters.')),
    /** Of one copy of the form, so that sending it twice makes one concern. */
    nonce: z.string().max(100).optional(),
  })
  .refine(({ from, until }) => from === null || until === null || from <= until, {
    path: ['until'],
    message: 'The end is before the beginning.',
  });

export type ConcernForm = z.infer<typeof concernForm>;

export const handleInput = z
  .object({
    concernId: z.uuid(),
    expectedVersion: z.int().min(1),
    event: z.enum(['lookInto', 'link', 'refer', 'stop']),
    reason: z
      .string()
      .trim()
      .max(MOST_WORDS)
      .nullish()
      .transform((text) => text ?? ''),
    bodyCode: z.string().nullish(),
    publishedReason: z.string().trim().max(MOST_WORDS).nullish(),
    signalId: z.uuid().nullish(),
  })
  .check(({ value, issues }) => {
    const problem = (path: string, message: string) =>
      issues.push({ code: 'custom', path: [path], message, input: value });
    if (value.event === 'refer' && !value.bodyCode) problem('bodyCode', 'Choose who it is referred to.');
    if (value.event === 'stop' && !value.publishedReason)
      problem('publishedReason', 'Enter the reason that is published.');
    if (value.event === 'link' && !value.signalId) problem('signalId', 'Choose the signal that it belongs to.');
  });

const needed = z
  .string()
  .trim()
  .min(1, 'Enter the reason.')
  .max(MOST_WORDS, `Use no more than ${MOST_WORDS} characters.`);

export const slipConcernInput = z.object({
  concernId: z.uuid(),
  expectedVersion: z.int().min(1),
  dueOn: z.string().refine(isLocalDate, 'Enter a date that exists.'),
  slipReason: z.enum(Object.keys(SLIP_REASONS) as [SlipReason, ...SlipReason[]]),
  reason: needed,
});

export const nameInput = z.object({
  concernId: z.uuid(),
  expectedVersion: z.int().min(1),
  organisationId: z.uuid(),
  reason: needed,
});

export const decideNameInput = z.object({
  concernId: z.uuid(),
  expectedVersion: z.int().min(1),
  isConfirmed: z.boolean(),
  reason: needed,
});
