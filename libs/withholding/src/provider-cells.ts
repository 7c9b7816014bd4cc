import type { AtRisk } from './at-risk.js';
import type { Frame } from './frame.js';

const FORTNIGHT = 14;
const SMALLEST_WEIGHT = 0.02;

/**
 * A provider's rows, gathered into cells of one person, fortnight and host: what happens in one person's fortnight comes
 * out of one diary, so it is one piece of evidence, not several.
 *   units   `z` is the distance from what the case mix explains, in log odds; `weight` its precision
 */
export interface ProviderCells {
  readonly count: number;
  readonly fortnights: number;
  readonly persons: number;
  readonly months: number;
  readonly z: Float64Array;
  readonly weight: Float64Array;
  readonly rows: Int32Array;
  readonly lost: Int32Array;
  readonly expected: Float64Array;
  readonly fortnight: Int32Array;
  readonly person: Int32Array;
  readonly month: Int32Array;
  readonly cross: Uint8Array;
  readonly host: Int32Array;
  readonly role: Int32Array;
  readonly team: Int32Array;
  readonly crossRows: number;
}

/**
 * Cells of every provider on an evaluation day; null where a provider has no row at risk.
 *   `caseMix`  log odds that the case mix explains, of every row
 *   `whole`    the same with what is known of the provider and its people
 */
export function cellsOf(
  frame: Frame,
  risk: AtRisk,
  day: number,
  caseMix: Float64Array,
  whole: Float64Array,
): (ProviderCells | null)[] {
  const fortnights = fortnightsTo(day);
  const byProvider: number[][] = frame.providers.map(() => []);
  for (const row of risk.rows) (byProvider[frame.employer[row] as number] as number[]).push(row);
  return byProvider.map((rows) =>
    rows.length > 0 ? gather(frame, risk, day, rows, fortnights, caseMix, whole) : null,
  );
}

/** Fortnight of a meeting, counted so that the last one ends on the evaluation day. */
export function fortnightOf(meetingDay: number, evaluationDay: number, fortnights: number): number {
  return fortnights - 1 - Math.floor((evaluationDay - 1 - meetingDay) / FORTNIGHT);
}

export function fortnightsTo(evaluationDay: number): number {
  return Math.floor((evaluationDay - 1) / FORTNIGHT) + 1;
}

function gather(
  frame: Frame,
  risk: AtRisk,
  day: number,
  rows: readonly number[],
  fortnights: number,
  caseMix: Float64Array,
  whole: Float64Array,
): ProviderCells {
  const hosts = frame.providers.length;
  const found = new Map<number, number>();
  const cellOf = new Int32Array(rows.length);
  const firstRow: number[] = [];
  rows.forEach((row, k) => {
    const fortnight = fortnightOf(frame.day[row] as number, day, fortnights);
    const key = ((frame.person[row] as number) * fortnights + fortnight) * hosts + (frame.host[row] as number);
    let cell = found.get(key);
    if (cell === undefined) {
      cell = firstRow.length;
      found.set(key, cell);
      firstRow.push(row);
    }
    cellOf[k] = cell;
  });
  const count = firstRow.length;
  const cells = {
    z: new Float64Array(count),
    weight: new Float64Array(count),
    rows: new Int32Array(count),
    lost: new Int32Array(count),
    expected: new Float64Array(count),
  };
  let crossRows = 0;
  rows.forEach((row, k) => {
    const cell = cellOf[k] as number;
    const p = 1 / (1 + Math.exp(-(whole[row] as number)));
    const w = Math.max(p * (1 - p), SMALLEST_WEIGHT);
    const lost = risk.lost[row] as number;
    const working = (whole[row] as number) - (caseMix[row] as number) + (lost - p) / w;
    cells.weight[cell] = (cells.weight[cell] as number) + w;
    cells.z[cell] = (cells.z[cell] as number) + w * working;
    cells.rows[cell] = (cells.rows[cell] as number) + 1;
    cells.lost[cell] = (cells.lost[cell] as number) + lost;
    cells.expected[cell] = (cells.expected[cell] as number) + p;
    crossRows += frame.cross[row] as number;
  });
  for (let c = 0; c < count; c += 1) cells.z[c] = (cells.z[c] as number) / (cells.weight[c] as number);
  const pick = (column: ArrayLike<number>) => Int32Array.from(firstRow, (row) => column[row] as number);
  const person = dense(pick(frame.person));
  // A fortnight may lie in two months: the earlier, so that the order in which rows come does not choose.
  const months = pick(frame.month);
  rows.forEach((row, k) => {
    const cell = cellOf[k] as number;
    months[cell] = Math.min(months[cell] as number, frame.month[row] as number);
  });
  const month = dense(months);
  return {
    count,
    fortnights,
    ...cells,
    fortnight: Int32Array.from(firstRow, (row) => fortnightOf(frame.day[row] as number, day, fortnights)),
    person: person.index,
    persons: person.count,
    month: month.index,
    months: month.count,
    cross: Uint8Array.from(firstRow, (row) => frame.cross[row] as number),
    host: pick(frame.host),
    role: pick(frame.role),
    team: pick(frame.team),
    crossRows,
  };
}

function dense(values: Int32Array): { readonly index: Int32Array; readonly count: number } {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const at = new Map(sorted.map((value, i) => [value, i]));
  return { index: values.map((value) => at.get(value) as number), count: sorted.length };
}
