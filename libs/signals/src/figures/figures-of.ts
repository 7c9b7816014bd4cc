import { addDays, dayNumber } from '@quorate/libs/time';
import type {
  Breadth,
  Burden,
  LeaveOneOut,
  Observed,
  ParticipationMonth,
  Power,
  ProviderFigures,
  ReleaseFigures,
} from '../provider-figures.js';
import { burdenTravel } from './burden-travel.js';
import type { CaseBook } from './case-book.js';
import type { BookRow, EvidenceBook } from './evidence-book.js';
import { fallProbability } from './fall-probability.js';
import { type FiguresAbout, figuredRows } from './figured-rows.js';
import { figuresFrom } from './figures-days.js';
import { impactOf } from './impact-of.js';
import { FIGURE_NUMBERS, type FiguredRow, type FigureNumber, isBehind } from './numbers.js';
import { medianOf, type UsualParticipation, usualParticipation } from './usual-participation.js';

export interface FiguresAsk extends FiguresAbout {
  /** Share of the excess that has to remain whoever, or whichever MDT, is left out. */
  readonly leaveOneOutShare: number;
  /** Staff who stated privately that they were not released; null where too few to be told. */
  readonly staffStatements: number | null;
  readonly cases: CaseBook;
}

const OFFICE_HOURS = { from: 9 * 60, to: 17 * 60 } as const;
const YEAR_DAYS = 365;
/** The fall that the power is worked out for unless somebody asks for another. */
const FALL_TO = 0.6;
const Z_95 = 1.959964;

/**
 * What stands beside one provider's score: everything that the page "Why flagged" says, worked out from the rows alone.
 *   shape   numbers of seats are counts of the rows that `isBehind` names; `expected` and its range are what
 *           `usualParticipation` learns from all other providers
 *   edges   a provider without seats in the scope has counts of 0 and null for whatever would be a share of them
 */
export function figuresOf(book: EvidenceBook, ask: FiguresAsk): ProviderFigures {
  const rows = figuredRows(book, ask);
  const usual = usualParticipation(book, ask.providerId, ask.since, ask.asOf);
  const count = counts(rows);
  const inScope = rows.filter((row) => row.isInScope && row.standing.kind !== 'setAside');
  const contrast = rows.filter((row) => row.isContrast && row.standing.kind !== 'setAside');
  const elsewhere = observed(inScope, usual);
  return {
    crossRows: count.crossRows,
    scope: ask.scope,
    since: ask.since,
    asOf: ask.asOf,
    elsewhere,
    ownSites: observed(contrast, usual),
    breadth: breadthOf(inScope),
    withoutOnePerson: leaveOneOut(inScope, usual, ({ row }) => row.practitionerId ?? row.seatId, ask.leaveOneOutShare),
    withoutOneMdt: leaveOneOut(inScope, usual, ({ row }) => row.mdtId, ask.leaveOneOutShare),
    shows: {
      releaseRefused: count['shows.releaseRefused'],
      releaseUnanswered: count['shows.releaseUnanswered'],
      lateCancels: count['shows.lateCancels'],
      shortStays: count['shows.shortStays'],
      codedNotReleased: count['shows.codedNotReleased'],
      workload: count['shows.workload'],
      absentNoNotice: count['shows.absentNoNotice'],
      otherApologies: count['shows.otherApologies'],
      staffStatements: ask.staffStatements,
    },
    reasons: {
      provider: count['reasons.provider'],
      host: count['reasons.host'],
      personal: count['reasons.personal'],
      patientCare: count['reasons.patientCare'],
      structural: count['reasons.structural'],
      unclassified: count['reasons.unclassified'],
      none: count['reasons.none'],
    },
    releases: releasesOf(inScope, count, ask.asOf),
    setAside: setAsideOf(rows),
    burden: burdenOf(book, ask),
    impact: impactOf(ask.cases, inScope, ask.asOf),
    months: monthsOf(book, ask, rows),
    power: powerOf(rows, usual, ask.asOf),
  };
}

function counts(rows: readonly FiguredRow[]): Record<FigureNumber, number> {
  return Object.fromEntries(
    FIGURE_NUMBERS.map((number) => [number, rows.filter((row) => isBehind(number, row)).length]),
  ) as Record<FigureNumber, number>;
}

function observed(rows: readonly FiguredRow[], usual: UsualParticipation): Observed {
  const atRisk = rows.length;
  const tookPart = rows.filter(({ standing }) => standing.kind === 'tookPart').length;
  if (atRisk === 0) return { atRisk, tookPart, expected: null, expectedLow: null, expectedHigh: null };
  let expected = 0;
  let variance = usual.betweenProviders * atRisk ** 2;
  const people = new Map<string, number>();
  for (const { row } of rows) {
    const share = usual.shareOf(row);
    expected += share;
    variance += share * (1 - share);
    const person = row.practitionerId ?? row.seatId;
    people.set(person, (people.get(person) ?? 0) + 1);
  }
  for (const seats of people.values()) variance += usual.betweenPeople * seats ** 2;
  const reach = Z_95 * Math.sqrt(variance);
  return {
    atRisk,
    tookPart,
    expected: tidy(expected),
    expectedLow: tidy(Math.max(0, expected - reach)),
    expectedHigh: tidy(Math.min(atRisk, expected + reach)),
  };
}

function breadthOf(rows: readonly FiguredRow[]): Breadth {
  const lost = rows.filter(({ standing }) => standing.kind === 'lost');
  const people = (of: readonly FiguredRow[]) => distinct(of, ({ row }) => row.practitionerId ?? row.seatId);
  const mdts = (of: readonly FiguredRow[]) => distinct(of, ({ row }) => row.mdtId);
  const months = (of: readonly FiguredRow[]) => distinct(of, ({ row }) => row.meetingDate.slice(0, 7));
  return {
    people: people(rows),
    peopleWithLoss: people(lost),
    mdts: mdts(rows),
    mdtsWithLoss: mdts(lost),
    months: months(rows),
    monthsWithLoss: months(lost),
  };
}

function distinct(rows: readonly FiguredRow[], of: (row: FiguredRow) => string): number {
  return new Set(rows.map(of)).size;
}

/** Excess is what others would have taken part in less what this provider did. */
function leaveOneOut(
  rows: readonly FiguredRow[],
  usual: UsualParticipation,
  partOf: (row: FiguredRow) => string,
  leastShare: number,
): LeaveOneOut {
  const parts = new Map<string, number>();
  let excess = 0;
  for (const figured of rows) {
    const missing = usual.shareOf(figured.row) - (figured.standing.kind === 'tookPart' ? 1 : 0);
    excess += missing;
    parts.set(partOf(figured), (parts.get(partOf(figured)) ?? 0) + missing);
  }
  if (parts.size < 2) return { holds: null, leastExcess: null, excess: tidy(excess) };
  const leastExcess = excess - Math.max(...parts.values());
  return {
    holds: excess > 0 && leastExcess >= leastShare * excess,
    leastExcess: tidy(leastExcess),
    excess: tidy(excess),
  };
}

function releasesOf(inScope: readonly FiguredRow[], count: Record<FigureNumber, number>, asOf: string): ReleaseFigures {
  const days = inScope.flatMap(({ row: { release } }) =>
    release?.decidedOn && release.decidedOn < asOf
      ? [dayNumber(release.decidedOn) - dayNumber(release.requestedOn)]
      : [],
  );
  return {
    asked: count['releases.asked'],
    granted: count['releases.granted'],
    grantedWithCover: count['releases.grantedWithCover'],
    refused: count['releases.refused'],
    unanswered: count['releases.unanswered'],
    medianDaysToAnswer: medianOf(days),
  };
}

function setAsideOf(rows: readonly FiguredRow[]): ProviderFigures['setAside'] {
  const found: Partial<Record<keyof ProviderFigures['setAside'], number>> = {};
  for (const { isInScope, standing } of rows) {
    if (isInScope && standing.kind === 'setAside') found[standing.why] = (found[standing.why] ?? 0) + 1;
  }
  return found;
}

/** Of all seats at other organisations' meetings in the year up to `asOf`, whatever they count as. */
function burdenOf(book: EvidenceBook, { providerId, asOf }: FiguresAbout): ProviderFigures['burden'] {
  const [from, to] = [dayNumber(addDays(asOf, -YEAR_DAYS)), dayNumber(asOf)];
  const year = book.rows.filter((row) => row.isElsewhere && row.day >= from && row.day < to);
  return {
    provider: burdenOn(year.filter((row) => row.providerId === providerId)),
    others: burdenOn(year.filter((row) => row.providerId !== providerId)),
  };
}

function burdenOn(rows: readonly BookRow[]): Burden {
  const outside = rows.filter(
    ({ startMinute, durationMinutes }) =>
      startMinute < OFFICE_HOURS.from || startMinute + durationMinutes > OFFICE_HOURS.to,
  );
  const travelled = rows.filter(({ mode }) => mode !== 'remote');
  return {
    medianNoticeDays: medianOf(rows.flatMap(({ noticeDays }) => noticeDays ?? [])),
    shareOutsideOfficeHours: rows.length === 0 ? null : tidy(outside.length / rows.length),
    medianTravelMinutes: medianOf(
      travelled.flatMap(({ travelMinutes }) => (travelMinutes === null ? [] : [travelMinutes])),
    ),
    ...burdenTravel(rows),
  };
}

/** All seats of the provider, whatever the scope: what a signal's scope is taken out of. */
function monthsOf(book: EvidenceBook, ask: FiguresAbout, rows: readonly FiguredRow[]): ParticipationMonth[] {
  const usual = usualParticipation(book, ask.providerId, figuresFrom(ask.asOf), ask.asOf);
  const months = new Map<string, { elsewhere: [number, number, number]; ownSites: [number, number] }>();
  for (const { row, standing } of rows) {
    if (standing.kind === 'setAside') continue;
    const key = `${row.meetingDate.slice(0, 7)}-01`;
    const month = months.get(key) ?? { elsewhere: [0, 0, 0], ownSites: [0, 0] };
    const of = row.isElsewhere ? month.elsewhere : month.ownSites;
    of[0] += 1;
    of[1] += standing.kind === 'tookPart' ? 1 : 0;
    if (row.isElsewhere) month.elsewhere[2] += usual.shareOf(row);
    months.set(key, month);
  }
  return [...months].map(([month, { elsewhere, ownSites }]) => ({
    month,
    elsewhere: {
      atRisk: elsewhere[0],
      tookPart: elsewhere[1],
      expected: elsewhere[0] === 0 ? null : tidy(elsewhere[2]),
    },
    ownSites: { atRisk: ownSites[0], tookPart: ownSites[1] },
  }));
}

/** Of seats at other organisations' meetings in the year up to `asOf`. */
function powerOf(rows: readonly FiguredRow[], usual: UsualParticipation, asOf: string): Power | null {
  const from = addDays(asOf, -YEAR_DAYS);
  const year = rows.filter(
    ({ row, standing }) => row.isElsewhere && standing.kind !== 'setAside' && row.meetingDate >= from,
  );
  if (year.length === 0) return null;
  const shares = year.map(({ row }) => usual.shareOf(row));
  const share = shares.reduce((sum, one) => sum + one, 0) / shares.length;
  const seats = new Map<string, number>();
  for (const { row } of year) {
    const person = row.practitionerId ?? row.seatId;
    seats.set(person, (seats.get(person) ?? 0) + 1);
  }
  const concentration = [...seats.values()].reduce((sum, n) => sum + n * n, 0) / year.length ** 2;
  const between = usual.betweenProviders + concentration * usual.betweenPeople;
  const clumping = tidy(Math.min(1, between / Math.max(0.01, share * (1 - share))));
  const ask = { rows: year.length, usual: tidy(share), fallTo: FALL_TO, clumping };
  return { ...ask, probability: tidy(fallProbability(ask)) };
}

/** Six decimals: more would only be the order of summing. */
function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
