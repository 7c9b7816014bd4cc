import { isLocalDate, isLocalTime, type Weekday } from '@quorate/libs/time';

/** When a series of MDTs meets: London wall time, one weekday. `until` is the last day on which a meeting may fall. */
export type SeriesRule = {
  readonly frequency: 'weekly' | 'fortnightly' | 'monthly';
  /** 1 Monday to 7 Sunday. */
  readonly weekday: Weekday;
  /** Monthly only: the first to fourth such weekday of the month, or -1 for the last. */
  readonly weekOfMonth?: 1 | 2 | 3 | 4 | -1;
  /** HH:MM on a London clock. */
  readonly startTime: string;
  readonly durationMinutes: number;
  /** First local date; a fortnightly series counts its weeks from the first such weekday on or after it. */
  readonly from: string;
  readonly until?: string;
};

export type RuleProblemCode =
  | 'unknownFrequency'
  | 'unknownWeekday'
  | 'weekOfMonthNeeded'
  | 'weekOfMonthNotUsed'
  | 'unreadableStartTime'
  | 'durationOutOfRange'
  | 'unreadableFrom'
  | 'unreadableUntil'
  | 'untilBeforeFrom';

export type RuleProblem = {
  readonly code: RuleProblemCode;
  readonly field: keyof SeriesRule;
  readonly message: string;
};

/**
 * What keeps a rule from being expanded, in the order of the form's fields; empty when it is sound.
 * It trusts nothing it is given, so it may be handed what came over the wire.
 */
export function checkRule(rule: SeriesRule): RuleProblem[] {
  return [...checkPattern(rule), ...checkTimes(rule), ...checkDates(rule)];
}

function checkPattern(rule: SeriesRule): RuleProblem[] {
  const problems: RuleProblem[] = [];
  if (!['weekly', 'fortnightly', 'monthly'].includes(rule.frequency)) {
    problems.push(problem('unknownFrequency', 'frequency', 'Choose weekly, every two weeks or monthly.'));
  }
  if (![1, 2, 3, 4, 5, 6, 7].includes(rule.weekday)) {
    problems.push(problem('unknownWeekday', 'weekday', 'Choose a day of the week.'));
  }
  const weekKnown = rule.weekOfMonth != null && [1, 2, 3, 4, -1].includes(rule.weekOfMonth);
  if (rule.frequency === 'monthly' && !weekKnown) {
    problems.push(
      problem('weekOfMonthNeeded', 'weekOfMonth', 'Choose which week of the month: first to fourth, or last.'),
    );
  }
  if (rule.frequency !== 'monthly' && rule.weekOfMonth != null) {
    problems.push(
      problem('weekOfMonthNotUsed', 'weekOfMonth', 'A week of the month applies to a monthly series only.'),
    );
  }
  return problems;
}

function checkTimes(rule: SeriesRule): RuleProblem[] {
  const problems: RuleProblem[] = [];
  if (typeof rule.startTime !== 'string' || !isLocalTime(rule.startTime)) {
    problems.push(problem('unreadableStartTime', 'startTime', 'Enter a start time such as 13:00.'));
  }
  if (!Number.isInteger(rule.durationMinutes) || rule.durationMinutes < 5 || rule.durationMinutes > 720) {
    problems.push(
      problem('durationOutOfRange', 'durationMinutes', 'Enter how long it lasts, from 5 minutes to 12 hours.'),
    );
  }
  return problems;
}

function checkDates(rule: SeriesRule): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const fromKnown = typeof rule.from === 'string' && isLocalDate(rule.from);
  if (!fromKnown) problems.push(problem('unreadableFrom', 'from', 'Enter the first date of the series.'));
  if (rule.until == null) return problems;
  if (typeof rule.until !== 'string' || !isLocalDate(rule.until)) {
    problems.push(problem('unreadableUntil', 'until', 'Enter a last date that exists, or none.'));
  } else if (fromKnown && rule.until < rule.from) {
    problems.push(problem('untilBeforeFrom', 'until', 'The last date must not be before the first.'));
  }
  return problems;
}

function problem(code: RuleProblemCode, field: keyof SeriesRule, message: string): RuleProblem {
  return { code, field, message };
}
