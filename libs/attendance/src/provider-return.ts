import { type AbsenceReason, absenceReason } from './absence-reason.js';
import { type AttendanceClass, DENOMINATOR_RULES } from './denominator-rules.js';

/** What a return counts seats by. A line `of` another one is part of it. */
export interface ReturnLine {
  readonly code: string;
  readonly label: string;
  readonly of: string | null;
}

// A cancelled meeting has no seats in the evidence, so a return has no line for it.
const LEFT_OUT = DENOMINATOR_RULES.filter(
  (rule) => rule.class !== 'tookPart' && rule.class !== 'lost' && rule.class !== 'excludedCancelled',
);

/** Who could have changed a lost seat; leave and structural reasons are never among the lost. */
const LOST_BY = [
  ['provider', 'The provider could change it'],
  ['host', 'The host could change it'],
  ['patientCare', 'Patient care came first'],
  ['unclassified', 'Another reason, in their own words'],
  ['none', 'No reason was given'],
] as const satisfies readonly (readonly [AbsenceReason['locus'] | 'none', string])[];

/** The lines of every return, in the order of the page. Expected are filled and lost; what is left out stands beside. */
export const RETURN_LINES: readonly ReturnLine[] = [
  { code: 'expected', label: 'Seats expected', of: null },
  { code: 'filled', label: 'Filled', of: 'expected' },
  { code: 'filled.member', label: 'By the member', of: 'filled' },
  { code: 'filled.deputy', label: 'By a deputy', of: 'filled' },
  { code: 'lost', label: 'Lost', of: 'expected' },
  ...LOST_BY.map(([locus, label]) => ({ code: `lost.${locus}`, label, of: 'lost' })),
  { code: 'leftOut', label: 'Left out', of: null },
  ...LEFT_OUT.map((rule) => ({ code: `leftOut.${rule.class}`, label: rule.label, of: 'leftOut' })),
];

/** One seat at one meeting, as the evidence has it. */
export interface ReturnRow {
  readonly countClass: string;
  readonly status: string;
  readonly reasonCode: string | null;
  readonly isOwnSite: boolean;
  readonly roleCode: string;
}

/** Seats by the code of their line; every line is in it. */
export type ReturnCounts = Readonly<Record<string, number>>;

export interface ReturnFigures {
  readonly all: ReturnCounts;
  readonly ownSites: ReturnCounts;
  readonly otherSites: ReturnCounts;
  /** By role, in the order of their codes. */
  readonly byRole: readonly { readonly roleCode: string; readonly counts: ReturnCounts }[];
}

/**
 * The lines that a seat counts in, the widest first.
 *   edges    a deputy fills the seat and not the member's; of a seat that was lost without a reason the line is `lost.none`
 *   example  a lost seat for want of cover: ['expected', 'lost', 'lost.provider']
 */
export function linesOf(row: Pick<ReturnRow, 'countClass' | 'status' | 'reasonCode'>): readonly string[] {
  if (row.countClass === 'tookPart')
    return ['expected', 'filled', row.status === 'deputy' ? 'filled.deputy' : 'filled.member'];
  if (row.countClass === 'lost') return ['expected', 'lost', `lost.${locusOf(row.reasonCode)}`];
  return isLeftOut(row.countClass) ? ['leftOut', `leftOut.${row.countClass}`] : [];
}

/** What a return says of these rows. */
export function returnFigures(rows: readonly ReturnRow[]): ReturnFigures {
  const roles = [...new Set(rows.map(({ roleCode }) => roleCode))].sort();
  return {
    all: countLines(rows),
    ownSites: countLines(rows.filter(({ isOwnSite }) => isOwnSite)),
    otherSites: countLines(rows.filter(({ isOwnSite }) => !isOwnSite)),
    byRole: roles.map((roleCode) => ({
      roleCode,
      counts: countLines(rows.filter((row) => row.roleCode === roleCode)),
    })),
  };
}

function countLines(rows: readonly ReturnRow[]): ReturnCounts {
  const counts = new Map(RETURN_LINES.map(({ code }) => [code, 0]));
  for (const row of rows) for (const line of linesOf(row)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function locusOf(reasonCode: string | null): string {
  const locus = (reasonCode === null ? null : absenceReason(reasonCode))?.locus;
  return LOST_BY.some(([known]) => known === locus) ? (locus ?? 'none') : 'none';
}

function isLeftOut(countClass: string): countClass is AttendanceClass {
  return LEFT_OUT.some((rule) => rule.class === countClass);
}
