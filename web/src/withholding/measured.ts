import { formatShare } from '../ui/stat.js';

export interface Measured {
  readonly precision: number;
  readonly recall: number;
  readonly falseAYear: number;
  readonly delayDays: number;
}

type OfSet = Readonly<Record<'oneLeftOut' | 'simulatorLeftOut', Measured>>;

/**
 * How well the detector does on made-up health economies in which it is known who holds staff back: the rows of
 * docs/withholding-research.md, which a test compares with these. Shares are 0 to 1, the delay is in days.
 */
export const MEASURED: Readonly<Record<'public' | 'diaries' | 'workloads' | 'exchanges', OfSet>> = {
  public: {
    oneLeftOut: { precision: 0.889, recall: 0.485, falseAYear: 0.008, delayDays: 146 },
    simulatorLeftOut: { precision: 0.895, recall: 0.515, falseAYear: 0.008, delayDays: 154 },
  },
  diaries: {
    oneLeftOut: { precision: 0.905, recall: 0.76, falseAYear: 0.011, delayDays: 104 },
    simulatorLeftOut: { precision: 0.895, recall: 0.68, falseAYear: 0.011, delayDays: 104 },
  },
  workloads: {
    oneLeftOut: { precision: 0.969, recall: 0.663, falseAYear: 0.002, delayDays: 102 },
    simulatorLeftOut: { precision: 0.97, recall: 0.674, falseAYear: 0.002, delayDays: 102 },
  },
  exchanges: {
    oneLeftOut: { precision: 0.933, recall: 0.808, falseAYear: 0.007, delayDays: 98 },
    simulatorLeftOut: { precision: 0.933, recall: 0.808, falseAYear: 0.007, delayDays: 98 },
  },
};

/** The score from which flags opened when that was measured: the detector's own rule and the product's, which a regime may change. */
export const MEASURED_AT = 0.75;

/** What stands beside the detector's own reckoning, which knows only economies like those it learned from. */
export function measuredFalseWords(): string {
  const falses = Object.values(MEASURED).map(({ simulatorLeftOut }) => 1 - simulatorLeftOut.precision);
  return `On made-up economies of kinds it had never seen, ${formatShare(Math.min(...falses))} to ${formatShare(Math.max(...falses))} of signals were false.`;
}
