import { undertakingLifecycle } from '@quorate/libs/lifecycle';
import { isLocalDate } from '@quorate/libs/time';
import { z } from 'zod';

export const UNDERTAKING_KINDS = ['stop', 'restore', 'other'] as const;
/** What follows where it was not done: 001 s5.4, and a new undertaking. */
export const REMEDIES = ['newUndertaking', 'stop', 'restore', 'penalty'] as const;

const MOST_WORDS = 4000;
const words = (what: string) =>
  z.string().trim().min(1, `Enter ${what}.`).max(MOST_WORDS, `Use no more than ${MOST_WORDS} characters.`);
const version = z.int().min(1);
const day = z.string().refine(isLocalDate, 'Enter a date that exists.');

const terms = {
  kind: z.enum(UNDERTAKING_KINDS),
  words: words('what will be done'),
  owner: z.string().trim().min(1, 'Enter the post that sees to it.').max(120, 'Use no more than 120 characters.'),
  actionOn: day,
  doneBy: day,
  seenBy: words('how both will see that it works'),
};

const isInOrder = ({ actionOn, doneBy }: { readonly actionOn: string; readonly doneBy: string }) => doneBy >= actionOn;
const ORDER = { path: ['doneBy'], message: 'Enter a day that is not before the first one.' };

export const proposeInput = z.object({ signalId: z.uuid(), ...terms }).refine(isInOrder, ORDER);

export const rewriteInput = z
  .object({ undertakingId: z.uuid(), expectedVersion: version, ...terms })
  .refine(isInOrder, ORDER);

/** Steps that are one press and a reason; writing terms is another input. */
export const MOVES = undertakingLifecycle.events.filter((event) => event !== 'rewrite');

export const moveUndertakingInput = z
  .object({
    undertakingId: z.uuid(),
    expectedVersion: version,
    event: z.enum(MOVES),
    reason: z
      .string()
      .trim()
      .max(MOST_WORDS, `Use no more than ${MOST_WORDS} characters.`)
      .nullish()
      .transform((text) => text ?? ''),
    remedy: z.enum(REMEDIES).nullish(),
  })
  .refine(({ event, remedy }) => event !== 'findNotDone' || Boolean(remedy), {
    path: ['remedy'],
    message: 'Choose what follows.',
  });

export const progressInput = z.object({ undertakingId: z.uuid(), words: words('what has been done so far') });

export type Terms = Pick<z.infer<typeof proposeInput>, keyof typeof terms>;
