import type { SeriesRule } from '@quorate/libs/recurrence';
import { londonStartMs, toLondon } from '@quorate/libs/time';
import ICAL from 'ical.js';
import { LONDON_VTIMEZONE } from './london-vtimezone.js';

/** A local date and a time on a London clock. */
export interface LocalMoment {
  readonly date: string;
  readonly time: string;
}

/** One VEVENT: a single meeting, a series, or one occurrence of a series that differs from it. */
export interface CalendarEvent {
  readonly start: LocalMoment;
  readonly durationMinutes: number;
  readonly location: string;
  readonly sequence: number;
  /** Where the series' rule would have it: makes this event an exception of the series. */
  readonly occurrenceOf?: LocalMoment;
  /** Makes this event the series itself: its rule, its last date, and the dates of the rule on which it does not meet. */
  readonly series?: {
    readonly rule: Pick<SeriesRule, 'frequency' | 'weekday' | 'weekOfMonth'>;
    readonly lastDate: string;
    readonly without: readonly string[];
  };
}

export type ParticipationStatus = 'NEEDS-ACTION' | 'ACCEPTED' | 'DECLINED' | 'TENTATIVE' | 'DELEGATED';

export interface CalendarObject {
  readonly method: 'REQUEST' | 'CANCEL';
  /** One UID for all events: RFC 5546 allows no more in one object. */
  readonly uid: string;
  readonly stampedAt: Date;
  readonly summary: string;
  readonly description: string;
  readonly url: string | null;
  readonly organiser: { readonly name: string; readonly email: string };
  /** Only the person it is sent to, so that nobody learns another's address. */
  readonly attendee: { readonly name: string; readonly email: string; readonly status: ParticipationStatus };
  readonly events: readonly CalendarEvent[];
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** An iTIP message (RFC 5546) as text: folded, escaped, CRLF, with its VTIMEZONE. */
export function writeCalendar(object: CalendarObject): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//Quorate//MDT meetings//EN');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('calscale', 'GREGORIAN');
  calendar.addPropertyWithValue('method', object.method);
  calendar.addSubcomponent(new ICAL.Component(ICAL.parse(LONDON_VTIMEZONE)));
  for (const event of object.events) calendar.addSubcomponent(eventOf(object, event));
  return `${calendar.toString()}\r\n`;
}

function eventOf(object: CalendarObject, event: CalendarEvent): ICAL.Component {
  const component = new ICAL.Component('vevent');
  component.addPropertyWithValue('uid', object.uid);
  component.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(object.stampedAt, true));
  component.addPropertyWithValue('sequence', event.sequence);
  if (event.occurrenceOf) component.addProperty(londonProperty('recurrence-id', event.occurrenceOf));
  component.addProperty(londonProperty('dtstart', event.start));
  component.addProperty(londonProperty('dtend', endOf(event)));
  if (event.series) addRule(component, event, event.series);
  component.addPropertyWithValue('summary', plainText(object.summary));
  component.addPropertyWithValue('description', plainText(object.description));
  if (event.location) component.addPropertyWithValue('location', plainText(event.location));
  if (object.url) component.addPropertyWithValue('url', object.url);
  component.addPropertyWithValue('status', object.method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED');
  component.addPropertyWithValue('transp', 'OPAQUE');
  component.addProperty(person('organizer', object.organiser, {}));
  component.addProperty(
    person('attendee', object.attendee, {
      role: 'REQ-PARTICIPANT',
      partstat: object.attendee.status,
      rsvp: object.method === 'REQUEST' ? 'TRUE' : 'FALSE',
    }),
  );
  return component;
}

/** ical.js escapes a new line; a carriage return by itself would end the line for some readers, and RFC 5545 has no control characters. */
function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '');
}

function addRule(component: ICAL.Component, event: CalendarEvent, series: NonNullable<CalendarEvent['series']>): void {
  const { rule } = series;
  const day = DAYS[rule.weekday - 1] ?? 'MO';
  // With a zone on DTSTART, UNTIL has to be in UTC (RFC 5545 3.3.10).
  const until = new Date(londonStartMs(series.lastDate, event.start.time));
  component.addPropertyWithValue(
    'rrule',
    ICAL.Recur.fromData({
      freq: rule.frequency === 'monthly' ? 'MONTHLY' : 'WEEKLY',
      interval: rule.frequency === 'fortnightly' ? 2 : 1,
      byday: [rule.frequency === 'monthly' ? `${rule.weekOfMonth ?? 1}${day}` : day],
      until: ICAL.Time.fromJSDate(until, true),
    }),
  );
  for (const date of series.without) component.addProperty(londonProperty('exdate', { date, time: event.start.time }));
}

function endOf(event: CalendarEvent): LocalMoment {
  const startMs = londonStartMs(event.start.date, event.start.time);
  return toLondon(new Date(startMs + event.durationMinutes * 60_000).toISOString());
}

function londonProperty(name: string, moment: LocalMoment): ICAL.Property {
  const property = new ICAL.Property(name);
  property.setParameter('tzid', 'Europe/London');
  property.setValue(ICAL.Time.fromDateTimeString(`${moment.date}T${moment.time}:00`));
  return property;
}

function person(
  name: string,
  who: { readonly name: string; readonly email: string },
  parameters: Readonly<Record<string, string>>,
): ICAL.Property {
  const property = new ICAL.Property(name);
  // A double quote cannot be written in a parameter at all, and a line break would end it.
  property.setParameter('cn', plainText(who.name).replace(/["\n]+/g, ' '));
  for (const [key, value] of Object.entries(parameters)) property.setParameter(key, value);
  property.setValue(`mailto:${who.email}`);
  return property;
}
