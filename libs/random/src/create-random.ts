/** Made-up numbers that are the same each time for the same seed. For demo data and tests, never for secrets. */
export type Random = {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** A whole number from the first to the second, both included. */
  readonly int: (from: number, to: number) => number;
  /** One of a list. RangeError for an empty one. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** True with a probability 0 to 1. */
  readonly chance: (probability: number) => boolean;
  /** A new list in another order. */
  readonly shuffle: <T>(list: readonly T[]) => T[];
  /** One of the values, as often as its weight says. RangeError when no weight is above 0. */
  readonly weighted: <T>(entries: readonly (readonly [value: T, weight: number])[]) => T;
  /** A stream of its own by name, so that drawing more in one place changes nothing in another. */
  readonly fork: (label: string) => Random;
};

/** A stream from a seed, number or text: the same on every machine (integer arithmetic; mulberry32 over FNV-1a). */
export function createRandom(seed: number | string): Random {
  const key = String(seed);
  const next = mulberry32(hash(key));
  const int = (from: number, to: number): number => {
    if (!Number.isInteger(from) || !Number.isInteger(to) || to < from)
      throw new RangeError('Give two whole numbers in order');
    return from + Math.floor(next() * (to - from + 1));
  };
  const pick = <T>(list: readonly T[]): T => at(list, int(0, list.length - 1));
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    shuffle: (list) => shuffle(list, int),
    weighted: (entries) => weighted(entries, next),
    fork: (label) => createRandom(`${key}/${label}`),
  };
}

function shuffle<T>(list: readonly T[], int: (from: number, to: number) => number): T[] {
  const shuffled = [...list];
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = int(0, index);
    [shuffled[index], shuffled[other]] = [at(shuffled, other), at(shuffled, index)];
  }
  return shuffled;
}

function weighted<T>(entries: readonly (readonly [value: T, weight: number])[], next: () => number): T {
  const usable = entries.filter(([, weight]) => weight > 0);
  let left = next() * usable.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of usable) {
    left -= weight;
    if (left < 0) return value;
  }
  // Rounding can leave a crumb: it belongs to the last.
  return at(usable, usable.length - 1)[0];
}

function at<T>(list: readonly T[], index: number): T {
  for (const value of list.slice(index, index + 1)) return value;
  throw new RangeError('Nothing to choose from');
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
