import {
  type RegulatoryRegime,
  type SignalThresholds,
  type SignalTimes,
  THRESHOLD_BOUNDS,
  TIME_BOUNDS,
} from '@quorate/libs/signals';

export interface GivenValue {
  readonly code: string;
  readonly value: number;
}

/** Thresholds with some of them changed; null where one is named that there is not. */
export function withThresholds(thresholds: SignalThresholds, given: readonly GivenValue[]): SignalThresholds | null {
  return withValues(thresholds, given);
}

/** The same of times. */
export function withTimes(times: SignalTimes, given: readonly GivenValue[]): SignalTimes | null {
  return withValues(times, given);
}

function withValues<Rules extends object>(rules: Rules, given: readonly GivenValue[]): Rules | null {
  if (given.some(({ code }) => !Object.hasOwn(rules, code))) return null;
  return { ...rules, ...Object.fromEntries(given.map(({ code, value }) => [code, value])) };
}

/** The numbers of a version as a form shows them. */
export function ruleValues({ thresholds, times }: RegulatoryRegime) {
  return { thresholds: valuesOf(thresholds, THRESHOLD_BOUNDS), times: valuesOf(times, TIME_BOUNDS) };
}

function valuesOf<Rules extends object, Bound extends object>(
  rules: Rules,
  bounds: Readonly<Record<keyof Rules & string, Bound>>,
) {
  return (Object.keys(bounds) as (keyof Rules & string)[]).map((code) => ({
    code,
    value: Number(rules[code]),
    ...bounds[code],
  }));
}
