import { addDays, isLocalDate } from '@quorate/libs/time';
import { z } from 'zod';

const MOST_DAYS = 92;
const MOST_NAMED = 200;
const words = (what: string, most: number) =>
  z.string().trim().min(1, `Enter ${what}.`).max(most, `Use no more than ${most} characters.`);
const day = z.string().refine(isLocalDate, 'Enter a date that exists.');
const strike = { strikeId: z.uuid(), expectedVersion: z.int().min(1) };

const called = {
  roleCodes: z
    .array(z.string().min(1).max(80))
    .min(1, 'Choose at least one role that was called out.')
    .max(MOST_NAMED)
    .transform((codes) => [...new Set(codes)].sort()),
  organisationIds: z
    .array(z.uuid())
    .min(1, 'Choose at least one provider, or all of them.')
    .max(MOST_NAMED)
    .nullish()
    .transform((ids) => (ids ? [...new Set(ids)].sort() : null)),
  firstDay: day,
  lastDay: day,
  sourceTitle: words('what the public source is called', 200),
  sourceUrl: z
    .string()
    .trim()
    .max(500, 'Use no more than 500 characters.')
    .refine(isPublicAddress, 'Enter the address of a public page, beginning with https://.'),
};

export interface Called {
  readonly roleCodes: readonly string[];
  /** Null for all providers of the tenant. */
  readonly organisationIds: readonly string[] | null;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly sourceTitle: string;
  readonly sourceUrl: string;
}

export const recordInput = z.object(called).check(({ value, issues }) => checkDays(value, issues));
export const changeInput = z.object({ ...strike, ...called }).check(({ value, issues }) => checkDays(value, issues));
export const confirmInput = z.object(strike);
export const declineInput = z.object({ ...strike, reason: words('why it is not confirmed', 1000) });
export const withdrawInput = z.object({ ...strike, reason: words('why it is withdrawn', 1000) });

type Issues = { code: 'custom'; path: string[]; message: string; input: unknown }[];

function checkDays(value: Pick<Called, 'firstDay' | 'lastDay'>, issues: unknown): void {
  if (!isLocalDate(value.firstDay) || !isLocalDate(value.lastDay)) return;
  const problem = (message: string) =>
    (issues as Issues).push({ code: 'custom', path: ['lastDay'], message, input: value });
  if (value.lastDay < value.firstDay) problem('The last day is before the first.');
  if (value.lastDay >= addDays(value.firstDay, MOST_DAYS))
    problem(`Enter the days of the strike itself: ${MOST_DAYS} at most. Record further days as another strike.`);
}

/** An https address with a host that has a name and carries no login. */
function isPublicAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return protocol === 'https:' && text.startsWith('https://') && hostname.includes('.') && !username && !password;
}
