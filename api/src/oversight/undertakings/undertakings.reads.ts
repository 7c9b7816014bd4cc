import { Inject, Injectable } from '@nestjs/common';
import { undertakingLifecycle } from '@quorate/libs/lifecycle';
import {
  isUndertakingAgreed,
  type UndertakingFacts,
  type UndertakingParty,
  undertakingSteps,
  undertakingWaitsFor,
} from '@quorate/libs/signals';
import { addWorkingDays, ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { PARTS_SQL, type Parts, unfitToMove } from '../signals/separation.js';
import { actorOf, type StoredActor } from '../signals/signal-actor.js';
import { signalReference } from '../signals/signal-mail.js';
import type { SignalUndertakings, Undertaking, UndertakingNextStep, UndertakingToDo } from './undertaking.graphql.js';
import {
  TO_DO_SQL,
  type ToDoRow,
  UNDERTAKINGS_SQL,
  type UndertakingRow,
  type UndertakingsRow,
} from './undertaking-statements.js';
import { TIME_RUNS } from './undertakings.service.js';

/** So many working days before it is to be done, an undertaking is on Today. */
const NEAR_WORKING_DAYS = 10;
const MOST_TO_DO = 50;

/** Undertakings as the two parties see them; the wall of `signal` and the role say which. */
@Injectable()
export class UndertakingsReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Null where the signal is not the viewer's to see. */
  async ofSignal(viewer: Viewer, signalId: string): Promise<SignalUndertakings | null> {
    const [row] = await this.reads.rows<UndertakingsRow>(viewer, {
      name: 'signal-undertakings',
      text: UNDERTAKINGS_SQL,
      values: [viewer.tenantId, viewer.role, signalId],
    });
    if (!row) return null;
    const party = partyOf(viewer);
    const lockedBecause = party === 'provider' ? null : await this.whyUnfit(viewer, signalId);
    const about = { viewer, party, today: this.today(), isSignalOpen: row.isOpen, lockedBecause };
    return {
      signalId,
      canPropose: row.isOpen && !row.isEarlyNotice && lockedBecause === null,
      lockedBecause,
      items: row.items.map((item) => undertakingOf(item, about)),
    };
  }

  /** What waits for the viewer's party or for the other one, soonest first; what is agreed from when its day is near. */
  async toDo(viewer: Viewer): Promise<UndertakingToDo[]> {
    const today = this.today();
    const party = partyOf(viewer);
    const rows = await this.reads.rows<ToDoRow>(viewer, {
      name: 'undertakings-to-do',
      text: TO_DO_SQL,
      values: [
        viewer.tenantId,
        viewer.role,
        addWorkingDays(today, NEAR_WORKING_DAYS, ENGLAND_BANK_HOLIDAYS),
        MOST_TO_DO,
      ],
    });
    return rows.map(({ writtenBy, isSignalOpen, ...row }) => ({
      ...row,
      signalReference: signalReference(row.signalId),
      isOverdue: row.dueOn !== null && row.dueOn < today,
      waitsForViewer: undertakingWaitsFor({ state: row.state, writtenBy, isSignalOpen }) === party,
    }));
  }

  private async whyUnfit(viewer: Viewer, signalId: string): Promise<string | null> {
    const [parts] = await this.reads.rows<Parts>(viewer, {
      name: 'signal-parts',
      text: PARTS_SQL,
      values: [viewer.tenantId, signalId, viewer.accountId, this.clock.now()],
    });
    return parts ? (unfitToMove(parts)?.message ?? null) : null;
  }

  private today(): string {
    return toLondon(this.clock.now().toISOString()).date;
  }
}

interface About {
  readonly viewer: Viewer;
  readonly party: UndertakingParty;
  readonly today: string;
  readonly isSignalOpen: boolean;
  readonly lockedBecause: string | null;
}

function undertakingOf(row: UndertakingRow, about: About): Undertaking {
  const { viewer, party, today, isSignalOpen } = about;
  const facts: UndertakingFacts = { ...row, isSignalOpen };
  const by = (actor: StoredActor | null) => actor && actorOf(viewer, actor);
  const waitsFor = undertakingWaitsFor(facts);
  return {
    ...row,
    waitsFor,
    waitsForViewer: waitsFor === party,
    isOverdue: row.state === 'accepted' && row.doneBy < today,
    agreedBy: by(row.agreedBy),
    steps: row.steps.map((step) => ({ ...step, by: by(step.by) })),
    nextSteps: nextStepsOf(row, facts, about),
    canNote: party === 'provider' && isUndertakingAgreed(row.state) && row.state !== 'done',
  };
}

function nextStepsOf(row: UndertakingRow, facts: UndertakingFacts, about: About): UndertakingNextStep[] {
  return undertakingSteps(facts, about.party).map((event) => ({
    event,
    needsReason: undertakingLifecycle.needsReason(row.state, event),
    lockedBecause:
      about.lockedBecause ??
      (event === 'findNotDone' && row.state === 'accepted' && row.doneBy >= about.today ? TIME_RUNS : null),
  }));
}

function partyOf({ role }: Viewer): UndertakingParty {
  return role === 'providerManager' ? 'provider' : 'commissioner';
}
