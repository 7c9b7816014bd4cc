const ZONE = 'Europe/London';
const MS_PER_DAY = 86_400_000;

/** A stretch of instants [from, to) with one offset from UTC, in milliseconds. */
export type OffsetStretch = { readonly from: number; readonly to: number; readonly offset: number };

const stretchesByYear = new Map<number, readonly OffsetStretch[]>();

/**
 * The offsets London uses in and around a calendar year, in order and without gaps, a day more at each end.
 * Each year is asked of Temporal once and kept: expanding a series then costs arithmetic only.
 */
export function londonStretches(year: number): readonly OffsetStretch[] {
  const known = stretchesByYear.get(year);
  if (known) return known;
  const stretches = readStretches(Date.UTC(year, 0, 1) - MS_PER_DAY, Date.UTC(year + 1, 0, 1) + MS_PER_DAY);
  stretchesByYear.set(year, stretches);
  return stretches;
}

/** London's offset from UTC at an instant, in milliseconds. */
export function londonOffsetAt(epochMs: number): number {
  const stretches = londonStretches(new Date(epochMs).getUTCFullYear());
  const stretch = stretches.find(({ from, to }) => epochMs >= from && epochMs < to);
  if (!stretch) throw new RangeError('Not an instant');
  return stretch.offset;
}

function readStretches(from: number, to: number): OffsetStretch[] {
  const stretches: OffsetStretch[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(ZONE);
  while (at.epochMilliseconds < to) {
    const next = at.getTimeZoneTransition('next');
    const end = next === null ? to : Math.min(next.epochMilliseconds, to);
    stretches.push({ from: at.epochMilliseconds, to: end, offset: at.offsetNanoseconds / 1e6 });
    if (next === null) break;
    at = next;
  }
  return stretches;
}
