import { addDays, isLocalDate } from '@quorate/libs/time';
import { z } from 'zod';

const MOST_WORDS = 2000;
/** Longer, content would be hidden for good. */
export const MOST_DAYS = 366;
export const TOO_LONG = 'Enter an end within a year of the beginning.';
const MOST_NAMED = 200;
const words = (what: string, most = MOST_WORDS) =>
  z.string().trim().min(1, `Enter ${what}.`).max(most, `Use no more than ${most} characters.`);
const day = (what: string) => z.string().refine(isLocalDate, `Enter the ${what} day as a date that exists.`);
const ids = z
  .array(z.uuid())
  .max(MOST_NAMED)
  .nullish()
  .transform((given) => [...new Set(given ?? [])]);

export const openInput = z
  .object({
    title: words('what the tender is called', 120),
    reason: words('why content is hidden'),
    startsOn: day('first'),
    endsOn: day('last'),
    organisationIds: ids,
    mdtIds: ids,
    conflictAccountIds: ids,
  })
  .check(({ value, issues }) => {
    const problem = (path: string, message: string) =>
      issues.push({ code: 'custom', path: [path], message, input: value });
    if (value.organisationIds.length + value.mdtIds.length === 0)
      problem(
        'organisationIds',
        'Choose at least one organisation that bids, or an MDT whose service is out to tender.',
      );
    if (!isLocalDate(value.startsOn) || !isLocalDate(value.endsOn)) return;
    if (value.endsOn < value.startsOn) problem('endsOn', 'The end is before the beginning.');
    if (value.endsOn > addDays(value.startsOn, MOST_DAYS)) problem('endsOn', TOO_LONG);
  });

export const changeInput = z.object({
  tenderId: z.uuid(),
  expectedVersion: z.int().min(1),
  endsOn: day('last'),
  organisationIds: ids,
  conflictAccountIds: ids,
});

export const closeInput = z.object({
  tenderId: z.uuid(),
  expectedVersion: z.int().min(1),
  reason: words('why the tender is over'),
});
