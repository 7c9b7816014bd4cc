import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalQuantile } from './normal-quantile.js';
import { proportion, wilsonInterval } from './wilson-interval.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

describe('the range of a share', () => {
  // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [29, 29, 0.883, 1],
  ])('of %i in %i is the published one', (events, total, lower, upper) => {
    const interval = wilsonInterval(events, total);
    expect(interval?.lower).toBeCloseTo(lower, 4);
    expect(interval?.upper).toBeCloseTo(upper, 4);
  });

  it('holds the share, stays within 0 and 1, and widens with confidence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
        const events = Math.round(total * share);
        const [narrow, wide] = [wilsonInterval(events, total, 0.8), wilsonInterval(events, total, 0.998)];
        if (!narrow || !wide) throw new Error('no interval');
        const ordered = [0, wide.lower, narrow.lower, events / total, narrow.upper, wide.upper, 1];
        expect(ordered.every((value, index) => index === 0 || value >= (ordered[index - 1] ?? 0) - 1e-12)).toBe(true);
      }),
    );
  });

  it('of nothing is unknown, not nought', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(proportion(0, 0)).toBeNull();
    expect(proportion(0, 5)).toBe(0);
    expect(proportion(2, 5)).toBe(0.4);
  });

  it('refuses more events than the total', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
    expect(() => proportion(Number.NaN, 2)).toThrow(RangeError);
  });
});

describe('the normal distribution', () => {
  // Python's statistics.NormalDist().inv_cdf, to 15 digits.
  it.each([
    [0.975, 1.95996398454005],
    [0.999, 3.09023230616781],
    [0.5, 0],
    [0.25, -0.674489750196082],
    [1e-12, -7.03448382530105],
  ])('stays below its %d point', (probability, value) => {
    expect(normalQuantile(probability)).toBeCloseTo(value, 12);
  });

  it('has no point for certainty', () => {
    for (const probability of [0, 1, -1, Number.NaN]) expect(() => normalQuantile(probability)).toThrow(RangeError);
  });
});
