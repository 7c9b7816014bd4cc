import { addDays, addWorkingDays, type BankHoliday } from '@quorate/libs/time';

/** How long a manager has to answer. Tenants may come to differ, so they are arguments and not rules. */
export interface ReleaseTerms {
  readonly answerInWorkingDays: number;
  readonly answerDaysBeforeMeeting: number;
}

export const RELEASE_TERMS: ReleaseTerms = { answerInWorkingDays: 5, answerDaysBeforeMeeting: 1 };

/**
 * The last local date for an answer: so many working days from today, but so many days before the meeting at the latest.
 *   edges   never before today: what is asked on the eve or on the day is due that same day
 * @example releaseDueDate('2026-11-24', '2026-11-27', RELEASE_TERMS, ENGLAND_BANK_HOLIDAYS) // '2026-11-26'
 */
export function releaseDueDate(
  today: string,
  meetingDate: string,
  terms: ReleaseTerms,
  holidays: readonly BankHoliday[],
): string {
  const byNotice = addWorkingDays(today, terms.answerInWorkingDays, holidays);
  const byMeeting = addDays(meetingDate, -terms.answerDaysBeforeMeeting);
  const earlier = byNotice < byMeeting ? byNotice : byMeeting;
  return earlier < today ? today : earlier;
}
