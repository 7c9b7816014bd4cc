import { describe, expect, it } from '@jest/globals';
import { createRandom } from '@quorate/libs/random';
import type { EvidenceRow } from '../evidence-row.js';
import { type MadeEvidence, madeEvidence, seatRow } from '../testkit/made-evidence.js';
import { CaseBook } from './case-book.js';
import { EvidenceBook } from './evidence-book.js';
import { figuredRows } from './figured-rows.js';
import { type FiguresAsk, figuresOf } from './figures-of.js';
import { FIGURE_NUMBERS, isBehind, LOST_WAYS } from './numbers.js';

const ask: FiguresAsk = {
  providerId: 'provider-0',
  scope: { kind: 'all', code: null },
  since: '2026-03-30',
  asOf: '2026-07-01',
  leaveOneOutShare: 0.25,
  staffStatements: null,
  cases: new CaseBook([]),
};
const FALLEN: MadeEvidence = { seed: 'fallen', fall: { fromWeek: 12, by: 0.4 } };
const figures = (rows: readonly EvidenceRow[], change: Partial<FiguresAsk> = {}) =>
  figuresOf(new EvidenceBook(rows), { ...ask, ...change });

describe('the figures beside a score', () => {
  it('say what was taken part in against what others would lead one to expect', () => {
    const { elsewhere, ownSites } = figures(madeEvidence(FALLEN));
    expect(elsewhere.atRisk).toBeGreaterThan(50);
    expect((elsewhere.expected as number) / elsewhere.atRisk).toBeCloseTo(0.85, 1);
    expect(elsewhere.tookPart).toBeLessThan(elsewhere.expectedLow as number);
    // Its own meetings did not change.
    expect(ownSites.tookPart).toBeGreaterThanOrEqual(ownSites.expectedLow as number);
    expect(ownSites.tookPart).toBeLessThanOrEqual(ownSites.expectedHigh as number);
  });

  it('hold nineteen in twenty ordinary providers within the usual range, however much providers and people differ', () => {
    for (const spread of [
      { providers: 0, people: 0 },
      { providers: 0.07, people: 0.08 },
      { providers: 0.02, people: 0.12 },
    ]) {
      let inside = 0;
      let of = 0;
      for (let seed = 0; seed < 15; seed += 1) {
        const book = new EvidenceBook(madeEvidence({ seed: `null ${seed}`, providers: 10, spread, share: 0.78 }));
        for (let provider = 0; provider < 10; provider += 1) {
          const { elsewhere } = figuresOf(book, { ...ask, providerId: `provider-${provider}` });
          of += 1;
          if (
            elsewhere.tookPart >= (elsewhere.expectedLow as number) &&
            elsewhere.tookPart <= (elsewhere.expectedHigh as number)
          )
            inside += 1;
        }
      }
      expect(of).toBe(150);
      expect(inside / of).toBeGreaterThan(0.91);
    }
  });

  it('expect of a far meeting at short notice what it costs everybody', () => {
    const hard = madeEvidence({ seed: 'hard', share: 0.9 }).map((row, i) =>
      row.hostId === 'provider-3' && row.providerId !== 'provider-3'
        ? {
            ...row,
            mode: 'inPerson' as const,
            travelMinutes: 60,
            countClass: i % 2 ? ('lost' as const) : row.countClass,
          }
        : row,
    );
    const at = (code: string) => {
      const { elsewhere } = figures(hard, { scope: { kind: 'host', code }, since: '2026-01-01' });
      return (elsewhere.expected as number) / elsewhere.atRisk;
    };
    expect(at('provider-3')).toBeLessThan(0.65);
    expect(at('provider-5')).toBeGreaterThan(0.85);
  });

  it('are the same whatever order the rows come in', () => {
    const rows = madeEvidence(FALLEN);
    expect(figures(createRandom(5).shuffle(rows))).toEqual(figures(rows));
  });

  it('do not know what happens on the day they look up to, or later', () => {
    const rows = madeEvidence(FALLEN);
    const asOf = '2026-05-01';
    expect(figures(rows, { asOf })).toEqual(
      figures(
        rows.filter((row) => row.meetingDate < asOf),
        { asOf },
      ),
    );
  });

  it('do not depend on what was more than two years before', () => {
    const rows = madeEvidence(FALLEN);
    const leave = { countClass: 'excludedLeave', status: 'apologies', reasonCode: 'sickness' } as const;
    const old = rows.map((row) => ({ ...row, ...leave, meetingId: `old ${row.meetingId}`, meetingDate: '2024-06-30' }));
    expect(figures([...old, ...rows])).toEqual(figures(rows));
  });

  it('are each the number of the rows behind it', () => {
    const rows = madeEvidence(FALLEN);
    const found = figures(rows);
    const behind = figuredRows(new EvidenceBook(rows), ask);
    const numbers = Object.fromEntries(
      FIGURE_NUMBERS.map((number) => [number, behind.filter((row) => isBehind(number, row)).length]),
    );
    expect(numbers['elsewhere.lost']).toBe(found.elsewhere.atRisk - found.elsewhere.tookPart);
    expect(numbers['ownSites.atRisk']).toBe(found.ownSites.atRisk);
    expect(numbers['releases.asked']).toBe(
      found.releases.granted + found.releases.grantedWithCover + found.releases.refused + found.releases.unanswered,
    );
    expect(found.releases.unanswered).toBeGreaterThan(0);
    expect(LOST_WAYS.reduce((sum, way) => sum + found.shows[way], 0)).toBe(numbers['elsewhere.lost']);
    expect(Object.values(found.reasons).reduce((sum, n) => sum + n, 0)).toBe(numbers['elsewhere.lost']);
    const lastHalf = found.months.filter(({ month }) => month >= '2026-04-01');
    expect(lastHalf.reduce((sum, { elsewhere }) => sum + elsewhere.atRisk, 0)).toBeGreaterThan(0);
    expect(found.months.reduce((sum, { elsewhere }) => sum + elsewhere.atRisk, 0)).toBe(numbers.crossRows);
  });

  it('keep to the scope', () => {
    const rows = madeEvidence(FALLEN);
    const nurses = figures(rows, { scope: { kind: 'role', code: 'communityNurse' } });
    expect(nurses.breadth.people).toBe(3);
    const all = figures(rows);
    expect(all.breadth.people).toBe(6);
    expect(nurses.elsewhere.atRisk * 2).toBe(all.elsewhere.atRisk);
    expect(figures(rows, { scope: { kind: 'host', code: 'provider-2' } }).breadth.mdts).toBe(1);
  });

  it('stand without any one person or MDT where the loss is everybody’s', () => {
    const { withoutOnePerson, withoutOneMdt, breadth } = figures(madeEvidence(FALLEN));
    expect(withoutOnePerson).toMatchObject({ holds: true });
    expect(withoutOneMdt).toMatchObject({ holds: true });
    expect(withoutOnePerson.leastExcess as number).toBeLessThan(withoutOnePerson.excess);
    expect(breadth.peopleWithLoss).toBe(6);
  });

  it('fall without the one person whose loss it is', () => {
    const rows = madeEvidence({ seed: 'one person', share: 0.95 }).map((row) =>
      row.practitionerId === 'p0-0' && row.providerId !== row.hostId
        ? { ...row, countClass: 'lost' as const, status: 'apologies' as const }
        : row,
    );
    expect(figures(rows).withoutOnePerson.holds).toBe(false);
    expect(figures(rows).withoutOneMdt.holds).toBe(true);
  });

  it('cannot leave anybody out where there is one person', () => {
    const rows = madeEvidence({ seed: 'alone', people: 1 });
    expect(figures(rows).withoutOnePerson).toMatchObject({ holds: null, leastExcess: null });
  });

  it('set a loss between two leaves of the same person aside, and only once both are known', () => {
    const leave = { countClass: 'excludedLeave', status: 'apologies', reasonCode: 'sickness' } as const;
    const lost = { countClass: 'lost', status: 'absentNoNotice', minutesPresent: null } as const;
    const rows = [
      seatRow({ meetingId: 'm1', meetingDate: '2026-06-01', ...leave }),
      seatRow({ meetingId: 'm2', meetingDate: '2026-06-08', ...lost }),
      seatRow({ meetingId: 'm3', meetingDate: '2026-06-15', ...leave }),
      seatRow({ meetingId: 'm4', meetingDate: '2026-06-22', ...lost }),
    ];
    const late = figures(rows, { providerId: 'a', since: '2026-01-01' });
    expect(late.setAside).toEqual({ excludedLeave: 2, insideLeave: 1 });
    expect(late.elsewhere).toMatchObject({ atRisk: 1, tookPart: 0 });
    const early = figures(rows, { providerId: 'a', since: '2026-01-01', asOf: '2026-06-10' });
    expect(early.setAside).toEqual({ excludedLeave: 1 });
    expect(early.elsewhere).toMatchObject({ atRisk: 1, tookPart: 0 });
  });

  it('tell an absence on a strike day from leave and from a strike given as the reason', () => {
    const absent = { countClass: 'excludedStructural', status: 'apologies' } as const;
    const rows = [
      seatRow({ meetingId: 'm1', meetingDate: '2026-06-01', ...absent, reasonCode: null, isStrikeDay: true }),
      seatRow({ meetingId: 'm2', meetingDate: '2026-06-01', ...absent, reasonCode: 'strike', isStrikeDay: true }),
      seatRow({ meetingId: 'm3', meetingDate: '2026-06-08', ...absent, reasonCode: 'strike' }),
    ];
    expect(figures(rows, { providerId: 'a', since: '2026-01-01' }).setAside).toEqual({
      strikeDay: 2,
      excludedStructural: 1,
    });
  });

  it('show each lost seat in one way, the first that fits', () => {
    const lost = { countClass: 'lost', minutesPresent: null } as const;
    const rows = (
      [
        { status: 'attendedPart', reasonCode: 'releaseRefused' },
        { status: 'deputy' },
        { status: 'lateCancel', reasonCode: 'noCover' },
        { status: 'lateCancel', reasonCode: 'workload' },
        { status: 'absentNoNotice', reasonCode: 'workload' },
        { status: 'apologies', reasonCode: 'workload' },
        { status: 'apologies', reasonCode: 'timing' },
        { status: 'apologies' },
      ] as const
    ).map((change, i) => seatRow({ meetingId: `m${i}`, ...lost, ...change }));
    const { shows, reasons } = figures(rows, { providerId: 'a', since: '2026-01-01' });
    expect(shows).toMatchObject({
      shortStays: 2,
      codedNotReleased: 1,
      lateCancels: 1,
      absentNoNotice: 1,
      workload: 1,
      otherApologies: 2,
    });
    expect(reasons).toMatchObject({ provider: 5, host: 1, none: 2, personal: 0 });
  });

  it('take a request as answered only from the day it was', () => {
    const release = { requestedOn: '2026-05-01', decision: 'refused', decidedOn: '2026-05-11' } as const;
    const rows = [
      seatRow({ meetingId: 'm1', countClass: 'lost', status: 'apologies', release }),
      seatRow({ meetingId: 'm2', release: { ...release, decidedOn: '2026-07-09' } }),
      seatRow({ meetingId: 'm3', release: { ...release, decision: null, decidedOn: null } }),
    ];
    const { releases, shows } = figures(rows, { providerId: 'a', since: '2026-01-01' });
    expect(releases).toEqual({
      asked: 3,
      granted: 0,
      grantedWithCover: 0,
      refused: 1,
      unanswered: 2,
      medianDaysToAnswer: 10,
    });
    expect(shows).toMatchObject({ releaseRefused: 1, releaseUnanswered: 0 });
  });

  it('compare notice, hours and travel with everybody else’s', () => {
    const rows = [
      seatRow({
        meetingId: 'm1',
        mode: 'inPerson',
        travelMinutes: 40,
        travelKm: 12,
        startMinute: 480,
        invitedOn: '2026-05-25',
      }),
      seatRow({ meetingId: 'm2', mode: 'inPerson', travelMinutes: 20, invitedOn: null }),
      seatRow({ meetingId: 'm3', providerId: 'c', travelMinutes: 99 }),
    ];
    const { burden } = figures(rows, { providerId: 'a' });
    expect(burden.provider).toEqual({
      medianNoticeDays: 7,
      shareOutsideOfficeHours: 0.5,
      medianTravelMinutes: 30,
      medianTravelKm: 12,
      travelKnownShare: 0.5,
    });
    expect(burden.others).toEqual({
      medianNoticeDays: 31,
      shareOutsideOfficeHours: 0,
      medianTravelMinutes: null,
      medianTravelKm: null,
      travelKnownShare: null,
    });
  });

  it('say nothing of a provider without seats at other sites', () => {
    const found = figures([seatRow({ providerId: 'c' })], { providerId: 'a' });
    expect(found.elsewhere).toEqual({
      atRisk: 0,
      tookPart: 0,
      expected: null,
      expectedLow: null,
      expectedHigh: null,
    });
    expect(found.power).toBeNull();
    expect(found.releases.medianDaysToAnswer).toBeNull();
  });
});
