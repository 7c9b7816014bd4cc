import { describe, expect, it } from '@jest/globals';
import { type FunnelEntry, funnelOf } from './engagement-figures.js';

const entry = (name: string, lost: number, counted: number, expected: number | null): FunnelEntry => ({
  organisationId: name,
  name,
  lost,
  counted,
  expected,
});

describe('the funnel of a few providers', () => {
  // Each provider's expected losses come from the others alone: with three of them they can be far from what was lost.
  const entries = [entry('a', 5, 90, 4), entry('b', 4, 88, 20), entry('c', 8, 85, 16)];

  it('has the share of all together that was counted, adjusted or not', () => {
    const counted = 17 / 263;
    expect(funnelOf(entries, () => true)?.lostShare).toBeCloseTo(counted, 2);
    expect(
      funnelOf(
        entries.map((one) => ({ ...one, expected: null })),
        () => true,
      )?.lostShare,
    ).toBeCloseTo(counted, 6);
  });

  it('keeps the order and the ratios of lost to expected', () => {
    const share = new Map(funnelOf(entries, () => true)?.points.map((point) => [point.name, point.share]));
    expect((share.get('a') ?? 0) / (share.get('b') ?? 1)).toBeCloseTo((5 / 4 / 4) * 20, 6);
    expect(share.get('c')).toBeGreaterThan(share.get('b') ?? 1);
  });
});
