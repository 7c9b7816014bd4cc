import { describe, expect, it } from '@jest/globals';
import { addDays, dayNumber } from '@quorate/libs/time';
import { atRisk } from './at-risk.js';
import { buildFrame } from './frame.js';
import { type Shows, ShowsOfEconomy } from './shows.js';
import { type SmallInvitation, smallEconomy } from './testkit/small-economy.js';

const START = '2025-01-06';
const EVALUATED = '2025-12-01';
const WEEKS = 12;
const LOST = { status: 'apologies', minutesPresent: 0 } as const;
const DECLINED = { requestedOn: '2025-07-01', decision: 'declined', decidedOn: '2025-07-02' } as const;
const APPROVED = { ...DECLINED, decision: 'approved' } as const;

type Row = Omit<SmallInvitation, 'date'>;

/** Twelve weeks of a series from a date, as one function says of each week. */
function weekly(row: (week: number) => Row, from = '2025-08-06'): SmallInvitation[] {
  return Array.from({ length: WEEKS }, (_, week) => ({ date: addDays(from, 7 * week), ...row(week) }));
}

/** How the employer shows, beside people of the host who come to every meeting of its own and ask and are let go. */
function showsOf(invitations: readonly SmallInvitation[]): Shows {
  const usual = weekly(() => ({ person: 'other', request: APPROVED }));
  const economy = smallEconomy([...invitations, ...usual], {
    evaluationDates: [EVALUATED],
    professionals: ['nurse', 'other'].map((professionalId) => ({
      professionalId,
      employerProviderId: professionalId === 'other' ? 'host' : 'employer',
      baseSiteId: 'ward',
      role: 'nurse',
      coverDepth: 0,
    })),
  });
  const frame = buildFrame(economy);
  const day = dayNumber(EVALUATED) - dayNumber(START);
  return new ShowsOfEconomy(frame, atRisk(frame, day), day).of(0);
}

describe('how lost participation shows', () => {
  it('counts a declined request where the meeting was lost, and not where people went all the same', () => {
    const lost = showsOf(weekly(() => ({ ...LOST, request: DECLINED })));
    const went = showsOf(weekly(() => ({ request: DECLINED })));
    expect(lost.refusals).toBeGreaterThan(2);
    expect(went.refusals).toBeLessThanOrEqual(0);
  });

  it('counts a loss without an answer as one that was declined', () => {
    const unanswered = { requestedOn: '2025-07-01', decision: 'none', decidedOn: '' } as const;
    expect(showsOf(weekly(() => ({ ...LOST, request: unanswered }))).refusals).toBeGreaterThan(2);
    expect(showsOf(weekly(() => ({ ...LOST, request: APPROVED }))).refusals).toBeLessThanOrEqual(0);
  });

  it.each([
    ['lateCancels', { status: 'late_cancel', minutesPresent: 0 }],
    ['shortStays', { minutesPresent: 20 }],
    ['coded', { ...LOST, absenceReason: 'not_released' }],
  ] as const)('tells %s by what others show', (way, row) => {
    const some = showsOf(weekly((week) => (week === 0 ? row : {})));
    const most = showsOf(weekly((week) => (week % 2 ? row : {})));
    expect(some[way]).toBeGreaterThan(0.5);
    expect(most[way]).toBeGreaterThan(some[way]);
    for (const other of ['lateCancels', 'shortStays', 'coded'] as const)
      if (other !== way) expect(most[other]).toBeLessThanOrEqual(0);
  });

  it('takes leaving every meeting early, its own too, for a habit', () => {
    const short = { minutesPresent: 20 };
    const elsewhere = weekly(() => short);
    const homeWhole = Array.from({ length: 6 }, () => weekly(() => ({ series: 'home' }))).flat();
    const homeShort = homeWhole.map((row) => ({ ...row, ...short }));
    const held = showsOf([...elsewhere, ...homeWhole]);
    const habit = showsOf([...elsewhere, ...homeShort]);
    expect(held.shortStays).toBeGreaterThan(2);
    expect(habit.shortStays).toBeLessThan(held.shortStays / 2);
  });

  it('forgets what is older than half a year', () => {
    const row = () => ({ status: 'late_cancel', minutesPresent: 0 }) as const;
    const now = weekly(() => ({}));
    expect(showsOf([...weekly(row, '2025-02-05'), ...now]).lateCancels).toBeLessThanOrEqual(0);
    expect(showsOf([...weekly(row, '2025-06-11'), ...now]).lateCancels).toBeGreaterThan(0);
  });
});
