import { describe, expect, it } from '@jest/globals';
import { describeRule } from './describe-rule.js';
import type { SeriesRule } from './series-rule.js';

const rule: SeriesRule = {
  frequency: 'fortnightly',
  weekday: 2,
  startTime: '13:00',
  durationMinutes: 90,
  from: '2026-11-24',
};

describe('a series in words', () => {
  it.each<[string, Partial<SeriesRule>]>([
    ['Every second Tuesday, 13:00 to 14:30', {}],
    ['Every Tuesday, 13:00 to 14:30', { frequency: 'weekly' }],
    ['First Monday of every month, 13:00 to 14:30', { frequency: 'monthly', weekday: 1, weekOfMonth: 1 }],
    ['Last Friday of every month, 13:00 to 14:30', { frequency: 'monthly', weekday: 5, weekOfMonth: -1 }],
    ['Every second Tuesday, 23:30 to 01:00 the next day', { startTime: '23:30' }],
    ['Every second Tuesday, 22:30 to 00:00 the next day', { startTime: '22:30' }],
  ])('reads "%s"', (words, change) => {
    expect(describeRule({ ...rule, ...change })).toBe(words);
  });
});
