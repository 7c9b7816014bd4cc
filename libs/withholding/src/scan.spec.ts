import { describe, expect, it } from '@jest/globals';
import { createRandom } from '@quorate/libs/random';
import { carriedBy } from './carried-by.js';
import type { ProviderCells } from './provider-cells.js';
import { fitProvider, ORDINARY, SPREADS, type Spreads, updateSpreads } from './provider-model.js';
import { type ScanResult, scan } from './scan.js';
import { withoutOne } from './without-one.js';

const FORTNIGHTS = 26;
const PERSONS = 8;
const ROLES = 2;
const HOSTS = 3;
const ONSET = 16;
const WEIGHT = 0.8;
const AS_ORDINARY = Object.fromEntries(SPREADS.map((spread) => [spread, ORDINARY[spread].variance])) as Spreads;

interface Cell {
  readonly person: number;
  readonly fortnight: number;
  readonly host: number;
  readonly isCross: boolean;
}

interface Planted {
  readonly seed?: number;
  /** Added to a cell's log odds. */
  readonly shift?: (cell: Cell & { readonly role: number }) => number;
  readonly isThere?: (cell: Cell) => boolean;
  /** Standard deviation of people's own, lasting, differences. */
  readonly people?: number;
}

/** One provider over a year: each fortnight every person is invited at home and by one of three other hosts. */
function cellsWith({ seed = 1, shift = () => 0, isThere = () => true, people = 0.4 }: Planted = {}): ProviderCells {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const habits = Array.from({ length: PERSONS }, () => people * normal());
  const cells: (Cell & { z: number; role: number })[] = [];
  for (let fortnight = 0; fortnight < FORTNIGHTS; fortnight += 1) {
    for (let person = 0; person < PERSONS; person += 1) {
      for (const isCross of [true, false]) {
        const host = isCross ? 1 + ((person + fortnight) % HOSTS) : 0;
        const cell = { person, fortnight, host, isCross, role: person % ROLES };
        const z = (habits[person] as number) + 0.8 * (normal() / Math.sqrt(WEIGHT)) + shift(cell);
        if (isThere(cell)) cells.push({ ...cell, z });
      }
    }
  }
  const column = (of: (cell: (typeof cells)[number]) => number) => Int32Array.from(cells, of);
  return {
    count: cells.length,
    fortnights: FORTNIGHTS,
    persons: PERSONS,
    months: FORTNIGHTS / 2,
    z: Float64Array.from(cells, ({ z }) => z),
    weight: new Float64Array(cells.length).fill(WEIGHT),
    rows: new Int32Array(cells.length).fill(4),
    lost: new Int32Array(cells.length).fill(1),
    expected: new Float64Array(cells.length).fill(1),
    fortnight: column(({ fortnight }) => fortnight),
    person: column(({ person }) => person),
    month: column(({ fortnight }) => fortnight >> 1),
    cross: Uint8Array.from(cells, ({ isCross }) => (isCross ? 1 : 0)),
    host: column(({ host }) => host),
    role: column(({ role }) => role),
    team: new Int32Array(cells.length),
    crossRows: 4 * cells.filter(({ isCross }) => isCross).length,
  };
}

function scanned(planted: Planted = {}): ScanResult & { readonly logOdds: number } {
  const result = scan(fitProvider(cellsWith(planted), AS_ORDINARY));
  return { ...result, logOdds: result.active - result.otherwise };
}

const atOthersSince =
  (size: number, onset = ONSET) =>
  (cell: Cell) =>
    cell.isCross && cell.fortnight >= onset ? size : 0;

describe('the scan for a shift', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('finds nothing where nothing is planted (%i)', (seed) => {
    expect(scanned({ seed }).logOdds).toBeLessThan(-1);
  });

  it.each([1, 2, 3, 4])('finds one that is planted, since when within a month, everywhere (%i)', (seed) => {
    const found = scanned({ seed, shift: atOthersSince(1.6) });
    expect(found.logOdds).toBeGreaterThan(2);
    expect(found.best?.scope.kind).toBe('all');
    expect(Math.abs((found.best?.onset ?? Number.NaN) - ONSET)).toBeLessThanOrEqual(2);
  });

  it.each([1, 2, 3, 4])('finds the role or the host that it is planted in (%i)', (seed) => {
    const role = scanned({ seed, shift: (cell) => (cell.role === 1 ? atOthersSince(2)(cell) : 0) });
    expect(role.best?.scope).toEqual({ kind: 'role', value: 1 });
    const host = scanned({ seed, shift: (cell) => (cell.host === 2 ? atOthersSince(2.4)(cell) : 0) });
    expect(host.best?.scope).toEqual({ kind: 'host', value: 2 });
    for (const { best } of [role, host]) expect(Math.abs((best?.onset ?? Number.NaN) - ONSET)).toBeLessThanOrEqual(2);
  });

  it('rises with the size of the shift', () => {
    const sizes = [0, 0.5, 1, 1.5].map((size) => scanned({ shift: atOthersSince(size) }).logOdds);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  });

  it.each([1, 2, 3])('takes people coming more often than before as no sign of withholding (%i)', (seed) => {
    const more = scanned({ seed, shift: atOthersSince(-1.5) });
    expect(more.logOdds).toBeLessThan(-2);
  });

  it.each([1, 2, 3])('weighs one person less than the same loss over four (%i)', (seed) => {
    const four = scanned({ seed, shift: (cell) => (cell.person < 4 ? atOthersSince(1.5)(cell) : 0) });
    const one = scanned({ seed, shift: (cell) => (cell.person < 1 ? atOthersSince(6)(cell) : 0) });
    expect(one.logOdds).toBeLessThan(four.logOdds - 2);
    expect(one.logOdds).toBeLessThan(0);
  });

  it.each([1, 2, 3])('weighs less a loss that is as large at its own meetings (%i)', (seed) => {
    const elsewhere = scanned({ seed, shift: atOthersSince(1.4) });
    const everywhere = scanned({ seed, shift: (cell) => (cell.fortnight >= ONSET ? 1.4 : 0) });
    expect(everywhere.logOdds).toBeLessThan(elsewhere.logOdds - 2);
    expect(everywhere.logOdds).toBeLessThan(0);
  });

  it.each([1, 2, 3])('weighs one bad month, over long since, as nothing (%i)', (seed) => {
    const spell = (cell: Cell) => (cell.isCross && (cell.fortnight === 8 || cell.fortnight === 9) ? 2.5 : 0);
    expect(scanned({ seed, shift: spell }).logOdds).toBeLessThan(-1);
  });

  it.each([1, 2, 3])('lets go of a shift that has ended (%i)', (seed) => {
    const ended = (cell: Cell) => (cell.isCross && cell.fortnight >= 6 && cell.fortnight < 18 ? 1.6 : 0);
    expect(scanned({ seed, shift: ended }).logOdds).toBeLessThan(0);
  });

  it('has no evidence either way without a meeting elsewhere', () => {
    const found = scanned({ isThere: ({ isCross }) => !isCross });
    expect(found.active).toBe(Number.NEGATIVE_INFINITY);
    expect(found.best).toBeNull();
  });

  it('finds it without meetings of its own to set beside it', () => {
    expect(scanned({ isThere: ({ isCross }) => isCross, shift: atOthersSince(1.8) }).logOdds).toBeGreaterThan(0);
  });
});

describe('what remains of the evidence', () => {
  const EVERYWHERE = { kind: 'all', value: 0 } as const;
  const remaining = (planted: Planted) => withoutOne(fitProvider(cellsWith(planted), AS_ORDINARY), EVERYWHERE, ONSET);

  it.each([1, 2, 3])('without any one person or host is strong for a loss over all of them (%i)', (seed) => {
    const { person, host } = remaining({ seed, shift: atOthersSince(1.6) });
    expect(Math.min(person, host)).toBeGreaterThan(4);
  });

  it.each([1, 2, 3])('without the one person that it rests on is next to nothing (%i)', (seed) => {
    const one = remaining({ seed, shift: (cell) => (cell.person === 3 ? atOthersSince(6)(cell) : 0) });
    const spread = remaining({ seed, shift: (cell) => (cell.person < 4 ? atOthersSince(1.5)(cell) : 0) });
    expect(one.person).toBeLessThan(1);
    expect(one.person).toBeLessThan(spread.person - 1);
  });

  it.each([1, 2, 3])('without the one host that it rests on is next to nothing (%i)', (seed) => {
    const found = remaining({ seed, shift: (cell) => (cell.host === 2 ? atOthersSince(3)(cell) : 0) });
    expect(found.host).toBeLessThan(1);
    expect(found.person).toBeGreaterThan(found.host + 2);
  });

  it('is not judged by a host or a person where there is one only', () => {
    const model = fitProvider(cellsWith({ shift: atOthersSince(2) }), AS_ORDINARY);
    expect(withoutOne(model, { kind: 'host', value: 2 }, ONSET).host).toBe(0);
    const alone = fitProvider(cellsWith({ isThere: ({ person }) => person === 0 }), AS_ORDINARY);
    expect(withoutOne(alone, EVERYWHERE, ONSET).person).toBe(0);
  });
});

describe('the spreads of an economy', () => {
  const learned = (people: number, weights = [1, 1, 1, 1, 1, 1]): Spreads => {
    const economy = weights.map((_, i) => cellsWith({ seed: 20 + i, people }));
    let spreads = AS_ORDINARY;
    for (let step = 0; step < 12; step += 1)
      spreads = updateSpreads(
        economy.map((cells) => fitProvider(cells, spreads)),
        weights,
        spreads,
      );
    return spreads;
  };

  it('are learned from it: people who differ widely make a wide spread of people', () => {
    const [alike, unlike] = [learned(0.1), learned(1.2)];
    expect(unlike.person).toBeGreaterThan(4 * alike.person);
    // Six times eight people of variance 1.44.
    expect(unlike.person).toBeGreaterThan(0.9);
    expect(unlike.person).toBeLessThan(2.2);
  });

  it('go back to what is ordinary where no provider is thought ordinary', () => {
    const spreads = learned(1.2, [0, 0, 0]);
    for (const spread of SPREADS) expect(spreads[spread]).toBeCloseTo(ORDINARY[spread].variance, 6);
  });

  it('hardly widen for one provider that withholds among ordinary ones', () => {
    const step = (shift: (cell: Cell) => number) => {
      let spreads = AS_ORDINARY;
      const economy = [1, 2, 3, 4, 5, 6].map((seed) => cellsWith({ seed, ...(seed === 1 && { shift }) }));
      for (let k = 0; k < 8; k += 1)
        spreads = updateSpreads(
          economy.map((cells) => fitProvider(cells, spreads)),
          new Float64Array(6).fill(1),
          spreads,
        );
      return spreads;
    };
    const [without, withOne] = [step(() => 0), step(atOthersSince(2.5))];
    expect(withOne.monthCross).toBeLessThan(without.monthCross + 0.1);
    expect(withOne.providerCross).toBeLessThan(2 * without.providerCross);
  });
});

describe('how many people carry a loss', () => {
  const EVERYWHERE = { kind: 'all', value: 0 } as const;
  const carriers = (planted: Planted) => carriedBy(fitProvider(cellsWith(planted), AS_ORDINARY), EVERYWHERE, ONSET);

  it('is nearly all where all lose, and one where one does, however many are there', () => {
    const all = carriers({ shift: atOthersSince(2) });
    const one = carriers({ shift: (cell) => (cell.person === 0 ? atOthersSince(6)(cell) : 0) });
    expect(all).toBeGreaterThan(PERSONS / 2);
    expect(all).toBeLessThanOrEqual(PERSONS);
    expect(one).toBeGreaterThanOrEqual(1);
    expect(one).toBeLessThan(2);
  });

  it('leaves those out who come more than before', () => {
    const two = carriers({ shift: (cell) => (cell.person < 2 ? 1 : -2) * atOthersSince(2)(cell) });
    expect(two).toBeGreaterThan(1);
    expect(two).toBeLessThanOrEqual(2.5);
  });

  it('is nobody where there is no row', () => {
    expect(carriedBy(fitProvider(cellsWith(), AS_ORDINARY), EVERYWHERE, FORTNIGHTS)).toBe(0);
  });
});
