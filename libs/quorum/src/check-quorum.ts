/** What a meeting needs before it may decide. `requiredRoles` are role codes, each needed at least once. */
export type QuorumRule = {
  readonly minimumSeats: number;
  readonly requiredRoles: readonly string[];
  readonly minimumProviders?: number;
};

/** A seat (role x provider) at one meeting. `filled` is true when the member or a deputy took part. */
export type QuorumSeat = {
  readonly seatId: string;
  readonly roleCode: string;
  readonly roleName: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly countsForQuorum: boolean;
  readonly filled: boolean;
};

export type MissingSeat = { readonly seatId: string; readonly roleName: string; readonly providerName: string };

export type QuorumResult = {
  readonly isQuorate: boolean;
  readonly seatsFilled: number;
  readonly seatsNeeded: number;
  readonly seatsMissing: readonly MissingSeat[];
  readonly sentences: readonly string[];
};

/**
 * Whether a meeting has the people it needs, and in plain words why or why not.
 *   shape   `seatsMissing` are the empty seats that count, in the order given, also when the meeting is quorate;
 *           `sentences` begins with the number of seats, then one sentence for each thing that is missing
 *   edges   a deputy fills the seat; a seat that does not count for quorum fills nothing, its role included;
 *           two filled seats of one provider are two seats and one provider; no rule and no seats is quorate
 */
export function checkQuorum(rule: QuorumRule, seats: readonly QuorumSeat[]): QuorumResult {
  const counting = seats.filter((seat) => seat.countsForQuorum);
  const filled = counting.filter((seat) => seat.filled);
  const faults = [...roleFaults(rule, counting, filled), ...providerFaults(rule, filled)];
  const enough = filled.length >= rule.minimumSeats;
  return {
    isQuorate: enough && faults.length === 0,
    seatsFilled: filled.length,
    seatsNeeded: rule.minimumSeats,
    seatsMissing: counting
      .filter((seat) => !seat.filled)
      .map(({ seatId, roleName, providerName }) => ({ seatId, roleName, providerName })),
    sentences: [seatSentence(filled.length, rule.minimumSeats), ...faults],
  };
}

function seatSentence(filled: number, needed: number): string {
  const seats = filled === 1 ? '1 seat is filled' : `${filled === 0 ? 'No' : filled} seats are filled`;
  const verdict = filled >= needed ? 'enough' : 'too few';
  return `${seats} and ${needed} ${needed === 1 ? 'is' : 'are'} needed: ${verdict}.`;
}

function roleFaults(rule: QuorumRule, counting: readonly QuorumSeat[], filled: readonly QuorumSeat[]): string[] {
  return [...new Set(rule.requiredRoles)]
    .filter((role) => !filled.some((seat) => seat.roleCode === role))
    .map((role) => {
      const seat = counting.find((candidate) => candidate.roleCode === role);
      return seat
        ? `The role "${seat.roleName}" is required and nobody fills it.`
        : `The role "${role}" is required and this meeting has no seat for it that counts.`;
    });
}

function providerFaults(rule: QuorumRule, filled: readonly QuorumSeat[]): string[] {
  const needed = rule.minimumProviders ?? 0;
  const present = new Set(filled.map((seat) => seat.providerId)).size;
  if (present >= needed) return [];
  const who = present === 0 ? 'No provider is' : present === 1 ? '1 provider is' : `${present} providers are`;
  return [`${who} represented and ${needed} are needed.`.replace(' 1 are needed', ' 1 is needed')];
}
