import { type EventOf, type StateOf, undertakingLifecycle } from '@quorate/libs/lifecycle';

export type UndertakingState = StateOf<typeof undertakingLifecycle>;
export type UndertakingEvent = EventOf<typeof undertakingLifecycle>;

/** The two who agree: the provider of the signal, and who commissions from it. */
export type UndertakingParty = 'provider' | 'commissioner';

export interface UndertakingFacts {
  readonly state: UndertakingState;
  /** Who wrote the present terms. */
  readonly writtenBy: UndertakingParty;
  readonly isSignalOpen: boolean;
}

/** What the writer of the terms may do, and what the other party may, until they are agreed. */
const WRITERS: ReadonlySet<UndertakingEvent> = new Set(['rewrite', 'withdraw']);
const READERS: ReadonlySet<UndertakingEvent> = new Set(['accept', 'askForChange', 'decline']);
const PROVIDERS: ReadonlySet<UndertakingEvent> = new Set(['reportDone']);

/**
 * The steps that a party may take with an undertaking now. Nobody answers their own terms: who wrote them rewrites or
 * withdraws them, the other one accepts, asks for a change or declines. Who asked for a change may write it as well. The
 * provider reports that it is done, the commissioner confirms it or finds that it was not.
 *   edges  once the signal is closed nothing is agreed any more; what was agreed is followed to its end
 */
export function undertakingSteps(facts: UndertakingFacts, party: UndertakingParty): UndertakingEvent[] {
  const isAgreed = isUndertakingAgreed(facts.state);
  if (!isAgreed && !facts.isSignalOpen) return [];
  return undertakingLifecycle.allows(facts.state).filter((event) => {
    if (isAgreed) return PROVIDERS.has(event) === (party === 'provider');
    if (party === facts.writtenBy) return WRITERS.has(event);
    return READERS.has(event) || (event === 'rewrite' && facts.state === 'changeAsked');
  });
}

/** Whether both have agreed to the terms, whatever came of it since. */
export function isUndertakingAgreed(state: UndertakingState): boolean {
  return state === 'accepted' || state === 'reportedDone' || state === 'done' || state === 'notDone';
}

/** Whose answer is waited for; null while nobody's is. */
export function undertakingWaitsFor({ state, writtenBy, isSignalOpen }: UndertakingFacts): UndertakingParty | null {
  switch (state) {
    case 'proposed':
      return isSignalOpen ? otherParty(writtenBy) : null;
    case 'changeAsked':
      return isSignalOpen ? writtenBy : null;
    case 'accepted':
      return 'provider';
    case 'reportedDone':
      return 'commissioner';
    default:
      return null;
  }
}

export function otherParty(party: UndertakingParty): UndertakingParty {
  return party === 'provider' ? 'commissioner' : 'provider';
}
