import { DENOMINATOR_RULES } from '@quorate/libs/attendance';
import type { ResultOf } from '../app/graphql.js';
import { disputedWords } from '../attendance/disputes/dispute-words.js';
import { formatDate } from '../ui/dates.js';
import { formatCount } from '../ui/stat.js';
import type { signalFiguresQuery, signalRowsQuery } from './figures.queries.js';

export { NUMBER_WORDS } from '@quorate/libs/signals';

export type Figures = NonNullable<ResultOf<typeof signalFiguresQuery>['signalFigures']>;
export type Rows = NonNullable<ResultOf<typeof signalRowsQuery>['signalRows']>;
export type Row = Rows['rows'][number];
export type LossReason = Figures['reasons'][number]['reason'];
export type SetAsideReason = Figures['setAside'][number]['reason'];

/** "1 seat", "12 seats". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

/** "at all other sites", "at Riverside's meetings", "of community nurses at other sites". */
export function scopeWords({ kind, name }: Figures['scope']): string {
  switch (kind) {
    case 'ALL':
      return 'at other organisations’ meetings';
    case 'ROLE':
      return `in the role of ${name?.toLowerCase() ?? 'one role'} at other organisations’ meetings`;
    case 'HOST':
      return `at meetings of ${name ?? 'one host'}`;
  }
}

/** The finding, in one sentence that blames nobody. */
export function findingWords({ providerName, scope, since, elsewhere }: Figures): string {
  const isLess = elsewhere.expectedLow !== null && elsewhere.tookPart < elsewhere.expectedLow;
  return `${providerName} took part ${isLess ? 'less than usual' : 'less'} ${scopeWords(scope)} since ${formatDate(since)}`;
}

export const LOSS_REASON_WORDS: Readonly<Record<LossReason, string>> = {
  PROVIDER: 'the provider',
  HOST: 'the host',
  PERSONAL: 'personal',
  PATIENT_CARE: 'patient care came first',
  STRUCTURAL: 'a strike, a vacancy or no longer involved',
  UNCLASSIFIED: 'another reason',
  NONE: 'no reason given',
};

/** Why seats were set aside, as part of a sentence: "12 for leave or sickness". */
export const SET_ASIDE_WORDS: Readonly<Record<SetAsideReason, string>> = {
  EXCLUDED_LEAVE: 'for leave or sickness',
  INSIDE_LEAVE: 'in the middle of somebody’s leave',
  STRIKE_DAY: 'on a strike day of the role',
  EXCLUDED_NOT_INVITED: 'because no invitation was sent',
  EXCLUDED_SHORT_NOTICE: 'for short notice',
  EXCLUDED_CANCELLED: 'because the meeting was cancelled',
  EXCLUDED_NOT_RECORDED: 'because the register does not say',
  EXCLUDED_NOT_REQUIRED: 'because the seat was not required',
  EXCLUDED_WRITTEN_INPUT: 'for written input',
  EXCLUDED_STRUCTURAL: 'for a strike, a vacancy or no longer being involved',
};

export const AGE_WORDS: Readonly<Record<Figures['impact']['ages'][number]['band'], string>> = {
  UNDER18: 'Under 18',
  FROM18: '18 to 64',
  FROM65: '65 to 79',
  FROM80: '80 and over',
};

const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  attended: 'Attended',
  attendedPart: 'Attended part',
  deputy: 'Deputy attended',
  writtenInput: 'Sent written input',
  apologies: 'Sent apologies',
  lateCancel: 'Withdrew within a day',
  absentNoNotice: 'Absent without notice',
  notRequired: 'Not required',
  notRecorded: 'Not recorded',
};

export function outcomeWords({ outcome }: Row): string {
  return OUTCOME_WORDS[outcome] ?? outcome;
}

/** What a row counts as, and that its record is disputed: it counts as recorded until the host has answered. */
export function countsAsWords(row: Row): string {
  return `${classWords(row)}${disputedWords(row.dispute)}`;
}

function classWords({ countsAs }: Row): string {
  if (countsAs === 'insideLeave') return 'In the middle of leave';
  if (countsAs === 'strikeDay') return 'Absent on a strike day';
  return DENOMINATOR_RULES.find((rule) => rule.class === countsAs)?.label ?? countsAs;
}

const RELEASE_WORDS: Readonly<Record<string, string>> = {
  granted: 'Granted',
  grantedWithCover: 'Granted with cover',
  refused: 'Refused',
  unanswered: 'Not answered',
};

export function releaseWords({ release }: Row): string {
  return release === null ? 'Not asked' : (RELEASE_WORDS[release] ?? release);
}

/** "0.78" is "about 4 in 5"; never more exact than it can be meant. */
export function chanceWords(share: number): string {
  if (share < 0.05) return 'hardly ever';
  if (share > 0.95) return 'almost always';
  return `about ${formatCount(Math.round(share * 100))} times in 100`;
}

/** Days without false exactness: "12 days", "half a day". */
export function daysWords(days: number): string {
  return days < 1 ? 'the same day' : counted(Math.round(days), 'day');
}
