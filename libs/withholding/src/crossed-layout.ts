import type { CrossedData, Factor } from './crossed-data.js';
import { type Cliques, type Elimination, eliminationOf } from './elimination.js';

/**
 * Which unknowns of a crossed model meet in its rows, and in which order they are eliminated.
 *   shape   unknowns kept are the coefficients, then the levels of each factor but the first; lists by level or front `i`
 *           run from `from[i]` to `from[i + 1]`
 */
export interface CrossedLayout {
  /** Where the levels of each factor but the first begin among the unknowns kept. */
  readonly offsets: readonly number[];
  readonly kept: number;
  /** Whether each level of each factor has a row. */
  readonly seen: readonly Uint8Array[];
  /** Rows by level of the first factor. */
  readonly rows: Lists;
  /** Unknowns kept that the rows of a level of the first factor touch, in the order in which they go; coefficients last. */
  readonly touched: Lists;
  readonly elimination: Elimination;
  /** Levels of the first factor by the front that they are added to. */
  readonly levels: Lists;
}

export interface Lists {
  readonly from: Int32Array;
  readonly of: Int32Array;
}

export function layOut(data: CrossedData): CrossedLayout {
  const [first, ...others] = data.factors as readonly [Factor, ...Factor[]];
  let kept = data.width;
  const offsets = others.map((factor) => {
    kept += factor.count;
    return kept - factor.count;
  });
  const seen = data.factors.map((factor) => seenLevels(factor, data.rows));
  const rows = grouped(data.rows, first.count, (row) => first.level[row] as number);
  const cliques = cliquesOf(rows, others, offsets, kept);
  const coefficients = Int32Array.from({ length: data.width }, (_, c) => c);
  const elimination = eliminationOf(cliques, kept, coefficients);
  const used = Int32Array.from({ length: first.count }, (_, level) => level).filter((level) => seen[0]?.[level] === 1);
  return {
    offsets,
    kept,
    seen,
    rows,
    touched: touchedInOrder(cliques, elimination.position, coefficients),
    elimination,
    levels: grouped(used, elimination.fronts.length, (level) => elimination.frontOf[level] as number),
  };
}

function seenLevels(factor: Factor, rows: Int32Array): Uint8Array {
  const seen = new Uint8Array(factor.count);
  for (const row of rows) seen[factor.level[row] as number] = 1;
  return seen;
}

/** Items by the group they are of, in the order given within each. */
function grouped(items: Int32Array, groups: number, groupOf: (item: number) => number): Lists {
  const from = new Int32Array(groups + 1);
  for (const item of items) {
    const after = groupOf(item) + 1;
    from[after] = (from[after] as number) + 1;
  }
  for (let i = 0; i < groups; i += 1) from[i + 1] = (from[i + 1] as number) + (from[i] as number);
  const of = new Int32Array(items.length);
  const next = from.slice();
  for (const item of items) {
    const group = groupOf(item);
    of[next[group] as number] = item;
    next[group] = (next[group] as number) + 1;
  }
  return { from, of };
}

/** What the rows of each level of the first factor touch, coefficients apart. */
function cliquesOf(rows: Lists, others: readonly Factor[], offsets: readonly number[], kept: number): Cliques {
  const members: number[] = [];
  const starts = new Int32Array(rows.from.length);
  const mark = new Int32Array(kept).fill(-1);
  for (let level = 0; level + 1 < starts.length; level += 1) {
    for (let k = rows.from[level] as number; k < (rows.from[level + 1] as number); k += 1) {
      for (let f = 0; f < others.length; f += 1) {
        const own = (others[f] as Factor).level[rows.of[k] as number] as number;
        const unknown = (offsets[f] as number) + own;
        if (mark[unknown] === level) continue;
        mark[unknown] = level;
        members.push(unknown);
      }
    }
    starts[level + 1] = members.length;
  }
  return { starts, members: Int32Array.from(members) };
}

function touchedInOrder({ starts, members }: Cliques, position: Int32Array, coefficients: Int32Array): Lists {
  const levels = starts.length - 1;
  const from = Int32Array.from(starts, (start, level) => start + level * coefficients.length);
  const of = new Int32Array(members.length + levels * coefficients.length);
  for (let level = 0; level < levels; level += 1) {
    const own = members.slice(starts[level], starts[level + 1]);
    own.sort((a, b) => (position[a] as number) - (position[b] as number));
    of.set(own, from[level]);
    of.set(coefficients, (from[level] as number) + own.length);
  }
  return { from, of };
}
