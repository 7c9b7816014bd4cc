import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FunnelUnit, funnel, funnelLimits } from './funnel.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

const anyUnits: fc.Arbitrary<FunnelUnit[]> = fc.array(
  fc
    .record({ total: fc.integer({ min: 1, max: 5000 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ total, share }) => ({ unit: String(total), events: Math.round(total * share), total })),
  { minLength: 1, maxLength: 40 },
);

function expectClose(actual: number, published: number, relative = 1e-6): void {
  expect(Math.abs(actual - published)).toBeLessThanOrEqual(Math.abs(published) * relative);
}

describe('a funnel with additive over-dispersion', () => {
  // Figures on which two independent implementations agree; the registers and their licences stand in the fixtures.
  it.each([
    ['ae-type-1-by-provider', 140, 0.1698009399, 5735.627887, 0.00660844927, 5, 0],
    ['toronto-by-member', 28, 0.0837833415, 7.6443096, 0.00796559587, 1, 0],
    ['toronto-by-committee', 46, 0.0837833415, 3.9938886, 0.00771675511, 7, 3],
    ['bundestag-by-person', 742, 0.1046619972, 10.5767942, 0.0142912973, 44, 17],
  ])('of %s has the published figures', (name, units, rate, phi, tau2, high95, high998) => {
    const result = funnel(readUnits(name));
    expect(result.units).toBe(units);
    expectClose(result.rate, rate, 1e-9);
    expectClose(result.phi, phi, 1e-8);
    expectClose(result.tau2, tau2, 1e-8);
    expect(result.high95).toHaveLength(high95);
    expect(result.high998).toHaveLength(high998);
  });

  it.each([
    ['bundestag-by-organisation', 8, '0.1046284', '177.346', '0.003531009'],
    ['bundestag-as-at', 7, '0.098477', '109.007', '0.00202224'],
    ['bundestag-as-at-by-day', 7, '0.089658', '55.043', '0.00204006'],
    ['gp-did-not-attend-by-ccg', 37, '0.045024', '11762.583', '0.000329127'],
  ])('of %s has the published figures, to every digit printed', (name, units, rate, phi, tau2) => {
    const result = funnel(readUnits(name));
    const printed = (value: number, like: string) => value.toFixed(like.split('.')[1]?.length ?? 0);
    expect(result.units).toBe(units);
    expect([printed(result.rate, rate), printed(result.phi, phi), printed(result.tau2, tau2)]).toEqual([
      rate,
      phi,
      tau2,
    ]);
  });

  it('names the organisations that lie high, the further limit within the nearer', () => {
    const withUnknown = funnel(readUnits('bundestag-by-organisation'));
    expect(withUnknown.high95).toEqual(['(no record)', 'fraktionslos']);
    expect(withUnknown.high998).toEqual(['fraktionslos']);
    const known = funnel(readUnits('bundestag-by-organisation').filter((unit) => unit.unit !== '(no record)'));
    expect([known.units, known.high998]).toEqual([7, ['fraktionslos']]);
    expectClose(known.tau2, 0.00204485, 5e-6);
    expect([...funnel(readUnits('ae-type-1-by-provider')).high95].sort()).toEqual(['R1K', 'RAS', 'REM', 'RVV', 'RXL']);
    expect([...funnel(readUnits('gp-did-not-attend-by-ccg')).high95].sort()).toEqual(['72Q', 'A3A8R', 'D2P2L']);
    expect(funnel(readUnits('toronto-by-member')).high95).toEqual(['M23']);
    expect([...funnel(readUnits('toronto-by-committee')).high998].sort()).toEqual([
      'Board of Directors of TO Live',
      'Toronto Parking Authority',
      'Toronto Preservation Board',
    ]);
  });

  it('does not cry wolf as plain binomial limits do', () => {
    const beyond = (name: string) => {
      const { limits } = funnel(readUnits(name), { overdispersion: 'none' });
      return limits.filter((limit) => limit.rate > limit.upper998 || limit.rate < limit.lower998).length;
    };
    expect(beyond('bundestag-by-organisation')).toBe(7);
    expect(beyond('bundestag-by-person')).toBe(349);
    expect(beyond('ae-type-1-by-provider')).toBe(139);
    expect(beyond('gp-did-not-attend-by-ccg')).toBe(37);
  });

  it('has the limits of the reference table to its six digits, adjusted and not', () => {
    const rows = readFixture('funnel-reference');
    const units = readUnits('funnel-reference');
    const [adjusted, plain] = [funnel(units), funnel(units, { overdispersion: 'none' })];
    expectClose(adjusted.rate, 0.58668165, 1e-8);
    expectClose(adjusted.phi, 10.77960053, 1e-9);
    expectClose(adjusted.tau2, 0.0073631863, 1e-8);
    rows.forEach((row, index) => {
      const [over, under] = [adjusted.limits[index], plain.limits[index]];
      const pairs: [number | undefined, string | undefined][] = [
        [over?.zUnadjusted, row.z_arcsine],
        [over?.z, row.z_overdispersed],
        [under?.lower95, row.lower95],
        [under?.upper95, row.upper95],
        [under?.lower998, row.lower998],
        [under?.upper998, row.upper998],
        [over?.lower95, row.od_lower95],
        [over?.upper95, row.od_upper95],
        [over?.lower998, row.od_lower998],
        [over?.upper998, row.od_upper998],
      ];
      for (const [ours, theirs] of pairs) expect(Math.abs((ours ?? Number.NaN) - Number(theirs))).toBeLessThan(1e-6);
    });
    expect(rows.length).toBeGreaterThan(8);
  });

  it('has the published curve for A&E and for general practice', () => {
    const ae = funnel(readUnits('ae-type-1-by-provider'));
    const [at] = funnelLimits(ae, [130_882]);
    expect([at?.lower998.toFixed(4), at?.upper998.toFixed(4)]).toEqual(['0.0298', '0.3914']);
    const ras = ae.limits.find((limit) => limit.unit === 'RAS');
    expect(ras?.rate.toFixed(3)).toBe('0.380');
    const plain = funnel(readUnits('ae-type-1-by-provider'), { overdispersion: 'none' });
    const plainRas = plain.limits.find((limit) => limit.unit === 'RAS');
    expect([plainRas?.lower998.toFixed(5), plainRas?.upper998.toFixed(5)]).toEqual(['0.16661', '0.17302']);
  });

  it('keeps lower limits from turning back: the 99.8 % one is never above the 95 % one', () => {
    const [low] = funnelLimits({ rate: 0.02, tau2: 0.002 }, [20]);
    expect(low).toMatchObject({ lower95: 0, lower998: 0 });
    const [high] = funnelLimits({ rate: 0.98, tau2: 0.002 }, [20]);
    expect(high).toMatchObject({ upper95: 1, upper998: 1 });
  });

  it('orders its limits around the rate, and what lies beyond the further lies beyond the nearer', () => {
    fc.assert(
      fc.property(anyUnits, (units) => {
        const result = funnel(units);
        expect(result.tau2).toBeGreaterThanOrEqual(0);
        for (const limit of result.limits) {
          const ordered = [0, limit.lower998, limit.lower95, result.rate, limit.upper95, limit.upper998, 1];
          ordered.slice(1).forEach((value, index) => {
            expect(value).toBeGreaterThanOrEqual((ordered[index] ?? 0) - 1e-12);
          });
        }
        expect(result.high95).toEqual(expect.arrayContaining([...result.high998]));
      }),
    );
  });

  it('does not depend on the order of the units', () => {
    const units = readUnits('toronto-by-committee');
    const [forward, backward] = [funnel(units), funnel([...units].reverse())];
    expectClose(backward.tau2, forward.tau2, 1e-12);
    expect([...backward.high95].sort()).toEqual([...forward.high95].sort());
  });

  it('of one unit, or of units that agree, has no spread between them', () => {
    expect(funnel([{ unit: 'A', events: 3, total: 20 }])).toMatchObject({ units: 1, phi: 0, tau2: 0, high95: [] });
    const alike = ['A', 'B', 'C'].map((unit) => ({ unit, events: 10, total: 100 }));
    expect(funnel(alike)).toMatchObject({ rate: 0.1, tau2: 0, high95: [], high998: [] });
  });

  it('leaves out a unit of which nothing was expected and says so', () => {
    const result = funnel([
      { unit: 'A', events: 1, total: 20 },
      { unit: 'B', events: 0, total: 0 },
    ]);
    expect(result).toMatchObject({ units: 1, leftOut: ['B'] });
    expect(result.limits).toHaveLength(1);
  });

  it.each([
    [[{ unit: 'A', events: 3, total: 2 }]],
    [[{ unit: 'A', events: -1, total: 2 }]],
    [[{ unit: 'A', events: 0.5, total: 2 }]],
    [[{ unit: 'A', events: Number.NaN, total: 2 }]],
    [[{ unit: 'A', events: 0, total: 0 }]],
    [[]],
  ])('refuses %j', (units) => {
    expect(() => funnel(units)).toThrow(RangeError);
  });
});

/** A table of figures for the tests beside it: one record a line, `#` lines hold its source. No quoting but of commas. */
function readFixture(name: string): Record<string, string>[] {
  const text = readFileSync(new URL(`./fixtures/${name}.csv`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [head = [], ...rows] = lines.map(fieldsOf);
  return rows.map((row) => Object.fromEntries(head.map((column, index) => [column, row[index] ?? ''])));
}

/** The units of a funnel from a table with the columns unit, events and total. */
function readUnits(name: string): FunnelUnit[] {
  return readFixture(name).map((row) => ({
    unit: row.unit ?? '',
    events: Number(row.events),
    total: Number(row.total),
  }));
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((field) => field[1] ?? field[2] ?? '');
}
