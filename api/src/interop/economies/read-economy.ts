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
 *   errors  BadRegister with file and line for a file or column that is missing, a cell that is not what it must be, or
 *           an id that no other file has
 *   edges   calendar and release requests may have no row; cancelled meetings have no invitations and are read over
 */
export function readEconomy(folder: string): Economy {
  const meta = readMeta(folder);
  const providers = readAll(folder, 'providers', (table, row) => ({ providerId: filled(table, row, 'provider_id') }));
  const economy: Economy = {
    ...meta,
    providers,
    series: readAll(folder, 'series', seriesOf),
    professionals: readAll(folder, 'professionals', (table, row) => ({
      professionalId: filled(table, row, 'professional_id'),
      employerProviderId: filled(table, row, 'employer_provider_id'),
      baseSiteId: filled(table, row, 'base_site_id'),
      role: filled(table, row, 'role'),
      coverDepth: wholeNumber(table, row, 'cover_depth'),
    })),
    meetings: readAll(folder, 'meetings', (table, row) => ({
      meetingId: filled(table, row, 'meeting_id'),
      seriesId: filled(table, row, 'series_id'),
      date: date(table, row, 'date'),
    })),
    calendar: readAll(folder, 'calendar', (table, row) => ({
      date: date(table, row, 'date'),
      kind: oneOf(table, row, 'kind', KINDS),
      roles: row.cell('roles').split(';').filter(Boolean),
    })),
    invitations: readAll(folder, 'invitations', invitationOf),
    releaseRequests: readAll(folder, 'release_requests', requestOf),
  };
  checkIds(folder, economy);
  return economy;
}

function seriesOf(table: Table, row: TableRow): SeriesRow {
  const time = filled(table, row, 'start_time');
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(time) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59)
    throw new BadRegister(table.file, row.line, `start_time must be a time such as 09:30, not "${time}"`);
  const durationMinutes = wholeNumber(table, row, 'duration_min');
  if (durationMinutes === 0) throw new BadRegister(table.file, row.line, 'duration_min must be at least 1');
  const weekday = wholeNumber(table, row, 'weekday');
  if (weekday > 6) throw new BadRegister(table.file, row.line, `weekday must be 0 (Monday) to 6, not ${weekday}`);
  return {
    seriesId: filled(table, row, 'series_id'),
    hostProviderId: filled(table, row, 'host_provider_id'),
    weekday,
    startMinute: Number(hour) * 60 + Number(minute),
    durationMinutes,
    mode: oneOf(table, row, 'mode', MODES),
  };
}

function invitationOf(table: Table, row: TableRow): InvitationRow {
  return {
    invitationId: filled(table, row, 'invitation_id'),
    meetingId: filled(table, row, 'meeting_id'),
    professionalId: filled(table, row, 'professional_id'),
    required: oneOf(table, row, 'required', ['0', '1'] as const) === '1',
    invitedOn: date(table, row, 'invited_on'),
    travelMinutes: number(table, row, 'travel_min'),
    status: oneOf<AttendanceStatus>(table, row, 'status', STATUSES),
    minutesPresent: number(table, row, 'minutes_present'),
    absenceReason: row.cell('absence_reason'),
  };
}

function requestOf(table: Table, row: TableRow): ReleaseRequestRow {
  return {
    invitationId: filled(table, row, 'invitation_id'),
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
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

function date(table: Table, row: TableRow, column: string): string {
  const found = dateOrBlank(table, row, column);
  if (found === null) throw new BadRegister(table.file, row.line, `${column} is blank`);
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

/** Every id that a file names is in the file it belongs to. */
function checkIds(folder: string, economy: Economy): void {
  const known = (rows: readonly string[]) => new Set(rows);
  const providers = known(economy.providers.map((row) => row.providerId));
  const series = known(economy.series.map((row) => row.seriesId));
  const people = known(economy.professionals.map((row) => row.professionalId));
  const meetings = known(economy.meetings.map((row) => row.meetingId));
  const check = (file: string, ids: readonly string[], among: ReadonlySet<string>) => {
    const at = ids.findIndex((id) => !among.has(id));
    if (at >= 0) throw new BadRegister(join(folder, `${file}.csv`), at + 2, `${ids[at]} is in no other file`);
  };
  check(
    'series',
    economy.series.map((row) => row.hostProviderId),
    providers,
  );
  check(
    'professionals',
    economy.professionals.map((row) => row.employerProviderId),
    providers,
  );
  check(
    'meetings',
    economy.meetings.map((row) => row.seriesId),
    series,
  );
  const invitations = [...economy.invitations];
  check(
    'invitations',
    invitations.map((row) => row.meetingId),
    meetings,
  );
  check(
    'invitations',
    invitations.map((row) => row.professionalId),
    people,
  );
}
