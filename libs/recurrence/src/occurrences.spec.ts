import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  dayNumber,
  ENGLAND_BANK_HOLIDAYS,
  isBankHoliday,
  londonInstant,
  toLondon,
  weekdayOf,
} from '@quorate/libs/time';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { meetingOn, occurrences } from './occurrences.js';
import type { SeriesRule } from './series-rule.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

const holidays = ENGLAND_BANK_HOLIDAYS;
const mondays: SeriesRule = {
  frequency: 'weekly',
  weekday: 1,
  startTime: '09:00',
  durationMinutes: 90,
  from: '2026-11-23',
};
const sundays: SeriesRule = { ...mondays, weekday: 7, from: '2026-10-18' };

const anyRule: fc.Arbitrary<SeriesRule> = fc
  .record({
    frequency: fc.constantFrom('weekly', 'fortnightly', 'monthly'),
    weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
    week: fc.constantFrom(1, 2, 3, 4, -1),
    startTime: fc.constantFrom('00:00', '00:30', '01:00', '01:30', '02:00', '09:00', '13:15', '23:45'),
    durationMinutes: fc.integer({ min: 15, max: 240 }),
    from: fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2015-01-01', days)),
    lasts: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
  })
  .map(({ week, lasts, ...rule }) => ({
    ...rule,
    weekOfMonth: rule.frequency === 'monthly' ? week : undefined,
    until: lasts === undefined ? undefined : addDays(rule.from, lasts),
  }));

const anyPeriod = (rule: SeriesRule): fc.Arbitrary<{ from: string; to: string }> =>
  fc.record({ start: fc.integer({ min: -100, max: 500 }), length: fc.integer({ min: 0, max: 800 }) }).map((period) => ({
    from: addDays(rule.from, period.start),
    to: addDays(rule.from, period.start + period.length),
  }));

function firstDay(rule: SeriesRule): string {
  if (rule.frequency === 'monthly') return rule.from;
  return addDays(rule.from, (rule.weekday - weekdayOf(rule.from) + 7) % 7);
}

/** What the independent library says: starts as instants, bank holidays not known to it. */
function judged(rule: SeriesRule, period: { from: string; to: string }): string[] {
  const day = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][rule.weekday - 1];
  const first = firstDay(rule);
  const lastDay = [addDays(period.to, -1), rule.until ?? '2999-01-01'].sort()[0] ?? '';
  if (dayNumber(lastDay) < dayNumber(first)) return [];
  const pattern =
    rule.frequency === 'monthly'
      ? `FREQ=MONTHLY;BYDAY=${rule.weekOfMonth}${day}`
      : `FREQ=WEEKLY;BYDAY=${day};INTERVAL=${rule.frequency === 'weekly' ? 1 : 2}`;
  const bare = (date: string) => date.replaceAll('-', '');
  const rruleString = `DTSTART;TZID=Europe/London:${bare(first)}T${rule.startTime.replace(':', '')}00\nRRULE:${pattern};UNTIL=${bare(lastDay)}`;
  return new RRuleTemporal({ rruleString })
    .all()
    .map((start) => new Date(start.epochMilliseconds).toISOString())
    .filter((start) => toLondon(start).date >= period.from);
}

describe('the meetings of a series', () => {
  // RFC 5545 drops a start in the hour that the clocks skip (3.3.10); ours moves it, so the judge has none to compare.
  it('agree with an independent library for any rule and period', () => {
    fc.assert(
      fc.property(
        anyRule.chain((rule) => anyPeriod(rule).map((period) => ({ rule, period }))),
        ({ rule, period }) => {
          // A DTSTART in that hour moves all of the judge's starts.
          fc.pre(londonInstant(firstDay(rule), rule.startTime).kind !== 'doesNotExist');
          const starts = occurrences(rule, period, []).meetings.filter(
            (meeting) => londonInstant(meeting.date, rule.startTime).kind !== 'doesNotExist',
          );
          expect(starts.map((meeting) => meeting.startsAt)).toEqual(judged(rule, period));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never overlap, come in order, and are split between the two lists by bank holidays alone', () => {
    fc.assert(
      fc.property(
        anyRule.chain((rule) => anyPeriod(rule).map((period) => ({ rule, period }))),
        ({ rule, period }) => {
          const { meetings, skipped } = occurrences(rule, period, holidays);
          meetings.slice(1).forEach((meeting, index) => {
            expect(Date.parse(meeting.startsAt)).toBeGreaterThanOrEqual(Date.parse(meetings[index]?.endsAt ?? ''));
          });
          const all = occurrences(rule, period, []).meetings.map((meeting) => meeting.date);
          expect([...meetings, ...skipped].map((entry) => entry.date).sort()).toEqual(all);
          expect(skipped.every((day) => isBankHoliday(day.date, holidays))).toBe(true);
          expect(meetings.some((meeting) => isBankHoliday(meeting.date, holidays))).toBe(false);
        },
      ),
    );
  });

  it('of a year of Mondays from 23 November 2026 fall on five bank holidays', () => {
    const { meetings, skipped } = occurrences(
      mondays,
      { from: '2026-11-23', to: addDays('2026-11-23', 364) },
      holidays,
    );
    expect(skipped).toEqual([
      { date: '2026-12-28', reason: 'Bank holiday: Boxing Day (substitute day)', proposedDate: '2026-12-29' },
      { date: '2027-03-29', reason: 'Bank holiday: Easter Monday', proposedDate: '2027-03-30' },
      { date: '2027-05-03', reason: 'Bank holiday: Early May bank holiday', proposedDate: '2027-05-04' },
      { date: '2027-05-31', reason: 'Bank holiday: Spring bank holiday', proposedDate: '2027-06-01' },
      { date: '2027-08-30', reason: 'Bank holiday: Summer bank holiday', proposedDate: '2027-08-31' },
    ]);
    expect(meetings).toHaveLength(47);
  });

  it('stay at nine on a London clock when the clocks go back and when they go forward', () => {
    const back = occurrences(sundays, { from: '2026-10-18', to: '2026-11-02' }, holidays).meetings;
    expect(back.map((m) => m.startsAt)).toEqual([
      '2026-10-18T08:00:00.000Z',
      '2026-10-25T09:00:00.000Z',
      '2026-11-01T09:00:00.000Z',
    ]);
    const forward = occurrences(sundays, { from: '2027-03-21', to: '2027-04-05' }, holidays).meetings;
    expect(forward.map((m) => m.startsAt)).toEqual([
      '2027-03-21T09:00:00.000Z',
      '2027-03-28T08:00:00.000Z',
      '2027-04-04T08:00:00.000Z',
    ]);
    expect([...back, ...forward].every((m) => toLondon(m.startsAt).time === '09:00')).toBe(true);
  });

  it('are not lost when their hour is skipped: they are an hour later on the clock that day', () => {
    const early = { ...sundays, startTime: '01:30' };
    const [meeting] = occurrences(early, { from: '2027-03-28', to: '2027-03-29' }, holidays).meetings;
    expect(toLondon(meeting?.startsAt ?? '')).toEqual({ date: '2027-03-28', time: '02:30' });
  });

  it('last their minutes across a clock change', () => {
    expect(meetingOn({ startTime: '00:30', durationMinutes: 90 }, '2027-03-28')).toEqual({
      date: '2027-03-28',
      startsAt: '2027-03-28T00:30:00.000Z',
      endsAt: '2027-03-28T02:00:00.000Z',
    });
  });

  it('every second week count from the first such day, wherever the period begins', () => {
    const rule: SeriesRule = { ...mondays, frequency: 'fortnightly', weekday: 2, from: '2026-11-18' };
    expect(occurrences(rule, { from: '2027-01-01', to: '2027-02-10' }, holidays).meetings.map((m) => m.date)).toEqual([
      '2027-01-05',
      '2027-01-19',
      '2027-02-02',
    ]);
  });

  it.each([
    [1, ['2026-02-06', '2026-03-06']],
    [4, ['2026-02-27', '2026-03-27']],
    [-1, ['2026-02-27', '2026-03-27']],
  ] as const)('in week %i of the month are these Fridays', (weekOfMonth, dates) => {
    const rule: SeriesRule = { ...mondays, frequency: 'monthly', weekday: 5, weekOfMonth, from: '2026-01-01' };
    expect(occurrences(rule, { from: '2026-02-01', to: '2026-04-01' }, []).meetings.map((m) => m.date)).toEqual(dates);
  });

  it('include the last day of the series and not the end of the period', () => {
    const rule = { ...mondays, until: '2026-12-07' };
    const dates = (to: string) => occurrences(rule, { from: '2026-11-23', to }, []).meetings.map((m) => m.date);
    expect(dates('2027-01-01')).toEqual(['2026-11-23', '2026-11-30', '2026-12-07']);
    expect(dates('2026-12-07')).toEqual(['2026-11-23', '2026-11-30']);
    expect(dates('2026-11-23')).toEqual([]);
    expect(dates('2026-01-01')).toEqual([]);
  });

  it('stop at the limit, days skipped not counted', () => {
    const { meetings, skipped } = occurrences(mondays, { from: '2026-12-21', to: '2028-01-01' }, holidays, 2);
    expect(meetings.map((m) => m.date)).toEqual(['2026-12-21', '2027-01-04']);
    expect(skipped.map((day) => day.date)).toEqual(['2026-12-28']);
    expect(occurrences(mondays, { from: '2026-12-21', to: '2028-01-01' }, holidays, 0).meetings).toEqual([]);
  });

  it('propose no day that is a bank holiday itself', () => {
    const fridays: SeriesRule = { ...mondays, weekday: 5 };
    const { skipped } = occurrences(fridays, { from: '2026-12-20', to: '2026-12-31' }, holidays);
    expect(skipped).toEqual([
      { date: '2026-12-25', reason: 'Bank holiday: Christmas Day', proposedDate: '2026-12-29' },
    ]);
  });

  it('are not guessed from a rule that is not sound', () => {
    const period = { from: '2026-11-23', to: '2027-01-01' };
    expect(() => occurrences({ ...mondays, startTime: '25:00' }, period, [])).toThrow(RangeError);
    expect(() => occurrences(mondays, { from: '2026-02-30', to: '2027-01-01' }, [])).toThrow(RangeError);
  });
});
