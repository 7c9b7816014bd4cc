import { Inject, Injectable } from '@nestjs/common';
import { type UndertakingState, undertakingWaitsFor } from '@quorate/libs/signals';
import { addWorkingDays, ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import { tellCommissioners, tellProvider } from '../signals/signal-mail.js';
import { lockSignal, type SignalState } from '../signals/signal-state.js';
import { addUndertakingStep, lockUndertaking, type StoredUndertaking } from './undertaking-state.js';

/** How long before a day that somebody waits for they are reminded of it. */
const REMINDER_WORKING_DAYS = 3;

type Reminder = 'answerDueSoon' | 'dueSoon' | 'overdue';

/** What passing time does to undertakings: it reminds, once for each day that was set. Nothing is decided by silence. */
@Injectable()
export class UndertakingDueDatesService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Job: reminds whoever is waited for. Returns how many reminders it wrote. Safe to repeat. */
  async remind(tenantId: string): Promise<number> {
    const today = toLondon(this.clock.now().toISOString()).date;
    const near = addWorkingDays(today, REMINDER_WORKING_DAYS, ENGLAND_BANK_HOLIDAYS);
    const due = await this.reads.rowsFor<{ undertakingId: string; signalId: string }>(jobSession(tenantId), {
      name: 'undertakings-due',
      text: REMINDERS_DUE,
      values: [tenantId, today, near],
    });
    if (due.length === 0) return 0;
    return this.commands.runJob(tenantId, 'remindOfUndertakings', async (tx) => {
      let reminded = 0;
      for (const { undertakingId, signalId } of due) {
        const signal = await lockSignal(tx, signalId);
        const undertaking = await lockUndertaking(tx, undertakingId);
        if (signal && undertaking && (await this.remindOf(tx, signal, undertaking, { today, near }))) reminded += 1;
      }
      if (reminded === 0) tx.audit({ entity: 'Signal', entityId: 'none' });
      return reminded;
    });
  }

  private async remindOf(
    tx: Transaction,
    signal: SignalState,
    undertaking: StoredUndertaking,
    on: { readonly today: string; readonly near: string },
  ): Promise<boolean> {
    const waitsFor = undertakingWaitsFor({ ...undertaking, isSignalOpen: signal.closedAt === null });
    const reminder = reminderOf(undertaking, on);
    if (!reminder || !waitsFor || (await isReminded(tx, undertaking, reminder))) return false;
    await addUndertakingStep(tx, undertaking, { kind: reminder.kind, by: null, dueOn: reminder.dueOn });
    const isShown = signal.commissionerSeesFrom !== null && signal.commissionerSeesFrom <= tx.now;
    if (waitsFor === 'provider') await tellProvider(tx, this.publicUrl, signal, 'signalUndertakingDue');
    if (isShown && (waitsFor === 'commissioner' || reminder.kind === 'overdue'))
      await tellCommissioners(tx, this.publicUrl, signal, 'signalUndertakingDue');
    return true;
  }
}

interface DueReminder {
  readonly kind: Reminder;
  readonly dueOn: string;
}

/** The day by which it is to be done for what is agreed; the day by which an answer is asked for otherwise. */
function reminderOf(
  { state, doneBy, answerDueOn }: { state: UndertakingState; doneBy: string; answerDueOn: string | null },
  { today, near }: { readonly today: string; readonly near: string },
): DueReminder | null {
  if (state === 'accepted') {
    if (doneBy < today) return { kind: 'overdue', dueOn: doneBy };
    return doneBy <= near ? { kind: 'dueSoon', dueOn: doneBy } : null;
  }
  return answerDueOn !== null && answerDueOn <= near ? { kind: 'answerDueSoon', dueOn: answerDueOn } : null;
}

async function isReminded(tx: Transaction, { undertakingId }: StoredUndertaking, due: DueReminder): Promise<boolean> {
  const [found] = await tx.query(
    'select 1 as found from undertaking_step where tenant_id = $1 and undertaking_id = $2 and kind = $3 and due_on = $4 limit 1',
    [tx.tenantId, undertakingId, due.kind, due.dueOn],
  );
  return found !== undefined;
}

/** Undertakings with a reminder not written yet, in the order in which their signals are locked. Values: tenant, today, the day up to which days are near. */
const REMINDERS_DUE = `
  select u.undertaking_id as "undertakingId", u.signal_id as "signalId"
  from signal_undertaking u join signal s on s.tenant_id = u.tenant_id and s.signal_id = u.signal_id
  where u.tenant_id = $1 and (
    (u.state = 'accepted' and u.done_by <= $3::date and not exists (select 1 from undertaking_step t where t.tenant_id = $1
      and t.undertaking_id = u.undertaking_id and t.due_on = u.done_by and t.kind = case when u.done_by < $2::date then 'overdue' else 'dueSoon' end))
    or (u.state in ('proposed','changeAsked','reportedDone') and u.answer_due_on <= $3::date and (s.closed_at is null or u.state = 'reportedDone')
      and not exists (select 1 from undertaking_step t where t.tenant_id = $1 and t.undertaking_id = u.undertaking_id
        and t.kind = 'answerDueSoon' and t.due_on = u.answer_due_on)))
  order by u.signal_id, u.undertaking_id`;
