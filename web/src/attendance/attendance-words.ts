import { ABSENCE_REASONS, type AbsenceReasonCode, type ReasonLocus } from '@quorate/libs/attendance';
import type { ResultOf, VariablesOf } from '../app/graphql.js';
import type { recordAttendanceMutation, registerQuery } from './register.queries.js';

export type Register = NonNullable<ResultOf<typeof registerQuery>['register']>;
export type Seat = Register['seats'][number];
export type Mark = NonNullable<Seat['mark']>;
export type EntryInput = VariablesOf<typeof recordAttendanceMutation>['input']['entries'][number];
export type Outcome = Mark['outcome'];
export type ReasonCode = NonNullable<Mark['reasonCode']>;

/** The eight words of the register, in the order of their keys 1 to 8. */
export const CHOICES = [
  { value: 'HERE', label: 'Here' },
  { value: 'ONLINE', label: 'Online' },
  { value: 'PART', label: 'Part' },
  { value: 'DEPUTY', label: 'Deputy' },
  { value: 'WRITTEN', label: 'Written' },
  { value: 'APOLOGIES', label: 'Apologies' },
  { value: 'ABSENT', label: 'Absent' },
  { value: 'NOT_NEEDED', label: 'Not needed' },
] as const;

export type Choice = (typeof CHOICES)[number]['value'];

const OUTCOMES: Readonly<Record<Choice, Outcome>> = {
  HERE: 'ATTENDED',
  ONLINE: 'ATTENDED',
  PART: 'ATTENDED_PART',
  DEPUTY: 'DEPUTY',
  WRITTEN: 'WRITTEN_INPUT',
  APOLOGIES: 'APOLOGIES',
  ABSENT: 'ABSENT_NO_NOTICE',
  NOT_NEEDED: 'NOT_REQUIRED',
};

/** Which of the eight words a mark is; null for no mark. */
export function choiceOf(mark: Pick<Mark, 'outcome' | 'mode'> | null): Choice | null {
  if (mark === null) return null;
  if (mark.outcome === 'ATTENDED') return mark.mode === 'REMOTE' ? 'ONLINE' : 'HERE';
  return CHOICES.find(({ value }) => OUTCOMES[value] === mark.outcome)?.value ?? null;
}

/** What a choice records. */
export function outcomeOfChoice(choice: Choice): Outcome {
  return OUTCOMES[choice];
}

/** The word of a choice. */
export function wordOf(choice: Choice): string {
  return CHOICES.find(({ value }) => value === choice)?.label ?? choice;
}

export interface Detail {
  readonly minutes?: number | null;
  readonly practitionerId?: string | null;
  readonly reasonCode?: ReasonCode | null;
}

/** What is sent for a choice. Apologies carry the reason that the person gave when they declined, if they gave one. */
export function entryOf(seat: Seat, choice: Choice, detail: Detail = {}): Omit<EntryInput, 'expectedSeatVersion'> {
  const isThere = choice === 'HERE' || choice === 'ONLINE';
  const stated = choice === 'APOLOGIES' && detail.reasonCode === undefined ? seat.declineReasonCode : detail.reasonCode;
  return {
    seatId: seat.seatId,
    outcome: OUTCOMES[choice],
    mode: isThere ? (choice === 'ONLINE' ? 'REMOTE' : 'IN_PERSON') : null,
    minutes: detail.minutes ?? null,
    practitionerId: detail.practitionerId ?? null,
    reasonCode: stated ?? null,
  };
}

/** The same mark again, to put back what stood before. */
export function entryOfMark(seatId: string, mark: Mark): Omit<EntryInput, 'expectedSeatVersion'> {
  const { outcome, mode, minutes, practitionerId, reasonCode, note } = mark;
  return { seatId, outcome, mode, minutes, practitionerId, reasonCode, note };
}

/** Who the seat is about, in the words of the page. */
export function nameOf(seat: Pick<Seat, 'personName' | 'roleName'>): string {
  return seat.personName ?? `${seat.roleName} (nobody holds this seat)`;
}

const GROUPS: readonly { readonly locus: ReasonLocus; readonly heading: string }[] = [
  { locus: 'personal', heading: 'Away' },
  { locus: 'patientCare', heading: 'Looking after patients' },
  { locus: 'provider', heading: 'Their employer' },
  { locus: 'host', heading: 'This meeting' },
  { locus: 'structural', heading: 'The post' },
  { locus: 'unclassified', heading: 'Something else' },
];

const codeOf = (code: AbsenceReasonCode): ReasonCode =>
  // The API spells its enums in capitals by this very rule.
  code.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase() as ReasonCode;

/** The reasons for an absence in groups of plain words, in the order a chooser shows them. */
export const REASON_GROUPS = GROUPS.map(({ locus, heading }) => ({
  heading,
  reasons: ABSENCE_REASONS.filter((reason) => reason.locus === locus).map(({ code, label }) => ({
    code: codeOf(code),
    label,
  })),
}));

const REASON_LABELS: ReadonlyMap<string, string> = new Map(
  ABSENCE_REASONS.map(({ code, label }) => [codeOf(code), label]),
);

/** The reason in words; empty for none. */
export function reasonLabel(code: string | null | undefined): string {
  return code ? (REASON_LABELS.get(code) ?? code) : '';
}

/** A mark in words: "Part, 40 minutes", "Apologies: No cover or backfill", "Deputy: Leila Hussain". */
export function markWords(
  mark: Pick<Mark, 'outcome' | 'mode' | 'minutes' | 'practitionerName' | 'reasonCode'>,
): string {
  const choice = choiceOf(mark);
  const word = choice ? wordOf(choice) : mark.outcome;
  if (choice === 'PART' && mark.minutes !== null) return `${word}, ${mark.minutes} minutes`;
  if (choice === 'DEPUTY' && mark.practitionerName) return `${word}: ${mark.practitionerName}`;
  return mark.reasonCode ? `${word}: ${reasonLabel(mark.reasonCode)}` : word;
}

const PRESENT: readonly Outcome[] = ['ATTENDED', 'ATTENDED_PART', 'DEPUTY'];

/** "10 of 14 present" and what is left. Not-needed seats are none of the 14. */
export function tally(seats: readonly Pick<Seat, 'mark'>[]): {
  readonly present: number;
  readonly expected: number;
  readonly left: number;
} {
  const isPresent = ({ mark }: Pick<Seat, 'mark'>) => mark !== null && PRESENT.includes(mark.outcome);
  return {
    present: seats.filter(isPresent).length,
    expected: seats.filter(({ mark }) => mark?.outcome !== 'NOT_REQUIRED').length,
    left: seats.filter(({ mark }) => mark === null).length,
  };
}
