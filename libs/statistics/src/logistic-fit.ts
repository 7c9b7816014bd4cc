/** Cases with the same characteristics: so many events of a total. `levels` has one level for each factor, in one order. */
export interface LogisticCell {
  readonly levels: readonly string[];
  readonly events: number;
  readonly total: number;
}

/** What was fitted: the probability of an event for any combination of levels. */
export interface LogisticFit {
  /** 0 to 1. A level that was never seen counts as the mean of its factor, weighted by cases. */
  probabilityOf(levels: readonly string[]): number;
}

const MOST_STEPS = 50;

/** How far each level is held to the first of its factor, as if by so many cases of doubt; keeps rare levels finite. */
const RIDGE = 0.01;

/**
 * A logistic regression on factors, main effects only, for expected numbers of a case mix (indirect standardisation).
 *   shape   at least one cell with a total above 0, all with as many levels
 *   edges   the intercept is not held back, so expected events add up to those observed
 *   errors  RangeError for cells without any total
 *   source  iteratively reweighted least squares (McCullagh and Nelder 1989)
 */
export function logisticFit(cells: readonly LogisticCell[]): LogisticFit {
  const counted = cells.filter(({ total }) => total > 0);
  if (counted.length === 0) throw new RangeError('A fit needs a cell with a total above 0');
  const columns = columnsOf(counted);
  const rows = counted.map(({ levels, events, total }) => ({ at: columns.indexesOf(levels), events, total }));
  const overall = sum(rows.map(({ events }) => events)) / sum(rows.map(({ total }) => total));
  const weights = new Float64Array(columns.size);
  weights[0] = logit(Math.min(Math.max(overall, 1e-9), 1 - 1e-9));
  for (let step = 0; step < MOST_STEPS; step += 1) if (improve(rows, weights) < 1e-10) break;
  const means = columns.meansOf(counted, weights);
  return {
    probabilityOf: (levels) =>
      inverse(
        at(weights, columns.indexesOf(levels)) +
          sum(levels.map((level, i) => (columns.knows(i, level) ? 0 : (means[i] ?? 0)))),
      ),
  };
}

interface Row {
  /** The columns that are 1: the intercept, and each level but the first of its factor. */
  readonly at: readonly number[];
  readonly events: number;
  readonly total: number;
}

function columnsOf(cells: readonly LogisticCell[]) {
  const known = new Map<string, number>();
  let size = 1;
  for (let factor = 0; factor < (cells[0]?.levels.length ?? 0); factor += 1) {
    const levels = [...new Set(cells.map((cell) => cell.levels[factor] ?? ''))].sort();
    for (const level of levels.slice(1)) {
      known.set(`${factor} ${level}`, size);
      size += 1;
    }
  }
  const knows = (factor: number, level: string) => cells.some((cell) => cell.levels[factor] === level);
  const total = sum(cells.map((cell) => cell.total));
  return {
    size,
    knows,
    /** Of each factor, the mean effect of its levels over all cases. */
    meansOf: (of: readonly LogisticCell[], weights: Float64Array) =>
      (of[0]?.levels ?? []).map(
        (_, factor) =>
          sum(of.map((cell) => cell.total * (weights[known.get(`${factor} ${cell.levels[factor]}`) ?? -1] ?? 0))) /
          total,
      ),
    indexesOf: (levels: readonly string[]) => [
      0,
      ...levels.flatMap((level, factor) => known.get(`${factor} ${level}`) ?? []),
    ],
  };
}

/** One step of Newton's; returns how far the largest weight moved. */
function improve(rows: readonly Row[], weights: Float64Array): number {
  const size = weights.length;
  const normal = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (let i = 1; i < size; i += 1) {
    const line = normal[i];
    if (!line) continue;
    line[i] = RIDGE;
    line[size] = -RIDGE * (weights[i] ?? 0);
  }
  for (const { at: columns, events, total } of rows) {
    const p = inverse(at(weights, columns));
    const [weight, residual] = [total * p * (1 - p), events - total * p];
    for (const i of columns) {
      const line = normal[i];
      if (!line) continue;
      for (const j of columns) line[j] = (line[j] ?? 0) + weight;
      line[size] = (line[size] ?? 0) + residual;
    }
  }
  const step = solve(normal);
  step.forEach((by, i) => {
    weights[i] = (weights[i] ?? 0) + by;
  });
  return Math.max(...step.map(Math.abs));
}

/** Gauss with pivots; a column without any information stays where it is. */
function solve(lines: Float64Array[]): number[] {
  const size = lines.length;
  for (let column = 0; column < size; column += 1) {
    let best = column;
    for (let i = column + 1; i < size; i += 1)
      if (Math.abs(lines[i]?.[column] ?? 0) > Math.abs(lines[best]?.[column] ?? 0)) best = i;
    const pivot = lines[best];
    const swapped = lines[column];
    if (!pivot || !swapped || Math.abs(pivot[column] ?? 0) < 1e-12) continue;
    lines[best] = swapped;
    lines[column] = pivot;
    for (let i = 0; i < size; i += 1) {
      const line = lines[i];
      const factor = (line?.[column] ?? 0) / (pivot[column] ?? 1);
      if (i === column || !line || factor === 0) continue;
      for (let j = column; j <= size; j += 1) line[j] = (line[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  return lines.map((line, i) => (Math.abs(line[i] ?? 0) < 1e-12 ? 0 : (line[size] ?? 0) / (line[i] ?? 1)));
}

function at(weights: Float64Array, columns: readonly number[]): number {
  return sum(columns.map((column) => weights[column] ?? 0));
}

function inverse(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function logit(p: number): number {
  return Math.log(p / (1 - p));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
