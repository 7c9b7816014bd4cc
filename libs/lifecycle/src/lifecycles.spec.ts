import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Lifecycle } from './define-lifecycle.js';
import {
  actionLifecycle,
  attendanceDisputeLifecycle,
  caseLifecycle,
  invitationLifecycle,
  meetingLifecycle,
  releaseRequestLifecycle,
} from './lifecycles.js';
import { concernLifecycle, signalLifecycle } from './signal-lifecycle.js';
import { undertakingLifecycle } from './undertaking-lifecycle.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

// Widened to text, so that one property can hold all tables.
type AnyLifecycle = Lifecycle<string, string>;
const all: [string, AnyLifecycle][] = [
  ['release request', releaseRequestLifecycle as unknown as AnyLifecycle],
  ['invitation', invitationLifecycle as unknown as AnyLifecycle],
  ['meeting', meetingLifecycle as unknown as AnyLifecycle],
  ['case', caseLifecycle as unknown as AnyLifecycle],
  ['action', actionLifecycle as unknown as AnyLifecycle],
  ['dispute', attendanceDisputeLifecycle as unknown as AnyLifecycle],
  ['signal', signalLifecycle as unknown as AnyLifecycle],
  ['concern', concernLifecycle as unknown as AnyLifecycle],
  ['undertaking', undertakingLifecycle as unknown as AnyLifecycle],
];

describe.each(all)('the table of a %s', (_name, lifecycle) => {
  it('answers every state and event with a known state or a refusal', () => {
    const state = fc.oneof(fc.constantFrom(...lifecycle.states), fc.string(), fc.constantFrom('toString', '__proto__'));
    const event = fc.oneof(fc.constantFrom(...lifecycle.events), fc.string(), fc.constantFrom('toString', '__proto__'));
    fc.assert(
      fc.property(state, event, fc.option(fc.string()), (from, by, reason) => {
        const step = lifecycle.next(from, by, reason);
        if (step.refused) expect(step.refused.message).toMatch(/\.$/);
        else expect(lifecycle.states).toContain(step.state);
        expect(step.refused === undefined).toBe(
          lifecycle.allows(from).includes(by) && (!lifecycle.needsReason(from, by) || Boolean(reason?.trim())),
        );
      }),
    );
  });

  it('has no state without a way out unless it is final', () => {
    for (const state of lifecycle.states) {
      expect(lifecycle.allows(state).length > 0).toBe(!lifecycle.isFinal(state));
    }
  });

  it('reaches every state from the first, and names each in words', () => {
    const reached = new Set([lifecycle.initial]);
    for (const state of reached) {
      for (const event of lifecycle.allows(state)) reached.add(lifecycle.next(state, event, 'a reason').state ?? state);
    }
    expect([...reached].sort()).toEqual([...lifecycle.states].sort());
    expect(Object.keys(lifecycle.labels).sort()).toEqual([...lifecycle.states].sort());
  });
});

describe('a release request', () => {
  const { next } = releaseRequestLifecycle;

  it('that nobody answers by the due date is unanswered, which is not refused, and may be answered late', () => {
    expect(next('requested', 'passDueDate')).toEqual({ state: 'unanswered' });
    expect(next('unanswered', 'grantWithCover')).toEqual({ state: 'grantedWithCover' });
    expect(next('unanswered', 'refuse', 'No cover that day')).toEqual({ state: 'refused' });
    expect(next('granted', 'passDueDate').refused?.code).toBe('notAllowedNow');
  });

  it('cannot be refused without a reason', () => {
    for (const reason of [undefined, null, '', '  ']) {
      expect(next('requested', 'refuse', reason).refused?.code).toBe('reasonNeeded');
    }
  });

  it('that was granted can be pulled back with a reason, and a refusal reconsidered', () => {
    expect(next('granted', 'refuse', 'Ward is short').state).toBe('refused');
    expect(next('refused', 'grant').state).toBe('granted');
  });

  it('is asked again, whatever was answered, when the meeting moves', () => {
    for (const state of ['requested', 'granted', 'grantedWithCover', 'refused', 'unanswered'] as const)
      expect(next(state, 'askAgain')).toEqual({ state: 'requested' });
    expect(next('cancelled', 'askAgain').refused?.code).toBe('isFinal');
  });

  it('that was cancelled stays so', () => {
    expect(next('cancelled', 'grant')).toEqual({
      refused: { code: 'isFinal', message: 'This release request is cancelled and can no longer change.' },
    });
  });
});

describe('an invitation', () => {
  it('may go from any answer to any other and be answered the same again', () => {
    for (const state of invitationLifecycle.states) {
      expect(invitationLifecycle.next(state, 'accept')).toEqual({ state: 'accepted' });
      expect(invitationLifecycle.next(state, 'reset')).toEqual({ state: 'needsAction' });
    }
  });
});

describe('a meeting', () => {
  it('that was held cannot be cancelled', () => {
    expect(meetingLifecycle.next('held', 'cancel', 'Nobody came').refused?.code).toBe('isFinal');
    expect(meetingLifecycle.next('booked', 'hold')).toEqual({ state: 'held' });
  });
});

describe('a case', () => {
  it('deferred because a seat was absent is told apart from one deferred, and both can be carried forward', () => {
    expect(caseLifecycle.next('listed', 'deferSeatAbsent')).toEqual({ state: 'deferredSeatAbsent' });
    expect(caseLifecycle.next('listed', 'defer', 'Scan not back')).toEqual({ state: 'deferred' });
    expect(caseLifecycle.next('deferredSeatAbsent', 'carryForward')).toEqual({ state: 'carriedForward' });
    expect(caseLifecycle.next('deferred', 'carryForward')).toEqual({ state: 'carriedForward' });
  });
});

describe('an action', () => {
  it('that was not done says why', () => {
    expect(actionLifecycle.next('inProgress', 'fail').refused?.code).toBe('reasonNeeded');
    expect(actionLifecycle.next('inProgress', 'fail', 'Person moved away')).toEqual({ state: 'notDone' });
    expect(actionLifecycle.next('open', 'complete')).toEqual({ state: 'done' });
    expect(actionLifecycle.next('done', 'start').refused?.code).toBe('isFinal');
  });
});

describe('a signal', () => {
  const { next, allows } = signalLifecycle;

  it('without an answer goes to the commissioner by itself, past the records and the provider', () => {
    expect(next('signal', 'passDueDate').state).toBe('withProvider');
    expect(next('dataCheck', 'passDueDate').state).toBe('withProvider');
    expect(next('withProvider', 'passDueDate').state).toBe('withCommissioner');
  });

  it('leaves out no stage without a reason', () => {
    expect(next('signal', 'askProvider').refused?.code).toBe('reasonNeeded');
    expect(next('withProvider', 'takeToCommissioner', ' ').refused?.code).toBe('reasonNeeded');
    expect(next('withCommissioner', 'raiseConcern').refused?.code).toBe('reasonNeeded');
  });

  it('becomes a concern from the commissioner alone, and no rule ends it then', () => {
    const from = signalLifecycle.states.filter((state) => allows(state).includes('raiseConcern'));
    expect(from).toEqual(['withCommissioner']);
    expect(next('concern', 'endByRule').refused?.code).toBe('notAllowedNow');
  });

  it('is closed for good', () => {
    expect(next('closed', 'checkRecords').refused?.code).toBe('isFinal');
  });
});
