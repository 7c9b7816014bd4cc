import type { ResultOf } from '../app/graphql.js';
import { formatShare } from '../ui/stat.js';
import type { rulesDryRunQuery, ruleVersionsQuery } from './rules.queries.js';

export type RuleVersion = ResultOf<typeof ruleVersionsQuery>['ruleVersions'][number];
export type RuleValue = RuleVersion['thresholds'][number];
export type DryMonth = NonNullable<ResultOf<typeof rulesDryRunQuery>['rulesDryRun']>['months'][number];
export type DryLevel = DryMonth['providers'][number]['level'];

const RULE_WORDS: Readonly<Record<string, string>> = {
  earlyNotice: 'Early notice to the provider alone, from a probability of',
  opens: 'A signal opens from a probability of',
  closes: 'A signal ends below a probability of',
  monthsToClose: 'Months below it before a signal ends',
  alarm: 'An alarm needs a probability of',
  alarmMonths: 'Months a signal has been open before it is an alarm',
  leastCrossRows: 'Least seats at other sites to judge at all',
  leastLostRows: 'Least lost seats',
  leastLostMonths: 'Least months with lost seats',
  leastLostPeople: 'Least people with lost seats',
  leaveOneOutShare: 'Share of the loss that has to remain without any one person or MDT',
  leastImpact: 'Least people affected for more than a watch',
  falseShareLimit: 'Most of the open signals that may be expected to be false',
  strictOpens: 'Beyond that, a signal opens from a probability of',
  staffStatementsFrom: 'Least people before statements of staff are told to their employer',
  mostUnrecorded: 'Share of seats not recorded from which a provider is not judged',
  mostReasonsMissing: 'Share of apologies without a reason from which a provider is not judged',
  providerFirst: 'The provider sees a new signal, and each month of it, before commissioners',
  dataCheck: 'Checking the data',
  reply: 'Reply of the provider',
  mostExtension: 'Longest extension of a reply',
  localResolution: 'Local resolution',
  improvement: 'Improvement that was agreed',
  withCommissioner: 'With the commissioner',
  concern: 'Concern raised from a signal',
  concernReceived: 'Concern by the public form: until somebody looks into it',
  concernLookedInto: 'Concern by the public form: until it is linked, referred or stopped',
  concernReferred: 'Concern by the public form: until the other body is asked what came of it',
  returnDue: 'Monthly return: from the end of its month until it is signed',
};

/** What a rule is about. */
export function ruleWords({ code }: Pick<RuleValue, 'code'>): string {
  return RULE_WORDS[code] ?? code;
}

/** "75%", "2", "10 working days". */
export function valueWords({ value, unit }: Pick<RuleValue, 'value' | 'unit'>): string {
  if (unit === 'SHARE') return formatShare(value);
  return unit === 'DAYS' ? `${value} working days` : String(value);
}

/** As typed in a form: shares in per cent. */
export function typedOf({ value, unit }: Pick<RuleValue, 'value' | 'unit'>): string {
  return String(unit === 'SHARE' ? Math.round(value * 1000) / 10 : value);
}

/** What was typed as a value; null where it is no number. */
export function valueOfTyped(typed: string, unit: RuleValue['unit']): number | null {
  const number = Number(typed.trim().replace(/%$/, ''));
  if (typed.trim() === '' || !Number.isFinite(number)) return null;
  return unit === 'SHARE' ? Math.round(number * 10) / 1000 : number;
}

const LEVEL_WORDS: Readonly<Record<DryLevel, string>> = {
  NONE: 'Nothing',
  EARLY_NOTICE: 'Early notice',
  WATCH: 'Watch',
  ALERT: 'Alert',
  ALARM: 'Alarm',
};

export function levelWords(level: DryLevel): string {
  return LEVEL_WORDS[level];
}
