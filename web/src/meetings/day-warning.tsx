import { bankHolidayOn, ENGLAND_BANK_HOLIDAYS, isLocalDate, weekdayOf } from '@quorate/libs/time';
import { formatLongDate } from '../ui/dates.js';
import { Inset } from '../ui/states.js';
import { Tag } from '../ui/tag.js';

export interface DayWarningProps {
  readonly date: string;
  /** Of a whole series; its bank holidays are left out by themselves. */
  readonly isSeries: boolean;
}

/** Beside a date that few would choose on purpose: a weekend or a bank holiday. It refuses nothing. */
export function DayWarning({ date, isSeries }: DayWarningProps) {
  return <div role="status">{isLocalDate(date) ? <Warning why={whyUnusual(date, isSeries)} /> : null}</div>;
}

function Warning({ why }: { readonly why: string | null }) {
  if (why === null) return null;
  return (
    <Inset>
      <Tag tone="attention">Check the date</Tag> {why}
    </Inset>
  );
}

function whyUnusual(date: string, isSeries: boolean): string | null {
  const holiday = isSeries ? null : bankHolidayOn(date, ENGLAND_BANK_HOLIDAYS);
  if (holiday)
    return `${formatLongDate(date)} is a bank holiday: ${holiday.title}. You can still move the meeting there.`;
  if (weekdayOf(date) < 6) return null;
  return isSeries
    ? `${formatLongDate(date)} is at the weekend, so these meetings would all be. You can still move them there.`
    : `${formatLongDate(date)} is at the weekend. You can still move the meeting there.`;
}
