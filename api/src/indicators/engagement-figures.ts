import { ABSENCE_REASONS, DENOMINATOR_RULES } from '@quorate/libs/attendance';
import { funnel, funnelLimits, proportion, specialCauses, wilsonInterval, xmrLimits } from '@quorate/libs/statistics';
import type { EngagementCount, EngagementDifference, EngagementRate } from './engagement-parts.graphql.js';
import { type EngagementSums, EXCLUSIONS, LOSS_REASONS, type LossReason, sumClasses } from './engagement-sums.js';
import type { EngagementFunnel } from './overview.graphql.js';
import type { EngagementMonth, MonthlyLimits } from './provider-engagement.graphql.js';
import { type NarrowedRow, type Narrowing, ProviderCells, RowLookup } from './publish-cells.js';
import { shareDifference } from './share-difference.js';

/** Sums that may be shown, and whether something of what was asked for is left out of them. */
export interface ShownSums {
  readonly sums: EngagementSums;
  /** The quarters that are in the sums; none for live figures. */
  readonly quarters: ReadonlySet<string>;
  readonly hidden: 'nothing' | 'some' | 'all';
}

/** One provider's rows as figures: all that was asked for, or for a commissioner what `ProviderCells` publishes of it. */
export class ShownFigures {
  private readonly cells: ProviderCells | null;
  private readonly lookup: RowLookup;

  constructor(rows: readonly NarrowedRow[], isSuppressed: boolean) {
    this.cells = isSuppressed ? new ProviderCells(rows) : null;
    this.lookup = new RowLookup(rows);
  }

  show(narrowing: Narrowing): ShownSums {
    if (!this.cells)
      return {
        sums: sumClasses(this.lookup.matching(narrowing)),
        quarters: new Set(),
        hidden: 'nothing',
      };
    const { rows, hidden } = this.cells.publish(narrowing);
    return { sums: sumClasses(rows), quarters: new Set(rows.map(({ quarter }) => quarter)), hidden };
  }
}

/** Took part of counted, with its 95 % interval. Numbers are null where they are hidden; a share of nothing is null. */
export function rateOf({ sums, hidden }: ShownSums): EngagementRate {
  if (hidden === 'all')
    return {
      isHidden: true,
      isPartlyHidden: false,
      tookPart: null,
      counted: null,
      share: null,
      lower: null,
      upper: null,
    };
  const interval = wilsonInterval(sums.tookPart, sums.counted);
  return {
    isHidden: false,
    isPartlyHidden: hidden === 'some',
    tookPart: sums.tookPart,
    counted: sums.counted,
    share: proportion(sums.tookPart, sums.counted),
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
  };
}

/**
 * One less the other, own sites less other sites, of the quarters that are shown; null unless both count something.
 * Of own and other sites the same quarters are hidden, since one would tell the other.
 */
export function differenceOf(own: ShownSums, other: ShownSums): EngagementDifference | null {
  if (own.hidden === 'all' || other.hidden === 'all') return null;
  const counts = ({ sums }: ShownSums) => ({ events: sums.tookPart, total: sums.counted });
  return shareDifference(counts(own), counts(other));
}

/** Every class that is left out of the denominator, with its count beside it: none is left unsaid. */
export function exclusionsOf({ sums, hidden }: ShownSums): EngagementCount[] {
  return EXCLUSIONS.map((code) => ({
    code,
    label: DENOMINATOR_RULES.find((rule) => rule.class === code)?.label ?? code,
    seats: hidden === 'all' ? null : (sums.excluded.get(code) ?? 0),
  }));
}

/** Seats lost by who could have changed it. They sum to what was lost. */
export function lossesOf({ sums, hidden }: ShownSums): EngagementCount[] {
  return LOSS_REASONS.map((code) => ({
    code,
    label: LOSS_LABELS[code],
    seats: hidden === 'all' ? null : (sums.lostBy.get(code) ?? 0),
  }));
}

const LOSS_LABELS: Readonly<Record<LossReason, string>> = {
  provider: `The provider could change it: ${labelsOf('provider')}`,
  host: `The host could change it: ${labelsOf('host')}`,
  personal: 'Personal',
  patientCare: `Patient care came first: ${labelsOf('patientCare')}`,
  structural: 'Strike, vacancy or no longer involved',
  unclassified: 'Another reason, in their own words',
  none: 'No reason was given',
};

function labelsOf(locus: LossReason): string {
  return ABSENCE_REASONS.filter((reason) => reason.locus === locus)
    .map((reason) => reason.label.charAt(0).toLowerCase() + reason.label.slice(1))
    .join('; ');
}

/** What a loss reason is called in a table, without its examples. */
export function lossLabel(code: string): string {
  const found = LOSS_REASONS.find((reason) => reason === code);
  return found ? (LOSS_LABELS[found].split(':')[0] ?? code) : code;
}

/** A provider in a funnel. */
export interface FunnelEntry {
  readonly organisationId: string;
  readonly name: string;
  readonly lost: number;
  readonly counted: number;
  /** Lost seats expected of its case mix; null where that is not known. */
  readonly expected: number | null;
}

const FEWEST_UNITS = 3;

/** What is expected of a provider comes from all others: of two or three others it can be twice what anybody lost. */
const FEWEST_TO_ADJUST = 8;

/**
 * The funnel of seats lost, with its curves; null for fewer than three providers that count anything. Where what was
 * expected is known of eight or more, and of all, shares are adjusted for case mix: lost of expected, times the share that
 * is expected of all together.
 *   shown   the providers that are drawn; the limits rest on all of them all the same
 *   source  standards: arcsine, winsorised, additive over-dispersion (libs/statistics)
 */
export function funnelOf(
  entries: readonly FunnelEntry[],
  shown: (entry: FunnelEntry) => boolean,
): EngagementFunnel | null {
  const counted = entries.filter((entry) => entry.counted > 0);
  if (counted.length < FEWEST_UNITS) return null;
  const shareOf = sharesOf(counted);
  const fitted = funnel(
    counted.map((entry) => ({
      unit: entry.organisationId,
      events: Math.round((shareOf.get(entry.organisationId) ?? 0) * entry.counted),
      total: entry.counted,
    })),
  );
  const drawn = counted.filter(shown);
  const most = Math.max(...(drawn.length > 0 ? drawn : counted).map((entry) => entry.counted));
  const limitOf = new Map(fitted.limits.map((limit) => [limit.unit, limit]));
  return {
    basedOn: fitted.units,
    lostShare: fitted.rate,
    phi: fitted.phi,
    tau2: fitted.tau2,
    isAdjusted: isAdjusted(counted),
    curve: funnelLimits(fitted, curveTotals(most)),
    points: drawn.flatMap((entry) => {
      const limit = limitOf.get(entry.organisationId);
      if (!limit) return [];
      const { lower95, upper95, lower998, upper998 } = limit;
      const share = shareOf.get(entry.organisationId) ?? limit.rate;
      return [{ ...entry, share, lower95, upper95, lower998, upper998, zone: zoneOf({ ...limit, rate: share }) }];
    }),
  };
}

function isAdjusted(entries: readonly FunnelEntry[]): boolean {
  return entries.length >= FEWEST_TO_ADJUST && entries.every(({ expected }) => expected !== null && expected > 0);
}

/** Each provider's share lost: as counted, or adjusted where that can be done for all of them. */
function sharesOf(entries: readonly FunnelEntry[]): ReadonlyMap<string, number> {
  const adjusted = isAdjusted(entries);
  const usual =
    entries.reduce((total, entry) => total + (entry.expected ?? 0), 0) /
    entries.reduce((total, { counted }) => total + counted, 0);
  return new Map(
    entries.map(({ organisationId, lost, counted, expected }) => [
      organisationId,
      adjusted && expected ? Math.min(1, (lost / expected) * usual) : lost / counted,
    ]),
  );
}

function zoneOf(limit: { rate: number; lower95: number; upper95: number; lower998: number; upper998: number }): string {
  if (limit.rate > limit.upper998) return 'above998';
  if (limit.rate < limit.lower998) return 'below998';
  if (limit.rate > limit.upper95) return 'above95';
  return limit.rate < limit.lower95 ? 'below95' : 'within';
}

/** Sizes at which the limits are drawn: closer together where they bend. */
function curveTotals(most: number): number[] {
  const [least, end, steps] = [1, most * 1.25, 48];
  return Array.from({ length: steps + 1 }, (_, index) => least * (end / least) ** (index / steps));
}

/** A month before its limits are known. */
type MonthRate = Pick<EngagementMonth, 'month' | 'isSoFar' | 'rate'>;

/** Each month with the rules of Making Data Count that it is part of; for display only, nothing is opened by them. */
export function monthsWithCauses(months: readonly MonthRate[]): EngagementMonth[] {
  const closed = months.filter((month) => !month.isSoFar && month.rate.share !== null);
  const shares = closed.flatMap(({ rate }) => rate.share ?? []);
  const limits = xmrLimits(shares);
  const causes = limits ? specialCauses(shares, limits) : [];
  const of = new Map(closed.map(({ month }, at) => [month, causes[at] ?? []]));
  return months.map((month) => ({ ...month, specialCauses: [...(of.get(month.month) ?? [])] }));
}

/** The limits of the closed months, clamped to shares; null for fewer than two months that count anything. */
export function monthlyLimitsOf(months: readonly EngagementMonth[]): MonthlyLimits | null {
  const closed = months.filter((month) => !month.isSoFar).flatMap(({ rate }) => rate.share ?? []);
  const limits = xmrLimits(closed);
  if (!limits) return null;
  return {
    mean: limits.mean,
    lower: Math.max(0, limits.lower),
    upper: Math.min(1, limits.upper),
    isTrial: limits.isTrial,
    basedOn: closed.length,
  };
}
