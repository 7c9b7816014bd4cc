/** One value that held for a time, half-open local dates; `from` null is "since before anybody knows", `to` null is "still". */
export interface Dated<V = string> {
  readonly value: V;
  readonly from: string | null;
  readonly to: string | null;
  readonly source: string;
}

/** A value that an extract showed; the period may be taken to begin before the day of that extract. */
export interface Seen<V = string> extends Dated<V> {
  /** The day of the first extract that showed it; null where no extract did. */
  readonly firstSeen: string | null;
}

/** What an extract says: on that day the value was this. */
export interface Observation<V = string> {
  readonly value: V;
  /** The day of the extract. */
  readonly on: string;
  /** From when the value is taken to have held if nothing earlier is known; null for "since before anybody knows". */
  readonly since: string | null;
  /** The first day on which nothing held any more (the organisation was closed); null while it is open. */
  readonly until: string | null;
  readonly source: string;
}

/**
 * What is known after one more observation.
 *   shape   periods in order of time, none overlapping
 *   edges   an observation inside a period of the same value adds nothing, so that an import may run again; another
 *           value ends the period at the day of the extract, the first day on which the change is known; an older
 *           extract that comes later takes only the time before its neighbour was first seen; an organisation that had
 *           closed before the extract keeps the value it had, if one is known
 *   example observe([{ value: 'QRV', from: null, to: null, firstSeen: '2025-07-01', source: 'a' }],
 *             { value: 'Z9B2Z', on: '2026-07-01', since: null, until: null, source: 'b' })
 *           // QRV until 2026-07-01, Z9B2Z from then on
 */
export function observe<V>(
  chain: readonly Seen<V>[],
  seen: Observation<V>,
  isSame: (a: V, b: V) => boolean = Object.is,
): readonly Seen<V>[] {
  return endBy(place(chain, seen, isSame), seen.until);
}

function place<V>(
  chain: readonly Seen<V>[],
  seen: Observation<V>,
  isSame: (a: V, b: V) => boolean,
): readonly Seen<V>[] {
  const { value, on, source, until } = seen;
  const hasClosed = until !== null && on >= until;
  if (hasClosed && chain.length > 0) return chain;
  const at = chain.findIndex((period) => holds(period, on));
  const holding = chain[at];
  if (holding) return [...chain.slice(0, at), ...split(holding, seen, isSame), ...chain.slice(at + 1)];
  const next = chain.findIndex((period) => period.from !== null && period.from > on);
  const following = chain[next];
  const since = next <= 0 && !chain.some((period) => period.to !== null && period.to <= on) ? seen.since : on;
  if (following && isSame(following.value, value)) {
    return [
      ...chain.slice(0, next),
      { ...following, from: earlier(following.from, since), firstSeen: on },
      ...chain.slice(next + 1),
    ];
  }
  const to = following ? following.from : until;
  if (isEmpty(since, to)) return chain;
  const fresh = { value, from: since, to, firstSeen: on, source };
  return following ? [...chain.slice(0, next), fresh, ...chain.slice(next)] : [...chain, fresh];
}

function split<V>(
  holding: Seen<V>,
  { value, on, source }: Observation<V>,
  isSame: (a: V, b: V) => boolean,
): readonly Seen<V>[] {
  if (isSame(holding.value, value))
    return [{ ...holding, firstSeen: holding.firstSeen === null ? on : earlier(holding.firstSeen, on) }];
  if (holding.firstSeen !== null && on < holding.firstSeen) {
    const turn = holding.firstSeen;
    // It had closed before that extract, so the only value shown while it was open is this one.
    if (holding.to !== null && turn >= holding.to) return [{ ...holding, value, firstSeen: on, source }];
    return [
      { value, from: holding.from, to: turn, firstSeen: on, source },
      { ...holding, from: turn },
    ];
  }
  const fresh = { value, from: on, to: holding.to, firstSeen: on, source };
  return holding.from === on ? [fresh] : [{ ...holding, to: on }, fresh];
}

/** The chain without what lies at or after a day; null ends nothing. */
export function endBy<V>(chain: readonly Seen<V>[], until: string | null): readonly Seen<V>[] {
  if (until === null) return chain;
  return chain
    .filter((period) => period.from === null || period.from < until)
    .map((period) => (period.to === null || period.to > until ? { ...period, to: until } : period));
}

function holds(period: Dated<unknown>, on: string): boolean {
  return (period.from === null || period.from <= on) && (period.to === null || on < period.to);
}

/** Null, "since before anybody knows", is the earliest of all. */
function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return a < b ? a : b;
}

function isEmpty(from: string | null, to: string | null): boolean {
  return from !== null && to !== null && from >= to;
}
