import { describe, expect, it } from '@jest/globals';
import { specialCauses, xmrLimits } from './xmr-limits.js';

// NHSRplotthedots 0.2.2, vignette "Deviations from Excel defaults": the data and the captions of its two charts.
const published = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];
const limits = { mean: 10, lower: 4, upper: 16, meanMovingRange: 6 / 2.66, isTrial: false };

describe('the natural limits of a monthly series', () => {
  it('are the published ones, outlying ranges screened', () => {
    const found = xmrLimits(published);
    expect([found?.upper.toFixed(2), found?.mean.toFixed(2), found?.lower.toFixed(2)]).toEqual([
      '4.60',
      '1.94',
      '-0.72',
    ]);
    expect(found?.isTrial).toBe(false);
  });

  it('are wider with every range kept, as the Excel tools do: 35/18 and 2.66 x 32/17', () => {
    const found = xmrLimits(published, { screenRanges: false });
    expect(found?.upper).toBeCloseTo(35 / 18 + (2.66 * 32) / 17, 12);
    expect(found?.lower).toBeCloseTo(35 / 18 - (2.66 * 32) / 17, 12);
  });

  it('can be fixed on a baseline', () => {
    expect(xmrLimits([...published, 50, 60, 70], { baselinePoints: 18 })).toEqual(xmrLimits(published));
  });

  it('of fewer than twelve points are a trial, and of fewer than two there are none', () => {
    expect(xmrLimits([1, 2, 3])?.isTrial).toBe(true);
    expect(xmrLimits([1])).toBeNull();
    expect(xmrLimits([])).toBeNull();
  });

  it('of a constant series are that constant', () => {
    expect(xmrLimits([3, 3, 3])).toMatchObject({ mean: 3, lower: 3, upper: 3, meanMovingRange: 0 });
  });
});

describe('special causes', () => {
  const named = (values: number[]) =>
    specialCauses(values, limits).map((causes) => causes.map((cause) => cause.charAt(0).toUpperCase()).join(''));

  it('are points outside the limits, not on them', () => {
    expect(specialCauses([16, 16.1, 4, 3.9], limits)).toEqual([[], ['outsideLimits'], [], ['outsideLimits']]);
  });

  it('are seven points on one side, and not six or seven with one on the mean', () => {
    expect(specialCauses([11, 12, 11, 12, 11, 12, 11], limits).flat()).toEqual(Array(7).fill('sevenOneSide'));
    expect(specialCauses([11, 12, 11, 12, 11, 12], limits).flat()).toEqual([]);
    expect(specialCauses([11, 12, 11, 10, 11, 12, 11], limits).flat()).toEqual([]);
  });

  it('are seven points rising or falling, and not with two alike', () => {
    expect(specialCauses([7, 8, 9, 9.5, 10.5, 11, 12], limits).flat()).toEqual(Array(7).fill('sevenTrend'));
    expect(specialCauses([13, 12, 11, 10.5, 9.5, 9, 8, 12], limits).map((causes) => causes.length)).toEqual([
      1, 1, 1, 1, 1, 1, 1, 0,
    ]);
    expect(specialCauses([7, 8, 9, 9, 10.5, 11, 12], limits).flat()).toEqual([]);
  });

  it('are two of three near one limit, the third on the same side', () => {
    expect(named([15, 11, 15])).toEqual(['T', '', 'T']);
    expect(named([15, 9, 15])).toEqual(['', '', '']);
    expect(named([5, 5, 9])).toEqual(['T', 'T', '']);
    expect(named([15, 17, 11])).toEqual(['', 'O', '']);
  });

  it('are none in ordinary variation', () => {
    expect(specialCauses([10, 9, 11, 12, 8, 10, 11], limits).flat()).toEqual([]);
    expect(specialCauses([], limits)).toEqual([]);
  });
});
