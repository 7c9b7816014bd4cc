import type { RegulatoryRegime, SignalThresholds, SignalTimes } from './regime.js';

interface Bound {
  readonly least: number;
  readonly most: number;
  /** 'share' is 0 to 1; 'count' and 'days' are whole. */
  readonly unit: 'share' | 'count' | 'days';
}

/** What each threshold can be, in the order a form shows them. */
export const THRESHOLD_BOUNDS: Readonly<Record<keyof SignalThresholds, Bound>> = {
  earlyNotice: { least: 0.1, most: 0.99, unit: 'share' },
  opens: { least: 0.5, most: 0.99, unit: 'share' },
  closes: { least: 0.05, most: 0.9, unit: 'share' },
  monthsToClose: { least: 1, most: 6, unit: 'count' },
  alarm: { least: 0.5, most: 0.99, unit: 'share' },
  alarmMonths: { least: 1, most: 12, unit: 'count' },
  leastCrossRows: { least: 8, most: 200, unit: 'count' },
  leastLostRows: { least: 3, most: 100, unit: 'count' },
  leastLostMonths: { least: 1, most: 12, unit: 'count' },
  leastLostPeople: { least: 2, most: 20, unit: 'count' },
  leaveOneOutShare: { least: 0, most: 0.9, unit: 'share' },
  leastImpact: { least: 0, most: 100, unit: 'count' },
  falseShareLimit: { least: 0.01, most: 0.5, unit: 'share' },
  strictOpens: { least: 0.5, most: 0.99, unit: 'share' },
  staffStatementsFrom: { least: 5, most: 50, unit: 'count' },
  mostUnrecorded: { least: 0.05, most: 0.9, unit: 'share' },
  mostReasonsMissing: { least: 0.05, most: 1, unit: 'share' },
};

const DAYS: Bound = { least: 1, most: 120, unit: 'days' };

/** What each time can be, in working days. A provider has the ten days of the published process at least. */
export const TIME_BOUNDS: Readonly<Record<keyof SignalTimes, Bound>> = {
  providerFirst: { ...DAYS, least: 10 },
  dataCheck: DAYS,
  reply: { ...DAYS, least: 10 },
  mostExtension: DAYS,
  localResolution: DAYS,
  improvement: DAYS,
  withCommissioner: DAYS,
  concern: DAYS,
  concernReceived: DAYS,
  concernLookedInto: DAYS,
  concernReferred: DAYS,
  returnDue: { ...DAYS, least: 5, most: 20 },
};

/** A rule that cannot be, by its name. */
export interface RuleProblem {
  readonly code: string;
  readonly message: string;
}

/**
 * What is wrong with thresholds and times; nothing when they can be issued. A signal opens above where it closes, an early
 * notice comes no later than a signal, the strict bar and an alarm no earlier.
 */
export function checkRules({ thresholds, times }: Pick<RegulatoryRegime, 'thresholds' | 'times'>): RuleProblem[] {
  const problems = [...outOfBounds(thresholds, THRESHOLD_BOUNDS), ...outOfBounds(times, TIME_BOUNDS)];
  const order = [
    ['closes', thresholds.closes < thresholds.opens, 'This has to be lower than where a signal opens.'],
    ['earlyNotice', thresholds.earlyNotice <= thresholds.opens, 'This can be no higher than where a signal opens.'],
    ['strictOpens', thresholds.strictOpens >= thresholds.opens, 'This can be no lower than where a signal opens.'],
    ['alarm', thresholds.alarm >= thresholds.opens, 'This can be no lower than where a signal opens.'],
  ] as const;
  for (const [code, holds, message] of order) {
    if (!holds && !problems.some((problem) => problem.code === code)) problems.push({ code, message });
  }
  return problems;
}

function outOfBounds<Rules extends object>(
  rules: Rules,
  bounds: Readonly<Record<keyof Rules & string, Bound>>,
): RuleProblem[] {
  const codes = Object.keys(bounds) as (keyof Rules & string)[];
  return codes.flatMap((code) => {
    const { least, most, unit } = bounds[code];
    const value = rules[code];
    if (typeof value === 'number' && value >= least && value <= most && (unit === 'share' || Number.isInteger(value)))
      return [];
    const shown = unit === 'share' ? [`${Math.round(least * 100)}%`, `${Math.round(most * 100)}%`] : [least, most];
    return [
      { code, message: `Enter a ${unit === 'share' ? 'share' : 'whole number'} from ${shown[0]} to ${shown[1]}.` },
    ];
  });
}
