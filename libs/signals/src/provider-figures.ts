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

/** The judgement done again without any one person, or any one MDT: the lowest share of the excess loss that remains. */
export interface LeaveOneOut {
  /** Whether the pattern stands whoever, or whichever MDT, is left out. Null where there is only one. */
  readonly holds: boolean | null;
  /** Excess lost seats that remain in the worst case, and of how many. */
  readonly leastExcess: number | null;
  readonly excess: number;
}

/** How loss shows, in rows of the scope since the onset. */
export interface ShowsHow {
  readonly releaseRefused: number;
  readonly releaseUnanswered: number;
  readonly lateCancels: number;
  readonly shortStays: number;
  readonly codedNotReleased: number;
  readonly workload: number;
  readonly absentNoNotice: number;
  readonly otherApologies: number;
  /** Private statements of staff that they were not released, where there are enough to be told; null otherwise. */
  readonly staffStatements: number | null;
}

/** Release requests for seats in the scope since the onset. */
export interface ReleaseFigures {
  readonly asked: number;
  readonly granted: number;
  readonly grantedWithCover: number;
  readonly refused: number;
  readonly unanswered: number;
  readonly medianDaysToAnswer: number | null;
}

/** What meetings ask of a provider, and of all others: an innocent cause to weigh. */
export interface Burden {
  readonly medianNoticeDays: number | null;
  readonly shareOutsideOfficeHours: number | null;
  readonly medianTravelMinutes: number | null;
}

/** What it meant for people cared for. Counts, never a person. */
export interface PatientImpact {
  /** People discussed while a seat that was relevant to them was lost by this provider. */
  readonly discussedWithoutSeat: number;
  readonly deferredSeatAbsent: number;
  /** Discussed again at a later meeting because of it. */
  readonly discussedAgain: number;
  /** Days from first listing to the discussion that came of it; null where none was deferred. */
  readonly medianWaitDays: number | null;
}

/** What stands beside a score: every number of the page "Why flagged". Write-once with the run. */
export interface ProviderFigures {
  readonly crossRows: number;
  readonly scope: SignalScope;
  /** First day of the fortnight in which the loss most likely began. */
  readonly since: string;
  readonly elsewhere: Observed;
  readonly ownSites: Observed;
  readonly breadth: Breadth;
  readonly withoutOnePerson: LeaveOneOut;
  readonly withoutOneMdt: LeaveOneOut;
  readonly shows: ShowsHow;
  /** Lost seats by who could have changed it; 'none' where no reason was given. */
  readonly reasons: Readonly<Record<ReasonLocus | 'none', number>>;
  readonly releases: ReleaseFigures;
  /** Seats in the scope since the onset that were set aside, by why. */
  readonly setAside: Readonly<Record<string, number>>;
  readonly burden: { readonly provider: Burden; readonly others: Burden };
  readonly impact: PatientImpact;
  /** Meetings a year at this rate, and how likely a fall to a share would be seen with them. */
  readonly power: { readonly rows: number; readonly fallTo: number; readonly probability: number } | null;
}

/** What has to be put right before anything is judged. */
export interface DataQualityFinding {
  readonly kind: 'registersNotRecorded' | 'reasonsMissing' | 'minutesMissing' | 'oneRecorder';
  readonly providerId: string;
  /** So many of so many. */
  readonly count: number;
  readonly of: number;
}
