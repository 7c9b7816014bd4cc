import { MONTH_NAMES } from '@quorate/libs/time';
import type { EngagementFunnel, EngagementOverview, ProviderEngagement } from './indicators.graphql.js';

/** What the funnel is drawn from, on the server as on the page. Shares are of seats lost, 0 to 1. */
export interface FunnelProps {
  readonly title: string;
  readonly subtitle: string;
  readonly units: readonly {
    readonly id: string;
    readonly name: string;
    readonly events: number;
    readonly total: number;
    readonly rate: number;
    readonly shown: boolean;
    readonly zone: string;
  }[];
  readonly overall: number;
  readonly limits: EngagementFunnel['curve'];
  readonly words: { readonly unit: readonly [string, string]; readonly event: string; readonly total: string };
}

export interface MonthlyProps {
  readonly title: string;
  readonly subtitle: string;
  readonly points: readonly {
    readonly month: string;
    readonly value: number | null;
    readonly events: number | null;
    readonly total: number | null;
  }[];
  readonly mean: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The drawing of an overview; null where there is no funnel. */
export function funnelProps({ funnel, months }: EngagementOverview): FunnelProps | null {
  if (!funnel) return null;
  return {
    title: 'Seats where nobody took part, by provider',
    subtitle: `Of counted seats, ${periodWords(months)}, based on ${funnel.basedOn} providers`,
    units: funnel.points.map(({ organisationId, name, lost, counted, share, zone }) => ({
      id: organisationId,
      name,
      events: lost,
      total: counted,
      rate: share,
      shown: true,
      zone,
    })),
    overall: funnel.lostShare,
    limits: funnel.curve,
    words: { unit: ['provider', 'providers'], event: 'not taken part in', total: 'counted seats' },
  };
}

/** The drawing of a provider's months: the share that took part. */
export function monthlyProps({ figures, byMonth, monthlyLimits, months }: ProviderEngagement): MonthlyProps {
  return {
    title: 'Seats taken part in, by month',
    subtitle: `${figures.organisationName}, of counted seats, ${periodWords(months)}`,
    points: byMonth.map(({ month, rate }) => ({
      month,
      value: rate.share,
      events: rate.share === null ? null : rate.tookPart,
      total: rate.share === null ? null : rate.counted,
    })),
    mean: monthlyLimits?.mean ?? null,
    lower: monthlyLimits?.lower ?? null,
    upper: monthlyLimits?.upper ?? null,
  };
}

function periodWords({ fromMonth, toMonth, monthSoFar }: EngagementOverview['months']): string {
  const range = fromMonth === toMonth ? monthWords(fromMonth) : `${monthWords(fromMonth)} to ${monthWords(toMonth)}`;
  return monthSoFar === null ? range : `${range}, ${monthWords(monthSoFar)} so far`;
}

function monthWords(month: string): string {
  return `${MONTH_NAMES[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}
