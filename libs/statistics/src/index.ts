export {
  FUNNEL_Z_95,
  FUNNEL_Z_998,
  type Funnel,
  type FunnelLimit,
  type FunnelLimits,
  type FunnelOptions,
  type FunnelUnit,
  funnel,
  funnelLimits,
} from './funnel.js';
export { logNormalProbability } from './log-normal-probability.js';
export { type LogisticCell, type LogisticFit, logisticFit } from './logistic-fit.js';
export { normalQuantile } from './normal-quantile.js';
export { type Pchart, type PchartLimit, type PchartPoint, pchartLimits } from './pchart-limits.js';
export { mean, quantile, winsorise } from './quantile.js';
export { studentQuantile } from './student-quantile.js';
export { proportion, wilsonInterval } from './wilson-interval.js';
export { type SpecialCause, specialCauses, type XmrLimits, type XmrOptions, xmrLimits } from './xmr-limits.js';
