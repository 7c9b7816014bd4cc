import { describe, expect, it } from '@jest/globals';
import { type FunnelEntry, funnelOf } from './engagement-figures.js';

const entry = (name: string, lost: number, counted: number, expected: number | null): FunnelEntry => ({
  organisationId: name,
  name,
  lost,
  counted,
  expected,
});

describe('the funnel', () => {
  // Each provider's expected losses come from the others alone: with three of them they can be far from what was lost.
  const few = [entry('a', 5, 90, 4), entry('b', 4, 88, 20), entry('c', 8, 85, 16)];
  const many = ['d', 'e', 'f', 'g', 'h'].map((name) => entry(name, 9, 90, 9));

  it('of a few providers shows shares as they were counted', () => {
    const drawn = funnelOf(few, () => true);
    expect(drawn?.isAdjusted).toBe(false);
    expect(drawn?.lostShare).toBeCloseTo(17 / 263, 6);
    expect(drawn?.points.map(({ share }) => share)).toEqual([5 / 90, 4 / 88, 8 / 85]);
  });

  it('of many providers adjusts them, where that can be done for all', () => {
    const drawn = funnelOf([...few, ...many], () => true);
    expect(drawn?.isAdjusted).toBe(true);
    const share = new Map(drawn?.points.map((point) => [point.name, point.share]));
    expect((share.get('a') ?? 0) / (share.get('b') ?? 1)).toBeCloseTo((5 / 4 / 4) * 20, 6);
    expect(funnelOf([...few, ...many.slice(1), entry('d', 9, 90, null)], () => true)?.isAdjusted).toBe(false);
  });
});
