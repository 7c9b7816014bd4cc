import { describe, expect, it } from '@jest/globals';
import { createRandom } from '@quorate/libs/random';
import { choleskyInPlace, inverseFromCholesky, multiply } from './dense.js';
import type { ProviderCells } from './provider-cells.js';
import { fitProvider, ORDINARY, residual, SPREADS, type Spreads, updateSpreads } from './provider-model.js';

const NOW = {
  provider: 0.2,
  providerCross: 0.1,
  person: 0.3,
  personCross: 0.08,
  month: 0.04,
  monthCross: 0.03,
  cell: 0.06,
};

/** Cells of a provider at random; not one of their distances so large that it would be pulled in. */
function cellsAt(seed: number, count = 40, persons = 4, months = 5): ProviderCells {
  const random = createRandom(seed);
  const whole = (below: number) =>
    Int32Array.from({ length: count }, (_, c) => (c < below ? c : Math.floor(random.next() * below)));
  const real = (from: number, to: number) =>
    Float64Array.from({ length: count }, () => from + (to - from) * random.next());
  const nothing = new Int32Array(count);
  return {
    count,
    persons,
    months,
    fortnights: 2 * months,
    z: real(-0.3, 0.3),
    weight: real(0.2, 3),
    rows: nothing,
    lost: nothing,
    expected: new Float64Array(count),
    fortnight: nothing,
    person: whole(persons),
    month: whole(months),
    cross: Uint8Array.from(whole(2)),
    host: nothing,
    role: nothing,
    team: nothing,
    crossRows: count,
  };
}

/** The definition, dense over cells: V = W^-1 + sum of variance x ZZ', by spread. */
function byDefinition(cells: ProviderCells, spreads: Spreads) {
  const n = cells.count;
  const same = (key: (c: number) => number | null) =>
    Float64Array.from({ length: n * n }, (_, at) => {
      const [one, other] = [key(Math.floor(at / n)), key(at % n)];
      return one !== null && one === other ? 1 : 0;
    });
  const atOthers = (key: (c: number) => number) => same((c) => (cells.cross[c] ? key(c) : null));
  const parts: Record<keyof Spreads, Float64Array> = {
    provider: same(() => 0),
    providerCross: atOthers(() => 0),
    person: same((c) => cells.person[c] as number),
    personCross: atOthers((c) => cells.person[c] as number),
    month: same((c) => cells.month[c] as number),
    monthCross: atOthers((c) => cells.month[c] as number),
    cell: same((c) => c),
  };
  const v = new Float64Array(n * n);
  for (let c = 0; c < n; c += 1) v[c * n + c] = 1 / (cells.weight[c] as number);
  for (const spread of SPREADS)
    parts[spread].forEach((value, at) => {
      v[at] = (v[at] as number) + value * spreads[spread];
    });
  choleskyInPlace(v, n);
  return { parts, p: inverseFromCholesky(v, n) };
}

function times(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < n; k += 1) sum += (a[Math.floor(at / n) * n + k] as number) * (b[k * n + (at % n)] as number);
    return sum;
  });
}

function trace(a: Float64Array, n: number): number {
  return Array.from({ length: n }, (_, i) => a[i * n + i] as number).reduce((sum, value) => sum + value, 0);
}

/** One Fisher-scoring step as textbooks have it, with the prior and the bounds of the model. */
function stepByDefinition(economy: readonly ProviderCells[], weights: readonly number[], spreads: Spreads): Spreads {
  const size = SPREADS.length;
  const score = new Float64Array(size);
  const information = new Float64Array(size * size);
  economy.forEach((cells, i) => {
    const { parts, p } = byDefinition(cells, spreads);
    const n = cells.count;
    const py = multiply(p, n, cells.z);
    const pv = SPREADS.map((spread) => times(p, parts[spread], n));
    SPREADS.forEach((spread, k) => {
      const pulled = spread === 'cell' ? 1 : 1.04;
      const square = multiply(parts[spread], n, py).reduce((sum, value, c) => sum + value * (py[c] as number), 0);
      score[k] =
        (score[k] as number) + 0.5 * (weights[i] as number) * (square * pulled - trace(pv[k] as Float64Array, n));
      SPREADS.forEach((_, e) => {
        const own = trace(times(pv[k] as Float64Array, pv[e] as Float64Array, n), n);
        information[k * size + e] = (information[k * size + e] as number) + 0.5 * (weights[i] as number) * own;
      });
    });
  });
  SPREADS.forEach((spread, k) => {
    const { variance, levels } = ORDINARY[spread];
    score[k] = (score[k] as number) + (0.5 * levels * (variance - spreads[spread])) / spreads[spread] ** 2;
    information[k * size + k] = (information[k * size + k] as number) + (0.5 * levels) / spreads[spread] ** 2;
  });
  choleskyInPlace(information, size);
  const step = multiply(inverseFromCholesky(information, size), size, score);
  return Object.fromEntries(
    SPREADS.map((spread, k) => {
      const now = spreads[spread];
      return [spread, Math.max(0.002, Math.min(2 * now, Math.max(0.5 * now, now + (step[k] as number))))];
    }),
  ) as Spreads;
}

describe("a provider's model", () => {
  it.each([1, 2, 3])('leaves of a cell what the mixed model does: W^-1 P z (%i)', (seed) => {
    const cells = cellsAt(seed);
    const { p } = byDefinition(cells, NOW);
    const model = fitProvider(cells, NOW);
    multiply(p, cells.count, cells.z).forEach((expected, c) => {
      const own = 1 / (cells.weight[c] as number) + NOW.cell;
      expect(residual(model, c)).toBeCloseTo(expected * own, 11);
    });
  });

  it.each([
    [1, [1, 1]],
    [2, [1, 0.3]],
    [3, [0.2, 0.9]],
  ])('learns its spreads by the Fisher scoring of the textbooks (%i)', (seed, weights) => {
    const economy = [cellsAt(seed), cellsAt(seed + 10, 25, 3, 4)];
    const models = economy.map((cells) => fitProvider(cells, NOW));
    const next = updateSpreads(models, weights, NOW);
    const expected = stepByDefinition(economy, weights, NOW);
    for (const spread of SPREADS) expect(next[spread]).toBeCloseTo(expected[spread], 10);
    expect(SPREADS.some((spread) => Math.abs(next[spread] - NOW[spread]) > 1e-3)).toBe(true);
  });

  it('passes over providers without cells and those that are not thought ordinary', () => {
    const [one, other] = [cellsAt(4), cellsAt(5)].map((cells) => fitProvider(cells, NOW));
    const alone = updateSpreads([one ?? null], [1], NOW);
    expect(updateSpreads([null, one ?? null, other as never], [1, 1, 0], NOW)).toEqual(alone);
  });
});
