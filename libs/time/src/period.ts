/** Half-open [from, to): two local dates or two instants. No `to` (null or left out) means it has no end. */
export type Period = { readonly from: string; readonly to?: string | null };

/** Whether a date or instant lies in a period: its first moment does, its end does not. */
export function contains(period: Period, at: string): boolean {
  return compareTimes(period.from, at) <= 0 && (period.to == null || compareTimes(at, period.to) < 0);
}

/** Whether two periods share any moment: periods that only touch do not, and an empty period overlaps nothing. */
export function overlaps(a: Period, b: Period): boolean {
  if (isEmpty(a) || isEmpty(b)) return false;
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a);
}

/** Negative, nought or positive as the first is before, at or after the second. RangeError for a date with an instant. */
export function compareTimes(a: string, b: string): number {
  if (a.includes('T') !== b.includes('T')) throw new RangeError('A date and an instant cannot be compared');
  if (!a.includes('T')) return a < b ? -1 : a > b ? 1 : 0;
  return Date.parse(a) - Date.parse(b);
}

function startsBeforeEnd(a: Period, b: Period): boolean {
  return b.to == null || compareTimes(a.from, b.to) < 0;
}

function isEmpty(period: Period): boolean {
  return period.to != null && compareTimes(period.from, period.to) >= 0;
}
