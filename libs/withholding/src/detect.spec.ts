import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '@quorate/libs/random';
import { dayNumber } from '@quorate/libs/time';
import { evaluate, FIRST_EVALUATION } from './detect.js';
import type { Economy } from './economy.js';
import { buildFrame } from './frame.js';
import { fortnightsTo } from './provider-cells.js';
import { type ProviderMonth, scoreMonths } from './score.js';
import { madeEconomy } from './testkit/made-economy.js';
import { smallEconomy } from './testkit/small-economy.js';

const ONSET = '2025-08-01';
const WITHHOLDS = 3;
const SEED = 7;

function monthsOf(economy: Economy): ProviderMonth[] {
  return scoreMonths(evaluate(buildFrame(economy)));
}

describe('an economy in which one provider holds its staff back from a date', () => {
  const economy = madeEconomy(SEED, { providerId: `p${WITHHOLDS}`, from: ONSET });
  let months: ProviderMonth[];

  beforeAll(() => {
    months = monthsOf(economy);
  });

  it('is scored by provider and month from the third month on', () => {
    const evaluations = economy.evaluationDates.length - FIRST_EVALUATION;
    expect(months).toHaveLength(evaluations * economy.providers.length);
    expect(Math.min(...months.map(({ evaluation }) => evaluation.evaluation))).toBe(FIRST_EVALUATION);
    for (const { score } of months) expect(score > 0 && score < 1).toBe(true);
  });

  it('flags that provider, not before it began and no later than three months on, to the end', () => {
    const own = months.filter(({ evaluation }) => evaluation.provider === WITHHOLDS);
    const first = own.find(({ isFlagged }) => isFlagged)?.evaluation.evaluation ?? -1;
    const raised = economy.evaluationDates[first] ?? '';
    expect(raised > ONSET && raised <= '2025-11-01').toBe(true);
    expect(own.filter(({ evaluation }) => evaluation.evaluation >= first).every(({ isFlagged }) => isFlagged)).toBe(
      true,
    );
    expect(own.at(-1)?.flaggedAt).toBe(first);
  });

  it('finds since when, within a month', () => {
    const last = months.findLast(({ evaluation }) => evaluation.provider === WITHHOLDS)?.evaluation;
    const day = dayNumber(economy.evaluationDates.at(-1) as string);
    const fortnightsAgo = fortnightsTo(day - dayNumber(economy.start)) - (last?.onset ?? Number.NaN);
    const onset = day - 14 * fortnightsAgo;
    expect(Math.abs(onset - dayNumber(ONSET))).toBeLessThanOrEqual(31);
    expect(last?.scope.kind).toBe('all');
  });

  it('flags nobody else', () => {
    const flagged = months.filter(({ isFlagged }) => isFlagged).map(({ evaluation }) => evaluation.provider);
    expect(new Set(flagged)).toEqual(new Set([WITHHOLDS]));
  });

  it('has the same numbers from the same data', () => {
    expect(monthsOf(economy)).toEqual(months);
  });

  it('has the same numbers in whatever order the rows come', () => {
    const random = createRandom(1);
    const shuffled = monthsOf({
      ...economy,
      meetings: random.shuffle(economy.meetings),
      invitations: random.shuffle([...economy.invitations]),
      releaseRequests: random.shuffle([...economy.releaseRequests]),
    });
    expectSame(shuffled, months);
  });

  it.each(['2025-05-01', '2025-08-01', '2025-11-01'])('looks at nothing after a month: cut at %s', (cut) => {
    const early = monthsOf(cutAt(economy, cut));
    const known = economy.evaluationDates.filter((date) => date <= cut).length;
    const same = months.filter(({ evaluation }) => evaluation.evaluation < known);
    expect(early.length).toBeGreaterThan(0);
    expectSame(early, same);
  });
});

describe('an economy of large providers, one of which holds its staff back', () => {
  const PEOPLE = 24;

  it('flags that provider alone, with its date: what one does strongly is not taken for what is ordinary', () => {
    const economy = madeEconomy(SEED, { providerId: `p${WITHHOLDS}`, from: ONSET }, PEOPLE);
    const months = monthsOf(economy);
    const flagged = months.filter(({ isFlagged }) => isFlagged);
    expect(new Set(flagged.map(({ evaluation }) => evaluation.provider))).toEqual(new Set([WITHHOLDS]));
    const raised = economy.evaluationDates[flagged[0]?.flaggedAt ?? -1] ?? '';
    expect(raised > ONSET && raised <= '2025-12-01').toBe(true);
    for (const { evaluation } of flagged) {
      const day = dayNumber(economy.evaluationDates[evaluation.evaluation] as string);
      const fortnightsAgo = fortnightsTo(day - dayNumber(economy.start)) - evaluation.onset;
      expect(Math.abs(day - 14 * fortnightsAgo - dayNumber(ONSET))).toBeLessThanOrEqual(31);
    }
  });
});

describe('an economy in which nobody holds staff back', () => {
  it('has no flag and no high score', () => {
    const months = monthsOf(madeEconomy(SEED));
    expect(months.filter(({ isFlagged }) => isFlagged)).toEqual([]);
    expect(Math.max(...months.map(({ score }) => score))).toBeLessThan(0.5);
  });
});

describe('an economy with little in it', () => {
  it('has no entry for a provider that is invited nowhere else', () => {
    const dates = ['2025-01-08', '2025-01-22', '2025-02-12', '2025-03-05', '2025-03-19'];
    const rows = dates.flatMap((date) => [{ date }, { date, series: 'home' }]);
    const found = evaluate(buildFrame(smallEconomy(rows)));
    // The host employs nobody; the employer's staff go to its meetings.
    expect(found.map(({ provider, evaluation }) => [provider, evaluation])).toEqual([[0, 2]]);
  });

  it.each([
    ['without an invitation', []],
    ['with a single one', [{ date: '2025-01-08', series: 'home' }]],
  ])('%s is evaluated without anything found', (_, rows) => {
    expect(evaluate(buildFrame(smallEconomy(rows)))).toEqual([]);
  });

  it('says how far it is, month by month', () => {
    const said: string[] = [];
    evaluate(buildFrame(smallEconomy([{ date: '2025-01-08' }])), (done, of) => said.push(`${done}/${of}`));
    expect(said).toEqual(['1/1']);
  });
});

/** What was known of an economy on a day: decisions made later are shown as not answered. */
function cutAt(economy: Economy, day: string): Economy {
  const meetings = economy.meetings.filter(({ date }) => date < day);
  const held = new Set(meetings.map(({ meetingId }) => meetingId));
  const invitations = [...economy.invitations].filter(({ meetingId }) => held.has(meetingId));
  const invited = new Set(invitations.map(({ invitationId }) => invitationId));
  const requests = [...economy.releaseRequests].filter((row) => invited.has(row.invitationId) && row.requestedOn < day);
  const later = requests.filter(({ decidedOn }) => decidedOn >= day);
  expect(later.length).toBeGreaterThan(0);
  return {
    ...economy,
    evaluationDates: economy.evaluationDates.filter((date) => date <= day),
    meetings,
    invitations,
    releaseRequests: requests.map((row) =>
      row.decidedOn >= day ? { ...row, decision: 'none' as const, decidedOn: '' } : row,
    ),
  };
}

function expectSame(actual: readonly ProviderMonth[], expected: readonly ProviderMonth[]): void {
  const what = ({ evaluation, isFlagged, flaggedAt }: ProviderMonth) =>
    [evaluation.provider, evaluation.evaluation, evaluation.onset, evaluation.scope, isFlagged, flaggedAt] as const;
  expect(actual.map(what)).toEqual(expected.map(what));
  actual.forEach((month, i) => {
    expect(Math.abs(month.score - (expected[i]?.score ?? Number.NaN))).toBeLessThan(1e-9);
    expect(Math.abs(month.evaluation.logOdds - (expected[i]?.evaluation.logOdds ?? Number.NaN))).toBeLessThan(1e-8);
  });
}
