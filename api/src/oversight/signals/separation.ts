import type { Transaction } from '../../platform/commands.js';
import type { Viewer } from '../../platform/viewer.js';
import { worksAt } from '../../platform/works-at.js';
import { notPossible, type SignalState } from './signal-state.js';

/** What somebody has had to do with a signal; `isParty`: works for its provider or a host of its meetings. */
export interface Parts {
  readonly recorded: boolean;
  readonly isParty: boolean;
  readonly tookStep: boolean;
  readonly requestedRun: boolean;
  readonly wroteReply: boolean;
  readonly decidedPoint: boolean;
}

interface Unfit {
  readonly code: 'RECORDED_ATTENDANCE' | 'IS_PARTY' | 'DECIDED_POINT' | 'TOOK_PART';
  readonly message: string;
}

/**
 * Why a commissioner may not move this signal: they recorded attendance that it rests on, work for the provider or for a
 * host of its meetings, or decided a point of the reply. Null where they may.
 */
export function unfitToMove(parts: Parts): Unfit | null {
  if (!parts.decidedPoint) return partyOf(parts);
  return (
    partyOf(parts) ?? {
      code: 'DECIDED_POINT',
      message: 'You decided a point of the reply to this signal, so another commissioner has to take its next step.',
    }
  );
}

/**
 * Why somebody may not decide a point of the reply: they raised, moved or checked the signal, wrote the reply, recorded
 * attendance that it rests on, or work for a party to the point. Null where they may.
 */
export function unfitToDecide(partsOfSignal: Parts, isPartyToPoint: boolean): Unfit | null {
  const parts = { ...partsOfSignal, isParty: isPartyToPoint };
  if (!parts.tookStep && !parts.requestedRun && !parts.wroteReply) return partyOf(parts);
  return (
    partyOf(parts) ?? {
      code: 'TOOK_PART',
      message: 'You had a part in this signal, so somebody who had none has to decide what the provider says about it.',
    }
  );
}

/** Refuses a commissioner who may not move this signal. */
export async function refuseUnfitMover(tx: Transaction, viewer: Viewer, signal: SignalState): Promise<void> {
  refuse(unfitToMove(await partsOf(tx, viewer, signal)));
}

/** Refuses whoever may not decide this point of the reply. */
export async function refuseUnfitDecider(
  tx: Transaction,
  viewer: Viewer,
  signal: SignalState,
  pointId: string,
): Promise<void> {
  const [point] = await tx.query<{ isParty: boolean }>(
    `select ${isPartyToPoint('$3::uuid', '$4::timestamptz')} as "isParty"
     from signal_reply_point p join signal_now s on s.tenant_id = p.tenant_id and s.signal_id = p.signal_id where p.tenant_id = $1 and p.point_id = $2`,
    [tx.tenantId, pointId, viewer.accountId, tx.now],
  );
  refuse(unfitToDecide(await partsOf(tx, viewer, signal), point?.isParty ?? true));
}

/**
 * SQL: whether an account works for a party to point `p` of signal `s`: the provider, and the hosts whose registers the
 * point disputes. Those of the rows that it names; all hosts where it names none; none where it only adds context.
 */
export function isPartyToPoint(account: string, at: string): string {
  const rows = 'signal_reply_row w where w.tenant_id = p.tenant_id and w.point_id = p.point_id';
  return `exists (select 1 from ${worksAt(at)} a where a.tenant_id = p.tenant_id and a.account_id = ${account}
    and (a.organisation_id = s.provider_organisation_id or (p.kind <> 'context' and (
      a.organisation_id in (select w.host_organisation_id from ${rows})
      or (not exists (select 1 from ${rows}) and a.organisation_id in (select e.host_organisation_id from attendance_evidence e where ${restsOn('e')}))))))`;
}

/** Values: tenant, signal, account, instant. One row where the signal is there. */
export const PARTS_SQL = `
  select exists (select 1 from attendance_evidence e where ${restsOn('e')} and e.recorded_by = $3) as recorded,
    exists (select 1 from ${worksAt('$4')} a where a.tenant_id = $1 and a.account_id = $3
      and (a.organisation_id = s.provider_organisation_id
        or a.organisation_id in (select e.host_organisation_id from attendance_evidence e where ${restsOn('e')}))) as "isParty",
    exists (select 1 from signal_step t where t.tenant_id = $1 and t.signal_id = $2 and t.account_id = $3
      and t.kind not in ('pointDecided','correctionAsked')) as "tookStep",
    exists (select 1 from detection_run r where r.tenant_id = $1 and r.requested_by = $3 and (${isRunOf('r')})) as "requestedRun",
    exists (select 1 from signal_reply p where p.tenant_id = $1 and p.signal_id = $2 and p.sent_by = $3) as "wroteReply",
    exists (select 1 from signal_point_decision d where d.tenant_id = $1 and d.signal_id = $2 and d.decided_by = $3) as "decidedPoint"
  from signal_now s where s.tenant_id = $1 and s.signal_id = $2`;

async function partsOf(tx: Transaction, viewer: Viewer, signal: SignalState): Promise<Parts> {
  const [parts] = await tx.query<Parts>(PARTS_SQL, [tx.tenantId, signal.signalId, viewer.accountId, tx.now]);
  if (!parts) throw new Error('Nothing is known of a part in the signal.');
  return parts;
}

function partyOf(parts: Parts): Unfit | null {
  if (parts.recorded)
    return {
      code: 'RECORDED_ATTENDANCE',
      message: 'You recorded attendance that this signal rests on, so somebody else has to decide about it.',
    };
  if (!parts.isParty) return null;
  return {
    code: 'IS_PARTY',
    message: 'You work for the provider or for a host of these meetings, so somebody else has to decide about it.',
  };
}

function refuse(unfit: Unfit | null): void {
  if (unfit) throw notPossible(unfit.code, unfit.message);
}

/** What the signal rests on: the provider's seats at other organisations' meetings since the onset. */
function restsOn(e: string): string {
  return `${e}.tenant_id = s.tenant_id and ${e}.provider_organisation_id = s.provider_organisation_id and ${e}.is_current and not ${e}.is_gone
  and ${e}.meeting_date >= s.since and ${e}.host_organisation_id <> ${e}.provider_organisation_id`;
}

/**
 * Every run that judged the signal, not only the first and the newest: a later run takes the place of the newest, and who
 * asked for the one before had their part all the same. Runs of any month since the onset too, whatever they found: of what
 * the newest ones found a commissioner may not know yet, and a part is a part.
 */
function isRunOf(r: string): string {
  return `${r}.run_id in (s.opened_by_run_id, s.latest_run_id)
    or ${r}.run_id::text in (select t.detail->>'runId' from signal_step t where t.tenant_id = s.tenant_id and t.signal_id = s.signal_id)
    or ${r}.month >= date_trunc('month', s.since)`;
}
