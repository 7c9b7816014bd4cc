import { Inject, Injectable } from '@nestjs/common';
import { addDays, monthOf, toLondon } from '@quorate/libs/time';
import { EngagementCountsService } from '../../attendance/engagement-counts.service.js';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import { monthsAhead, monthsBack, nextMonth, previousMonth } from '../../withholding/months.js';
import { storeShippedRegime } from '../../withholding/regimes.js';
import { addRequest, lockRequests, requestRerun } from './run-request.js';

/** Registers of the last day of a month have until the second of the next to be written. */
const DAY_OF_RUN = 2;
/** Months before the first that the detector needs to learn what is ordinary. */
const MONTHS_TO_LEARN = 2;
/** How far back runs are made up, and corrections followed. */
const YEAR_MONTHS = 12;

/** The newest month whose registers can all be written: the one before this, from the second day on. */
export function lastCompleteMonth(today: string): string {
  const month = `${monthOf(today)}-01`;
  const before = previousMonth(month);
  return addDays(month, DAY_OF_RUN - 1) <= today ? before : previousMonth(before);
}

interface State {
  readonly firstEvidence: string | null;
  readonly newestRun: string | null;
  readonly isOpen: boolean;
  readonly hasRules: boolean;
  /** First days of months with evidence newer than their newest run, the earliest. */
  readonly corrected: string | null;
}

/** Sees to it, night by night and when a server starts, that every complete month has its run. */
@Injectable()
export class RunPlanService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EngagementCountsService) private readonly counts: EngagementCountsService,
  ) {}

  /**
   * Job: asks for the runs of months that have none, and again for closed months whose registers were corrected since. Of a
   * tenant without any run, the months of its last year. Safe to repeat; does nothing while something is under way.
   */
  async plan(tenantId: string): Promise<void> {
    await this.counts.fillEvidence(tenantId);
    const last = lastCompleteMonth(toLondon(this.clock.now().toISOString()).date);
    const state = await this.state(tenantId, last);
    if (!state) return;
    if (!state.hasRules)
      await this.commands.runJob(tenantId, 'storeShippedRules', async (tx) => {
        await storeShippedRegime(tx);
        tx.audit({ entity: 'RegulatoryRegime', entityId: tenantId });
      });
    if (state.isOpen || (firstToRun(state, last) === null && state.corrected === null)) return;
    await this.commands.runJob(tenantId, 'planDetectionRuns', (tx) => askFor(tx, last));
  }

  private async state(tenantId: string, last: string): Promise<State | null> {
    const [found] = await this.reads.rowsFor<State>(jobSession(tenantId), {
      name: 'run-plan',
      text: STATE,
      values: [tenantId, monthsBack(last, YEAR_MONTHS - 1)],
    });
    return found ?? null;
  }
}

/** Another instance that starts at the same moment has read the same state: it is read again once nobody else asks. */
async function askFor(tx: Transaction, last: string): Promise<void> {
  await lockRequests(tx);
  const [state] = await tx.query<State>(STATE, [tx.tenantId, monthsBack(last, YEAR_MONTHS - 1)]);
  const isFree = state !== undefined && !state.isOpen;
  const from = isFree ? firstToRun(state, last) : null;
  const corrected = isFree ? state.corrected : null;
  if (corrected !== null) await requestRerun(tx, corrected);
  if (from !== null)
    await addRequest(tx, {
      fromMonth: from,
      toMonth: last,
      cause: state?.newestRun === null ? 'history' : 'monthly',
      requestedBy: null,
    });
  tx.audit({ entity: 'DetectionRequest', entityId: tx.tenantId, detail: { from, to: last, corrected } });
}

/**
 * Months from $2 on with evidence that is newer than their newest run, and how many seats it is about. What was corrected
 * in a month that has no run of its own is read by the runs after it, and is not looked for.
 */
export const CORRECTED_MONTHS = `
  select r.month, count(distinct (e.meeting_id, e.seat_id))::integer as seats
  from (select distinct on (month) month, data_cut from detection_run where tenant_id = $1 and month >= $2 order by month, version desc) r
  join attendance_evidence e on e.tenant_id = $1 and e.evidence_no > r.data_cut
    and e.meeting_date >= r.month and e.meeting_date < r.month + interval '1 month'
  group by r.month`;

const STATE = `
  select
    (select date_trunc('month', min(meeting_date))::date::text from attendance_evidence where tenant_id = $1) as "firstEvidence",
    (select max(month)::text from detection_run where tenant_id = $1) as "newestRun",
    exists (select 1 from detection_request where tenant_id = $1 and state in ('waiting','running')) as "isOpen",
    exists (select 1 from regulatory_regime where tenant_id = $1) as "hasRules",
    (select min(month)::text from (${CORRECTED_MONTHS}) c) as corrected`;

function firstToRun({ firstEvidence, newestRun }: State, last: string): string | null {
  const earliest = firstRunnableMonth(firstEvidence, last);
  if (earliest === null) return null;
  const from = newestRun === null ? earliest : nextMonth(newestRun);
  const first = from < earliest ? earliest : from;
  return first <= last ? first : null;
}

/** The earliest month of the last year that can be judged; null where none can be yet. */
export function firstRunnableMonth(firstEvidence: string | null, last: string): string | null {
  if (firstEvidence === null) return null;
  const earliest = monthsBack(last, YEAR_MONTHS - 1);
  const learned = monthsAhead(firstEvidence, MONTHS_TO_LEARN);
  const first = learned < earliest ? earliest : learned;
  return first <= last ? first : null;
}
