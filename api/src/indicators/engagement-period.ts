/** Months as YYYY-MM, both ends included. */
export interface EngagementPeriod {
  readonly fromMonth: string;
  readonly toMonth: string;
  /** The month that is not over: its figures are "so far". Null when the period ends before it. */
  readonly monthSoFar: string | null;
}

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const MOST_MONTHS = 60;

/** A period that cannot be read or is too long; the words are for the reader. */
export class BadPeriod extends Error {}

/**
 * The months asked for; the last twelve with the present one unless told. For those to whom small numbers are hidden
 * (`publishedThrough`, the last published month): whole published quarters, so that nobody can take one range from
 * another and be left with a month; what lies after them is cut off.
 *   errors  BadPeriod for a text that is no month, a period that ends before it begins, or more than 60 months
 */
export function engagementPeriod(
  asked: { readonly fromMonth?: string | null; readonly toMonth?: string | null },
  today: string,
  publishedThrough: string | null,
): EngagementPeriod {
  const present = numberOf(publishedThrough ?? today.slice(0, 7));
  const to = asked.toMonth
    ? numberOf(asked.toMonth)
    : Math.max(present, asked.fromMonth ? numberOf(asked.fromMonth) : 0);
  const from = asked.fromMonth ? numberOf(asked.fromMonth) : Math.min(to, present) - 11;
  if (from > to) throw new BadPeriod('The period ends before it begins. Choose a later last month.');
  if (to - from >= MOST_MONTHS) throw new BadPeriod(`Choose at most ${MOST_MONTHS} months.`);
  if (publishedThrough === null)
    return {
      fromMonth: nameOf(from),
      toMonth: nameOf(to),
      monthSoFar: from <= present && present <= to ? nameOf(present) : null,
    };
  const first = Math.min(from, present);
  return {
    fromMonth: nameOf(first - (first % 3)),
    toMonth: nameOf(Math.min(to - (to % 3) + 2, present)),
    monthSoFar: null,
  };
}

/** As many months just before. */
export function periodBefore({ fromMonth, toMonth }: Pick<EngagementPeriod, 'fromMonth' | 'toMonth'>) {
  const [from, to] = [numberOf(fromMonth), numberOf(toMonth)];
  return { fromMonth: nameOf(from - (to - from + 1)), toMonth: nameOf(from - 1) };
}

/** Every month of the period, in order. */
export function monthsOf({ fromMonth, toMonth }: Pick<EngagementPeriod, 'fromMonth' | 'toMonth'>): string[] {
  const from = numberOf(fromMonth);
  return Array.from({ length: numberOf(toMonth) - from + 1 }, (_, index) => nameOf(from + index));
}

/** The first month of the quarter that a month is in. */
export function quarterOf(month: string): string {
  const n = numberOf(month);
  return nameOf(n - (n % 3));
}

/** Months since the year 0, so that a quarter begins at a multiple of three. */
function numberOf(month: string): number {
  const [, year, of] = MONTH.exec(month) ?? [];
  if (!year || !of) throw new BadPeriod(`"${month.slice(0, 20)}" is not a month such as 2026-11.`);
  return Number(year) * 12 + Number(of) - 1;
}

function nameOf(n: number): string {
  return `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;
}
