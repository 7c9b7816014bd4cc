import { describe, expect, it } from '@jest/globals';
import { pchartLimits } from './pchart-limits.js';

const months = [
  { period: '2026-01', events: 10, total: 100 },
  { period: '2026-02', events: 30, total: 100 },
  { period: '2026-03', events: 0, total: 0 },
  { period: '2026-04', events: 80, total: 400 },
];

describe('a monthly chart of a share', () => {
  it('has three-sigma limits that narrow with the total: 0.2 +/- 3 sqrt(0.16 / n)', () => {
    const chart = pchartLimits(months);
    expect(chart?.centre).toBeCloseTo(0.2, 12);
    expect(chart?.points[0]?.upper).toBeCloseTo(0.32, 12);
    expect(chart?.points[0]?.lower).toBeCloseTo(0.08, 12);
    expect(chart?.points[3]?.upper).toBeCloseTo(0.26, 12);
  });

  it('shows a month of which nothing was expected as a gap', () => {
    expect(pchartLimits(months)?.points[2]).toEqual({
      period: '2026-03',
      events: 0,
      total: 0,
      rate: null,
      lower: null,
      upper: null,
    });
  });

  it('is widened by the spread between months when asked: z of -2.5, 2.5 and 0', () => {
    const chart = pchartLimits(months, { prime: true });
    expect(chart?.sigmaZ).toBeCloseTo((5 + 2.5) / 2 / 1.128, 12);
    expect(chart?.points[3]?.upper).toBeCloseTo(0.2 + 0.06 * (3.75 / 1.128), 12);
  });

  it('is never narrower than binomial, stays within 0 and 1, and does not exist without a total', () => {
    const alike = months.map((month) => ({ ...month, events: month.total / 5 }));
    expect(pchartLimits(alike, { prime: true })?.sigmaZ).toBe(1);
    expect(pchartLimits([{ period: '2026-01', events: 1, total: 4 }])?.points[0]).toMatchObject({ lower: 0 });
    expect(pchartLimits([{ period: '2026-01', events: 0, total: 4 }], { prime: true })?.centre).toBe(0);
    expect(pchartLimits([])).toBeNull();
  });
});
