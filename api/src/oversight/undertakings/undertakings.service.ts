import { Inject, Injectable } from '@nestjs/common';
import { undertakingLifecycle } from '@quorate/libs/lifecycle';
import {
  isForProviderAlone,
  isUndertakingAgreed,
  type UndertakingEvent,
  type UndertakingParty,
  type UndertakingState,
  undertakingSteps,
} from '@quorate/libs/signals';
import { addWorkingDays, ENGLAND_BANK_HOLIDAYS } from '@quorate/libs/time';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { refuseUnfitMover } from '../signals/separation.js';
import { tellCommissioners, tellProvider } from '../signals/signal-mail.js';
import {
  changeSignal,
  lockSignal,
  notPossible,
  type SignalState,
  type SignalStepKind,
  todayOf,
} from '../signals/signal-state.js';
import { moveUndertakingInput, progressInput, proposeInput, rewriteInput, type Terms } from './undertaking-inputs.js';
import { addUndertakingStep, lockUndertaking, type StoredUndertaking, signalOf } from './undertaking-state.js';

export interface UndertakingChanged {
  readonly __typename: 'UndertakingChanged';
  readonly signalId: string;
}

/** More than that is no list that two parties can keep in view. */
const MOST_OF_A_SIGNAL = 30;

/**
 * Undertakings as the two parties make them: the provider of a signal and a commissioner. Each refuses whoever is neither,
 * a commissioner with a part in the signal, and what the lifecycle does not allow that party now.
 */
@Injectable()
export class UndertakingsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Proposes terms to the other party, who answers by a day. */
  propose(viewer: Viewer, input: unknown): Promise<UndertakingChanged | RefusalData> {
    return this.commands.run(viewer, 'proposeUndertaking', proposeInput, input, async (tx, { signalId, ...terms }) => {
      const { signal, party } = await this.partyIn(tx, viewer, signalId);
      await refuseUnproposable(tx, signal);
      const undertakingId = newId();
      await tx.query(
        `insert into signal_undertaking (tenant_id, undertaking_id, signal_id, kind, words, owner, action_on, done_by, seen_by, state, written_party, written_at, answer_due_on)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,'proposed',$10,$11,$12)`,
        [tx.tenantId, undertakingId, signalId, ...valuesOf(terms), party, tx.now, answerDueOn(tx, signal)],
      );
      await addUndertakingStep(tx, { undertakingId, signalId }, { kind: 'proposed', by: { viewer, party }, terms });
      await this.follow(tx, signal, { viewer, party, undertakingId }, 'undertakingProposed');
      return changed(signal);
    });
  }

  /** Writes the terms anew, while they are not agreed; the earlier ones stay in the history. */
  rewrite(viewer: Viewer, input: unknown): Promise<UndertakingChanged | RefusalData> {
    return this.commands.run(viewer, 'rewriteUndertaking', rewriteInput, input, async (tx, given) => {
      const { undertakingId, expectedVersion, ...terms } = given;
      const { signal, party } = await this.forStep(tx, viewer, undertakingId, { event: 'rewrite', expectedVersion });
      await tx.query(
        `update signal_undertaking set kind = $3, words = $4, owner = $5, action_on = $6, done_by = $7, seen_by = $8, state = 'proposed',
           written_party = $9, written_at = $10, answer_due_on = $11, lock_version = lock_version + 1 where tenant_id = $1 and undertaking_id = $2`,
        [tx.tenantId, undertakingId, ...valuesOf(terms), party, tx.now, answerDueOn(tx, signal)],
      );
      const about = { undertakingId, signalId: signal.signalId };
      await addUndertakingStep(tx, about, { kind: 'rewritten', by: { viewer, party }, terms });
      await this.follow(tx, signal, { viewer, party, undertakingId }, 'undertakingProposed');
      return changed(signal);
    });
  }

  /** Accepts, asks for a change, declines, withdraws; reports that it is done, confirms that, or finds that it was not. */
  move(viewer: Viewer, input: unknown): Promise<UndertakingChanged | RefusalData> {
    return this.commands.run(viewer, 'moveUndertaking', moveUndertakingInput, input, async (tx, given) => {
      const { signal, party, undertaking } = await this.forStep(tx, viewer, given.undertakingId, given);
      const step = undertakingLifecycle.next(undertaking.state, given.event, given.reason);
      if (step.refused)
        throw step.refused.code === 'reasonNeeded'
          ? invalidInput('reason', REASONS[given.event] ?? 'Say why.')
          : notPossible('NOT_ALLOWED_NOW', step.refused.message);
      await writeState(tx, signal, undertaking, { state: step.state, viewer, remedy: given.remedy ?? null });
      await addUndertakingStep(tx, undertaking, {
        kind: step.state,
        by: { viewer, party },
        words: given.reason,
        remedy: given.event === 'findNotDone' ? given.remedy : null,
      });
      const { undertakingId } = undertaking;
      await this.follow(tx, signal, { viewer, party, undertakingId }, signalStepOf(step.state));
      return changed(signal);
    });
  }

  /** What the provider has done so far; the commissioner reads it beside the undertaking. */
  noteProgress(viewer: Viewer, input: unknown): Promise<UndertakingChanged | RefusalData> {
    return this.commands.run(viewer, 'noteUndertakingProgress', progressInput, input, async (tx, given) => {
      const { signal, party, undertaking } = await this.found(tx, viewer, given.undertakingId);
      if (party !== 'provider') throw notPermitted();
      if (!isUndertakingAgreed(undertaking.state) || undertaking.state === 'done')
        throw notPossible('NOT_ALLOWED_NOW', 'Progress is noted of what has been agreed and is not done yet.');
      await addUndertakingStep(tx, undertaking, { kind: 'progress', by: { viewer, party }, words: given.words });
      tx.notify('signals', signal.providerId);
      return changed(signal);
    });
  }

  /** The signal, locked, and as which party the viewer sees it. */
  private async partyIn(
    tx: Transaction,
    viewer: Viewer,
    signalId: string,
  ): Promise<{ signal: SignalState; party: UndertakingParty }> {
    const signal = await lockSignal(tx, signalId);
    if (!signal) throw notPermitted();
    if (viewer.role === 'providerManager') {
      if (signal.providerId !== viewer.organisationId) throw notPermitted();
      return { signal, party: 'provider' };
    }
    // A manager's organisation may commission too: in its row-level wall, not in its part.
    if (viewer.role !== 'commissioner' || !isShown(tx, signal)) throw notPermitted();
    await refuseUnfitMover(tx, viewer, signal);
    return { signal, party: 'commissioner' };
  }

  private async found(tx: Transaction, viewer: Viewer, undertakingId: string) {
    const signalId = await signalOf(tx, undertakingId);
    if (!signalId) throw notPermitted();
    const { signal, party } = await this.partyIn(tx, viewer, signalId);
    const undertaking = await lockUndertaking(tx, undertakingId);
    if (!undertaking) throw notPermitted();
    return { signal, party, undertaking };
  }

  private async forStep(
    tx: Transaction,
    viewer: Viewer,
    undertakingId: string,
    { event, expectedVersion }: { readonly event: UndertakingEvent; readonly expectedVersion: number },
  ) {
    const found = await this.found(tx, viewer, undertakingId);
    const { signal, party, undertaking } = found;
    if (undertaking.lockVersion !== expectedVersion) throw changedByOther(undertaking.lockVersion);
    const isSignalOpen = signal.closedAt === null;
    if (!undertakingSteps({ ...undertaking, isSignalOpen }, party).includes(event))
      throw notPossible('NOT_ALLOWED_NOW', notYours(undertaking.state, isSignalOpen));
    if (event === 'findNotDone' && undertaking.state === 'accepted' && undertaking.doneBy >= todayOf(tx))
      throw notPossible('TIME_RUNS', TIME_RUNS);
    return found;
  }

  /** Into the signal's own chronology, and a mail to the other party, where it sees the signal. */
  private async follow(
    tx: Transaction,
    signal: SignalState,
    { viewer, party, undertakingId }: { viewer: Viewer; party: UndertakingParty; undertakingId: string },
    kind: SignalStepKind,
  ): Promise<void> {
    await changeSignal(tx, signal, {}, { kind, by: viewer, detail: { undertakingId } });
    if (party === 'commissioner') await tellProvider(tx, this.publicUrl, signal, 'signalUndertaking');
    else if (isShown(tx, signal)) await tellCommissioners(tx, this.publicUrl, signal, 'signalUndertaking');
  }
}

/** While it can still be done in time, nobody finds that it was not. */
export const TIME_RUNS = 'That it was not done can be said once the day by which it is to be done has passed.';

const REASONS: Readonly<Partial<Record<UndertakingEvent, string>>> = {
  askForChange: 'Say what should change, and why.',
  decline: 'Say why you decline.',
  reportDone: 'Say what was done and what shows it.',
  findNotDone: 'Say what was not done.',
};

async function refuseUnproposable(tx: Transaction, signal: SignalState): Promise<void> {
  if (signal.closedAt !== null)
    throw notPossible('NOT_ALLOWED_NOW', 'This signal is closed, so nothing more is undertaken because of it.');
  if (isForProviderAlone(signal.level))
    throw notPossible('NOT_ALLOWED_NOW', 'An early notice is for the provider alone: there is nobody to agree with.');
  const [count] = await tx.query<{ n: number }>(
    'select count(*)::int as n from signal_undertaking where tenant_id = $1 and signal_id = $2',
    [tx.tenantId, signal.signalId],
  );
  if ((count?.n ?? 0) >= MOST_OF_A_SIGNAL)
    throw notPossible('TOO_MANY', `A signal has ${MOST_OF_A_SIGNAL} undertakings at most. Change one that is there.`);
}

interface NewState {
  readonly state: UndertakingState;
  readonly viewer: Viewer;
  readonly remedy: string | null;
}

async function writeState(
  tx: Transaction,
  signal: SignalState,
  { undertakingId }: StoredUndertaking,
  { state, viewer, remedy }: NewState,
): Promise<void> {
  const isAnswerDue = state === 'changeAsked' || state === 'reportedDone';
  const agreed = state === 'accepted' ? [viewer.accountId, viewer.organisationId, tx.now] : [null, null, null];
  await tx.query(
    `update signal_undertaking set state = $3, answer_due_on = $4, remedy = $5, agreed_by = coalesce(agreed_by, $6),
       on_behalf_of = coalesce(on_behalf_of, $7), agreed_at = coalesce(agreed_at, $8), lock_version = lock_version + 1
     where tenant_id = $1 and undertaking_id = $2`,
    [
      tx.tenantId,
      undertakingId,
      state,
      isAnswerDue ? answerDueOn(tx, signal) : null,
      state === 'notDone' ? remedy : null,
      ...agreed,
    ],
  );
}

function signalStepOf(state: UndertakingState): SignalStepKind {
  if (state === 'accepted') return 'undertakingAccepted';
  return isUndertakingAgreed(state) ? 'undertakingFollowed' : 'undertakingAnswered';
}

function isShown(tx: Transaction, { commissionerSeesFrom }: SignalState): boolean {
  return commissionerSeesFrom !== null && commissionerSeesFrom <= tx.now;
}

/** As much time as a provider has for a reply. */
function answerDueOn(tx: Transaction, { regime }: SignalState): string {
  return addWorkingDays(todayOf(tx), regime.times.reply, ENGLAND_BANK_HOLIDAYS);
}

function valuesOf({ kind, words, owner, actionOn, doneBy, seenBy }: Terms): string[] {
  return [kind, words, owner, actionOn, doneBy, seenBy];
}

function notYours(state: UndertakingState, isSignalOpen: boolean): string {
  if (!isUndertakingAgreed(state) && !isSignalOpen)
    return 'This signal is closed, so nothing more is agreed because of it.';
  const label = undertakingLifecycle.labels[state].toLowerCase();
  return `This undertaking is now: ${label}. That step does not follow from there, or is for the other party to take.`;
}

function changed({ signalId }: SignalState): UndertakingChanged {
  return { __typename: 'UndertakingChanged', signalId };
}
