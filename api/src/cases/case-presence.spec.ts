import { describe, expect, it } from '@jest/globals';
import { decidePresence, type PresenceAsked } from './case-presence.js';

const seat = (seatId: string, outcome: string | null = null, minutes: number | null = null) => ({
  seatId,
  outcome,
  minutes,
});
const asked = (change: Partial<PresenceAsked> = {}): PresenceAsked => ({
  seats: [seat('a', 'attended'), seat('b', 'apologies'), seat('c'), seat('d', 'attendedPart', 60)],
  durationMinutes: 90,
  relevantSeatIds: ['a', 'b', 'c'],
  presentSeatIds: null,
  missingSeatIds: null,
  ...change,
});

describe('who was in the room for one person', () => {
  it('is what the register has marked, and an unmarked seat is not known rather than absent', () => {
    expect(decidePresence(asked())).toEqual({
      kind: 'known',
      present: ['a', 'd'],
      relevant: [
        { seatId: 'a', wasPresent: true },
        { seatId: 'b', wasPresent: false },
        { seatId: 'c', wasPresent: null },
      ],
    });
  });

  it('is unknown where nobody said and nothing is marked', () => {
    expect(decidePresence(asked({ seats: [seat('a'), seat('b', 'notMarked')], relevantSeatIds: ['a'] }))).toEqual({
      kind: 'known',
      present: null,
      relevant: [{ seatId: 'a', wasPresent: null }],
    });
  });

  it('is what somebody says, and a relevant seat they leave out was absent', () => {
    expect(decidePresence(asked({ presentSeatIds: ['b', 'b'] }))).toMatchObject({
      present: ['b'],
      relevant: [{ wasPresent: false }, { seatId: 'b', wasPresent: true }, { wasPresent: false }],
    });
  });

  it('takes a seat named as missing as relevant, and out of the room whatever the register has', () => {
    expect(decidePresence(asked({ missingSeatIds: ['d'], relevantSeatIds: [] }))).toMatchObject({
      present: ['a'],
      relevant: [{ seatId: 'd', wasPresent: false }],
    });
  });

  it.each([
    ['presentSeatIds', { presentSeatIds: ['x'] }],
    ['missingSeatIds', { missingSeatIds: ['x'] }],
    ['missingSeatIds', { presentSeatIds: ['a'], missingSeatIds: ['a'] }],
  ])('refuses %s that cannot be', (path, change) => {
    expect(decidePresence(asked(change))).toMatchObject({ kind: 'refused', path });
  });
});
