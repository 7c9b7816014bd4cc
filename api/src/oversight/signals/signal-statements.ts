import { ABSENCE_REASONS } from '@quorate/libs/attendance';
import type { RegulatoryRegime } from '@quorate/libs/signals';
import { isPartyToPoint } from './separation.js';
import type { SignalSummary } from './signal.graphql.js';
import type { StoredActor } from './signal-actor.js';
import type { SignalStep } from './signal-parts.graphql.js';
import type { ReplyDraft, ReplyPoint, SignalReply } from './signal-reply.graphql.js';

/** A signal as its statement gives it. */
export interface OneRow extends Omit<SignalSummary, 'reference'> {
  readonly version: number;
  readonly regime: RegulatoryRegime;
  readonly latestMonth: string;
  readonly providerSeesFrom: string;
  readonly commissionerSeesFrom: string | null;
  readonly levelSeenFrom: string | null;
  readonly earlierSignalId: string | null;
  readonly steps: readonly (Omit<SignalStep, 'by' | 'bodyName'> & {
    readonly by: StoredActor | null;
    readonly bodyCode: string | null;
  })[];
  readonly reply:
    | (Omit<SignalReply, 'sentBy' | 'points'> & {
        readonly sentBy: StoredActor;
        readonly points: readonly (Omit<ReplyPoint, 'decidedBy' | 'lockedBecause'> & {
          readonly decidedBy: StoredActor | null;
          readonly isParty: boolean;
        })[];
      })
    | null;
  readonly draft: ReplyDraft | null;
  readonly answers: readonly {
    readonly code: string;
    readonly answer: string;
    readonly answeredAt: string;
    readonly by: StoredActor;
  }[];
  /** How many both parties have agreed to. */
  readonly undertakings: number;
  readonly licenceStatus: keyof RegulatoryRegime['routes'];
}

/** Reasons that take a seat out of the count; with any other an absence is lost all the same. */
const NOT_LOST = ABSENCE_REASONS.filter(({ locus }) => locus === 'personal' || locus === 'structural');

/** What the register's row `a` counts as, so far as the row itself decides it. */
const COUNTS_AS = `case when a.outcome = 'attended' or (a.outcome = 'deputy' and a.minutes is null) then 'there'
  when a.outcome = 'deputy' or a.outcome = 'attendedPart' and a.minutes is not null then 'there ' || a.minutes
  when a.outcome = 'attendedPart' then 'notMarked'
  when a.outcome in ('apologies','absentNoNotice') then 'away ' || (coalesce(a.reason_code, '') in (${NOT_LOST.map(({ code }) => `'${code}'`).join(',')}))
  else a.outcome end`;

const registerOf = (
  which: string,
) => `coalesce((select ${COUNTS_AS} from attendance_record a where a.tenant_id = c.tenant_id
  and a.meeting_id = c.meeting_id and a.seat_id = c.seat_id and ${which}), 'notMarked')`;

/**
 * Whether the register of correction `c` counts as something else than what was disputed. A newer version that counts the
 * same, for a note or a name, corrects nothing by itself: whether it does is for a person to say.
 */
export const COUNTS_OTHERWISE = `${registerOf('a.is_current')} <> ${registerOf('a.version = c.asked_version')}`;

/** Whether the register of correction `c` has a version newer than the one that was disputed. */
export const IS_CORRECTED = `exists (select 1 from attendance_record a where a.tenant_id = c.tenant_id and a.meeting_id = c.meeting_id
  and a.seat_id = c.seat_id and a.version > c.asked_version)`;

/** Sees the signal `s`: $2 is the role. Row-level security says it again, role aside. */
const PART_IN = `(case $2 when 'providerManager' then s.provider_organisation_id = (select quorate_organisation())
  when 'commissioner' then s.commissioner_sees_from <= quorate_now() and (select quorate_commissions()) else false end)`;

const POINTS_UNDECIDED = `(select count(*)::int from signal_reply_point p where p.tenant_id = s.tenant_id and p.signal_id = s.signal_id and not exists (
  select 1 from signal_point_decision d where d.tenant_id = p.tenant_id and d.point_id = p.point_id))`;

const SUMMARY = `jsonb_build_object('id', s.signal_id, 'providerId', s.provider_organisation_id, 'providerName', o.name, 'level', s.level, 'stage', s.stage,
  'stageDueOn', s.stage_due_on, 'isOverdue', coalesce(s.stage_due_on < (quorate_now() at time zone 'Europe/London')::date, false),
  'since', s.since, 'scope', s.scope, 'openedAt', s.opened_at, 'closedAt', s.closed_at,
  'hasReply', exists (select 1 from signal_reply r where r.tenant_id = s.tenant_id and r.signal_id = s.signal_id), 'undecidedPoints', ${POINTS_UNDECIDED})`;

/** Values: tenant, role, what to show (null for all), the signal after which the page begins, rows, the day before which meetings make a month to judge. */
export const LIST_SQL = `
  select (select count(*)::int from signal s where s.tenant_id = $1 and s.closed_at is null and ${PART_IN}) as open,
    (select jsonb_agg(page.item order by page.n) from (
      select ${SUMMARY} as item, row_number() over (order by s.opened_at desc, s.signal_id desc) as n
      from signal_now s join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.provider_organisation_id
      where s.tenant_id = $1 and ${PART_IN}
        and ($3::text is null or ($3 = 'open') = (s.closed_at is null))
        and ($4::uuid is null or (s.opened_at, s.signal_id) < (select b.opened_at, b.signal_id from signal b where b.tenant_id = $1 and b.signal_id = $4))
      order by n limit $5) page) as items,
    -- On a first start the months of the last year are judged one after another: until then no signal is no news.
    exists (select 1 from detection_request q where q.tenant_id = $1 and q.state in ('waiting','running') and q.cause in ('history','monthly'))
      or (not exists (select 1 from detection_run r where r.tenant_id = $1)
        and exists (select 1 from mdt_meeting m where m.tenant_id = $1 and m.meeting_date < $6::date)) as "isJudging"`;

const actor = (account: string, organisation: string, role: string) =>
  `(select jsonb_build_object('name', u.name, 'role', ${role}, 'organisationId', ${organisation}, 'organisationName', coalesce(
      (select b.name from organisation b where b.tenant_id = u.tenant_id and b.organisation_id = ${organisation}), ''))
    from account u where u.tenant_id = s.tenant_id and u.account_id = ${account})`;

const STEPS = `coalesce((select jsonb_agg(jsonb_build_object('no', t.no, 'at', t.at, 'kind', t.kind, 'fromStage', t.from_stage, 'toStage', t.to_stage,
    'toLevel', t.to_level, 'reason', t.reason, 'month', t.detail->>'month', 'dueOn', coalesce(t.detail->>'toDue', t.detail->>'dueOn'),
    'bodyCode', t.detail->>'bodyCode', 'pointNo', (t.detail->>'pointNo')::int, 'by', ${actor('t.account_id', 't.on_behalf_of', "t.detail->>'role'")}) order by t.step_no)
  -- Numbered as the reader sees them: a gap would tell of a step that is not theirs yet.
  from (select x.*, row_number() over (order by x.step_no) as no from signal_step x where x.tenant_id = s.tenant_id and x.signal_id = s.signal_id) t), '[]')`;

const ROWS = `coalesce((select jsonb_agg(jsonb_build_object('meetingId', w.meeting_id, 'seatId', w.seat_id, 'date', m.meeting_date, 'mdtName', d.name, 'roleName', pr.name,
    'correction', (select c.state from register_correction c where c.tenant_id = w.tenant_id and c.point_id = w.point_id and c.meeting_id = w.meeting_id and c.seat_id = w.seat_id))
    order by m.meeting_date, w.seat_id)
  from signal_reply_row w join mdt_meeting m on m.tenant_id = w.tenant_id and m.meeting_id = w.meeting_id
  join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
  join mdt_seat seat on seat.tenant_id = w.tenant_id and seat.seat_id = w.seat_id
  join professional_role pr on pr.tenant_id = seat.tenant_id and pr.role_code = seat.role_code
  where w.tenant_id = p.tenant_id and w.point_id = p.point_id), '[]')`;

const POINTS = `coalesce((select jsonb_agg(jsonb_build_object('id', p.point_id, 'no', p.point_no, 'kind', p.kind, 'words', p.words, 'evidence', p.evidence, 'rows', ${ROWS},
    'isParty', ${isPartyToPoint('(select quorate_account())', '(select quorate_now())')},
    'decision', e.decision, 'decisionReason', e.reason, 'decidedAt', e.decided_at, 'decidedBy', ${actor('e.decided_by', 'e.on_behalf_of', "'commissioner'")}) order by p.point_no)
  from signal_reply_point p left join signal_point_decision e on e.tenant_id = p.tenant_id and e.point_id = p.point_id
  where p.tenant_id = s.tenant_id and p.signal_id = s.signal_id), '[]')`;

const REPLY = `(select jsonb_build_object('summary', r.summary, 'sentAt', r.sent_at, 'sentBy', ${actor('r.sent_by', 'r.on_behalf_of', "'providerManager'")}, 'points', ${POINTS})
  from signal_reply r where r.tenant_id = s.tenant_id and r.signal_id = s.signal_id)`;

const DRAFT = `(select f.body || jsonb_build_object('version', f.lock_version, 'savedAt', f.saved_at)
  from signal_reply_draft f where f.tenant_id = s.tenant_id and f.signal_id = s.signal_id and $2 = 'providerManager')`;

const ANSWERS = `coalesce((select jsonb_agg(jsonb_build_object('code', a.test_code, 'answer', a.answer, 'answeredAt', a.answered_at, 'by', ${actor('a.answered_by', 'a.on_behalf_of', "'commissioner'")}))
  from (select distinct on (x.test_code) x.* from signal_test_answer x where x.tenant_id = s.tenant_id and x.signal_id = s.signal_id order by x.test_code, x.version desc) a), '[]')`;

const UNDERTAKINGS = `(select count(*)::int from signal_undertaking k where k.tenant_id = s.tenant_id and k.signal_id = s.signal_id and k.agreed_at is not null)`;

/** The licence status of signal `s`'s provider at the onset. */
export const LICENCE = `coalesce((select l.status from licence_status l where l.tenant_id = s.tenant_id and l.organisation_id = s.provider_organisation_id and l.during @> s.since), 'unknown')`;

/** Values: tenant, role, signal. */
export const ONE_SQL = `
  select ${SUMMARY} || jsonb_build_object('version', s.lock_version, 'regime', g.body, 'latestMonth', s.latest_month, 'providerSeesFrom', s.provider_sees_from,
    'commissionerSeesFrom', s.commissioner_sees_from, 'levelSeenFrom', case when s.lead_until > quorate_now() then s.lead_until end, 'earlierSignalId', s.earlier_signal_id, 'steps', ${STEPS}, 'reply', ${REPLY}, 'draft', ${DRAFT},
    'answers', ${ANSWERS}, 'undertakings', ${UNDERTAKINGS}, 'licenceStatus', ${LICENCE}) as signal
  from signal_now s
  join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.provider_organisation_id
  join regulatory_regime g on g.tenant_id = s.tenant_id and g.regime_id = s.regime_id
  where s.tenant_id = $1 and s.signal_id = $3 and ${PART_IN}`;
