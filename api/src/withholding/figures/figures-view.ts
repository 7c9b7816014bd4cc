import { REASON_LOCI } from '@quorate/libs/attendance';
import { DISCLOSURE_NOTES, type SuppressedCount, suppressCount, suppressRow } from '@quorate/libs/disclosure';
import type {
  Burden,
  LeaveOneOut,
  Observed,
  ParticipationMonth,
  PatientImpact,
  ProviderFigures,
  RegulatoryRegime,
  SetAsideReason,
} from '@quorate/libs/signals';
import { SET_ASIDE_REASONS } from '@quorate/libs/signals';
import type {
  BurdenView,
  ImpactView,
  LeaveOneOutView,
  ObservedView,
  ParticipationMonthView,
  PeopleCount,
  SetAsideCount,
  SignalFigures,
} from './figures.graphql.js';

/** A signal with the month that was judged for it, as the statement brings it. */
export interface StoredFigures {
  readonly signal_id: string;
  readonly provider_id: string;
  readonly provider_name: string;
  readonly month: string;
  readonly version: number;
  readonly model_version: string;
  readonly data_cut: string;
  readonly providers_tested: number;
  readonly expected_false_share: number | null;
  readonly figures: ProviderFigures;
  readonly regime: RegulatoryRegime;
  readonly scope_name: string | null;
}

/** Leave and what is like it is somebody's own affair: fewer than five are not told, and nobody's are opened. */
const PERSONAL: ReadonlySet<SetAsideReason> = new Set([
  'excludedLeave',
  'insideLeave',
  'strikeDay',
  'excludedStructural',
] as const);

/** Whether a set-aside seat is somebody's own affair, such as leave. */
export function isPersonal(reason: SetAsideReason): boolean {
  return PERSONAL.has(reason);
}

/**
 * Stored figures as a viewer may see them: counts of people cared for under the rule for people, and leave of so few as
 * would tell of one person to nobody but the provider itself.
 */
export function figuresView(stored: StoredFigures, isOwnProvider: boolean): SignalFigures {
  const { figures, regime } = stored;
  return {
    signalId: stored.signal_id,
    providerId: stored.provider_id,
    providerName: stored.provider_name,
    month: stored.month,
    version: stored.version,
    modelVersion: stored.model_version,
    since: figures.since,
    asOf: figures.asOf,
    scope: { kind: figures.scope.kind, name: stored.scope_name },
    crossRows: figures.crossRows,
    elsewhere: observedView(figures.elsewhere),
    ownSites: observedView(figures.ownSites),
    breadth: figures.breadth,
    withoutOnePerson: leaveOneOutView(figures.withoutOnePerson),
    withoutOneMdt: leaveOneOutView(figures.withoutOneMdt),
    shows: figures.shows,
    reasons: [...REASON_LOCI, 'none' as const].map((reason) => ({ reason, seats: figures.reasons[reason] })),
    releases: figures.releases,
    setAside: setAsideView(figures.setAside, isOwnProvider),
    burden: burdenView(figures.burden.provider),
    othersBurden: burdenView(figures.burden.others),
    impact: impactView(figures.impact),
    months: figures.months.map(monthView),
    power: figures.power,
    multiplicity: {
      providersTested: stored.providers_tested,
      expectedFalseShare: stored.expected_false_share,
    },
    clears: { below: regime.thresholds.closes, months: regime.thresholds.monthsToClose },
    staffStatementsFrom: regime.thresholds.staffStatementsFrom,
    regimeName: regime.name,
    caveat: regime.caveat,
  };
}

function observedView(observed: Observed): ObservedView {
  return { ...observed, lost: observed.atRisk - observed.tookPart };
}

function leaveOneOutView(found: LeaveOneOut): LeaveOneOutView {
  return { ...found };
}

function setAsideView(setAside: ProviderFigures['setAside'], isOwnProvider: boolean): SetAsideCount[] {
  return SET_ASIDE_REASONS.flatMap((reason) => {
    const seats = setAside[reason];
    if (seats === undefined) return [];
    const isHidden = PERSONAL.has(reason) && !isOwnProvider && suppressCount(seats, 'staffAttendance').kind !== 'shown';
    return [{ reason, seats: isHidden ? null : seats, opens: isOwnProvider || !PERSONAL.has(reason) }];
  });
}

function impactView(impact: PatientImpact): ImpactView {
  const affected = suppressRow(
    impact.ages.map((age) => age.affected),
    'people',
  ).cells;
  const all = suppressRow(
    impact.ages.map((age) => age.all),
    'people',
  ).cells;
  const deferred = suppressCount(impact.deferredSeatAbsent, 'people');
  return {
    discussedWithoutSeat: people(suppressCount(impact.discussedWithoutSeat, 'people')),
    deferredSeatAbsent: people(deferred),
    discussedAgain: people(suppressCount(impact.discussedAgain, 'people')),
    medianWaitDays: deferred.kind === 'shown' ? impact.medianWaitDays : null,
    ages: impact.ages.map(({ band }, i) => ({ band, affected: people(affected[i]), all: people(all[i]) })),
    disclosureNote: DISCLOSURE_NOTES.people,
  };
}

function people(count: SuppressedCount | undefined): PeopleCount {
  if (!count) throw new RangeError('Every band has a count.');
  return count.kind === 'shown'
    ? { value: count.value, label: String(count.value) }
    : { value: null, label: count.label };
}

/** A month is of the register of staff: nothing that rests on fewer than five. */
function monthView({ month, elsewhere, ownSites }: ParticipationMonth): ParticipationMonthView {
  const isElsewhere = suppressCount(elsewhere.atRisk, 'staffAttendance').kind === 'shown' && elsewhere.atRisk > 0;
  const isOwn = suppressCount(ownSites.atRisk, 'staffAttendance').kind === 'shown' && ownSites.atRisk > 0;
  return {
    month: month.slice(0, 7),
    elsewhereAtRisk: isElsewhere ? elsewhere.atRisk : null,
    elsewhereTookPart: isElsewhere ? elsewhere.tookPart : null,
    elsewhereExpected: isElsewhere ? elsewhere.expected : null,
    ownAtRisk: isOwn ? ownSites.atRisk : null,
    ownTookPart: isOwn ? ownSites.tookPart : null,
  };
}

/** Months judged before distances were kept know none. */
function burdenView(burden: Burden): BurdenView {
  return {
    ...burden,
    medianTravelKm: burden.medianTravelKm ?? null,
    travelKnownShare: burden.travelKnownShare ?? null,
  };
}
