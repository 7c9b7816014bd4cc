import { describe, expect, it } from '@jest/globals';
import { checkQuorum, type QuorumRule, type QuorumSeat } from './check-quorum.js';

const rule: QuorumRule = { minimumSeats: 3, requiredRoles: ['socialWorker'], minimumProviders: 2 };

function seat(seatId: string, roleCode: string, providerId: string, change: Partial<QuorumSeat> = {}): QuorumSeat {
  const roleName = roleCode === 'socialWorker' ? 'Social worker' : roleCode === 'gp' ? 'GP' : 'Community nurse';
  const providerName = `Provider ${providerId}`;
  return { seatId, roleCode, roleName, providerId, providerName, countsForQuorum: true, filled: true, ...change };
}

const full = [seat('1', 'socialWorker', 'A'), seat('2', 'gp', 'B'), seat('3', 'nurse', 'B')];

describe('a meeting', () => {
  it('with enough seats, the required role and enough providers is quorate', () => {
    expect(checkQuorum(rule, full)).toEqual({
      isQuorate: true,
      seatsFilled: 3,
      seatsNeeded: 3,
      seatsMissing: [],
      sentences: ['3 seats are filled and 3 are needed: enough.'],
    });
  });

  it('with one seat too few is not quorate and names the empty seat', () => {
    const seats = [...full.slice(0, 2), seat('3', 'nurse', 'B', { filled: false })];
    expect(checkQuorum(rule, seats)).toEqual({
      isQuorate: false,
      seatsFilled: 2,
      seatsNeeded: 3,
      seatsMissing: [{ seatId: '3', roleName: 'Community nurse', providerName: 'Provider B' }],
      sentences: ['2 seats are filled and 3 are needed: too few.'],
    });
  });

  it('without a required role is not quorate however many came', () => {
    const seats = [seat('1', 'socialWorker', 'A', { filled: false }), ...full.slice(1), seat('4', 'gp', 'A')];
    const result = checkQuorum(rule, seats);
    expect(result.isQuorate).toBe(false);
    expect(result.sentences).toEqual([
      '3 seats are filled and 3 are needed: enough.',
      'The role "Social worker" is required and nobody fills it.',
    ]);
  });

  it('is told when it has no seat for a required role', () => {
    const result = checkQuorum({ minimumSeats: 1, requiredRoles: ['pharmacist', 'pharmacist'] }, full);
    expect(result.isQuorate).toBe(false);
    expect(result.sentences.slice(1)).toEqual([
      'The role "pharmacist" is required and this meeting has no seat for it that counts.',
    ]);
  });

  it('of one provider only is not quorate where two are needed', () => {
    const seats = [seat('1', 'socialWorker', 'B'), ...full.slice(1)];
    expect(checkQuorum(rule, seats).sentences.at(-1)).toBe('1 provider is represented and 2 are needed.');
    expect(checkQuorum(rule, seats).isQuorate).toBe(false);
    expect(checkQuorum({ ...rule, minimumProviders: undefined }, seats).isQuorate).toBe(true);
  });

  it('does not count a seat that is there for information', () => {
    const seats = [...full.slice(0, 2), seat('3', 'nurse', 'B', { countsForQuorum: false })];
    expect(checkQuorum(rule, seats)).toMatchObject({ isQuorate: false, seatsFilled: 2, seatsMissing: [] });
  });

  it('is told of empty seats when it is quorate all the same', () => {
    const seats = [...full, seat('4', 'gp', 'A', { filled: false })];
    expect(checkQuorum(rule, seats)).toMatchObject({ isQuorate: true, seatsMissing: [{ seatId: '4' }] });
  });

  it('that nobody came to is not quorate', () => {
    const result = checkQuorum({ minimumSeats: 1, requiredRoles: [], minimumProviders: 1 }, []);
    expect(result.isQuorate).toBe(false);
    expect(result.sentences).toEqual([
      'No seats are filled and 1 is needed: too few.',
      'No provider is represented and 1 is needed.',
    ]);
  });

  it('that needs nothing is quorate', () => {
    expect(checkQuorum({ minimumSeats: 0, requiredRoles: [] }, []).isQuorate).toBe(true);
  });
});
