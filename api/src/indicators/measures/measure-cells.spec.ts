import { describe, expect, it } from '@jest/globals';
import type { DisclosurePolicy } from '@quorate/libs/disclosure';
import { createRandom } from '@quorate/libs/random';
import { countOff } from '../testkit/count-off.js';
import { type MeasureCell, publishCells } from './measure-cells.js';

interface Leaf {
  readonly type: string;
  readonly organisation: string;
  readonly numerator: number;
  readonly denominator: number;
}

const sum = (leaves: readonly Leaf[], key: 'numerator' | 'denominator') =>
  leaves.reduce((total, leaf) => total + leaf[key], 0);

/** The figures of some leaves, each person counted once in one leaf alone. */
function cellsOf(leaves: readonly Leaf[]): MeasureCell[] {
  const cell = (cut: MeasureCell['cut'], counterpart: string, within: string, of: readonly Leaf[]): MeasureCell => {
    const counts = { numerator: sum(of, 'numerator'), denominator: sum(of, 'denominator') };
    return {
      provider: 'p',
      cut,
      counterpart,
      within,
      ...counts,
      people: counts,
      days: counts.numerator * 3,
      timed: counts.numerator,
    };
  };
  const types = [...new Set(leaves.map(({ type }) => type))];
  return [
    cell('all', '', '', leaves),
    ...types.map((type) =>
      cell(
        'type',
        type,
        '',
        leaves.filter((leaf) => leaf.type === type),
      ),
    ),
    ...leaves.map((leaf) => cell('organisation', leaf.organisation, leaf.type, [leaf])),
  ];
}

const shownBy = (leaves: readonly Leaf[], policy: DisclosurePolicy) =>
  new Map(publishCells(cellsOf(leaves), policy).map((cell) => [`${cell.cut} ${cell.counterpart}`, cell]));

describe('what of a measure is published', () => {
  const leaves: readonly Leaf[] = [
    { type: 'nhsTrust', organisation: 'a', numerator: 20, denominator: 24 },
    { type: 'nhsTrust', organisation: 'b', numerator: 9, denominator: 12 },
    { type: 'council', organisation: 'c', numerator: 1, denominator: 3 },
    { type: 'voluntary', organisation: 'd', numerator: 10, denominator: 30 },
  ];

  it('is exact of staff from 5 on, and hides the smallest other with the only small one', () => {
    const shown = shownBy(leaves, 'staffAttendance');
    expect(shown.get('all ')).toMatchObject({ numerator: 40, denominator: 69 });
    expect(shown.get('type council')).toMatchObject({ numerator: null, denominator: null, days: null });
    expect(shown.get('type voluntary')).toMatchObject({ denominator: null });
    expect(shown.get('type nhsTrust')).toMatchObject({ numerator: 29, denominator: 36, days: 87, timed: 29 });
    expect(shown.get('organisation a')).toMatchObject({ denominator: 24 });
    expect(shown.get('organisation d')).toMatchObject({ denominator: null });
  });

  it('is rounded of people, and hidden where it happened to 1 to 7 of them', () => {
    const shown = shownBy(
      [
        { type: 'nhsTrust', organisation: 'a', numerator: 22, denominator: 48 },
        { type: 'council', organisation: 'b', numerator: 3, denominator: 41 },
        { type: 'voluntary', organisation: 'c', numerator: 12, denominator: 33 },
      ],
      'people',
    );
    expect(shown.get('all ')).toMatchObject({ numerator: 35, denominator: 120 });
    expect(shown.get('type nhsTrust')).toMatchObject({ numerator: 20, denominator: 50 });
    expect(shown.get('type council')).toMatchObject({ denominator: null });
    expect(shown.get('type voluntary')).toMatchObject({ denominator: null });
  });

  it('tells no average of few', () => {
    const [cell] = publishCells(
      [
        {
          provider: 'p',
          cut: 'all',
          counterpart: '',
          within: '',
          numerator: 4,
          denominator: 40,
          people: { numerator: 4, denominator: 40 },
          days: 31,
          timed: 4,
        },
      ],
      'staffAttendance',
    );
    expect(cell).toMatchObject({ numerator: 4, denominator: 40, days: 0, timed: 0 });
  });

  it('hides everything of a provider that is small', () => {
    const shown = shownBy([{ type: 'council', organisation: 'c', numerator: 1, denominator: 4 }], 'staffAttendance');
    expect([...shown.values()].every(({ denominator }) => denominator === null)).toBe(true);
  });

  it.each(['staffAttendance', 'people'] as const)('of %s cannot be counted off, whatever the numbers', (policy) => {
    const random = createRandom(`measures ${policy}`);
    const types = ['nhsTrust', 'council', 'voluntary', 'own'];
    const least = policy === 'people' ? 7 : 4;
    let [small, hidden] = [0, 0];
    for (let round = 0; round < 400; round++) {
      const made = Array.from({ length: random.int(1, 9) }, (_, at): Leaf => {
        const denominator = random.chance(0.5) ? random.int(1, 9) : random.int(1, 60);
        return {
          type: types[random.int(0, 3)] ?? 'own',
          organisation: `o${at}`,
          numerator: random.int(0, denominator),
          denominator,
        };
      });
      const shown = shownBy(made, policy);
      for (const cell of shown.values())
        if (cell.denominator !== null) {
          expect(cell.denominator > least).toBe(true);
          if (policy === 'people') expect([0, 1, 2, 3, 4].includes(cell.numerator ?? 0) ? cell.numerator : 0).toBe(0);
        } else hidden += 1;
      // Those who know the rounding away know more than anybody: they count with the true numbers of what is shown.
      const seats = made.map((leaf) => ({
        values: { type: leaf.type, organisation: leaf.organisation },
        seats: leaf.denominator,
      }));
      const told = countOff(seats, ['type', 'organisation'], [], (narrowing) => {
        const { type, organisation } = narrowing;
        const key = organisation ? `organisation ${organisation}` : type ? `type ${type}` : 'all ';
        const of = made.filter(
          (leaf) => (!type || leaf.type === type) && (!organisation || leaf.organisation === organisation),
        );
        return shown.get(key)?.denominator === null ? null : sum(of, 'denominator');
      });
      small += told.small;
      expect(told.disclosed).toEqual([]);
    }
    expect(small).toBeGreaterThan(500);
    expect(hidden).toBeGreaterThan(500);
  });
});
