import { addWorkingDays, type BankHoliday } from '@quorate/libs/time';
import type { SignalTimes } from './regime.js';

const TIME_OF = {
  received: 'concernReceived',
  lookedInto: 'concernLookedInto',
  referred: 'concernReferred',
} as const satisfies Readonly<Record<string, keyof SignalTimes>>;

/** What comes after a stage if nothing out of the ordinary happens. */
const USUALLY_NEXT: Readonly<Record<string, keyof typeof TIME_OF>> = { received: 'lookedInto' };

/**
 * Why a stage of a concern takes longer. A closed list, since its author reads it too: nobody can be named in it by mistake.
 * What is written beside it stays in the file.
 */
export const SLIP_REASONS = {
  moreToFind: 'There is more to find out than was thought',
  waitsForOthers: 'An answer of somebody else is waited for',
  waitsForRecords: 'Records have to be put right first',
  fewPeople: 'There were not enough people to look into it in time',
} as const;
export type SlipReason = keyof typeof SLIP_REASONS;

export function isSlipReason(code: string): code is SlipReason {
  return Object.hasOwn(SLIP_REASONS, code);
}

/** The last day of a concern's stage that began on a date, in working days of the rules in force; null for a stage that waits for something else, or is over. */
export function concernDueOn(
  state: string,
  begunOn: string,
  times: SignalTimes,
  holidays: readonly BankHoliday[],
): string | null {
  return isDated(state) ? addWorkingDays(begunOn, times[TIME_OF[state]], holidays) : null;
}

/**
 * The stages of the usual way that are not over, with the day each would be over if all take their time: what the
 * commissioners and the author are told to expect.
 *   edges   a stage that is late is followed by ones that begin on `today`, not on the day that has passed
 */
export function concernTimetable(
  { state, dueOn, today }: { readonly state: string; readonly dueOn: string | null; readonly today: string },
  times: SignalTimes,
  holidays: readonly BankHoliday[],
): readonly { readonly state: string; readonly dueOn: string }[] {
  if (dueOn === null) return [];
  const next = USUALLY_NEXT[state];
  if (!next) return [{ state, dueOn }];
  const begunOn = dueOn < today ? today : dueOn;
  return [
    { state, dueOn },
    { state: next, dueOn: addWorkingDays(begunOn, times[TIME_OF[next]], holidays) },
  ];
}

function isDated(state: string): state is keyof typeof TIME_OF {
  return Object.hasOwn(TIME_OF, state);
}
