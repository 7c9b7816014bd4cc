import { DENOMINATOR_RULES } from '@quorate/libs/attendance';
import type { EngagementAsk } from './engagement-ask.js';
import { lossLabel } from './engagement-figures.js';
import { monthsShown } from './engagement-page.js';
import type { EngagementRow, EngagementRows } from './engagement-rows.graphql.js';
import type { RegisterRow } from './engagement-rows.statement.js';

/** A page of the register's rows, for those from whom nothing of them is hidden. One row more than `first` says more follow. */
export function registerRowsPage(
  ask: EngagementAsk,
  organisationName: string,
  rows: readonly RegisterRow[],
  first: number,
): EngagementRows {
  const shown = rows.slice(0, first);
  const last = rows.length > first ? shown.at(-1) : undefined;
  return {
    organisationName,
    months: monthsShown(ask),
    isHidden: false,
    disclosureNote: null,
    total: rows[0]?.total ?? 0,
    rows: shown.map(rowOf),
    endCursor: last ? [last.date, last.meeting_id, last.seat_id].join('_') : null,
  };
}

function rowOf(row: RegisterRow): EngagementRow {
  return {
    id: `${row.meeting_id}_${row.seat_id}`,
    date: row.date,
    fromMonth: row.date.slice(0, 7),
    toMonth: row.date.slice(0, 7),
    meetingId: row.meeting_id,
    mdtName: row.mdt,
    hostName: row.host,
    roleName: row.role,
    isCore: row.is_core,
    isOwnSite: row.is_own_site,
    countClass: row.class,
    countLabel: countLabel(row.class),
    lossReason: row.class === 'lost' ? lossLabel(row.locus) : null,
    dispute: row.dispute,
    staffName: row.staff,
  };
}

/** What a class is called in a table. */
export function countLabel(code: string): string {
  return DENOMINATOR_RULES.find((rule) => rule.class === code)?.label ?? code;
}
