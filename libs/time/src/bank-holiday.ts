/** A day on which England's services are closed: a local date and the name to show. */
export type BankHoliday = { readonly date: string; readonly title: string };

const indexes = new WeakMap<readonly BankHoliday[], ReadonlyMap<string, BankHoliday>>();

/** Why a day is a bank holiday, or null when it is not in the list. Ask by local date, not by instant. */
export function bankHolidayOn(date: string, holidays: readonly BankHoliday[]): BankHoliday | null {
  let index = indexes.get(holidays);
  if (!index) {
    index = new Map(holidays.map((holiday) => [holiday.date, holiday]));
    indexes.set(holidays, index);
  }
  return index.get(date) ?? null;
}

/** Whether a local date is in the list. The list is read once, so pass the same frozen array each time. */
export function isBankHoliday(date: string, holidays: readonly BankHoliday[]): boolean {
  return bankHolidayOn(date, holidays) !== null;
}
