export {
  type ContrastProps,
  causeWords,
  contrastProps,
  type FunnelProps,
  funnelProps,
  type MonthlyProps,
  monthlyProps,
} from './chart-props.js';
export {
  type EffectShown,
  effectChangeWords,
  effectLimitsWords,
  effectOthersProps,
  effectProps,
  LEAST_EFFECT_MONTHS,
} from './effect-props.js';
export { type MonthsCovered, monthRange, monthsWords } from './months-words.js';
