import { formatMonth } from '../dates.js';
import { formatCount, formatOf, formatShare } from '../stat.js';
import type { ContrastProps, ContrastShare } from './contrast-layout.js';
import { defaultWords, type FunnelPoint, type FunnelProps, type FunnelZone, layOutFunnel } from './funnel-layout.js';
import type { MonthlyPoint, MonthlyProps } from './monthly-layout.js';

const zoneWords: Record<FunnelZone, string> = {
  within: 'within the limits',
  above95: 'above the 95% limit',
  below95: 'below the 95% limit',
  above998: 'above the 99.8% limit',
  below998: 'below the 99.8% limit',
};

/** "below the 99.8% limit". */
export function describeZone(zone: FunnelZone): string {
  return zoneWords[zone];
}

/** "Northgate Acute Trust: 45% (96 of 214), below the 99.8% limit". */
export function describePoint(point: Pick<FunnelPoint, 'unit' | 'rate' | 'events' | 'zone'>): string {
  const counted =
    point.events === null ? `of ${formatCount(point.unit.total)}` : formatOf(point.events, point.unit.total);
  const asCounted = point.unit.isAdjusted ? `adjusted, ${counted} as counted` : counted;
  return `${point.unit.name}: ${formatShare(point.rate)} (${asCounted}), ${zoneWords[point.zone]}`;
}

/** "Northgate Acute Trust, other sites: 45% (96 of 214)". */
export function describeContrast(name: string, side: string, { share, events, total }: ContrastShare): string {
  return `${name}, ${side}: ${formatShare(share)} (${formatOf(events, total)})`;
}

/** What the contrast shows, in words: for how many units the shares lie apart, and which way. */
export function summariseContrast({ rows, words: [first, second] }: ContrastProps): string {
  const both = rows.flatMap((row) =>
    row.first && row.second ? [{ ...row, by: row.first.share - row.second.share }] : [],
  );
  const apart = both.filter(({ by }) => Math.abs(by) >= 0.1);
  const told = apart
    .map(({ name, by }) => `${name} ${Math.round(Math.abs(by) * 100)} points higher at ${by > 0 ? first : second}`)
    .join('; ');
  if (apart.length === 0 && both.length === 1) return 'The two lie within 10 points of each other.';
  return apart.length === 0
    ? `For all ${formatCount(both.length)}, ${first} and ${second} lie within 10 points of each other.`
    : `${formatCount(apart.length)} of ${formatCount(both.length)} lie 10 points or more apart: ${told}.`;
}

/** What the funnel shows, in words, for those who read instead of look: who is outside, how many are within, how many are left out. */
export function summariseFunnel(props: FunnelProps): string {
  const [one, many] = (props.words ?? defaultWords).unit;
  const { points, left } = layOutFunnel(props);
  const outside = points.filter((p) => p.zone !== 'within');
  const within = points.length - outside.length;
  const counted = (n: number) => `${formatCount(n)} ${n === 1 ? one : many}`;
  const sentences = [
    points.length === 0
      ? `No ${one} has enough to show.`
      : `Overall ${formatShare(props.overall)}. ${formatCount(within)} of ${counted(points.length)} ${within === 1 ? 'is' : 'are'} within what chance explains.`,
    outside.length === 0 ? '' : `Outside: ${outside.map(describePoint).join('; ')}.`,
    left === 0 ? '' : `${counted(left)} ${left === 1 ? 'is' : 'are'} not shown because the numbers are too small.`,
  ];
  return sentences.filter(Boolean).join(' ');
}

/** "March 2026: 48% (24 of 50)", "March 2026: hidden, small numbers" or "March 2026: no data". */
export function describeMonth(point: MonthlyPoint): string {
  const month = formatMonth(point.month);
  if (point.value === null) return `${month}: ${point.isHidden ? 'hidden, small numbers' : 'no data'}`;
  const counted = point.events === null || point.total === null ? '' : ` (${formatOf(point.events, point.total)})`;
  return `${month}: ${formatShare(point.value)}${counted}${point.signal ? `, ${point.signal}` : ''}`;
}

/** What the monthly chart shows, in words: the mean and limits, the last month, the months that stand out, the months hidden and those without data. */
export function summariseMonthly(props: MonthlyProps): string {
  const withData = props.points.filter((p) => p.value !== null);
  const gaps = props.points.filter((p) => p.value === null);
  const named = (points: readonly MonthlyPoint[]) => points.map((p) => formatMonth(p.month)).join(', ');
  const hidden = named(gaps.filter((p) => p.isHidden));
  const missing = named(gaps.filter((p) => !p.isHidden));
  const signals = withData.filter((p) => p.signal);
  const last = withData.at(-1);
  const limits =
    props.lower === null || props.upper === null
      ? ''
      : `, limits ${formatShare(props.lower)} to ${formatShare(props.upper)}`;
  const sentences = [
    props.mean === null ? '' : `${capitalised(props.meanWord ?? 'mean')} ${formatShare(props.mean)}${limits}.`,
    last
      ? `Latest, ${describeMonth(last)}.`
      : hidden
        ? 'The numbers of these months are too small to show.'
        : 'There is no data for these months.',
    signals.length === 0 ? '' : `${formatCount(signals.length)} of ${formatCount(withData.length)} months stand out.`,
    hidden && last ? `Hidden because the numbers are small: ${hidden}.` : '',
    missing && last ? `No data for ${missing}.` : '',
  ];
  return sentences.filter(Boolean).join(' ');
}

function capitalised(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
