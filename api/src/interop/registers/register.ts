/** What a file does not say right: the whole import is refused, and nothing of it is stored. Line 0 is the whole file. */
export class BadRegister extends Error {
  constructor(file: string, line: number, problem: string) {
    super(line === 0 ? `${file}: ${problem}` : `${file}, line ${line}: ${problem}`);
  }
}

/** Something a reader has to know about a file that was imported all the same. */
export interface RegisterException {
  readonly file: string;
  /** Line of the file, from 1; 0 when it is about the whole file. */
  readonly line: number;
  readonly code: string;
  readonly detail: string;
}

/** One person expected at one sitting, and what is known of it. */
export interface RegisterEntry {
  readonly line: number;
  /** The organisation (or committee) the entry is counted for; null when the register does not say. */
  readonly unit: string | null;
  /** Whether the person is known to have belonged to `unit` at the sitting, and not only later. */
  readonly isAsAt: boolean;
  readonly member: string;
  readonly sitting: string;
  /** Local date; null when the register does not say. */
  readonly date: string | null;
  /** Entries of one member, one body and one date are one sitting day: votes of a day are not independent. */
  readonly body: string;
  readonly outcome: 'present' | 'absent' | 'unknown';
}

/** Sums of one unit in one period, where a register was published without its rows. */
export interface RegisterCount {
  readonly unit: string;
  /** What may not be mixed in one funnel: "type 1". Empty when there is one kind only. */
  readonly category: string;
  /** First day of the period. */
  readonly period: string;
  readonly events: number;
  /** Only what is known: `unknown` is beside it, neither an event nor part of the total. */
  readonly total: number;
  readonly unknown: number;
}

interface RegisterBase {
  readonly format: string;
  /** Where the rows came from, as file names. */
  readonly source: string;
  /** Counts that only this format has, such as the outcomes as the file spells them. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly exceptions: readonly RegisterException[];
}

export interface EntryRegister extends RegisterBase {
  readonly kind: 'entries';
  /** What a unit is: "organisation", "committee". */
  readonly unitNoun: string;
  readonly entries: readonly RegisterEntry[];
}

export interface CountRegister extends RegisterBase {
  readonly kind: 'counts';
  readonly counts: readonly RegisterCount[];
}

export type ImportedRegister = EntryRegister | CountRegister;

/** The name of the bucket for people of whom no organisation is known: counted, and never guessed. */
export const NO_RECORD = '(no record)';
