import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankHolidayOn, isBankHoliday } from './bank-holiday.js';
import { ENGLAND_BANK_HOLIDAYS, ENGLAND_BANK_HOLIDAYS_COVER } from './england-bank-holidays.js';
import { addDays } from './local-date.js';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

const holidays = ENGLAND_BANK_HOLIDAYS;
const anyDay = fc.integer({ min: 0, max: 6000 }).map((days) => addDays('2012-01-01', days));

describe('bank holidays of England', () => {
  it('are the 140 that GOV.UK lists for 2012 to 2028, in order and each once', () => {
    const dates = holidays.map((holiday) => holiday.date);
    expect(dates).toHaveLength(140);
    expect(dates).toEqual([...new Set(dates)].sort());
    expect(dates.every((d) => d >= ENGLAND_BANK_HOLIDAYS_COVER.from && d <= ENGLAND_BANK_HOLIDAYS_COVER.until)).toBe(
      true,
    );
  });

  it('say when they are a substitute day', () => {
    expect(bankHolidayOn('2026-12-28', holidays)).toEqual({ date: '2026-12-28', title: 'Boxing Day (substitute day)' });
    expect(isBankHoliday('2026-12-25', holidays)).toBe(true);
  });

  it('are days of England, not of Scotland', () => {
    expect(isBankHoliday('2027-01-04', holidays)).toBe(false);
    expect(isBankHoliday('2026-11-30', holidays)).toBe(false);
  });

  it('are only those of the list that is passed', () => {
    expect(isBankHoliday('2026-12-25', [])).toBe(false);
  });
});

describe('working days', () => {
  it.each([
    ['2026-12-24', 0, '2026-12-24'],
    ['2026-12-24', 1, '2026-12-29'],
    ['2026-12-25', 0, '2026-12-29'],
    ['2026-11-27', 1, '2026-11-30'],
    ['2026-11-28', 1, '2026-11-30'],
    ['2026-11-24', 10, '2026-12-08'],
    ['2026-12-29', -1, '2026-12-24'],
    ['2026-11-30', -1, '2026-11-27'],
  ])('%s and %i more is %s', (date, days, expected) => {
    expect(addWorkingDays(date, days, holidays)).toBe(expected);
  });

  it.each([
    ['2026-11-24', '2026-11-24', 0],
    ['2026-11-23', '2026-11-24', 1],
    ['2026-11-27', '2026-11-30', 1],
    ['2026-11-28', '2026-11-30', 1],
    ['2026-11-27', '2026-11-29', 0],
    ['2026-12-24', '2026-12-29', 1],
    ['2026-12-29', '2026-12-24', -1],
  ])('between %s and %s are %i', (from, to, expected) => {
    expect(workingDaysBetween(from, to, holidays)).toBe(expected);
  });

  it('added and counted again come out the same, and land on a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (date, days) => {
        const later = addWorkingDays(date, days, holidays);
        expect(isWorkingDay(later, holidays)).toBe(true);
        expect(workingDaysBetween(date, later, holidays)).toBe(days);
      }),
    );
  });

  it('are whole', () => {
    expect(() => addWorkingDays('2026-11-24', 1.5, holidays)).toThrow(RangeError);
  });
});
