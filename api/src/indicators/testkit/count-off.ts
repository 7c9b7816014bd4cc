/** Counted seats of one provider's quarter with where, what and when each is. */
export interface TrueSeats {
  readonly values: Readonly<Record<string, string>>;
  readonly seats: number;
}

/** What the product says of a figure: its number, or null where it is hidden. */
export type Answer = (narrowing: Readonly<Record<string, string>>) => number | null;

export interface CountedOff {
  /** Figures of all combinations; those that rest on 1 to 4; and those of them that are told all the same. */
  readonly tried: number;
  readonly small: number;
  readonly disclosed: readonly Readonly<Record<string, string>>[];
}

/** More than any provider's quarter can hold. */
const MOST = 1_000_000;

interface Figure {
  readonly narrowing: Readonly<Record<string, string>>;
  readonly truth: number;
  readonly isHidden: boolean;
  low: number;
  high: number;
}

/**
 * Somebody who asks for every figure and works hidden ones out: each figure is the sum of its parts in each direction, so
 * what is known of some of them bounds the others, again and again until nothing moves. A hidden figure is disclosed
 * when nothing but its true number is left. They know which hidden figures that stand alone count anything at all.
 *   atMost   up to how many a figure is small; 4 for staff
 *   nested   dimensions of which each lies in the one before (an MDT in its host): asked for with all the wider ones
 */
export function countOff(
  seats: readonly TrueSeats[],
  nested: readonly string[],
  crossing: readonly string[],
  answer: Answer,
  atMost: number = 4,
): CountedOff {
  const figures = new Map<string, Figure>();
  const cuts = cutsOf(nested, crossing);
  for (const names of cuts)
    for (const narrowing of combinations(seats, names, nested)) {
      const truth = seats.filter((seat) => names.every((name) => seat.values[name] === narrowing[name]));
      const said = answer(narrowing);
      const total = truth.reduce((sum, seat) => sum + seat.seats, 0);
      figures.set(keyOf(narrowing), {
        narrowing,
        truth: total,
        isHidden: said === null,
        low: said ?? 0,
        high: said ?? MOST,
      });
    }
  const sums = sumsOf(figures, nested, crossing);
  for (const figure of figures.values())
    if (figure.isHidden && figure.truth > 0 && widerOf(figures, figure, nested).every((wider) => !wider.isHidden))
      figure.low = 1;
  for (let moved = true; moved; ) moved = sums.filter(tighten).length > 0;
  const all = [...figures.values()];
  const isSmall = ({ truth }: Figure) => truth >= 1 && truth <= atMost;
  return {
    tried: all.length,
    small: all.filter(isSmall).length,
    disclosed: all.filter((one) => isSmall(one) && one.low === one.high).map(({ narrowing }) => narrowing),
  };
}

interface Sum {
  readonly whole: Figure;
  readonly parts: readonly Figure[];
}

/** Narrows the bounds of a sum and of its parts; whether anything moved. */
function tighten({ whole, parts }: Sum): boolean {
  const low = parts.reduce((sum, part) => sum + part.low, 0);
  const high = parts.reduce((sum, part) => sum + part.high, 0);
  const [least, most] = [whole.low, whole.high];
  let moved = bound(whole, low, high);
  for (const part of parts) {
    const before = { low: part.low, high: part.high };
    moved = bound(part, least - (high - before.high), most - (low - before.low)) || moved;
  }
  return moved;
}

function bound(figure: Figure, low: number, high: number): boolean {
  const before = [figure.low, figure.high];
  figure.low = Math.max(figure.low, low);
  figure.high = Math.min(figure.high, high);
  if (figure.low > figure.truth || figure.high < figure.truth) throw new Error('The figures contradict each other.');
  return figure.low !== before[0] || figure.high !== before[1];
}

function sumsOf(figures: ReadonlyMap<string, Figure>, nested: readonly string[], crossing: readonly string[]): Sum[] {
  const parts = new Map<string, Figure[]>();
  for (const figure of figures.values())
    for (const name of droppable(figure, nested, crossing)) {
      const { [name]: _dropped, ...wider } = figure.narrowing;
      const key = `${name} ${keyOf(wider)}`;
      parts.set(key, [...(parts.get(key) ?? []), figure]);
    }
  return [...parts].flatMap(([key, found]) => {
    const whole = figures.get(key.slice(key.indexOf(' ') + 1));
    return whole ? [{ whole, parts: found }] : [];
  });
}

function widerOf(figures: ReadonlyMap<string, Figure>, figure: Figure, nested: readonly string[]): Figure[] {
  return droppable(
    figure,
    nested,
    Object.keys(figure.narrowing).filter((name) => !nested.includes(name)),
  ).flatMap((name) => {
    const { [name]: _dropped, ...wider } = figure.narrowing;
    return figures.get(keyOf(wider)) ?? [];
  });
}

/** What can be taken from a figure's narrowing one step: the narrowest place, or anything that crosses. */
function droppable({ narrowing }: Figure, nested: readonly string[], crossing: readonly string[]): string[] {
  const place = nested.filter((name) => name in narrowing).at(-1);
  return [...(place ? [place] : []), ...crossing.filter((name) => name in narrowing)];
}

function cutsOf(nested: readonly string[], crossing: readonly string[]): string[][] {
  const cuts = [...nested, ''].map((_, depth) => nested.slice(0, depth));
  for (const name of crossing) cuts.push(...cuts.map((cut) => [...cut, name]));
  return cuts;
}

/** Every place that has a seat with every other value that has one, whether or not a seat has both. */
function combinations(seats: readonly TrueSeats[], names: readonly string[], nested: readonly string[]) {
  const places = names.filter((name) => nested.includes(name));
  const distinct = (of: readonly string[]) =>
    [
      ...new Set(seats.map(({ values }) => keyOf(Object.fromEntries(of.map((name) => [name, values[name] ?? '']))))),
    ].map((key) => JSON.parse(key) as Record<string, string>);
  return names
    .filter((name) => !nested.includes(name))
    .reduce(
      (all, name) => all.flatMap((one) => distinct([name]).map((value) => ({ ...one, ...value }))),
      distinct(places),
    );
}

function keyOf(narrowing: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(narrowing).sort(([a], [b]) => (a < b ? -1 : 1))));
}
