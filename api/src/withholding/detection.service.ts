import { Inject, Injectable } from '@nestjs/common';
import { CaseBook, EvidenceBook, type EvidenceRow, REGIME_2015, type SignalThresholds } from '@quorate/libs/signals';
import { addDays } from '@quorate/libs/time';
import { type Evaluation, FIRST_EVALUATION, WEIGHTS } from '@quorate/libs/withholding';
import { Clock } from '../platform/clock.js';
import type { Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { Reads } from '../platform/reads.js';
import { jobSession } from '../platform/tenant-session.js';
import { detectInWorker, type OnProgress } from './detect-in-worker.js';
import { economyOf, type NamedEconomy } from './economy-of.js';
import { evidenceAt, evidenceCut } from './evidence.reads.js';
import { ListedCasesReads } from './figures/listed-cases.reads.js';
import { monthsBack, monthsBetween, nextMonth } from './months.js';
import { regimeOn, type StoredRegime } from './regimes.js';
import { hashOfRows, levelsOfMonth, type MonthFound, type MonthLevels, runOfMonth } from './run-of-month.js';
import { type StatedDay, statedDays, statementsBefore } from './voice/statement-counts.js';

/** The detector as it is now. Another one never rewrites what this one found. */
export const MODEL_VERSION = '2026.11.3';

/** Months of evidence that a run looks at, its own included: the length of history that the detector was tried on. */
export const WINDOW_MONTHS = 24;

export type RunCause = 'monthly' | 'byHand' | 'correction' | 'history';

/** A run that has been worked out and is not stored yet. */
export interface RunDraft extends MonthFound {
  /** First day. */
  readonly month: string;
  /** Null where the tenant has no rules stored; they are judged by the shipped ones. */
  readonly regime: StoredRegime | null;
  readonly cut: string;
  readonly rowsRead: number;
  readonly rowsHash: Buffer;
  readonly startedAt: Date;
}

/** What a month would have said under other thresholds. Nothing of it is stored. */
export interface DryMonth extends MonthLevels {
  readonly month: string;
}

export interface Watching {
  readonly onProgress?: OnProgress;
  /** Aborting it ends the work at once. */
  readonly signal?: AbortSignal;
}

interface Snapshot {
  readonly cut: string;
  readonly rows: readonly EvidenceRow[];
  readonly regime: StoredRegime | null;
  readonly stated: readonly StatedDay[];
}

/** Works out what a month's attendance says of each provider, and stores it once. */
@Injectable()
export class DetectionService {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(ListedCasesReads) private readonly cases: ListedCasesReads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Works out one month from the evidence up to a cut, by default the newest. The same cut, month and rules give the same
   * rows, hash and scores for ever; how many people were affected, and what staff stated, is as it is known now.
   */
  async workOut(
    tenantId: string,
    month: string,
    { cut, ...watching }: Watching & { readonly cut?: string } = {},
  ): Promise<RunDraft> {
    const startedAt = this.clock.now();
    const asOf = nextMonth(month);
    const snapshot = await this.snapshot(tenantId, month, month, cut ?? null);
    const named = economyOf(snapshot.rows, asOf);
    const evaluations = await detect(named, watching);
    const { thresholds } = snapshot.regime?.regime ?? REGIME_2015;
    const found = await runOfMonth({
      asOf,
      rows: snapshot.rows,
      book: new EvidenceBook(snapshot.rows),
      cases: await this.casesOf(tenantId, month, month),
      named,
      evaluations,
      thresholds,
      statementsOf: statementsBefore(snapshot.stated, asOf, thresholds.staffStatementsFrom),
    });
    return {
      ...found,
      month,
      regime: snapshot.regime,
      cut: snapshot.cut,
      rowsRead: snapshot.rows.length,
      rowsHash: await hashOfRows(snapshot.rows),
      startedAt,
    };
  }

  /** What thresholds would have said of each month, oldest first, from the evidence there is now. Stores nothing. */
  async dryRun(
    tenantId: string,
    { first, last }: { readonly first: string; readonly last: string },
    thresholds: SignalThresholds,
    watching: Watching = {},
  ): Promise<DryMonth[]> {
    const { rows, stated } = await this.snapshot(tenantId, first, last, null);
    const named = economyOf(rows, nextMonth(last));
    const evaluations = await detect(named, watching);
    const book = new EvidenceBook(rows);
    const cases = await this.casesOf(tenantId, first, last);
    const months: DryMonth[] = [];
    for (const month of monthsBetween(first, last)) {
      const asOf = nextMonth(month);
      const statementsOf = statementsBefore(stated, asOf, thresholds.staffStatementsFrom);
      const ask = { asOf, rows, book, cases, named, evaluations, thresholds, statementsOf };
      months.push({ month, ...(await levelsOfMonth(ask)) });
      watching.signal?.throwIfAborted();
    }
    return months;
  }

  /** Stores a run with its months of providers, as the next version of its month. Returns its id. */
  async store(tx: Transaction, draft: RunDraft, about: RunAbout): Promise<{ runId: string; version: number }> {
    if (!draft.regime) throw new Error('A run is stored under rules that are stored.');
    const runId = newId();
    const [stored] = await tx.query<{ version: number }>(INSERT_RUN, [
      tx.tenantId,
      runId,
      draft.month,
      about.cause,
      MODEL_VERSION,
      draft.regime.regimeId,
      JSON.stringify({ windowMonths: WINDOW_MONTHS, weights: WEIGHTS, thresholds: draft.regime.regime.thresholds }),
      draft.cut,
      draft.rowsRead,
      draft.rowsHash,
      draft.providersTested,
      draft.expectedFalseShare,
      JSON.stringify(draft.dataQuality),
      about.requestedBy,
      draft.startedAt,
      tx.now,
    ]);
    if (!stored) throw new Error('The run was not stored.');
    await tx.query(INSERT_PROVIDERS, [tx.tenantId, runId, draft.month, JSON.stringify(draft.providers)]);
    tx.audit({
      entity: 'DetectionRun',
      entityId: runId,
      detail: { month: draft.month, version: stored.version, cause: about.cause, cut: draft.cut },
    });
    return { runId, version: stored.version };
  }

  /** Rules, cut, rows and what staff stated in private, over one instant. */
  private snapshot(tenantId: string, first: string, last: string, cut: string | null): Promise<Snapshot> {
    return this.reads.inSnapshot(jobSession(tenantId), async (query) => {
      const at = cut ?? (await evidenceCut(query, tenantId));
      return {
        cut: at,
        regime: await regimeOn(query, tenantId, addDays(nextMonth(last), -1)),
        rows: await evidenceAt(query, tenantId, { cut: at, from: windowFrom(first), until: nextMonth(last) }),
        stated: await statedDays(query, tenantId, windowFrom(first), nextMonth(last)),
      };
    });
  }

  private async casesOf(tenantId: string, first: string, last: string): Promise<CaseBook> {
    return new CaseBook(await this.cases.casesBetween(tenantId, windowFrom(first), nextMonth(last)));
  }
}

export interface RunAbout {
  readonly cause: RunCause;
  /** Account; null where nobody asked for it. */
  readonly requestedBy: string | null;
}

/** A history too short to learn from needs no thread of its own to find nothing. */
async function detect(named: NamedEconomy | null, watching: Watching): Promise<readonly Evaluation[]> {
  if (!named || named.economy.evaluationDates.length <= FIRST_EVALUATION) return [];
  return detectInWorker(named.economy, watching);
}

function windowFrom(month: string): string {
  return monthsBack(month, WINDOW_MONTHS - 1);
}

const INSERT_RUN = `
  insert into detection_run (tenant_id, run_id, month, version, cause, model_version, regime_id, parameters, data_cut, rows_read, rows_hash, providers_tested, expected_false_share, data_quality, requested_by, started_at, finished_at)
  select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 from detection_run where tenant_id = $1 and month = $3
  returning version`;

const INSERT_PROVIDERS = `
  insert into provider_month (tenant_id, run_id, provider_organisation_id, month, score, is_flagged, standing, level, figures, reasons)
  select $1, $2, "providerId", $3, score, "isFlagged", standing, level, figures, reasons
  from json_to_recordset($4) as p("providerId" uuid, score double precision, "isFlagged" boolean, standing text, level text, figures jsonb, reasons jsonb)`;
