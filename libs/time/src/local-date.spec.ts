import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  dateOfDay,
  dayNumber,
  daysBetween,
  isLocalDate,
  isLocalTime,
  isoOfEpoch,
  minuteOfDay,
  monthOf,
  timeOfMinute,
  weekdayOf,
} from './local-date.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

describe('a local date', () => {
  it('exists or does not', () => {
    expect(isLocalDate('2028-02-29')).toBe(true);
    for (const text of ['2026-02-29', '2026-04-31', '2026-00-10', '2026-1-1', '2026-01-01T00:00', '']) {
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

  it('is counted in days like the clock of the machine counts them, every day of 800 years', () => {
    for (let day = dayNumber('1699-12-31'); day <= dayNumber('2500-03-01'); day += 1) {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
      if (dateOfDay(day) !== date || dayNumber(date) !== day) throw new Error(`${date} is miscounted`);
    }
  });

  it('has no 29th, 30th or 31st beyond its month', () => {
    const missing = ['1900-02-29', '2000-02-30', '2026-04-31', '2026-06-31', '2026-12-32', '0000-01-01'];
    expect(missing.filter(isLocalDate)).toEqual([]);
    expect(['2000-02-29', '2026-12-31', '0001-01-01', '9999-12-31'].every(isLocalDate)).toBe(true);
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

describe('an instant as text', () => {
  it('is written as the machine writes it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e13 }), (ms) => {
        expect(isoOfEpoch(ms)).toBe(new Date(ms).toISOString());
        const minute = Math.floor(ms / 60_000) * 60_000;
        expect(isoOfEpoch(minute)).toBe(new Date(minute).toISOString());
      }),
    );
  });
});
