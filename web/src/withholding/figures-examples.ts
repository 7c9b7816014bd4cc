import type { Figures, Rows } from './figures-words.js';

const people = (value: number | null) => ({
  __typename: 'PeopleCount' as const,
  value,
  label: value === null ? '1 to 7' : String(value),
});

/** What a fragment is on, without which the cache does not read it. */
const typed = <Type extends string, Value extends object>(__typename: Type, value: Value) => ({ __typename, ...value });

/** Figures of a made-up signal for tests of pages; a test says what is different. */
export function figuresExample(change: Partial<Figures> = {}): Figures & { readonly __typename: 'SignalFigures' } {
  return {
    __typename: 'SignalFigures',
    signalId: 's1',
    providerId: 'north',
    providerName: 'Northgate Acute',
    month: '2026-10',
    version: 1,
    modelVersion: '2026.11',
    since: '2026-06-14',
    asOf: '2026-11-01',
    scope: { kind: 'HOST', name: 'Riverside Community' },
    crossRows: 214,
    elsewhere: typed('ObservedView', {
      atRisk: 96,
      tookPart: 41,
      lost: 55,
      expected: 68.2,
      expectedLow: 58.4,
      expectedHigh: 77.3,
    }),
    ownSites: typed('ObservedView', {
      atRisk: 98,
      tookPart: 85,
      lost: 13,
      expected: 84.1,
      expectedLow: 76,
      expectedHigh: 91,
    }),
    breadth: { people: 9, peopleWithLoss: 7, mdts: 4, mdtsWithLoss: 3, months: 5, monthsWithLoss: 5 },
    withoutOnePerson: typed('LeaveOneOutView', { holds: true, leastExcess: 21.4, excess: 27.2 }),
    withoutOneMdt: typed('LeaveOneOutView', { holds: false, leastExcess: 4.1, excess: 27.2 }),
    shows: {
      releaseRefused: 6,
      releaseUnanswered: 11,
      lateCancels: 12,
      shortStays: 8,
      codedNotReleased: 14,
      workload: 9,
      absentNoNotice: 0,
      otherApologies: 12,
      staffStatements: null,
    },
    reasons: [
      { reason: 'PROVIDER', seats: 30 },
      { reason: 'HOST', seats: 1 },
      { reason: 'PERSONAL', seats: 0 },
      { reason: 'NONE', seats: 24 },
    ],
    releases: { asked: 31, granted: 10, grantedWithCover: 2, refused: 7, unanswered: 12, medianDaysToAnswer: 4 },
    setAside: [
      { reason: 'EXCLUDED_LEAVE', seats: null, opens: false },
      { reason: 'EXCLUDED_NOT_RECORDED', seats: 6, opens: true },
    ],
    burden: typed('BurdenView', {
      medianNoticeDays: 28,
      shareOutsideOfficeHours: 0.18,
      medianTravelMinutes: 25,
      medianTravelKm: 12.4,
      travelKnownShare: 0.9,
    }),
    othersBurden: typed('BurdenView', {
      medianNoticeDays: 27,
      shareOutsideOfficeHours: 0.2,
      medianTravelMinutes: null,
      medianTravelKm: 0.4,
      travelKnownShare: 1,
    }),
    impact: {
      discussedWithoutSeat: people(25),
      deferredSeatAbsent: people(null),
      discussedAgain: people(0),
      medianWaitDays: null,
      ages: [{ band: 'FROM80', affected: people(15), all: people(60) }],
      disclosureNote: 'Counts of 1 to 7 people are hidden and all others are rounded to the nearest 5.',
    },
    months: [
      {
        month: '2026-05',
        elsewhereAtRisk: 20,
        elsewhereTookPart: 18,
        elsewhereExpected: 17,
        ownAtRisk: 20,
        ownTookPart: 18,
      },
      {
        month: '2026-07',
        elsewhereAtRisk: 20,
        elsewhereTookPart: 8,
        elsewhereExpected: 17,
        ownAtRisk: null,
        ownTookPart: null,
      },
    ],
    power: { rows: 96, usual: 0.85, fallTo: 0.6, probability: 0.9, clumping: 0 },
    multiplicity: { providersTested: 15, expectedFalseShare: 0.08 },
    clears: { below: 0.35, months: 2 },
    staffStatementsFrom: 5,
    regimeName: 'Integrated care licence condition',
    caveat: 'A reason to ask, not a finding.',
    ...change,
  };
}

/** The rows behind one number of it. */
export function rowsExample(change: Partial<Rows> = {}): Rows & { readonly __typename: 'SignalRows' } {
  return {
    __typename: 'SignalRows',
    signalId: 's1',
    providerName: 'Northgate Acute',
    number: 'elsewhere.lost',
    count: 2,
    total: 2,
    isNamed: false,
    mdts: [{ value: 'm1', label: '=Frailty MDT' }],
    roles: [{ value: 'geriatrician', label: 'Geriatrician' }],
    months: ['2026-07'],
    rows: [
      {
        id: 'a_b',
        date: '2026-07-14',
        mdtName: '=Frailty, MDT',
        hostName: 'Riverside Community',
        roleName: 'Geriatrician',
        isOwnSite: false,
        isCore: true,
        countsAs: 'lost',
        outcome: 'lateCancel',
        reason: 'PROVIDER',
        release: 'refused',
        dispute: null,
        staffName: null,
      },
    ],
    endCursor: null,
    ...change,
  };
}
