import { signalLifecycle } from '@quorate/libs/lifecycle';
import {
  decideOpen,
  decideOpening,
  type EndedSignal,
  isForProviderAlone,
  type MonthStanding,
  type ProviderFigures,
  type RegulatoryRegime,
  type SignalLevel,
  stageDueOn,
} from '@quorate/libs/signals';
import { addWorkingDays, ENGLAND_BANK_HOLIDAYS, londonStart, toLondon } from '@quorate/libs/time';
import type { Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { addLead, catchUp, foldIn, keepFromCommissioners } from './signal-lead.js';
import {
  addLeadStep,
  addStep,
  changeSignal,
  lockOpenSignals,
  type SignalChange,
  type SignalState,
  todayOf,
} from './signal-state.js';

interface Run {
  readonly runId: string;
  readonly month: string;
  readonly cause: string;
  readonly regimeId: string;
  readonly regime: RegulatoryRegime;
  /** Whether no later month has been judged. */
  readonly isNewest: boolean;
  /** When its judgement counts from: in the demo, for months before the first monthly run, when it would have been made. */
  readonly at: Date;
}

interface ProviderMonth extends MonthStanding {
  readonly runId: string;
  readonly providerId: string;
  readonly figures: Partial<ProviderFigures>;
}

interface Ended extends EndedSignal {
  readonly signalId: string;
  readonly providerId: string;
}

/**
 * Opens, changes and ends signals by what a run has found; see SignalsService.follow. The caller's transaction is one in
 * which the run's provider_month rows stand, within the product's own walls.
 */
export async function followRun(tx: Transaction, runId: string): Promise<void> {
  const run = await runOf(tx, runId);
  await beginLead(tx, run);
  const open = await lockOpenSignals(tx);
  const months = await newestMonths(tx);
  const followed = new Set(await followedBy(tx, runId));
  for (const signal of open) {
    if (!followed.has(signal.signalId)) await followOpen(tx, run, signal, months);
  }
  if (!run.isNewest) return;
  const hasOpen = new Set(open.map((signal) => signal.providerId));
  const ended = await endedSignals(tx);
  for (const month of months) {
    if (month.runId !== runId || hasOpen.has(month.providerId)) continue;
    const last = ended.find((signal) => signal.providerId === month.providerId) ?? null;
    // A signal that this very run has ended is not opened again by it.
    if (last && followed.has(last.signalId)) continue;
    const decision = decideOpening(month, last);
    if (decision.kind === 'open') await openSignal(tx, run, month, decision.level, last);
  }
}

async function runOf(tx: Transaction, runId: string): Promise<Run> {
  const [run] = await tx.query<Omit<Run, 'at'> & { readonly isDemo: boolean }>(
    `select (select t.is_demo from tenant t where t.tenant_id = $1) as "isDemo", d.run_id as "runId", d.month::text as month, d.cause, d.regime_id as "regimeId", r.body as regime,
       not exists (select 1 from detection_run l where l.tenant_id = d.tenant_id and l.month > d.month) as "isNewest"
     from detection_run d join regulatory_regime r on r.tenant_id = d.tenant_id and r.regime_id = d.regime_id
     where d.tenant_id = $1 and d.run_id = $2`,
    [tx.tenantId, runId],
  );
  if (!run) throw new Error('The run to follow is not there.');
  // Of real providers the lead time begins when they can first see it, also where the months behind it are long over.
  const isPast = run.cause === 'history' && run.isDemo;
  return { ...run, at: isPast ? new Date(londonStart(monthAfter(run.month), '00:00')) : tx.now };
}

/**
 * How each provider stands in the month is its own first, whether there is a signal or not: if only some of them waited, one
 * that is missing would tell of what is coming. `showMonths` says what commissioners see sooner. Once a run.
 */
async function beginLead(tx: Transaction, run: Run): Promise<void> {
  await tx.query(
    `update provider_month set commissioner_sees_from = $3 where tenant_id = $1 and run_id = $2 and commissioner_sees_from = 'infinity'`,
    [tx.tenantId, run.runId, leadEnd(run)],
  );
}

/** Commissioners see a month no later than a signal shows it to them, and never before the signal; early notices change nothing. */
async function showMonths(
  tx: Transaction,
  run: Run,
  { providerId, commissionerSeesFrom }: SignalState,
  last: ProviderMonth,
  from: Date,
): Promise<void> {
  if (commissionerSeesFrom === null) return;
  await tx.query(
    `update provider_month set commissioner_sees_from = least(commissioner_sees_from, greatest($4::timestamptz, $5))
     where tenant_id = $1 and provider_organisation_id = $2 and run_id = any($3)`,
    [tx.tenantId, providerId, [run.runId, last.runId], from, commissionerSeesFrom],
  );
}

/** The newest judgement of every month, by provider and oldest month first. */
function newestMonths(tx: Transaction): Promise<ProviderMonth[]> {
  return tx.query<ProviderMonth>(
    `select distinct on (m.provider_organisation_id, m.month) m.run_id as "runId", m.provider_organisation_id as "providerId",
       m.month::text as month, m.standing, m.level, m.score, m.figures
     from provider_month m join detection_run r on r.tenant_id = m.tenant_id and r.run_id = m.run_id
     where m.tenant_id = $1 order by m.provider_organisation_id, m.month, r.version desc`,
    [tx.tenantId],
  );
}

async function followedBy(tx: Transaction, runId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct signal_id as id from signal_step where tenant_id = $1 and detail->>'runId' = $2`,
    [tx.tenantId, runId],
  );
  return rows.map(({ id }) => id);
}

/** The last ended signal of each provider; whether it has come down since is said by the newest judgement of each month. */
function endedSignals(tx: Transaction): Promise<Ended[]> {
  return tx.query<Ended>(
    `select distinct on (s.provider_organisation_id) s.signal_id as "signalId", s.provider_organisation_id as "providerId", s.level,
       case when s.closed_because = 'stopped' then 'people' else 'rule' end as "endedBy",
       exists (select 1 from provider_month m join detection_run r on r.tenant_id = m.tenant_id and r.run_id = m.run_id
         where m.tenant_id = s.tenant_id and m.provider_organisation_id = s.provider_organisation_id
         and m.month > s.latest_month and m.standing = 'judged' and m.level in ('none','earlyNotice')
         and not exists (select 1 from detection_run n where n.tenant_id = r.tenant_id and n.month = r.month and n.version > r.version)) as "hasComeDown"
     from signal_now s where s.tenant_id = $1 and s.closed_at is not null
     order by s.provider_organisation_id, s.closed_at desc, s.signal_id`,
    [tx.tenantId],
  );
}

async function openSignal(
  tx: Transaction,
  run: Run,
  month: ProviderMonth,
  level: SignalLevel,
  earlier: Ended | null,
): Promise<void> {
  const signalId = newId();
  const { thresholds, times } = run.regime;
  await tx.query(
    `insert into signal (tenant_id, signal_id, provider_organisation_id, regime_id, opened_by_run_id, latest_run_id, opened_month, latest_month,
       since, scope, level, stage, stage_due_on, thresholds, values, opened_at, provider_sees_from, commissioner_sees_from, earlier_signal_id)
     values ($1,$2,$3,$4,$5,$5,$6,$6,$7,$8,$9,$10,$11,$12,$13,$14,$14,$15,$16)`,
    [
      tx.tenantId,
      signalId,
      month.providerId,
      run.regimeId,
      run.runId,
      month.month,
      month.figures.since ?? month.month,
      await namedScope(tx, month),
      level,
      signalLifecycle.initial,
      stageDueOn(signalLifecycle.initial, level, todayOf(tx), times, ENGLAND_BANK_HOLIDAYS),
      thresholds,
      valuesOf(month),
      run.at,
      commissionersFrom(run, level),
      earlier?.signalId ?? null,
    ],
  );
  await addStep(
    tx,
    signalId,
    { kind: 'opened', by: null, at: run.at, detail: { runId: run.runId, month: month.month, score: month.score } },
    { fromStage: null, toStage: signalLifecycle.initial, fromLevel: null, toLevel: level },
  );
  tx.notify('signals', month.providerId);
}

async function followOpen(tx: Transaction, run: Run, found: SignalState, all: readonly ProviderMonth[]): Promise<void> {
  const months = all.filter(({ providerId, month }) => providerId === found.providerId && month >= found.openedMonth);
  const last = months.at(-1);
  if (!last || !months.some(({ runId }) => runId === run.runId)) return;
  const signal = await catchUp(tx, found);
  const detail = {
    runId: run.runId,
    month: run.month,
    score: months.find((m) => m.runId === run.runId)?.score ?? null,
  };
  const decision = decideOpen(signal.level, months, run.regime.thresholds);
  if (decision.kind === 'close') return endOf(tx, run, signal, last, { ...detail, because: decision.because });
  const level = decision.kind === 'changeLevel' ? decision.level : signal.level;
  const judged = { level, last, detail, isAgain: run.month <= signal.latestMonth };
  return isForProviderAlone(signal.level)
    ? changeWhatIsOwn(tx, run, signal, judged)
    : changeWhatBothSee(tx, run, signal, judged);
}

interface Judged {
  readonly level: SignalLevel;
  /** The newest month of the signal. */
  readonly last: ProviderMonth;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Whether it is not the first judgement of its month. */
  readonly isAgain: boolean;
}

async function endOf(
  tx: Transaction,
  run: Run,
  signal: SignalState,
  last: ProviderMonth,
  detail: Readonly<Record<string, unknown>> & { readonly because: 'quiet' | 'withdrawn' },
): Promise<void> {
  const isEnd = signalLifecycle.next(signal.stage, 'endByRule').refused === undefined;
  const latest = { latestRunId: last.runId, latestMonth: last.month };
  const isUnseen = signal.commissionerSeesFrom !== null && signal.commissionerSeesFrom > run.at;
  if (signal.lead !== null && isEnd) {
    // Commissioners see that it is over, and not what they were not told of in time; of what they never see, the row says all.
    await keepFromCommissioners(tx, signal);
    if (isUnseen) await foldIn(tx, signal, signal.lead.no);
  } else if (signal.lead?.seenFrom)
    await addLead(tx, run, signal, { level: signal.level, isRaise: false, last }, null, signal.lead.seenFrom);
  const end: SignalChange = {
    stage: 'closed',
    stageDueOn: null,
    closedAt: run.at,
    closedBecause: detail.because,
    ...(signal.lead && { leadNo: signal.lead.no }),
    // What ended before commissioners were to see it was the provider's alone, and stays so.
    ...(isUnseen && { commissionerSeesFrom: null }),
  };
  if (!isUnseen) await showMonths(tx, run, signal, last, run.at);
  const step = { kind: isEnd ? 'closedByRule' : 'quiet', by: null, at: run.at, detail } as const;
  return changeSignal(tx, signal, { ...latest, ...(isEnd && end) }, step);
}

/** An early notice, which nobody but the provider sees: its row says everything at once. */
async function changeWhatIsOwn(tx: Transaction, run: Run, signal: SignalState, judged: Judged): Promise<void> {
  const { level, last, detail, isAgain } = judged;
  const latest = { latestRunId: last.runId, latestMonth: last.month };
  const isRaise = rankOf(level) > rankOf(signal.level);
  return changeSignal(
    tx,
    signal,
    isRaise ? { ...latest, ...(await foundIn(tx, run, last)), level, ...startedBy(tx, run, signal, level) } : latest,
    { kind: isRaise ? 'raised' : isAgain ? 'judgedAgain' : 'judged', by: null, at: run.at, detail },
  );
}

/**
 * A signal that commissioners see or will see. A month is the provider's first, raised or not: if the others alone were
 * seen at once, that one is not seen would tell of a raise. What is in the provider's favour, a lower level or records put
 * right, waits for nobody.
 */
async function changeWhatBothSee(tx: Transaction, run: Run, signal: SignalState, judged: Judged): Promise<void> {
  const { level, last, detail, isAgain } = judged;
  const shown = signal.shownLevel;
  const pending = signal.lead;
  const isDown = rankOf(level) < rankOf(signal.level);
  const compared = rankOf(level) - rankOf(shown);
  if (isDown && pending) {
    await keepFromCommissioners(tx, signal);
    if (compared >= 0)
      await addLeadStep(
        tx,
        signal,
        { kind: 'lowered', by: null, at: run.at, detail, leadNo: pending.no },
        { from: signal.level, to: level },
      );
  }
  const kind = compared > 0 ? 'raised' : compared < 0 ? 'lowered' : isAgain ? 'judgedAgain' : 'judged';
  const step = { kind, by: null, at: run.at, detail } as const;
  const found = level === signal.level ? null : await foundIn(tx, run, last);
  const seenFrom = seenLaterFrom(run, signal, judged);
  if (seenFrom !== null && seenFrom > tx.now) {
    // A month that keeps a raised level is no raise of its own, for the provider who has seen that one.
    const isKept = level === signal.level && compared > 0;
    const isRaise = compared > 0 && !isKept;
    const leadNo = await addLead(tx, run, signal, { level, isRaise, last }, found, seenFrom);
    await showMonths(tx, run, signal, last, seenFrom);
    return addLeadStep(
      tx,
      signal,
      { ...step, kind: isKept ? (isAgain ? 'judgedAgain' : 'judged') : kind, leadNo },
      { from: isKept ? level : shown, to: level },
    );
  }
  await showMonths(tx, run, signal, last, run.at);
  return changeSignal(
    tx,
    signal,
    { latestRunId: last.runId, latestMonth: last.month, ...found, level, ...(pending && { leadNo: pending.no }) },
    step,
  );
}

/** When commissioners see it; null for at once. */
function seenLaterFrom(run: Run, signal: SignalState, { level, isAgain }: Judged): Date | null {
  const compared = rankOf(level) - rankOf(signal.shownLevel);
  if (compared < 0 || (compared === 0 && isAgain)) return null;
  const isNewLevel = rankOf(level) > rankOf(signal.level);
  // What was raised before keeps the time that it was given, unless a new month begins one.
  if (compared > 0 && !isNewLevel && (isAgain || level !== signal.level)) return signal.lead?.seenFrom ?? null;
  return commissionersFrom(run, level);
}

const RANK: readonly SignalLevel[] = ['earlyNotice', 'watch', 'alert', 'alarm'];

function rankOf(level: SignalLevel): number {
  return RANK.indexOf(level);
}

/** What was judged, copied: a later rule or run rewrites none of it. */
async function foundIn(tx: Transaction, run: Run, month: ProviderMonth) {
  return {
    since: month.figures.since ?? month.month,
    scope: await namedScope(tx, month),
    thresholds: run.regime.thresholds,
    values: valuesOf(month),
  };
}

/** An early notice that becomes a signal: its time begins, for the provider and for commissioners. */
function startedBy(tx: Transaction, run: Run, signal: SignalState, level: SignalLevel) {
  if (!isForProviderAlone(signal.level)) return {};
  return {
    stageDueOn: stageDueOn(signal.stage, level, todayOf(tx), run.regime.times, ENGLAND_BANK_HOLIDAYS),
    commissionerSeesFrom: commissionersFrom(run, level) ?? undefined,
  };
}

/** The provider sees it first, for so many working days; an early notice is not for commissioners. */
function commissionersFrom(run: Run, level: SignalLevel): Date | null {
  return isForProviderAlone(level) ? null : leadEnd(run);
}

function leadEnd(run: Run): Date {
  const openedOn = toLondon(run.at.toISOString()).date;
  return new Date(
    londonStart(addWorkingDays(openedOn, run.regime.times.providerFirst, ENGLAND_BANK_HOLIDAYS), '00:00'),
  );
}

function valuesOf({ score, level, month, figures }: ProviderMonth): object {
  const { elsewhere, ownSites, breadth, withoutOnePerson, withoutOneMdt, impact, crossRows } = figures;
  return { score, level, month, crossRows, elsewhere, ownSites, breadth, withoutOnePerson, withoutOneMdt, impact };
}

/** The scope with its name as it was then. */
async function namedScope(tx: Transaction, { figures }: ProviderMonth): Promise<object> {
  const { kind, code } = figures.scope ?? { kind: 'all', code: null };
  const [found] = await tx.query<{ name: string }>(
    kind === 'role'
      ? 'select name from professional_role where tenant_id = $1 and role_code = $2'
      : 'select name from organisation where tenant_id = $1 and organisation_id::text = $2',
    [tx.tenantId, code],
  );
  return { kind, code, name: found?.name ?? null };
}

/** First day of the month after that of a date. */
function monthAfter(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
}
