export { type Evaluation, evaluate, FIRST_EVALUATION } from './detect.js';
export type * from './economy.js';
export { flagsCsv } from './flags-csv.js';
export { buildFrame, type Frame } from './frame.js';
export {
  FLAG_RULE,
  type ProviderMonth,
  type Standing,
  scoreMonths,
  scoreOf,
  standings,
  WEIGHTS,
  type Weights,
} from './score.js';
