import { describe, expect, it } from '@jest/globals';
import { type EffectMonth, undertakingEffect } from './undertaking-effect.js';

/** A month of a provider with 20 seats of which 16 are usual, beside others with 200 of which 160 are. */
const month = (no: number, tookPart: number, others = 160): EffectMonth => ({
  month: `2026-${String(no).padStart(2, '0')}-01`,
  own: { atRisk: 20, tookPart, expected: 16 },
  others: { atRisk: 200, tookPart: others, expected: 160 },
});
/** Ordinary until March, a fall from April on, the action in August, restored from September on. */
const YEAR = [16, 17, 15, 8, 9, 7, 8, 10, 15, 16, 17, 16].map((tookPart, i) => month(i + 1, tookPart));
const ASK = { months: YEAR, actionOn: '2026-08-10', since: '2026-04-05' };

describe('the effect of an undertaking', () => {
  it('compares the months since the fall with those after, and leaves out the month of the action', () => {
    const effect = undertakingEffect(ASK);
    expect(effect.points.map(({ period }) => period)).toEqual([
      ...Array(3).fill('earlier'),
      ...Array(4).fill('before'),
      'action',
      ...Array(4).fill('after'),
    ]);
    expect(effect).toMatchObject({ monthsBefore: 4, monthsAfter: 4, isBeforeSinceFall: true });
    // Before 32 of 80, after 64 of 80: 40 points more, at others none.
    expect(effect.change?.own).toBeCloseTo(0.4);
    expect(effect.change?.others).toBeCloseTo(0);
    expect(effect.change?.difference).toBeCloseTo(0.4);
    // Chance alone: share .6 of 160 seats, so sqrt(.24 (1/80 + 1/80)) times t of 6 degrees, 2.447.
    expect(effect.change?.low).toBeCloseTo(0.4 - 2.447 * Math.sqrt(0.24 / 40), 3);
  });

  it('takes limits from the months before alone, says that few are a trial, and marks what lies outside', () => {
    const { limits, points } = undertakingEffect(ASK);
    expect(limits).toMatchObject({ isTrial: true });
    expect(limits?.mean).toBeCloseTo(0.4);
    expect(points.filter(({ causes }) => causes.includes('outsideLimits')).map(({ period }) => period)).toEqual([
      'after',
      'after',
      'after',
      'after',
    ]);
  });

  it('tells what changed for everybody from what changed with the undertaking', () => {
    const months = YEAR.map((one, i) =>
      i < 8 ? one : { ...one, others: { atRisk: 200, tookPart: 180, expected: 160 } },
    );
    const { change } = undertakingEffect({ ...ASK, months });
    expect(change?.others).toBeCloseTo(0.1);
    expect(change?.difference).toBeCloseTo(0.3);
  });

  it('is adjusted: easier seats after the action are no improvement', () => {
    const months = YEAR.map((one, i) =>
      i < 8 || !one.own
        ? { ...one, own: { atRisk: 20, tookPart: 8, expected: 10 } }
        : { ...one, own: { atRisk: 20, tookPart: 16, expected: 18 } },
    );
    expect(undertakingEffect({ ...ASK, months }).change?.difference).toBeCloseTo(0);
  });

  it('widens its interval where months scatter more than chance', () => {
    const wild = YEAR.map((one, i) => (i === 4 || i === 10 ? month(i + 1, i === 4 ? 0 : 20) : one));
    const width = (months: readonly EffectMonth[]) => {
      const { change } = undertakingEffect({ ...ASK, months });
      return (change?.high ?? 0) - (change?.low ?? 0);
    };
    expect(width(wild)).toBeGreaterThan(width(YEAR));
  });

  it('compares nothing while there are fewer than three months, and nothing with others that are not told', () => {
    expect(undertakingEffect({ ...ASK, months: YEAR.slice(0, 10) })).toMatchObject({ change: null, monthsAfter: 2 });
    expect(undertakingEffect({ ...ASK, months: YEAR.map((one) => ({ ...one, others: null })) }).change).toBeNull();
  });

  it('mixes no ordinary months into those before, however few there are since the fall', () => {
    const young = undertakingEffect({ ...ASK, since: '2026-06-20' });
    expect(young).toMatchObject({ isBeforeSinceFall: true, monthsBefore: 2, change: null });
    expect(young.limits?.mean).toBeCloseTo(0.375);
    expect(young.points.filter(({ causes, period }) => period === 'earlier' && causes.length > 0)).toEqual([]);
  });

  it('compares with all months before where the action came first, and leaves out months that are not shown', () => {
    expect(undertakingEffect({ ...ASK, since: '2026-08-20' })).toMatchObject({
      isBeforeSinceFall: false,
      monthsBefore: 7,
    });
    const hidden = YEAR.map((one, i) => (i === 4 ? { ...one, own: null } : one));
    expect(undertakingEffect({ ...ASK, months: hidden })).toMatchObject({ monthsBefore: 3 });
  });

  it('of no month is nothing', () => {
    expect(undertakingEffect({ ...ASK, months: [] })).toMatchObject({ points: [], limits: null, change: null });
  });
});
