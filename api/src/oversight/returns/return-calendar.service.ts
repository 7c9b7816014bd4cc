import { Inject, Injectable } from '@nestjs/common';
import { REGIME_2015, type SignalTimes } from '@quorate/libs/signals';
import { addDays, addWorkingDays, ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import { monthsBack, monthsBetween, nextMonth } from '../../withholding/months.js';
import { regimeOn } from '../../withholding/regimes.js';
import { lastCompleteMonth } from '../runs/run-plan.service.js';
import { makeReturn } from './make-return.js';
import { lockEvidence } from './return-evidence.js';
import { type ReturnNews, tellManagers, tellSignatories } from './return-mail.js';
import { addStep, lockUnsigned, type ReturnState } from './return-state.js';

/** How long before it is due a return is asked for again. */
const REMINDER_WORKING_DAYS = 3;
/** A server that was off for longer makes no older months up. */
const MOST_MONTHS = 12;

/** The day by which the return of a month (its first day) is to be signed, by the rules in force on the month's last day. */
export function returnDueOn(month: string, { returnDue }: Pick<SignalTimes, 'returnDue'>): string {
  return addWorkingDays(lastDay(month), returnDue, ENGLAND_BANK_HOLIDAYS);
}

function lastDay(month: string): string {
  return addDays(nextMonth(month), -1);
}

/** What the calendar does for returns: makes each complete month's ready, and asks again for what is not signed. */
@Injectable()
export class ReturnCalendarService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /**
   * Job: makes the returns of complete months that have none, provider by provider, and tells those who are waited for. Of
   * a tenant without any return it begins with the last complete month. Safe to repeat.
   */
  async followMonths(tenantId: string): Promise<void> {
    const today = toLondon(this.clock.now().toISOString()).date;
    const months = await this.monthsToMake(tenantId, lastCompleteMonth(today));
    const values = [tenantId, months];
    const missing = await this.reads.rowsFor(jobSession(tenantId), { name: 'returns-missing', text: MISSING, values });
    if (missing.length > 0) await this.commands.runJob(tenantId, 'makeProviderReturns', (tx) => this.make(tx, months));
    const near = addWorkingDays(today, REMINDER_WORKING_DAYS, ENGLAND_BANK_HOLIDAYS);
    const late = await this.reads.rowsFor(jobSession(tenantId), {
      name: 'returns-late',
      text: `select 1 as found from provider_return r where r.tenant_id = $1 and ${TO_TELL} limit 1`,
      values: [tenantId, today, near],
    });
    if (late.length > 0) await this.commands.runJob(tenantId, 'remindOfReturns', (tx) => this.remind(tx, today, near));
  }

  private async monthsToMake(tenantId: string, last: string): Promise<string[]> {
    const [found] = await this.reads.rowsFor<{ newest: string | null }>(jobSession(tenantId), {
      name: 'newest-return',
      text: 'select max(month)::text as newest from provider_return where tenant_id = $1',
      values: [tenantId],
    });
    const newest = found?.newest ?? last;
    const first = newest < last ? nextMonth(newest) : last;
    const earliest = monthsBack(last, MOST_MONTHS - 1);
    return monthsBetween(first < earliest ? earliest : first, last);
  }

  /** Another server may have made them since they were looked for: they are looked for again once it is this one's turn. */
  private async make(tx: Transaction, months: readonly string[]): Promise<void> {
    await lockEvidence(tx.query, tx.tenantId);
    for (const { providerId, month } of await tx.query<Missing>(MISSING, [tx.tenantId, months])) {
      const stored = await regimeOn(tx.query, tx.tenantId, lastDay(month));
      const dueOn = returnDueOn(month, (stored?.regime ?? REGIME_2015).times);
      const wanted = { providerId, month, versionNo: 1, dueOn, by: null };
      const returnId = await makeReturn(tx, wanted);
      await tellManagers(tx, this.publicUrl, { returnId, providerId }, 'returnReady');
    }
    tx.audit({ entity: 'ProviderReturn', entityId: tx.tenantId, detail: { months } });
  }

  private async remind(tx: Transaction, today: string, near: string): Promise<void> {
    const unsigned = await lockUnsigned(tx);
    const ids = await tx.query<{ returnId: string; isOverdue: boolean }>(
      `select r.return_id as "returnId", r.due_on < $2::date as "isOverdue" from provider_return r where r.tenant_id = $1 and ${TO_TELL}`,
      [tx.tenantId, today, near],
    );
    const toTell = new Map(ids.map(({ returnId, isOverdue }) => [returnId, isOverdue]));
    for (const waiting of unsigned) {
      const isOverdue = toTell.get(waiting.returnId);
      if (isOverdue === undefined) continue;
      await addStep(tx, waiting, { kind: isOverdue ? 'toldOverdue' : 'reminded', by: null });
      await this.tell(tx, waiting, today, isOverdue ? 'returnOverdue' : 'returnDueSoon');
    }
    tx.audit({ entity: 'ProviderReturn', entityId: tx.tenantId, detail: { told: ids.length } });
  }

  /** Whoever is waited for: the managers, or once it is handed over those who may sign it. */
  private tell(tx: Transaction, waiting: ReturnState, today: string, news: ReturnNews): Promise<void> {
    return waiting.state === 'inPreparation'
      ? tellManagers(tx, this.publicUrl, waiting, news)
      : tellSignatories(tx, this.publicUrl, waiting, today, news);
  }
}

interface Missing {
  readonly providerId: string;
  readonly month: string;
}

/** Providers with seats in the months $2 that have no return of them. */
const MISSING = `
  select distinct e.provider_organisation_id as "providerId", m.month::text as month
  from unnest($2::date[]) as m(month)
  join attendance_evidence e on e.tenant_id = $1 and e.meeting_date >= m.month and e.meeting_date < m.month + interval '1 month'
    and e.is_current and not e.is_gone
  where not exists (select 1 from provider_return r where r.tenant_id = $1 and r.provider_organisation_id = e.provider_organisation_id and r.month = m.month)
  order by month, "providerId"`;

/** First versions that somebody is to be told of: due by $3, or overdue on $2, and not told of that yet. */
const TO_TELL = `r.state <> 'signed' and r.due_on <= $3::date and not exists (
    select 1 from provider_return_step t where t.tenant_id = r.tenant_id and t.return_id = r.return_id
      and t.kind = case when r.due_on < $2::date then 'toldOverdue' else 'reminded' end)`;
