import { describe, expect, it } from '@jest/globals';
import { logisticFit } from './logistic-fit.js';

const CELLS = [
  { levels: ['a', 'x'], events: 5, total: 50 },
  { levels: ['a', 'y'], events: 12, total: 60 },
  { levels: ['b', 'x'], events: 20, total: 80 },
  { levels: ['b', 'y'], events: 30, total: 70 },
  { levels: ['c', 'x'], events: 9, total: 30 },
  { levels: ['c', 'y'], events: 16, total: 25 },
];

describe('a logistic fit', () => {
  it('gives the probabilities that numpy gives by the normal equations', () => {
    const { probabilityOf } = logisticFit(CELLS);
    const independent = [0.09208995, 0.20705555, 0.23657489, 0.44375486, 0.34929891, 0.58017481];
    CELLS.forEach(({ levels }, i) => {
      expect(probabilityOf(levels)).toBeCloseTo(independent[i] ?? 0, 7);
    });
  });

  it('expects as many events as there were', () => {
    const { probabilityOf } = logisticFit(CELLS);
    const expected = CELLS.reduce((sum, { levels, total }) => sum + total * probabilityOf(levels), 0);
    expect(expected).toBeCloseTo(92, 8);
  });

  it('stays finite where a level has no event, or nothing but events', () => {
    const { probabilityOf } = logisticFit([
      { levels: ['a'], events: 0, total: 40 },
      { levels: ['b'], events: 30, total: 30 },
      { levels: ['c'], events: 10, total: 20 },
    ]);
    expect(probabilityOf(['a'])).toBeGreaterThan(0);
    expect(probabilityOf(['a'])).toBeLessThan(0.01);
    expect(probabilityOf(['b'])).toBeGreaterThan(0.99);
  });

  it('takes a level that it has never seen for the mean of its factor', () => {
    const { probabilityOf } = logisticFit([
      { levels: ['a'], events: 10, total: 100 },
      { levels: ['b'], events: 30, total: 100 },
    ]);
    const logit = (p: number) => Math.log(p / (1 - p));
    const mean = (logit(probabilityOf(['a'])) + logit(probabilityOf(['b']))) / 2;
    expect(logit(probabilityOf(['never seen']))).toBeCloseTo(mean, 10);
  });

  it('is refused for nothing at all', () => {
    expect(() => logisticFit([{ levels: [], events: 0, total: 0 }])).toThrow(RangeError);
  });
});
