import type { ResultOf } from '../../app/graphql.js';
import { formatDate } from '../../ui/dates.js';
import type { strikesQuery } from './strikes.queries.js';

export type Strikes = ResultOf<typeof strikesQuery>['strikes'];
export type Strike = Strikes['strikes'][number];
export type StrikeVersion = Strike['versions'][number];
type By = NonNullable<Strike['withdrawn']>;

export const STATES: Readonly<Record<StrikeVersion['state'], string>> = {
  WAITING: 'Waits to be confirmed',
  COUNTS: 'Counts',
  DECLINED: 'Not confirmed',
  REPLACED: 'Replaced by a later version',
  WITHDRAWN: 'Withdrawn',
};

export function daysWords({ firstDay, lastDay }: Pick<StrikeVersion, 'firstDay' | 'lastDay'>): string {
  return firstDay === lastDay ? formatDate(firstDay) : `${formatDate(firstDay)} to ${formatDate(lastDay)}`;
}

export function namesOf(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => name).join(', ');
}

/** "Riverside Trust, 24 November 2026"; with the name for its own people. */
export function byWords({ organisationName, name, at }: By): string {
  return `${name ? `${name}, ` : ''}${organisationName}, ${formatDate(at)}`;
}

/** The version that a reader is shown first: what counts, else what waits, else the newest. */
export function shownVersion({ versions }: Strike): StrikeVersion | undefined {
  const of = (state: StrikeVersion['state']) => versions.find((version) => version.state === state);
  return of('COUNTS') ?? of('WAITING') ?? versions[0];
}
