import { describe, expect, it } from '@jest/globals';
import { RRuleTemporal } from 'rrule-temporal';
import { type CalendarObject, writeCalendar } from './write-calendar.js';

const series = { frequency: 'fortnightly', weekday: 2 } as const;
const object = (over: Partial<CalendarObject> = {}): CalendarObject => ({
  method: 'REQUEST',
  uid: 'series-1@quorate.invalid',
  stampedAt: new Date('2026-10-01T08:00:00Z'),
  summary: 'MDT meeting: Frailty, falls; "and" more\\',
  description:
    'A long description that goes on and on so that the line has to be folded at seventy-five octets, é ü ö included.',
  url: 'https://meet.example.invalid/1',
  organiser: { name: 'Riverside "Trust", MDT co-ordination', email: 'no-reply@quorate.invalid' },
  attendee: { name: 'Dr Amara Osei', email: 'gp@example.invalid', status: 'NEEDS-ACTION' },
  events: [
    {
      start: { date: '2026-10-13', time: '13:00' },
      durationMinutes: 60,
      location: 'Riverside house, Room 1',
      sequence: 3,
      series: { rule: series, lastDate: '2027-04-13', without: ['2026-12-22'] },
    },
    {
      start: { date: '2026-11-25', time: '15:30' },
      durationMinutes: 60,
      location: 'Online',
      sequence: 4,
      occurrenceOf: { date: '2026-11-24', time: '13:00' },
    },
  ],
  ...over,
});

/** A reader of our own, by the letter of RFC 5545 3.1, so that the writer is not its own judge. */
function read(text: string): { lines: string[]; components: string[][] } {
  const lines = text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(Boolean);
  const components: string[][] = [];
  let open: string[] | null = null;
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') open = [];
    else if (line === 'END:VEVENT' && open) {
      components.push(open);
      open = null;
    } else open?.push(line);
  }
  return { lines, components };
}

describe('writeCalendar', () => {
  it.each(['Falls\rATTACH:https://evil.invalid', 'Falls\r\nEND:VEVENT\r\nBEGIN:VEVENT', 'Fa\0l\u0007ls\u0085'])(
    'lets no line of a name begin a line of its own: %j',
    (text) => {
      const written = writeCalendar(
        object({ summary: text, description: text, organiser: { name: text, email: 'no-reply@quorate.invalid' } }),
      );
      expect(written.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
      const { lines, components } = read(written);
      expect(components).toHaveLength(2);
      expect(lines.filter((line) => line.startsWith('ATTACH'))).toEqual([]);
    },
  );

  it('ends every line with CRLF and folds at 75 octets', () => {
    const text = writeCalendar(object());
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  it('has one VTIMEZONE of London in the form with 1970 and RRULE, before the events', () => {
    const { lines } = read(writeCalendar(object()));
    expect(lines.filter((line) => line === 'BEGIN:VTIMEZONE')).toHaveLength(1);
    expect(lines.indexOf('END:VTIMEZONE')).toBeLessThan(lines.indexOf('BEGIN:VEVENT'));
    for (const line of [
      'TZID:Europe/London',
      'DTSTART:19700329T010000',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'DTSTART:19701025T020000',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'TZOFFSETTO:+0100',
    ])
      expect(
        lines.map((each) =>
          each
            .replace('BYDAY=-1SU;BYMONTH=3', 'BYMONTH=3;BYDAY=-1SU')
            .replace('BYDAY=-1SU;BYMONTH=10', 'BYMONTH=10;BYDAY=-1SU'),
        ),
      ).toContain(line);
  });

  it('writes method, uid, sequence, London times, organiser and the one attendee', () => {
    const { lines, components } = read(writeCalendar(object()));
    expect(lines).toEqual(expect.arrayContaining(['VERSION:2.0', 'METHOD:REQUEST', 'CALSCALE:GREGORIAN']));
    const [master = [], moved = []] = components;
    expect(master).toEqual(
      expect.arrayContaining([
        'UID:series-1@quorate.invalid',
        'SEQUENCE:3',
        'DTSTAMP:20261001T080000Z',
        'DTSTART;TZID=Europe/London:20261013T130000',
        'DTEND;TZID=Europe/London:20261013T140000',
        'EXDATE;TZID=Europe/London:20261222T130000',
        'SUMMARY:MDT meeting: Frailty\\, falls\\; "and" more\\\\',
        'ATTENDEE;CN=Dr Amara Osei;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gp@example.invalid',
      ]),
    );
    expect(master.find((line) => line.startsWith('ORGANIZER'))).toBe(
      'ORGANIZER;CN="Riverside  Trust , MDT co-ordination":mailto:no-reply@quorate.invalid',
    );
    expect(master.some((line) => line.startsWith('RECURRENCE-ID'))).toBe(false);
    expect(moved).toEqual(
      expect.arrayContaining([
        'UID:series-1@quorate.invalid',
        'SEQUENCE:4',
        'RECURRENCE-ID;TZID=Europe/London:20261124T130000',
        'DTSTART;TZID=Europe/London:20261125T153000',
      ]),
    );
  });

  it('gives, to another expander, 13:00 in London on every date over both clock changes', () => {
    const [master = []] = read(writeCalendar(object())).components;
    const rrule = master.find((line) => line.startsWith('RRULE:')) ?? '';
    const rule = new RRuleTemporal({ rruleString: `DTSTART;TZID=Europe/London:20261013T130000\n${rrule}` });
    const starts = rule.all().map((start) => start.toString().slice(0, 22));
    expect(starts).toContain('2026-10-13T13:00:00+01');
    expect(starts).toContain('2026-10-27T13:00:00+00');
    expect(starts).toContain('2027-03-30T13:00:00+01');
    expect(starts.at(-1)).toBe('2027-04-13T13:00:00+01');
    expect(starts).toHaveLength(14);
    expect(starts.every((start) => start.includes('T13:00:00'))).toBe(true);
  });

  it.each([
    [{ frequency: 'weekly', weekday: 5 } as const, 'FREQ=WEEKLY;BYDAY=FR'],
    [{ frequency: 'monthly', weekday: 5, weekOfMonth: -1 } as const, 'FREQ=MONTHLY;BYDAY=-1FR'],
    [{ frequency: 'monthly', weekday: 2, weekOfMonth: 2 } as const, 'FREQ=MONTHLY;BYDAY=2TU'],
  ])('writes %j as %s', (rule, expected) => {
    const text = writeCalendar(
      object({
        events: [
          {
            start: { date: '2026-11-27', time: '09:00' },
            durationMinutes: 30,
            location: '',
            sequence: 0,
            series: { rule, lastDate: '2027-01-29', without: [] },
          },
        ],
      }),
    );
    const rrule = /RRULE:(FREQ=(?:WEEKLY|MONTHLY)\S*)/.exec(text.replace(/\r\n[ \t]/g, ''))?.[1] ?? '';
    for (const part of expected.split(';')) expect(rrule.split(';')).toContain(part);
    expect(rrule).toContain('UNTIL=20270129T090000Z');
  });

  it('cancels with METHOD and STATUS and no RSVP', () => {
    const { lines } = read(writeCalendar(object({ method: 'CANCEL' })));
    expect(lines).toContain('METHOD:CANCEL');
    expect(lines).toContain('STATUS:CANCELLED');
    expect(lines.join()).not.toContain('RSVP=TRUE');
  });
});
