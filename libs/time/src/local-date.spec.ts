import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  daysBetween,
  isLocalDate,
  isLocalTime,
  minuteOfDay,
  monthOf,
  timeOfMinute,
  weekdayOf,
} from './local-date.js';

describe('a local date', () => {
  it('exists or does not', () => {
    expect(isLocalDate('2028-02-29')).toBe(true);
    for (const text of ['2026-02-29', '2026-04-31', '2026-00-10', '0026-01-01', '2026-1-1', '2026-01-01T00:00', '']) {
      expect(isLocalDate(text)).toBe(false);
    }
  });

  it('has the weekday and distance that Temporal gives it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), fc.integer({ min: -900, max: 900 }), (start, days) => {
        const date = addDays('1970-01-01', start);
        const plain = Temporal.PlainDate.from('1970-01-01').add({ days: start });
        expect(date).toBe(plain.toString());
        expect(weekdayOf(date)).toBe(plain.dayOfWeek);
        expect(addDays(date, days)).toBe(plain.add({ days }).toString());
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it('belongs to a month', () => {
    expect(monthOf('2026-11-24')).toBe('2026-11');
    expect(() => monthOf('2026-11')).toThrow(RangeError);
  });
});

describe('a time of day', () => {
  it('is HH:MM from 00:00 to 23:59', () => {
    expect(['00:00', '23:59', '07:05'].every(isLocalTime)).toBe(true);
    expect(['24:00', '7:05', '07:60', '07:05:00', ''].some(isLocalTime)).toBe(false);
  });

  it('wraps at midnight when written from minutes', () => {
    expect(timeOfMinute(1470)).toBe('00:30');
    expect(timeOfMinute(-30)).toBe('23:30');
    expect(timeOfMinute(minuteOfDay('13:45'))).toBe('13:45');
  });
});
