import { type MonthsCovered, monthsWords } from './months-words.js';

/** Where a provider stands against the limits of the funnel. */
type FunnelZone = 'within' | 'above95' | 'below95' | 'above998' | 'below998';

const ZONES: readonly FunnelZone[] = ['within', 'above95', 'above998', 'below95', 'below998'];

interface FunnelLimits {
  readonly total: number;
  readonly lower95: number;
  readonly upper95: number;
  readonly lower998: number;
  readonly upper998: number;
}

/** What the funnel is drawn from. Shares are of seats lost, 0 to 1. */
export interface FunnelProps {
  readonly title: string;
  readonly subtitle: string;
  readonly units: readonly {
    readonly id: string;
    readonly name: string;
    readonly events: number;
    readonly total: number;
    readonly rate: number;
    readonly shown: true;
    readonly zone?: FunnelZone;
  }[];
  readonly overall: number;
  readonly limits: readonly FunnelLimits[];
  readonly words: { readonly unit: readonly [string, string]; readonly event: string; readonly total: string };
}

/** What the months are drawn from. A month with nothing counted, or hidden, has nulls: a gap. */
export interface MonthlyProps {
  readonly title: string;
  readonly subtitle: string;
  readonly points: readonly {
    readonly month: string;
    readonly value: number | null;
    readonly events: number | null;
    readonly total: number | null;
    readonly isHidden: boolean;
  }[];
  readonly mean: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

interface Overview {
  readonly months: MonthsCovered;
  readonly funnel: {
    readonly basedOn: number;
    readonly lostShare: number;
    readonly curve: readonly FunnelLimits[];
    readonly points: readonly {
      readonly organisationId: string;
      readonly name: string;
      readonly lost: number;
      readonly counted: number;
      readonly share: number;
      readonly zone: string;
    }[];
  } | null;
}

interface ProviderReport {
  readonly months: MonthsCovered;
  readonly figures: { readonly organisationName: string };
  readonly byMonth: readonly {
    readonly month: string;
    readonly rate: {
      readonly isHidden: boolean;
      readonly share: number | null;
      readonly tookPart: number | null;
      readonly counted: number | null;
    };
  }[];
  readonly monthlyLimits: { readonly mean: number; readonly lower: number; readonly upper: number } | null;
}

/** The funnel of an overview; null where there is none. */
export function funnelProps({ funnel, months }: Overview): FunnelProps | null {
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

/** A provider's months: the share taken part in. */
export function monthlyProps({ figures, byMonth, monthlyLimits, months }: ProviderReport): MonthlyProps {
  return {
    title: 'Seats taken part in, by month',
    subtitle: `${figures.organisationName}, of counted seats, ${monthsWords(months)}`,
    points: byMonth.map(({ month, rate }) => ({
      month,
      value: rate.share,
      events: rate.share === null ? null : rate.tookPart,
      total: rate.share === null ? null : rate.counted,
      isHidden: rate.isHidden,
    })),
    mean: monthlyLimits?.mean ?? null,
    lower: monthlyLimits?.lower ?? null,
    upper: monthlyLimits?.upper ?? null,
  };
}

function isZone(zone: string): zone is FunnelZone {
  return ZONES.some((known) => known === zone);
}
