import type { ResultOf } from '../app/graphql.js';
import { formatOf, formatShare } from '../ui/stat.js';
import type {
  engagementByRoleQuery,
  engagementPublicationsQuery,
  engagementQuery,
  engagementRowsQuery,
  providerEngagementQuery,
} from './engagement.queries.js';

export type Overview = NonNullable<ResultOf<typeof engagementQuery>['engagement']>;
export type ProviderReport = NonNullable<ResultOf<typeof providerEngagementQuery>['providerEngagement']>;
export type Rows = NonNullable<ResultOf<typeof engagementRowsQuery>['engagementRows']>;
export type ByRole = NonNullable<ResultOf<typeof engagementByRoleQuery>['engagementByRole']>;
export type Publications = NonNullable<ResultOf<typeof engagementPublicationsQuery>['engagementPublications']>;
export type Figures = Overview['providers'][number];
export type Rate = Figures['all'];

/** Not "fewer than 5": what is hidden may be larger, and guard a smaller figure beside it. */
export const HIDDEN = 'Hidden: small numbers';

/** "81% (4,102 of 5,060)"; "None counted" for a share of nothing, which is not nought. */
export function rateWords(rate: Rate): string {
  if (rate.isHidden || rate.tookPart === null || rate.counted === null) return HIDDEN;
  if (rate.share === null) return 'None counted';
  return `${formatShare(rate.share)} (${formatOf(rate.tookPart, rate.counted)})`;
}

/** "76% to 85%": the range that the counts are compatible with. */
export function intervalWords(rate: Pick<Rate, 'lower' | 'upper'>): string | null {
  return rate.lower === null || rate.upper === null ? null : `${formatShare(rate.lower)} to ${formatShare(rate.upper)}`;
}

/** "12 points higher at own sites (5 to 19)"; null where there is none. */
export function differenceWords(difference: Figures['difference']): string | null {
  if (!difference) return null;
  const points = (share: number) => String(Math.round(share * 100));
  const size = points(Math.abs(difference.difference));
  const range = `(${points(difference.lower)} to ${points(difference.upper)})`;
  if (size === '0') return `The same at both ${range}`;
  return `${size} ${size === '1' ? 'point' : 'points'} ${difference.difference > 0 ? 'higher' : 'lower'} at own sites ${range}`;
}

/** The finding, in one sentence and without a judgement. */
export function findingWords(who: string, rate: Rate | null): string {
  if (!rate || rate.isHidden || rate.share === null || rate.tookPart === null || rate.counted === null)
    return `${who}: engagement in MDTs`;
  return `${who} took part in ${formatShare(rate.share)} of counted seats (${formatOf(rate.tookPart, rate.counted)})`;
}

/** Whether a difference is more than its counts leave to chance. */
export function isApart(difference: Figures['difference']): boolean {
  return difference !== null && (difference.lower > 0 || difference.upper < 0);
}

/** "8 points more taken part in than in as many months before (3 to 13)". */
export function changeWords(change: Figures['change']): string | null {
  if (!change) return null;
  const points = (share: number) => String(Math.round(Math.abs(share) * 100));
  const [least, most] = [change.lower, change.upper].map(points).sort((a, b) => Number(a) - Number(b));
  const size = points(change.difference);
  return `${size} ${size === '1' ? 'point' : 'points'} ${change.difference > 0 ? 'more' : 'less'} taken part in than in as many months before (${least} to ${most})`;
}

/** What the overview finds, as its heading: who takes part less than chance explains, who more, or that nobody does. */
export function overviewFinding({ economy, funnel, providers }: Overview): string {
  const [only] = providers;
  if (providers.length === 1 && only) return findingWords(only.organisationName, only.all);
  const [less, more] = [outside(funnel, 'above', 'less'), outside(funnel, 'below', 'more')];
  if (less && more)
    return less.than === more.than
      ? `${less.names} took part ${less.how} ${less.than}, ${more.names} ${more.how}`
      : `${less.names} took part ${less.how} ${less.than}, ${more.names} ${more.how} ${more.than}`;
  const one = less ?? more;
  if (one) return `${one.names} took part ${one.how} ${one.than}`;
  if (funnel) return 'No provider took part less or more than chance explains';
  return findingWords('Staff', economy);
}

const LIMITS = [
  ['998', 'than chance explains'],
  ['95', 'than 95 in 100 ordinary providers would'],
] as const;

/** Who lies beyond the farther limit on one side, else beyond the nearer one; null where nobody does. */
function outside(funnel: Overview['funnel'], side: 'above' | 'below', how: 'less' | 'more') {
  for (const [limit, than] of LIMITS) {
    const points = (funnel?.points ?? []).filter(({ zone }) => zone === `${side}${limit}`);
    if (points.length > 0) return { names: namesWords(points.map(({ name }) => name).sort(), funnel), how, than };
  }
  return null;
}

function namesWords(names: readonly string[], funnel: Overview['funnel']): string {
  return names.length <= 2 ? names.join(' and ') : `${names.length} of ${funnel?.points.length} providers`;
}
