export { type BankHoliday, bankHolidayOn, isBankHoliday } from './bank-holiday.js';
export { ENGLAND_BANK_HOLIDAYS, ENGLAND_BANK_HOLIDAYS_COVER } from './england-bank-holidays.js';
export {
  addDays,
  dateOfDay,
  dayNumber,
  daysBetween,
  isLocalDate,
  isLocalTime,
  isoOfEpoch,
  MONTH_NAMES,
  minuteOfDay,
  monthOf,
  timeOfMinute,
  WEEKDAY_NAMES,
  type Weekday,
  weekdayOf,
} from './local-date.js';
export { type LondonInstant, londonInstant, londonStart, londonStartMs } from './london-instant.js';
export { compareTimes, contains, overlaps, type Period } from './period.js';
export { formatDate, formatLondonDate, formatLondonTime, toLondon } from './to-london.js';
export { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.js';
