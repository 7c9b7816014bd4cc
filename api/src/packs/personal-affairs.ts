import { absenceReason } from '@quorate/libs/attendance';
import { suppressCount } from '@quorate/libs/disclosure';
import { FIGURE_NUMBERS, type FigureNumber, NUMBER_WORDS, type ProviderFigures } from '@quorate/libs/signals';

/**
 * Leave, sickness, strike and vacancy stay the employer's (decision 0009): a pack says "set aside, personal" for all of them
 * alike, so that it never says which, and gives no reason for it.
 */
export const PERSONAL_CLASS = 'setAsidePersonal';

/** The number under which a pack counts what is set aside as somebody's own affair. */
export const PERSONAL_NUMBER = 'setAside.personal';

const PERSONAL_NUMBERS = ['setAside.excludedLeave', 'setAside.insideLeave', 'setAside.excludedStructural'] as const;
type PersonalNumber = (typeof PERSONAL_NUMBERS)[number];

/** The numbers that a pack tells, by name. */
export type PackNumber = Exclude<FigureNumber, PersonalNumber> | typeof PERSONAL_NUMBER;

export const PACK_NUMBERS: readonly PackNumber[] = [...FIGURE_NUMBERS.filter(isTold), PERSONAL_NUMBER];

function isTold(number: FigureNumber): number is Exclude<FigureNumber, PersonalNumber> {
  return !PERSONAL_NUMBERS.some((personal) => personal === number);
}

export function isPackNumber(text: string): text is PackNumber {
  return PACK_NUMBERS.some((number) => number === text);
}

/** What a number counts, in words. */
export function packNumberWords(number: PackNumber): string {
  return number === PERSONAL_NUMBER ? 'set aside, personal' : NUMBER_WORDS[number];
}

/** A class of the register as a pack says it. */
export function toldClass(countClass: string): string {
  return countClass === 'excludedLeave' || countClass === 'excludedStructural' ? PERSONAL_CLASS : countClass;
}

/** The code of a reason, or null where the reason is somebody's own affair. */
export function toldReason(code: string | null): string | null {
  const locus = code === null ? null : absenceReason(code)?.locus;
  return locus === 'personal' || locus === 'structural' ? null : code;
}

/** How many were set aside as somebody's own affair; null where they are too few to be told. */
export function toldPersonal({ excludedLeave, insideLeave, excludedStructural }: ProviderFigures['setAside']) {
  const seats = (excludedLeave ?? 0) + (insideLeave ?? 0) + (excludedStructural ?? 0);
  return suppressCount(seats, 'staffAttendance').kind === 'shown' ? seats : null;
}

/** What was set aside, the personal part as one number. */
export function toldSetAside(setAside: ProviderFigures['setAside']): Readonly<Record<string, number | null>> {
  const { excludedLeave: _leave, insideLeave: _inside, excludedStructural: _structural, ...others } = setAside;
  return { ...others, personal: toldPersonal(setAside) };
}
