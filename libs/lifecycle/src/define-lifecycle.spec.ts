import { describe, expect, it } from '@jest/globals';
import { defineLifecycle } from './define-lifecycle.js';

const door = defineLifecycle({
  name: 'door',
  initial: 'open',
  labels: { open: 'Open', shut: 'Shut', bricked: 'Bricked up' },
  rows: {
    open: { on: { shut: 'shut' } },
    shut: { on: { open: 'open', brick: { to: 'bricked', needsReason: true } } },
    bricked: { final: true },
  },
});

describe('a lifecycle from its table', () => {
  it('lists its states and events in the order of the table', () => {
    expect(door.states).toEqual(['open', 'shut', 'bricked']);
    expect(door.events).toEqual(['shut', 'open', 'brick']);
    expect(door.allows('shut')).toEqual(['open', 'brick']);
    expect(door.allows('bricked')).toEqual([]);
    expect(door.isState('shut')).toBe(true);
    expect(door.isState('ajar')).toBe(false);
  });

  it('takes a step, asks for the reason it needs, and refuses what does not follow', () => {
    expect(door.next('open', 'shut')).toEqual({ state: 'shut' });
    expect(door.next('shut', 'brick', 'Draught')).toEqual({ state: 'bricked' });
    expect(door.next('shut', 'brick').refused?.code).toBe('reasonNeeded');
    expect(door.next('open', 'brick')).toEqual({
      refused: { code: 'notAllowedNow', message: 'This door is open, and that step does not follow from there.' },
    });
    expect(door.next('bricked', 'open').refused?.message).toBe('This door is bricked up and can no longer change.');
  });
});
