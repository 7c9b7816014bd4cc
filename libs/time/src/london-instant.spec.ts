import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './local-date.js';
import { londonInstant, londonStart } from './london-instant.js';
import { toLondon } from './to-london.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

const anyDate = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1970-01-01', days));
const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);

function temporalStart(date: string, time: string, disambiguation: 'compatible' | 'later'): string {
  const zoned = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime('Europe/London', { disambiguation });
  return new Date(zoned.epochMilliseconds).toISOString();
}

describe('a wall time in London', () => {
  it.each([
    ['2026-01-15', '09:00', '2026-01-15T09:00:00.000Z'],
    ['2026-07-15', '09:00', '2026-07-15T08:00:00.000Z'],
    ['2026-10-24', '09:00', '2026-10-24T08:00:00.000Z'],
    ['2026-10-25', '09:00', '2026-10-25T09:00:00.000Z'],
    ['2027-03-27', '09:00', '2027-03-27T09:00:00.000Z'],
    ['2027-03-28', '09:00', '2027-03-28T08:00:00.000Z'],
    ['2026-12-31', '23:59', '2026-12-31T23:59:00.000Z'],
    ['2027-01-01', '00:00', '2027-01-01T00:00:00.000Z'],
    ['1970-07-01', '09:00', '1970-07-01T08:00:00.000Z'],
    ['1970-01-01', '00:00', '1969-12-31T23:00:00.000Z'],
  ])('%s %s is %s', (date, time, instant) => {
    expect(londonInstant(date, time)).toEqual({ kind: 'exact', instant });
  });

  it('that the clocks skip does not exist, and is moved an hour on in a series', () => {
    expect(londonInstant('2027-03-28', '01:30')).toEqual({ kind: 'doesNotExist', movedTo: '2027-03-28T01:30:00.000Z' });
    expect(toLondon(londonStart('2027-03-28', '01:30'))).toEqual({ date: '2027-03-28', time: '02:30' });
    expect(londonInstant('2027-03-28', '00:59').kind).toBe('exact');
    expect(londonInstant('2027-03-28', '02:00').kind).toBe('exact');
  });

  it('that the clocks repeat is given twice, and a series takes the first', () => {
    expect(londonInstant('2026-10-25', '01:30')).toEqual({
      kind: 'repeated',
      instant: '2026-10-25T00:30:00.000Z',
      second: '2026-10-25T01:30:00.000Z',
    });
    expect(londonStart('2026-10-25', '01:30')).toBe('2026-10-25T00:30:00.000Z');
    expect(londonInstant('2026-10-25', '00:59').kind).toBe('exact');
    expect(londonInstant('2026-10-25', '02:00').kind).toBe('exact');
  });

  it('agrees with Temporal for any minute, "compatible" and "later" alike', () => {
    fc.assert(
      fc.property(anyDate, anyTime, (date, time) => {
        const found = londonInstant(date, time);
        expect(londonStart(date, time)).toBe(temporalStart(date, time, 'compatible'));
        expect(found.kind === 'repeated' ? found.second : londonStart(date, time)).toBe(
          temporalStart(date, time, 'later'),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with Temporal for every quarter of an hour of the days the clocks change, 1972 to 2037', () => {
    for (let year = 1972; year <= 2037; year += 1) {
      const start = Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime('Europe/London');
      const spring = start.getTimeZoneTransition('next');
      const autumn = spring?.getTimeZoneTransition('next');
      for (const change of [spring, autumn]) {
        const date = change?.toPlainDate().toString() ?? '';
        for (let minute = 0; minute < 300; minute += 15) {
          const time = `0${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
          expect(londonStart(date, time)).toBe(temporalStart(date, time, 'compatible'));
        }
      }
    }
  });

  it('comes back as the date and time it was made of, unless the clocks skip it', () => {
    fc.assert(
      fc.property(anyDate, anyTime, (date, time) => {
        const found = londonInstant(date, time);
        fc.pre(found.kind !== 'doesNotExist');
        expect(toLondon(found.instant)).toEqual({ date, time });
        if (found.kind === 'repeated') expect(toLondon(found.second)).toEqual({ date, time });
      }),
    );
  });

  it.each([
    ['2026-02-29', '09:00'],
    ['2026-13-01', '09:00'],
    ['26-01-01', '09:00'],
    ['2026-01-01', '24:00'],
    ['2026-01-01', '9:00'],
    ['', ''],
  ])('refuses "%s" "%s"', (date, time) => {
    expect(() => londonInstant(date, time)).toThrow(RangeError);
  });
});
