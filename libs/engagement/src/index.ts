export {
  type ContrastProps,
  causeWords,
  contrastProps,
  type FunnelProps,
  funnelProps,
  type MonthlyProps,
  monthlyProps,
} from './chart-props.js';
export { type MonthsCovered, monthRange, monthsWords } from './months-words.js';
