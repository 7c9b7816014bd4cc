import { describe, expect, it } from '@jest/globals';
import { createRandom } from '@quorate/libs/random';
import type { Evaluation } from './detect.js';
import { FLAG_RULE, scoreMonths, scoreOf, standings, WEIGHTS as WEIGHTS_IN_USE, type Weights } from './score.js';

const PROVIDERS = 12;
const HIGH = 7;
/** Weights of the test's own: what a flag does with scores does not depend on how they are weighed. */
const WEIGHTS: Weights = {
  constant: -4,
  evidence: 2,
  breadth: 0,
  maturity: 0,
  refusals: 0,
  lateCancels: 0,
  shortStays: 0,
  coded: 0,
};
const NOTHING_SHOWN = { refusals: 0, lateCancels: 0, shortStays: 0, coded: 0 };

function evaluation(provider: number, month: number, change: Partial<Evaluation> = {}): Evaluation {
  return {
    provider,
    evaluation: month,
    crossRows: 100,
    logOdds: -3,
    scope: { kind: 'all', value: 0 },
    onset: 0,
    fortnights: 20,
    persons: 5,
    lost: { rows: 20, months: 5, persons: 5 },
    without: { person: 3, host: 3 },
    carriedBy: 4,
    shows: NOTHING_SHOWN,
    ...change,
  };
}

/** Months of twelve providers: the first as given, the others ordinary and unlike each other. */
function economyOf(
  first: readonly number[],
  ordinary: (draw: number) => number = (draw) => -4 + 2 * draw,
): Evaluation[] {
  const random = createRandom(3);
  return first.flatMap((logOdds, month) =>
    Array.from({ length: PROVIDERS }, (_, provider) => {
      const draw = random.next();
      return evaluation(provider, month, { logOdds: provider === 0 ? logOdds : ordinary(draw) });
    }),
  );
}

/** Of the first provider: at which evaluation the open flag was raised, -1 where none is open. */
function flagsOf(logOdds: readonly number[]): number[] {
  return scoreMonths(economyOf(logOdds), WEIGHTS)
    .filter((month) => month.evaluation.provider === 0)
    .map((month) => {
      expect(month.isFlagged).toBe(month.flaggedAt >= 0);
      return month.flaggedAt;
    });
}

describe('a flag', () => {
  const low = -5;

  it('opens in the month in which the score is high', () => {
    expect(flagsOf([low, low, HIGH, HIGH])).toEqual([-1, -1, 2, 2]);
  });

  it('stays over one month below and closes after two', () => {
    expect(flagsOf([HIGH, low, HIGH, low, low, low])).toEqual([0, 0, 0, 0, -1, -1]);
  });

  it('opens again, with the date of the second time', () => {
    expect(flagsOf([HIGH, low, low, HIGH])).toEqual([0, 0, -1, 3]);
  });

  it('neither opens nor closes between the two bars', () => {
    expect(FLAG_RULE.closes).toBeLessThan(FLAG_RULE.opens);
    const between = (FLAG_RULE.opens + FLAG_RULE.closes) / 2;
    // Weighed so that the evidence alone says the score; the first month opens one flag and not the other.
    const logit = Math.log(between / (1 - between));
    const flat: Weights = { ...WEIGHTS, constant: logit, evidence: 0, coded: 20 };
    const months = [0, 1, 2, 3].flatMap((month) =>
      Array.from({ length: PROVIDERS }, (_, provider) =>
        evaluation(provider, month, {
          shows: { ...NOTHING_SHOWN, coded: provider === 0 && month === 0 ? 4 : 0 },
        }),
      ),
    );
    const scored = scoreMonths(months, flat);
    const open = (provider: number) =>
      scored.filter(({ evaluation: of }) => of.provider === provider).map(({ isFlagged }) => isFlagged);
    expect(open(0)).toEqual([true, true, true, true]);
    expect(open(1)).toEqual([false, false, false, false]);
  });

  it.each<[string, Partial<Evaluation>]>([
    ['was lost in one month', { lost: { rows: 20, months: 1, persons: 5 } }],
    ['was lost by one person', { lost: { rows: 20, months: 5, persons: 1 } }],
    ['was lost in a handful of rows', { lost: { rows: 5, months: 2, persons: 2 } }],
    ['has gone on for ten weeks', { onset: 15 }],
    ['is spoken against once one person is left out', { without: { person: -1.1, host: 3 } }],
    ['is spoken against once one host is left out', { without: { person: 3, host: -1.6 } }],
    ['is carried by one person and hardly by another', { carriedBy: 1.9 }],
  ])('does not open for what %s, however high the score', (_, change) => {
    const months = economyOf([HIGH, HIGH]).map((of) => (of.provider === 0 ? { ...of, ...change } : of));
    expect(scoreMonths(months).filter(({ isFlagged }) => isFlagged)).toEqual([]);
    expect(scoreMonths(months).find(({ evaluation: of }) => of.provider === 0)?.score).toBeGreaterThan(FLAG_RULE.opens);
  });

  it('does not open where only refused requests make it likely, and does where loss makes it so as well', () => {
    const weights: Weights = { ...WEIGHTS, refusals: 2 };
    const refusing = (logOdds: number) =>
      scoreMonths(
        economyOf([logOdds]).map((of) =>
          of.provider === 0 ? { ...of, shows: { ...NOTHING_SHOWN, refusals: 4 } } : of,
        ),
        weights,
      )[0];
    const onPaper = refusing(-0.5);
    expect(onPaper?.score).toBeGreaterThan(FLAG_RULE.opens);
    expect(onPaper?.isFlagged).toBe(false);
    expect(refusing(HIGH)?.isFlagged).toBe(true);
  });

  it('is one provider’s own', () => {
    const flagged = scoreMonths(economyOf([HIGH, HIGH]), WEIGHTS).filter(({ isFlagged }) => isFlagged);
    expect(new Set(flagged.map(({ evaluation: of }) => of.provider))).toEqual(new Set([0]));
  });
});

describe('where a provider stands in its economy', () => {
  const scoresOf = (evaluations: readonly Evaluation[]) => scoreMonths(evaluations, WEIGHTS).map(({ score }) => score);

  it('does not depend on where the economy’s log odds lie', () => {
    const here = scoresOf(economyOf([-2, 1, 3]));
    const there = scoresOf(economyOf([-2 + 1.5, 1 + 1.5, 3 + 1.5], (draw) => -4 + 1.5 + 2 * draw));
    there.forEach((score, i) => {
      expect(score).toBeCloseTo(here[i] as number, 12);
    });
  });

  it('hardly depends on how widely they are spread: half as wide again is within a fifth', () => {
    const lastMonth = (evaluations: readonly Evaluation[]) => standings(evaluations).slice(-PROVIDERS);
    const wide = lastMonth(economyOf([-1, 1, 3, 1, 3, 1], (draw) => -4 + 4 * draw));
    const wider = lastMonth(economyOf([-1.5, 1.5, 4.5, 1.5, 4.5, 1.5], (draw) => -6 + 6 * draw));
    wider.forEach(({ evidence }, i) => {
      const before = wide[i]?.evidence ?? Number.NaN;
      expect(Math.abs(evidence - before)).toBeLessThanOrEqual(0.2 * Math.abs(before));
    });
  });

  it('is judged by what is ordinary there: the same log odds stand out less where they are common', () => {
    const [calm] = scoresOf(economyOf([1], (draw) => -4 + draw));
    const [noisy] = scoresOf(economyOf([1], (draw) => -4 + 6 * draw));
    expect(noisy).toBeLessThan(calm as number);
  });

  it('is told apart less among few providers than among many that differ as little', () => {
    const among = (few: number) =>
      scoresOf(economyOf([0], (draw) => -4 + draw).filter(({ provider }) => provider < few));
    expect(among(3)[0]).toBeLessThan(among(PROVIDERS)[0] as number);
  });

  it('counts no more than five people towards breadth', () => {
    const breadth = (persons: number) => standings([evaluation(0, 2, { persons })])[0]?.breadth;
    expect(breadth(4)).toBeLessThan(breadth(5) as number);
    expect(breadth(30)).toBe(breadth(5));
  });

  it('is trusted the less, the shorter the registers are, up to a year', () => {
    const maturity = (fortnights: number) => standings([evaluation(0, 2, { fortnights })])[0]?.maturity;
    expect(maturity(6)).toBeLessThan(maturity(25) as number);
    expect(maturity(26)).toBe(0);
    expect(maturity(52)).toBe(0);
    expect(WEIGHTS_IN_USE.maturity).toBeGreaterThan(0);
  });

  it('does not change with what is found in later months', () => {
    const all = economyOf([-3, HIGH, HIGH, -5, -5, HIGH, 0, 2]);
    const early = all.filter((of) => of.evaluation < 4);
    expect(scoresOf(all).slice(0, early.length)).toEqual(scoresOf(early));
    expect(standings(all).slice(0, early.length)).toEqual(standings(early));
  });

  it('bounds every part, so that no single figure decides alone', () => {
    const months = economyOf([1e6]).map((of) =>
      of.provider === 0 ? { ...of, shows: { ...NOTHING_SHOWN, coded: 1e6, refusals: -1e6 } } : of,
    );
    const [first] = standings(months);
    expect(first?.evidence).toBeLessThanOrEqual(10);
    expect(first?.coded).toBeLessThanOrEqual(3);
    expect(first?.refusals).toBeGreaterThanOrEqual(-3);
  });

  it('counts no more than so many refusals: they are one manager’s habit', () => {
    const refusals = (of: number) => {
      const months = economyOf([-3]).map((one) =>
        one.provider === 0 ? { ...one, shows: { ...NOTHING_SHOWN, refusals: of } } : one,
      );
      return standings(months)[0]?.refusals;
    };
    expect(refusals(1)).toBeLessThan(refusals(3) as number);
    expect(refusals(3)).toBe(refusals(4));
  });

  it('has a number also where a provider is alone in its economy', () => {
    for (const logOdds of [Number.NEGATIVE_INFINITY, -3, 8]) {
      const [only] = scoreMonths([evaluation(0, 2, { logOdds, persons: 0 })]);
      expect(Number.isFinite(only?.score)).toBe(true);
    }
  });
});

describe('the score', () => {
  const standing = { evidence: 0, breadth: Math.log(4), maturity: 0, ...NOTHING_SHOWN };

  it('rises with the evidence and with how many people it is seen in', () => {
    expect(scoreOf({ ...standing, evidence: 4 })).toBeGreaterThan(scoreOf({ ...standing, evidence: 2 }));
    expect(scoreOf({ ...standing, evidence: 4 })).toBeGreaterThan(scoreOf({ ...standing, evidence: 4, breadth: 0 }));
  });

  it('takes no part of a standing as a sign of innocence', () => {
    for (const [part, weight] of Object.entries(WEIGHTS_IN_USE))
      if (part !== 'constant') expect(weight).toBeGreaterThan(0);
  });

  it('of a provider in the middle of its economy is low', () => {
    expect(scoreOf(standing)).toBeLessThan(0.1);
  });

  it('is the logistic of the weighed parts', () => {
    expect(scoreOf({ ...standing, evidence: 3 }, WEIGHTS)).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  });
});
