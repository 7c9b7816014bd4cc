import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { monthsBetween } from '../../withholding/months.js';
import { RequestRunner } from './request-runner.js';
import { CORRECTED_MONTHS, firstRunnableMonth, lastCompleteMonth } from './run-plan.service.js';
import type { DetectionRuns, DetectionRunView, Multiplicity, RunProgress } from './runs.graphql.js';

const MOST = 50;
const CURSOR = /^(\d{4}-\d{2}-01) (\d{1,6})$/;

interface Overview {
  readonly commissions: boolean;
  readonly testing: Multiplicity | null;
  readonly underWay: readonly (Omit<RunProgress, 'share'> & { readonly isRunning: boolean })[];
  readonly hasFailed: boolean;
  readonly firstEvidence: string | null;
}

/** Whoever asked, without a name: who works for whom is not what a run is about. */
const ASKED_BY = (alias: string) =>
  `case when ${alias}.requested_by is null then 'product' when ${alias}.requested_by = quorate_account() then 'you' else 'somebodyElse' end`;

/**
 * The list of runs and how far those under way are, for those who commission and for administrators. What signals there are
 * is left out for an administrator of a provider: it is its manager's, and others' are commissioners'.
 */
@Injectable()
export class RunsReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(RequestRunner) private readonly runner: RequestRunner,
  ) {}

  async runs(viewer: Viewer, first: number, after: string | null): Promise<DetectionRuns> {
    const most = Math.max(1, Math.min(MOST, first));
    const [, month, version] = CURSOR.exec(after ?? '') ?? [];
    const last = lastCompleteMonth(toLondon(this.clock.now().toISOString()).date);
    const [rows, [overview]] = await Promise.all([
      this.reads.rows<DetectionRunView>(viewer, {
        name: 'detection-runs',
        text: RUNS,
        values: [viewer.tenantId, '2000-01-01', month ?? null, version ?? null, most + 1],
      }),
      this.reads.rows<Overview>(viewer, { name: 'detection-overview', text: OVERVIEW, values: [viewer.tenantId] }),
    ]);
    if (!overview) throw new Error('There is no overview of runs.');
    const items = rows.slice(0, most);
    const end = items.at(-1);
    const from = firstRunnableMonth(overview.firstEvidence, last);
    return {
      items,
      hasMore: rows.length > most,
      endCursor: end ? `${end.month} ${end.version}` : null,
      testing: overview.testing,
      underWay: overview.underWay.map(({ isRunning, ...request }) => ({
        ...request,
        share: Math.min(1, (request.monthsDone + (isRunning ? this.runner.shareOf(request.id) : 0)) / request.months),
      })),
      hasFailed: overview.hasFailed,
      months: from === null || !overview.commissions ? [] : monthsBetween(from, last),
    };
  }
}

// A flag of a month is told of where a signal about the provider may be seen by whoever asks: the provider comes first.
const RUNS = `
  select d.run_id as id, d.month::text as month, d.version, d.model_version as "modelVersion", d.cause, ${ASKED_BY('d')} as "askedBy",
    g.version as "rulesVersion", d.data_cut::text as "dataCut", d.rows_read as "rowsRead", encode(d.rows_hash, 'hex') as "rowsHash",
    d.providers_tested as "providersTested", d.finished_at as "finishedAt",
    not exists (select 1 from detection_run l where l.tenant_id = d.tenant_id and l.month = d.month and l.version > d.version) as "isNewest",
    (select avg(1 - m.score) from provider_month m where m.tenant_id = d.tenant_id and m.run_id = d.run_id and m.is_flagged and (select quorate_commissions())
      and exists (select 1 from signal_now s where s.tenant_id = m.tenant_id and s.provider_organisation_id = m.provider_organisation_id
        and s.level <> 'earlyNotice' and s.opened_month <= d.month and s.latest_month >= d.month)) as "expectedFalseShare",
    case when exists (select 1 from detection_run l where l.tenant_id = d.tenant_id and l.month = d.month and l.version > d.version) then 0
      else coalesce((select c.seats from (${CORRECTED_MONTHS}) c where c.month = d.month), 0) end as "correctedSeats"
  from detection_run d join regulatory_regime g on g.tenant_id = d.tenant_id and g.regime_id = d.regime_id
  where d.tenant_id = $1 and ($3::date is null or (d.month, d.version) < ($3::date, $4::integer))
  order by d.month desc, d.version desc limit $5`;

const OVERVIEW = `
  with newest as (select run_id, month, providers_tested from detection_run where tenant_id = $1 order by month desc, version desc limit 1),
  open as (
    -- As it was judged by what the viewer may see: a newer month may be the provider's alone for now.
    select m.score from signal_now s
    left join provider_month m on m.tenant_id = s.tenant_id and m.run_id = s.latest_run_id and m.provider_organisation_id = s.provider_organisation_id
    where s.tenant_id = $1 and s.closed_at is null and s.level <> 'earlyNotice' and (select quorate_commissions()))
  select quorate_commissions() as commissions,
    (select json_build_object('month', n.month, 'providersTested', n.providers_tested, 'openSignals', (select count(*) from open),
       'expectedFalse', (select sum(1 - score) from open)) from newest n where (select quorate_commissions())) as testing,
    coalesce((select json_agg(json_build_object('id', q.request_id, 'fromMonth', q.from_month, 'toMonth', q.to_month, 'cause', q.cause, 'askedBy', ${ASKED_BY('q')},
        'isRunning', q.state = 'running', 'monthsDone', q.months_done,
        'months', (extract(year from age(q.to_month, q.from_month)) * 12 + extract(month from age(q.to_month, q.from_month)) + 1)::integer)
      order by q.state = 'running' desc, q.requested_at, q.request_id)
      from detection_request q where q.tenant_id = $1 and q.state in ('waiting','running')), '[]') as "underWay",
    coalesce((select q.state = 'failed' from detection_request q where q.tenant_id = $1 and q.finished_at is not null order by q.finished_at desc limit 1), false) as "hasFailed",
    (select date_trunc('month', min(meeting_date))::date::text from attendance_evidence where tenant_id = $1) as "firstEvidence"`;
