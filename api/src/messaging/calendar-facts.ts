import ICAL from 'ical.js';
import type { MailCalendar } from './outbox.graphql.js';

/** What a calendar part puts into the diary, or null for one that holds no event. */
export function calendarFacts(calendarPart: string, method: string | null): MailCalendar | null {
  const calendar = ICAL.Component.fromString(calendarPart);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    if (!ICAL.TimezoneService.has(String(zone.getFirstPropertyValue('tzid')))) ICAL.TimezoneService.register(zone);
  }
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  const [first] = events;
  if (!first) return null;
  return {
    method: method ?? String(calendar.getFirstPropertyValue('method') ?? 'REQUEST'),
    summary: first.summary ?? '',
    startsAt: first.startDate.toJSDate().toISOString(),
    endsAt: first.endDate.toJSDate().toISOString(),
    location: first.location || null,
    sequence: first.sequence ?? 0,
    events: events.length,
  };
}
