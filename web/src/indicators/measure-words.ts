import type { ContrastProps } from '@quorate/libs/engagement';
import type { ResultOf } from '../app/graphql.js';
import type { FunnelProps, FunnelZone } from '../ui/charts/funnel-layout.js';
import { formatOf, formatShare } from '../ui/stat.js';
import { HIDDEN } from './engagement-words.js';
import type { engagementMeasureQuery, engagementMeasuresQuery } from './measures.queries.js';

export type Measures = NonNullable<ResultOf<typeof engagementMeasuresQuery>['engagementMeasures']>;
export type OneMeasure = NonNullable<ResultOf<typeof engagementMeasureQuery>['engagementMeasure']>;
export type Summary = OneMeasure['summary'];
export type MeasureFigure = Summary['all'];
export type MeasureProvider = OneMeasure['providers'][number];
type Difference = Summary['trustsLessOthers'];

/** "93% (5,288 of 5,671)"; of people "about 40% (295 of 715)", since both are rounded. */
export function figureWords(figure: MeasureFigure, isOfPeople = false): string {
  const { isHidden, numerator, denominator, share } = figure;
  if (isHidden || numerator === null || denominator === null) return HIDDEN;
  if (share === null) return 'None';
  return `${isOfPeople ? 'about ' : ''}${formatShare(share)} (${formatOf(numerator, denominator)})`;
}

/** "92% to 94%". */
export function rangeWords({ lower, upper }: Pick<MeasureFigure, 'lower' | 'upper'>): string {
  return lower === null || upper === null ? '' : `${formatShare(lower)} to ${formatShare(upper)}`;
}

/** "2 days", "1 day", "less than a day". */
export function daysWords(days: number): string {
  const rounded = days < 10 ? Math.round(days * 10) / 10 : Math.round(days);
  if (rounded < 0.5) return 'less than a day';
  return `${rounded.toLocaleString('en-GB')} ${rounded === 1 ? 'day' : 'days'}`;
}

/** "93% of invitations sent were answered before the meeting": the finding without its numbers. */
export function measureFinding({ measure, all }: Summary): string {
  if (all.isHidden) return `${measure.name}: too few to show`;
  if (all.share === null) return `No ${measure.of} in these months`;
  return `${measure.isOfPeople ? 'About ' : ''}${formatShare(all.share)} of ${measure.of} ${measure.happened}`;
}

/** The finding with its numbers, its range and how long it took. */
export function measureSentence(summary: Summary): string {
  const { measure, all } = summary;
  if (all.share === null || all.numerator === null || all.denominator === null) return `${measureFinding(summary)}.`;
  const time =
    measure.timed && all.averageDays !== null ? `; ${measure.timed.replace('{days}', daysWords(all.averageDays))}` : '';
  return `${measureFinding(summary)} (${formatOf(all.numerator, all.denominator)}; ${rangeWords(all)})${time}.`;
}

/** Whether two shares differ by more than their counts leave to chance. */
export function isApart(difference: Difference): boolean {
  return difference !== null && (difference.lower > 0 || difference.upper < 0);
}

/** "5 points lower towards NHS trusts than towards other organisations (2 to 9)". */
export function trustsWords(difference: Difference): string | null {
  if (!difference) return null;
  if (!isApart(difference)) return 'NHS trusts and other organisations differ by no more than chance';
  return `${pointsWords(difference)} towards NHS trusts than towards other organisations ${boundsWords(difference)}`;
}

/** "5 points lower (2 to 9)", or that they do not differ. */
export function differenceWords(difference: Difference): string {
  if (!difference) return 'Nothing to compare';
  if (!isApart(difference)) return 'No more than chance';
  return `${pointsWords(difference)} ${boundsWords(difference)}`;
}

function pointsWords({ difference }: NonNullable<Difference>): string {
  const size = Math.round(Math.abs(difference) * 100);
  return `${size} ${size === 1 ? 'point' : 'points'} ${difference > 0 ? 'higher' : 'lower'}`;
}

function boundsWords({ lower, upper }: NonNullable<Difference>): string {
  const [least, most] = [lower, upper].map((bound) => Math.round(Math.abs(bound) * 100)).sort((a, b) => a - b);
  return `(${least} to ${most})`;
}

const AGE_NAMES: Readonly<Record<string, string>> = {
  under18: 'Under 18',
  from18: '18 to 64',
  from65: '65 to 79',
  from80: '80 and over',
};

/** The words of a band of ages. */
export function ageName(band: string): string {
  return AGE_NAMES[band] ?? band;
}

const LICENCES: Readonly<Record<string, string>> = {
  licensed: 'Licensed',
  nhsTrustShadow: 'Not licensed, expected to meet the same conditions',
  exempt: 'Exempt from the licence',
  notApplicable: 'Outside the licence',
  unknown: 'Not known',
};

/** What the licence of a counterpart is today. */
export function licenceName(status: string | null): string {
  return LICENCES[status ?? 'unknown'] ?? 'Not known';
}

const ZONES: readonly FunnelZone[] = ['within', 'above95', 'below95', 'above998', 'below998'];

/** The zone of a point as the chart has it. */
export function zoneOf(zone: string): FunnelZone {
  return ZONES.find((known) => known === zone) ?? 'within';
}

/** One measure by provider as a funnel; null where there is none. */
export function measureFunnelProps({ funnel, summary, scope }: OneMeasure, period: string): FunnelProps | null {
  if (!funnel) return null;
  const { name, of, happened, isOfPeople } = summary.measure;
  return {
    title: `${name}, by provider`,
    subtitle: `Of ${of}, ${period}, ${scope}, based on ${funnel.basedOn} providers${isOfPeople ? '; counts rounded to 5' : ''}`,
    units: funnel.points.map((point) => ({
      id: point.organisationId,
      name: point.name,
      events: point.lost,
      total: point.counted,
      rate: point.share,
      shown: true,
      zone: zoneOf(point.zone),
    })),
    overall: funnel.lostShare,
    limits: funnel.curve,
    words: { unit: ['provider', 'providers'], event: happened, total: of },
  };
}

/** Each provider towards NHS trusts and towards all others; null where none has both. */
export function measureContrastProps({ providers, summary }: OneMeasure, period: string): ContrastProps | null {
  const side = ({ share, numerator, denominator }: MeasureFigure) =>
    share === null || numerator === null || denominator === null
      ? null
      : { share, events: numerator, total: denominator };
  const rows = providers
    .map(({ organisationId: id, organisationName: name, trusts, others }) => ({
      id,
      name,
      first: side(trusts),
      second: side(others),
    }))
    .filter(({ first, second }) => first !== null && second !== null);
  if (rows.length === 0) return null;
  return {
    title: `${summary.measure.name}: NHS trusts and other organisations`,
    subtitle: `Of ${summary.measure.of}, ${period}, providers by name, their own sites left out`,
    words: ['NHS trusts', 'other organisations'],
    rows,
  };
}
