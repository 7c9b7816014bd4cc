import { minuteOfDay, timeOfMinute, WEEKDAY_NAMES } from '@quorate/libs/time';
import type { SeriesRule } from './series-rule.js';

const WEEK_NAMES = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' } as const;

/**
 * A series in words, times on a London clock. A sound rule is expected (checkRule).
 * @example 'Every second Tuesday, 13:00 to 14:30' or 'Last Friday of every month, 09:00 to 10:00'
 */
export function describeRule(rule: SeriesRule): string {
  const endMinute = minuteOfDay(rule.startTime) + rule.durationMinutes;
  const nextDay = endMinute >= 1440 ? ' the next day' : '';
  return `${describePattern(rule)}, ${rule.startTime} to ${timeOfMinute(endMinute)}${nextDay}`;
}

function describePattern(rule: SeriesRule): string {
  const day = WEEKDAY_NAMES[rule.weekday - 1];
  switch (rule.frequency) {
    case 'weekly':
      return `Every ${day}`;
    case 'fortnightly':
      return `Every second ${day}`;
    case 'monthly': {
      const week = WEEK_NAMES[rule.weekOfMonth ?? 1];
      return `${week.charAt(0).toUpperCase()}${week.slice(1)} ${day} of every month`;
    }
  }
}
