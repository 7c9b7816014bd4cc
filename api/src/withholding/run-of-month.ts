import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { canonicalJson } from '@quorate/libs/identifiers';
import {
  type CaseBook,
  type DataQualityFinding,
  dataQualityOf,
  type EvidenceBook,
  type EvidenceRow,
  figuresOf,
  type JudgedFigures,
  type Judgement,
  judge,
  type ProviderFigures,
  type Scored,
  type SignalScope,
  type SignalThresholds,
} from '@quorate/libs/signals';
import { addDays } from '@quorate/libs/time';
import { type Evaluation, FLAG_RULE, scoreMonths, WEIGHTS } from '@quorate/libs/withholding';
import type { NamedEconomy } from './economy-of.js';
import type { StatementsOf } from './voice/statement-counts.js';

export interface MonthAsk {
  /** The first day after the month. */
  readonly asOf: string;
  readonly rows: readonly EvidenceRow[];
  readonly book: EvidenceBook;
  readonly cases: CaseBook;
  /** Null where there is nothing to score. */
  readonly named: NamedEconomy | null;
  /** As the detector found them, oldest first. Those of later months are not looked at. */
  readonly evaluations: readonly Evaluation[];
  readonly thresholds: SignalThresholds;
  readonly statementsOf: StatementsOf;
}

/** How one provider stands at the end of the month. */
export interface LevelOfMonth extends Judgement {
  readonly providerId: string;
  /** Null unless it was judged. */
  readonly score: number | null;
}

/** The same with its figures: a row of provider_month. */
export interface ProviderOfMonth extends LevelOfMonth {
  readonly figures: ProviderFigures;
}

export interface MonthLevels<Provider extends LevelOfMonth = LevelOfMonth> {
  /** In the order of their ids. */
  readonly providers: readonly Provider[];
  readonly providersTested: number;
  /** Mean of (1 - score) over the open flags; null while none is open. */
  readonly expectedFalseShare: number | null;
}

export interface MonthFound extends MonthLevels<ProviderOfMonth> {
  readonly dataQuality: readonly DataQualityFinding[];
}

const FORTNIGHT_DAYS = 14;
/** Where the detector points at no onset, figures are of so many days. */
const HALF_A_YEAR_DAYS = 182;

/**
 * What one month says of every provider that has seats at other organisations' meetings: score, figures, level.
 *   how    a flag follows the regime's thresholds through all months up to this one, from the scores of this run alone, so
 *          that the same rows and rules give the same result whatever other runs there were. Where more of the open flags
 *          are expected to be false than the regime bears, only those that have passed the strict bar count
 */
export async function runOfMonth(ask: MonthAsk): Promise<MonthFound> {
  const scored = scoredProviders(ask);
  const found: Found<ProviderFigures>[] = [];
  for (const providerId of providersOf(ask)) {
    const own = scored.get(providerId) ?? null;
    found.push(foundOf(ask, providerId, own, figuresAt(ask, providerId, own)));
    // Figures of one provider are tens of milliseconds' work: others have a turn between two.
    await turn();
  }
  const figures = new Map(found.map((one) => [one.providerId, one.figures]));
  const providers = judgeAll(found, ask.thresholds).flatMap((provider): ProviderOfMonth[] => {
    const own = figures.get(provider.providerId);
    return own ? [{ ...provider, figures: own }] : [];
  });
  return { ...toldOf(providers), dataQuality: found.flatMap(({ findings }) => findings) };
}

/** The same without the figures that nothing is decided by: a level for each provider, and no more. */
export async function levelsOfMonth(ask: MonthAsk): Promise<MonthLevels> {
  const scored = scoredProviders(ask);
  const found: Found<JudgedFigures>[] = [];
  for (const providerId of providersOf(ask)) {
    const own = scored.get(providerId) ?? null;
    const isOpen = own !== null && own.scored.monthsOpen > 0;
    found.push(
      foundOf(ask, providerId, own, isOpen ? figuresAt(ask, providerId, own) : noFigures(ask, providerId, own)),
    );
    if (isOpen) await turn();
  }
  return toldOf(judgeAll(found, ask.thresholds));
}

/** SHA-256 over the rows as canonical JSON, one a line, in the order of their meetings and seats. */
export async function hashOfRows(rows: readonly EvidenceRow[]): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const [i, row] of rows.entries()) {
    hash.update(`${canonicalJson(row)}\n`);
    if (i % ROWS_A_TURN === 0) await turn();
  }
  return hash.digest();
}

/** Rows that are hashed before others have a turn. */
const ROWS_A_TURN = 1_000;

const EVERYWHERE: SignalScope = { kind: 'all', code: null };

interface Found<Figures extends JudgedFigures> {
  readonly providerId: string;
  readonly scored: Scored | null;
  readonly figures: Figures;
  readonly findings: readonly DataQualityFinding[];
}

interface ScoredProvider {
  readonly scored: Scored;
  readonly crossRows: number;
  readonly about: { readonly scope: SignalScope; readonly since: string };
}

function foundOf<Figures extends JudgedFigures>(
  { rows, asOf, thresholds }: MonthAsk,
  providerId: string,
  own: ScoredProvider | null,
  figures: Figures,
): Found<Figures> {
  return {
    providerId,
    scored: own?.scored ?? null,
    figures,
    findings: dataQualityOf(rows, providerId, asOf, thresholds),
  };
}

function figuresAt(ask: MonthAsk, providerId: string, own: ScoredProvider | null): ProviderFigures {
  const about = own?.about ?? { scope: EVERYWHERE, since: addDays(ask.asOf, -HALF_A_YEAR_DAYS) };
  return figuresOf(ask.book, {
    providerId,
    ...about,
    asOf: ask.asOf,
    leaveOneOutShare: ask.thresholds.leaveOneOutShare,
    staffStatements: statedAt(ask, providerId, own),
    cases: ask.cases,
  });
}

/** Of the last half year, and of all the time since the onset where that is longer: what staff say waits for no score. */
function statedAt(ask: MonthAsk, providerId: string, own: ScoredProvider | null): number | null {
  const halfAYearAgo = addDays(ask.asOf, -HALF_A_YEAR_DAYS);
  const since = own?.about.since ?? halfAYearAgo;
  return ask.statementsOf(providerId, since < halfAYearAgo ? since : halfAYearAgo);
}

function noFigures(ask: MonthAsk, providerId: string, own: ScoredProvider | null): JudgedFigures {
  const nothing = { holds: null, leastExcess: null, excess: 0 };
  const impact = { discussedWithoutSeat: 0, deferredSeatAbsent: 0, discussedAgain: 0, medianWaitDays: null, ages: [] };
  const shows = { staffStatements: statedAt(ask, providerId, own) };
  return { crossRows: own?.crossRows ?? 0, withoutOnePerson: nothing, withoutOneMdt: nothing, impact, shows };
}

function judgeAll(found: readonly Found<JudgedFigures>[], thresholds: SignalThresholds): LevelOfMonth[] {
  const judged = (strictAt: number | null) =>
    found.map(({ providerId, scored, figures, findings }): LevelOfMonth => {
      const judgement = judge({ scored, figures, findings, thresholds, strictAt });
      const score = judgement.standing === 'judged' ? (scored?.score ?? null) : null;
      return { providerId, score, ...judgement };
    });
  const ordinary = judged(null);
  const share = falseShareOf(ordinary);
  return share !== null && share > thresholds.falseShareLimit ? judged(share) : ordinary;
}

function toldOf<Provider extends LevelOfMonth>(providers: readonly Provider[]): MonthLevels<Provider> {
  return {
    providers,
    providersTested: providers.filter(({ standing }) => standing === 'judged').length,
    expectedFalseShare: falseShareOf(providers),
  };
}

function scoredProviders({ named, evaluations, asOf, thresholds }: MonthAsk): Map<string, ScoredProvider> {
  const found = new Map<string, ScoredProvider>();
  if (!named) return found;
  const { economy } = named;
  const last = economy.evaluationDates.indexOf(asOf);
  const known = evaluations.filter(({ evaluation }) => evaluation <= last);
  const months = scoreMonths(known, WEIGHTS, flagRuleOf(thresholds));
  const byProvider = Map.groupBy(months, ({ evaluation }) => evaluation.provider);
  for (const [provider, own] of byProvider) {
    const now = own.find(({ evaluation }) => evaluation.evaluation === last);
    const providerId = economy.providers[provider]?.providerId;
    if (!now || providerId === undefined) continue;
    const sinceFlag = now.isFlagged ? own.filter(({ evaluation }) => evaluation.evaluation >= now.flaggedAt) : [];
    found.set(providerId, {
      scored: {
        score: now.score,
        monthsOpen: now.isFlagged ? last - now.flaggedAt + 1 : 0,
        peak: Math.max(0, ...sinceFlag.map(({ score }) => score)),
      },
      crossRows: now.evaluation.crossRows,
      about: { scope: scopeOf(named, now.evaluation), since: sinceOf(economy.start, now.evaluation.onset, asOf) },
    });
  }
  return found;
}

/** A team is not told apart here: the product does not know where somebody is based. */
function scopeOf({ economy, roleCodes }: NamedEconomy, { scope }: Evaluation): SignalScope {
  if (scope.kind === 'role') return { kind: 'role', code: roleCodes[scope.value] ?? null };
  if (scope.kind === 'host') return { kind: 'host', code: economy.providers[scope.value]?.providerId ?? null };
  return EVERYWHERE;
}

function sinceOf(start: string, onset: number, asOf: string): string {
  const since = addDays(start, onset * FORTNIGHT_DAYS);
  return since < asOf ? since : addDays(asOf, -1);
}

function flagRuleOf(thresholds: SignalThresholds): typeof FLAG_RULE {
  return {
    ...FLAG_RULE,
    opens: thresholds.opens,
    closes: thresholds.closes,
    monthsToClose: thresholds.monthsToClose,
    least: {
      rows: thresholds.leastLostRows,
      months: thresholds.leastLostMonths,
      persons: thresholds.leastLostPeople,
    },
  };
}

function providersOf({ rows, asOf }: MonthAsk): string[] {
  const elsewhere = rows.filter((row) => row.providerId !== row.hostId && row.meetingDate < asOf);
  return [...new Set(elsewhere.map((row) => row.providerId))].sort();
}

function falseShareOf(providers: readonly LevelOfMonth[]): number | null {
  const open = providers.filter(({ isFlagged }) => isFlagged);
  if (open.length === 0) return null;
  return open.reduce((sum, { score }) => sum + 1 - (score ?? 0), 0) / open.length;
}
