import { describe, expect, it } from '@jest/globals';
import { createRandom } from '@quorate/libs/random';
import { type Cliques, type Elimination, eliminationOf } from './elimination.js';
import { randomCliques, type SparseSystem, sparseSystem } from './testkit/sparse-system.js';

function eliminate({ cliques, unknowns, last }: SparseSystem): Elimination {
  return eliminationOf(cliques, unknowns, last);
}

function pivotsOf({ members, pivots }: Elimination['fronts'][number]): number[] {
  return [...members.subarray(0, pivots)];
}

/** A group of people at each place, and one of each group who goes to the next place too. */
function chain(places: number): number[][] {
  return Array.from({ length: places }, (_, place) => [0, 1, 2, 3].map((person) => 2 + place * 3 + person));
}

describe('an order of elimination', () => {
  const systems: [string, SparseSystem][] = [
    ['one clique', sparseSystem(5, 1, [[1, 2, 3, 4]])],
    ['nothing but what goes last', sparseSystem(2, 2, [[]])],
    ['cliques one within the other', sparseSystem(6, 1, [[1, 2, 3, 4, 5], [2, 3], [2, 3, 4], [5]])],
    ['a chain', sparseSystem(2 + 3 * 30 + 1, 2, chain(30))],
    ...[1, 2, 3, 4].map((seed): [string, SparseSystem] => [
      `cliques at random ${seed}`,
      sparseSystem(80, 3, randomCliques(80, 3, 70, seed)),
    ]),
  ];

  it.each(systems)('of %s lets each unknown go once, and those in no clique never', (_, system) => {
    const { fronts, position } = eliminate(system);
    const gone = fronts.flatMap(pivotsOf);
    const coupled = [...new Set([...system.cliques.members, ...system.last])];
    expect(gone.toSorted((a, b) => a - b)).toEqual(coupled.toSorted((a, b) => a - b));
    gone.forEach((unknown, at) => {
      expect(position[unknown]).toBe(at);
    });
    for (let unknown = 0; unknown < system.unknowns; unknown += 1)
      expect((position[unknown] as number) >= 0).toBe(coupled.includes(unknown));
  });

  it.each(systems)('of %s has each clique whole in its front, before any of it has gone', (_, system) => {
    const { fronts, frontOf } = eliminate(system);
    const { starts, members } = system.cliques;
    frontOf.forEach((front, q) => {
      const own = members.subarray(starts[q], starts[q + 1]);
      expect([...(fronts[front]?.members ?? [])]).toEqual(expect.arrayContaining([...own, ...system.last]));
    });
  });

  it.each(systems)('of %s has what is left of a front among its parent, in order, parents later', (_, system) => {
    const { fronts, position } = eliminate(system);
    fronts.forEach(({ members, pivots, parent, inParent }, index) => {
      const left = [...members.subarray(pivots)];
      if (parent < 0) {
        expect(index).toBe(fronts.length - 1);
        expect(left).toEqual([]);
        return;
      }
      expect(parent).toBeGreaterThan(index);
      expect(left.map((_, i) => fronts[parent]?.members[inParent[i] as number])).toEqual(left);
      expect(Int32Array.from(left, (unknown) => position[unknown] as number).toSorted()).toEqual(
        Int32Array.from(left, (unknown) => position[unknown] as number),
      );
    });
  });

  it('lets those go last that are coupled with all, in the order given', () => {
    const system = sparseSystem(20, 3, randomCliques(20, 3, 20, 9));
    expect([...(eliminate(system).fronts.at(-1)?.members ?? [])].slice(-3)).toEqual([0, 1, 2]);
  });

  it('leaves to the end whoever is coupled with far more than others are', () => {
    const hub = 2;
    const cliques = Array.from({ length: 400 }, (_, i) => [hub, 3 + i, 3 + ((i + 1) % 400)]);
    const { fronts } = eliminate(sparseSystem(403, 2, cliques));
    expect([...(fronts.at(-1)?.members ?? [])]).toEqual([hub, 0, 1]);
  });

  it('makes the matrix no fuller than a chain is: twice as long is twice as much', () => {
    const [one, two] = [200, 400].map((places) => {
      const { fronts } = eliminate(sparseSystem(2 + 3 * places + 1, 2, chain(places)));
      return fronts.reduce((sum, { members, pivots }) => sum + members.length * pivots, 0);
    }) as [number, number];
    expect(two / one).toBeLessThan(2.1);
    // A member of the chain is coupled with three others and with the two that are coupled with all.
    expect(one / (200 * 3)).toBeLessThan(7);
  });

  it('costs little more a host where there are 16 times as many, as long as people go to hosts nearby', () => {
    const [few, many] = [30, 480].map((hosts) => {
      const { cliques, unknowns } = plane(hosts);
      const { fronts } = eliminationOf(cliques, unknowns, Int32Array.of(0));
      return fronts.reduce((sum, { members, pivots }) => sum + pivots * members.length ** 2, 0) / hosts;
    }) as [number, number];
    expect(many / few).toBeLessThan(3);
  });
});

/** Hosts in a plane, evenly dense, each with 11 people, who are invited there and at two of the four nearest others. */
function plane(hosts: number): { readonly cliques: Cliques; readonly unknowns: number } {
  const random = createRandom(7);
  const side = Math.sqrt(hosts);
  const places = Array.from({ length: hosts }, () => [random.next() * side, random.next() * side] as const);
  const invited = places.map(() => [] as number[]);
  places.forEach(([x, y], host) => {
    const distance = (other: number) => Math.hypot((places[other]?.[0] ?? 0) - x, (places[other]?.[1] ?? 0) - y);
    const nearest = places.map((_, other) => other).toSorted((a, b) => distance(a) - distance(b));
    for (let person = 1 + host * 11; person < 1 + (host + 1) * 11; person += 1) {
      const others = random.shuffle(nearest.slice(1, 5)).slice(0, 2);
      for (const at of [host, ...others]) invited[at]?.push(person);
    }
  });
  const starts = [0];
  for (const own of invited) starts.push((starts.at(-1) as number) + own.length);
  return {
    cliques: { starts: Int32Array.from(starts), members: Int32Array.from(invited.flat()) },
    unknowns: 1 + 11 * hosts,
  };
}
