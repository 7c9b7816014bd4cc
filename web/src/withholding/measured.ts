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
export const MEASURED: Readonly<Record<'public' | 'diaries' | 'workloads', OfSet>> = {
  public: {
    oneLeftOut: { precision: 0.826, recall: 0.576, falseAYear: 0.012, delayDays: 154 },
    simulatorLeftOut: { precision: 0.81, recall: 0.515, falseAYear: 0.012, delayDays: 154 },
  },
  diaries: {
    oneLeftOut: { precision: 0.864, recall: 0.76, falseAYear: 0.017, delayDays: 104 },
    simulatorLeftOut: { precision: 0.864, recall: 0.76, falseAYear: 0.017, delayDays: 104 },
  },
  workloads: {
    oneLeftOut: { precision: 0.931, recall: 0.705, falseAYear: 0.006, delayDays: 103 },
    simulatorLeftOut: { precision: 0.931, recall: 0.705, falseAYear: 0.006, delayDays: 102 },
  },
};

/** The score from which flags opened when that was measured: the detector's own rule, which a regime may tighten. */
export const MEASURED_AT = 0.7;

/**
 * The same at the bar of the product's own rules, with the whole simulator left out: fewer are found and fewer are false.
 * The line of the research log that a test compares with these gives two figures after the point, and no delay.
 */
export const MEASURED_STRICTER: Readonly<
  Record<keyof typeof MEASURED, Pick<Measured, 'precision' | 'recall' | 'falseAYear'>>
> = {
  public: { precision: 0.83, recall: 0.45, falseAYear: 0.008 },
  diaries: { precision: 0.86, recall: 0.76, falseAYear: 0.017 },
  workloads: { precision: 0.93, recall: 0.69, falseAYear: 0.006 },
};

/** The score from which signals open by the product's rules, as far as a regime changes nothing. */
export const MEASURED_STRICTER_AT = 0.75;

/** What stands beside the detector's own reckoning, which knows only economies like those it learned from. */
export function measuredFalseWords(): string {
  const falses = Object.values(MEASURED).map(({ simulatorLeftOut }) => 1 - simulatorLeftOut.precision);
  return `On made-up economies of kinds it had never seen, ${formatShare(Math.min(...falses))} to ${formatShare(Math.max(...falses))} of signals were false.`;
}
