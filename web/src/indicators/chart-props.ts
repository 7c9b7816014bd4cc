import type { FunnelProps, FunnelZone } from '../ui/charts/funnel-layout.js';
import type { MonthlyProps } from '../ui/charts/monthly-layout.js';
import { monthsWords, type Overview, type ProviderReport } from './engagement-words.js';

/** The funnel of an overview; null where there is none. Shares are of seats lost. */
export function funnelPropsOf({ funnel, months }: Overview): FunnelProps | null {
  if (!funnel) return null;
  return {
    title: 'Seats where nobody took part, by provider',
    subtitle: `Of counted seats, ${monthsWords(months)}, based on ${funnel.basedOn} providers`,
    units: funnel.points.map(({ organisationId, name, lost, counted, share, zone }) => ({
      id: organisationId,
      name,
      events: lost,
      total: counted,
      rate: share,
      shown: true,
      ...(isZone(zone) ? { zone } : {}),
    })),
    overall: funnel.lostShare,
    limits: funnel.curve,
    words: { unit: ['provider', 'providers'], event: 'not taken part in', total: 'counted seats' },
  };
}

/** A provider's months: the share taken part in. A month with nothing counted, or hidden, is a gap. */
export function monthlyPropsOf({ figures, byMonth, monthlyLimits, months }: ProviderReport): MonthlyProps {
  return {
    title: 'Seats taken part in, by month',
    subtitle: `${figures.organisationName}, of counted seats, ${monthsWords(months)}`,
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

const ZONES: readonly FunnelZone[] = ['within', 'above95', 'above998', 'below95', 'below998'];

function isZone(zone: string): zone is FunnelZone {
  return ZONES.some((known) => known === zone);
}
