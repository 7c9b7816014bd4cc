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
export const MEASURED: Readonly<Record<'public' | 'diaries', OfSet>> = {
  public: {
    oneLeftOut: { precision: 0.889, recall: 0.485, falseAYear: 0.008, delayDays: 115 },
    simulatorLeftOut: { precision: 0.923, recall: 0.364, falseAYear: 0.004, delayDays: 154 },
  },
  diaries: {
    oneLeftOut: { precision: 0.905, recall: 0.76, falseAYear: 0.011, delayDays: 104 },
    simulatorLeftOut: { precision: 0.5, recall: 0.48, falseAYear: 0.05, delayDays: 99 },
  },
};
