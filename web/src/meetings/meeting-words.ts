import { addDays, weekdayOf } from '@quorate/libs/time';
import type { ResultOf } from '../app/graphql.js';
import { formatDate, formatDateTime, formatHours, formatLongDate } from '../ui/dates.js';
import type { TagTone } from '../ui/tag.js';
import type { mdtQuery, mdtsQuery } from './mdt.queries.js';
import type { meetingQuery, meetingsQuery } from './meeting.queries.js';
import type { seriesPreviewQuery } from './planning.queries.js';
import { ABSENCE_REASON_WORDS } from './reason-words.js';

export type Mdt = NonNullable<ResultOf<typeof mdtQuery>['mdt']>;
export type MdtSeat = Mdt['seats'][number];
export type MdtSeries = Mdt['series'][number];
export type MdtListItem = ResultOf<typeof mdtsQuery>['mdts']['items'][number];
export type Meeting = NonNullable<ResultOf<typeof meetingQuery>['meeting']>;
export type Reply = Meeting['replies'][number];
export type ListedMeeting = ResultOf<typeof meetingsQuery>['meetings']['items'][number];
export type Preview = NonNullable<ResultOf<typeof seriesPreviewQuery>['seriesPreview']>;
export type Clash = Preview['meetings'][number]['clashes'][number];
export type Response = Reply['response'];

interface Said {
  readonly word: string;
  readonly tone: TagTone;
}

/** An answer to an invitation as the replies board says it. */
export const RESPONSES: Readonly<Record<Response, Said>> = {
  NEEDS_ACTION: { word: 'No reply yet', tone: 'attention' },
  ACCEPTED: { word: 'Coming', tone: 'done' },
  DECLINED: { word: 'Cannot come', tone: 'strong' },
  TENTATIVE: { word: 'Not sure yet', tone: 'info' },
  DELEGATED: { word: 'Sends a deputy', tone: 'done' },
};

/** The same, said to the person who answered. */
export const OWN_RESPONSES: Readonly<Record<Response, string>> = {
  NEEDS_ACTION: 'You have not replied yet.',
  ACCEPTED: 'You said that you will come.',
  DECLINED: 'You said that you cannot come.',
  TENTATIVE: 'You said that you are not sure yet.',
  DELEGATED: 'A deputy comes for this seat.',
};

export const MDT_STATUSES: Readonly<Record<Mdt['status'], Said>> = {
  PROPOSED: { word: 'Proposed', tone: 'info' },
  ACTIVE: { word: 'Active', tone: 'done' },
  SUSPENDED: { word: 'Paused', tone: 'attention' },
  INACTIVE: { word: 'Closed', tone: 'neutral' },
};

export const SEAT_KINDS: Readonly<Record<MdtSeat['kind'], string>> = {
  CORE: 'Core',
  EXTENDED: 'Extended',
};

const SOURCES: Readonly<Record<NonNullable<Reply['source']>, string>> = {
  PERSON: 'by themselves',
  LINK: 'by the link in the mail',
  COORDINATOR: 'recorded by a co-ordinator',
  CALENDAR: 'from their calendar',
};

/** "21 November 2026, 14:02, by the link in the mail"; null while there is no answer. */
export function replySource(reply: Pick<Reply, 'respondedAt' | 'source'>): string | null {
  if (reply.respondedAt === null) return null;
  const when = formatDateTime(reply.respondedAt);
  return reply.source ? `${when}, ${SOURCES[reply.source]}` : when;
}

/** The reason for declining in words; the code itself where a newer list has one that this page does not know. */
export function reasonWords(code: string | null): string | null {
  return code === null ? null : (ABSENCE_REASON_WORDS.get(code) ?? code);
}

/** Site and room, "online", or that neither is known. */
export function placeWords(where: {
  readonly site: string | null;
  readonly room: string | null;
  readonly isOnline: boolean;
}): string {
  const parts = [[where.site, where.room].filter(Boolean).join(', '), where.isOnline ? 'online' : ''].filter(Boolean);
  return parts.length > 0 ? parts.join(' or ') : 'place not known yet';
}

/** "Tuesday 24 November 2026, 13:00 to 14:00". */
export function whenWords(meeting: { readonly date: string; readonly startTime: string; readonly endTime: string }) {
  return `${formatLongDate(meeting.date)}, ${formatHours(meeting.startTime, meeting.endTime)}`;
}

/** "Dr Jo Begum is at Frailty MDT on 24 November 2026, 13:00 to 14:00." */
export function clashWords(clash: Clash): string {
  return `${takenWords(clash)} on ${formatDate(clash.date)}, ${formatHours(clash.startTime, clash.endTime)}.`;
}

/** The same under a date that is shown already: "Dr Jo Begum is at Frailty MDT, 13:00 to 14:00". */
export function clashOnDateWords(clash: Clash): string {
  return `${takenWords(clash)}, ${formatHours(clash.startTime, clash.endTime)}`;
}

function takenWords(clash: Clash): string {
  const where = clash.meetingName ?? 'another meeting';
  return `${clash.name} ${clash.kind === 'ROOM' ? `is taken by ${where}` : `is at ${where}`}`;
}

/** "1 meeting", "12 meetings". */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** "geriatrician, GP and pharmacist". */
export function listWords(words: readonly string[]): string {
  const last = words.at(-1);
  return last === undefined ? '' : words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** The Monday of the week of a local date. */
export function mondayOf(date: string): string {
  return addDays(date, 1 - weekdayOf(date));
}

export const WEEKDAYS = [
  { value: '1', label: 'Monday' },
  { value: '2', label: 'Tuesday' },
  { value: '3', label: 'Wednesday' },
  { value: '4', label: 'Thursday' },
  { value: '5', label: 'Friday' },
  { value: '6', label: 'Saturday' },
  { value: '7', label: 'Sunday' },
] as const;
