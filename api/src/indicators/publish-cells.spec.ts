import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type NarrowedRow, publishedQuarters, publishedRows } from './publish-cells.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

const row = (quarter: string, values: Record<string, string>, seats: number, kind = 'tookPart'): NarrowedRow => ({
  quarter,
  values,
  seats,
  class: kind,
  locus: 'none',
});
const total = (rows: readonly NarrowedRow[]) => rows.reduce((sum, { seats }) => sum + seats, 0);

describe('what a commissioner may count', () => {
  it('leaves out a quarter that rests on fewer than five, and keeps the rest', () => {
    const rows = [row('2026-01', {}, 4), row('2026-04', {}, 5), row('2026-07', {}, 3), row('2026-07', {}, 2, 'lost')];
    expect(publishedQuarters(rows, {})).toEqual(['2026-04', '2026-07']);
  });

  it('leaves out 40 of 43, which would give the 3 away', () => {
    const rows = [row('q', { site: 'true' }, 40), row('q', { site: 'false' }, 3)];
    expect(publishedRows(rows, { site: 'true' })).toEqual([]);
    expect(publishedRows(rows, { site: 'false' })).toEqual([]);
    expect(total(publishedRows(rows, {}))).toBe(43);
  });

  it('leaves out the smallest of the others where one role of several is small', () => {
    const rows = [row('q', { role: 'gp' }, 3), row('q', { role: 'nurse' }, 20), row('q', { role: 'matron' }, 30)];
    const shown = ['gp', 'nurse', 'matron'].filter((role) => publishedRows(rows, { role }).length > 0);
    expect(shown).toEqual(['matron']);
  });

  it('leaves out two narrowed dimensions where the seats outside both are few', () => {
    const rows = [
      row('q', { role: 'gp', core: 'true' }, 20),
      row('q', { role: 'gp', core: 'false' }, 20),
      row('q', { role: 'nurse', core: 'true' }, 20),
      row('q', { role: 'nurse', core: 'false' }, 2),
    ];
    expect(publishedRows(rows, { role: 'gp', core: 'true' })).toEqual([]);
  });

  it('keeps exclusions of any number beside a figure that may be shown', () => {
    const rows = [row('q', {}, 20), row('q', {}, 1, 'excludedLeave')];
    expect(total(publishedRows(rows, {}))).toBe(21);
    expect(publishedRows([row('q', {}, 1, 'excludedLeave')], {})).toEqual([]);
  });

  it('never lets a count of one to four be had by taking one published figure from another', () => {
    const seats = fc.nat({ max: 12 });
    const cells = fc.tuple(seats, seats, seats, seats, seats, seats);
    fc.assert(
      fc.property(cells, (counts) => {
        const keys = ['a', 'b', 'c'].flatMap((role) => ['true', 'false'].map((core) => ({ role, core })));
        const rows = keys.map((values, index) => row('q', values, counts[index] ?? 0)).filter(({ seats: n }) => n > 0);
        const filters: Record<string, string>[] = [
          {},
          { core: 'true' },
          ...['a', 'b', 'c'].flatMap((role): Record<string, string>[] => [{ role }, { role, core: 'true' }]),
        ];
        const shown = new Map(
          filters.flatMap((narrowing) => {
            const asked = rows.filter(({ values }) =>
              Object.entries(narrowing).every(([key, of]) => values[key] === of),
            );
            const open = publishedRows(rows, narrowing);
            return open.length === asked.length ? [[JSON.stringify(narrowing), total(open)] as const] : [];
          }),
        );
        for (const [wider, more] of shown) {
          for (const [narrower, fewer] of shown) {
            const isInside = Object.entries(JSON.parse(wider)).every(
              ([key, value]) => JSON.parse(narrower)[key] === value,
            );
            const steps = Object.keys(JSON.parse(narrower)).length - Object.keys(JSON.parse(wider)).length;
            if (isInside && steps === 1) expect([1, 2, 3, 4]).not.toContain(more - fewer);
          }
        }
      }),
    );
  });
});
