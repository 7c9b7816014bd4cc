import type { RegulatoryRegime, SignalLevel } from '@quorate/libs/signals';
import { toLondon } from '@quorate/libs/time';
import type { Transaction } from '../../platform/commands.js';
import { changedByOther, type RefusalData, Refused } from '../../platform/refusal.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';

export type SignalStage =
  | 'signal'
  | 'dataCheck'
  | 'withProvider'
  | 'explained'
  | 'localResolution'
  | 'improvementAgreed'
  | 'withCommissioner'
  | 'concern'
  | 'referred'
  | 'closed';

/** The newest judgement that commissioners see later than the provider. */
export interface SignalLead {
  readonly no: number;
  /** Null where it was over before they could. */
  readonly seenFrom: Date | null;
}

export interface SignalState {
  readonly signalId: string;
  readonly providerId: string;
  readonly regime: RegulatoryRegime;
  readonly openedByRunId: string;
  readonly latestRunId: string;
  readonly openedMonth: string;
  readonly latestMonth: string;
  readonly since: string;
  readonly level: SignalLevel;
  /** What commissioners see, or will see first. */
  readonly shownLevel: SignalLevel;
  /** What the months changed that the signal's own row does not say yet; null where it says everything. */
  readonly lead: SignalLead | null;
  readonly stage: SignalStage;
  readonly stageDueOn: string | null;
  readonly commissionerSeesFrom: Date | null;
  readonly closedAt: Date | null;
  readonly lockVersion: number;
}

/** As the view signal_now has it, over the row of the signal that is locked. */
const STATE = `select s.signal_id as "signalId", s.provider_organisation_id as "providerId", r.body as regime,
    s.opened_by_run_id as "openedByRunId", coalesce(l.latest_run_id, s.latest_run_id) as "latestRunId", s.opened_month::text as "openedMonth",
    coalesce(l.latest_month, s.latest_month)::text as "latestMonth", coalesce(l.since, s.since)::text as since, coalesce(l.level, s.level) as level,
    coalesce((select x.level from signal_lead x where x.tenant_id = s.tenant_id and x.signal_id = s.signal_id and x.lead_no > s.lead_no
      and x.commissioner_sees_from <= quorate_now() order by x.lead_no desc limit 1), s.level) as "shownLevel",
    case when l.lead_no is not null then jsonb_build_object('no', l.lead_no) end as lead, l.commissioner_sees_from as "leadSeenFrom",
    s.stage, s.stage_due_on::text as "stageDueOn", s.commissioner_sees_from as "commissionerSeesFrom", s.closed_at as "closedAt", s.lock_version as "lockVersion"
  from signal s join regulatory_regime r on r.tenant_id = s.tenant_id and r.regime_id = s.regime_id
  left join lateral (select x.* from signal_lead x where x.tenant_id = s.tenant_id and x.signal_id = s.signal_id and x.lead_no > s.lead_no
    order by x.lead_no desc limit 1) l on true`;

type StateRow = Omit<SignalState, 'lead'> & {
  readonly lead: { readonly no: number } | null;
  readonly leadSeenFrom: Date | null;
};

function stateOf({ leadSeenFrom, ...row }: StateRow): SignalState {
  return { ...row, lead: row.lead && { ...row.lead, seenFrom: leadSeenFrom } };
}

/** The signal, locked until the command ends; null where the wall hides it. */
export async function lockSignal(tx: Transaction, signalId: string): Promise<SignalState | null> {
  const [found] = await tx.query<StateRow>(`${STATE} where s.tenant_id = $1 and s.signal_id = $2 for update of s`, [
    tx.tenantId,
    signalId,
  ]);
  return found ? stateOf(found) : null;
}

/** Every open signal of the tenant, locked in the order of their ids. For the product's own work. */
export async function lockOpenSignals(tx: Transaction): Promise<SignalState[]> {
  const found = await tx.query<StateRow>(
    `${STATE} where s.tenant_id = $1 and s.closed_at is null order by s.signal_id for update of s`,
    [tx.tenantId],
  );
  return found.map(stateOf);
}

/** Who did it, and what for; null when the product did it by rule. */
export type StepBy = Pick<Viewer, 'accountId' | 'organisationId' | 'role'> | null;

export interface NewStep {
  readonly kind: SignalStepKind;
  readonly by: StepBy;
  readonly reason?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** The instant of the command unless told: past months are judged as if on their own day. */
  readonly at?: Date;
  /** Whoever sees that judgement sees the step; everybody who sees the signal where it is left out. */
  readonly leadNo?: number;
}

/** What can happen to a signal. */
export const SIGNAL_STEP_KINDS = [
  'opened',
  'raised',
  'lowered',
  'judged',
  'judgedAgain',
  'quiet',
  'closedByRule',
  'moved',
  'dueDatePassed',
  'dueSoon',
  'providerTold',
  'commissionersTold',
  'replyExtended',
  'slipped',
  'replySent',
  'pointDecided',
  'correctionAsked',
  'correctionAnswered',
  'correctedAfterReply',
  'testAnswered',
  'undertakingAgreed',
  'undertakingProposed',
  'undertakingAnswered',
  'undertakingAccepted',
  'undertakingFollowed',
] as const;

export type SignalStepKind = (typeof SIGNAL_STEP_KINDS)[number];

export interface SignalChange {
  readonly level?: SignalLevel;
  readonly stage?: SignalStage;
  readonly stageDueOn?: string | null;
  /** Null where commissioners do not see it, or not any more. */
  readonly commissionerSeesFrom?: Date | null;
  readonly latestRunId?: string;
  readonly latestMonth?: string;
  readonly since?: string;
  readonly scope?: object;
  readonly thresholds?: object;
  readonly values?: object;
  /** Up to which of its later judgements the row has caught up. */
  readonly leadNo?: number;
  readonly closedAt?: Date;
  readonly closedBecause?: 'quiet' | 'withdrawn' | 'stopped';
}

const COLUMNS: Readonly<Record<keyof SignalChange, string>> = {
  level: 'level',
  stage: 'stage',
  stageDueOn: 'stage_due_on',
  commissionerSeesFrom: 'commissioner_sees_from',
  latestRunId: 'latest_run_id',
  latestMonth: 'latest_month',
  since: 'since',
  scope: 'scope',
  thresholds: 'thresholds',
  values: 'values',
  leadNo: 'lead_no',
  closedAt: 'closed_at',
  closedBecause: 'closed_because',
};

/** Writes a change of a locked signal with its step, its audit event and a hint to whoever looks at it. */
export async function changeSignal(
  tx: Transaction,
  signal: SignalState,
  change: SignalChange,
  step: NewStep,
): Promise<void> {
  const given = (Object.keys(COLUMNS) as (keyof SignalChange)[]).filter((key) => change[key] !== undefined);
  const sets = given.map((key, i) => `${COLUMNS[key]} = $${i + 3}`);
  await tx.query(
    `update signal set ${[...sets, 'lock_version = lock_version + 1'].join(', ')} where tenant_id = $1 and signal_id = $2`,
    [tx.tenantId, signal.signalId, ...given.map((key) => change[key])],
  );
  await addStep(tx, signal.signalId, step, {
    fromStage: signal.stage,
    toStage: change.stage ?? signal.stage,
    fromLevel: signal.shownLevel,
    toLevel: change.level ?? signal.shownLevel,
  });
  tx.notify('signals', signal.providerId);
}

/** Writes a step that tells of what commissioners do not see yet; the signal's own row, which they see, stays as it is. */
export async function addLeadStep(
  tx: Transaction,
  signal: SignalState,
  step: NewStep & { readonly leadNo: number },
  levels: { readonly from: SignalLevel; readonly to: SignalLevel },
): Promise<void> {
  await addStep(tx, signal.signalId, step, {
    fromStage: signal.stage,
    toStage: signal.stage,
    fromLevel: levels.from,
    toLevel: levels.to,
  });
  tx.notify('signals', signal.providerId);
}

interface Moves {
  readonly fromStage: string | null;
  readonly toStage: string;
  readonly fromLevel: string | null;
  readonly toLevel: string;
}

/**
 * One step of the chronology. The signal's row is locked, or was made in this transaction, so the numbers have no gap; they
 * are counted as the product's own work, since whoever acts may not see every step.
 */
export async function addStep(tx: Transaction, signalId: string, step: NewStep, moves: Moves): Promise<void> {
  await asOwnWork(tx.query, async () => {
    await tx.query(
      `insert into signal_step (tenant_id, signal_id, step_no, at, kind, from_stage, to_stage, from_level, to_level, account_id, on_behalf_of, reason, detail, lead_no)
       values ($1, $2, (select coalesce(max(step_no), 0) + 1 from signal_step where tenant_id = $1 and signal_id = $2), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        tx.tenantId,
        signalId,
        step.at ?? tx.now,
        step.kind,
        moves.fromStage,
        moves.toStage,
        moves.fromLevel,
        moves.toLevel,
        step.by?.accountId ?? null,
        step.by?.organisationId ?? null,
        step.reason ?? '',
        { ...step.detail, ...(step.by && { role: step.by.role }) },
        step.leadNo ?? null,
      ],
    );
  });
  tx.audit({
    // Who reads the trail of a signal may not see this yet, so it is told of by a name of its own that no page shows.
    entity: step.leadNo === undefined ? 'Signal' : 'SignalLead',
    entityId: signalId,
    detail: { step: step.kind, stage: moves.toStage, level: moves.toLevel },
  });
}

/** The London date of the command. */
export function todayOf(tx: Transaction): string {
  return toLondon(tx.now.toISOString()).date;
}

/** Refuses when somebody else has changed it since it was read. */
export function refuseStale(signal: SignalState, expectedVersion: number): void {
  if (signal.lockVersion !== expectedVersion) throw changedByOther(signal.lockVersion);
}

/** A step that the rules do not allow now, as data. */
export function notPossible(code: string, message: string): Refused {
  return new Refused({ __typename: 'SignalStepNotPossible', code, message } as RefusalData);
}
