/** A step of elimination: unknowns that go, and those that they are coupled with. */
export interface Front {
  /** Those that go, then those that stay in the order in which they will go, then `last` of the whole elimination. */
  readonly members: Int32Array;
  /** How many of the members go here. */
  readonly pivots: number;
  /** Whose front takes up what is left of this one; -1 of the last. */
  readonly parent: number;
  /** Where the members that stay are among the parent's. */
  readonly inParent: Int32Array;
}

export interface Elimination {
  /** Children before parents, subtree by subtree; the last one is what everything is coupled with. */
  readonly fronts: readonly Front[];
  /** The front that holds all unknowns of each clique, and comes no later than any of them goes. */
  readonly frontOf: Int32Array;
  /** When each unknown goes; -1 of those in no clique. */
  readonly position: Int32Array;
}

/** Sets of unknowns that are coupled with each other: set i is `members` from `starts[i]` to `starts[i + 1]`. */
export interface Cliques {
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/** An unknown coupled with more than so many times the square root of all others is left to the end. */
const HUB = 10;

/**
 * In which order to eliminate unknowns of a symmetric system that is a sum of cliques, so that few become coupled.
 *   how     minimum degree on the cliques themselves: whoever goes merges their cliques into one. Degrees are counted as
 *           in AMD (Amestoy, Davis and Duff 1996): exact for the merged clique, a bound for the rest
 *   edges   `last` are coupled with all others and go last, in their order; unknowns in no clique are left out
 */
export function eliminationOf(cliques: Cliques, unknowns: number, last: Int32Array): Elimination {
  return inPostorder(new MinimumDegree(cliques, unknowns).eliminate(), unknowns, last);
}

interface Eliminated {
  readonly pivots: readonly number[][];
  readonly rests: readonly number[][];
  /** Front that takes up each clique, the fronts' own following those given; -1 for the end. */
  readonly takenBy: readonly number[];
  readonly hubs: readonly number[];
}

class MinimumDegree {
  /** Cliques given, then one for each front; null once taken up. */
  private readonly cliques: (readonly number[] | null)[] = [];
  private readonly takenBy: number[] = [];
  private readonly cliquesOf: number[][];
  private readonly degree: Int32Array;
  private readonly mark: Int32Array;
  private readonly waiting: number[][] = [];
  /** No unknown waits under a lower degree. */
  private lowest = 0;
  private readonly hubs: number[] = [];
  /** Members of a clique outside the one just made; valid where `countedAt` is the current front. */
  private readonly outside: number[] = [];
  private readonly countedAt: number[] = [];

  constructor({ starts, members }: Cliques, unknowns: number) {
    this.cliquesOf = Array.from({ length: unknowns }, () => []);
    this.degree = new Int32Array(unknowns).fill(-1);
    this.mark = new Int32Array(unknowns).fill(-1);
    for (let q = 0; q + 1 < starts.length; q += 1) this.add([...members.subarray(starts[q], starts[q + 1])]);
    this.leaveOutHubs();
    this.degree.forEach((degree, unknown) => {
      if (degree >= 0) this.wait(unknown, degree);
    });
  }

  eliminate(): Eliminated {
    const given = this.cliques.length;
    const pivots: number[][] = [];
    const rests: number[][] = [];
    for (let next = this.least(); next >= 0; next = this.least()) {
      const front = pivots.length;
      const around = this.merge(next, front);
      const gone = [next];
      const rest: number[] = [];
      for (const unknown of around) {
        const left = this.leftOf(unknown, front);
        // Only in the merged clique: going now couples nobody anew.
        if (left.length === 0) gone.push(unknown);
        else rest.push(unknown);
      }
      for (const unknown of gone) this.degree[unknown] = -1;
      this.add(rest);
      for (const unknown of rest) this.wait(unknown, this.degreeOf(unknown, given + front, rest.length));
      pivots.push(gone);
      rests.push(rest);
    }
    return { pivots, rests, takenBy: this.takenBy, hubs: this.hubs };
  }

  private add(members: readonly number[]): void {
    for (const unknown of members) (this.cliquesOf[unknown] as number[]).push(this.cliques.length);
    this.cliques.push(members);
    this.takenBy.push(-1);
  }

  private leaveOutHubs(): void {
    const seen = this.cliquesOf.filter((own) => own.length > 0).length;
    const most = HUB * Math.sqrt(seen);
    this.cliquesOf.forEach((own, unknown) => {
      if (own.length === 0) return;
      let degree = -1;
      for (const q of own) {
        for (const other of this.cliques[q] as readonly number[]) {
          if (this.mark[other] === unknown) continue;
          this.mark[other] = unknown;
          degree += 1;
        }
      }
      if (degree > most) this.hubs.push(unknown);
      else this.degree[unknown] = degree;
    });
    this.mark.fill(-1);
    if (this.hubs.length === 0) return;
    const isHub = new Set(this.hubs);
    this.cliques.forEach((members, q) => {
      this.cliques[q] = (members as readonly number[]).filter((unknown) => !isHub.has(unknown));
    });
  }

  private wait(unknown: number, degree: number): void {
    this.degree[unknown] = degree;
    while (this.waiting.length <= degree) this.waiting.push([]);
    (this.waiting[degree] as number[]).push(unknown);
    this.lowest = Math.min(this.lowest, degree);
  }

  /** The unknown of the least degree, or -1; whoever waits under a degree that is no longer theirs is passed over. */
  private least(): number {
    for (; this.lowest < this.waiting.length; this.lowest += 1) {
      const list = this.waiting[this.lowest] as number[];
      for (let unknown = list.pop(); unknown !== undefined; unknown = list.pop())
        if (this.degree[unknown] === this.lowest) return unknown;
    }
    return -1;
  }

  /** Everybody coupled with an unknown; its cliques are taken up by the front. */
  private merge(unknown: number, front: number): number[] {
    const around: number[] = [];
    this.mark[unknown] = front;
    for (const q of this.cliquesOf[unknown] as number[]) {
      const members = this.cliques[q];
      if (!members) continue;
      for (const other of members) {
        if (this.mark[other] === front) continue;
        this.mark[other] = front;
        around.push(other);
      }
      this.take(q, front);
    }
    for (const other of around) this.countOutside(other, front);
    return around;
  }

  private take(q: number, front: number): void {
    this.cliques[q] = null;
    this.takenBy[q] = front;
  }

  private countOutside(unknown: number, front: number): void {
    const own = (this.cliquesOf[unknown] as number[]).filter((q) => this.cliques[q]);
    this.cliquesOf[unknown] = own;
    for (const q of own) {
      if (this.countedAt[q] !== front) {
        this.countedAt[q] = front;
        this.outside[q] = (this.cliques[q] as readonly number[]).length;
      }
      this.outside[q] = (this.outside[q] as number) - 1;
    }
  }

  /** The cliques of an unknown that reach outside the merged one; those that do not are taken up with it. */
  private leftOf(unknown: number, front: number): readonly number[] {
    const left: number[] = [];
    for (const q of this.cliquesOf[unknown] as number[]) {
      if (!this.cliques[q]) continue;
      if (this.outside[q] === 0) this.take(q, front);
      else left.push(q);
    }
    this.cliquesOf[unknown] = left;
    return left;
  }

  private degreeOf(unknown: number, merged: number, size: number): number {
    let degree = size - 1;
    for (const q of this.cliquesOf[unknown] as number[]) if (q !== merged) degree += this.outside[q] as number;
    return degree;
  }
}

/** The same fronts numbered subtree by subtree, so that what is left of children lies on a stack for their parent. */
function inPostorder(found: Eliminated, unknowns: number, last: Int32Array): Elimination {
  const { pivots, rests, takenBy, hubs } = found;
  const count = pivots.length;
  const given = takenBy.length - count;
  const children: number[][] = Array.from({ length: count + 1 }, () => []);
  const parentOf = (front: number) => (takenBy[given + front] === -1 ? count : (takenBy[given + front] as number));
  for (let front = 0; front < count; front += 1) (children[parentOf(front)] as number[]).push(front);
  const order = postorder(children, count);
  const at = new Int32Array(count + 1);
  order.forEach((front, i) => {
    at[front] = i;
  });
  const tail = Int32Array.from([...hubs, ...last]);
  const position = new Int32Array(unknowns).fill(-1);
  let next = 0;
  for (const front of order) for (const unknown of pivots[front] ?? tail) position[unknown] = next++;
  const fronts: Front[] = order.map((front) => {
    const going = pivots[front] ?? [];
    const rest = (rests[front] ?? []).toSorted((a, b) => (position[a] as number) - (position[b] as number));
    const isLast = front === count;
    return {
      members: Int32Array.from([...going, ...rest, ...tail]),
      pivots: isLast ? tail.length : going.length,
      parent: isLast ? -1 : (at[parentOf(front)] as number),
      inParent: new Int32Array(isLast ? 0 : rest.length + tail.length),
    };
  });
  linkToParents(fronts, unknowns);
  const frontOf = Int32Array.from({ length: given }, (_, q) => {
    const front = takenBy[q] as number;
    return at[front === -1 ? count : front] as number;
  });
  return { fronts, frontOf, position };
}

function linkToParents(fronts: readonly Front[], unknowns: number): void {
  const local = new Int32Array(unknowns);
  for (const { members, pivots, parent, inParent } of fronts) {
    if (parent < 0) continue;
    (fronts[parent] as Front).members.forEach((unknown, i) => {
      local[unknown] = i;
    });
    for (let i = 0; i < inParent.length; i += 1) inParent[i] = local[members[pivots + i] as number] as number;
  }
}

function postorder(children: readonly (readonly number[])[], root: number): number[] {
  const order: number[] = [];
  const path = [root];
  while (path.length > 0) {
    const front = path.pop() as number;
    order.push(front);
    for (const child of children[front] as readonly number[]) path.push(child);
  }
  return order.reverse();
}
