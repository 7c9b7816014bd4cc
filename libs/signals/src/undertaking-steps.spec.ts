import { describe, expect, it } from '@jest/globals';
import { type UndertakingFacts, undertakingSteps, undertakingWaitsFor } from './undertaking-steps.js';

const facts = (over: Partial<UndertakingFacts>): UndertakingFacts => ({
  state: 'proposed',
  writtenBy: 'provider',
  isSignalOpen: true,
  ...over,
});

describe('the steps of an undertaking', () => {
  it.each([
    ['the writer of a proposal', {}, 'provider', ['rewrite', 'withdraw']],
    ['who reads it', {}, 'commissioner', ['accept', 'askForChange', 'decline']],
    ['the other way round', { writtenBy: 'commissioner' }, 'provider', ['accept', 'askForChange', 'decline']],
    ['who is asked for a change', { state: 'changeAsked' }, 'provider', ['rewrite', 'withdraw']],
    ['who asked for it', { state: 'changeAsked' }, 'commissioner', ['rewrite', 'decline']],
    ['the provider of an agreed one', { state: 'accepted' }, 'provider', ['reportDone']],
    ['the commissioner of an agreed one', { state: 'accepted' }, 'commissioner', ['findNotDone']],
    ['the commissioner when it is reported', { state: 'reportedDone' }, 'commissioner', ['confirmDone', 'findNotDone']],
    ['the provider when it is reported', { state: 'reportedDone' }, 'provider', []],
    ['the provider that did not do it in time', { state: 'notDone' }, 'provider', ['reportDone']],
    ['anybody, when it is done', { state: 'done' }, 'commissioner', []],
    ['who reads a proposal of a closed signal', { isSignalOpen: false }, 'commissioner', []],
    ['the provider of a closed signal', { state: 'accepted', isSignalOpen: false }, 'provider', ['reportDone']],
  ] as const)('of %s', (_who, over, party, steps) => {
    expect(undertakingSteps(facts(over), party).sort()).toEqual([...steps].sort());
  });

  it('never let a party accept its own terms', () => {
    for (const writtenBy of ['provider', 'commissioner'] as const)
      expect(undertakingSteps(facts({ writtenBy }), writtenBy)).not.toContain('accept');
  });

  it.each([
    [{}, 'commissioner'],
    [{ state: 'changeAsked' }, 'provider'],
    [{ state: 'accepted' }, 'provider'],
    [{ state: 'reportedDone' }, 'commissioner'],
    [{ state: 'notDone' }, null],
    [{ isSignalOpen: false }, null],
  ] as const)('%j waits for %s', (over, party) => {
    expect(undertakingWaitsFor(facts(over))).toBe(party);
  });
});
