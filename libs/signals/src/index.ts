export type * from './evidence-row.js';
export type * from './provider-figures.js';
export {
  type EscalationTest,
  REGIME_2015,
  type ReferralBody,
  type RegulatoryRegime,
  type Route,
  type SignalThresholds,
  type SignalTimes,
} from './regime.js';
