import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type SuppressedCount, suppressRow } from './suppress-count.js';

/** What somebody knows of a number: it lies between the two. */
interface Known {
  low: number;
  high: number;
}

/** Of a shown count of people: a multiple of five, 2 away at most; of a hidden one what its words say. */
function knownOf(shown: SuppressedCount): Known {
  if (shown.kind === 'suppressed') return shown.label === '1 to 7' ? { low: 1, high: 7 } : { low: 0, high: 1_000_000 };
  return shown.value === 0 ? { low: 0, high: 0 } : { low: Math.max(8, shown.value - 2), high: shown.value + 2 };
}

/** Bounds each cell by the total and the other cells until nothing moves. */
function squeeze(cells: Known[], total: Known): void {
  for (let moved = true; moved; ) {
    moved = false;
    const [low, high] = [cells.reduce((sum, one) => sum + one.low, 0), cells.reduce((sum, one) => sum + one.high, 0)];
    for (const cell of cells) {
      const [least, most] = [total.low - (high - cell.high), total.high - (low - cell.low)];
      if (least > cell.low || most < cell.high) {
        cell.low = Math.max(cell.low, least);
        cell.high = Math.min(cell.high, most);
        moved = true;
        break;
      }
    }
  }
}

const counts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 7 });

function published(row: readonly number[]) {
  const { cells, total } = suppressRow(row, 'people');
  return { cells: cells.map(knownOf), total: knownOf(total) };
}

describe('somebody who has every count of people and works hidden ones out', () => {
  it('finds none of 1 to 7, and the truth in every interval, in 3,000 rows', () => {
    let small = 0;
    fc.assert(
      fc.property(counts, (row) => {
        const { cells, total } = published(row);
        squeeze(cells, total);
        row.forEach((count, at) => {
          const { low = 0, high = 0 } = cells[at] ?? {};
          expect(count).toBeGreaterThanOrEqual(low);
          expect(count).toBeLessThanOrEqual(high);
          if (count < 1 || count > 7) return;
          small += 1;
          expect(high).toBeGreaterThan(low);
        });
      }),
      { numRuns: 3000, seed: 20_261_124 },
    );
    expect(small).toBeGreaterThan(1000);
  });

  it('finds none from two snapshots between which one other count has changed', () => {
    fc.assert(
      fc.property(counts, fc.nat(6), fc.integer({ min: 0, max: 30 }), (row, place, later) => {
        const at = place % row.length;
        const next = row.map((count, index) => (index === at ? later : count));
        const [before, after] = [published(row), published(next)];
        squeeze(before.cells, before.total);
        squeeze(after.cells, after.total);
        row.forEach((count, index) => {
          if (index === at || count < 1 || count > 7) return;
          const [one, other] = [before.cells[index], after.cells[index]];
          if (!one || !other) return;
          expect(Math.min(one.high, other.high)).toBeGreaterThan(Math.max(one.low, other.low));
        });
      }),
      { numRuns: 3000, seed: 20_261_125 },
    );
  });
});
