import { Inject, Injectable } from '@nestjs/common';
import { signalLifecycle } from '@quorate/libs/lifecycle';
import { stageDueOn } from '@quorate/libs/signals';
import { addWorkingDays, ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import { tellCommissioners, tellProvider } from './signal-mail.js';
import {
  addLeadStep,
  changeSignal,
  lockOpenSignals,
  type SignalStage,
  type SignalState,
  todayOf,
} from './signal-state.js';

/** How long before its due date a reply is asked for again. */
const REMINDER_WORKING_DAYS = 3;

/** Why a stage ended by itself: recorded with the step, so that none is left out without a reason. */
const SILENCE: Readonly<Partial<Record<SignalStage, string>>> = {
  signal: 'Nobody asked for the records to be checked by the due date, so they count as they are.',
  dataCheck: 'The check of the records was not ended by the due date, so they count as they are.',
  withProvider: 'The due date for the provider has passed.',
  explained: 'Nobody closed or took up the explanation by the due date.',
  localResolution: 'The due date for resolving it locally has passed.',
  improvementAgreed: 'The due date of the agreed improvement has passed.',
  withCommissioner: 'The commissioner has not decided by the due date.',
  concern: 'The concern was neither referred nor closed by the due date.',
};

/** What passing time does to signals: tells those concerned, reminds, and takes the step that silence means. */
@Injectable()
export class DueDatesService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Job: goes through the open signals for which something is due. Returns how many steps it took. Safe to repeat. */
  async followTime(tenantId: string): Promise<number> {
    const today = toLondon(this.clock.now().toISOString()).date;
    const due = await this.reads.rowsFor(jobSession(tenantId), {
      name: 'signals-due',
      text: SOMETHING_DUE,
      values: [tenantId, today, addWorkingDays(today, REMINDER_WORKING_DAYS, ENGLAND_BANK_HOLIDAYS)],
    });
    if (due.length === 0) return 0;
    return this.commands.runJob(tenantId, 'followSignals', async (tx) => {
      let steps = 0;
      for (const signal of await lockOpenSignals(tx)) {
        const taken = await takenOf(tx, signal);
        if (await this.tell(tx, signal, taken)) steps += 1;
        if (await this.show(tx, signal, taken)) steps += 1;
        if (await this.remind(tx, signal, taken)) steps += 1;
        if (await this.passDueDate(tx, signal)) steps += 1;
      }
      if (steps === 0) tx.audit({ entity: 'Signal', entityId: 'none' });
      return steps;
    });
  }

  private async tell(tx: Transaction, signal: SignalState, taken: Taken): Promise<boolean> {
    if (taken.toldLevel === signal.level) return false;
    const isFirst = taken.toldLevel === null;
    await tellProvider(tx, this.publicUrl, signal, isFirst ? 'signalOpened' : 'signalLevelChanged');
    const step = { kind: 'providerTold', by: null, detail: { level: signal.level } } as const;
    const { level, shownLevel, lead } = signal;
    // Of a raise that was taken back too: whoever does not see the raise would learn of it from this.
    const leadNo =
      lead !== null && level !== shownLevel ? lead.no : taken.openlyTold === level ? taken.toldLeadNo : null;
    if (leadNo !== null) await addLeadStep(tx, signal, { ...step, leadNo }, { from: level, to: level });
    else await changeSignal(tx, signal, {}, step);
    return true;
  }

  private async show(tx: Transaction, signal: SignalState, taken: Taken): Promise<boolean> {
    if (signal.commissionerSeesFrom === null || signal.commissionerSeesFrom > tx.now) return false;
    if (taken.isShown && taken.raiseToTell === null) return false;
    await tellCommissioners(tx, this.publicUrl, signal, 'signalVisible');
    const detail = taken.raiseToTell === null ? {} : { leadNo: taken.raiseToTell };
    await changeSignal(tx, signal, {}, { kind: 'commissionersTold', by: null, detail });
    return true;
  }

  private async remind(tx: Transaction, signal: SignalState, taken: Taken): Promise<boolean> {
    if (signal.stage !== 'withProvider' || signal.stageDueOn === null || taken.hasReply) return false;
    if (taken.remindedFor === signal.stageDueOn) return false;
    const from = addWorkingDays(signal.stageDueOn, -REMINDER_WORKING_DAYS, ENGLAND_BANK_HOLIDAYS);
    if (todayOf(tx) < from || todayOf(tx) > signal.stageDueOn) return false;
    await tellProvider(tx, this.publicUrl, signal, 'signalReplyDueSoon');
    await changeSignal(tx, signal, {}, { kind: 'dueSoon', by: null, detail: { dueOn: signal.stageDueOn } });
    return true;
  }

  private async passDueDate(tx: Transaction, signal: SignalState): Promise<boolean> {
    if (signal.stageDueOn === null || signal.stageDueOn >= todayOf(tx)) return false;
    const step = signalLifecycle.next(signal.stage, 'passDueDate');
    if (step.refused) return false;
    const dueOn = stageDueOn(step.state, signal.level, todayOf(tx), signal.regime.times, ENGLAND_BANK_HOLIDAYS);
    await changeSignal(
      tx,
      signal,
      { stage: step.state, stageDueOn: dueOn },
      {
        kind: 'dueDatePassed',
        by: null,
        reason: SILENCE[signal.stage] ?? '',
        detail: { fromDue: signal.stageDueOn, toDue: dueOn },
      },
    );
    await tellProvider(tx, this.publicUrl, signal, 'signalStageChanged');
    if (signal.commissionerSeesFrom !== null && signal.commissionerSeesFrom <= tx.now)
      await tellCommissioners(tx, this.publicUrl, signal, 'signalOverdue');
    return true;
  }
}

/** The newest raise of a signal that commissioners see by now, where nobody told them of it or of a later one. */
const RAISE_TO_TELL = (
  signal: string,
) => `(select max(l.lead_no) from signal_lead l where l.tenant_id = $1 and l.signal_id = ${signal} and l.is_raise
  and l.commissioner_sees_from <= quorate_now() and l.lead_no > coalesce((select max((t.detail->>'leadNo')::int) from signal_step t
    where t.tenant_id = $1 and t.signal_id = ${signal} and t.kind = 'commissionersTold'), 0))`;

/** Whether time has anything to do at all. Values: tenant, today, the day up to which due dates are near. */
const SOMETHING_DUE = `
  select 1 as found from signal_now s where s.tenant_id = $1 and s.closed_at is null and (
    s.stage_due_on < $2::date
    or (s.stage = 'withProvider' and s.stage_due_on <= $3::date and not exists (select 1 from signal_step t
      where t.tenant_id = $1 and t.signal_id = s.signal_id and t.kind = 'dueSoon' and (t.detail->>'dueOn')::date = s.stage_due_on)
      and not exists (select 1 from signal_reply r where r.tenant_id = $1 and r.signal_id = s.signal_id))
    or (s.commissioner_sees_from <= quorate_now() and not exists (select 1 from signal_step t
      where t.tenant_id = $1 and t.signal_id = s.signal_id and t.kind = 'commissionersTold'))
    or ${RAISE_TO_TELL('s.signal_id')} is not null
    or s.level is distinct from (select t.detail->>'level' from signal_step t
      where t.tenant_id = $1 and t.signal_id = s.signal_id and t.kind = 'providerTold' order by t.step_no desc limit 1)) limit 1`;

interface Taken {
  /** The level of which the provider was told last. */
  readonly toldLevel: string | null;
  /** The judgement that this telling belongs to, where it is not for whoever sees the signal. */
  readonly toldLeadNo: number | null;
  /** The level of which the provider was told last in a step that everybody sees. */
  readonly openlyTold: string | null;
  readonly isShown: boolean;
  /** A raise that commissioners see by now and were not told of. */
  readonly raiseToTell: number | null;
  readonly remindedFor: string | null;
  readonly hasReply: boolean;
}

async function takenOf(tx: Transaction, signal: SignalState): Promise<Taken> {
  const [taken] = await tx.query<Taken>(
    `select told.level as "toldLevel", told.lead_no as "toldLeadNo",
       (select s.detail->>'level' from signal_step s where s.tenant_id = $1 and s.signal_id = $2 and s.kind = 'providerTold' and s.lead_no is null
         order by s.step_no desc limit 1) as "openlyTold",
       exists (select 1 from signal_step s where s.tenant_id = $1 and s.signal_id = $2 and s.kind = 'commissionersTold') as "isShown",
       ${RAISE_TO_TELL('$2')} as "raiseToTell",
       (select s.detail->>'dueOn' from signal_step s where s.tenant_id = $1 and s.signal_id = $2 and s.kind = 'dueSoon' order by s.step_no desc limit 1) as "remindedFor",
       exists (select 1 from signal_reply r where r.tenant_id = $1 and r.signal_id = $2) as "hasReply"
     from (select 1) one left join lateral (select s.detail->>'level' as level, s.lead_no from signal_step s
       where s.tenant_id = $1 and s.signal_id = $2 and s.kind = 'providerTold' order by s.step_no desc limit 1) told on true`,
    [tx.tenantId, signal.signalId],
  );
  if (!taken) throw new Error('Nothing is known of the steps of a signal.');
  return taken;
}
