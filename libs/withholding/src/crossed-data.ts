/** A grouping of rows whose levels have normal effects with one variance. */
export interface Factor {
  readonly level: Int32Array;
  readonly count: number;
  /** Held as given while fitting, where true: a wide prior, not an estimate. */
  readonly held: boolean;
}

/** Which rows of the columns are fitted, what is fitted to them, and by what. */
export interface CrossedData {
  readonly rows: Int32Array;
  readonly y: Uint8Array;
  /** Row-major, `width` columns, for all rows. */
  readonly design: Float64Array;
  readonly width: number;
  /** Precision of the prior of each coefficient, 0 for none. */
  readonly ridge: Float64Array;
  /** The first is solved level by level, so it should be the one with most levels. */
  readonly factors: readonly Factor[];
}

/** Estimates, changed in place by `fitCrossed` so that the next month starts from this one. */
export interface CrossedFit {
  readonly coefficients: Float64Array;
  readonly effects: readonly Float64Array[];
  readonly variances: Float64Array;
}

export interface FitOptions {
  readonly iterations: number;
  /** Re-estimate variances from this iteration on; none where it is not below `iterations`. */
  readonly variancesFrom: number;
  /**
   * `laplace` goes to where the Laplace approximation to the likelihood is highest, as lme4 does. `expectation` moves a
   * little at a time, which keeps a monthly refit steady; for a yes or no of few rows each it stops somewhat lower.
   */
  readonly variancesBy: 'laplace' | 'expectation';
  /** Pseudo-levels and their variance that steady a variance with few levels. */
  readonly prior?: VariancePrior;
}

export interface VariancePrior {
  readonly levels: number;
  readonly variance: number;
}
