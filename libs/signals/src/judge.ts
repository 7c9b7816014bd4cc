import type { MonthLevel } from './decide-signal.js';
import type { DataQualityFinding, PatientImpact, ProviderFigures } from './provider-figures.js';
import type { SignalThresholds } from './regime.js';

/** How a provider stands by the detector's own rule: its score, and the flag that is open at the end of the month. */
export interface Scored {
  /** 0 to 1. */
  readonly score: number;
  /** Months for which a flag has been open, this one included; 0 where none is. */
  readonly monthsOpen: number;
  /** The highest score since it opened; 0 where none is open. */
  readonly peak: number;
}

/** Why a level is what it is: a kind, and the numbers of its sentence. */
export type JudgementReason =
  | { readonly kind: 'notEnoughMeetings'; readonly rows: number; readonly least: number }
  | {
      readonly kind: 'dataFirst';
      readonly finding: DataQualityFinding['kind'];
      readonly count: number;
      readonly of: number;
    }
  | { readonly kind: 'score'; readonly score: number; readonly opens: number; readonly closes: number }
  | { readonly kind: 'open'; readonly months: number }
  | { readonly kind: 'tooManyFalse'; readonly share: number; readonly limit: number; readonly opens: number }
  | {
      readonly kind: 'restsOnOne';
      readonly what: 'person' | 'mdt';
      readonly least: number | null;
      readonly excess: number;
    }
  | { readonly kind: 'impact'; readonly affected: number; readonly least: number }
  | { readonly kind: 'noImpact'; readonly affected: number; readonly least: number }
  | { readonly kind: 'grave'; readonly score: number; readonly months: number }
  | { readonly kind: 'staffStatements'; readonly people: number }
  /** Lost seats that one hand wrote down are borne out by as many people's private statements. */
  | { readonly kind: 'secondAccount'; readonly people: number };

/** What of a provider's figures its level rests on. */
export interface JudgedFigures
  extends Pick<ProviderFigures, 'crossRows' | 'withoutOnePerson' | 'withoutOneMdt' | 'impact'> {
  readonly shows: Pick<ProviderFigures['shows'], 'staffStatements'>;
}

export interface JudgeAsk {
  /** Null where the detector had nothing to go by. */
  readonly scored: Scored | null;
  readonly figures: JudgedFigures;
  readonly findings: readonly DataQualityFinding[];
  readonly thresholds: SignalThresholds;
  /** Expected share of false ones among the flags, where it has passed the limit; null while the ordinary bar holds. */
  readonly strictAt: number | null;
}

export interface Judgement {
  readonly standing: 'judged' | 'notEnough' | 'dataFirst';
  readonly level: MonthLevel;
  readonly isFlagged: boolean;
  readonly reasons: readonly JudgementReason[];
}

/**
 * What a month says of a provider under the rules.
 *   edges   too few meetings, or data to be put right first, come before any score. A pattern that rests on one person or
 *           one MDT is an early notice at most. Without anybody affected it stays at watch. That all losses were written
 *           down by one hand holds back a flag, and nothing else
 *   bound   private statements of staff, told from the regime's least number of people on, are a second account beside
 *           one hand's, and bring an early notice to the provider alone: they raise no score and open no flag
 *   source  engagement-method 4.4 to 4.7; thresholds are the regime's
 */
export function judge(ask: JudgeAsk): Judgement {
  const { scored, figures, thresholds } = ask;
  if (!scored || figures.crossRows < thresholds.leastCrossRows) {
    const reason = { kind: 'notEnoughMeetings', rows: figures.crossRows, least: thresholds.leastCrossRows } as const;
    return { standing: 'notEnough', level: 'none', isFlagged: false, reasons: [reason] };
  }
  const isOpen = scored.monthsOpen > 0 && (ask.strictAt === null || scored.peak >= thresholds.strictOpens);
  const statements = figures.shows.staffStatements;
  const isOneHand = isOpen && ask.findings.some(({ kind }) => kind === 'oneRecorder');
  const first = ask.findings.filter(({ kind }) => kind !== 'oneRecorder' || (isOpen && statements === null));
  if (first.length > 0) {
    const reasons = first.map(({ kind, count, of }) => ({ kind: 'dataFirst', finding: kind, count, of }) as const);
    return { standing: 'dataFirst', level: 'none', isFlagged: false, reasons };
  }
  const reasons: JudgementReason[] = [
    { kind: 'score', score: scored.score, opens: thresholds.opens, closes: thresholds.closes },
  ];
  if (ask.strictAt !== null && scored.monthsOpen > 0 && !isOpen)
    reasons.push({
      kind: 'tooManyFalse',
      share: ask.strictAt,
      limit: thresholds.falseShareLimit,
      opens: thresholds.strictOpens,
    });
  const restsOn = isOpen ? restsOnOne(figures) : [];
  const isFlagged = isOpen && restsOn.length === 0;
  const isNoticed = scored.score >= thresholds.earlyNotice || restsOn.length > 0 || statements !== null;
  const notice = isNoticed ? 'earlyNotice' : 'none';
  const level = isFlagged ? flaggedLevel(scored, figures, thresholds, reasons) : notice;
  if (statements !== null) reasons.push({ kind: isOneHand ? 'secondAccount' : 'staffStatements', people: statements });
  return { standing: 'judged', level, isFlagged, reasons: [...reasons, ...restsOn] };
}

/** People whom a lost seat touched: discussed without it, or put off because of it. */
export function affectedBy({ discussedWithoutSeat, deferredSeatAbsent }: PatientImpact): number {
  return discussedWithoutSeat + deferredSeatAbsent;
}

function restsOnOne({ withoutOnePerson, withoutOneMdt }: JudgedFigures): JudgementReason[] {
  const parts = [
    ['person', withoutOnePerson],
    ['mdt', withoutOneMdt],
  ] as const;
  return parts
    .filter(([, part]) => part.holds !== true)
    .map(([what, { leastExcess, excess }]) => ({ kind: 'restsOnOne', what, least: leastExcess, excess }));
}

function flaggedLevel(
  { score, monthsOpen }: Scored,
  { impact }: JudgedFigures,
  thresholds: SignalThresholds,
  reasons: JudgementReason[],
): 'watch' | 'alert' | 'alarm' {
  reasons.push({ kind: 'open', months: monthsOpen });
  const affected = affectedBy(impact);
  const isFelt = affected >= thresholds.leastImpact;
  reasons.push({ kind: isFelt ? 'impact' : 'noImpact', affected, least: thresholds.leastImpact });
  if (!isFelt) return 'watch';
  if (score < thresholds.alarm || monthsOpen < thresholds.alarmMonths) return 'alert';
  reasons.push({ kind: 'grave', score: thresholds.alarm, months: thresholds.alarmMonths });
  return 'alarm';
}
