import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction } from '../../platform/commands.js';
import { Reads } from '../../platform/reads.js';
import { changedByOther, notPermitted, type RefusalData } from '../../platform/refusal.js';
import { jobSession } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { requestRerun } from '../runs/run-request.js';
import { correctionInput } from './signal-inputs.js';
import { changeSignal, lockSignal, notPossible } from './signal-state.js';
import { COUNTS_OTHERWISE, IS_CORRECTED } from './signal-statements.js';

export interface CorrectionAnswered {
  readonly __typename: 'CorrectionAnswered';
  readonly correctionId: string;
}

interface Correction {
  readonly correctionId: string;
  readonly signalId: string;
  readonly pointId: string;
  readonly hostId: string;
  readonly state: string;
  readonly lockVersion: number;
  /** Whether the register has a version newer than the one that was disputed. */
  readonly isCorrected: boolean;
  /** Whether it counts as something else than what was disputed. */
  readonly countsOtherwise: boolean;
  /** Whether the signal's chronology does not have the answer yet. */
  readonly isUntold: boolean;
}

/** The signal of correction `c` has no step for its answer. A step from before steps named the correction has its instant. */
const IS_UNTOLD = `not exists (select 1 from signal_step t where t.tenant_id = c.tenant_id and t.signal_id = c.signal_id and t.kind = 'correctionAnswered'
  and (t.detail->>'correctionId' = c.correction_id::text or (t.detail->>'correctionId' is null and t.at = c.answered_at)))`;

/** Registers that hosts are asked to put right because a point of a reply was upheld. */
@Injectable()
export class CorrectionsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
  ) {}

  /** The host's co-ordinator says that the register was corrected, which it has to be, or why it stands. */
  answerCorrection(viewer: Viewer, input: unknown): Promise<CorrectionAnswered | RefusalData> {
    return this.commands.run(viewer, 'answerCorrection', correctionInput, input, async (tx, given) => {
      const correction = await lockCorrection(tx, given.correctionId);
      if (correction?.hostId !== viewer.organisationId) throw notPermitted();
      if (correction.lockVersion !== given.expectedVersion) throw changedByOther(correction.lockVersion);
      if (correction.state !== 'asked') throw notPossible('ANSWERED_ALREADY', 'This has been answered already.');
      if (given.answer === 'corrected' && !correction.isCorrected)
        throw notPossible('NOT_CORRECTED', 'The register has not changed since this was asked. Correct it first.');
      await answer(tx, correction, given.answer, viewer, given.reason);
      return { __typename: 'CorrectionAnswered', correctionId: correction.correctionId };
    });
  }

  /**
   * Job: what was asked and counts otherwise in the register since needs no answer; and the signal is told of every answer.
   * Here and not in the host's own command: whoever audits the host reads what its people did, and would learn there of a
   * signal and its level. Returns how many. Safe to repeat.
   */
  async followCorrections(tenantId: string): Promise<number> {
    const due = await this.reads.rowsFor<{ id: string }>(jobSession(tenantId), {
      name: 'corrections-to-follow',
      text: `select c.correction_id as id from register_correction c where c.tenant_id = $1
          and case when c.state = 'asked' then ${COUNTS_OTHERWISE} else ${IS_UNTOLD} end order by 1`,
      values: [tenantId],
    });
    if (due.length === 0) return 0;
    return this.commands.runJob(tenantId, 'followCorrections', async (tx) => {
      for (const { id } of due) {
        const correction = await lockCorrection(tx, id);
        if (correction?.state === 'asked') {
          if (!correction.countsOtherwise) continue;
          await answer(tx, correction, 'corrected', null, '');
          await noteOnSignal(tx, correction, 'corrected');
        } else if (correction?.isUntold) await noteOnSignal(tx, correction, correction.state);
      }
      tx.audit({ entity: 'RegisterCorrection', entityId: tenantId, detail: { followed: due.length } });
      return due.length;
    });
  }
}

async function answer(
  tx: Transaction,
  correction: Correction,
  state: 'corrected' | 'stands',
  viewer: Viewer | null,
  reason: string,
): Promise<void> {
  await tx.query(
    `update register_correction set state = $3, answered_by = $4, answered_at = $5, reason = $6, lock_version = lock_version + 1
     where tenant_id = $1 and correction_id = $2`,
    [tx.tenantId, correction.correctionId, state, viewer?.accountId ?? null, tx.now, reason],
  );
  tx.audit({ entity: 'RegisterCorrection', entityId: correction.correctionId, detail: { state } });
}

async function noteOnSignal(tx: Transaction, correction: Correction, state: string): Promise<void> {
  const signal = await lockSignal(tx, correction.signalId);
  if (!signal) throw new Error('A correction without its signal.');
  await changeSignal(
    tx,
    signal,
    {},
    { kind: 'correctionAnswered', by: null, detail: { state, correctionId: correction.correctionId } },
  );
  const [left] = await tx.query<{ open: number; months: string[] | null }>(
    `select count(*) filter (where c.state = 'asked' or ${IS_UNTOLD})::int as open,
       array_agg(distinct date_trunc('month', m.meeting_date)::date::text) filter (where c.state = 'corrected') as months
     from register_correction c join mdt_meeting m on m.tenant_id = c.tenant_id and m.meeting_id = c.meeting_id
     where c.tenant_id = $1 and c.point_id = $2`,
    [tx.tenantId, correction.pointId],
  );
  if (!left || left.open > 0 || left.months === null) return;
  await changeSignal(tx, signal, {}, { kind: 'correctedAfterReply', by: null, detail: { months: left.months } });
  await requestRerun(
    tx,
    left.months.reduce((first, month) => (month < first ? month : first)),
  );
}

async function lockCorrection(tx: Transaction, correctionId: string): Promise<Correction | null> {
  const [found] = await tx.query<Correction>(
    `select c.correction_id as "correctionId", c.signal_id as "signalId", c.point_id as "pointId", c.host_organisation_id as "hostId",
       c.state, c.lock_version as "lockVersion", ${IS_CORRECTED} as "isCorrected", ${COUNTS_OTHERWISE} as "countsOtherwise", ${IS_UNTOLD} as "isUntold"
     from register_correction c where c.tenant_id = $1 and c.correction_id = $2 for update of c`,
    [tx.tenantId, correctionId],
  );
  return found ?? null;
}
