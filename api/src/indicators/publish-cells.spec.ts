import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type NarrowedRow, type Narrowing, ProviderCells } from './publish-cells.js';
import { countOff } from './testkit/count-off.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

const row = (quarter: string, values: Record<string, string>, seats: number, kind = 'tookPart'): NarrowedRow => ({
  quarter,
  detail: 'all',
  values,
  seats,
  class: kind,
  locus: 'none',
});
const publishedRows = (rows: readonly NarrowedRow[], narrowing: Narrowing) =>
  new ProviderCells(rows).publish(narrowing).rows;
const total = (rows: readonly NarrowedRow[]) => rows.reduce((sum, { seats }) => sum + seats, 0);

/** Small places of an economy, cut by role and core seats, with counts that are mostly small. */
const PLACES = [
  { site: 'true', host: 'h1', mdt: 'm1' },
  { site: 'true', host: 'h1', mdt: 'm2' },
  { site: 'false', host: 'h2', mdt: 'm3' },
  { site: 'false', host: 'h2', mdt: 'm4' },
  { site: 'false', host: 'h3', mdt: 'm5' },
];
const VALUES = PLACES.flatMap((place) =>
  ['a', 'b', 'c'].flatMap((role) => ['true', 'false'].map((core) => ({ ...place, role, core }))),
);
const SEATS = fc.oneof(fc.constant(0), fc.nat({ max: 4 }), fc.nat({ max: 14 }), fc.nat({ max: 60 }));
const COUNTS = fc.array(SEATS, { minLength: VALUES.length, maxLength: VALUES.length });
const rowsOf = (counts: readonly number[]) =>
  VALUES.map((each, at) => row('q', each, counts[at] ?? 0)).filter(({ seats }) => seats > 0);

describe('what a commissioner may count', () => {
  it('leaves out a quarter that rests on fewer than five, and keeps the rest', () => {
    const rows = [row('2026-01', {}, 4), row('2026-04', {}, 5), row('2026-07', {}, 3), row('2026-07', {}, 2, 'lost')];
    const { rows: shown, hidden } = new ProviderCells(rows).publish({});
    expect([...new Set(shown.map(({ quarter }) => quarter))]).toEqual(['2026-04', '2026-07']);
    expect(hidden).toBe('some');
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

  it('shows nothing by two of role, core seats and month at once', () => {
    const rows = ['gp', 'nurse'].flatMap((role) =>
      ['true', 'false'].map((core) => row('q', { site: 'true', role, core }, 20)),
    );
    expect(publishedRows(rows, { role: 'gp', core: 'true' })).toEqual([]);
    expect(total(publishedRows(rows, { site: 'true', core: 'true' }))).toBe(40);
  });

  it('keeps exclusions of any number beside a figure that may be shown', () => {
    const rows = [row('q', {}, 20), row('q', {}, 1, 'excludedLeave')];
    expect(total(publishedRows(rows, {}))).toBe(21);
    expect(publishedRows([row('q', {}, 1, 'excludedLeave')], {})).toEqual([]);
  });

  it('leaves out one more where the small ones together are small: 1 and 1 of 72 less 70', () => {
    const rows = [1, 1, 30, 40].map((seats, at) => row('q', { role: `r${at}` }, seats));
    const shown = rows.filter(({ values }) => publishedRows(rows, values).length > 0);
    expect(shown.map(({ seats }) => seats)).toEqual([40]);
  });

  it('shows no part of a hidden figure, since its parts add up to it', () => {
    const rows = [
      row('q', { site: 'true', role: 'nurse' }, 10),
      row('q', { site: 'false', role: 'nurse' }, 10),
      row('q', { site: 'true', role: 'gp' }, 3),
      row('q', { site: 'true', role: 'matron' }, 30),
      row('q', { site: 'false', role: 'matron' }, 30),
    ];
    expect(publishedRows(rows, { role: 'nurse' })).toEqual([]);
    expect(publishedRows(rows, { role: 'nurse', site: 'false' })).toEqual([]);
    // Nor that there are no GPs at other sites: what is hidden is hidden whole.
    expect(new ProviderCells(rows).publish({ role: 'gp', site: 'false' }).hidden).toBe('all');
  });

  it("hides the other MDT of a host whose first is small, since the host's figure is shown", () => {
    const at = (host: string, mdt: string, seats: number) => row('q', { site: 'false', host, mdt }, seats);
    const rows = [at('h1', 'm1', 3), at('h1', 'm2', 20), at('h2', 'm3', 20), at('h2', 'm4', 20)];
    const shown = rows.filter(({ values: { mdt = '' } }) => publishedRows(rows, { mdt }).length > 0);
    expect(shown.map(({ values }) => values.mdt)).toEqual(['m3', 'm4']);
    expect(total(publishedRows(rows, { host: 'h1' }))).toBe(23);
  });

  it('lets nobody count a hidden figure off by adding up and taking away', () => {
    fc.assert(
      fc.property(COUNTS, (counts) => {
        const rows = rowsOf(counts);
        const cells = new ProviderCells(rows);
        const { disclosed } = countOff(rows, ['site', 'host', 'mdt'], ['role', 'core'], (narrowing) => {
          const found = cells.publish(narrowing);
          return found.hidden === 'nothing' ? total(found.rows) : null;
        });
        expect(disclosed.filter((one) => Object.keys(one).length > 0)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('says the same of an MDT whether other hosts are read MDT by MDT or as sums', () => {
    fc.assert(
      fc.property(COUNTS, fc.constantFrom(...PLACES), (counts, { host, mdt }) => {
        const rows = rowsOf(counts);
        const summed = rows.map((one) =>
          one.values.host === host ? one : { ...one, values: { ...one.values, mdt: '' } },
        );
        const [whole, part] = [new ProviderCells(rows), new ProviderCells(summed)];
        const crossings: Narrowing[] = [{}, { role: 'a' }, { role: 'b' }, { core: 'true' }];
        for (const crossing of crossings)
          expect(part.publish({ mdt, ...crossing })).toEqual(whole.publish({ mdt, ...crossing }));
      }),
      { numRuns: 300 },
    );
  });
});
