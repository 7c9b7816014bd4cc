import { type FiguredRow, locusOf } from '@quorate/libs/signals';
import type { SignalRow, SignalRowChoice } from './signal-rows.graphql.js';

/** What the rows of a number are narrowed to; null for not. */
export interface RowsFilter {
  readonly mdtId: string | null;
  readonly roleCode: string | null;
  /** YYYY-MM */
  readonly month: string | null;
}

/** Names by id or code; of people only where they may be told. */
export interface RowNames {
  readonly mdts: ReadonlyMap<string, string>;
  readonly organisations: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, string>;
  readonly staff: ReadonlyMap<string, string> | null;
  /** How a disputed row stands, by the id of the row. */
  readonly disputes: ReadonlyMap<string, string>;
}

/** Those of the rows that a filter leaves, in their order. */
export function narrowed(rows: readonly FiguredRow[], { mdtId, roleCode, month }: RowsFilter): FiguredRow[] {
  return rows.filter(
    ({ row }) =>
      (mdtId === null || row.mdtId === mdtId) &&
      (roleCode === null || row.roleCode === roleCode) &&
      (month === null || row.meetingDate.startsWith(month)),
  );
}

/** What rows can be narrowed to. */
export function choicesOf(rows: readonly FiguredRow[], names: RowNames) {
  const choices = (of: (row: FiguredRow) => string, named: ReadonlyMap<string, string>): SignalRowChoice[] =>
    [...new Set(rows.map(of))]
      .map((value) => ({ value, label: named.get(value) ?? value }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en-GB'));
  return {
    mdts: choices(({ row }) => row.mdtId, names.mdts),
    roles: choices(({ row }) => row.roleCode, names.roles),
    months: [...new Set(rows.map(({ row }) => row.meetingDate.slice(0, 7)))].sort(),
  };
}

/** A row in words that name nobody, unless staff may be named. */
export function signalRowOf({ row, standing, release }: FiguredRow, names: RowNames): SignalRow {
  return {
    id: `${row.meetingId}_${row.seatId}`,
    date: row.meetingDate,
    mdtId: row.mdtId,
    mdtName: names.mdts.get(row.mdtId) ?? row.mdtId,
    hostName: names.organisations.get(row.hostId) ?? row.hostId,
    roleCode: row.roleCode,
    roleName: names.roles.get(row.roleCode) ?? row.roleCode,
    isOwnSite: !row.isElsewhere,
    isCore: row.isCore,
    countsAs: standing.kind === 'setAside' ? standing.why : standing.kind,
    outcome: row.status,
    reason: standing.kind === 'lost' ? locusOf(row) : null,
    release,
    dispute: names.disputes.get(`${row.meetingId}_${row.seatId}`) ?? null,
    staffName: row.practitionerId === null ? null : (names.staff?.get(row.practitionerId) ?? null),
  };
}

/** Where a page goes on: the place of its last row among all rows behind the number. */
export function placeAfter(after: string | null): number {
  const place = Number(after ?? 0);
  return Number.isInteger(place) && place > 0 ? place : 0;
}
