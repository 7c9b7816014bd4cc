import { mean, winsorise } from './quantile.js';

/** Two-sided 95 % and 99.8 % points of the normal distribution, as published methods print them. */
export const FUNNEL_Z_95 = 1.959964;
export const FUNNEL_Z_998 = 3.090232;

/** Events out of a total: absences of expected attendances. */
export type FunnelUnit = { readonly unit: string; readonly events: number; readonly total: number };

export type FunnelOptions = {
  /** Share of z-scores pulled in on each side before the spread is measured; 0.1 unless told. */
  readonly winsoriseShare?: number;
  /** `none` draws plain binomial limits (tau2 0), which cry wolf on real registers; for comparison only. */
  readonly overdispersion?: 'additive' | 'none';
};

/** Limits as shares 0 to 1 for one total. */
export type FunnelLimits = {
  readonly total: number;
  readonly lower95: number;
  readonly upper95: number;
  readonly lower998: number;
  readonly upper998: number;
};

export type FunnelLimit = FunnelUnit &
  FunnelLimits & {
    readonly rate: number;
    /** Distance from the common rate in standard deviations that include the spread between units. */
    readonly z: number;
    /** The same with the binomial spread only. */
    readonly zUnadjusted: number;
  };

export type Funnel = {
  /** How many units the figures rest on: few units make tau2 uncertain, so say the number. */
  readonly units: number;
  readonly rate: number;
  readonly phi: number;
  readonly tau2: number;
  readonly limits: readonly FunnelLimit[];
  readonly high95: readonly string[];
  readonly high998: readonly string[];
  /** Units with a total of nought: they have no rate and are in nothing above. */
  readonly leftOut: readonly string[];
};

/**
 * Which units lie above what the others and the ordinary spread between them explain.
 *   shape   `limits` in the order given; `high95` contains `high998`
 *   units   rates and limits are shares 0 to 1; phi and tau2 on the arcsine scale
 *   errors  RangeError for events or totals that are not whole, negative, or more events than total; or no unit at all
 *   edges   lower limits are clamped at 0 and upper ones at a quarter turn before squaring, so that they do not turn
 *           back; one unit has tau2 0 and lies on its own mean
 *   source  Spiegelhalter 2005 and 2012; formulas of FunnelPlotR for proportions (asin sqrt, s = 1 / (2 sqrt n),
 *           z winsorised, phi = mean z^2, tau2 = max(0, (I phi - (I - 1)) / (sum w - sum w^2 / sum w)), w = 1 / s^2)
 */
export function funnel(units: readonly FunnelUnit[], options: FunnelOptions = {}): Funnel {
  units.forEach(checkUnit);
  const counted = units.filter((unit) => unit.total > 0);
  if (counted.length === 0) throw new RangeError('A funnel needs at least one unit with a total above 0');
  const rate = sum(counted.map((unit) => unit.events)) / sum(counted.map((unit) => unit.total));
  const zScores = counted.map((unit) => zOf(unit, rate, 0));
  const phi = mean(winsorise(zScores, options.winsoriseShare ?? 0.1).map((z) => z * z));
  const tau2 = options.overdispersion === 'none' ? 0 : spreadBetween(counted, phi);
  const limits = counted.map((unit) => limitOf(unit, rate, tau2));
  return {
    units: counted.length,
    rate,
    phi,
    tau2,
    limits,
    high95: limits.filter((limit) => limit.rate > limit.upper95).map((limit) => limit.unit),
    high998: limits.filter((limit) => limit.rate > limit.upper998).map((limit) => limit.unit),
    leftOut: units.filter((unit) => unit.total === 0).map((unit) => unit.unit),
  };
}

/** The funnel's curves: its limits at any totals (above 0, need not be whole), to draw it or to judge a unit apart. */
export function funnelLimits(
  fitted: { readonly rate: number; readonly tau2: number },
  totals: readonly number[],
): FunnelLimits[] {
  const centre = Math.asin(Math.sqrt(fitted.rate));
  return totals.map((total) => {
    if (!(total > 0)) throw new RangeError('A limit needs a total above 0');
    const spread = Math.sqrt(1 / (4 * total) + fitted.tau2);
    return {
      total,
      lower95: shareOf(centre - FUNNEL_Z_95 * spread),
      upper95: shareOf(centre + FUNNEL_Z_95 * spread),
      lower998: shareOf(centre - FUNNEL_Z_998 * spread),
      upper998: shareOf(centre + FUNNEL_Z_998 * spread),
    };
  });
}

function limitOf(unit: FunnelUnit, rate: number, tau2: number): FunnelLimit {
  const [limits] = funnelLimits({ rate, tau2 }, [unit.total]);
  if (!limits) throw new RangeError('A limit needs a total above 0');
  return {
    ...limits,
    unit: unit.unit,
    events: unit.events,
    rate: unit.events / unit.total,
    z: zOf(unit, rate, tau2),
    zUnadjusted: zOf(unit, rate, 0),
  };
}

function zOf(unit: FunnelUnit, rate: number, tau2: number): number {
  const distance = Math.asin(Math.sqrt(unit.events / unit.total)) - Math.asin(Math.sqrt(rate));
  return distance / Math.sqrt(1 / (4 * unit.total) + tau2);
}

function spreadBetween(units: readonly FunnelUnit[], phi: number): number {
  const weights = units.map((unit) => 4 * unit.total);
  const total = sum(weights);
  const room = total - sum(weights.map((weight) => weight * weight)) / total;
  if (units.length < 2 || room <= 0) return 0;
  return Math.max(0, (units.length * phi - (units.length - 1)) / room);
}

function shareOf(angle: number): number {
  const clamped = Math.min(Math.max(angle, 0), Math.PI / 2);
  return Math.sin(clamped) ** 2;
}

function checkUnit({ unit, events, total }: FunnelUnit): void {
  const whole = Number.isInteger(events) && Number.isInteger(total);
  if (!whole || events < 0 || events > total) {
    throw new RangeError(`Unit "${unit}": events and total must be whole numbers with 0 <= events <= total`);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
