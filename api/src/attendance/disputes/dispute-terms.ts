import { addWorkingDays, type BankHoliday } from '@quorate/libs/time';
import type { Query } from '../../platform/audit.js';

/** How long a record may be disputed and an answer may take, all in working days. */
export interface DisputeTerms {
  /** After the day on which the record was written or last corrected. */
  readonly disputeWorkingDays: number;
  readonly answerWorkingDays: number;
  /** How long before the answer is due the host is reminded. */
  readonly remindWorkingDays: number;
}

/** What a tenant has that issued no terms of its own. */
export const DISPUTE_TERMS: DisputeTerms = { disputeWorkingDays: 10, answerWorkingDays: 5, remindWorkingDays: 2 };

/** Terms with the day they begin; the first of a tenant's begin before any day. */
export interface DatedTerms extends DisputeTerms {
  readonly inForceFrom: string;
}

/** A tenant's terms, the newest first. Values: tenant. */
export const TERMS_SQL = `
  select in_force_from::text as "inForceFrom", dispute_working_days as "disputeWorkingDays", answer_working_days as "answerWorkingDays",
    remind_working_days as "remindWorkingDays"
  from dispute_terms where tenant_id = $1 order by in_force_from desc, version desc`;

/** Every version of the tenant's terms. */
export function termsOf(query: Query, tenantId: string): Promise<DatedTerms[]> {
  return query<DatedTerms>(TERMS_SQL, [tenantId]);
}

/** The terms in force on a local date; `issued` newest first. */
export function termsOn(issued: readonly DatedTerms[], date: string): DisputeTerms {
  return issued.find(({ inForceFrom }) => inForceFrom <= date) ?? DISPUTE_TERMS;
}

/**
 * The last local date on which a record is disputed in time: so many working days after it was written, by the terms of that day.
 * @example inTimeUntil('2026-12-18', DISPUTE_TERMS, ENGLAND_BANK_HOLIDAYS) // '2027-01-06'
 */
export function inTimeUntil(writtenOn: string, terms: DisputeTerms, holidays: readonly BankHoliday[]): string {
  return addWorkingDays(writtenOn, terms.disputeWorkingDays, holidays);
}

/** When an answer to what is disputed on a date is due, and when the host is reminded of it. */
export function answerDates(
  raisedOn: string,
  terms: DisputeTerms,
  holidays: readonly BankHoliday[],
): { readonly remindOn: string; readonly dueOn: string } {
  const dueOn = addWorkingDays(raisedOn, terms.answerWorkingDays, holidays);
  return { remindOn: addWorkingDays(dueOn, -terms.remindWorkingDays, holidays), dueOn };
}

/** The days on which a record has to be written for it to be in time today; `until` is not one of them. */
export interface OpenSpan {
  readonly from: string;
  readonly until: string | null;
}

/** For every version of the terms, the days of which records can still be disputed today. */
export function openSpans(
  issued: readonly DatedTerms[],
  today: string,
  holidays: readonly BankHoliday[],
): readonly OpenSpan[] {
  const oldest = { ...DISPUTE_TERMS, inForceFrom: '0001-01-01' };
  let until: string | null = null;
  return [...issued, oldest].map((terms) => {
    // Working days back from today: whatever was written on an earlier day has had its working days.
    const earliest = addWorkingDays(today, -terms.disputeWorkingDays, holidays);
    const from = earliest > terms.inForceFrom ? earliest : terms.inForceFrom;
    const span = { from, until };
    until = terms.inForceFrom;
    return span;
  });
}
