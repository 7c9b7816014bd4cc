import type { ReasonLocus } from '@quorate/libs/attendance';

/** Observed against expected: of `atRisk` seats, so many were taken part in; so many would ordinarily have been. */
export interface Observed {
  readonly atRisk: number;
  readonly tookPart: number;
  /** Of seats taken part in, given meetings, notice, travel and leave; null where nothing is at risk. */
  readonly expected: number | null;
  /** The usual range: 95 in 100 ordinary providers would lie in it. */
  readonly expectedLow: number | null;
  readonly expectedHigh: number | null;
}

/** Where and since when participation was lost. */
export interface SignalScope {
  readonly kind: 'all' | 'role' | 'host';
  /** Role code or host's organisation id; null for all. */
  readonly code: string | null;
}

/** Of how many there are, how many show the loss. */
export interface Breadth {
  readonly people: number;
  readonly peopleWithLoss: number;
  readonly mdts: number;
  readonly mdtsWithLoss: number;
  readonly months: number;
  readonly monthsWithLoss: number;
}

/** The judgement done again without any one person, or any one MDT: the least excess loss that remains. */
export interface LeaveOneOut {
  /** Whether enough of the excess remains whoever, or whichever MDT, is left out. Null where there is only one. */
  readonly holds: boolean | null;
  /** Excess lost seats that remain in the worst case, and of how many. */
  readonly leastExcess: number | null;
  readonly excess: number;
}

/**
 * How loss shows, in rows of the scope since the onset. Each lost seat is in exactly one of `shortStays`,
 * `codedNotReleased`, `lateCancels`, `workload`, `absentNoNotice` and `otherApologies`, the first that fits; the two of
 * release requests are counted besides.
 */
export interface ShowsHow {
  readonly releaseRefused: number;
  readonly releaseUnanswered: number;
  readonly lateCancels: number;
  readonly shortStays: number;
  readonly codedNotReleased: number;
  readonly workload: number;
  readonly absentNoNotice: number;
  readonly otherApologies: number;
  /** Staff who stated privately that they were not released, where there are enough to be told; null otherwise. */
  readonly staffStatements: number | null;
}

/** Release requests for seats at risk in the scope since the onset. */
export interface ReleaseFigures {
  readonly asked: number;
  readonly granted: number;
  readonly grantedWithCover: number;
  readonly refused: number;
  /** Not answered by the day up to which the run looked. */
  readonly unanswered: number;
  readonly medianDaysToAnswer: number | null;
}

/** What meetings ask of a provider, and of all others: an innocent cause to weigh. */
export interface Burden {
  readonly medianNoticeDays: number | null;
  readonly shareOutsideOfficeHours: number | null;
  readonly medianTravelMinutes: number | null;
  /** Of the meetings that were not remote, as far as known. Months judged before it was kept have neither. */
  readonly medianTravelKm?: number | null;
  /**
   * Share of those for which it is known, down to the next tenth: an exact one would tell how many seats there are,
   * whatever they count as, and so how many were set aside for leave.
   */
  readonly travelKnownShare?: number | null;
}

/** What it meant for people cared for. Counts, never a person; true counts, which no page shows as they are. */
export interface PatientImpact {
  /** People discussed while a seat that was relevant to them was lost by this provider. */
  readonly discussedWithoutSeat: number;
  readonly deferredSeatAbsent: number;
  /** Discussed again at a later meeting because of it. */
  readonly discussedAgain: number;
  /** Days from first listing to the discussion that came of it; null where none was deferred and discussed since. */
  readonly medianWaitDays: number | null;
  /** People affected, and all people on the lists of meetings with a seat in the scope; every band, youngest first. */
  readonly ages: readonly { readonly band: AgeBand; readonly affected: number; readonly all: number }[];
}

export const AGE_BANDS = ['under18', 'from18', 'from65', 'from80'] as const;
/** Age on the day of the meeting: under 18, 18 to 64, 65 to 79, 80 and over. */
export type AgeBand = (typeof AGE_BANDS)[number];

/** One month of the monthly chart: seats at risk and taken part in, at other organisations' meetings and at its own. */
export interface ParticipationMonth {
  /** First day. */
  readonly month: string;
  readonly elsewhere: { readonly atRisk: number; readonly tookPart: number; readonly expected: number | null };
  readonly ownSites: { readonly atRisk: number; readonly tookPart: number };
}

/** How likely a fall lies below the usual range with as many seats as the provider has in a year; a flag needs more. */
export interface Power {
  readonly rows: number;
  /** Share taken part in to which participation is imagined to fall. */
  readonly fallTo: number;
  readonly probability: number;
  /** Share that is usual for these seats. */
  readonly usual: number;
  /** How alike two seats of one provider are beyond what the case mix explains: 0 none, 1 wholly. */
  readonly clumping: number;
}

/** What stands beside a score: every number of the page "Why flagged". Write-once with the run. */
export interface ProviderFigures {
  readonly crossRows: number;
  readonly scope: SignalScope;
  /** First day of the fortnight in which the loss most likely began. */
  readonly since: string;
  /** The day up to which meetings count, itself not counted. */
  readonly asOf: string;
  readonly elsewhere: Observed;
  readonly ownSites: Observed;
  readonly breadth: Breadth;
  readonly withoutOnePerson: LeaveOneOut;
  readonly withoutOneMdt: LeaveOneOut;
  readonly shows: ShowsHow;
  /** Lost seats by who could have changed it; 'none' where no reason was given. */
  readonly reasons: Readonly<Record<ReasonLocus | 'none', number>>;
  readonly releases: ReleaseFigures;
  /** Seats in the scope since the onset that were set aside, by why; only what there is. */
  readonly setAside: Readonly<Partial<Record<SetAsideReason, number>>>;
  readonly burden: { readonly provider: Burden; readonly others: Burden };
  readonly impact: PatientImpact;
  /** Oldest first, the two years up to `asOf`; months without a seat at risk are not in it. */
  readonly months: readonly ParticipationMonth[];
  /** Null where nothing was at risk in the last year. */
  readonly power: Power | null;
}

/** Why a seat counts neither for nor against: what the count says, a recorded strike day, or a loss in the middle of leave. */
export type SetAsideReason =
  | 'excludedLeave'
  | 'insideLeave'
  | 'strikeDay'
  | 'excludedNotInvited'
  | 'excludedShortNotice'
  | 'excludedCancelled'
  | 'excludedNotRecorded'
  | 'excludedNotRequired'
  | 'excludedWrittenInput'
  | 'excludedStructural';

/** What has to be put right before anything is judged. */
export interface DataQualityFinding {
  readonly kind: 'registersNotRecorded' | 'reasonsMissing' | 'minutesMissing' | 'oneRecorder';
  readonly providerId: string;
  /** So many of so many. */
  readonly count: number;
  readonly of: number;
}
