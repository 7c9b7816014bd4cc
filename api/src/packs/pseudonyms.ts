import { randomInt } from 'node:crypto';

/**
 * People as numbers that mean something in one pack only: "Person 3" here is nobody's number there. The numbers are drawn,
 * so neither the alphabet nor who came first can be read from them.
 */
export class Pseudonyms {
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(
    private readonly word: string,
    ids: Iterable<string | null>,
  ) {
    const drawn = shuffled([...new Set(ids)].filter((id) => id !== null));
    this.numbers = new Map(drawn.map((id, at) => [id, at + 1]));
  }

  /** Null for nobody. Throws for somebody who was not there when the numbers were drawn. */
  of(id: string | null): string | null {
    if (id === null) return null;
    const number = this.numbers.get(id);
    if (number === undefined) throw new Error(`A ${this.word.toLowerCase()} without a number in this pack.`);
    return `${this.word} ${number}`;
  }
}

function shuffled<T>(items: readonly T[]): T[] {
  const drawn = [...items];
  for (let at = drawn.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [drawn[at], drawn[other]] = [drawn[other] as T, drawn[at] as T];
  }
  return drawn;
}
