import { absenceReason, REASON_LOCI, type ReasonLocus } from '@quorate/libs/attendance';
import type { SetAsideReason } from '../provider-figures.js';
import type { BookRow, RowStanding } from './evidence-book.js';

/** Ways in which a lost seat shows; each lost seat shows in one, the first that fits. */
export const LOST_WAYS = [
  'shortStays',
  'codedNotReleased',
  'absentNoNotice',
  'lateCancels',
  'workload',
  'otherApologies',
] as const;
export type LostWay = (typeof LOST_WAYS)[number];

export const RELEASE_ANSWERS = ['granted', 'grantedWithCover', 'refused', 'unanswered'] as const;
export type ReleaseAnswer = (typeof RELEASE_ANSWERS)[number];

export const SET_ASIDE_REASONS: readonly SetAsideReason[] = [
  'excludedLeave',
  'insideLeave',
  'strikeDay',
  'excludedNotInvited',
  'excludedShortNotice',
  'excludedCancelled',
  'excludedNotRecorded',
  'excludedNotRequired',
  'excludedWrittenInput',
  'excludedStructural',
];

/**
 * The numbers of a provider's figures that are numbers of rows, by the name under which the rows are asked for. A figure
 * is worked out as the number of these rows, so that a number and what it opens cannot differ.
 */
export const FIGURE_NUMBERS = [
  'crossRows',
  'elsewhere.atRisk',
  'elsewhere.tookPart',
  'elsewhere.lost',
  'ownSites.atRisk',
  'ownSites.tookPart',
  'ownSites.lost',
  'shows.releaseRefused',
  'shows.releaseUnanswered',
  ...LOST_WAYS.map((way) => `shows.${way}` as const),
  ...[...REASON_LOCI, 'none' as const].map((locus) => `reasons.${locus}` as const),
  'releases.asked',
  ...RELEASE_ANSWERS.map((answer) => `releases.${answer}` as const),
  ...SET_ASIDE_REASONS.map((why) => `setAside.${why}` as const),
] as const;
export type FigureNumber = (typeof FIGURE_NUMBERS)[number];

/** Taken apart once: a run asks for every number of every row. */
const PARTS = Object.fromEntries(
  FIGURE_NUMBERS.map((number) => {
    const [part, what] = number.split('.');
    return [number, { part, what }];
  }),
) as Record<FigureNumber, { readonly part: string; readonly what: string | undefined }>;

export function isFigureNumber(text: string): text is FigureNumber {
  return FIGURE_NUMBERS.some((number) => number === text);
}

/** A row of a provider as its figures see it. */
export interface FiguredRow {
  readonly row: BookRow;
  readonly standing: RowStanding;
  /** In the scope and since the onset, at another organisation's meeting. */
  readonly isInScope: boolean;
  /** At an own meeting since the onset, in the scope as far as it says a role. */
  readonly isContrast: boolean;
  readonly release: ReleaseAnswer | null;
}

/** Whether a row is one of those that a number counts. */
export function isBehind(number: FigureNumber, figured: FiguredRow): boolean {
  const { standing, isInScope, isContrast, row } = figured;
  const { part, what } = PARTS[number];
  if (part === 'crossRows') return row.isElsewhere && standing.kind !== 'setAside';
  if (part === 'setAside') return isInScope && standing.kind === 'setAside' && standing.why === what;
  if (standing.kind === 'setAside') return false;
  if (part === 'ownSites') return isContrast && (what === 'atRisk' || standing.kind === what);
  if (!isInScope) return false;
  if (part === 'elsewhere') return what === 'atRisk' || standing.kind === what;
  if (part === 'releases') return figured.release !== null && (what === 'asked' || figured.release === what);
  if (standing.kind !== 'lost') return false;
  if (part === 'reasons') return locusOf(row) === what;
  if (what === 'releaseRefused') return figured.release === 'refused';
  if (what === 'releaseUnanswered') return figured.release === 'unanswered';
  return lostWayOf(row) === what;
}

/** How a lost seat shows. */
export function lostWayOf({ status, reasonCode }: BookRow): LostWay {
  switch (status) {
    case 'attended':
    case 'attendedPart':
    case 'deputy':
      return 'shortStays';
    default:
      if (reasonCode !== null && reasonCode !== 'workload' && locusOf({ reasonCode }) === 'provider')
        return 'codedNotReleased';
      if (status === 'absentNoNotice') return 'absentNoNotice';
      if (status === 'lateCancel') return 'lateCancels';
      return reasonCode === 'workload' ? 'workload' : 'otherApologies';
  }
}

/** Who could have changed it, by the reason on record. */
export function locusOf({ reasonCode }: Pick<BookRow, 'reasonCode'>): ReasonLocus | 'none' {
  return (reasonCode && absenceReason(reasonCode)?.locus) || 'none';
}
