import { absenceReason } from '@quorate/libs/attendance';
import { FIGURE_NUMBERS, type FigureNumber, NUMBER_WORDS, type ProviderFigures } from '@quorate/libs/signals';

/**
 * A seat that counts neither as taken part in nor as lost. A pack never says why: leave, sickness, strike and vacancy stay the
 * employer's (decision 0009), and whoever could tell them from seats set aside for another reason could count a small number.
 */
export const SET_ASIDE_CLASS = 'setAside';

/** The number under which a pack counts what is set aside, for whatever reason. */
export const SET_ASIDE_NUMBER = 'setAside.all';

type WhySetAside = Extract<FigureNumber, `setAside.${string}`>;

/** The numbers that a pack tells, by name. */
export type PackNumber = Exclude<FigureNumber, WhySetAside> | typeof SET_ASIDE_NUMBER;

export const PACK_NUMBERS: readonly PackNumber[] = [...FIGURE_NUMBERS.filter(isTold), SET_ASIDE_NUMBER];

function isTold(number: FigureNumber): number is Exclude<FigureNumber, WhySetAside> {
  return !number.startsWith('setAside.');
}

export function isPackNumber(text: string): text is PackNumber {
  return PACK_NUMBERS.some((number) => number === text);
}

/** What a number counts, in words. */
export function packNumberWords(number: PackNumber): string {
  return number === SET_ASIDE_NUMBER ? 'set aside, for whatever reason' : NUMBER_WORDS[number];
}

/** A class of the register as a pack says it. */
export function toldClass(countClass: string): string {
  return countClass === 'tookPart' || countClass === 'lost' ? countClass : SET_ASIDE_CLASS;
}

/** The code of a reason, or null where the reason is somebody's own affair. */
export function toldReason(code: string | null): string | null {
  const locus = code === null ? null : absenceReason(code)?.locus;
  return locus === 'personal' || locus === 'structural' ? null : code;
}

/**
 * The reason that came with an answer, by its code. Own affairs, other reasons and none are one: an answer without a reason
 * among answers with one would tell of leave.
 */
export function toldAnswerReason(code: string | null): string {
  const told = toldReason(code);
  return told === null || absenceReason(told)?.locus === 'unclassified' ? 'notTold' : told;
}

/** What was set aside, as one number. */
export function toldSetAside(setAside: ProviderFigures['setAside']): { readonly all: number } {
  return { all: Object.values(setAside).reduce((sum: number, seats) => sum + (seats ?? 0), 0) };
}
