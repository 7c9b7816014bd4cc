import { Inject, Injectable } from '@nestjs/common';
import { type EventOf, signalLifecycle } from '@quorate/libs/lifecycle';
import { lockOfStep, type StepFacts, stageDueOn } from '@quorate/libs/signals';
import { addWorkingDays, ENGLAND_BANK_HOLIDAYS } from '@quorate/libs/time';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { refuseUnfitMover } from './separation.js';
import { extendInput, isProvidersStep, type MoveInput, moveInput, slipInput, testInput } from './signal-inputs.js';
import { tellProvider } from './signal-mail.js';
import {
  changeSignal,
  lockSignal,
  notPossible,
  refuseStale,
  type SignalChange,
  type SignalState,
  todayOf,
} from './signal-state.js';

type SignalEvent = EventOf<typeof signalLifecycle>;

export interface SignalChanged {
  readonly __typename: 'SignalChanged';
  readonly signalId: string;
}

/** The way of a signal as people take it, step by step, each with its reason and its due date. */
@Injectable()
export class StagesService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /**
   * Takes one step of the lifecycle. Refuses, beside what the table refuses: a commissioner with a part in it, any judgement
   * while the provider's time to reply runs or points of its reply are undecided, an agreed improvement without an
   * undertaking that both have agreed to, a concern on a watch or with a test unanswered.
   */
  moveSignal(viewer: Viewer, input: unknown): Promise<SignalChanged | RefusalData> {
    return this.commands.run(viewer, 'moveSignal', moveInput, input, async (tx, given) => {
      const signal = await visible(tx, given.signalId);
      refuseOthersStep(viewer, signal, given.event);
      refuseStale(signal, given.expectedVersion);
      if (!isProvidersStep(given.event)) await refuseUnfitMover(tx, viewer, signal);
      await this.move(tx, viewer, signal, given);
      await tellProvider(tx, this.publicUrl, signal, 'signalStageChanged');
      return changed(signal);
    });
  }

  /** More time for the provider's reply: once, with a reason, no more working days than the rules allow. */
  extendReply(viewer: Viewer, input: unknown): Promise<SignalChanged | RefusalData> {
    return this.commands.run(viewer, 'extendReply', extendInput, input, async (tx, given) => {
      const signal = await ownOf(tx, viewer, given.signalId);
      refuseStale(signal, given.expectedVersion);
      const most = signal.regime.times.mostExtension;
      if (given.workingDays > most) throw invalidInput('workingDays', `Enter no more than ${most} working days.`);
      if (signal.stage !== 'withProvider' || signal.stageDueOn === null)
        throw notPossible('NOT_ALLOWED_NOW', 'Nothing waits for your reply now, so there is no time to extend.');
      if (await hasStep(tx, signal, 'replyExtended'))
        throw notPossible('EXTENDED_ALREADY', 'The time to reply has been extended once already.');
      const dueOn = addWorkingDays(signal.stageDueOn, given.workingDays, ENGLAND_BANK_HOLIDAYS);
      await changeSignal(
        tx,
        signal,
        { stageDueOn: dueOn },
        {
          kind: 'replyExtended',
          by: viewer,
          reason: given.reason,
          detail: { fromDue: signal.stageDueOn, toDue: dueOn },
        },
      );
      return changed(signal);
    });
  }

  /** A later due date for a commissioner's own stage, with the reason that the provider reads. */
  explainSlippage(viewer: Viewer, input: unknown): Promise<SignalChanged | RefusalData> {
    return this.commands.run(viewer, 'explainSlippage', slipInput, input, async (tx, given) => {
      const signal = await visible(tx, given.signalId);
      refuseStale(signal, given.expectedVersion);
      await refuseUnfitMover(tx, viewer, signal);
      if (signal.stageDueOn === null || ['signal', 'dataCheck'].includes(signal.stage))
        throw notPossible('NOT_ALLOWED_NOW', 'This stage has no due date that you can move.');
      if (given.dueOn <= signal.stageDueOn) throw invalidInput('dueOn', 'Enter a date after the present due date.');
      await changeSignal(
        tx,
        signal,
        { stageDueOn: given.dueOn },
        {
          kind: 'slipped',
          by: viewer,
          reason: given.reason,
          detail: { fromDue: signal.stageDueOn, toDue: given.dueOn },
        },
      );
      await tellProvider(tx, this.publicUrl, signal, 'signalStageChanged');
      return changed(signal);
    });
  }

  /** An answer to one of the tests before a concern; an earlier one stays beside it. */
  answerTest(viewer: Viewer, input: unknown): Promise<SignalChanged | RefusalData> {
    return this.commands.run(viewer, 'answerSignalTest', testInput, input, async (tx, given) => {
      const signal = await visible(tx, given.signalId);
      await refuseUnfitMover(tx, viewer, signal);
      refuseClosed(signal);
      if (!signal.regime.tests.some(({ code }) => code === given.testCode))
        throw invalidInput('testCode', 'Choose a test of the list.');
      await tx.query(
        `insert into signal_test_answer (tenant_id, signal_id, test_code, version, answer, answered_by, on_behalf_of, answered_at)
         values ($1,$2,$3,(select coalesce(max(version), 0) + 1 from signal_test_answer where tenant_id = $1 and signal_id = $2 and test_code = $3),$4,$5,$6,$7)`,
        [tx.tenantId, signal.signalId, given.testCode, given.answer, viewer.accountId, viewer.organisationId, tx.now],
      );
      await changeSignal(tx, signal, {}, { kind: 'testAnswered', by: viewer, detail: { testCode: given.testCode } });
      return changed(signal);
    });
  }

  private async move(tx: Transaction, viewer: Viewer, signal: SignalState, given: MoveInput): Promise<void> {
    const step = signalLifecycle.next(signal.stage, given.event, given.reason);
    if (step.refused)
      throw step.refused.code === 'reasonNeeded'
        ? invalidInput('reason', step.refused.message)
        : notPossible('NOT_ALLOWED_NOW', step.refused.message);
    await refuseLocked(tx, signal, given.event);
    const bodyCode = given.event === 'refer' ? knownBody(signal, given.bodyCode) : undefined;
    if (given.event === 'stop') await publish(tx, viewer, given.publishedReason ?? '');
    const dueOn = stageDueOn(step.state, signal.level, todayOf(tx), signal.regime.times, ENGLAND_BANK_HOLIDAYS);
    const change: SignalChange = {
      stage: step.state,
      stageDueOn: dueOn,
      ...(step.state === 'closed' && { closedAt: tx.now, closedBecause: 'stopped' }),
    };
    await changeSignal(tx, signal, change, {
      kind: 'moved',
      by: viewer,
      reason: given.reason,
      detail: { event: given.event, dueOn, ...(bodyCode && { bodyCode }) },
    });
  }
}

/** The signal, locked, for whoever sees it. */
export async function visible(tx: Transaction, signalId: string): Promise<SignalState> {
  const signal = await lockSignal(tx, signalId);
  if (!signal) throw notPermitted();
  return signal;
}

/** The signal, locked, for a manager of its provider. */
export async function ownOf(tx: Transaction, viewer: Viewer, signalId: string): Promise<SignalState> {
  const signal = await visible(tx, signalId);
  if (signal.providerId !== viewer.organisationId) throw notPermitted();
  return signal;
}

/** Whether a step of the kind has been taken. */
export async function hasStep(tx: Transaction, signal: SignalState, kind: string): Promise<boolean> {
  const [found] = await tx.query(
    'select 1 as found from signal_step where tenant_id = $1 and signal_id = $2 and kind = $3 limit 1',
    [tx.tenantId, signal.signalId, kind],
  );
  return found !== undefined;
}

export function changed(signal: { readonly signalId: string }): SignalChanged {
  return { __typename: 'SignalChanged', signalId: signal.signalId };
}

export function refuseClosed(signal: SignalState): void {
  if (signal.closedAt !== null) throw notPossible('NOT_ALLOWED_NOW', 'This signal is closed and can no longer change.');
}

function refuseOthersStep(viewer: Viewer, signal: SignalState, event: SignalEvent): void {
  const isProviders = viewer.role === 'providerManager' && viewer.organisationId === signal.providerId;
  if (isProvidersStep(event) ? !isProviders : viewer.role !== 'commissioner') throw notPermitted();
}

/** What of a signal its steps wait for. */
export const FACTS_SQL = `exists (select 1 from signal_reply r where r.tenant_id = $1 and r.signal_id = $2) as "hasReply",
  (select count(*)::int from signal_reply_point p where p.tenant_id = $1 and p.signal_id = $2 and not exists (
     select 1 from signal_point_decision d where d.tenant_id = $1 and d.point_id = p.point_id)) as "undecidedPoints",
  (select coalesce(array_agg(distinct a.test_code), '{}') from signal_test_answer a where a.tenant_id = $1 and a.signal_id = $2) as "answeredTests",
  (select count(*)::int from signal_undertaking u where u.tenant_id = $1 and u.signal_id = $2 and u.agreed_at is not null) as undertakings`;

async function refuseLocked(tx: Transaction, signal: SignalState, event: SignalEvent): Promise<void> {
  const [facts] = await tx.query<Omit<StepFacts, 'today' | 'stage' | 'level' | 'stageDueOn'>>(`select ${FACTS_SQL}`, [
    tx.tenantId,
    signal.signalId,
  ]);
  if (!facts) throw new Error('Nothing is known of a signal.');
  const lock = lockOfStep(event, { ...signal, ...facts, today: todayOf(tx) }, signal.regime);
  if (lock) throw notPossible(lock.code, lock.message);
}

function knownBody(signal: SignalState, code: string | null | undefined): string {
  const body = signal.regime.bodies.find((known) => known.code === code);
  if (!body) throw invalidInput('bodyCode', 'Choose a body of the list.');
  return body.code;
}

/** For all staff to read, so it names neither the provider nor anybody. */
async function publish(tx: Transaction, viewer: Viewer, words: string): Promise<void> {
  await tx.query(
    `insert into published_reason (tenant_id, publication_id, kind, title, words, published_by, published_at) values ($1,$2,'stopped','A signal was stopped',$3,$4,$5)`,
    [tx.tenantId, newId(), words, viewer.accountId, tx.now],
  );
}
