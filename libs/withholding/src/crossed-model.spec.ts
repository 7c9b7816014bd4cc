import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CrossedData, CrossedFit } from './crossed-data.js';
import { fitCrossed, linearPredictor, startFit } from './crossed-model.js';

// The first has most levels: it is the one that is eliminated.
const FACTORS = ['meeting', 'professional', 'provider', 'provider_cross', 'series'] as const;
const STEPS = { iterations: 75, variancesFrom: 2, variancesBy: 'laplace' } as const;

const WAYS = ['laplace', 'expectation'] as const;

describe('a crossed logistic model fitted to the reference economy', () => {
  const reference = readReference();
  let fit: CrossedFit;

  beforeAll(() => {
    fit = startFit(reference.data, [0.25, 0.25, 0.1, 0.1, 0.1]);
    fitCrossed(reference.data, fit, STEPS);
  });

  it('has the fixed effects of lme4 within 1e-3', () => {
    const table = readFixture('lme4-fixed.csv');
    expect(table).toHaveLength(reference.data.width);
    expect(largestDifference(numbers(table, 'estimate'), fit.coefficients)).toBeLessThan(1e-3);
  });

  it('has the standard deviations of lme4 within 5e-3', () => {
    const published = new Map(readFixture('lme4-sd.csv').map((row) => [row.group, Number(row.sd)]));
    const expected = FACTORS.map((name) => published.get(name) ?? Number.NaN);
    expect(largestDifference(expected, fit.variances.map(Math.sqrt))).toBeLessThan(5e-3);
  });

  it.each([
    ['provider', 'lme4-provider.csv'],
    ['provider_cross', 'lme4-provider-cross.csv'],
  ] as const)('has the %s effects of lme4, r 0.9999 and more', (name, file) => {
    const table = readFixture(file);
    const factor = FACTORS.indexOf(name);
    const effects = fit.effects[factor] as Float64Array;
    const ours = table.map((row) => effects[reference.levels[factor]?.get(row.level as string) ?? -1] as number);
    const published = numbers(table, 'blup');
    expect(table).toHaveLength(effects.length);
    expect(correlation(published, ours)).toBeGreaterThanOrEqual(0.9999);
    expect(largestDifference(published, Float64Array.from(ours))).toBeLessThan(5e-3);
  });

  it('stays where it is when it is fitted on', () => {
    const before = fit.variances.map(Math.sqrt);
    const again = copyOf(fit);
    fitCrossed(reference.data, again, { iterations: 5, variancesFrom: 0, variancesBy: 'laplace' });
    expect(largestDifference([...before], again.variances.map(Math.sqrt))).toBeLessThan(5e-4);
  });
});

describe('variances by expectation', () => {
  it('come to the same order of size, below those by the Laplace approximation where a level has few rows', () => {
    const { data } = readReference();
    const fit = startFit(data, [0.25, 0.25, 0.1, 0.1, 0.1]);
    fitCrossed(data, fit, { iterations: 60, variancesFrom: 2, variancesBy: 'expectation' });
    const published = new Map(readFixture('lme4-sd.csv').map((row) => [row.group, Number(row.sd)]));
    const [meeting] = fit.variances.map(Math.sqrt);
    expect(meeting).toBeLessThan(published.get('meeting') as number);
    expect(meeting).toBeGreaterThan(0.9 * (published.get('meeting') as number));
  });
});

describe('fitting a crossed logistic model', () => {
  it('finds a plain logistic regression: the log odds of two groups', () => {
    // 3 of 10 and 8 of 12; one level that holds everything back from wandering.
    const y = [...ones(3, 10), ...ones(8, 12)];
    const data = smallData(
      y,
      y.map((_, i) => (i < 10 ? 0 : 1)),
      y.map(() => 0),
    );
    const fit = startFit(data, [1e-4]);
    fitCrossed(data, fit, { iterations: 30, variancesFrom: 30, variancesBy: 'laplace' });
    expect(fit.coefficients[0]).toBeCloseTo(Math.log(3 / 7), 4);
    expect(fit.coefficients[1]).toBeCloseTo(Math.log(8 / 4) - Math.log(3 / 7), 4);
    expect(linearPredictor(data, fit, 21)).toBeCloseTo(Math.log(2), 4);
  });

  it('pulls a level with few rows further to the middle than one with many of the same share', () => {
    const y = [...ones(2, 2), ...ones(40, 40), ...ones(0, 42)];
    const level = [...Array(2).fill(0), ...Array(40).fill(1), ...Array(42).fill(2)];
    const data = smallData(
      y,
      y.map(() => 0),
      level,
    );
    const fit = startFit(data, [1]);
    fitCrossed(data, fit, { iterations: 30, variancesFrom: 30, variancesBy: 'laplace' });
    const [few, many, none] = fit.effects[0] as Float64Array;
    expect(few).toBeGreaterThan(0);
    expect(many).toBeGreaterThan((few as number) + 0.5);
    expect(none).toBeLessThan(0);
  });

  it.each(WAYS)('leaves a level without a row at 0 and does not count it, by %s', (variancesBy) => {
    const y = [...ones(2, 8), ...ones(6, 8), ...ones(4, 8)];
    const level = y.map((_, i) => Math.floor(i / 8));
    const fits = [3, 50].map((count) => {
      const data = smallData(
        y,
        y.map(() => 0),
        level,
        count,
      );
      const fit = startFit(data, [0.4]);
      fitCrossed(data, fit, { iterations: 20, variancesFrom: 2, variancesBy });
      return fit;
    });
    expect(fits[1]?.effects[0]?.[49]).toBe(0);
    expect(fits[1]?.variances[0]).toBeCloseTo(fits[0]?.variances[0] as number, 10);
  });

  it.each(WAYS)('keeps the variance of a factor that is held, by %s', (variancesBy) => {
    const y = [...ones(2, 8), ...ones(6, 8)];
    const data = smallData(
      y,
      y.map(() => 0),
      y.map((_, i) => Math.floor(i / 8)),
    );
    const held: CrossedData = { ...data, factors: data.factors.map((factor) => ({ ...factor, held: true })) };
    const fit = startFit(held, [2.25]);
    fitCrossed(held, fit, { iterations: 10, variancesFrom: 0, variancesBy });
    expect(fit.variances[0]).toBe(2.25);
  });

  it.each(WAYS)('steadies a variance that few levels speak for with the prior given, by %s', (variancesBy) => {
    const y = [...ones(0, 20), ...ones(20, 20)];
    const data = smallData(
      y,
      y.map(() => 0),
      y.map((_, i) => Math.floor(i / 20)),
    );
    const [free, steadied] = [undefined, { levels: 20, variance: 0.1 }].map((prior) => {
      const fit = startFit(data, [0.5]);
      fitCrossed(data, fit, { iterations: 12, variancesFrom: 2, variancesBy, ...(prior && { prior }) });
      return fit.variances[0] as number;
    });
    expect(steadied).toBeLessThan((free as number) / 3);
  });

  it('takes an effect back to 0 when the last row of its level has dropped out', () => {
    const y = [...ones(2, 8), ...ones(6, 8), ...ones(1, 8)];
    const level = y.map((_, i) => Math.floor(i / 8));
    const one = smallData(
      y,
      y.map(() => 0),
      level,
    );
    const crossed = {
      ...one,
      factors: [{ level: Int32Array.from(y, (_, i) => i % 4), count: 4, held: false }, ...one.factors],
    };
    const fit = startFit(crossed, [0.3, 0.3]);
    const options = { iterations: 6, variancesFrom: 2, variancesBy: 'expectation' } as const;
    fitCrossed(crossed, fit, options);
    expect(fit.effects[1]?.[2]).not.toBe(0);
    fitCrossed({ ...crossed, rows: crossed.rows.slice(0, 16) }, fit, options);
    expect(fit.effects[1]?.[2]).toBe(0);
  });

  it('fits the rows it is given and no other', () => {
    const y = [...ones(2, 8), ...ones(6, 8)];
    const level = y.map((_, i) => Math.floor(i / 4));
    const x = y.map((_, i) => i % 2);
    const data = { ...smallData(y, x, level), rows: Int32Array.from({ length: 12 }, (_, i) => i) };
    const turned = { ...data, y: data.y.map((value, i) => (i < 12 ? value : 1 - value)) };
    const fits = [data, turned].map((of) => {
      const fit = startFit(of, [0.3]);
      fitCrossed(of, fit, { iterations: 10, variancesFrom: 2, variancesBy: 'laplace' });
      return fit;
    });
    expect(fits[1]).toEqual(fits[0]);
  });
});

/** So many ones, then zeros up to a length. */
function ones(count: number, length: number): number[] {
  return Array.from({ length }, (_, i) => (i < count ? 1 : 0));
}

/** An intercept, one column and one factor. */
function smallData(y: number[], x: number[], level: number[], count = Math.max(...level) + 1): CrossedData {
  return {
    rows: Int32Array.from(y, (_, i) => i),
    y: Uint8Array.from(y),
    design: Float64Array.from(x.flatMap((value) => [1, value])),
    width: 2,
    ridge: Float64Array.from([0, x.every((value) => value === 0) ? 1 : 0]),
    factors: [{ level: Int32Array.from(level), count, held: false }],
  };
}

function copyOf(fit: CrossedFit): CrossedFit {
  return {
    coefficients: fit.coefficients.slice(),
    effects: fit.effects.map((effects) => effects.slice()),
    variances: fit.variances.slice(),
  };
}

function readReference(): { data: CrossedData; levels: ReadonlyMap<string, number>[] } {
  const rows = readFixture('lme4-design.csv.gz');
  const columns = Object.keys(rows[0] ?? {}).slice(1 + FACTORS.length);
  const width = columns.length + 1;
  const design = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    design.set([1, ...columns.map((column) => Number(row[column]))], i * width);
  });
  const levels = FACTORS.map(
    (name) => new Map([...new Set(rows.map((row) => row[name] as string))].map((level, i) => [level, i])),
  );
  const factors = FACTORS.map((name, f) => ({
    level: Int32Array.from(rows, (row) => levels[f]?.get(row[name] as string) as number),
    count: levels[f]?.size as number,
    held: false,
  }));
  return {
    data: {
      rows: Int32Array.from(rows, (_, i) => i),
      y: Uint8Array.from(numbers(rows, 'y')),
      design,
      width,
      ridge: new Float64Array(width),
      factors,
    },
    levels,
  };
}

/** A table of figures beside the tests: one record a line, `#` lines say where it is from. No quoting. */
function readFixture(name: string): Record<string, string>[] {
  const bytes = readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [head = [], ...rows] = lines.map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(head.map((column, i) => [column, row[i] ?? ''])));
}

function numbers(rows: readonly Record<string, string>[], column: string): number[] {
  return rows.map((row) => Number(row[column]));
}

function largestDifference(expected: readonly number[], actual: ArrayLike<number>): number {
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (actual[i] ?? Number.NaN))), 0);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (of: (i: number) => number) => a.reduce((total, _, i) => total + of(i), 0);
  const da = (i: number) => (a[i] as number) - ma;
  const db = (i: number) => (b[i] as number) - mb;
  return sum((i) => da(i) * db(i)) / Math.sqrt(sum((i) => da(i) ** 2) * sum((i) => db(i) ** 2));
}
