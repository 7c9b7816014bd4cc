import { describe, expect, it } from '@jest/globals';
import { checkRule, type SeriesRule } from './series-rule.js';

const sound: SeriesRule = {
  frequency: 'monthly',
  weekday: 2,
  weekOfMonth: -1,
  startTime: '13:00',
  durationMinutes: 90,
  from: '2026-11-24',
  until: '2027-11-23',
};

describe('a series rule', () => {
  it('that is sound has no problems, with and without a last date', () => {
    expect(checkRule(sound)).toEqual([]);
    expect(checkRule({ ...sound, until: undefined })).toEqual([]);
    expect(checkRule({ ...sound, until: sound.from })).toEqual([]);
    expect(checkRule({ ...sound, frequency: 'weekly', weekOfMonth: undefined })).toEqual([]);
  });

  it.each([
    ['unknownFrequency', { frequency: 'yearly' }],
    ['unknownWeekday', { weekday: 0 }],
    ['weekOfMonthNeeded', { weekOfMonth: undefined }],
    ['weekOfMonthNeeded', { weekOfMonth: 5 }],
    ['weekOfMonthNotUsed', { frequency: 'weekly' }],
    ['unreadableStartTime', { startTime: '1pm' }],
    ['durationOutOfRange', { durationMinutes: 0 }],
    ['durationOutOfRange', { durationMinutes: 721 }],
    ['durationOutOfRange', { durationMinutes: Number.NaN }],
    ['unreadableFrom', { from: '2026-02-30' }],
    ['unreadableUntil', { until: 'never' }],
    ['untilBeforeFrom', { until: '2026-11-23' }],
  ])('has the problem %s', (code, change) => {
    const codes = checkRule({ ...sound, ...change } as SeriesRule).map((problem) => problem.code);
    expect(codes).toContain(code);
  });

  it('names the field and says what to do, one problem for each', () => {
    expect(checkRule({ ...sound, startTime: '', durationMinutes: -1 })).toEqual([
      { code: 'unreadableStartTime', field: 'startTime', message: 'Enter a start time such as 13:00.' },
      {
        code: 'durationOutOfRange',
        field: 'durationMinutes',
        message: 'Enter how long it lasts, from 5 minutes to 12 hours.',
      },
    ]);
  });
});
