import { Inject, Injectable } from '@nestjs/common';
import { describeRule } from '@quorate/libs/recurrence';
import { formatDate, minuteOfDay, timeOfMinute } from '@quorate/libs/time';
import { type CalendarEvent, writeCalendar } from '../../messaging/calendar/write-calendar.js';
import type { NewMessage, Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { hashSecret, newSecret } from '../../platform/ids.js';
import type { Settings } from '../../platform/settings.js';
import { SETTINGS } from '../../platform/settings-token.js';
import { occurrenceEvent, participation, placeOf, seriesEvents } from './invitation-calendar.js';
import { type MailRow, mailRows } from './invitation-rows.js';
import { type MailPart, mailWords } from './mail-text.js';

type Kind = 'invitation' | 'moved' | 'cancelled';

interface Letter {
  readonly kind: Kind;
  readonly about: MailRow;
  readonly subject: string;
  readonly parts: readonly MailPart[];
  readonly uid: string;
  readonly events: readonly CalendarEvent[];
}

/** Mail about meetings, with its iCalendar part. It names the MDT and never anybody cared for. */
@Injectable()
export class InvitationMail {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Tells everyone invited to one meeting, or those for whom `to` is true. Returns the rows that got a mail. */
  async tellOfMeeting(
    tx: Transaction,
    meetingId: string,
    kind: 'invitation' | 'moved',
    to: (row: MailRow) => boolean = () => true,
  ): Promise<MailRow[]> {
    const rows = (await mailRows(tx, 'm.meeting_id = $2', [meetingId])).filter(to);
    for (const row of rows) {
      const link = row.response === 'delegated' && !row.isDeputy ? null : await this.newLink(tx, row, 'meeting');
      const when = `${formatDate(row.date)}, ${hours(row)}`;
      this.send(tx, {
        kind,
        about: row,
        subject: `${kind === 'moved' ? 'Changed: ' : ''}MDT meeting: ${row.mdtName}, ${formatDate(row.date)}`,
        parts: [
          ...greeting(row, kind),
          { kind: 'paragraph', words: `${kind === 'moved' ? 'It is now on' : 'It is on'} ${when}.` },
          ...place(row),
          ...replyParts(link),
        ],
        uid: row.calendarUid,
        events: [occurrenceEvent(row)],
      });
    }
    return rows;
  }

  /** Tells everyone invited to the coming meetings of a series in one mail each. Returns the rows of coming meetings that were covered. */
  async tellOfSeries(
    tx: Transaction,
    seriesId: string,
    kind: 'invitation' | 'moved',
    to: (row: MailRow) => boolean = () => true,
  ): Promise<MailRow[]> {
    const standard = await seriesStandard(tx, seriesId);
    const rows = await mailRows(tx, `m.series_id = $2 and m.status <> 'cancelled'`, [seriesId]);
    const covered: MailRow[] = [];
    for (const mine of byPerson(rows)) {
      const coming = mine.filter((row) => isComing(row, standard.comingIds));
      const [next] = coming;
      if (!next || !coming.some(to)) continue;
      covered.push(...coming);
      const link = await this.newLink(tx, next, 'series');
      this.send(tx, {
        kind,
        about: next,
        subject: `${kind === 'moved' ? 'Changed: ' : ''}MDT meetings: ${next.mdtName}, from ${formatDate(next.date)}`,
        parts: [
          ...greeting(next, kind),
          { kind: 'paragraph', words: `${describeSeries(next, standard.durationMinutes)}:` },
          { kind: 'list', items: coming.map((row) => `${formatDate(row.date)}, ${hours(row)}`) },
          ...place(next),
          ...replyParts(link),
        ],
        uid: next.calendarUid,
        events: seriesEvents(onePerMeeting(mine), standard.place, standard.durationMinutes),
      });
    }
    return covered;
  }

  /** Who has been told of any of these meetings, before they change; one row for each person and meeting. */
  seriesRecipients(tx: Transaction, meetingIds: readonly string[]): Promise<MailRow[]> {
    return mailRows(tx, 'm.meeting_id = any ($2::uuid[]) and i.sent_at is not null', [meetingIds]);
  }

  /**
   * Tells those who knew the old dates of the new ones. A series that was split is two entries in a calendar: a second
   * mail ends the old one, with the past left in it.
   */
  async tellOfReplan(
    tx: Transaction,
    oldSeriesId: string,
    newSeriesId: string,
    told: readonly MailRow[],
  ): Promise<void> {
    const people = new Set(told.map((row) => row.practitionerId));
    await this.tellOfSeries(tx, newSeriesId, 'moved', (row) => people.has(row.practitionerId));
    if (newSeriesId === oldSeriesId) return;
    const standard = await seriesStandard(tx, oldSeriesId);
    const left = await mailRows(tx, `m.series_id = $2 and m.status <> 'cancelled'`, [oldSeriesId]);
    const ended = new Map(told.toReversed().map((row) => [row.practitionerId, row]));
    for (const about of ended.values()) {
      const past = left.filter((row) => row.practitionerId === about.practitionerId);
      const whole = {
        ...occurrenceEvent(about),
        occurrenceOf: undefined,
        sequence: about.seriesSequence + about.sequence + 1,
      };
      this.send(tx, {
        kind: past.length > 0 ? 'moved' : 'cancelled',
        about,
        subject: `Changed: MDT meetings: ${about.mdtName}, old dates end`,
        parts: [
          { kind: 'paragraph', words: `Dear ${about.name},` },
          {
            kind: 'paragraph',
            words: `The meetings of ${about.mdtName} (${about.hostName}) from ${formatDate(about.date)} on have changed. Another mail has the new dates; this one takes the old ones out of your calendar.`,
          },
        ],
        uid: about.calendarUid,
        events: past.length > 0 ? seriesEvents(onePerMeeting(past), standard.place, standard.durationMinutes) : [whole],
      });
    }
  }

  /** Tells those who had been invited that a meeting does not take place. */
  async tellOfCancellation(tx: Transaction, meetingIds: readonly string[]): Promise<void> {
    const rows = await mailRows(tx, 'm.meeting_id = any ($2::uuid[]) and i.sent_at is not null', [meetingIds]);
    this.cancel(tx, rows, (row) => `${row.cancelReason ?? ''}`);
  }

  /** Takes meetings out of the calendars of people who are no longer invited to them. Call it before the rows change. */
  async withdraw(tx: Transaction, invitationIds: readonly string[], onlyDeputies = false): Promise<void> {
    if (invitationIds.length === 0) return;
    // A cancellation has to be newer than what it cancels, and a later invitation newer than the cancellation.
    await tx.query(
      `update mdt_meeting set sequence = sequence + 1 where tenant_id = $1 and meeting_id in
         (select i.meeting_id from invitation i where i.tenant_id = $1 and i.invitation_id = any ($2::uuid[]) and i.sent_at is not null)`,
      [tx.tenantId, invitationIds],
    );
    const rows = await mailRows(tx, 'i.invitation_id = any ($2::uuid[]) and i.sent_at is not null', [invitationIds]);
    const leaving = rows.filter((row) => !onlyDeputies || row.isDeputy);
    this.cancel(tx, leaving, () => 'You are no longer asked to come for this seat.');
  }

  private cancel(tx: Transaction, rows: readonly MailRow[], because: (row: MailRow) => string): void {
    for (const mine of byPerson(rows)) {
      const [first] = mine;
      if (!first) continue;
      const dates = onePerMeeting(mine);
      this.send(tx, {
        kind: 'cancelled',
        about: first,
        subject: `Cancelled: MDT meeting: ${first.mdtName}, ${formatDate(first.date)}${dates.length > 1 ? ' and later' : ''}`,
        parts: [
          { kind: 'paragraph', words: `Dear ${first.name},` },
          { kind: 'paragraph', words: `You need not come to ${first.mdtName} (${first.hostName}) on:` },
          { kind: 'list', items: dates.map((row) => `${formatDate(row.date)}, ${hours(row)}`) },
          { kind: 'paragraph', words: because(first) },
        ],
        uid: first.calendarUid,
        events: dates.map(occurrenceEvent),
      });
    }
  }

  private send(tx: Transaction, letter: Letter): void {
    const { about } = letter;
    const words = mailWords(letter.parts.filter((part) => part.kind !== 'paragraph' || part.words !== ''));
    const message: NewMessage = {
      kind: `meeting.${letter.kind}`,
      recipientName: about.name,
      recipientEmail: about.email,
      recipientPractitionerId: about.practitionerId,
      organisationId: about.hostOrganisationId,
      meetingId: about.meetingId,
      subject: letter.subject,
      ...words,
      calendarMethod: letter.kind === 'cancelled' ? 'CANCEL' : 'REQUEST',
      calendarPart: writeCalendar({
        method: letter.kind === 'cancelled' ? 'CANCEL' : 'REQUEST',
        uid: letter.uid,
        stampedAt: tx.now,
        summary: `MDT meeting: ${about.mdtName}`,
        description: `${about.mdtName}, ${about.hostName}. You are asked to come as ${about.roleName} for ${about.providerName}.`,
        url: about.joinUrl,
        organiser: { name: `${about.hostName}, MDT co-ordination`, email: addressOf(this.settings.MAIL_FROM) },
        attendee: { name: about.name, email: about.email, status: participation(about) },
        events: letter.events,
      }),
    };
    tx.send(message);
  }

  /** A link that opens this person's reply to the meeting or to the series. Only its hash is kept. */
  private async newLink(tx: Transaction, row: MailRow, scope: 'meeting' | 'series'): Promise<string> {
    const secret = newSecret();
    await tx.query(
      'insert into reply_link (tenant_id, token_hash, practitioner_id, meeting_id, series_id, created_at) values ($1,$2,$3,$4,$5,$6)',
      [
        tx.tenantId,
        hashSecret(secret),
        row.practitionerId,
        scope === 'meeting' ? row.meetingId : null,
        scope === 'series' ? row.seriesId : null,
        tx.now,
      ],
    );
    return `${this.publicUrl.origin()}/reply/${tx.tenantId}.${secret}`;
  }
}

interface Standard {
  readonly durationMinutes: number;
  readonly place: string;
  readonly comingIds: ReadonlySet<string>;
}

async function seriesStandard(tx: Transaction, seriesId: string): Promise<Standard> {
  const [series] = await tx.query<{
    durationMinutes: number;
    siteName: string | null;
    roomName: string | null;
    joinUrl: string | null;
    coming: string[];
  }>(
    `select s.duration_minutes as "durationMinutes", st.name as "siteName", r.name as "roomName", s.join_url as "joinUrl",
       array(select m.meeting_id::text from mdt_meeting m where m.tenant_id = s.tenant_id and m.series_id = s.series_id and m.status = 'booked' and m.starts_at > $3) as coming
     from mdt_series s left join site st on st.tenant_id = s.tenant_id and st.site_id = s.site_id
     left join room r on r.tenant_id = s.tenant_id and r.room_id = s.room_id
     where s.tenant_id = $1 and s.series_id = $2`,
    [tx.tenantId, seriesId, tx.now],
  );
  if (!series) throw new Error('A series that is not there.');
  return { durationMinutes: series.durationMinutes, place: placeOf(series), comingIds: new Set(series.coming) };
}

function isComing(row: MailRow, comingIds: ReadonlySet<string>): boolean {
  return comingIds.has(row.meetingId) && !(row.response === 'delegated' && !row.isDeputy);
}

function byPerson(rows: readonly MailRow[]): MailRow[][] {
  const people = new Map<string, MailRow[]>();
  for (const row of rows) {
    // One object may hold one UID only, so an extraordinary meeting is a mail of its own.
    const key = `${row.practitionerId} ${row.calendarUid}`;
    people.set(key, [...(people.get(key) ?? []), row]);
  }
  return [...people.values()];
}

function onePerMeeting(rows: readonly MailRow[]): MailRow[] {
  return [...new Map(rows.map((row) => [row.meetingId, row])).values()];
}

function hours(row: MailRow): string {
  return `${row.startTime} to ${timeOfMinute(minuteOfDay(row.startTime) + row.durationMinutes)}`;
}

function describeSeries(row: MailRow, durationMinutes: number): string {
  if (!row.frequency || !row.weekday || !row.seriesStartTime) return 'The meetings are';
  return describeRule({
    frequency: row.frequency,
    weekday: row.weekday,
    ...(row.weekOfMonth ? { weekOfMonth: row.weekOfMonth } : {}),
    startTime: row.seriesStartTime,
    durationMinutes,
    from: row.date,
  });
}

function greeting(row: MailRow, kind: Kind): MailPart[] {
  const seat = `${row.roleName} for ${row.providerName}`;
  const words =
    kind === 'moved'
      ? `${row.mdtName} (${row.hostName}) has changed. You are invited as ${seat}. Please answer again.`
      : row.isDeputy
        ? `You are asked to stand in as ${seat} at ${row.mdtName} (${row.hostName}).`
        : `You are invited to ${row.mdtName} (${row.hostName}) as ${seat}.`;
  return [
    { kind: 'paragraph', words: `Dear ${row.name},` },
    { kind: 'paragraph', words },
  ];
}

function place(row: MailRow): MailPart[] {
  const where = [row.siteName, row.roomName].filter(Boolean).join(', ');
  return [
    ...(where ? [{ kind: 'paragraph' as const, words: `Place: ${where}.` }] : []),
    ...(row.joinUrl ? [{ kind: 'link' as const, words: 'Join online', url: row.joinUrl }] : []),
  ];
}

function replyParts(link: string | null): MailPart[] {
  if (!link) return [];
  return [
    { kind: 'link', words: 'I will come', url: `${link}?answer=accept` },
    { kind: 'link', words: 'I may come', url: `${link}?answer=tentative` },
    { kind: 'link', words: 'I cannot come', url: `${link}?answer=decline` },
    {
      kind: 'paragraph',
      words:
        'You need no account. Opening a link changes nothing: press the button on the page. You can change your answer until the meeting starts. This link is yours; please do not pass it on.',
    },
  ];
}

function addressOf(mailFrom: string): string {
  return /<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom;
}
