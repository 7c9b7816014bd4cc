import { Inject, Injectable } from '@nestjs/common';
import { concernLifecycle } from '@quorate/libs/lifecycle';
import { concernDueOn, type RegulatoryRegime } from '@quorate/libs/signals';
import { addDays, addWorkingDays, ENGLAND_BANK_HOLIDAYS, toLondon, workingDaysBetween } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { Reads } from '../../platform/reads.js';
import { invalidInput, type RefusalData } from '../../platform/refusal.js';
import { jobSession } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { slipConcernInput } from './concern-inputs.js';
import { tellOfConcern } from './concern-mail.js';
import {
  addStep,
  CONCERN_STATE,
  type ConcernChanged,
  type ConcernState,
  type ConcernStateCode,
  changed,
  lockConcern,
  notPossible,
  rulesOfConcerns,
} from './concern-state.js';

/** How long before its due date a stage is spoken of. */
const REMINDER_WORKING_DAYS = 2;
/** How often commissioners are told of one that is late. */
const TOLD_AGAIN_WORKING_DAYS = 5;
/** The latest that a due date can be moved to. */
const MOST_DAYS = 366;

/** What silence means: the stage stays, since only people end a concern; the delay is on record, and is told. */
const SILENCE: Readonly<Partial<Record<ConcernStateCode, string>>> = {
  received: 'Nobody looked into it by the due date. It stays open, and commissioners are told until somebody does.',
  lookedInto:
    'It was neither linked, referred nor stopped by the due date. It stays open, and commissioners are told until it is.',
  referred: 'Nobody has said by the due date what came of it at the other body. It stays open until somebody does.',
};
const SIGNAL_ENDED = 'The signal that it was linked to has ended, so somebody has to say what becomes of the concern.';

interface DueConcern extends ConcernState {
  readonly isDueSoon: boolean;
  readonly isLate: boolean;
  readonly hasSignalEnded: boolean;
}

/** What passing time does to concerns: a due date for each stage, a reminder, and the delay told while it lasts. */
@Injectable()
export class ConcernDatesService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Job: goes through the open concerns for which something is due. Returns how many. Safe to repeat. */
  async followTime(tenantId: string): Promise<number> {
    const today = toLondon(this.clock.now().toISOString()).date;
    const values = dueValues(tenantId, today);
    const due = await this.reads.rowsFor(jobSession(tenantId), {
      name: 'concerns-due',
      text: `${DUE} limit 1`,
      values,
    });
    if (due.length === 0) return 0;
    return this.commands.runJob(tenantId, 'followConcerns', async (tx) => {
      const rules = await rulesOfConcerns(tx.query, tx.tenantId, tx.now);
      const concerns = await tx.query<DueConcern>(`${DUE} order by c.concern_id for update of c`, values);
      for (const concern of concerns) await this.follow(tx, concern, rules, today);
      if (concerns.length === 0) tx.audit({ entity: 'Concern', entityId: 'none' });
      return concerns.length;
    });
  }

  /** A later due date, with a reason of the list that the author reads too, and what else is to be said of it in the file. */
  slip(viewer: Viewer, input: unknown): Promise<ConcernChanged | RefusalData> {
    return this.commands.run(viewer, 'moveConcernDate', slipConcernInput, input, async (tx, given) => {
      const concern = await lockConcern(tx, given.concernId, given.expectedVersion);
      if (concern.dueOn === null)
        throw notPossible('NOT_ALLOWED_NOW', 'Nothing is due in this stage, so there is no date to move.');
      const today = toLondon(tx.now.toISOString()).date;
      if (given.dueOn <= today || given.dueOn <= concern.dueOn)
        throw invalidInput('dueOn', 'Enter a day to come that is later than the present due date.');
      if (given.dueOn > addDays(today, MOST_DAYS)) throw invalidInput('dueOn', 'Enter a day within the next year.');
      await setDue(tx, concern, given.dueOn);
      await addStep(tx, concern.concernId, {
        kind: 'slipped',
        toState: concern.state,
        by: viewer,
        reason: given.reason,
        detail: { fromDue: concern.dueOn, toDue: given.dueOn, slipReason: given.slipReason },
      });
      return changed(concern.concernId);
    });
  }

  private async follow(tx: Transaction, concern: DueConcern, rules: RegulatoryRegime, today: string): Promise<void> {
    if (concern.hasSignalEnded) return this.endWaiting(tx, concern, rules, today);
    if (concern.dueOn === null) {
      const dueOn = concernDueOn(concern.state, today, rules.times, ENGLAND_BANK_HOLIDAYS);
      await setDue(tx, concern, dueOn);
      tx.audit({ entity: 'Concern', entityId: concern.concernId, detail: { step: 'dated', dueOn } });
      return;
    }
    const { state, dueOn } = concern;
    if (concern.isDueSoon) {
      await addStep(tx, concern.concernId, {
        kind: 'dueSoon',
        toState: state,
        by: null,
        reason: '',
        detail: { dueOn },
      });
      await tellOfConcern(tx, this.publicUrl, concern, 'concernDueSoon');
    }
    if (concern.isLate) {
      await addStep(tx, concern.concernId, {
        kind: 'overdue',
        toState: state,
        by: null,
        reason: SILENCE[state] ?? '',
        detail: { dueOn, workingDays: workingDaysBetween(dueOn, today, ENGLAND_BANK_HOLIDAYS) },
      });
      await tellOfConcern(tx, this.publicUrl, concern, 'concernOverdue');
    }
  }

  private async endWaiting(
    tx: Transaction,
    concern: DueConcern,
    rules: RegulatoryRegime,
    today: string,
  ): Promise<void> {
    const step = concernLifecycle.next(concern.state, 'lookInto', SIGNAL_ENDED);
    if (step.refused) return;
    await tx.query(
      'update concern set state = $3, due_on = $4, lock_version = lock_version + 1 where tenant_id = $1 and concern_id = $2',
      [tx.tenantId, concern.concernId, step.state, concernDueOn(step.state, today, rules.times, ENGLAND_BANK_HOLIDAYS)],
    );
    await addStep(tx, concern.concernId, {
      kind: 'signalEnded',
      toState: step.state,
      by: null,
      reason: SIGNAL_ENDED,
    });
    await tellOfConcern(tx, this.publicUrl, concern, 'concernSignalEnded');
  }
}

async function setDue(tx: Transaction, { concernId }: ConcernState, dueOn: string | null): Promise<void> {
  await tx.query(
    'update concern set due_on = $3, lock_version = lock_version + 1 where tenant_id = $1 and concern_id = $2',
    [tx.tenantId, concernId, dueOn],
  );
}

// $1 tenant, $2 today, $3 the day up to which due dates are near, $4 the day up to which a delay was told long ago.
const IS_DUE_SOON = `coalesce(c.due_on between $2::date and $3::date and not exists (select 1 from concern_step t
  where t.tenant_id = c.tenant_id and t.concern_id = c.concern_id and t.kind = 'dueSoon' and t.detail->>'dueOn' = c.due_on::text), false)`;
const IS_LATE = `coalesce(c.due_on < $2::date and not exists (select 1 from concern_step t
  where t.tenant_id = c.tenant_id and t.concern_id = c.concern_id and t.kind = 'overdue' and t.detail->>'dueOn' = c.due_on::text
    and (t.at at time zone 'Europe/London')::date > $4::date), false)`;
const HAS_SIGNAL_ENDED = `(c.state = 'linked' and exists (select 1 from signal s
  where s.tenant_id = c.tenant_id and s.signal_id = c.signal_id and s.closed_at is not null))`;
const DUE = `
  select ${CONCERN_STATE}, ${IS_DUE_SOON} as "isDueSoon", ${IS_LATE} as "isLate", ${HAS_SIGNAL_ENDED} as "hasSignalEnded"
  from concern c where c.tenant_id = $1 and c.state <> 'stopped' and (
    (c.due_on is null and c.state <> 'linked') or ${IS_DUE_SOON} or ${IS_LATE} or ${HAS_SIGNAL_ENDED})`;

function dueValues(tenantId: string, today: string): string[] {
  return [
    tenantId,
    today,
    addWorkingDays(today, REMINDER_WORKING_DAYS, ENGLAND_BANK_HOLIDAYS),
    addWorkingDays(today, -TOLD_AGAIN_WORKING_DAYS, ENGLAND_BANK_HOLIDAYS),
  ];
}
