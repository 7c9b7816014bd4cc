/**
 * Which small-number rule applies.
 *   people           counts of people cared for: 1 to 7 hidden, others rounded to the nearest 5, 0 kept
 *   staffAttendance  counts from the register of staff: hidden when the denominator is below 5, otherwise exact
 */
export type DisclosurePolicy = 'people' | 'staffAttendance';

export const DISCLOSURE_POLICIES: readonly DisclosurePolicy[] = ['people', 'staffAttendance'];

export type SuppressedCount =
  | { readonly kind: 'shown'; readonly value: number }
  | { readonly kind: 'suppressed'; readonly label: string };

export type SuppressedRate =
  | { readonly kind: 'shown'; readonly value: number; readonly numerator: number; readonly denominator: number }
  | { readonly kind: 'suppressed'; readonly label: string }
  | { readonly kind: 'notApplicable'; readonly label: string };

/** The words printed beside a table or chart to which a policy was applied. */
export const DISCLOSURE_NOTES: Readonly<Record<DisclosurePolicy, string>> = {
  people: 'Counts of 1 to 7 people are hidden and all others are rounded to the nearest 5.',
  staffAttendance: 'Figures that rest on fewer than 5 expected attendances are hidden.',
};

/**
 * A count as it may be shown. Apply it where the figure leaves the place it is worked with, once.
 *   outOf   staffAttendance: the denominator the count belongs to; without it the count is its own denominator
 *   errors  RangeError for anything but a whole number of at least 0: a missing count is not 0
 */
export function suppressCount(n: number, policy: DisclosurePolicy, outOf: number = n): SuppressedCount {
  checkCount(n);
  checkCount(outOf);
  switch (policy) {
    case 'people':
      return n >= 1 && n <= 7 ? { kind: 'suppressed', label: '1 to 7' } : { kind: 'shown', value: roundToFive(n) };
    case 'staffAttendance':
      return outOf >= 1 && outOf < 5
        ? { kind: 'suppressed', label: 'Too few to show (fewer than 5)' }
        : { kind: 'shown', value: n };
  }
}

/**
 * A rate as it may be shown, with the n it must be shown with. `value` is a share 0 to 1.
 *   edges   people: worked out from the rounded counts, so that it gives nothing away; a numerator of 1 to 7 hides it;
 *           a denominator of 0 is not applicable rather than nought
 */
export function suppressRate(numerator: number, denominator: number, policy: DisclosurePolicy): SuppressedRate {
  if (numerator > denominator) throw new RangeError('A numerator cannot exceed its denominator');
  const top = suppressCount(numerator, policy, policy === 'people' ? numerator : denominator);
  const bottom = suppressCount(denominator, policy);
  if (denominator === 0) return { kind: 'notApplicable', label: 'None expected' };
  if (bottom.kind === 'suppressed') return bottom;
  if (top.kind === 'suppressed') return top;
  return { kind: 'shown', value: top.value / bottom.value, numerator: top.value, denominator: bottom.value };
}

/**
 * A row of counts with their total, so that no hidden cell can be worked out from the rest: as long as one cell alone is
 * hidden, or the hidden ones together are a small number, or as many as can only be 1 each, the smallest other one above
 * 0 is hidden with them.
 *   hidden   cells that are hidden already, whatever their size: by another row that they are in as well
 *   total    hidden where there is nothing else to hide: the row gives something away however it is shown
 */
export function suppressRow(
  counts: readonly number[],
  policy: DisclosurePolicy,
  hidden: readonly boolean[] = [],
): { readonly cells: readonly SuppressedCount[]; readonly total: SuppressedCount } {
  const cells = counts.map((count, index) => (hidden[index] ? PROTECTED : suppressCount(count, policy)));
  let total = suppressCount(
    counts.reduce((sum, count) => sum + count, 0),
    policy,
  );
  while (givesAway(counts, cells, policy)) {
    const smallest = Math.min(...counts.filter((count, index) => count > 0 && cells[index]?.kind === 'shown'));
    const at = counts.findIndex((count, index) => count === smallest && cells[index]?.kind === 'shown');
    if (at < 0) {
      total = PROTECTED;
      break;
    }
    cells[at] = PROTECTED;
  }
  return { cells, total };
}

const PROTECTED: SuppressedCount = { kind: 'suppressed', label: 'Hidden to protect another figure' };

/** Whether the total less what is shown tells a hidden cell. */
function givesAway(counts: readonly number[], cells: readonly SuppressedCount[], policy: DisclosurePolicy): boolean {
  const hidden = counts.filter((_, index) => cells[index]?.kind === 'suppressed');
  const sum = hidden.reduce((total, count) => total + count, 0);
  if (hidden.length === 0) return false;
  if (hidden.length === 1 || suppressCount(sum, policy).kind === 'suppressed') return true;
  return sum > 0 && sum === hidden.filter((count) => count > 0).length;
}

function roundToFive(n: number): number {
  return Math.round(n / 5) * 5;
}

function checkCount(n: number): void {
  if (!Number.isInteger(n) || n < 0) throw new RangeError('A count must be a whole number of at least 0');
}
