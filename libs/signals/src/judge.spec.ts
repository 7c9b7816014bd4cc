import { describe, expect, it } from '@jest/globals';
import { type JudgeAsk, judge, type Scored } from './judge.js';
import type { LeaveOneOut, PatientImpact } from './provider-figures.js';
import { REGIME_2015 } from './regime.js';

const { thresholds } = REGIME_2015;
const HOLDS: LeaveOneOut = { holds: true, leastExcess: 12, excess: 20 };
const IMPACT: PatientImpact = {
  discussedWithoutSeat: 3,
  deferredSeatAbsent: 1,
  discussedAgain: 1,
  medianWaitDays: 14,
  ages: [],
};
const open = (score: number, monthsOpen: number, peak = score): Scored => ({ score, monthsOpen, peak });

interface Case {
  readonly scored?: Scored | null;
  readonly crossRows?: number;
  readonly person?: LeaveOneOut;
  readonly mdt?: LeaveOneOut;
  readonly impact?: Partial<PatientImpact>;
  readonly statements?: number;
  readonly findings?: JudgeAsk['findings'];
  readonly strictAt?: number;
}

const judged = ({ scored, crossRows, person, mdt, impact, statements, findings, strictAt }: Case) =>
  judge({
    scored: scored === undefined ? open(0.95, 3) : scored,
    figures: {
      crossRows: crossRows ?? 60,
      withoutOnePerson: person ?? HOLDS,
      withoutOneMdt: mdt ?? HOLDS,
      impact: { ...IMPACT, ...impact },
      shows: { staffStatements: statements ?? null },
    },
    findings: findings ?? [],
    thresholds,
    strictAt: strictAt ?? null,
  });
const finding = (kind: JudgeAsk['findings'][number]['kind']) => ({ kind, providerId: 'a', count: 9, of: 20 }) as const;

describe('a month of a provider', () => {
  it.each<[string, Case, string, string]>([
    ['a high score that has lasted is an alarm', {}, 'judged', 'alarm'],
    ['a high score in its first month is an alert', { scored: open(0.99, 1) }, 'judged', 'alert'],
    ['a lasting flag below the bar of an alarm is an alert', { scored: open(0.89, 6) }, 'judged', 'alert'],
    ['a flag between closing and opening stays open', { scored: open(0.5, 4, 0.8) }, 'judged', 'alert'],
    [
      'nobody affected keeps it at watch',
      { impact: { discussedWithoutSeat: 0, deferredSeatAbsent: 0 } },
      'judged',
      'watch',
    ],
    [
      'people put off are people affected',
      { impact: { discussedWithoutSeat: 0, deferredSeatAbsent: 1 } },
      'judged',
      'alarm',
    ],
    ['a score without a flag is an early notice', { scored: open(0.6, 0, 0) }, 'judged', 'earlyNotice'],
    ['a score below that is nothing', { scored: open(0.49, 0, 0) }, 'judged', 'none'],
    [
      'what rests on one person is an early notice at most',
      { person: { holds: false, leastExcess: 1, excess: 9 } },
      'judged',
      'earlyNotice',
    ],
    [
      'what rests on one MDT is an early notice at most',
      { mdt: { holds: false, leastExcess: 1, excess: 9 } },
      'judged',
      'earlyNotice',
    ],
    [
      'a single person leaves nobody to leave out',
      { person: { holds: null, leastExcess: null, excess: 9 } },
      'judged',
      'earlyNotice',
    ],
    ['exactly enough meetings are enough', { crossRows: 8 }, 'judged', 'alarm'],
    ['too few meetings are not judged', { crossRows: 7 }, 'notEnough', 'none'],
    ['nothing to go by is not judged', { scored: null }, 'notEnough', 'none'],
    ['data come first', { findings: [finding('registersNotRecorded')] }, 'dataFirst', 'none'],
    ['one recorder holds back a flag', { findings: [finding('oneRecorder')] }, 'dataFirst', 'none'],
    [
      'one recorder holds back no ordinary month',
      { findings: [finding('oneRecorder')], scored: open(0.2, 0, 0) },
      'judged',
      'none',
    ],
    [
      'under the strict bar a lower flag is an early notice',
      { scored: open(0.8, 3), strictAt: 0.3 },
      'judged',
      'earlyNotice',
    ],
    [
      'under the strict bar a flag that has been higher stays',
      { scored: open(0.8, 3, 0.92), strictAt: 0.3 },
      'judged',
      'alert',
    ],
  ])('%s', (_, given, standing, level) => {
    const result = judged(given);
    expect(result).toMatchObject({ standing, level });
    expect(result.isFlagged).toBe(['watch', 'alert', 'alarm'].includes(level));
    expect(result.reasons.length).toBeGreaterThan(0);
  });

  it('gives its reasons with their numbers', () => {
    expect(judged({}).reasons).toEqual([
      { kind: 'score', score: 0.95, opens: 0.75, closes: 0.35 },
      { kind: 'open', months: 3 },
      { kind: 'impact', affected: 4, least: 1 },
      { kind: 'grave', score: 0.9, months: 2 },
    ]);
    expect(judged({ crossRows: 5 }).reasons).toEqual([{ kind: 'notEnoughMeetings', rows: 5, least: 8 }]);
  });

  it('takes statements of staff as a second account beside one hand, and as no more', () => {
    const oneHand = { findings: [finding('oneRecorder')], statements: 5 };
    expect(judged(oneHand)).toMatchObject({ standing: 'judged', level: 'alarm', isFlagged: true });
    expect(judged(oneHand).reasons).toContainEqual({ kind: 'secondAccount', people: 5 });
    expect(judged({ ...oneHand, findings: [finding('registersNotRecorded')] }).standing).toBe('dataFirst');
    expect(judged({ ...oneHand, scored: open(0.7, 0, 0) })).toMatchObject({ level: 'earlyNotice', isFlagged: false });
  });

  it('opens nothing by statements of staff but an early notice to the provider alone', () => {
    for (const people of [5, 40]) {
      const low = judged({ scored: open(0.02, 0, 0), statements: people });
      expect(low).toMatchObject({ standing: 'judged', level: 'earlyNotice', isFlagged: false });
      expect(low.reasons).toContainEqual({ kind: 'staffStatements', people });
      expect(judged({ statements: people, crossRows: 7 })).toMatchObject({ standing: 'notEnough', level: 'none' });
      for (const given of [
        {},
        { scored: open(0.8, 1) },
        { impact: { discussedWithoutSeat: 0, deferredSeatAbsent: 0 } },
      ])
        expect(judged({ ...given, statements: people }).level).toBe(judged(given).level);
    }
  });
});
