import type { RegulatoryRegime } from './regime.js';

/** What of a signal decides whether a step that the lifecycle allows may be taken now. */
export interface StepFacts {
  readonly stage: string;
  readonly level: string;
  readonly stageDueOn: string | null;
  readonly today: string;
  readonly hasReply: boolean;
  /** Points of the reply on which nobody has decided. */
  readonly undecidedPoints: number;
  /** Codes of tests that have an answer. */
  readonly answeredTests: readonly string[];
  /** Those that both parties have agreed to. */
  readonly undertakings: number;
}

export interface StepLock {
  readonly code: 'REPLY_TIME_RUNS' | 'POINTS_UNDECIDED' | 'ONLY_WATCH' | 'TESTS_UNANSWERED' | 'NO_UNDERTAKING';
  readonly message: string;
}

/** Steps that judge: the provider has been heard, and what it disputes is decided, before one of them. */
const JUDGING: ReadonlySet<string> = new Set([
  'acceptExplanation',
  'resolveLocally',
  'agreeImprovement',
  'takeToCommissioner',
  'raiseConcern',
]);

/**
 * Why a step has to wait, in a sentence that says what to do; null where it may be taken.
 *   source  sections 1.4 and 5 (the tests before a concern), 4.3; the published factual-accuracy process (points)
 */
export function lockOfStep(event: string, facts: StepFacts, regime: Pick<RegulatoryRegime, 'tests'>): StepLock | null {
  if (JUDGING.has(event)) {
    const isHeard = facts.hasReply || facts.stage !== 'withProvider' || (facts.stageDueOn ?? '') < facts.today;
    if (!isHeard)
      return lock('REPLY_TIME_RUNS', 'The provider still has time to reply. Wait for the reply or its due date.');
    if (facts.undecidedPoints > 0)
      return lock(
        'POINTS_UNDECIDED',
        'The reply has points that nobody has decided yet. Each is decided before the next step.',
      );
  }
  if (event === 'agreeImprovement' && facts.undertakings === 0)
    return lock(
      'NO_UNDERTAKING',
      'Agree first with the other party on what the provider undertakes: one of you proposes it, the other accepts.',
    );
  return event === 'raiseConcern' ? lockOfConcern(facts, regime) : null;
}

function lockOfConcern(facts: StepFacts, { tests }: Pick<RegulatoryRegime, 'tests'>): StepLock | null {
  if (facts.level === 'watch')
    return lock(
      'ONLY_WATCH',
      'This is a watch: no effect on people cared for is known, so no concern follows from it.',
    );
  const missing = tests.filter(({ code }) => !facts.answeredTests.includes(code));
  if (missing.length === 0) return null;
  const titles = missing.map(({ title }) => title.toLowerCase()).join(', ');
  return lock('TESTS_UNANSWERED', `Each test needs an answer before a concern is raised. Still to answer: ${titles}.`);
}

function lock(code: StepLock['code'], message: string): StepLock {
  return { code, message };
}
