export { describeRule } from './describe-rule.js';
export { meetingOn, type Occurrence, type Occurrences, occurrences, type SkippedDay } from './occurrences.js';
export { checkRule, type RuleProblem, type RuleProblemCode, type SeriesRule } from './series-rule.js';
