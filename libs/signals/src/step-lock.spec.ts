import { describe, expect, it } from '@jest/globals';
import { REGIME_2015 } from './regime.js';
import { lockOfStep, type StepFacts } from './step-lock.js';

const facts: StepFacts = {
  stage: 'withCommissioner',
  level: 'alert',
  stageDueOn: '2026-12-08',
  today: '2026-12-01',
  hasReply: true,
  undecidedPoints: 0,
  answeredTests: REGIME_2015.tests.map(({ code }) => code),
  undertakings: 1,
};
const lockOf = (event: string, over: Partial<StepFacts> = {}) =>
  lockOfStep(event, { ...facts, ...over }, REGIME_2015)?.code ?? null;

describe('a step that the lifecycle allows', () => {
  it('is free when the provider was heard, its points are decided and every test is answered', () => {
    for (const event of ['takeToCommissioner', 'agreeImprovement', 'raiseConcern', 'stop'])
      expect(lockOf(event)).toBeNull();
  });

  it.each([
    ['takeToCommissioner', { stage: 'withProvider', hasReply: false }, 'REPLY_TIME_RUNS'],
    ['takeToCommissioner', { stage: 'withProvider', hasReply: false, today: '2026-12-08' }, 'REPLY_TIME_RUNS'],
    ['takeToCommissioner', { stage: 'withProvider', hasReply: false, today: '2026-12-09' }, null],
    ['acceptExplanation', { undecidedPoints: 1 }, 'POINTS_UNDECIDED'],
    ['agreeImprovement', { undertakings: 0 }, 'NO_UNDERTAKING'],
    ['raiseConcern', { level: 'watch' }, 'ONLY_WATCH'],
    ['raiseConcern', { answeredTests: [] }, 'TESTS_UNANSWERED'],
    ['stop', { stage: 'withProvider', hasReply: false }, null],
  ] as const)('%s waits where %j', (event, over, code) => {
    expect(lockOf(event, over)).toBe(code);
  });

  it('names each test that is still to answer, whichever it is', () => {
    for (const { code, title } of REGIME_2015.tests) {
      const answeredTests = facts.answeredTests.filter((answered) => answered !== code);
      const message = lockOfStep('raiseConcern', { ...facts, answeredTests }, REGIME_2015)?.message;
      expect(message).toContain(`Still to answer: ${title.toLowerCase()}.`);
    }
  });
});
