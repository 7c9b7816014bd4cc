import type { SignalLevel } from '@quorate/libs/signals';
import type { Transaction } from '../../platform/commands.js';
import type { SignalState } from './signal-state.js';

/** What a run changed, to be copied where a level changed; null where since, scope and values stay. */
export interface FoundByRun {
  readonly since: string;
  readonly scope: object;
  readonly thresholds: object;
  readonly values: object;
}

/**
 * Brings the signal's own row to what commissioners see by now, so that the next judgement is set against it. For the
 * product's own work; whoever looks at the signal sees no difference.
 */
export async function catchUp(tx: Transaction, signal: SignalState): Promise<SignalState> {
  if (signal.lead === null) return signal;
  const [seen] = await tx.query<{ no: number | null }>(
    'select max(lead_no) as no from signal_lead where tenant_id = $1 and signal_id = $2 and commissioner_sees_from <= $3',
    [tx.tenantId, signal.signalId, tx.now],
  );
  if (!seen?.no) return signal;
  await foldIn(tx, signal, seen.no);
  return seen.no === signal.lead.no ? { ...signal, lead: null } : signal;
}

/** Writes a judgement into the signal's own row, unless the row says it already. */
export async function foldIn(tx: Transaction, { signalId }: SignalState, leadNo: number): Promise<void> {
  await tx.query(
    `update signal s set level = l.level, latest_run_id = l.latest_run_id, latest_month = l.latest_month, since = l.since, scope = l.scope,
       thresholds = l.thresholds, values = l.values, lead_no = l.lead_no
     from signal_lead l where s.tenant_id = $1 and s.signal_id = $2 and l.tenant_id = s.tenant_id and l.signal_id = s.signal_id
       and l.lead_no = $3 and s.lead_no < $3`,
    [tx.tenantId, signalId, leadNo],
  );
}

/** What commissioners have not seen yet they never will: it was over before its time came. */
export async function keepFromCommissioners(tx: Transaction, { signalId }: SignalState): Promise<void> {
  await tx.query(
    'update signal_lead set commissioner_sees_from = null where tenant_id = $1 and signal_id = $2 and commissioner_sees_from > $3',
    [tx.tenantId, signalId, tx.now],
  );
}

/** Stores a judgement that the provider sees at once and commissioners from an instant on. Returns its number. */
export async function addLead(
  tx: Transaction,
  run: { readonly runId: string },
  signal: SignalState,
  judged: {
    readonly level: SignalLevel;
    readonly isRaise: boolean;
    readonly last: { readonly runId: string; readonly month: string };
  },
  found: FoundByRun | null,
  seenFrom: Date,
): Promise<number> {
  const [lead] = await tx.query<{ no: number }>(
    `insert into signal_lead (tenant_id, signal_id, lead_no, run_id, is_raise, level, latest_run_id, latest_month, since, scope, thresholds, values,
       judged_at, commissioner_sees_from)
     select s.tenant_id, s.signal_id, (select coalesce(max(l.lead_no), s.lead_no) + 1 from signal_lead l where l.tenant_id = $1 and l.signal_id = $2),
       $3, $4, $5, $6, $7, coalesce($8::date, n.since), coalesce($9::jsonb, n.scope), coalesce($10::jsonb, n.thresholds), coalesce($11::jsonb, n.values), $12, $13
     from signal s join signal_now n on n.tenant_id = s.tenant_id and n.signal_id = s.signal_id
     where s.tenant_id = $1 and s.signal_id = $2
     returning lead_no as no`,
    [
      tx.tenantId,
      signal.signalId,
      run.runId,
      judged.isRaise,
      judged.level,
      judged.last.runId,
      judged.last.month,
      found?.since ?? null,
      found?.scope ?? null,
      found?.thresholds ?? null,
      found?.values ?? null,
      tx.now,
      seenFrom,
    ],
  );
  if (!lead) throw new Error('There is no signal to judge.');
  return lead.no;
}
