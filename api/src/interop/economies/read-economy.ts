import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttendanceStatus, Economy, InvitationRow, ReleaseRequestRow, SeriesRow } from '@quorate/libs/withholding';
import { dateOrBlank, filled, readTable, type Table, type TableRow, wholeNumber } from '../registers/read-table.js';
import { BadRegister } from '../registers/register.js';

const STATUSES = ['attended', 'attended_late', 'deputy', 'apologies', 'late_cancel', 'dna', 'not_recorded'] as const;
const MODES = ['in_person', 'hybrid', 'remote'] as const;
const KINDS = ['bank_holiday', 'strike'] as const;
const DECISIONS = ['approved', 'partial', 'declined', 'none'] as const;

/**
 * A health economy's attendance from a folder of CSV files and a `meta.json`: providers, series, professionals, meetings,
 * calendar, invitations and release requests.
 *   errors  BadRegister with file and line for a file or column that is missing, a cell that is not what it must be, an
 *           id that no other file has or that its own has twice, or a meeting before the first day
 *   edges   calendar and release requests may have no row; cancelled meetings have no invitations and are read over
 */
export function readEconomy(folder: string): Economy {
  const meta = readMeta(folder);
  const providers = new Ids('provider_id');
  const series = new Ids('series_id');
  const people = new Ids('professional_id');
  const meetings = new Ids('meeting_id');
  const invitations = new Ids('invitation_id');
  return {
    ...meta,
    providers: readAll(folder, 'providers', (table, row) => ({ providerId: providers.own(table, row) })),
    series: readAll(folder, 'series', (table, row) => ({
      seriesId: series.own(table, row),
      hostProviderId: providers.named(table, row, 'host_provider_id'),
      ...timetableOf(table, row),
    })),
    professionals: readAll(folder, 'professionals', (table, row) => ({
      professionalId: people.own(table, row),
      employerProviderId: providers.named(table, row, 'employer_provider_id'),
      baseSiteId: filled(table, row, 'base_site_id'),
      role: filled(table, row, 'role'),
      coverDepth: wholeNumber(table, row, 'cover_depth'),
    })),
    meetings: readAll(folder, 'meetings', (table, row) => ({
      meetingId: meetings.own(table, row),
      seriesId: series.named(table, row),
      date: dateFrom(table, row, meta.start),
    })),
    calendar: readAll(folder, 'calendar', (table, row) => ({
      date: date(table, row, 'date'),
      kind: oneOf(table, row, 'kind', KINDS),
      roles: row.cell('roles').split(';').filter(Boolean),
    })),
    invitations: readAll(folder, 'invitations', (table, row) => ({
      invitationId: invitations.own(table, row),
      meetingId: meetings.named(table, row),
      professionalId: people.named(table, row),
      ...registerOf(table, row),
    })),
    releaseRequests: readAll(folder, 'release_requests', (table, row) => ({
      invitationId: invitations.named(table, row),
      ...answerOf(table, row),
    })),
  };
}

/** Ids of one kind of row: each once in its own file, and every one that another file names is among them. */
class Ids {
  private readonly known = new Set<string>();

  constructor(private readonly column: string) {}

  own(table: Table, row: TableRow): string {
    const id = filled(table, row, this.column);
    if (this.known.has(id)) throw new BadRegister(table.file, row.line, `${this.column} ${id} is there twice`);
    this.known.add(id);
    return id;
  }

  named(table: Table, row: TableRow, column = this.column): string {
    const id = filled(table, row, column);
    if (!this.known.has(id)) throw new BadRegister(table.file, row.line, `${column} ${id} is in no other file`);
    return id;
  }
}

function timetableOf(table: Table, row: TableRow): Omit<SeriesRow, 'seriesId' | 'hostProviderId'> {
  const time = filled(table, row, 'start_time');
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(time) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59)
    throw new BadRegister(table.file, row.line, `start_time must be a time such as 09:30, not "${time}"`);
  const durationMinutes = wholeNumber(table, row, 'duration_min');
  if (durationMinutes === 0) throw new BadRegister(table.file, row.line, 'duration_min must be at least 1');
  const weekday = wholeNumber(table, row, 'weekday');
  if (weekday > 6) throw new BadRegister(table.file, row.line, `weekday must be 0 (Monday) to 6, not ${weekday}`);
  return {
    weekday,
    startMinute: Number(hour) * 60 + Number(minute),
    durationMinutes,
    mode: oneOf(table, row, 'mode', MODES),
  };
}

function registerOf(table: Table, row: TableRow): Omit<InvitationRow, 'invitationId' | 'meetingId' | 'professionalId'> {
  return {
    required: oneOf(table, row, 'required', ['0', '1'] as const) === '1',
    invitedOn: date(table, row, 'invited_on'),
    travelMinutes: number(table, row, 'travel_min'),
    status: oneOf<AttendanceStatus>(table, row, 'status', STATUSES),
    minutesPresent: number(table, row, 'minutes_present'),
    absenceReason: row.cell('absence_reason'),
  };
}

function answerOf(table: Table, row: TableRow): Omit<ReleaseRequestRow, 'invitationId'> {
  return {
    requestedOn: date(table, row, 'requested_on'),
    decision: oneOf(table, row, 'decision', DECISIONS),
    decidedOn: dateOrBlank(table, row, 'decided_on') ?? '',
  };
}

function readAll<T>(folder: string, name: string, read: (table: Table, row: TableRow) => T): T[] {
  const table = readTable(join(folder, `${name}.csv`), { mayHaveNoRow: true });
  return table.rows.map((row) => read(table, row));
}

function readMeta(folder: string): Pick<Economy, 'start' | 'evaluationDates'> {
  const path = join(folder, 'meta.json');
  if (!existsSync(path))
    throw new BadRegister(path, 0, 'the file is missing; it says the first day and the evaluation dates');
  let meta: { start?: unknown; evaluation_dates?: unknown };
  try {
    meta = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new BadRegister(path, 0, 'the file is not JSON');
  }
  const dates = meta.evaluation_dates;
  if (!isDate(meta.start)) throw new BadRegister(path, 0, 'start must be a date such as 2026-11-01');
  if (!Array.isArray(dates) || !dates.every(isDate) || dates.some((day, i) => i > 0 && day <= (dates[i - 1] as string)))
    throw new BadRegister(path, 0, 'evaluation_dates must be a list of dates, oldest first');
  return { start: meta.start, evaluationDates: dates };
}

function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  return new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) ?? false;
}

function date(table: Table, row: TableRow, column: string): string {
  const found = dateOrBlank(table, row, column);
  if (found === null) throw new BadRegister(table.file, row.line, `${column} is blank`);
  return found;
}

/** A meeting's date: one before the first day would have no fortnight to lie in. */
function dateFrom(table: Table, row: TableRow, start: string): string {
  const found = date(table, row, 'date');
  if (found < start)
    throw new BadRegister(table.file, row.line, `date ${found} is before the first day, ${start} (meta.json)`);
  return found;
}

function number(table: Table, row: TableRow, column: string): number {
  const text = row.cell(column);
  const value = Number(text === '' ? '0' : text);
  if (!Number.isFinite(value) || value < 0)
    throw new BadRegister(table.file, row.line, `${column} must be a number of 0 or more, not "${text}"`);
  return value;
}

function oneOf<T extends string>(table: Table, row: TableRow, column: string, values: readonly T[]): T {
  const text = row.cell(column);
  const found = values.find((value) => value === text);
  if (found === undefined)
    throw new BadRegister(table.file, row.line, `${column} must be one of ${values.join(', ')}, not "${text}"`);
  return found;
}
