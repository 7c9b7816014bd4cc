import type { PackSection } from '@quorate/libs/evidence';
import { instant, type SignalSource } from '../pack-ask.js';
import { tableOf } from './table.js';

interface ReplyRow {
  readonly pointNo: number | null;
  readonly kind: string;
  readonly words: string;
  readonly evidence: string | null;
  readonly rows: readonly number[];
  readonly saidAt: string;
  readonly decision: string | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly corrections: string | null;
}

// A disputed row is named by its version in force; what it was before is named by that one.
const REPLY_SQL = `
  select null::integer as "pointNo", 'summary' as kind, r.summary as words, null as evidence, '{}'::float8[] as rows, ${instant('r.sent_at')} as "saidAt",
    null as decision, null as reason, null as "decidedBy", null as "decidedAt", null as corrections
  from signal_reply r where r.tenant_id = $1 and r.signal_id = $2
  union all
  select * from (
    select p.point_no, p.kind, p.words, p.evidence,
      array(select e.evidence_no::float8 from signal_reply_row w join attendance_evidence e on e.tenant_id = w.tenant_id and e.meeting_id = w.meeting_id
              and e.seat_id = w.seat_id and e.is_current
            where w.tenant_id = p.tenant_id and w.point_id = p.point_id order by e.evidence_no),
      ${instant('r.sent_at')}, d.decision, d.reason, o.name, ${instant('d.decided_at')},
      (select string_agg(c.state, ' ' order by c.asked_at, c.correction_id) from register_correction c where c.tenant_id = p.tenant_id and c.point_id = p.point_id)
    from signal_reply_point p
    join signal_reply r on r.tenant_id = p.tenant_id and r.signal_id = p.signal_id
    left join signal_point_decision d on d.tenant_id = p.tenant_id and d.point_id = p.point_id
    left join organisation o on o.tenant_id = d.tenant_id and o.organisation_id = d.on_behalf_of
    where p.tenant_id = $1 and p.signal_id = $2
    order by p.point_no) points`;

/** The provider's reply as it was sent, and beside each point what was decided on it. */
export async function replySection({ query, tenantId, signal }: SignalSource): Promise<PackSection> {
  return tableOf<ReplyRow>(
    {
      name: 'reply',
      title: 'The provider’s reply',
      about:
        'The reply in the provider’s own words, and beside each point what somebody decided who neither raised the signal nor works for a party. No row means that no reply had been sent.',
    },
    {
      point: { title: 'Point', cell: (row) => row.pointNo },
      kind: { title: 'Kind', cell: (row) => row.kind },
      words: { title: 'What the provider says', cell: (row) => row.words },
      evidence: { title: 'Its evidence', cell: (row) => row.evidence || null },
      rows: { title: 'Rows of the register it disputes', cell: (row) => row.rows },
      saidAt: { title: 'Sent', cell: (row) => row.saidAt },
      decision: { title: 'Decision', cell: (row) => row.decision },
      decisionReason: { title: 'Reason for the decision', cell: (row) => row.reason },
      decidedBy: { title: 'Decided by', cell: (row) => row.decidedBy },
      decidedAt: { title: 'Decided', cell: (row) => row.decidedAt },
      corrections: { title: 'Registers asked to be put right', cell: (row) => row.corrections },
    },
    await query<ReplyRow>(REPLY_SQL, [tenantId, signal.signalId]),
  );
}

interface AnswerRow {
  readonly test: string;
  readonly version: number;
  readonly answer: string;
  readonly by: string;
  readonly at: string;
}

/** What was answered to each question that is asked before anything is escalated, every version. */
export async function testsSection({ query, tenantId, signal }: SignalSource): Promise<PackSection> {
  const rows = await query<AnswerRow>(
    `select a.test_code as test, a.version, a.answer, o.name as by, ${instant('a.answered_at')} as at
     from signal_test_answer a join organisation o on o.tenant_id = a.tenant_id and o.organisation_id = a.on_behalf_of
     where a.tenant_id = $1 and a.signal_id = $2 order by a.answered_at, a.test_code, a.version`,
    [tenantId, signal.signalId],
  );
  return tableOf<AnswerRow>(
    {
      name: 'tests',
      title: 'Questions before a concern',
      about:
        'What was answered to the questions of the guidance, oldest first; a later version stands beside the earlier.',
    },
    {
      test: { title: 'Question', cell: (row) => row.test },
      version: { title: 'Version', cell: (row) => row.version },
      answer: { title: 'Answer', cell: (row) => row.answer },
      by: { title: 'Answered by', cell: (row) => row.by },
      at: { title: 'Answered', cell: (row) => row.at },
    },
    rows,
  );
}
