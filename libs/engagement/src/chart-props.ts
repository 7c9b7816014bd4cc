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
    /** The rate is adjusted for case mix, and is not events of total. */
    readonly isAdjusted: boolean;
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
    /** The rules of Making Data Count that the month is part of, in words. */
    readonly signal: string | null;
  }[];
  readonly mean: number | null;
  /** What the line is, where it is not the mean of the points. */
  readonly meanWord?: string;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Days on which something was done, as upright lines. */
  readonly marks?: readonly { readonly on: string; readonly words: string }[];
}

interface Overview {
  readonly months: MonthsCovered;
  /** What the funnel covers where that is not the page's months. */
  readonly economyMonths: MonthsCovered | null;
  readonly funnel: {
    readonly basedOn: number;
    readonly lostShare: number;
    readonly isAdjusted: boolean;
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
    readonly specialCauses: readonly string[];
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
export function funnelProps({ funnel, months, economyMonths }: Overview): FunnelProps | null {
  if (!funnel) return null;
  return {
    title: 'Seats where nobody took part, by provider',
    subtitle: [
      `Of counted seats, ${monthsWords(economyMonths ?? months)}, based on ${funnel.basedOn} providers`,
      ...(funnel.isAdjusted ? ['adjusted for role, own or other site, notice, travel and hour'] : []),
    ].join(', '),
    units: funnel.points.map(({ organisationId, name, lost, counted, share, zone }) => ({
      id: organisationId,
      name,
      events: lost,
      total: counted,
      rate: share,
      shown: true,
      isAdjusted: funnel.isAdjusted,
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
    points: byMonth.map(({ month, rate, specialCauses }) => ({
      month,
      value: rate.share,
      events: rate.share === null ? null : rate.tookPart,
      total: rate.share === null ? null : rate.counted,
      isHidden: rate.isHidden,
      signal: specialCauses.length > 0 ? specialCauses.map(causeWords).join(', ') : null,
    })),
    mean: monthlyLimits?.mean ?? null,
    lower: monthlyLimits?.lower ?? null,
    upper: monthlyLimits?.upper ?? null,
  };
}

const CAUSES: Readonly<Record<string, string>> = {
  outsideLimits: 'outside the limits',
  sevenOneSide: 'one of 7 or more on one side of the mean',
  sevenTrend: 'one of 7 or more that rise or fall',
  twoOfThreeNearLimit: 'one of 3 of which 2 are near a limit',
};

/** What a rule of Making Data Count says of a month. */
export function causeWords(cause: string): string {
  return CAUSES[cause] ?? cause;
}

/** What the own and other sites of providers are drawn from: two marks on a line each. */
export interface ContrastProps {
  readonly title: string;
  readonly subtitle: string;
  /** What the two marks stand for. */
  readonly words: readonly [string, string];
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly first: ContrastShare | null;
    readonly second: ContrastShare | null;
  }[];
}

/** A share, 0 to 1, with what it is of. */
export interface ContrastShare {
  readonly share: number;
  readonly events: number;
  readonly total: number;
}

interface Contrasted {
  readonly months: MonthsCovered;
  readonly providers: readonly {
    readonly organisationId: string;
    readonly organisationName: string;
    readonly ownSites: ShownRate;
    readonly otherSites: ShownRate;
  }[];
}

interface ShownRate {
  readonly share: number | null;
  readonly tookPart: number | null;
  readonly counted: number | null;
}

/** Own against other sites by provider, in the order given; null where none has both to compare. */
export function contrastProps({ providers, months }: Contrasted): ContrastProps | null {
  const rows = providers
    .map(({ organisationId, organisationName, ownSites, otherSites }) => ({
      id: organisationId,
      name: organisationName,
      first: shareOf(ownSites),
      second: shareOf(otherSites),
    }))
    .filter(({ first, second }) => first !== null && second !== null);
  if (rows.length === 0) return null;
  return {
    title: 'Seats taken part in at own and at other sites, by provider',
    subtitle: `Of counted seats, ${monthsWords(months)}, providers by name`,
    words: ['own sites', 'other sites'],
    rows,
  };
}

function shareOf({ share, tookPart, counted }: ShownRate): ContrastShare | null {
  return share === null || tookPart === null || counted === null ? null : { share, events: tookPart, total: counted };
}

function isZone(zone: string): zone is FunnelZone {
  return ZONES.some((known) => known === zone);
}
