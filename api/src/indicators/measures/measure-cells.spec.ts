import { describe, expect, it } from '@jest/globals';
import type { DisclosurePolicy } from '@quorate/libs/disclosure';
import { createRandom, type Random } from '@quorate/libs/random';
import { countOff } from '../testkit/count-off.js';
import { type MeasureCell, publishAges, publishCells } from './measure-cells.js';

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
    const found = { small: 0, hidden: 0 };
    for (let round = 0; round < 150; round++) {
      const made = drawLeaves(random);
      const shown = publishCells(systemOf(made, policy), policy);
      const of = ({ provider, type, organisation }: Readonly<Record<string, string>>) =>
        shown.find(
          (cell) =>
            cell.provider === (provider ?? null) &&
            cell.cut === (organisation ? 'organisation' : type ? 'type' : 'all') &&
            cell.counterpart === (organisation ?? type ?? ''),
        );
      const least = policy === 'people' ? 7 : 4;
      for (const { numerator, denominator } of shown) {
        if (denominator === null) found.hidden += 1;
        else
          expect(
            denominator > least && (policy === 'staffAttendance' || numerator === 0 || (numerator ?? 0) > least),
          ).toBe(true);
      }
      // Somebody who knew the rounding away would know more than anybody: what is shown is told with its true number.
      for (const key of policy === 'people' ? (['numerator', 'denominator'] as const) : (['denominator'] as const)) {
        const seats = made.map(({ provider, type, organisation, ...counts }) => ({
          values: { provider, type, organisation },
          seats: counts[key],
        }));
        const told = countOff(
          seats,
          ['type', 'organisation'],
          ['provider'],
          (narrowing) => {
            const cell = of(narrowing);
            if (!cell || cell.denominator === null) return null;
            const within = made.filter((leaf) =>
              Object.entries(narrowing).every(
                ([name, value]) => leaf[name as 'provider' | 'type' | 'organisation'] === value,
              ),
            );
            return sum(within, key);
          },
          least,
        );
        found.small += told.small;
        expect(told.disclosed).toEqual([]);
      }
    }
    expect(found.small).toBeGreaterThan(500);
    expect(found.hidden).toBeGreaterThan(500);
  });

  it('of people by age hides a small band with another', () => {
    const band = (counterpart: string, people: number): MeasureCell => ({
      provider: null,
      cut: 'age',
      counterpart,
      within: '',
      numerator: people,
      denominator: people,
      people: { numerator: people, denominator: people },
      days: 0,
      timed: 0,
    });
    const shown = publishAges([band('under18', 3), band('from18', 41), band('from65', 22), band('from80', 78)]);
    expect(shown.map(({ denominator }) => denominator)).toEqual([null, 40, null, 80]);
  });
});

type Placed = Leaf & { readonly provider: string };

function drawLeaves(random: Random): Placed[] {
  const types = ['nhsTrust', 'council', 'voluntary', 'own'];
  return ['p', 'q', 'r'].flatMap((provider) =>
    Array.from({ length: random.int(1, 6) }, (_, at): Placed => {
      const denominator = random.chance(0.5) ? random.int(1, 12) : random.int(1, 60);
      const numerator = random.chance(0.3) ? 0 : random.int(0, denominator);
      return { provider, type: types[at % 4] ?? 'own', organisation: `o${at}`, numerator, denominator };
    }),
  );
}

/** Of people the whole system is published on its own; of staff it is added up. */
function systemOf(leaves: readonly Placed[], policy: DisclosurePolicy): MeasureCell[] {
  const ofProviders = ['p', 'q', 'r'].flatMap((provider) =>
    cellsOf(leaves.filter((leaf) => leaf.provider === provider)).map((cell) => ({ ...cell, provider })),
  );
  if (policy === 'staffAttendance') return ofProviders;
  const ofSystem = cellsOf(leaves).filter(({ cut }) => cut !== 'organisation');
  return [...ofSystem.map((cell) => ({ ...cell, provider: null })), ...ofProviders];
}
