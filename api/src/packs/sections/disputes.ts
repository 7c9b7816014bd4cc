import type { PackSection } from '@quorate/libs/evidence';
import { ROW_DISPUTE } from '../../attendance/disputes/row-dispute.js';
import { instant, type PackSource } from '../pack-ask.js';
import { tableOf } from './table.js';

/** One dispute of what a register says of one seat, and the answer by its code. */
export interface DisputeRow {
  /** The row of evidence that stood when it was disputed. */
  readonly evidenceNo: number;
  readonly state: string;
  readonly raisedAt: string;
  readonly isLate: boolean;
  readonly dueOn: string;
  readonly answeredAt: string | null;
}

// Where evidence was first written after the dispute, its oldest row is the one that was disputed.
const DISPUTES_SQL = `
  select e.evidence_no::float8 as "evidenceNo", case when d.state = 'waiting' then ${ROW_DISPUTE} else d.state end as state,
    ${instant('d.raised_at')} as "raisedAt", (d.raised_at at time zone 'Europe/London')::date > d.in_time_until as "isLate",
    d.due_on::text as "dueOn", ${instant('d.answered_at')} as "answeredAt"
  from attendance_dispute d
  cross join lateral (
    select k.evidence_no, k.provider_organisation_id, k.meeting_date from attendance_evidence k
    where k.tenant_id = d.tenant_id and k.meeting_id = d.meeting_id and k.seat_id = d.seat_id
    order by k.recorded_at <= d.raised_at desc, case when k.recorded_at <= d.raised_at then -k.version else k.version end limit 1) e
  where d.tenant_id = $1 and e.provider_organisation_id = $2 and e.meeting_date between $3::date and $4::date and d.state <> 'withdrawn'
  order by d.raised_at, d.dispute_id`;

/** Every dispute of the provider's rows that was not taken back. */
export function readDisputes(source: PackSource): Promise<DisputeRow[]> {
  return source.rowsOf<DisputeRow>(DISPUTES_SQL);
}

/** Which rows are disputed, and how that was answered. */
export function disputesSection(rows: readonly DisputeRow[]): PackSection {
  return tableOf(
    {
      name: 'disputes',
      title: 'Disputed records',
      about:
        'One row a dispute of what the register says of a seat, raised by the provider or by whom the record is about, with what the host answered. A disputed row counts as it was written until it is corrected; the correction is a further row of the register. What either side wrote is not in it. "Waiting" means that no answer was due yet, "unanswered" that none came by its day, "settled" that the register said what was asked for before anybody answered.',
    },
    {
      row: { title: 'Row of the register', cell: (row) => row.evidenceNo },
      raisedAt: { title: 'Disputed', cell: (row) => row.raisedAt },
      isLate: { title: 'Later than its time', cell: (row) => row.isLate },
      dueOn: { title: 'Answer due', cell: (row) => row.dueOn },
      answer: { title: 'Answer', cell: (row) => row.state },
      answeredAt: { title: 'Answered', cell: (row) => row.answeredAt },
    },
    rows,
  );
}
