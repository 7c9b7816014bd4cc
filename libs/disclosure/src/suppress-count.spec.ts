import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { suppressCount, suppressRate, suppressRow } from './suppress-count.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

describe('a count of people', () => {
  it.each([
    [0, 0],
    [8, 10],
    [12, 10],
    [13, 15],
    [100, 100],
    [1002, 1000],
  ])('of %i is shown as %i', (n, value) => {
    expect(suppressCount(n, 'people')).toEqual({ kind: 'shown', value });
  });

  it.each([1, 2, 3, 4, 5, 6, 7])('of %i is hidden', (n) => {
    expect(suppressCount(n, 'people')).toEqual({ kind: 'suppressed', label: '1 to 7' });
  });

  it('is hidden or a multiple of five, and never more than 2 away', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (n) => {
        const shown = suppressCount(n, 'people');
        if (shown.kind === 'suppressed') return expect(n >= 1 && n <= 7).toBe(true);
        expect(shown.value % 5).toBe(0);
        return expect(Math.abs(shown.value - n)).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('a count from the register of staff', () => {
  it('is exact, and hidden when it rests on fewer than five', () => {
    expect(suppressCount(3, 'staffAttendance', 12)).toEqual({ kind: 'shown', value: 3 });
    expect(suppressCount(5, 'staffAttendance')).toEqual({ kind: 'shown', value: 5 });
    expect(suppressCount(0, 'staffAttendance')).toEqual({ kind: 'shown', value: 0 });
    expect(suppressCount(0, 'staffAttendance', 4).kind).toBe('suppressed');
    expect(suppressCount(4, 'staffAttendance').kind).toBe('suppressed');
  });
});

describe('a rate', () => {
  it('of staff is exact and comes with its n, from five on', () => {
    expect(suppressRate(2, 5, 'staffAttendance')).toEqual({ kind: 'shown', value: 0.4, numerator: 2, denominator: 5 });
    expect(suppressRate(2, 4, 'staffAttendance').kind).toBe('suppressed');
  });

  it('of people is worked out from the rounded counts', () => {
    expect(suppressRate(12, 48, 'people')).toEqual({ kind: 'shown', value: 0.2, numerator: 10, denominator: 50 });
    expect(suppressRate(99, 101, 'people')).toEqual({ kind: 'shown', value: 1, numerator: 100, denominator: 100 });
    expect(suppressRate(3, 48, 'people')).toEqual({ kind: 'suppressed', label: '1 to 7' });
    expect(suppressRate(0, 6, 'people').kind).toBe('suppressed');
  });

  it('of nothing does not apply, which is not nought', () => {
    expect(suppressRate(0, 0, 'people').kind).toBe('notApplicable');
    expect(suppressRate(0, 0, 'staffAttendance')).toEqual({ kind: 'notApplicable', label: 'None expected' });
  });

  it('with a numerator above its denominator is a mistake', () => {
    expect(() => suppressRate(6, 5, 'people')).toThrow(RangeError);
  });
});

describe('a row with its total', () => {
  const hidden = (counts: number[]) => suppressRow(counts, 'people').cells.map((cell) => cell.kind === 'suppressed');

  it('hides the next smallest figure when one alone could be worked out', () => {
    expect(hidden([3, 40, 20, 0])).toEqual([true, false, true, false]);
    expect(suppressRow([3, 40, 20], 'people').total).toEqual({ kind: 'shown', value: 65 });
  });

  it('hides nothing more when two are hidden or none', () => {
    expect(hidden([3, 5, 20])).toEqual([true, true, false]);
    expect(hidden([30, 40, 0])).toEqual([false, false, false]);
  });

  it('hides one more when the hidden ones together are a small number', () => {
    expect(hidden([3, 4, 20, 30])).toEqual([true, true, true, false]);
    const staff = suppressRow([1, 1, 30, 40], 'staffAttendance');
    // 72 less 70 would say that both are 1.
    expect(staff.cells.map(({ kind }) => kind)).toEqual(['suppressed', 'suppressed', 'suppressed', 'shown']);
  });

  it('hides the total where five cells could only be 1 each', () => {
    expect(suppressRow([1, 1, 1, 1, 1], 'staffAttendance').total.kind).toBe('suppressed');
    expect(suppressRow([1, 1, 1, 1, 2], 'staffAttendance').total).toEqual({ kind: 'shown', value: 6 });
  });

  it('keeps hidden what another row hides, and guards it', () => {
    const { cells, total } = suppressRow([12, 20, 30], 'staffAttendance', [true, false, false]);
    expect(cells.map(({ kind }) => kind)).toEqual(['suppressed', 'suppressed', 'shown']);
    expect(total).toEqual({ kind: 'shown', value: 62 });
  });

  it('hides the total when there is no other figure to hide', () => {
    expect(suppressRow([3, 0], 'people').total.kind).toBe('suppressed');
  });
});

describe('what cannot be a count', () => {
  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is refused', (n) => {
    expect(() => suppressCount(n, 'people')).toThrow(RangeError);
  });
});
