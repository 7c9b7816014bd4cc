/**
 * Reads a time of day as staff type it: "9", "930", "0930", "9.30", "9:30", "9:30pm". Returns "HH:mm", or null when it is no time.
 * example parseTime('1430') is '14:30'
 */
export function parseTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?$/i.exec(typed.trim());
  if (!match) return null;
  const [, hourText = '', minuteText = '00', half] = match;
  const written = Number(hourText);
  if (half && (written < 1 || written > 12)) return null;
  const hour = half ? (written % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : written;
  const minute = Number(minuteText);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
