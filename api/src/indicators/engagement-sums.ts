import { type AttendanceClass, DENOMINATOR_RULES, REASON_LOCI, type ReasonLocus } from '@quorate/libs/attendance';

/** A lost seat's reason, or that none was given. */
export type LossReason = ReasonLocus | 'none';

export const LOSS_REASONS: readonly LossReason[] = [...REASON_LOCI, 'none'];

export const EXCLUSIONS: readonly AttendanceClass[] = DENOMINATOR_RULES.map((rule) => rule.class).filter(
  (kind) => kind !== 'tookPart' && kind !== 'lost',
);

/** Seats by what they count as. `counted` is the denominator: took part and lost. */
export interface EngagementSums {
  readonly tookPart: number;
  readonly lost: number;
  readonly counted: number;
  /** Everything that was invited: counted and left out. */
  readonly seats: number;
  readonly excluded: ReadonlyMap<string, number>;
  readonly lostBy: ReadonlyMap<string, number>;
}

/** One row of a rollup, summed over what is not asked for. `locus` is 'none' where it does not apply. */
export interface ClassRow {
  readonly class: string;
  readonly locus: string;
  readonly seats: number;
}

/** Adds rows up. Classes sum to `seats`, and the reasons to `lost`. */
export function sumClasses(rows: readonly ClassRow[]): EngagementSums {
  let [tookPart, lost, seats] = [0, 0, 0];
  const excluded = new Map<string, number>();
  const lostBy = new Map<string, number>();
  for (const row of rows) {
    seats += row.seats;
    if (row.class === 'tookPart') tookPart += row.seats;
    else if (row.class === 'lost') {
      lost += row.seats;
      lostBy.set(row.locus, (lostBy.get(row.locus) ?? 0) + row.seats);
    } else excluded.set(row.class, (excluded.get(row.class) ?? 0) + row.seats);
  }
  return { tookPart, lost, counted: tookPart + lost, seats, excluded, lostBy };
}

/** Sums of several providers together; their classes and reasons are not carried on. */
export function addSums(sums: readonly EngagementSums[]): EngagementSums {
  const total = (key: 'tookPart' | 'lost' | 'counted' | 'seats') => sums.reduce((sum, one) => sum + one[key], 0);
  return {
    tookPart: total('tookPart'),
    lost: total('lost'),
    counted: total('counted'),
    seats: total('seats'),
    excluded: new Map(),
    lostBy: new Map(),
  };
}

/** What a figure rests on: its denominator, or all its seats where nothing of them counts. */
export function basisOf({ counted, seats }: Pick<EngagementSums, 'counted' | 'seats'>): number {
  return counted > 0 ? counted : seats;
}

/** Rows by a key, in the order in which the keys come. */
export function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
